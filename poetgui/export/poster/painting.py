"""Painting a poster: on the screen, and into every file."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen, QTransform

from poetgui.export.glyph import write
from poetgui.export.page import legible
from poetgui.export.poster.canvas import canvas, covers
from poetgui.export.poster.columns import Setting
from poetgui.export.poster.layouts import LAYOUT_OF
from poetgui.export.poster.papers import INK_COLOURS, PALETTES, SILKS, fill, picture
from poetgui.export.poster.poster import TURNABLE, Poster
from poetgui.export.poster.sheet import INK, Area, Glyph, Sector, Sheet
from poetgui.export.script import shown_lines
from poetgui.export.seal import draw_seal
from poetgui.grid import OPEN, Poem

FRAME = 22.0
"""Distance of the thin red frame from the edge of its leaf."""
RIBS = 15
"""Folds of a fan to each side of its middle."""


class PosterPage:
    """A poem on its poster, laid out once and painted as often as needed."""

    def __init__(self, poem: Poem, poster: Poster) -> None:
        """Raises UserError where the person's own picture cannot be read."""
        self.poem, self.poster = poem, poster
        self._palette = PALETTES[poster.paper]
        self._picture = picture(poster.picture) if poster.picture else None
        characters = legible(shown_lines(poem, poster.script), poem.pins)
        lines = ["".join(line) for line in characters]
        seals = () if poster.seal_style == "none" else (poster.seal, poster.second_seal)
        turned = {"vertical": False, "horizontal": True}
        words = Setting(
            poster.title,
            poster.dedication,
            "　".join(filter(None, (poster.date, poster.author))),
            tuple(filter(None, seals)),
            poster.spacing / 100,
            turned.get(poster.direction) if poster.layout in TURNABLE else None,
        )
        self.sheet: Sheet = LAYOUT_OF[poster.layout](lines, words, bool(poem.stops))
        self.canvas = canvas(self.sheet, poster)

    @property
    def size(self) -> QSizeF:
        """Logical size."""
        return QSizeF(self.canvas.width, self.canvas.height)

    def transform(self, target: QRectF) -> QTransform:
        """Logical units to those of `target`, the poster centred in it at its own proportions."""
        zoom = min(target.width() / self.size.width(), target.height() / self.size.height())
        move = QTransform.fromTranslate(target.center().x(), target.center().y())
        return move.scale(zoom, zoom).translate(-self.canvas.width / 2, -self.canvas.height / 2)

    def paint(self, painter: QPainter, as_text: bool = False, until: float = math.inf) -> None:
        """Paint in logical units. `as_text`: characters as text, for a PDF that is searched.

        until: see `paint_writing`.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.poster.transparent:
            self._paint_ground(painter)
        painter.translate(self.canvas.x, self.canvas.y)
        if not self.poster.transparent:
            self._paint_sheet(painter)
        self._paint_rules(painter)
        painter.translate(-self.canvas.x, -self.canvas.y)
        self.paint_writing(painter, 0, until, as_text)
        painter.restore()

    def paint_writing(
        self, painter: QPainter, begin: int, until: float, as_text: bool = False
    ) -> None:
        """Paint what is written, from the character of this number on, in the order of writing.

        until: how many characters are written by then, the last of them in part, and how many seals
        stand after all of them.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.canvas.x, self.canvas.y)
        glyphs = self.sheet.glyphs
        for number in range(begin, min(len(glyphs), math.ceil(min(until, len(glyphs))))):
            self._write(painter, glyphs[number], as_text, until - number)
        for number, seal in enumerate(self.sheet.seals, len(glyphs)):
            if begin <= number < until:
                square = QRectF(seal.x, seal.y, seal.side, seal.side)
                red = self.poster.seal_style == "red"
                draw_seal(painter, square, seal.text, self._palette, red)
        painter.restore()

    def _paint_sheet(self, painter: QPainter) -> None:
        sheet = self.sheet
        if sheet.mounted:
            self._silk(painter, QRectF(0, 0, sheet.width, sheet.height))
        for rod in sheet.rods:
            _rod(painter, rod)
        for leaf in sheet.leaves:
            shape = _shape(leaf)
            if not covers(leaf, sheet):
                fill(painter, shape, self.poster.paper, self._picture)
            if isinstance(leaf, Sector):
                self._folds(painter, leaf)
            if self.poster.frame:
                self._frame(painter, leaf)

    def _paint_ground(self, painter: QPainter) -> None:
        """What the sheet lies on: its own paper where it is one leaf, else a lighter silk."""
        whole = QRectF(QPointF(0, 0), self.size)
        if any(covers(leaf, self.sheet) for leaf in self.sheet.leaves):
            path = QPainterPath()
            path.addRect(whole)
            fill(painter, path, self.poster.paper, self._picture)
        else:
            painter.fillRect(whole, QColor(SILKS[self.poster.paper]).lighter(112))

    def _silk(self, painter: QPainter, whole: QRectF) -> None:
        """The mounting: plain silk with a darker edge, a thin line around each leaf."""
        silk = QColor(SILKS[self.poster.paper])
        painter.fillRect(whole, silk)
        painter.setPen(QPen(silk.darker(112), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(14, 14, -14, -14))
        for leaf in self.sheet.leaves:
            if isinstance(leaf, Area):
                edge = QRectF(leaf.x, leaf.y, leaf.width, leaf.height).adjusted(-9, -9, 9, 9)
                painter.fillRect(edge, silk.lighter(118))

    def _frame(self, painter: QPainter, leaf: Area | Sector) -> None:
        colour = QColor(self._palette.rule)
        colour.setAlphaF(0.7)
        painter.setPen(QPen(colour, 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if isinstance(leaf, Area):
            rect = QRectF(leaf.x, leaf.y, leaf.width, leaf.height)
            painter.drawRect(rect.adjusted(FRAME, FRAME, -FRAME, -FRAME))
        else:
            painter.drawPath(_shape(leaf))

    def _folds(self, painter: QPainter, leaf: Sector) -> None:
        colour = QColor(self._palette.fibre)
        colour.setAlphaF(0.28)
        painter.setPen(QPen(colour, 1.4))
        for rib in range(-RIBS, RIBS + 1):
            turn = math.radians(rib * leaf.span / RIBS)
            direction = QPointF(math.sin(turn), -math.cos(turn))
            centre = QPointF(leaf.x, leaf.y)
            painter.drawLine(centre + direction * leaf.inner, centre + direction * leaf.outer)

    def _paint_rules(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._palette.rule), 2))
        for x1, y1, x2, y2 in self.sheet.rules:
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def _write(self, painter: QPainter, glyph: Glyph, as_text: bool, share: float) -> None:
        """share: of the glyph that is uncovered, from its upper left; 1 or more: all."""
        if glyph.character in (OPEN, " ", "　"):
            return
        palette = self._palette
        colour = palette.ink if glyph.role == INK else palette.faint
        if glyph.role == INK and self.poster.ink != "own":
            colour = INK_COLOURS[self.poster.ink]
        if glyph.place in self.poem.pins and self.poster.red_heads:
            colour = palette.red
        painter.save()
        painter.translate(glyph.x, glyph.y)
        painter.rotate(glyph.angle)
        if share < 1:
            painter.setClipPath(_corner(glyph.em, share), Qt.ClipOperation.IntersectClip)
        write(painter, glyph.character, QPointF(0, 0), glyph.em, colour, as_text)
        painter.restore()


def _corner(em: float, share: float) -> QPainterPath:
    """The part of an em box around the origin that is nearer to its upper left."""
    edge, corner = 2.4 * em * share, -0.6 * em
    path = QPainterPath(QPointF(corner, corner))
    path.lineTo(corner + edge, corner)
    path.lineTo(corner, corner + edge)
    path.closeSubpath()
    return path


def _shape(leaf: Area | Sector) -> QPainterPath:
    path = QPainterPath()
    if isinstance(leaf, Area):
        path.addRect(QRectF(leaf.x, leaf.y, leaf.width, leaf.height))
        return path
    outer, inner = (QRectF(leaf.x - r, leaf.y - r, 2 * r, 2 * r) for r in (leaf.outer, leaf.inner))
    # Qt counts degrees from three o'clock, counterclockwise.
    path.arcMoveTo(outer, 90 + leaf.span)
    path.arcTo(outer, 90 + leaf.span, -2 * leaf.span)
    path.arcTo(inner, 90 - leaf.span, 2 * leaf.span)
    path.closeSubpath()
    return path


def _rod(painter: QPainter, rod: Area) -> None:
    """Wood, lit from above."""
    rect = QRectF(rod.x, rod.y, rod.width, rod.height)
    wood = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    for stop, colour in ((0.0, "#6b4a32"), (0.35, "#8a6446"), (1.0, "#3f2a1c")):
        wood.setColorAt(stop, QColor(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wood)
    painter.drawRoundedRect(rect, rect.height() / 4, rect.height() / 4)
