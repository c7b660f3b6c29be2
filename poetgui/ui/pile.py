"""The poems that lie on the desk, and which is on top. Undo and editing belong here too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from poetgui.composer.request import ComposeRequest
from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.history.store import Entry, History


@dataclass(frozen=True)
class Sheet:
    """A poem on paper and where it came from."""

    poem: Poem
    recipe: Mapping[str, Any] = field(default_factory=dict)
    entry: int | None = None
    """Its number in the history; None only for a classic that was not written here."""
    starred: bool = False
    author: str = ""
    """Who wrote it, for a classic."""

    @property
    def request(self) -> ComposeRequest | None:
        """The request that wrote it, with its seed: what "the same again" asks for."""
        kept = self.recipe.get("request")
        if not isinstance(kept, Mapping):
            return None
        try:
            return replace(ComposeRequest.from_json(dict(kept)), seed=self.poem.seed)
        except (KeyError, TypeError, ValueError, UserError):
            return None  # written by another version: the poem can be read, not repeated


class Pile(QObject):
    """Sheets to leaf through. Knows no widget."""

    sheets_changed = Signal()
    """Other poems lie here now."""
    leafed = Signal()
    """Another of them is on top, or the top one was starred."""
    written = Signal()
    """The history holds something new."""

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._sheets: tuple[Sheet, ...] = ()
        self._index = 0

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self._sheets

    @property
    def index(self) -> int:
        return self._index

    @property
    def current(self) -> Sheet | None:
        return self._sheets[self._index] if self._sheets else None

    def lay(self, sheets: tuple[Sheet, ...]) -> None:
        """Put these on the desk, the first on top."""
        self._sheets = sheets
        self._index = 0
        self.sheets_changed.emit()

    def open_entry(self, entry: Entry) -> None:
        self.lay((Sheet(entry.poem, entry.recipe, entry.id, entry.starred),))

    def leaf(self, step: int) -> None:
        """Turn `step` sheets on; stops at either end."""
        index = min(max(self._index + step, 0), len(self._sheets) - 1)
        if self._sheets and index != self._index:
            self._index = index
            self.leafed.emit()

    def star(self, on: bool) -> None:
        sheet = self.current
        if sheet is not None and sheet.entry is not None and sheet.starred != on:
            self._history.star(sheet.entry, on)
            self.entry_starred(sheet.entry, on)
            self.written.emit()

    def entry_starred(self, entry: int, on: bool) -> None:
        """The history changed a star: the sheet follows."""
        self._sheets = tuple(
            replace(sheet, starred=on) if sheet.entry == entry else sheet for sheet in self._sheets
        )
        self.leafed.emit()
