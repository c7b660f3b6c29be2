"""The history as a list model: poems newest first, under the day they were written."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    Qt,
)

from poetgui.history.store import Entry, History
from poetgui.ui.state.sheet_stack import title_of
from poetgui.ui.widgets.picker import ModelIndex

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
PAGE = 200


@dataclass(frozen=True)
class _Row:
    """A day's heading (entry None) or an entry."""

    heading: str
    entry: Entry | None = None


class HistoryModel(QAbstractListModel):
    """Reads the store a page at a time as the list is scrolled."""

    def __init__(self, history: History, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._history = history
        self._today = today
        self._text = ""
        self._starred = False
        self._form: str | None = None
        self._rows: list[_Row] = []
        self._more = False

    # -- filling ------------------------------------------------------------------------------

    def filter(self, text: str, starred: bool, form: str | None = None) -> None:
        """Show what contains the text; only starred ones, only those of a form."""
        self._text, self._starred, self._form = text.strip(), starred, form
        self.reload()

    def reload(self) -> None:
        self.beginResetModel()
        entries = self._page(None)
        self._rows = self._grouped(entries, "")
        self.endResetModel()

    def retranslate(self) -> None:
        """Name the days in the interface's language."""
        entries = [row.entry for row in self._rows if row.entry is not None]
        self.beginResetModel()
        self._rows = self._grouped(entries, "")
        self.endResetModel()

    def canFetchMore(self, parent: ModelIndex = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() and self._more

    def fetchMore(self, parent: ModelIndex = QModelIndex()) -> None:  # noqa: B008
        last = self._rows[-1]
        assert last.entry is not None  # a heading is never last
        new = self._grouped(self._page(last.entry.id), last.heading)
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    def _page(self, before: int | None) -> list[Entry]:
        entries = self._history.search(
            self._text, starred=self._starred, form=self._form, limit=PAGE, before=before
        )
        self._more = len(entries) == PAGE
        return entries

    def _grouped(self, entries: list[Entry], heading: str) -> list[_Row]:
        rows = []
        for entry in entries:
            day = self._day(entry.created)
            if day != heading:
                heading = day
                rows.append(_Row(heading))
            rows.append(_Row(heading, entry))
        return rows

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

    def index_of(self, number: int) -> QModelIndex:
        """The row of an entry by its number, or an invalid index."""
        for i, row in enumerate(self._rows):
            if row.entry is not None and row.entry.id == number:
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
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(row.entry.poem, row.entry.recipe) if row.entry else row.heading
        if role == Qt.ItemDataRole.AccessibleTextRole and row.entry:
            star = self.tr("，已收藏") if row.entry.starred else ""
            return f"{title_of(row.entry.poem, row.entry.recipe)}，{row.entry.poem.lines[0]}{star}"
        if role == Qt.ItemDataRole.ToolTipRole and row.entry:
            local = row.entry.created.astimezone()
            facts = (row.entry.poem.form, f"{local:%Y-%m-%d %H:%M}", *hashed(row.entry.tags))
            return f"{row.entry.poem.text}\n\n{' · '.join(facts)}"
        return None

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        if self.entry(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def hashed(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags as they are shown."""
    return tuple(f"#{tag}" for tag in tags)
