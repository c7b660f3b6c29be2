"""A poem with another character in a cell."""

from __future__ import annotations

from dataclasses import replace

from poetgui.composer.request.han import in_script_of, is_han, refusal, simplified_lines
from poetgui.composer.request.upper_line import grids_of
from poetgui.composer.revision.rechecked import with_violations
from poetgui.engine.search.repeated_cells import linked
from poetgui.errors import UserError
from poetgui.grid import Grid, Place, Poem
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Verdict
from poetgui.prosody.forms.verse_forms import form_of


def replaced(poem: Poem, place: Place, character: str) -> Poem:
    """The poem with another character at a place, checked anew.

    It stands in the script of the poem, and is no pin any more where one stood. Its old score is
    not its own and is dropped. Raises UserError for what is no single Han character.
    """
    if len(character) != 1:
        raise UserError("一格只放一个字。")
    if not is_han(character):
        raise refusal(character, 0)
    lines = list(poem.lines)
    written = in_script_of(lines, place, character)
    changed = linked(pattern_of(poem)[0], place)
    for i, column in changed:
        lines[i] = lines[i][:column] + written + lines[i][column + 1 :]
    return with_violations(
        replace(poem, lines=tuple(lines), pins=poem.pins.difference(changed), score=0.0)
    )


def pattern_of(poem: Poem) -> tuple[Grid, Verdict]:
    """The pattern that the poem was written to, or comes nearest to, and the verdict on it."""
    form, lines = form_of(poem.form), simplified_lines(poem.lines)
    verdict = check(poem.lines, form, poem.book, poem.pins)
    patterns = grids_of(form, lines, poem.book)
    name = poem.pattern or verdict.pattern
    return next((grid for grid in patterns if grid.pattern == name), patterns[0]), verdict
