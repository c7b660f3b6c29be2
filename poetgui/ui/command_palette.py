"""Search and run any action: type part of its name in Chinese, English or pinyin initials."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from poetgui.ui.style.actions import ACTION_SPECS, Actions, ActionSpec, action_text, keys_text
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.picker import ModelIndex
from poetgui.ui.widgets.pinyin_initials import matches

SPEC_ROLE = int(Qt.ItemDataRole.UserRole)
ROWS = 10
WIDTH, ROW = 460, 34
"""Pixels at 100%."""
HIDDEN = ("palette", "cancel")
"""What makes no sense from here: itself, and stopping, which Esc does."""


class CommandPalette(QFrame):
    """A popup over the window: arrow keys choose, Enter runs the action, Esc closes."""

    chosen = Signal(str)
    """The name of the action that was triggered."""

    def __init__(self, actions: Actions, theme: Theme, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("chooser")
        self._actions, self._theme, self._window = actions, theme, window
        self.search = QLineEdit()
        self.search.textChanged.connect(lambda _text: self._refresh())
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setItemDelegate(_Row(theme, self))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._do())
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)

    def open(self) -> None:
        window = self._window
        self.search.setPlaceholderText(self.tr("打几个字找命令，拼音首字母也行"))
        self.search.setAccessibleName(self.tr("找命令"))
        self.list.setAccessibleName(self.tr("命令"))
        self.search.clear()
        self._refresh()
        scaled = self._theme.scaled
        width = min(scaled(WIDTH), window.width() - 24)
        height = min(scaled(ROW) * (ROWS + 1) + 28, window.height() - 60)
        self.resize(width, height)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + 40)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def names(self) -> list[str]:
        """The names of the actions that match the search."""
        return [self.list.item(i).data(SPEC_ROLE).name for i in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do()
                return True
        return super().eventFilter(watched, event)

    def _refresh(self) -> None:
        """List the actions that match: those that begin with the text first."""
        typed = self.search.text().strip()
        found = [spec for spec in ACTION_SPECS if self._fits(spec, typed)]
        found.sort(
            key=lambda spec: not action_text(spec.text).casefold().startswith(typed.casefold())
        )
        self.list.clear()
        for spec in found:
            action = self._actions[spec.name]
            item = QListWidgetItem(action_text(spec.text))
            item.setData(SPEC_ROLE, spec)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{action_text(spec.text)} {_keys(spec)}"
            )
            if not action.isEnabled():
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    @staticmethod
    def _fits(spec: ActionSpec, typed: str) -> bool:
        texts = (spec.text, action_text(spec.text), action_text(spec.group), spec.name)
        return spec.name not in HIDDEN and (not typed or matches(typed, *texts))

    def _do(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        spec: ActionSpec = item.data(SPEC_ROLE)
        action: QAction = self._actions[spec.name]
        if action.isEnabled():
            self.hide()
            action.trigger()
            self.chosen.emit(spec.name)


class _Row(QStyledItemDelegate):
    """The name at the left, its keys at the right, a tick for what is on."""

    def __init__(self, theme: Theme, palette: CommandPalette) -> None:
        super().__init__(palette)
        self._theme, self._palette = theme, palette

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        return QSize(self._theme.scaled(120), self._theme.scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        spec: ActionSpec = index.data(SPEC_ROLE)
        tokens, px = self._theme.tokens, self._theme.scaled
        rect = option.rect.adjusted(1, 1, -1, -1)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(tokens.held))
            painter.setBrush(QColor(tokens.green_wash))
            painter.drawRoundedRect(rect, px(6), px(6))
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        inner = rect.adjusted(px(10), 0, -px(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.ink if enabled else tokens.muted))
        on = self._palette._actions[spec.name].isChecked()
        name = action_text(spec.text) + ("  ✓" if on else "")
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, name)
        font = QFont(option.font)  # type: ignore[attr-defined]
        font.setPixelSize(px(13))
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        said = f"{action_text(spec.group)}   {_keys(spec)}"
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, said)
        painter.restore()


def _keys(spec: ActionSpec) -> str:
    """The action's first shortcut."""
    return keys_text(spec).split(" / ", 1)[0]
