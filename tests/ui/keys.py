"""Typing as an input method does it: Qt's own keyClicks knows Latin letters only."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_han(widget: QWidget | None, text: str) -> None:
    """Commits the text into the widget, one event for each character."""
    assert widget is not None
    for character in text:
        event = QInputMethodEvent("", [])
        event.setCommitString(character)
        QApplication.sendEvent(widget, event)
