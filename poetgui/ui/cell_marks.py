"""What is drawn over a cell of the page while it is worked on; never part of a saved picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from poetgui.ui.theme import Tokens

LOCK = 0.12
"""Size of the padlock by the side of the cell."""


def draw_selection(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """A frame in the colour of what can be acted on, with a faint wash."""
    wash = QColor(tokens.green)
    wash.setAlphaF(0.14)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.green), 1.6))
    painter.setBrush(wash)
    painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 6, 6)
    painter.restore()


def draw_lock(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """A small padlock in the lower left corner, beside the writing."""
    side = max(6.0, LOCK * rect.width())
    body = QRectF(rect.left(), rect.bottom() - side, side, 0.75 * side)
    colour = QColor(tokens.muted)
    colour.setAlphaF(0.75)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, max(1.0, 0.14 * side)))
    shackle = QRectF(0, 0, 0.56 * side, 0.84 * side)
    shackle.moveCenter(QPointF(body.center().x(), body.top()))
    painter.drawArc(shackle, 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(body, 0.15 * side, 0.15 * side)
    painter.restore()
