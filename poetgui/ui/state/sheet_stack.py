"""The poems that are shown: their order, the current one, and which was made from which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.history.store import Entry, History

UNTITLED = "无题"


@dataclass(frozen=True)
class Sheet:
    """A poem that is shown, and where it came from."""

    poem: Poem
    recipe: Mapping[str, Any] = field(default_factory=dict)
    entry: int | None = None
    """Its id in the history; None for the sample poem and for a blank page."""
    starred: bool = False
    author: str = ""
    """Dynasty and name of a poem that was not written here; empty otherwise."""

    @property
    def request(self) -> ComposeRequest | None:
        """The request that wrote it, with its seed, to write the same poem again."""
        kept = self.recipe.get("request")
        if not isinstance(kept, Mapping):
            return None
        try:
            request = ComposeRequest.from_json(dict(kept))
        except (KeyError, TypeError, ValueError, UserError):
            return None  # written by another version: the poem can be read, not repeated
        # A revised poem's request is that of the first poem, whose seed stands in it.
        return request if self.revised_from else replace(request, seed=self.poem.seed)

    @property
    def revised_from(self) -> int | None:
        """The entry of the poem that this one was made from; None for one that was written."""
        revision = self.recipe.get("revision")
        parent = revision.get("of") if isinstance(revision, Mapping) else None
        return parent if isinstance(parent, int) else None


class SheetStack(QObject):
    """An ordered list of sheets, one of them current. Uses no widgets."""

    sheets_changed = Signal()
    """The list of sheets changed."""
    current_changed = Signal()
    """Another sheet is current, or the star of one changed."""
    history_changed = Signal()
    """An entry of the history was added or changed."""

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._sheets: tuple[Sheet, ...] = ()
        self._index = 0
        self._redo_entries: dict[int, int] = {}
        """Entry id -> id of the entry made from it that was current last: where redo goes."""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self._sheets

    @property
    def index(self) -> int:
        return self._index

    @property
    def current(self) -> Sheet | None:
        return self._sheets[self._index] if self._sheets else None

    def set_sheets(self, sheets: tuple[Sheet, ...], index: int = 0) -> None:
        """Replace all sheets; the one at `index` becomes current."""
        self._sheets = sheets
        self._index = index
        self.sheets_changed.emit()

    def insert(self, sheet: Sheet) -> None:
        """Insert a revised poem after the one that it was made from, and make it current."""
        parent = sheet.revised_from
        entries = [lying.entry for lying in self._sheets]
        at = entries.index(parent) + 1 if parent in entries else len(entries)
        self._sheets = (*self._sheets[:at], sheet, *self._sheets[at:])
        self._index = at
        self._remember_redo(sheet)
        self.sheets_changed.emit()

    @property
    def can_undo(self) -> bool:
        return self.current is not None and self.current.revised_from is not None

    @property
    def can_redo(self) -> bool:
        return self.current is not None and self.current.entry in self._redo_entries

    def undo(self) -> None:
        """Go back to the poem that the current one was made from."""
        sheet = self.current
        if sheet is not None and sheet.revised_from is not None:
            self._remember_redo(sheet)
            self._bring_to_front(sheet.revised_from)

    def redo(self) -> None:
        """Go forward to the poem that was made from the current one."""
        sheet = self.current
        if sheet is not None and sheet.entry in self._redo_entries:
            self._bring_to_front(self._redo_entries[sheet.entry])

    def _remember_redo(self, sheet: Sheet) -> None:
        if sheet.revised_from is not None and sheet.entry is not None:
            self._redo_entries[sheet.revised_from] = sheet.entry

    def _bring_to_front(self, number: int) -> None:
        """Make an entry current; one that is not in the list is read from the history."""
        entries = [lying.entry for lying in self._sheets]
        if number in entries:
            self._index = entries.index(number)
            self.current_changed.emit()
            return
        try:
            entry = self._history.get(number)
        except KeyError:  # deleted, and purged since
            return
        sheet = Sheet(entry.poem, entry.recipe, entry.id, entry.starred)
        self._sheets = (*self._sheets[: self._index], sheet, *self._sheets[self._index :])
        self.sheets_changed.emit()

    def open_entry(self, entry: Entry) -> None:
        """Show an entry among the poems that were written with it and revised from them."""
        family = in_order(self._history.family(entry.family)) or [entry]
        numbers = [member.id for member in family]
        if entry.id not in numbers:  # it was deleted
            family, numbers = [entry], [entry.id]
        sheets = tuple(Sheet(e.poem, e.recipe, e.id, e.starred) for e in family)
        self.set_sheets(sheets, numbers.index(entry.id))

    def step(self, step: int) -> None:
        """Go `step` sheets forward (negative: back); stops at either end."""
        index = min(max(self._index + step, 0), len(self._sheets) - 1)
        if self._sheets and index != self._index:
            self._index = index
            self.current_changed.emit()

    def star(self, on: bool) -> None:
        sheet = self.current
        if sheet is not None and sheet.entry is not None and sheet.starred != on:
            self._history.star(sheet.entry, on)
            self.entry_starred(sheet.entry, on)
            self.history_changed.emit()

    def entry_starred(self, entry: int, on: bool) -> None:
        """The history changed a star: the sheet follows."""
        self._sheets = tuple(
            replace(sheet, starred=on) if sheet.entry == entry else sheet for sheet in self._sheets
        )
        self.current_changed.emit()


def in_order(family: Sequence[Entry]) -> list[Entry]:
    """The poems of a request, the best first, each followed by what was made of it."""
    known = {entry.id for entry in family}
    children: dict[int | None, list[Entry]] = {}
    for entry in family:
        children.setdefault(entry.parent if entry.parent in known else None, []).append(entry)
    # The best is stored last.
    waiting, ordered = children.get(None, []), list[Entry]()
    while waiting:
        entry = waiting.pop()
        ordered.append(entry)
        waiting += reversed(children.get(entry.id, []))
    return ordered


def title_of(poem: Poem, recipe: Mapping[str, Any]) -> str:
    """The poem's title; without one its heads, opening or themes from the recipe."""
    if poem.title:
        return poem.title
    request = recipe.get("request")
    if not isinstance(request, Mapping):
        return UNTITLED
    mode = request.get("mode")
    if mode == Mode.ACROSTIC and request.get("heads"):
        return str(request["heads"])
    if mode == Mode.CONTINUE and request.get("text"):
        return "续·" + str(request["text"]).split("\n", 1)[0][:8]
    return "·".join(poem.themes) or UNTITLED
