"""Sheets that are written by hand: each stroke can be taken back, all of them are one entry.

Knows no widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from poetgui.composer.revision.rechecked import with_verdict
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.ui.pile import Pile, Sheet

TYPING = "typing"
"""Key of the recipe: what was there before each stroke, and what was taken back."""


class Manuscript(Pile):
    """A pile whose top sheet can be written on."""

    problem = Signal(str)
    """Something the person can mend, in a sentence."""

    def begin(self, poem: Poem) -> None:
        """Lay a blank page on the desk; it comes into the history with its first character."""
        self.lay((Sheet(poem, {TYPING: {"past": [], "ahead": []}}),))

    def take(self, poem: Poem) -> None:
        """Lay a poem on the desk that was written elsewhere."""
        if sheets := self.keep([poem], {TYPING: {"past": [], "ahead": []}}):
            self.lay(sheets)

    def edit(self, poem: Poem) -> bool:
        """What the person made of the top poem by hand: False where it could not be kept.

        Strokes on a sheet that is being written by hand change it; the first stroke on another
        makes one more sheet.
        """
        sheet = self.current
        assert sheet is not None  # asked by the caller
        if TYPING in sheet.recipe and sheet.entry not in self._ahead:
            past = [*_steps(sheet, "past"), _state(sheet.poem)]
            return self._rewritten(poem, past, [])
        recipe: dict[str, Any] = {
            "revision": {"of": sheet.entry, "by": "hand"},
            TYPING: {"past": [], "ahead": []},
        }
        if request := sheet.request:
            recipe["request"] = request.to_json()
        made = self.keep([poem], recipe)
        for new in made:
            self.put(new)
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
        """Take back a stroke; before the first one, back to the poem that this was made from."""
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

    def keep(self, poems: list[Poem], recipe: Mapping[str, Any]) -> tuple[Sheet, ...]:
        """Put poems into the history; none come back where it can't be written."""
        try:
            # The best is added last, so that it stands first among the newest.
            entries = self._history.add(poems[::-1], dict(recipe))[::-1]
        except UserError as error:  # a full disk: the poems are lost rather than shown unkept
            self.problem.emit(str(error))
            return ()
        self.written.emit()
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
            self.problem.emit(str(error))
            return False
        changed = replace(sheet, poem=poem, recipe=recipe, entry=entry)
        self._sheets = (*self._sheets[: self._index], changed, *self._sheets[self._index + 1 :])
        self.leafed.emit()
        self.written.emit()
        return True


def _steps(sheet: Sheet, name: str) -> list[Any]:
    typing = sheet.recipe.get(TYPING)
    steps = typing.get(name) if isinstance(typing, Mapping) else None
    return steps if isinstance(steps, list) else []


def _state(poem: Poem) -> dict[str, Any]:
    """What a stroke may change of a poem."""
    return {"lines": list(poem.lines), "pins": [list(place) for place in sorted(poem.pins)]}


def _in_state(poem: Poem, state: Mapping[str, Any]) -> Poem:
    pins = frozenset(Place(*place) for place in state["pins"])
    return with_verdict(replace(poem, lines=tuple(state["lines"]), pins=pins, score=0.0))
