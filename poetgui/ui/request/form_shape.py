"""A small drawing of a form's shape: a dot for each character, stanzas from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from poetgui.prosody.forms.verse_forms import Form

PITCH = 5.0
"""Widest distance of two dots, in pixels at 100%."""
OPEN_LINES = 6
"""Of a form with any number of lines so many are drawn, fading out."""


@dataclass(frozen=True)
class Shape:
    """Characters in each line of each stanza."""

    stanzas: tuple[tuple[int, ...], ...] = ()
    fades: bool = False
    """Whether it goes on for as long as one likes."""

    @property
    def characters(self) -> int:
        return sum(map(sum, self.stanzas))


def shape_of(form: Form) -> Shape:
    """The shape of a form; of a tune, of its commonest pattern."""
    if form.tune is not None:
        grid = form.tune.patterns[0]
        return Shape(split(grid.shape, grid.stanzas))
    return Shape(((form.width,) * (form.lines or OPEN_LINES),), form.lines is None)


def split(shape: tuple[int, ...], stanzas: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """The lines' lengths, stanza by stanza; in one piece where there are none."""
    ends = list(accumulate(stanzas or (len(shape),)))
    return tuple(shape[a:b] for a, b in zip([0, *ends], ends, strict=False))


def draw_shape(
    painter: QPainter, rect: QRectF, shape: Shape, colour: QColor, scale: float = 1.0
) -> None:
    """Paint it into the middle of `rect`."""
    if not shape.stanzas:
        return
    widths = [max(stanza) for stanza in shape.stanzas]
    columns = sum(widths) + 1.5 * (len(widths) - 1)
    rows = max(map(len, shape.stanzas))
    pitch = min(PITCH * scale, rect.width() / columns, rect.height() / rows)
    size = QPointF(columns * pitch, rows * pitch)
    corner = rect.center() - size / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    x = corner.x()
    for stanza, width in zip(shape.stanzas, widths, strict=True):
        for i, length in enumerate(stanza):
            painter.setOpacity(1 - i / len(stanza) if shape.fades else 1.0)
            for j in range(length):
                dot = QPointF(x + (j + 0.5) * pitch, corner.y() + (i + 0.5) * pitch)
                painter.drawEllipse(dot, pitch * 0.32, pitch * 0.32)
        x += (width + 1.5) * pitch
    painter.restore()


def shape_icon(shape: Shape, colour: QColor, side: int) -> QIcon:
    """The shape in a square of `side` pixels, sharp on screens of twice the density."""
    pixmap = QPixmap(2 * side, 2 * side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_shape(painter, QRectF(0, 0, 2 * side, 2 * side), shape, colour, scale=2)
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)
