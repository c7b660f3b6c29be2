"""Painting a copybook."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from poetgui.export.copybook.copybook import HEAD, HEIGHT, MARGIN, WIDTH, Copybook, Square, sheets
from poetgui.export.glyph import write
from poetgui.export.script import shown_lines, shown_title
from poetgui.grid import OPEN, Poem

COLOURS = {"red": "#d98b80", "grey": "#b5b2ac", "black": "#26231f"}
"""By the names of `copybook.INKS`."""
RULE, GUIDE = "#b03a2e", "#d9a49b"
SHARE = 0.78
"""Of the square's side that the character's em has."""


class CopybookPages:
    """A poem on as many sheets as it needs."""

    def __init__(self, poem: Poem, book: Copybook, script: str) -> None:
        self._book = book
        lines = ["".join(line).replace(OPEN, "") for line in shown_lines(poem, script)]
        self._sheets = sheets(lines, book)
        self.title = shown_title(poem, script) or lines[0]
        self._head = "　".join(filter(None, (self.title, poem.author)))

    @property
    def size(self) -> QSizeF:
        return QSizeF(WIDTH, HEIGHT)

    @property
    def count(self) -> int:
        return len(self._sheets)

    def paint(self, painter: QPainter, number: int, as_text: bool = False) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), QColor("#ffffff"))
        self._write_head(painter, number, as_text)
        for square in self._sheets[number]:
            self._rule(painter, square)
        for square in self._sheets[number]:
            if square.character:
                middle = QPointF(square.x + square.side / 2, square.y + square.side / 2)
                colour = COLOURS[self._book.ink]
                write(painter, square.character, middle, SHARE * square.side, colour, as_text)
        painter.restore()

    def _write_head(self, painter: QPainter, number: int, as_text: bool) -> None:
        em = 56.0
        for k, character in enumerate(self._head[:26]):
            if character.strip():
                middle = QPointF(MARGIN + (k + 0.5) * em * 1.1, HEAD - 70)
                write(painter, character, middle, em, COLOURS["black"], as_text)
        if self.count > 1:
            text = f"{number + 1} / {self.count}"
            for k, character in enumerate(text):
                if character.strip():
                    x = WIDTH - MARGIN - (len(text) - k - 0.5) * 26
                    write(painter, character, QPointF(x, HEAD - 70), 40, COLOURS["grey"], as_text)

    def _rule(self, painter: QPainter, square: Square) -> None:
        x, y, side, _ = square
        dashed = QPen(QColor(GUIDE), 2, Qt.PenStyle.DashLine)
        painter.setPen(dashed)
        middle_x, middle_y = x + side / 2, y + side / 2
        lines: list[tuple[float, float, float, float]] = []
        if self._book.grid in ("field", "rice"):
            lines += [(x, middle_y, x + side, middle_y), (middle_x, y, middle_x, y + side)]
        if self._book.grid == "rice":
            lines += [(x, y, x + side, y + side), (x + side, y, x, y + side)]
        for x1, y1, x2, y2 in lines:
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
        painter.setPen(QPen(QColor(RULE), 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(x, y, side, side))
