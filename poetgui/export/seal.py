"""The seal 印章: one to four characters, carved out of red 白文 or standing in red 朱文."""

from __future__ import annotations

import random
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QTransform

from poetgui.export.glyph import EM, outline
from poetgui.export.paper import Palette

SEED = 7
BORDER = 0.055
"""Of a raised seal, by its side."""
STRETCH = 1.4
"""A carved character is at most so much wider than tall, or taller than wide, than written."""

# Where each character goes, as (x, y, width, height) of the carved field. Read from the right, top
# to bottom, as seals are; of three, the first (the surname) takes the whole right column.
_PLACES: dict[int, tuple[tuple[float, float, float, float], ...]] = {
    1: ((0, 0, 1, 1),),
    2: ((0, 0, 1, 0.5), (0, 0.5, 1, 0.5)),
    3: ((0.5, 0, 0.5, 1), (0, 0, 0.5, 0.5), (0, 0.5, 0.5, 0.5)),
    4: ((0.5, 0, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5), (0, 0, 0.5, 0.5), (0, 0.5, 0.5, 0.5)),
}


def draw_seal(
    painter: QPainter, rect: QRectF, text: str, palette: Palette, raised: bool = False
) -> None:
    """Stamp the first four characters of `text` into `rect`; nothing for an empty text.

    raised: red characters within a red border 朱文, else white ones in a red field.
    """
    places = _PLACES.get(min(len(text), 4))
    if places is None:
        return
    field = rect.adjusted(*(rect.width() * m for m in (0.1, 0.1, -0.1, -0.1)))
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.seal))
    stone = _stone(rect.width(), rect.height()).translated(rect.topLeft())
    if raised:
        edge = BORDER * rect.width()
        inner = _stone(rect.width() - 2 * edge, rect.height() - 2 * edge)
        painter.drawPath(stone.subtracted(inner.translated(rect.left() + edge, rect.top() + edge)))
    else:
        painter.drawPath(stone)
        painter.setBrush(QColor(palette.carved))
    for character, (x, y, width, height) in zip(text[:4], places, strict=True):
        place = QRectF(
            field.x() + x * field.width(),
            field.y() + y * field.height(),
            width * field.width(),
            height * field.height(),
        )
        painter.drawPath(_carve(character, place))
    painter.restore()


@lru_cache(maxsize=8)
def _stone(width: float, height: float) -> QPainterPath:
    """A square with softly worn edges; kept, because walking along its edge is dear."""
    dice, rect = random.Random(SEED), QRectF(0, 0, width, height)
    side, wear = rect.width(), rect.width() * 0.0035
    rounded = QPainterPath()
    rounded.addRoundedRect(rect, side * 0.085, side * 0.085)
    steps = 120
    points = [rounded.pointAtPercent(i / steps) for i in range(steps)]
    worn = [p + QPointF(dice.uniform(-wear, wear), dice.uniform(-wear, wear)) for p in points]
    path = QPainterPath(worn[0])
    for a, b in zip(worn[1:], worn[2:] + worn[:1], strict=True):
        path.quadTo(a, (a + b) / 2)
    path.closeSubpath()
    return path


def _carve(character: str, place: QRectF) -> QPainterPath:
    """The character's outline, filling most of its place whatever its own proportions."""
    shape = outline(character)
    box = shape.boundingRect()
    if box.isEmpty():
        return shape
    inset = 0.05 * min(place.width(), place.height())
    room = place.adjusted(inset, inset, -inset, -inset)
    # Stretching is the seal cutter's habit, but only so far: 一 must not become a block.
    across = room.width() / max(box.width(), EM * 0.6)
    down = room.height() / max(box.height(), EM * 0.6)
    across, down = min(across, down * STRETCH), min(down, across * STRETCH)
    move = QTransform.fromTranslate(place.center().x(), place.center().y())
    move.scale(across, down)
    move.translate(-box.center().x(), -box.center().y())
    return move.map(shape)
