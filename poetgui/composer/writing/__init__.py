"""From a laid-out request to ranked poems."""
