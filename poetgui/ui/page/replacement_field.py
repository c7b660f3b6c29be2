"""The text field of the replacement popup: a Han character typed into it is chosen at once."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from poetgui.composer.request.han import is_han

ROW = 4
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: ROW,
    Qt.Key.Key_Up: -ROW,
}
_LETTERS = (Qt.Key.Key_L, Qt.Key.Key_R)
"""Keys of the window that hold here too, though this is a field: lock, rewrite."""


class ReplacementField(QLineEdit):
    """Takes what an input method writes; plain keys choose."""

    typed = Signal(str)
    """One Han character."""
    numbered = Signal(int)
    """Which choice a digit means, from 0."""
    arrow = Signal(int)
    shifted_arrow = Signal(int)
    """The key."""
    paged = Signal(int)
    entered = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        found = next((c for c in text if is_han(c)), "")
        if found:
            self.clear()
            self.typed.emit(found)

    def event(self, event: QEvent) -> bool:
        """Leaves to the window what a field would else keep to itself."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = any(
                event.matches(key)
                for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            )
            if undo or (event.key() in _LETTERS and not self.text()):
                event.ignore()
                return False
            if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape):
                # Here they page and close; in the window they change the poem or stop writing.
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if shifted:
                self.shifted_arrow.emit(key.value)
            else:
                self.arrow.emit(_STEPS[key])
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not self.text():
            self.numbered.emit(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
