"""What the list of the history is narrowed to besides words, form and star."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QPushButton

from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.ui.style.messages import translate_message
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.picker import Choice, Picker

OWN, WRITTEN = "own", "written"
OLDEST = "oldest"
DAYS = {"today": 0, "week": 6, "month": 29, "year": 364}
"""Name of a time -> days before today at which it begins."""


class HistoryFilter(QFrame):
    """A drop-down for each fact; hidden until it is asked for."""

    changed = Signal()

    def __init__(
        self, history: History, theme: Theme, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__()
        self._history, self._today = history, today
        (
            self.source,
            self.mode,
            self.book,
            self.rhyme,
            self.tag,
            self.model,
            self.time,
            self.order,
        ) = (Picker(theme) for _ in range(8))
        self.clear_button = QPushButton()
        self.clear_button.setAutoDefault(False)
        self._pickers = (
            *(self.source, self.mode, self.book, self.rhyme, self.tag),
            *(self.model, self.time, self.order),
        )
        self._labels = [QLabel() for _ in self._pickers]
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(10)
        for label, picker in zip(self._labels, self._pickers, strict=True):
            label.setBuddy(picker)
            form.addRow(label, picker)
            picker.picked.connect(self.changed)
        form.addRow(self.clear_button)
        self.clear_button.clicked.connect(self.clear)
        self.hide()
        self.retranslate()

    @property
    def active(self) -> int:
        """How many facts are narrowed; the order is none."""
        return sum(picker.value is not None for picker in self._pickers[:-1])

    @property
    def caption(self) -> str:
        """What a button that shows it says."""
        return self.tr("筛选") + (f" {self.active}" if self.active else "")

    @property
    def oldest_first(self) -> bool:
        return self.order.value == OLDEST

    def narrowed(self, wanted: PoemFilter) -> PoemFilter:
        """The filter with what is chosen here."""
        own = {OWN: True, WRITTEN: False}
        return replace(
            wanted,
            mode=self.mode.value,
            book=self.book.value,
            rhyme=self.rhyme.value,
            tag=self.tag.value,
            model=self.model.value,
            own=own[self.source.value] if self.source.value else None,
            since=self._since(),
        )

    def clear(self) -> None:
        """Narrow to nothing, newest first."""
        for picker in self._pickers:
            picker.choose(None)
        self.changed.emit()

    def refresh(self) -> None:
        """Offer what occurs in the history now; what is chosen stays chosen.

        Only while it is seen: in a long history this takes longer than a keystroke.
        """
        if self.isHidden():
            return
        for picker, fact in (
            *((self.book, "book"), (self.rhyme, "rhyme")),
            *((self.tag, "tag"), (self.model, "model")),
        ):
            values = [value for value in self._history.values(fact) if value != "none"]
            names = [Choice(value, translate_message(value)) for value in values]
            picker.set_choices((Choice(None, self.tr("不限")), *names))

    def retranslate(self) -> None:
        names = (
            *(self.tr("来历"), self.tr("写法"), self.tr("韵书"), self.tr("韵"), self.tr("标签")),
            *(self.tr("模型"), self.tr("时间"), self.tr("次序")),
        )
        for label, picker, name in zip(self._labels, self._pickers, names, strict=True):
            label.setText(name)
            picker.setAccessibleName(name)
        self.clear_button.setText(self.tr("全部放开"))
        any_ = Choice(None, self.tr("不限"))
        self.source.set_choices(
            (any_, Choice(OWN, self.tr("自己写的")), Choice(WRITTEN, self.tr("诗囊写的")))
        )
        modes = {
            "acrostic": self.tr("藏头"),
            "continue": self.tr("续写"),
            "free": self.tr("自由"),
            "couplet": self.tr("对联"),
        }
        self.mode.set_choices((any_, *(Choice(value, name) for value, name in modes.items())))
        times = {
            "today": self.tr("今日"),
            "week": self.tr("七日之内"),
            "month": self.tr("三十日之内"),
            "year": self.tr("一年之内"),
        }
        self.time.set_choices((any_, *(Choice(value, name) for value, name in times.items())))
        self.order.set_choices(
            (Choice(None, self.tr("新的在前")), Choice(OLDEST, self.tr("旧的在前")))
        )
        for picker in (self.book, self.rhyme, self.tag, self.model):
            picker.set_choices((any_,))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _since(self) -> datetime | None:
        if self.time.value is None:
            return None
        first = self._today() - timedelta(days=DAYS[self.time.value])
        return datetime.combine(first, time()).astimezone().astimezone(UTC)
