"""The history as a list model: poems under the day they were written, those of one request folded
into a row."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    Qt,
)

from poetgui.history.codec import search_words
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import ALL, Entry, History
from poetgui.history.transfer import all_entries
from poetgui.ui.state.sheet_stack import title_of
from poetgui.ui.widgets.picker import ModelIndex

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
MEMBERS_ROLE = ENTRY_ROLE + 1
"""How many poems are folded into a row; negative where they are listed under it; 0: none."""
CHILD_ROLE = ENTRY_ROLE + 2
"""Whether a row is listed under another."""
WORDS_ROLE = ENTRY_ROLE + 3
"""The words that are searched for."""
PAGE = 100
"""Entries read at a time: as many as are read within a frame while the list is scrolled."""


@dataclass(frozen=True)
class _Row:
    """A day's heading (entry None) or an entry."""

    heading: str
    entry: Entry | None = None
    members: int = 0
    """How many poems its family has, where it stands for them; 0 for one that stands for itself."""
    child: bool = False


class HistoryModel(QAbstractListModel):
    """Reads the store a page at a time as the list is scrolled."""

    def __init__(self, history: History, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._history = history
        self._today = today
        self._wanted = ALL
        self._oldest = False
        self._unfolded: set[int] = set()
        self._rows: list[_Row] = []
        self._more = False
        self._words: list[str] = []

    # -- filling ------------------------------------------------------------------------------

    def filter(self, wanted: PoemFilter, oldest: bool = False) -> None:
        """Show what a filter lets through. Where it lets everything through, the poems of one
        request and their revisions are one row; else each has its own."""
        self._wanted, self._oldest = wanted, oldest
        self._words = search_words(wanted.text)
        self.reload()

    def unfold(self, index: ModelIndex, on: bool) -> None:
        """List the poems that a row stands for under it, or no longer."""
        row = self._rows[index.row()]
        if row.entry is None or not row.members:
            return
        family = row.entry.family
        if on and family not in self._unfolded:
            self._unfolded.add(family)
            children = self._children(row)
            first = index.row() + 1
            self.beginInsertRows(QModelIndex(), first, first + len(children) - 1)
            self._rows[first:first] = children
            self.endInsertRows()
        elif not on and family in self._unfolded:
            self._unfolded.discard(family)
            first = end = index.row() + 1
            while end < len(self._rows) and self._rows[end].child:
                end += 1
            self.beginRemoveRows(QModelIndex(), first, end - 1)
            del self._rows[first:end]
            self.endRemoveRows()
        self.dataChanged.emit(self.index(index.row()), self.index(index.row()))

    def reload(self) -> None:
        self.beginResetModel()
        entries = self._page(None)
        self._rows = self._grouped(entries, "")
        self.endResetModel()

    def retranslate(self) -> None:
        """Name the days in the interface's language."""
        self._rows = [
            _Row(self._day(below.entry.created)) if row.entry is None and below.entry else row
            for row, below in pairwise((*self._rows, _Row("")))
        ]
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def canFetchMore(self, parent: ModelIndex = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() and self._more

    def fetchMore(self, parent: ModelIndex = QModelIndex()) -> None:  # noqa: B008
        last = next(row for row in reversed(self._rows) if row.entry and not row.child)
        assert last.entry is not None
        new = self._grouped(self._page(last.entry.id), last.heading)
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    def _page(self, beyond: int | None) -> list[Entry]:
        entries = self._history.search(
            self._wanted, PAGE, beyond, self._oldest, folded=not self._wanted.narrows
        )
        self._more = len(entries) == PAGE
        return entries

    def _grouped(self, entries: list[Entry], heading: str) -> list[_Row]:
        rows: list[_Row] = []
        folded = not self._wanted.narrows
        sizes = self._history.sizes({entry.family for entry in entries}) if folded else {}
        for entry in entries:
            day = self._day(entry.created)
            if day != heading:
                heading = day
                rows.append(_Row(heading))
            size = sizes.get(entry.family, 1)
            rows.append(_Row(heading, entry, size if size > 1 else 0))
            if rows[-1].members and entry.family in self._unfolded:
                rows += self._children(rows[-1])
        return rows

    def _children(self, row: _Row) -> list[_Row]:
        assert row.entry is not None  # a heading stands for nobody
        others = [e for e in self._history.family(row.entry.family) if e.id != row.entry.id]
        return [_Row(row.heading, entry, child=True) for entry in reversed(others)]

    def _day(self, moment: datetime) -> str:
        local = moment.astimezone().date()
        days = (self._today() - local).days
        if days <= 0:
            return self.tr("今日")
        if days == 1:
            return self.tr("昨日")
        if days < 7:
            return self.tr("七日之内")
        month = self.tr("%1 年 %2 月").replace("%1", str(local.year))
        return month.replace("%2", str(local.month))

    # -- reading ------------------------------------------------------------------------------

    def entry(self, index: ModelIndex) -> Entry | None:
        """None for a heading or an invalid index."""
        return self._rows[index.row()].entry if index.isValid() else None

    def entries(self) -> list[Entry]:
        """Those that are listed so far."""
        return [row.entry for row in self._rows if row.entry is not None]

    def every(self) -> list[Entry]:
        """All that the list is narrowed to, those not listed yet and folded ones among them, the
        oldest first."""
        return all_entries(self._history, self._wanted)[::-1]

    def behind(self, entry: Entry) -> list[int]:
        """The numbers of the entries for which a row stands: itself, and those folded into it."""
        index = self.index_of(entry.id)
        if index.isValid() and index.data(MEMBERS_ROLE) > 0:
            return [member.id for member in self._history.family(entry.family)]
        return [entry.id]

    def index_of(self, number: int) -> QModelIndex:
        """The row of an entry by its number, or the one it is folded into; else invalid."""
        for i, row in enumerate(self._rows):
            if row.entry is not None and row.entry.id == number:
                return self.index(i)
        with suppress(KeyError):
            family = self._history.get(number).family
            for i, row in enumerate(self._rows):
                if row.members and row.entry is not None and row.entry.family == family:
                    return self.index(i)
        return QModelIndex()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ENTRY_ROLE:
            return row.entry
        if role == WORDS_ROLE:
            return self._words
        if role == CHILD_ROLE:
            return row.child
        if role == MEMBERS_ROLE:
            shown = row.entry is not None and row.entry.family in self._unfolded
            return -row.members if shown else row.members
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(row.entry.poem, row.entry.recipe) if row.entry else row.heading
        if role == Qt.ItemDataRole.AccessibleTextRole and row.entry:
            star = self.tr("，已收藏") if row.entry.starred else ""
            return f"{title_of(row.entry.poem, row.entry.recipe)}，{row.entry.poem.lines[0]}{star}"
        if role == Qt.ItemDataRole.ToolTipRole and row.entry:
            local = row.entry.created.astimezone()
            facts = (row.entry.poem.form, f"{local:%Y-%m-%d %H:%M}", *hashed(row.entry.tags))
            parts = (row.entry.poem.text, " · ".join(facts), row.entry.note)
            return "\n\n".join(filter(None, parts))
        return None

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        if self.entry(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def hashed(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags as they are shown."""
    return tuple(f"#{tag}" for tag in tags)
