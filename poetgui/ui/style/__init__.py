"""Colours, icons, actions and the interface's language; used by every other room."""
