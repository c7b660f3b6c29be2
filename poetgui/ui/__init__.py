"""The window: panels, the page on screen, one worker. Knows the rooms below; nothing knows it."""
