"""Changing and analysing a finished poem."""
