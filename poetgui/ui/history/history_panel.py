"""The list of earlier poems: search, filter, star, open at random, delete with undo, copy, save."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
)

from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import Entry, History
from poetgui.ui.history.history_delegate import HistoryDelegate
from poetgui.ui.history.history_edits import HistoryEdits
from poetgui.ui.history.history_filter import HistoryFilter
from poetgui.ui.history.history_model import HistoryModel
from poetgui.ui.history.history_view import HistoryView
from poetgui.ui.state.sheet_stack import title_of
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.drawn_symbols import StarButton
from poetgui.ui.widgets.notice_bar import NoticeBar
from poetgui.ui.widgets.picker import Choice, Picker

COUNT_AFTER_MS = 120
"""Counting goes through all that is found: it waits until the person has typed."""


class HistoryPanel(QFrame):
    """The right side of the window."""

    opened = Signal(object)
    """The Entry to show."""
    copied = Signal(object)
    saved = Signal(object)
    exported = Signal(object)
    """Entries whose text is wanted on the clipboard or in a file, or which are wanted in a file
    that has all about them."""
    tags_wanted = Signal(object)
    """Entries whose tags and note are to be changed."""
    poster_wanted = Signal(object)
    booklet_wanted = Signal(object)
    """Entries that are wanted as a booklet."""
    versions_wanted = Signal(object)
    """The Entry that is wanted as a poster, beside its other versions."""

    def __init__(self, history: History, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("historyPanel")
        self._history = history
        self.edits = HistoryEdits(history)
        self._total = 0
        self._found: int | None = None
        self._written: list[str] = []
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_AFTER_MS)
        self.model = HistoryModel(history)
        self._build(theme)
        self._connect()
        self.refresh()

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
        self.random_button, self.filter_button = QPushButton(), QPushButton()
        for button in (self.random_button, self.filter_button):
            button.setAutoDefault(False)
        self.filter_button.setCheckable(True)
        self.filter = HistoryFilter(self._history, theme)
        self._random = random.Random()
        self._delegate = HistoryDelegate(theme)
        self.view = HistoryView(self._delegate)
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
        find.addWidget(self.filter_button)
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
        column.addWidget(self.filter)
        column.addWidget(self.empty_label)
        column.addWidget(self.view, 1)
        column.addWidget(self.undo_bar)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self.reload())
        self.starred_button.toggled.connect(lambda _on: self.reload())
        self.form_picker.picked.connect(self.reload)
        self.random_button.clicked.connect(self.open_random)
        self.filter_button.toggled.connect(self.filter.setVisible)
        self.filter.changed.connect(self.reload)
        self._counting.timeout.connect(self._count)
        self.view.opened.connect(self.opened)
        self.view.star_wanted.connect(lambda: self.edits.toggle_stars(self.view.chosen()))
        self.edits.changed.connect(self.refresh)
        self.view.delete_wanted.connect(self._delete)
        self.view.menu_wanted.connect(self.show_menu)
        self.view.copy_wanted.connect(lambda: self.copied.emit(self.view.chosen()))
        self.view.unfold_wanted.connect(self.model.unfold)
        self.view.undo_wanted.connect(self.undo_delete)
        self.undo_bar.acted.connect(self.undo_delete)

    def retranslate(self) -> None:
        self.title_label.setText(self.tr("旧作"))
        self.search.setPlaceholderText(self.tr("搜字、题、拼音、标签"))
        self.search.setAccessibleName(self.tr("搜索旧作"))
        self.starred_button.setToolTip(self.tr("只看收藏的"))
        self.starred_button.setAccessibleName(self.tr("只看收藏的"))
        self.form_picker.setAccessibleName(self.tr("只看一种体裁"))
        self.random_button.setText(self.tr("随便翻"))
        self.random_button.setToolTip(self.tr("随便打开其中一首"))
        self._offer_forms()
        self.filter_button.setText(self.filter.caption)
        self.view.setAccessibleName(self.tr("旧作列表，回车打开，S 收藏，Delete 删去，→ 展开"))
        self.undo_bar.set_button(self.tr("撤销"))
        every = self.tr("%1 首").replace("%1", str(self._total))
        self.count_label.setText(every if self._found is None else f"{self._found} / {every}")
        self.empty_label.setText(
            self.tr("没有找到。换个字试试？") if self._total else self.tr("写成的诗都会留在这里。")
        )

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._counting.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.model.retranslate()

    # -- what the window calls ----------------------------------------------------------------

    def reload(self) -> None:
        """Read the store again; the selected entries stay selected."""
        chosen = [entry.id for entry in self.view.chosen()]
        self.model.filter(self.wanted, self.filter.oldest_first)
        again = map(self.model.index_of, chosen)
        self.view.choose_all([index for index in again if index.isValid()])
        self.empty_label.setVisible(self.model.rowCount() == 0)
        self.random_button.setEnabled(self.model.rowCount() > 0)
        self.filter_button.setText(self.filter.caption)
        if self.isVisible():
            self._counting.start()
        else:
            self._count()

    def refresh(self) -> None:
        """Read the store again after it has changed: what it can be narrowed to as well."""
        self._written = self._history.values("form")
        self._offer_forms()
        self.filter.refresh()
        self.reload()

    @property
    def wanted(self) -> PoemFilter:
        """What the list is narrowed to."""
        starred = self.starred_button.isChecked()
        return self.filter.narrowed(PoemFilter(self.search.text(), starred, self.form_picker.value))

    def _count(self) -> None:
        """Find out how many poems there are, and how many of them are listed."""
        self._total = self._history.counts().poems
        self._found = self._history.count(self.wanted) if self.wanted.narrows else None
        self.retranslate()

    def _offer_forms(self) -> None:
        forms = [Choice(form, form) for form in self._written]
        self.form_picker.set_choices((Choice(None, self.tr("所有体裁")), *forms))

    def newest(self) -> Entry | None:
        """The poem written last, whatever is searched for."""
        return next(iter(self._history.search(limit=1)), None)

    def choose(self, number: int | None) -> None:
        """Select the row of the entry that is shown."""
        index = self.model.index_of(number) if number is not None else QModelIndex()
        if index.isValid():
            self.view.choose(index)
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

    def undo_delete(self) -> None:
        """Bring back what was deleted last; does nothing when there is nothing."""
        if numbers := self.edits.undo():
            self.undo_bar.hide()
            self.choose(numbers[0])

    # -- what the list asks for ---------------------------------------------------------------

    def _delete(self) -> None:
        """Delete the chosen ones; a row into which others are folded takes them along."""
        chosen = self.view.chosen()
        if not chosen:
            return
        row = self.view.currentIndex().row()
        numbers = [number for entry in chosen for number in self.model.behind(entry)]
        self.edits.delete(list(dict.fromkeys(numbers)))
        self._choose_near(row)
        if len(numbers) == 1:
            title = title_of(chosen[0].poem, chosen[0].recipe)
            self.undo_bar.say(self.tr("已删去“%1”").replace("%1", title))
        else:
            self.undo_bar.say(self.tr("已删去 %1 首").replace("%1", str(len(numbers))))

    def _choose_near(self, row: int) -> None:
        """After a deletion the next entry is chosen, so that Delete can be pressed again."""
        rows = range(self.model.rowCount())
        for candidate in sorted(rows, key=lambda i: (abs(i - row), i < row)):
            index = self.model.index(candidate)
            if self.model.entry(index) is not None:
                self.view.choose(index)
                return

    def show_menu(self, where: QPoint) -> None:
        """The menu of the chosen entries."""
        if entries := self.view.chosen():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._fill(menu, entries)
            menu.popup(where)

    def _fill(self, menu: QMenu, entries: Sequence[Entry]) -> None:
        [entry, *others] = entries
        if not others:
            menu.addAction(self.tr("打开"), lambda: self.opened.emit(entry))
            menu.addAction(self.tr("装裱…"), lambda: self.poster_wanted.emit(entry))
            versions = menu.addAction(
                self.tr("各稿对照…"), lambda: self.versions_wanted.emit(entry)
            )
            versions.setEnabled(len(self._history.family(entry.family)) > 1)
            menu.addSeparator()
        starred = all(entry.starred for entry in entries)
        label = self.tr("取消收藏") if starred else self.tr("收藏")
        menu.addAction(label, lambda: self.edits.toggle_stars(entries))
        menu.addAction(self.tr("标签与附记…"), lambda: self.tags_wanted.emit(entries))
        menu.addSeparator()
        menu.addAction(self.tr("复制文字"), lambda: self.copied.emit(entries))
        menu.addAction(self.tr("存为文字…"), lambda: self.saved.emit(entries))
        menu.addAction(self.tr("导出…"), lambda: self.exported.emit(entries))
        menu.addAction(self.tr("编成诗集…"), lambda: self.booklet_wanted.emit(entries))
        menu.addSeparator()
        menu.addAction(self.tr("删去"), self._delete)
