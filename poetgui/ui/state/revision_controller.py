"""Replacing characters of the current poem and rewriting parts of it, by the reviser.

Uses no widgets. Every change becomes a new sheet, saved in the history before it is shown.
"""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from poetgui.composer.revision.replaced import replaced
from poetgui.composer.revision.revision_options import DARING, RevisionOptions
from poetgui.engine.search.progress import Cancelled
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.ui.state.editable_stack import TYPING
from poetgui.ui.state.selection import Selection, cells_of, line_of
from poetgui.ui.state.sheet_stack import Sheet
from poetgui.ui.state.worker import JobContext, Stopped, Worker
from poetgui.ui.state.workspace import Workspace

REPLACEMENTS = "offering"
_SEEDS = 2**31


@dataclass(frozen=True)
class Replacements:
    """One page of replacement characters for a cell."""

    place: Place
    page: int
    characters: tuple[str, ...]


class RevisionController(Selection):
    """Works on `workspace.current`; the sample poem is never changed."""

    offered = Signal(object)
    """`Replacements` for the selected cell."""

    def __init__(
        self, workspace: Workspace, worker: Worker, avoid: Callable[[], tuple[str, ...]]
    ) -> None:
        """avoid: the person's words to avoid, asked at every change."""
        super().__init__(workspace)
        self._worker, self._avoid = worker, avoid
        # What was offered for another cell is of no use here.
        self.selected.connect(lambda: worker.cancel(REPLACEMENTS))
        worker.finished.connect(self._on_finished)
        worker.failed.connect(self._on_failed)

    # -- replacing ----------------------------------------------------------------------------

    def ask(self, page: int = 0) -> None:
        """Ask for replacements of the selected cell: `offered`, once the worker has found them."""
        sheet, place, model = self.sheet, self._place, self._workspace.model
        if sheet is None or place is None or model is None or model.reviser is None:
            return
        if not sheet.poem.form:  # without a form nothing is known of the cell
            return
        reviser, poem, asked = model.reviser, sheet.poem, self._options(sheet)

        def work(context: JobContext) -> tuple[Poem, Replacements]:
            try:
                found = reviser.replacements(
                    poem, place, page=page, options=asked, cancelled=context.cancelled
                )
                if not found and page:  # past the last page: the first again
                    found = reviser.replacements(
                        poem, place, options=asked, cancelled=context.cancelled
                    )
                    return poem, Replacements(place, 0, found)
                return poem, Replacements(place, page, found)
            except Cancelled:
                raise Stopped from None

        self._worker.submit(REPLACEMENTS, work)

    def with_character(self, character: str) -> Poem | None:
        """The poem with the selected cell replaced. Raises UserError for what is no Han."""
        sheet, place = self.sheet, self._place
        return None if sheet is None or place is None else replaced(sheet.poem, place, character)

    def replace(self, character: str) -> None:
        """Replace the selected character; emits `problem` where it cannot stand there."""
        sheet, place = self.sheet, self._place
        if sheet is None or place is None:
            return
        try:
            poem = replaced(sheet.poem, place, character)
        except UserError as error:
            self._workspace.problem.emit(error.message)
            return
        if poem.lines == sheet.poem.lines:
            return
        if TYPING in sheet.recipe:
            if self._workspace.edit(poem):
                self.carry_locks(sheet, self._workspace.current or sheet)
        else:
            change = {"place": list(place), "character": character}
            self._insert(poem, sheet, change)

    # -- rewriting ----------------------------------------------------------------------------

    def rewrite_line(self) -> None:
        """Rewrite the unlocked cells of the selected line, or of several selected cells."""
        if (sheet := self.sheet) and self._place is not None:
            several = len(self.span) > 1
            self._rewrite(sheet, self.span if several else line_of(sheet.poem, self._place.line))

    def rewrite_following(self) -> None:
        """Rewrite the unlocked cells from the selected one to the end."""
        if (sheet := self.sheet) and (place := self._place) is not None:
            self._rewrite(sheet, [cell for cell in cells_of(sheet.poem) if cell >= place])

    def rewrite_open(self) -> None:
        """Rewrite all cells that are not locked."""
        if sheet := self.sheet:
            self._rewrite(sheet, cells_of(sheet.poem))

    def _rewrite(self, sheet: Sheet, cells: Iterable[Place]) -> None:
        model = self._workspace.model
        if model is None or model.reviser is None:
            self._workspace.problem.emit(self.tr("还没有可用的模型，不能重写；可以直接打字来换。"))
            return
        if not sheet.poem.form:
            self._workspace.problem.emit(
                self.tr("这首诗不合任何一种体裁，不能重写；可以直接打字来改。")
            )
            return
        open_ = frozenset(cells) - self.locked
        if not open_:
            self._workspace.problem.emit(self.tr("这里每个字都锁住了，没有可重写的；按 L 解锁。"))
            return
        locked = frozenset(cells_of(sheet.poem)) - open_
        # Pins that the person set free are pins no more, wherever they stand.
        poem = dataclasses.replace(sheet.poem, pins=sheet.poem.pins & self.locked)
        reviser, asked, seed = model.reviser, self._options(sheet), secrets.randbelow(_SEEDS)

        def work(context: JobContext) -> list[Poem]:
            return reviser.rewrite(
                poem,
                locked,
                seed,
                options=asked,
                progress=lambda step: context.progress(step.done, step.total),
                cancelled=context.cancelled,
                watch=context.report if self._workspace.tracing else None,
            )

        change = {"locked": [list(place) for place in sorted(locked)], "seed": seed}
        self._worker.cancel(REPLACEMENTS)  # no longer of use, and rewriting would wait for it
        self._workspace.revise(work, lambda poems: self._insert(poems[0], sheet, change))

    # -- results ------------------------------------------------------------------------------

    def _options(self, sheet: Sheet) -> RevisionOptions:
        request = sheet.request
        style, daring = (request.style, request.daring) if request else (None, DARING)
        return RevisionOptions(style, daring, self._avoid())

    def _insert(self, poem: Poem, parent: Sheet, change: dict[str, Any]) -> None:
        """Save the changed poem and show it; locked cells stay locked."""
        recipe: dict[str, Any] = {"revision": {"of": parent.entry, **change}}
        if request := parent.request:
            recipe["request"] = request.to_json()
        for sheet in self._workspace.save([poem], recipe):
            self.carry_locks(parent, sheet)
            self._workspace.insert(sheet)

    def _on_finished(self, channel: str, _number: int, result: Any) -> None:
        if channel != REPLACEMENTS:
            return
        poem, offer = result
        if (sheet := self.sheet) and sheet.poem == poem and offer.place == self._place:
            self.offered.emit(offer)

    def _on_failed(self, channel: str, _number: int, error: Exception) -> None:
        if channel == REPLACEMENTS and isinstance(error, UserError):
            self._workspace.problem.emit(error.message)
        elif channel == REPLACEMENTS:
            self._workspace.bug_found.emit(error)
