"""The poster as it will be saved, as large as the dialog has room; it can be dragged away."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

import math

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QDrag, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from poetgui.export.poster.painting import PosterPage
from poetgui.export.poster.poster_saving import render

INSET = 18
FRAME_MS = 60
"""Between two pictures of the writing."""
DRAGGED = 1.0
"""Pixels a unit of the picture that is dragged away."""


class PosterPreview(QWidget):
    """Shows a page; None: nothing yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: PosterPage | None = None
        self._pressed: QPoint | None = None
        self._written = self._step = 0.0
        self._clock = QTimer(self)
        self._clock.setInterval(FRAME_MS)
        self._clock.timeout.connect(self._advance)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(260, 260)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def show_page(self, page: PosterPage) -> None:
        self._page = page
        self._clock.stop()
        self.update()

    @property
    def playing(self) -> bool:
        return self._clock.isActive()

    def play(self, speed: int) -> None:
        """Show how the poster is written, so many characters a second."""
        self._written, self._step = 0.0, speed * FRAME_MS / 1000
        self._clock.start()

    def _advance(self) -> None:
        self._written += self._step
        sheet = self._page.sheet if self._page else None
        if sheet is None or self._written > len(sheet.glyphs) + len(sheet.seals):
            self._clock.stop()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(620, 620)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._page is None:
            return
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET)
        painter.setTransform(self._page.transform(room), combine=True)
        sheet = QRectF(0, 0, self._page.size.width(), self._page.size.height())
        if self._page.poster.transparent:
            painter.fillRect(sheet, Qt.BrushStyle.Dense6Pattern)
        self._page.paint(painter, until=self._written if self.playing else math.inf)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._page is None:
            return
        way = event.position().toPoint() - self._pressed
        if way.manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag = QDrag(self)
        drag.setMimeData(dragged(self._page))
        drag.exec(Qt.DropAction.CopyAction)


def dragged(page: PosterPage) -> QMimeData:
    """What another program gets: the picture, and the poem as text."""
    data = QMimeData()
    data.setImageData(render(page, DRAGGED))
    data.setText(page.poem.text)
    return data
