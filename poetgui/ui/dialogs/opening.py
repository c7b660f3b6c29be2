"""How dialogs open: over the window, no larger than it, gone when they are closed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QWidget

MARGIN = 24
"""Pixels of the window that stay visible around a large dialog."""


def open_over(dialog: QDialog, window: QWidget) -> None:
    """Open without blocking the caller."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Large type makes some taller than the screen: inside they scroll.
    room = window.size() - QSize(MARGIN, MARGIN)
    dialog.resize(dialog.sizeHint().boundedTo(room))
    dialog.open()
