"""How a row of the history is painted: title, first line, star."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from poetgui.history.store import Entry
from poetgui.ui.history.history_model import ENTRY_ROLE, hashed
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.drawn_symbols import star_path
from poetgui.ui.widgets.picker import ModelIndex


class HistoryDelegate(QStyledItemDelegate):
    """Paints rows from the theme's tokens; knows where the star is, so that it can be clicked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        height = 60 if index.data(ENTRY_ROLE) is not None else 32
        return QSize(self._theme.scaled(120), self._theme.scaled(height))

    def star_rect(self, row: QRect) -> QRect:
        """Where the star of a row stands, with room around it for a finger."""
        side = self._theme.scaled(30)
        return QRect(row.right() - side, row.top(), side, self._theme.scaled(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if entry is None:
            self._paint_heading(painter, rect, option, str(index.data()))
        else:
            self._paint_ground(painter, rect, option)
            self._paint_entry(painter, rect, option, entry, str(index.data()))
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, text: str
    ) -> None:
        painter.setFont(self._font(option, 13))
        painter.setPen(QColor(self._theme.tokens.muted))
        inner = rect.adjusted(self._theme.scaled(10), 0, 0, -self._theme.scaled(4))
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        tokens = self._theme.tokens
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        inner = rect.adjusted(1, 1, -1, -1)
        radius = self._theme.scaled(6)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(tokens.chosen))
            painter.drawRoundedRect(inner, radius, radius)
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = QColor(tokens.chosen)
            ground.setAlphaF(0.5)
            painter.setBrush(ground)
            painter.drawRoundedRect(inner, radius, radius)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.green), 1))
            painter.drawRoundedRect(inner, radius, radius)

    def _paint_entry(
        self,
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        entry: Entry,
        title: str,
    ) -> None:
        tokens, px = self._theme.tokens, self._theme.scaled
        left = rect.left() + px(10)
        width = rect.width() - px(20)
        line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for size, colour, top, room, text in (
            (16, tokens.ink, 7, width - px(24), title),
            (14, tokens.muted, 32, width, " ".join((*hashed(entry.tags), _begin(entry)))),
        ):
            font = self._font(option, size)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(left, rect.top() + px(top), room, px(22)), line, shown)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if entry.starred or state & QStyle.StateFlag.State_MouseOver:
            self._paint_star(painter, self.star_rect(rect), entry.starred)

    def _paint_star(self, painter: QPainter, rect: QRect, filled: bool) -> None:
        """A drawn star: few Chinese fonts carry one of the right weight."""
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.gold), 1.2))
        painter.setBrush(QColor(tokens.gold) if filled else Qt.BrushStyle.NoBrush)
        painter.drawPath(star_path(QPointF(rect.center()), self._theme.scaled(7)))

    def _font(self, option: QStyleOptionViewItem, pixels: int) -> QFont:
        font = QFont(option.font)  # type: ignore[attr-defined]
        font.setPixelSize(self._theme.scaled(pixels))
        return font


def _begin(entry: Entry) -> str:
    return "，".join(entry.poem.lines[:2])
