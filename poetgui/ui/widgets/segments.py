"""A row of buttons of which one is chosen: 藏头 | 续写 | 自由."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget


class Segments(QFrame):
    """Keys and labels in order; arrow keys move the choice, as in a tab bar."""

    chosen = Signal(str)
    """The key, when the person (or `choose`) changed it."""

    def __init__(self, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for key in keys:
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._buttons[key] = button
            self._group.addButton(button)
            row.addWidget(button, 1)
        self._buttons[keys[0]].setChecked(True)
        self._group.buttonToggled.connect(self._toggled)

    def set_labels(self, labels: dict[str, str]) -> None:
        for key, label in labels.items():
            self._buttons[key].setText(label)
            self._buttons[key].setAccessibleName(label)

    @property
    def key(self) -> str:
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        self._buttons[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(self._buttons)
        button = self._buttons[keys[(keys.index(self.key) + step) % len(keys)]]
        button.setChecked(True)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self, button: QPushButton, on: bool) -> None:
        if on:
            self.chosen.emit(self.key)
