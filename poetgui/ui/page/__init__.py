"""The middle of the window: the poem's page and what is done on it."""
