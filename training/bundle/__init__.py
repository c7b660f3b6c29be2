"""From a checkpoint to the folder that the program loads."""
