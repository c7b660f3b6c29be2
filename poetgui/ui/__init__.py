"""The window. It imports the other packages; only app.py and the commands import it."""
