"""How a row of the history is painted: title, first line, star, how many belong to it."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from poetgui.history.matching import spans
from poetgui.history.store import Entry
from poetgui.ui.history.history_model import (
    CHILD_ROLE,
    ENTRY_ROLE,
    MEMBERS_ROLE,
    WORDS_ROLE,
    hashed,
)
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

    def fold_rect(self, row: QRect) -> QRect:
        """Where a row says how many poems belong to it."""
        width, height = self._theme.scaled(40), self._theme.scaled(26)
        return QRect(row.right() - width, row.bottom() - height, width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if entry is None:
            self._paint_heading(painter, rect, option, str(index.data()))
        else:
            self._paint_ground(painter, rect, option)
            inner = rect.adjusted(self._theme.scaled(14) * bool(index.data(CHILD_ROLE)), 0, 0, 0)
            self._paint_entry(painter, inner, option, entry, index)
            if members := index.data(MEMBERS_ROLE):
                self._paint_fold(painter, self.fold_rect(rect), option, members)
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
        index: ModelIndex,
    ) -> None:
        tokens, px = self._theme.tokens, self._theme.scaled
        left = rect.left() + px(10)
        width = rect.width() - px(20)
        line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words: list[str] = index.data(WORDS_ROLE)
        below = " ".join((*hashed(entry.tags), _found_lines(entry, words)))
        narrow = width - px(32) * bool(index.data(MEMBERS_ROLE))
        for size, colour, top, room, text in (
            (16, tokens.ink, 7, width - px(24), str(index.data())),
            (14, tokens.muted, 32, narrow, below),
        ):
            font = self._font(option, size)
            painter.setFont(font)
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            place = QRect(left, rect.top() + px(top), room, px(22))
            for first, end in spans(shown, words):
                begin, width_ = (
                    metrics.horizontalAdvance(t) for t in (shown[:first], shown[first:end])
                )
                ground = QColor(tokens.gold)
                ground.setAlphaF(0.35)
                painter.fillRect(place.left() + begin, place.top(), width_, place.height(), ground)
            painter.setPen(QColor(colour))
            painter.drawText(place, line, shown)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if entry.starred or state & QStyle.StateFlag.State_MouseOver:
            self._paint_star(painter, self.star_rect(rect), entry.starred)

    def _paint_fold(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, members: int
    ) -> None:
        """How many poems stand behind the row, and a chevron: down where they are listed."""
        painter.setFont(self._font(option, 12))
        painter.setPen(QPen(QColor(self._theme.tokens.muted), self._theme.scale * 1.2))
        px = self._theme.scaled
        number = rect.adjusted(0, 0, -px(18), 0)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(number, side, str(abs(members)))
        tip, half = QPointF(rect.right() - px(11), rect.center().y()), px(3)
        corners = (
            [QPointF(-half, half / 2 - half), QPointF(0, half / 2), QPointF(half, half / 2 - half)]
            if members < 0
            else [QPointF(-half / 2, -half), QPointF(half / 2, 0), QPointF(-half / 2, half)]
        )
        painter.drawPolyline([tip + corner for corner in corners])

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


def _found_lines(entry: Entry, words: Sequence[str]) -> str:
    """Two lines of the poem: the first of them with something that is searched for, if any has."""
    lines = entry.poem.lines
    first = next((i for i, line in enumerate(lines) if words and spans(line, words)), 0)
    return "，".join(lines[first : first + 2])
