"""A spin box without buttons: type, or use the arrow keys and the wheel."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSpinBox, QWidget

PADDING = 8


class NumberBox(QSpinBox):
    """Under a style sheet Qt leaves room for buttons that are not there; this does not."""

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)

    def sizeHint(self) -> QSize:
        widest = max(
            self.fontMetrics().horizontalAdvance(f"{value}{self.suffix()}")
            for value in (self.minimum(), self.maximum())
        )
        return QSize(widest + 3 * PADDING, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.lineEdit().setGeometry(self.rect().adjusted(PADDING, 2, -PADDING, -2))
