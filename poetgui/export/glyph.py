"""One character on the page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from poetgui.export.fonts import drawable, poem_font

BASELINE = 0.38
"""From the middle of a Han character's em box down to its baseline, in ems."""
CODE = 0.26
"""Size of the digits in a missing character's box, in its ems."""


def write(
    painter: QPainter,
    character: str,
    centre: QPointF,
    size: float,
    colour: str,
    outlines: bool = False,
) -> None:
    """Write a character of `size` units to the em, its em box centred on `centre`.

    `outlines`: as a path and not as text. A character that no font here has is shown as a box with
    its code point, so that it can still be told from another.
    """
    if not drawable(character):
        _write_code(painter, character, centre, size, colour, outlines)
        return
    font = poem_font(max(1, round(size)))
    em = font.pixelSize()
    start = QPointF(centre.x() - em / 2, centre.y() + BASELINE * em)
    _draw(painter, character, start, em, colour, outlines)


def _draw(
    painter: QPainter, text: str, start: QPointF, size: int, colour: str, outlines: bool
) -> None:
    font = poem_font(size)
    if outlines:
        path = QPainterPath()
        path.addText(start, font, text)
        painter.fillPath(path, QColor(colour))
    else:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(start, text)


def _write_code(
    painter: QPainter, character: str, centre: QPointF, size: float, colour: str, outlines: bool
) -> None:
    """A box with the code point in two rows of digits: 2A6 over A5."""
    side = 0.8 * size
    box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    painter.setPen(QPen(QColor(colour), max(1.0, 0.025 * size)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 0.06 * size, 0.06 * size)
    digits = f"{ord(character):X}"
    small = max(1, round(CODE * size))
    for row, text in enumerate((digits[:-2], digits[-2:])):
        # The font's digits are half an em wide.
        start = QPointF(
            centre.x() - len(text) * small / 4, centre.y() + (row - 0.15) * 1.15 * small
        )
        _draw(painter, text, start, small, colour, outlines)
