"""A drop-down whose long list can be searched by typing, in Chinese or pinyin."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.drawn_symbols import draw_chevron
from poetgui.ui.widgets.pinyin_initials import initials, matches

ModelIndex = QModelIndex | QPersistentModelIndex
"""What Qt hands to a model or delegate as an index."""
KEYS_ROLE = int(Qt.ItemDataRole.UserRole)
"""What is searched: the label and the initials of its pinyin."""


@dataclass(frozen=True)
class Choice:
    """`value` is what the request carries; None means that nothing is asked for."""

    value: str | None
    label: str
    icon: QIcon | None = None


class Picker(QComboBox):
    """A combo box of `Choice`s; `searchable` ones filter by any part of label or initials."""

    picked = Signal()

    def __init__(self, theme: Theme, searchable: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._choices: tuple[Choice, ...] = ()
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(5)
        if searchable:
            self._make_searchable()
        self.activated.connect(lambda _index: self.picked.emit())
        theme.changed.connect(self.update)

    def _make_searchable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = _Completer(self.model(), self)
        self.setCompleter(completer)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        popup = completer.popup()
        assert popup is not None
        popup.setObjectName("completions")  # a window of its own: styled by its name
        line = self.lineEdit()
        assert line is not None
        line.setFrame(False)
        line.setTextMargins(-2, 0, 0, 0)  # a line edit's own inset, which other pickers lack
        line.editingFinished.connect(self._settle)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Keeps the value chosen where it is still offered, else the first."""
        before = self.value
        self._choices = tuple(choices)
        self.blockSignals(True)
        self.clear()
        for choice in self._choices:
            self.addItem(choice.icon or QIcon(), choice.label)
            keys = f"{choice.label} {initials(choice.label)}"
            self.setItemData(self.count() - 1, keys, KEYS_ROLE)
        self.blockSignals(False)
        self.choose(before)

    @property
    def value(self) -> str | None:
        index = self.currentIndex()
        return self._choices[index].value if 0 <= index < len(self._choices) else None

    def choose(self, value: str | None) -> None:
        """Chooses `value`, or the first choice where it is not offered. Emits nothing."""
        if not self._choices:
            return
        values = [choice.value for choice in self._choices]
        index = values.index(value) if value in values else 0
        self.setCurrentIndex(index)
        if line := self.lineEdit():
            line.setText(self._choices[index].label)
            line.setCursorPosition(0)

    def _settle(self) -> None:
        """What was typed becomes a choice if it names one, else the last choice comes back."""
        line = self.lineEdit()
        assert line is not None
        typed = line.text().strip()
        labels = [choice.label for choice in self._choices]
        if typed in labels:
            index = labels.index(typed)
        else:
            partial = [i for i, label in enumerate(labels) if typed and matches(typed, label)]
            index = partial[0] if len(partial) == 1 else self.currentIndex()
        changed = index != self.currentIndex()
        if index >= 0:
            self.choose(self._choices[index].value)
        if changed:
            self.picked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel over the panel scrolls the panel; it must not change the form by accident.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        draw_chevron(painter, self.rect(), self._theme)


class _Completer(QCompleter):
    """Looks through the labels and their initials; completes to the label."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(KEYS_ROLE)

    def pathFromIndex(self, index: ModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))
