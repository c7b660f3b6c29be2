"""What is measured of a trained network and of the poems that the program writes with it."""
