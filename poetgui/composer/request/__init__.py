"""What a person asks for, parsed and laid out as pins on grids."""
