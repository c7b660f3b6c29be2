"""Editing the current poem by hand: typing, erasing, moving lines, new and pasted poems.

Uses no widgets. Every change is saved in the history before it is shown, and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from poetgui.composer.request.han import ends_line, is_han, stands_inside
from poetgui.composer.revision import manual_edit
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.prosody.forms.verse_forms import FORMS, Form
from poetgui.ui.state.revision_controller import RevisionController
from poetgui.ui.state.selection import cells_of
from poetgui.ui.state.workspace import Workspace


class EditController(QObject):
    """Works on `workspace.current`; the sample poem is never changed."""

    begun = Signal()
    """A blank page is shown, its first cell selected."""

    def __init__(
        self, workspace: Workspace, revision: RevisionController, book: Callable[[], str | None]
    ) -> None:
        """book: returns the rhyme book for new verse; None: the form's own."""
        super().__init__(workspace)
        self._workspace, self._revision, self._book = workspace, revision, book

    # -- own poems ----------------------------------------------------------------------------

    def new(self, form: Form, lines: int | None = None, pattern: str | None = None) -> None:
        """Show a blank page of a form; `lines` is needed where the form has any number of them."""
        try:
            poem = manual_edit.blank(form, lines, self._book_of(form), pattern)
        except UserError as error:
            self._workspace.problem.emit(error.message)
            return
        self._workspace.begin_page(poem)
        self._revision.select(Place(0, 0))
        self.begun.emit()

    def paste(self, text: str) -> None:
        """Show a pasted poem; a few words go into the selected cells."""
        place = self._revision.place
        han = "".join(c for c in text if is_han(c))
        try:
            poem = manual_edit.pasted(text)
            if poem.form in FORMS and self._book() is not None:
                poem = manual_edit.pasted(text, self._book())
        except UserError as error:
            if place is None or not han:
                self._workspace.problem.emit(error.message)
                return
            poem = None
        if place is not None and (poem is None or (not poem.form and len(poem.lines) == 1)):
            self.type(han)
        elif poem is not None:
            self._workspace.add_poem(poem)

    def _book_of(self, form: Form) -> str | None:
        """The person's book is one of verse; a tune has its own."""
        return self._book() if form.tune is None else None

    # -- single changes -----------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Write from the selected cell on, and select the cell after it. Marks are passed over."""
        sheet, place = self._revision.sheet, self._revision.place
        words = "".join(c for c in text if not (ends_line(c) or stands_inside(c)))
        if sheet is None or place is None or not words:
            return
        try:
            poem, following = manual_edit.typed(sheet.poem, place, words)
        except UserError as error:
            self._workspace.problem.emit(error.message)
            return
        if self._apply(poem):
            self._revision.select(following)

    def erase(self, back: bool) -> None:
        """Open the selected cells; `back`: where the one is open already, the cell before it."""
        sheet, place = self._revision.sheet, self._revision.place
        if sheet is None or place is None:
            return
        cells = self._revision.span
        if back and cells <= sheet.poem.open:
            order = cells_of(sheet.poem)
            place = order[max(0, order.index(min(cells)) - 1)]
            cells = frozenset([place])
        if cells <= sheet.poem.open or self._apply(manual_edit.cleared(sheet.poem, cells)):
            self._revision.select(min(cells) if back else place)

    def move_line(self, line: int, to: int) -> None:
        """Put a line at the place of another; the selection goes along."""
        sheet, place = self._revision.sheet, self._revision.place
        if sheet is None or line == to or not 0 <= to < len(sheet.poem.lines):
            return
        try:
            poem = manual_edit.moved(sheet.poem, line, to)
        except UserError as error:
            self._workspace.problem.emit(error.message)
            return
        numbers = manual_edit.order(len(sheet.poem.lines), line, to)
        if self._apply(poem, numbers) and place is not None:
            [there] = manual_edit.carried([place], numbers)
            self._revision.select(there)

    def retitle(self, title: str) -> None:
        """Give the poem another title; an empty one leaves it without."""
        if sheet := self._revision.sheet:
            self._apply(replace(sheet.poem, title=" ".join(title.split())))

    def _apply(self, poem: Poem, numbers: list[int] | None = None) -> bool:
        before = self._workspace.current
        assert before is not None
        unchanged = (poem.title, poem.lines) == (before.poem.title, before.poem.lines)
        if unchanged or not self._workspace.edit(poem):
            return False
        after = self._workspace.current
        assert after is not None
        self._revision.carry_locks(before, after, numbers)
        self._revision.locks_changed.emit()  # they follow once it is known where from
        return True
