"""Widgets that know nothing of poems' pages: pickers, chips, scroll areas, buttons."""
