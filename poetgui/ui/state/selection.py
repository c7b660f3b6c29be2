"""The selected cells of the page, and the locked ones, which rewriting leaves alone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from poetgui.composer.revision.manual_edit import carried
from poetgui.grid import Place, Poem
from poetgui.ui.state.editable_stack import TYPING
from poetgui.ui.state.sheet_stack import Sheet
from poetgui.ui.state.workspace import Workspace


class Selection(QObject):
    """Belongs to `workspace.current`; the sample poem has no selection. Uses no widgets."""

    selected = Signal()
    """Another cell is selected, or none."""
    locks_changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._place: Place | None = None
        self._anchor: Place | None = None
        self._locks: dict[tuple[int, tuple[str, ...]], frozenset[Place]] = {}
        """By entry and lines: undoing a change restores the locks that it had."""
        self._shown: int | None = None
        workspace.sheets_changed.connect(self._on_sheet)
        workspace.current_changed.connect(self._on_sheet)

    # -- what is selected and locked ----------------------------------------------------------

    @property
    def sheet(self) -> Sheet | None:
        """The current sheet, if it can be changed."""
        sheet = self._workspace.current
        return sheet if sheet is not None and not sheet.author else None

    @property
    def place(self) -> Place | None:
        """The selected cell."""
        return self._place

    @property
    def locked(self) -> frozenset[Place]:
        """Cells that rewriting leaves alone."""
        sheet = self.sheet
        return (
            self._locks.get(_key(sheet), self.default_locked) - sheet.poem.open
            if sheet
            else frozenset()
        )

    @property
    def default_locked(self) -> frozenset[Place]:
        """The locks at first: the pins; of an unfinished poem all characters that are written."""
        sheet = self.sheet
        if sheet is None:
            return frozenset()
        open_ = sheet.poem.open
        return frozenset(cells_of(sheet.poem)) - open_ if open_ else sheet.poem.pins

    @property
    def span(self) -> frozenset[Place]:
        """All selected cells: from the one where selecting began to `place`, in writing order."""
        sheet, place = self.sheet, self._place
        if sheet is None or place is None:
            return frozenset()
        first, last = sorted((self._anchor or place, place))
        return frozenset(cell for cell in cells_of(sheet.poem) if first <= cell <= last)

    def select(self, place: Place | None) -> None:
        changed = place != self._place or self._anchor is not None
        if changed and (place is None or self.sheet is not None):
            self._place, self._anchor = place, None
            self.selected.emit()

    def extend(self, place: Place) -> None:
        """Select all cells from the selected one to this one."""
        if self._place is None:
            self.select(place)
        elif place != self._place:
            self._place, self._anchor = place, self._anchor or self._place
            self.selected.emit()

    def lock(self) -> None:
        """Lock the selected cells, or free them where all are locked."""
        if self._place is not None:
            self._toggle(self.span)

    def lock_line(self) -> None:
        """Lock the selected line; free it where all of it is locked."""
        if (sheet := self.sheet) and self._place is not None:
            self._toggle(line_of(sheet.poem, self._place.line))

    def _toggle(self, places: Iterable[Place]) -> None:
        if (sheet := self.sheet) and sheet.entry is not None:
            cells, locked = frozenset(places) - sheet.poem.open, self.locked
            now = locked - cells if cells <= locked else locked | cells
            self._locks[_key(sheet)] = now
            self.locks_changed.emit()

    def carry_locks(self, parent: Sheet, child: Sheet, lines: list[int] | None = None) -> None:
        """Copy the locks of a sheet to the one made from it; `lines`: see `manual_edit.order`."""
        locked = self._locks.get(_key(parent))
        if locked is None and parent.poem.open:
            # What the person wrote is kept when the machine has filled the rest.
            locked = frozenset(cells_of(parent.poem)) - parent.poem.open
            locked = locked if not child.poem.open else None
        if locked is not None:
            self._locks[_key(child)] = frozenset(carried(locked, lines)) if lines else locked

    # -- back and forth -----------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return self._workspace.can_undo

    @property
    def can_redo(self) -> bool:
        return self._workspace.can_redo

    def undo(self) -> None:
        self._workspace.undo()

    def redo(self) -> None:
        self._workspace.redo()

    # -- signals of the workspace ------------------------------------------------------------

    def _on_sheet(self) -> None:
        """Keep the selection only where the new current poem was made from the old one."""
        sheet = self.sheet
        entry = sheet.entry if sheet else None
        if entry == self._shown:
            self.locks_changed.emit()  # perhaps the text changed, on which the default locks depend
            return
        related = sheet is not None and self._related(sheet)
        self._shown = entry
        if not related:
            self._place = self._anchor = None
        self.selected.emit()
        self.locks_changed.emit()

    def _related(self, sheet: Sheet) -> bool:
        """Whether one of the two poems was made from the other."""
        if sheet.revised_from is not None and sheet.revised_from == self._shown:
            return True
        if self._shown is None and TYPING in sheet.recipe and len(self._workspace.sheets) == 1:
            return True  # a blank page that has got its first character
        return any(
            other.entry == self._shown and other.revised_from == sheet.entry
            for other in self._workspace.sheets
        )


def _key(sheet: Sheet) -> tuple[int, tuple[str, ...]]:
    return sheet.entry or 0, sheet.poem.lines


def cells_of(poem: Poem) -> list[Place]:
    return [Place(i, j) for i, line in enumerate(poem.lines) for j in range(len(line))]


def line_of(poem: Poem, line: int) -> list[Place]:
    return [Place(line, j) for j in range(len(poem.lines[line]))]
