"""One character on the page."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from poetgui.export.poem_fonts import drawable, poem_font

EM = 1000
"""Outlines are kept at this size and scaled to every other."""
BASELINE = 0.38
"""From the middle of a Han character's em box down to its baseline, in ems."""
CODE = 0.27
"""Size of the digits in a missing character's box, in its ems."""


@lru_cache(maxsize=4096)
def outline(text: str) -> QPainterPath:
    """The outline at EM units to the em, its middle at the origin. Not to be changed: it is shared.

    A page is painted with outlines and not as text: Qt's glyph cache would round positions and
    sizes, and remember the roundings of whatever was painted before.
    """
    path = QPainterPath()
    font = poem_font(EM)
    path.addText(QPointF(0, 0), font, text)
    width = EM if len(text) == 1 and text > "\u2e7f" else path.boundingRect().right()
    return path.translated(-width / 2, BASELINE * EM)


def write(
    painter: QPainter,
    character: str,
    centre: QPointF,
    size: float,
    colour: str,
    as_text: bool = False,
) -> None:
    """Write a character of `size` units to the em, its em box centred on `centre`.

    `as_text`: as text in the bundled font, for a PDF that can be searched. A character that no font
    here has is shown as a box with its code point, so that it can still be told from another.
    """
    if not drawable(character):
        _write_code(painter, character, centre, size, colour)
    elif as_text:
        font = poem_font(max(1, round(size)))
        painter.setFont(font)
        painter.setPen(QColor(colour))
        em = font.pixelSize()
        painter.drawText(QPointF(centre.x() - em / 2, centre.y() + BASELINE * em), character)
    else:
        _fill(painter, character, centre, size, colour)


def spell(painter: QPainter, text: str, centre: QPointF, size: float, colour: str) -> None:
    """Write a word of Latin letters, its middle at `centre`: pinyin."""
    _fill(painter, text, centre, size, colour)


def write_mark(
    painter: QPainter, mark: str, centre: QPointF, size: float, colour: str, as_text: bool = False
) -> None:
    """Write a punctuation mark with the middle of its ink, and not of its em box, on `centre`."""
    ink = outline(mark).boundingRect().center() * (size / EM)
    write(painter, mark, centre - ink, size, colour, as_text)


def _fill(painter: QPainter, text: str, centre: QPointF, size: float, colour: str) -> None:
    move = QTransform.fromTranslate(centre.x(), centre.y())
    move.scale(size / EM, size / EM)
    painter.fillPath(move.map(outline(text)), QColor(colour))


def _write_code(
    painter: QPainter, character: str, centre: QPointF, size: float, colour: str
) -> None:
    """A box with the code point in two rows of digits: 2A6 over A5."""
    side = 0.82 * size
    box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    painter.setPen(QPen(QColor(colour), max(1.0, 0.025 * size)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 0.06 * size, 0.06 * size)
    digits = f"{ord(character):X}"
    for text, row in ((digits[:-2], -0.62), (digits[-2:], 0.62)):
        _fill(painter, text, centre + QPointF(0, row * CODE * size), CODE * size, colour)
