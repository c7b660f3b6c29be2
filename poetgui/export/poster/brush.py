"""挥毫: a poster as it is written, character after character.

There are no strokes: the open stroke data (Make Me a Hanzi) is of another hand than the poem's font
and lacks many of its characters. Each glyph is uncovered in the direction of writing, from its
upper left to its lower right.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from poetgui.export.poster.apng import Frame, encoded
from poetgui.export.poster.painting import PosterPage

STEPS = 4
"""Frames a character."""
SPEEDS = (1, 20)
"""Characters a second."""
REST = 2000
"""Milliseconds for which the finished poster stands before it may begin anew."""


def animation(page: PosterPage, scale: float, speed: int) -> bytes:
    """The poster as an animated PNG. scale: pixels a unit; speed: characters a second."""
    alpha = page.poster.transparent
    base = _painted(page, scale, alpha)
    frames = _frames(page, base, scale, max(1, round(1000 / speed / STEPS)))
    return encoded(base.width(), base.height(), alpha, frames)


def _painted(page: PosterPage, scale: float, alpha: bool) -> QImage:
    """The paper, with nothing on it yet."""
    kind = QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888
    image = QImage((page.size * scale).toSize(), kind)
    image.fill(0)
    painter = QPainter(image)
    painter.setTransform(page.transform(QRectF(image.rect())))
    page.paint(painter, until=0)
    painter.end()
    return image


def _frames(page: PosterPage, base: QImage, scale: float, delay: int) -> Iterator[Frame]:
    """Of each only what changes; the seals come at once at the end."""
    yield _frame(base, base.rect(), delay)
    written = len(page.sheet.glyphs)
    for number, glyph in enumerate(page.sheet.glyphs):
        middle = QPointF(glyph.x + page.canvas.x, glyph.y + page.canvas.y)
        half = glyph.em * (0.75 if glyph.angle else 0.56)
        box = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
        rect = _pixels(box, page, base, scale)
        for step in range(1, STEPS + 1):
            _paint(page, base, number, number + step / STEPS)
            yield _frame(base, rect, delay)
    for k, seal in enumerate(page.sheet.seals):
        box = QRectF(seal.x + page.canvas.x, seal.y + page.canvas.y, seal.side, seal.side)
        rect = _pixels(box.adjusted(-6, -6, 6, 6), page, base, scale)
        _paint(page, base, written + k, written + k + 1)
        yield _frame(base, rect, delay * STEPS)
    yield _frame(base, QRect(0, 0, 1, 1), REST)


def _pixels(box: QRectF, page: PosterPage, base: QImage, scale: float) -> QRect:
    shown = page.transform(QRectF(base.rect())).mapRect(box).toAlignedRect()
    return shown.intersected(base.rect())


def _paint(page: PosterPage, image: QImage, begin: int, until: float) -> None:
    painter = QPainter(image)
    painter.setTransform(page.transform(QRectF(image.rect())))
    page.paint_writing(painter, begin, until)
    painter.end()


def _frame(image: QImage, rect: QRect, milliseconds: int) -> Frame:
    part = image.copy(rect)
    depth = part.depth() // 8
    data, stride = bytes(part.constBits()), part.bytesPerLine()
    wide = part.width() * depth
    # Qt pads rows to four bytes.
    rows = (data[at : at + wide] for at in range(0, stride * part.height(), stride))
    return Frame(rect.x(), rect.y(), rect.width(), rect.height(), b"".join(rows), milliseconds)
