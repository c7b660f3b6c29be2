"""Up to four results as small pages in one view, to choose one of them."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from poetgui.export.page import Page
from poetgui.ui.style.theme import Theme

MOST = 4
GAP = 18
LABEL = 22
"""Height of the number under a page, at 100%."""


class SideBySide(QWidget):
    """Paints pages; a click, a digit, or the arrows and Enter choose one."""

    chosen = Signal(int)
    """Which of the pages, from 0."""
    turned = Signal(int)
    """The next pages are wanted (1), or those before (-1)."""
    dismissed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages: tuple[Page, ...] = ()
        self._first = self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def pages(self) -> tuple[Page, ...]:
        return self._pages

    @property
    def at(self) -> int:
        """The page that Enter would choose."""
        return self._at

    def show_pages(self, pages: Sequence[Page], first: int, at: int) -> None:
        """`first`: the number of the first of them among all results, from 0."""
        self._pages, self._first = tuple(pages[:MOST]), first
        self._point_at(at)

    def cell(self, index: int) -> QRectF:
        """The rectangle of a page: two in a row, two rows where there are more."""
        columns = min(2, len(self._pages))
        if len(self._pages) == 2 and self.height() > 1.3 * self.width():
            columns = 1
        rows = -(-len(self._pages) // columns)
        gap = self._theme.scaled(GAP)
        width = (self.width() - (columns - 1) * gap) / columns
        height = (self.height() - (rows - 1) * gap) / rows
        row, column = divmod(index, columns)
        return QRectF(column * (width + gap), row * (height + gap), width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        label = self._theme.scaled(LABEL)
        for i, page in enumerate(self._pages):
            cell = self.cell(i)
            room = cell.adjusted(4, 4, -4, -label)
            move = page.transform(room)
            painter.save()
            painter.setTransform(move, True)
            page.paint(painter)
            painter.restore()
            paper = move.mapRect(QRectF(QPointF(0, 0), page.size))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            chosen = i == self._at
            painter.setPen(
                QPen(QColor(tokens.green if chosen else tokens.line), 3 if chosen else 1)
            )
            painter.drawRect(paper)
            painter.setPen(QColor(tokens.ink if chosen else tokens.muted))
            below = QRectF(paper.left(), paper.bottom(), paper.width(), label)
            text = f"{i + 1}" if not self._first else f"{i + 1}  ·  {self._first + i + 1}"
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def event(self, event: QEvent) -> bool:
        """Take PgUp, PgDn and Esc before the window's shortcuts."""
        keys = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape)
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in keys:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        columns = 1 if len(self._pages) > 1 and self.cell(1).top() > 0 else 2
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -columns,
            Qt.Key.Key_Down: columns,
        }
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_4 and key - Qt.Key.Key_1 < len(self._pages):
            self.chosen.emit(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._at)
        elif key == Qt.Key.Key_Escape:
            self.dismissed.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in steps and 0 <= self._at + steps[key] < len(self._pages):
            self._point_at(self._at + steps[key])
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (index := self._index_at(event.position())) is not None:
            self._point_at(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.chosen.emit(index)
        else:
            super().mousePressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(640, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 240)

    def _index_at(self, point: QPointF) -> int | None:
        return next((i for i in range(len(self._pages)) if self.cell(i).contains(point)), None)

    def _point_at(self, index: int) -> None:
        self._at = index
        if index < len(self._pages):
            poem = self._pages[index].poem
            self.setAccessibleName(f"{index + 1} / {len(self._pages)}  {poem.text}")
        self.update()
