"""Symbols that are drawn by hand, because few Chinese fonts have them in the right weight:
the star of a favourite, the arrows of undo and redo, the chevron of a list.
"""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
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


class UndoRedoButton(QToolButton):
    """An arrow that turns back (undo) or, mirrored, on (redo); its name stays the action's."""

    def __init__(self, theme: Theme, mirrored: bool) -> None:
        super().__init__()
        self._theme, self._mirrored = theme, mirrored
        self.setProperty("flat", True)

    def actionEvent(self, event: QEvent) -> None:
        super().actionEvent(event)  # type: ignore[arg-type]
        name = self.defaultAction().text() if self.defaultAction() else ""
        self.setText("")
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        side = self._theme.scaled(32)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(tokens.ink if self.isEnabled() else tokens.line)
        painter.translate(self.width() / 2, self.height() / 2)
        unit = self._theme.scaled(100) / 100
        painter.scale(-unit if self._mirrored else unit, unit)
        painter.setPen(QPen(colour, 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        bow = QPainterPath(QPointF(-5.5, -2.5))
        bow.lineTo(2, -2.5)
        bow.arcTo(QRectF(-2, -2.5, 8, 8), 90, -180)
        bow.lineTo(-3, 5.5)
        painter.drawPath(bow)
        painter.drawPolyline(QPolygonF([QPointF(-2.5, -6), QPointF(-6, -2.5), QPointF(-2.5, 1)]))


def draw_chevron(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw the chevron of a list at the right end of `rect`."""
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
