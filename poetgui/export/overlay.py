"""What is marked beside the characters: tones, rhymes, faults, pinyin, what open cells want."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from poetgui.export.glyph import spell, write
from poetgui.export.page_layout import Layout
from poetgui.export.page_style import Marks, PageStyle
from poetgui.export.paper import Palette
from poetgui.export.script import TRADITIONAL, convert
from poetgui.grid import OPEN, Place, Tone
from poetgui.prosody.books.pinyin_lookup import pinyin

BLANK = 0.15
"""Radius of the sign in an open cell, in ems."""
SPELLING = 0.27
"""Size of pinyin, in ems of the poem; less where a syllable is long or the rows stand close."""


class Overlay:
    """Belongs to one page."""

    def __init__(
        self, layout: Layout, style: PageStyle, palette: Palette, lines: Sequence[str]
    ) -> None:
        self._layout, self._style, self._palette, self._lines = layout, style, palette, lines
        self._below = style.pinyin and not layout.vertical
        """Pinyin takes the room above the rows, so that the marks go below."""

    def paint(self, painter: QPainter, marks: Marks, as_text: bool) -> None:
        for place, tone in self._demanded(marks):
            self._blank(painter, place, tone, place in marks.rhymes)
        if self._style.tone_marks:
            self._tones(painter, marks)
        if self._style.rhyme_marks:
            self._rhymes(painter, marks, as_text)
        if self._style.fault_marks:
            for place in sorted(marks.faults & self._layout.cells.keys()):
                self._fault(painter, place)
        if self._style.pinyin:
            self._pinyin(painter)

    # -- open cells ---------------------------------------------------------------------------

    def _demanded(self, marks: Marks) -> list[tuple[Place, Tone | None]]:
        return [
            (Place(i, j), marks.demands.get(Place(i, j)))
            for i, line in enumerate(self._lines)
            for j, character in enumerate(line)
            if character == OPEN
        ]

    def _blank(self, painter: QPainter, place: Place, tone: Tone | None, rhymes: bool) -> None:
        """○ level, ● oblique, ◐ either; red where it is to rhyme; a square where nothing is known.

        Drawn, not written: the signs of a font stand at other heights than the characters.
        """
        box, em = self._layout.cells[place], self._layout.em
        radius = BLANK * em
        colour = QColor(self._palette.red if rhymes else self._palette.faint)
        round_ = QRectF(box.x - radius, box.y - radius, 2 * radius, 2 * radius)
        painter.setPen(QPen(colour, max(1.2, 0.022 * em)))
        painter.setBrush(colour if tone is Tone.OBLIQUE else Qt.BrushStyle.NoBrush)
        if tone is None:
            painter.drawRoundedRect(round_, 0.2 * radius, 0.2 * radius)
            return
        painter.drawEllipse(round_)
        if tone is Tone.ANY:
            painter.setBrush(colour)
            painter.drawChord(round_, 90 * 16, 180 * 16)

    # -- beside the characters ----------------------------------------------------------------

    def _tones(self, painter: QPainter, marks: Marks) -> None:
        layout, palette = self._layout, self._palette
        radius = max(2.4, 0.062 * layout.em)
        for place, tone in marks.tones.items():
            if tone is Tone.ANY or place not in layout.cells:
                continue
            colour = QColor(palette.red if place in marks.faults else palette.faint)
            painter.setPen(QPen(colour, max(1.1, 0.02 * layout.em)))
            painter.setBrush(colour if tone is Tone.OBLIQUE else Qt.BrushStyle.NoBrush)
            if place in marks.entering:
                # A square: oblique by the entering tone, which today's ear may take for level.
                side = 1.8 * radius
                corner = self._mark_at(place) - QPointF(side / 2, side / 2)
                painter.drawRect(QRectF(corner, QSizeF(side, side)))
            else:
                painter.drawEllipse(self._mark_at(place), radius, radius)

    def _rhymes(self, painter: QPainter, marks: Marks, as_text: bool) -> None:
        layout = self._layout
        word = convert("韵") if self._style.script == TRADITIONAL else "韵"
        size = min(0.28 * layout.em, 1.44 * (layout.beside - 0.5 * layout.em))
        down, right = (0.34 * layout.em, 0.0) if layout.vertical else (0.0, 0.32 * layout.em)
        for place in marks.rhymes & layout.cells.keys():
            centre = self._mark_at(place) + QPointF(right, down)
            write(painter, word, centre, size, self._palette.red, as_text)

    def _fault(self, painter: QPainter, place: Place) -> None:
        """A wavy red stroke, as proof-readers draw it: left of a vertical line, below a row."""
        box, em = self._layout.cells[place], self._layout.em
        length, swing, waves = 0.8 * em, 0.035 * em, 4
        path, step = QPainterPath(QPointF(0, 0)), length / (2 * waves)
        for k in range(2 * waves):
            side = swing * (1 if k % 2 else -1)
            path.quadTo(QPointF((k + 0.5) * step, 2 * side), QPointF((k + 1) * step, 0))
        painter.save()
        if self._layout.vertical:
            painter.translate(box.x - 0.58 * em, box.y - length / 2)
            painter.rotate(90)
        else:
            down = 0.51 if self._below else 0.58  # clear of the tone's mark
            painter.translate(box.x - length / 2, box.y + down * em)
        painter.setPen(QPen(QColor(self._palette.red), max(1.4, 0.026 * em)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.restore()

    def _mark_at(self, place: Place) -> QPointF:
        """Beside the character, or above it in a horizontal poem (below it, under pinyin)."""
        box, beside = self._layout.cells[place], self._layout.beside
        if self._layout.vertical:
            return QPointF(box.x + beside, box.y)
        return QPointF(box.x, box.y + (beside if self._below else -beside))

    # -- pinyin -------------------------------------------------------------------------------

    def _pinyin(self, painter: QPainter) -> None:
        """Above every character, within its own cell, all syllables in one size."""
        layout = self._layout
        spelled = {
            Place(i, j): syllable
            for i, line in enumerate(self._lines)
            for j, syllable in enumerate(pinyin(line))
            if syllable and Place(i, j) in layout.cells
        }
        if not spelled:
            return
        some = next(iter(layout.cells.values()))
        longest = max(4, *(len(syllable) for syllable in spelled.values()))
        room = some.height - 0.96 * layout.em if layout.vertical else layout.em
        across = some.width if not layout.vertical else some.width * 0.72
        size = min(SPELLING * layout.em, 0.94 * room, across / (0.56 * longest))
        for place, syllable in spelled.items():
            box = layout.cells[place]
            centre = QPointF(box.x, box.y - 0.48 * layout.em - 0.42 * size)
            spell(painter, syllable, centre, size, self._palette.faint)
