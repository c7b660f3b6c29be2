"""The arrow of what opens a list, drawn in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from poetgui.ui.style.theme import Theme


def draw_chevron(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """At the right end of `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(theme.tokens.muted), theme.scale * 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    half = theme.scaled(4)
    middle = QPointF(rect.width() - theme.scaled(15), rect.height() / 2 + half / 4)
    tip = middle + QPointF(0, half / 2)
    painter.drawPolyline(
        [middle + QPointF(-half, -half / 2), tip, middle + QPointF(half, -half / 2)]
    )
