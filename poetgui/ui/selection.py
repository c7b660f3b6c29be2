"""The cell of the page that is worked on, and which cells rewriting must leave alone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from poetgui.grid import Place, Poem
from poetgui.ui.desk import Desk
from poetgui.ui.pile import Sheet


class Selection(QObject):
    """Belongs to `desk.current`; a classic that was not written here has none. Knows no widget."""

    selected = Signal()
    """Another cell is selected, or none."""
    locks_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._place: Place | None = None
        self._locks: dict[int, frozenset[Place]] = {}
        self._shown: int | None = None
        desk.sheets_changed.connect(self._on_sheet)
        desk.leafed.connect(self._on_sheet)

    # -- what is selected and locked ----------------------------------------------------------

    @property
    def sheet(self) -> Sheet | None:
        """The sheet on top, if it can be changed."""
        sheet = self._desk.current
        return sheet if sheet is not None and sheet.entry is not None else None

    @property
    def place(self) -> Place | None:
        """The selected cell."""
        return self._place

    @property
    def locked(self) -> frozenset[Place]:
        """Cells that rewriting leaves alone: the person's pins at first."""
        sheet = self.sheet
        if sheet is None or sheet.entry is None:
            return frozenset()
        return self._locks.get(sheet.entry, sheet.poem.pins)

    def select(self, place: Place | None) -> None:
        if place != self._place and (place is None or self.sheet is not None):
            self._place = place
            self.selected.emit()

    def lock(self) -> None:
        """Lock the selected cell, or free it."""
        if self._place is not None:
            self._toggle([self._place])

    def lock_line(self) -> None:
        """Lock the selected line; free it where all of it is locked."""
        if (sheet := self.sheet) and self._place is not None:
            self._toggle(line_of(sheet.poem, self._place.line))

    def _toggle(self, places: Iterable[Place]) -> None:
        if (sheet := self.sheet) and sheet.entry is not None:
            cells, locked = frozenset(places), self.locked
            now = locked - cells if cells <= locked else locked | cells
            self._locks[sheet.entry] = now
            self.locks_changed.emit()

    def _carry_locks(self, parent: Sheet, child: Sheet) -> None:
        """What was locked stays so in what was made of the poem."""
        locked = self._locks.get(parent.entry) if parent.entry is not None else None
        if locked is not None and child.entry is not None:
            self._locks[child.entry] = locked

    # -- back and forth -----------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return self._desk.can_undo

    @property
    def can_redo(self) -> bool:
        return self._desk.can_redo

    def undo(self) -> None:
        self._desk.undo()

    def redo(self) -> None:
        self._desk.redo()

    # -- what the desk says ------------------------------------------------------------------

    def _on_sheet(self) -> None:
        """Another poem may be on top: the selection holds only where its cell still is."""
        sheet = self.sheet
        entry = sheet.entry if sheet else None
        if entry == self._shown:
            return
        related = sheet is not None and self._related(sheet)
        self._shown = entry
        if not related:
            self._place = None
        self.selected.emit()
        self.locks_changed.emit()

    def _related(self, sheet: Sheet) -> bool:
        """Whether one of the two poems was made from the other."""
        if sheet.revised_from is not None and sheet.revised_from == self._shown:
            return True
        return any(
            other.entry == self._shown and other.revised_from == sheet.entry
            for other in self._desk.sheets
        )


def cells_of(poem: Poem) -> list[Place]:
    return [Place(i, j) for i, line in enumerate(poem.lines) for j in range(len(line))]


def line_of(poem: Poem, line: int) -> list[Place]:
    return [Place(line, j) for j in range(len(poem.lines[line]))]
