"""Dialogs over the window, and the file choosers."""
