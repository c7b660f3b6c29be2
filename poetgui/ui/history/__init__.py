"""The right side of the window: the poems written before."""
