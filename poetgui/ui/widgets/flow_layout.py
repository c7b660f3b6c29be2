"""A layout that wraps; Qt has none of its own."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets one after another, wrapped like words; `spread` shares a row's free space out."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int = 6, spread: bool = False
    ) -> None:
        super().__init__(parent)
        self._spread = spread
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, move: bool) -> int:
        """Set the rows out in `rect` (when `move`) and return the height that they take."""
        y = rect.y()
        for row in self._rows(rect.width()):
            height = max(item.sizeHint().height() for item in row)
            if move:
                self._set_row(row, QRect(rect.x(), y, rect.width(), height))
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        room = 0
        for item in self._items:
            wanted = item.sizeHint().width()
            if not rows or wanted > room:
                rows.append([])
                room = width
            rows[-1].append(item)
            room -= wanted + self.spacing()
        return rows

    def _set_row(self, row: list[QLayoutItem], rect: QRect) -> None:
        used = sum(item.sizeHint().width() for item in row)
        gap, x = float(self.spacing()), float(rect.x())
        if self._spread and len(row) > 1:
            gap = (rect.width() - used) / (len(row) - 1)
        elif self._spread:
            x += (rect.width() - used) / 2
        for item in row:
            hint = item.sizeHint()
            top = rect.y() + (rect.height() - hint.height()) // 2
            item.setGeometry(QRect(QPoint(round(x), top), hint))
            x += hint.width() + gap
