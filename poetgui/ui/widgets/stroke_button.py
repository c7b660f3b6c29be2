"""Undo and redo as curved arrows, drawn: fonts have them in every weight but the right one."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolButton

from poetgui.ui.style.theme import Theme


class StrokeButton(QToolButton):
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
