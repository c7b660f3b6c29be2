"""Marks drawn over the page while it is edited; they are never part of a saved picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from poetgui.ui.style.theme import Tokens

MAX_SHADE_OPACITY = 0.5
"""Opacity of the deepest wash: the character must stay readable."""
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
    """A small padlock in the lower left corner, next to the character."""
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


def draw_shade(painter: QPainter, rect: QRectF, depth: float, tokens: Tokens) -> None:
    """A transparent gold shade over a cell; `depth` 0 (none) to 1."""
    colour = QColor(tokens.gold)
    colour.setAlphaF(MAX_SHADE_OPACITY * min(1.0, depth))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 5, 5)
    painter.restore()


def draw_grip(painter: QPainter, rect: QRectF, vertical: bool, tokens: Tokens) -> None:
    """The drag handle of a line: six dots."""
    colour = QColor(tokens.muted)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    radius = max(1.2, 0.055 * max(rect.width(), rect.height()))
    for along in (-1, 0, 1):
        for across in (-0.5, 0.5):
            x, y = (along, across) if vertical else (across, along)
            painter.drawEllipse(rect.center() + QPointF(x, y) * 4.2 * radius, radius, radius)
    painter.restore()


def draw_target(painter: QPainter, rect: QRectF, held: bool, tokens: Tokens) -> None:
    """The frame of the dragged line (`held`) or of the line at its target."""
    wash = QColor(tokens.green)
    wash.setAlphaF(0.10 if held else 0.0)
    pen = QPen(QColor(tokens.green), 1.6, Qt.PenStyle.DotLine if held else Qt.PenStyle.SolidLine)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(wash)
    painter.drawRoundedRect(rect, 8, 8)
    painter.restore()


def draw_preedit(painter: QPainter, cell: QRectF, text: str, room: QRectF, tokens: Tokens) -> None:
    """The text that an input method is composing, over its cell and wider where needed."""
    font = QFont(painter.font())
    font.setPixelSize(max(13, round(0.42 * cell.height())))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    width = max(cell.width() - 4, painter.fontMetrics().horizontalAdvance(text) + 14)
    box = QRectF(0, 0, width, cell.height() - 4)
    box.moveCenter(cell.center())
    box.moveLeft(max(room.left() + 2, min(box.left(), room.right() - 2 - box.width())))
    painter.setPen(QPen(QColor(tokens.green), 1.6))
    painter.setBrush(QColor(tokens.field))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(QColor(tokens.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    metrics = painter.fontMetrics()
    length, base = metrics.horizontalAdvance(text), box.center().y() + 0.62 * metrics.height()
    start = box.center().x() - length / 2
    painter.drawLine(QPointF(start, base), QPointF(start + length, base))
    painter.restore()
