"""Painting a booklet."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from poetgui.export.booklet.booklet import Booklet
from poetgui.export.booklet.booklet_flow import FAINT, HEIGHT, INK, WIDTH, pages
from poetgui.export.glyph import write

COLOURS = {INK: "#26231f", FAINT: "#6f675a"}


class BookletPages:
    """Cover, contents and poems."""

    def __init__(self, booklet: Booklet) -> None:
        self.title = booklet.title or booklet.poems[0].title
        self._pages = pages(booklet)

    @property
    def size(self) -> QSizeF:
        return QSizeF(WIDTH, HEIGHT)

    @property
    def count(self) -> int:
        return len(self._pages)

    def paint(self, painter: QPainter, number: int, as_text: bool = False) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), QColor("#ffffff"))
        for letter in self._pages[number]:
            if letter.character.strip():
                middle = QPointF(letter.x, letter.y)
                colour = COLOURS[letter.role]
                write(painter, letter.character, middle, letter.em, colour, as_text)
        painter.restore()
