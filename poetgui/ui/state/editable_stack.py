"""A sheet stack whose current sheet can be edited by hand.

Each change can be undone; all changes of a sheet share one entry of the history. Uses no widgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from poetgui.composer.revision.rechecked import with_verdict
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.history.store import Entry
from poetgui.ui.state.sheet_stack import Sheet, SheetStack

TYPING = "typing"
"""Key of the recipe: the states before each change (`past`), and those undone (`ahead`)."""


class EditableStack(SheetStack):
    """A sheet stack whose current sheet can be edited."""

    problem = Signal(object)
    """Something the person can mend, in a sentence."""

    def begin_page(self, poem: Poem) -> None:
        """Show a blank page; it is saved in the history with its first character."""
        self.set_sheets((Sheet(poem, {TYPING: {"past": [], "ahead": []}}),))

    def add_poem(self, poem: Poem) -> None:
        """Save and show a poem that was written elsewhere."""
        if sheets := self.save([poem], {TYPING: {"past": [], "ahead": []}}):
            self.set_sheets(sheets)

    def bring_back(self, entry: Entry) -> None:
        """Make a version the newest of its family again, and show it."""
        recipe = {**entry.recipe, "revision": {"of": entry.id, "by": "restored"}}
        recipe.pop(TYPING, None)
        if sheets := self.save([entry.poem], recipe):
            [made] = sheets
            assert made.entry is not None  # it was saved
            self.open_entry(self._history.get(made.entry))

    def edit(self, poem: Poem) -> bool:
        """What the person made of the top poem by hand: False where it could not be kept.

        Changes of a sheet that is edited by hand stay in that sheet; the first change of another
        one makes a new sheet.
        """
        sheet = self.current
        assert sheet is not None  # asked by the caller
        if TYPING in sheet.recipe and sheet.entry not in self._redo_entries:
            past = [*_steps(sheet, "past"), _state(sheet.poem)]
            return self._rewritten(poem, past, [])
        recipe: dict[str, Any] = {
            "revision": {"of": sheet.entry, "by": "hand"},
            TYPING: {"past": [], "ahead": []},
        }
        if request := sheet.request:
            recipe["request"] = request.to_json()
        made = self.save([poem], recipe)
        for new in made:
            self.insert(new)
        return bool(made)

    @property
    def can_undo(self) -> bool:
        sheet = self.current
        return super().can_undo or (sheet is not None and bool(_steps(sheet, "past")))

    @property
    def can_redo(self) -> bool:
        sheet = self.current
        return super().can_redo or (sheet is not None and bool(_steps(sheet, "ahead")))

    def undo(self) -> None:
        """Undo a change; before the first one, go back to the poem that this was made from."""
        sheet = self.current
        if sheet is not None and (past := _steps(sheet, "past")):
            ahead = [*_steps(sheet, "ahead"), _state(sheet.poem)]
            self._rewritten(_in_state(sheet.poem, past[-1]), past[:-1], ahead)
        else:
            super().undo()

    def redo(self) -> None:
        sheet = self.current
        if sheet is not None and (ahead := _steps(sheet, "ahead")):
            past = [*_steps(sheet, "past"), _state(sheet.poem)]
            self._rewritten(_in_state(sheet.poem, ahead[-1]), past, ahead[:-1])
        else:
            super().redo()

    def save(self, poems: list[Poem], recipe: Mapping[str, Any]) -> tuple[Sheet, ...]:
        """Put poems into the history; none come back where it can't be written."""
        try:
            # The best is added last, so that it stands first among the newest.
            entries = self._history.add(poems[::-1], dict(recipe))[::-1]
        except UserError as error:  # a full disk: the poems are lost rather than shown unkept
            self.problem.emit(error.message)
            return ()
        self.history_changed.emit()
        return tuple(Sheet(poem, recipe, entry) for poem, entry in zip(poems, entries, strict=True))

    def _rewritten(self, poem: Poem, past: list[Any], ahead: list[Any]) -> bool:
        """The top sheet with another poem on it, in the history before it is shown."""
        sheet = self.current
        assert sheet is not None
        recipe = {**sheet.recipe, TYPING: {"past": past, "ahead": ahead}}
        try:
            entry = sheet.entry
            if entry is None:
                entry = self._history.add([poem], recipe)[0]
            else:
                self._history.replace(entry, poem, recipe)
        except UserError as error:
            self.problem.emit(error.message)
            return False
        changed = replace(sheet, poem=poem, recipe=recipe, entry=entry)
        self._sheets = (*self._sheets[: self._index], changed, *self._sheets[self._index + 1 :])
        self.current_changed.emit()
        self.history_changed.emit()
        return True


def _steps(sheet: Sheet, name: str) -> list[Any]:
    typing = sheet.recipe.get(TYPING)
    steps = typing.get(name) if isinstance(typing, Mapping) else None
    return steps if isinstance(steps, list) else []


def _state(poem: Poem) -> dict[str, Any]:
    """The part of a poem that a change by hand may alter, as JSON."""
    return {
        "title": poem.title,
        "lines": list(poem.lines),
        "pins": [list(place) for place in sorted(poem.pins)],
    }


def _in_state(poem: Poem, state: Mapping[str, Any]) -> Poem:
    pins = frozenset(Place(*place) for place in state["pins"])
    title = state.get("title", poem.title)  # older files kept no titles
    changed = replace(poem, title=title, lines=tuple(state["lines"]), pins=pins, score=0.0)
    return with_verdict(changed)
