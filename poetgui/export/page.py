"""The page: one painter for the screen and for every file."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from poetgui.export.glyph import write, write_mark
from poetgui.export.overlay import Overlay
from poetgui.export.page_layout import FRAME, WIDTH, Box, Layout, lay_out
from poetgui.export.page_style import SEAL_TEXT, SIGNATURE, Marks, PageStyle
from poetgui.export.paper import PALETTES, Palette, draw_paper, sheet
from poetgui.export.poem_fonts import covers
from poetgui.export.running_layout import lay_out_running
from poetgui.export.script import TRADITIONAL, convert, shown_lines, shown_title
from poetgui.export.seal import draw_seal
from poetgui.grid import OPEN, Place, Poem

STOP_SIZE = 0.82
"""The em of punctuation by the poem's."""
TITLE_MAX = 16
"""A longer title is cut: it is a label on the page, the file's name can carry the whole."""


class Page:
    """A poem laid out once, painted as often as needed. Units are logical: 1080 to the width."""

    def __init__(self, poem: Poem, style: PageStyle, marks: Marks | None = None) -> None:
        self.poem, self.style, self.marks = poem, style, marks or Marks()
        self._lines = legible(shown_lines(poem, style.script), poem.pins)
        title = shown_title(poem, style.script)
        self._title = title if len(title) <= TITLE_MAX else title[: TITLE_MAX - 1] + "…"
        self._signature = self._own_words(style.signature, SIGNATURE)
        self._seal = self._own_words(style.seal, SEAL_TEXT)
        self._layout = self._laid_out()
        self._palette: Palette = PALETTES[style.theme]
        self._overlay = Overlay(self._layout, style, self._palette, self.poem.lines)

    def _laid_out(self) -> Layout:
        shape, poem = [len(line) for line in self._lines], self.poem
        around = len(self._title), len(self._signature), self.style.vertical, self.style.shape
        if poem.stops:
            return lay_out_running(shape, poem.stops, poem.stanzas, *around)
        return lay_out(shape, *around)

    def _own_words(self, text: str, ours: str) -> str:
        """Our own words follow the script; what the user wrote (a name, often) stays as typed."""
        return convert(text) if text == ours and self.style.script == TRADITIONAL else text

    @property
    def size(self) -> QSizeF:
        """Logical size of the page."""
        return QSizeF(WIDTH, self._layout.height)

    @property
    def em(self) -> float:
        """Logical size of the poem's characters."""
        return self._layout.em

    def cell_at(self, point: QPointF) -> Place | None:
        """The cell under a point given in logical units."""
        x, y = point.x(), point.y()
        return next((p for p, box in self._layout.cells.items() if box.contains(x, y)), None)

    def cell_rect(self, place: Place) -> QRectF:
        """The square around a character, in logical units. Raises KeyError for no such cell."""
        box, side = self._layout.cells[place], 1.3 * self._layout.em
        width, height = min(box.width, side), min(box.height, side)
        return QRectF(box.x - width / 2, box.y - height / 2, width, height)

    def title_rect(self) -> QRectF:
        """The rectangle around the title, in logical units; empty without one."""
        rect = QRectF()
        for box in self._layout.title:
            rect = rect.united(_rect(box))
        return rect

    def transform(self, target: QRectF) -> QTransform:
        """Logical units to those of `target`, the page centred in it at its own proportions."""
        zoom = min(target.width() / self.size.width(), target.height() / self.size.height())
        middle, page = target.center(), QRectF(QPointF(0, 0), self.size).center()
        move = QTransform.fromTranslate(middle.x(), middle.y())
        return move.scale(zoom, zoom).translate(-page.x(), -page.y())

    def paint(self, painter: QPainter, *, vectors: bool = False, as_text: bool = False) -> None:
        """Paint the page at the painter's origin, in logical units (see `transform`).

        `vectors`: paper as vectors, for SVG and PDF, not as a cached picture. `as_text`: characters
        as text and not as outlines, for a PDF that can be searched.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_paper(painter, vectors)
        self._paint_lines(painter)
        self._paint_writing(painter, as_text)
        self._overlay.paint(painter, self.marks, as_text)
        seal = self._layout.seal
        draw_seal(painter, _rect(seal), self._seal, self._palette)
        painter.restore()

    def _paint_paper(self, painter: QPainter, vectors: bool) -> None:
        rect = QRectF(QPointF(0, 0), self.size)
        if vectors:
            draw_paper(painter, rect, self.style.theme)
            return
        # deviceTransform carries the window's devicePixelRatio, so the sheet is cut in real pixels.
        pixels = painter.deviceTransform().mapRect(rect).width()
        painter.drawImage(rect, sheet(pixels, self.size, self.style.theme))

    def _paint_lines(self, painter: QPainter) -> None:
        frame = QRectF(QPointF(0, 0), self.size).adjusted(FRAME, FRAME, -FRAME, -FRAME)
        colour = QColor(self._palette.rule)
        colour.setAlphaF(0.75)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.6))
        painter.drawRect(frame)
        colour.setAlphaF(0.38)
        painter.setPen(QPen(colour, 1.2))
        for rule in self._layout.rules:
            painter.drawLine(QPointF(rule.x1, rule.y1), QPointF(rule.x2, rule.y2))

    def _paint_writing(self, painter: QPainter, as_text: bool) -> None:
        palette, layout = self._palette, self._layout
        for place, box in layout.cells.items():
            colour = palette.red if place in self.poem.pins else palette.ink
            character = self._lines[place.line][place.column]
            if character == OPEN:
                continue  # the overlay says what may stand there
            write(painter, character, QPointF(box.x, box.y), layout.em, colour, as_text)
        for mark, box in layout.stops:
            centre = QPointF(box.x, box.y)
            write_mark(painter, mark, centre, STOP_SIZE * layout.em, palette.faint, as_text)
        for character, box in zip(self._title, layout.title, strict=True):
            write(painter, character, QPointF(box.x, box.y), box.width, palette.ink, as_text)
        for character, box in zip(self._signature, layout.signature, strict=True):
            write(painter, character, QPointF(box.x, box.y), box.width, palette.faint, as_text)


def legible(lines: tuple[str, ...], pins: Collection[Place]) -> list[list[str]]:
    """The characters to paint: one that the font lacks in its traditional form, when it has that.

    Simplified forms made by analogy (𣃁 for 斸) are in few fonts, and books print 斸 as well. Pins
    stay as typed.
    """
    characters = [list(line) for line in lines]
    for i, line in enumerate(lines):
        for j, character in enumerate(line):
            if not covers(character) and Place(i, j) not in pins:
                other = convert(character)
                if len(other) == 1 and covers(other):
                    characters[i][j] = other
    return characters


def _rect(box: Box) -> QRectF:
    return QRectF(box.x - box.width / 2, box.y - box.height / 2, box.width, box.height)
