"""The commands that build the tables of `resources/prosody` and the fonts."""
