"""The star of the favourites, drawn: few Chinese fonts carry one of the right weight."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton

from poetgui.ui.style.theme import Theme


class StarButton(QToolButton):
    """A toggle with a star, filled while it is on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        side = self._theme.scaled(32)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gold = QColor(self._theme.tokens.gold)
        painter.setPen(QPen(gold, 1.2))
        painter.setBrush(gold if self.isChecked() else Qt.BrushStyle.NoBrush)
        centre = QPointF(self.width() / 2, self.height() / 2)
        painter.drawPath(star_path(centre, self._theme.scaled(7)))


def star_path(centre: QPointF, radius: float) -> QPainterPath:
    """A five-pointed star."""
    path = QPainterPath()
    for i in range(10):
        length = radius if i % 2 == 0 else radius * 0.45
        angle = math.pi * (i / 5 - 0.5)
        point = centre + QPointF(length * math.cos(angle), length * math.sin(angle))
        if i:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path
