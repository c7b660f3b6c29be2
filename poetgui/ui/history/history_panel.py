"""The list of earlier poems: search, filter, star, open at random, delete with undo, copy, save."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QVBoxLayout,
)

from poetgui.history.store import Entry, History
from poetgui.ui.history.history_delegate import HistoryDelegate
from poetgui.ui.history.history_model import HistoryModel
from poetgui.ui.state.sheet_stack import title_of
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.drawn_symbols import StarButton
from poetgui.ui.widgets.notice_bar import NoticeBar
from poetgui.ui.widgets.picker import Choice, Picker


class HistoryPanel(QFrame):
    """The right side of the window."""

    opened = Signal(object)
    """The Entry to show."""
    starred = Signal(int, bool)
    """An entry's number and whether it is starred now."""
    copied = Signal(object)
    saved = Signal(object)
    """The Entry whose text is wanted: on the clipboard, in a file."""
    tags_wanted = Signal(object)
    """The Entry whose tags are to be changed."""

    def __init__(self, history: History, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("historyPanel")
        self._history = history
        self._deleted: list[int] = []
        self._total = 0
        self._written: list[str] = []
        self.model = HistoryModel(history)
        self._build(theme)
        self._connect()
        self.reload()

    def _build(self, theme: Theme) -> None:
        self.title_label = QLabel()
        self.title_label.setProperty("role", "heading")
        self.count_label = QLabel()
        self.count_label.setProperty("role", "caption")
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.starred_button = StarButton(theme)
        self.starred_button.setCheckable(True)
        self.form_picker = Picker(theme)
        self.random_button = QPushButton()
        self.random_button.setAutoDefault(False)
        self._random = random.Random()
        self._delegate = HistoryDelegate(theme)
        self.view = _HistoryView(self._delegate)
        self.view.setModel(self.model)
        self.empty_label = QLabel()
        self.empty_label.setProperty("role", "caption")
        self.empty_label.setWordWrap(True)
        self.empty_label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.undo_bar = NoticeBar()
        head = QHBoxLayout()
        head.addWidget(self.title_label)
        head.addStretch(1)
        head.addWidget(self.count_label)
        find = QHBoxLayout()
        find.setSpacing(6)
        find.addWidget(self.search, 1)
        find.addWidget(self.starred_button)
        narrow = QHBoxLayout()
        narrow.setSpacing(6)
        narrow.addWidget(self.form_picker, 1)
        narrow.addWidget(self.random_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 22, 10, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(find)
        column.addLayout(narrow)
        column.addWidget(self.empty_label)
        column.addWidget(self.view, 1)
        column.addWidget(self.undo_bar)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self.reload())
        self.starred_button.toggled.connect(lambda _on: self.reload())
        self.form_picker.picked.connect(self.reload)
        self.random_button.clicked.connect(self.open_random)
        self.view.opened.connect(self._open)
        self.view.star_wanted.connect(self._toggle_star)
        self.view.delete_wanted.connect(self._delete)
        self.view.menu_wanted.connect(self.show_menu)
        self.view.copy_wanted.connect(self._copy)
        self.undo_bar.acted.connect(self.undo_delete)

    def retranslate(self) -> None:
        self.title_label.setText(self.tr("旧作"))
        self.search.setPlaceholderText(self.tr("搜字、题、体裁"))
        self.search.setAccessibleName(self.tr("搜索旧作"))
        self.starred_button.setToolTip(self.tr("只看收藏的"))
        self.starred_button.setAccessibleName(self.tr("只看收藏的"))
        self.form_picker.setAccessibleName(self.tr("只看一种体裁"))
        self.random_button.setText(self.tr("随便翻"))
        self.random_button.setToolTip(self.tr("随便打开其中一首"))
        self._offer_forms()
        self.view.setAccessibleName(self.tr("旧作列表，回车打开，S 收藏，Delete 删去"))
        self.undo_bar.set_button(self.tr("撤销"))
        self.count_label.setText(self.tr("%1 首").replace("%1", str(self._total)))
        self.empty_label.setText(
            self.tr("没有找到。换个字试试？") if self._total else self.tr("写成的诗都会留在这里。")
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            chosen = self.model.entry(self.view.currentIndex())
            self.model.retranslate()
            self.choose(chosen.id if chosen else None)

    # -- what the window calls ----------------------------------------------------------------

    def reload(self) -> None:
        """Read the store again; the selected entry stays selected."""
        chosen = self.model.entry(self.view.currentIndex())
        starred = self.starred_button.isChecked()
        self.model.filter(self.search.text(), starred, self.form_picker.value)
        if chosen is not None:
            self.choose(chosen.id)
        self._total = self._history.counts().poems
        self._written = self._history.forms()
        self.empty_label.setVisible(self.model.rowCount() == 0)
        self.random_button.setEnabled(self.model.rowCount() > 0)
        self.retranslate()

    def newest(self) -> Entry | None:
        """The poem written last, whatever is searched for."""
        return next(iter(self._history.search(limit=1)), None)

    def choose(self, number: int | None) -> None:
        """Select the row of the entry that is shown."""
        index = self.model.index_of(number) if number is not None else QModelIndex()
        if index.isValid():
            self.view.setCurrentIndex(index)
        else:
            self.view.clearSelection()

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def open_random(self) -> None:
        """Open a random one of the listed poems, but not the one that is open now."""
        open_now = self.model.entry(self.view.currentIndex())
        others = [e for e in self.model.entries() if open_now is None or e.id != open_now.id]
        if others:
            entry = self._random.choice(others)
            self.choose(entry.id)
            self.opened.emit(entry)

    def _offer_forms(self) -> None:
        forms = [Choice(form, form) for form in self._written if form]
        self.form_picker.set_choices((Choice(None, self.tr("所有体裁")), *forms))

    def tag(self, number: int, tags: Sequence[str]) -> None:
        """Give an entry other tags."""
        self._history.tag(number, tags)
        self.reload()

    def undo_delete(self) -> None:
        """Bring back what was deleted last; does nothing when there is nothing."""
        if self._deleted:
            number = self._deleted.pop()
            self._history.restore(number)
            self.undo_bar.hide()
            self.reload()
            self.choose(number)

    # -- what the list asks for ---------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        if (entry := self.model.entry(index)) is not None:
            self.opened.emit(entry)

    def _toggle_star(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is not None:
            self._history.star(entry.id, not entry.starred)
            self.reload()
            self.starred.emit(entry.id, not entry.starred)

    def _copy(self, index: QModelIndex) -> None:
        if (entry := self.model.entry(index)) is not None:
            self.copied.emit(entry)

    def _delete(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is None:
            return
        row = index.row()
        self._history.delete(entry.id)
        self._deleted.append(entry.id)
        self.reload()
        self._choose_near(row)
        title = title_of(entry.poem, entry.recipe)
        self.undo_bar.say(self.tr("已删去“%1”").replace("%1", title))

    def _choose_near(self, row: int) -> None:
        """After a deletion the next entry is chosen, so that Delete can be pressed again."""
        rows = range(self.model.rowCount())
        for candidate in sorted(rows, key=lambda i: (abs(i - row), i < row)):
            index = self.model.index(candidate)
            if self.model.entry(index) is not None:
                self.view.setCurrentIndex(index)
                return

    def show_menu(self, index: QModelIndex, where: QPoint) -> None:
        entry: Entry | None = self.model.entry(index)
        if entry is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("打开"), lambda: self._open(index))
        label = self.tr("取消收藏") if entry.starred else self.tr("收藏")
        menu.addAction(label, lambda: self._toggle_star(index))
        menu.addAction(self.tr("标签…"), lambda: self.tags_wanted.emit(entry))
        menu.addSeparator()
        menu.addAction(self.tr("复制文字"), lambda: self.copied.emit(entry))
        menu.addAction(self.tr("存为文字…"), lambda: self.saved.emit(entry))
        menu.addSeparator()
        menu.addAction(self.tr("删去"), lambda: self._delete(index))
        menu.popup(where)


class _HistoryView(QListView):
    opened = Signal(QModelIndex)
    star_wanted = Signal(QModelIndex)
    delete_wanted = Signal(QModelIndex)
    menu_wanted = Signal(QModelIndex, QPoint)
    copy_wanted = Signal(QModelIndex)

    def __init__(self, delegate: HistoryDelegate) -> None:
        super().__init__()
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(self.opened)

    def event(self, event: QEvent) -> bool:
        """PgUp and PgDn scroll here; elsewhere in the window they change the poem."""
        paging = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in paging:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(index)
        elif event.matches(QKeySequence.StandardKey.Delete) or event.key() == Qt.Key.Key_Backspace:
            self.delete_wanted.emit(index)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(index)
        elif event.key() == Qt.Key.Key_S and not event.modifiers():
            self.star_wanted.emit(index)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        star = self._delegate.star_rect(self.visualRect(index))
        if event.button() == Qt.MouseButton.LeftButton and star.contains(point):
            self.star_wanted.emit(index)

    def _menu(self, point: QPoint) -> None:
        self.menu_wanted.emit(self.indexAt(point), self.viewport().mapToGlobal(point))
