"""Poems written by hand: a blank page, typing, erasing, moving lines, a poem that was pasted.

Every change gives a new poem, checked anew. What is not written yet is `grid.OPEN`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import replace

from poetgui.composer.request.han import is_han, refusal
from poetgui.composer.request.upper_line import grids_of
from poetgui.composer.revision.pasted_heading import title_and_author
from poetgui.composer.revision.rechecked import with_verdict
from poetgui.errors import UserError
from poetgui.grid import OPEN, Place, Poem
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI
from poetgui.prosody.checker.pasted_poems import LONGEST, read_poems
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Verdict
from poetgui.prosody.forms.verse_forms import COUPLET, Form, grids

MOST_LINES, WIDEST = 40, 24
"""More than that is no poem that a page holds."""


def blank(
    form: Form, lines: int | None = None, book: str | None = None, pattern: str | None = None
) -> Poem:
    """A poem of which nothing is written, by the form's usual book and first pattern.

    Raises UserError as `forms.grids` does.
    """
    offered = grids(form, lines)
    grid = next((grid for grid in offered if grid.pattern == pattern), offered[0])
    usual = PINGSHUI if form.tune is None else CILIN
    open_ = tuple(OPEN * width for width in grid.shape)
    poem = Poem(open_, form.name, book=book or usual, pattern=grid.pattern)
    return with_verdict(replace(poem, stops=grid.stops, stanzas=grid.stanzas))


def typed(poem: Poem, place: Place, text: str) -> tuple[Poem, Place]:
    """The poem with Han characters written from a cell on, and the cell after the last of them.

    They stand as they were typed, and are no pins. What is over at the end of the poem is left out.
    Raises UserError for what is no Han character.
    """
    cells = [Place(i, j) for i, line in enumerate(poem.lines) for j in range(len(line))]
    begin = cells.index(place)
    characters = [list(line) for line in poem.lines]
    written = cells[begin : begin + len(text)]
    for index, character in enumerate(text):
        if not is_han(character):
            raise refusal(character, index)
    for (line, column), character in zip(written, text, strict=False):
        characters[line][column] = unicodedata.normalize("NFC", character)
    following = cells[min(begin + len(text), len(cells) - 1)]
    return _changed(poem, characters, poem.pins - set(written)), following


def cleared(poem: Poem, places: Collection[Place]) -> Poem:
    """The poem with these cells open again."""
    characters = [list(line) for line in poem.lines]
    for line, column in places:
        characters[line][column] = OPEN
    return _changed(poem, characters, poem.pins - set(places))


def order(lines: int, line: int, to: int) -> list[int]:
    """The old numbers of the lines, in their new order, when one is moved to another's place."""
    numbers = [i for i in range(lines) if i != line]
    numbers.insert(to, line)
    return numbers


def moved(poem: Poem, line: int, to: int) -> Poem:
    """The poem with a line at the place of another; those between move up, with their pins.

    Raises UserError where lines of other lengths would come to stand in a place.
    """
    numbers = order(len(poem.lines), line, to)
    lines = [list(poem.lines[i]) for i in numbers]
    if [len(row) for row in lines] != [len(row) for row in poem.lines]:
        raise UserError("各句字数不同，移到那里就不合体裁了。")
    pins = frozenset(carried(poem.pins, numbers))
    return _changed(poem, lines, pins)


def carried(places: Collection[Place], numbers: list[int]) -> set[Place]:
    """Places after lines were put into another order (see `order`)."""
    return {Place(numbers.index(line), column) for line, column in places}


def pasted(text: str, book: str | None = None) -> Poem:
    """The poem of a text in any layout, its characters as they came; its shape decides its form.

    What stands above it is its title and author, as `read_poems` tells; a title may name a tune.
    Of a shape that no form has, the poem has no form: it can be read and typed into, and the
    checker says so. Without a book it is that of the form. Raises UserError for text without verse,
    for too much of it, or for several poems.
    """
    if len(text) > LONGEST:  # before it is read, while the window waits
        raise UserError("这段文字太长，不像一首诗；请只复制诗句。")
    poems = read_poems(text)
    if len(poems) > 1:
        raise UserError("这里有{}首诗，请一次粘贴一首。", len(poems))
    lines, form, heading, _ = poems[0]
    if len(lines) > MOST_LINES or max(map(len, lines)) > WIDEST:
        raise UserError("这段文字太长，不像一首诗；请只复制诗句。")
    verdict = check(lines, form, book)
    if form is not None and not verdict.marks:  # 乌夜啼 is also a name of 相见欢
        verdict = check(lines, None, book)
    title, author = title_and_author(heading)
    return replace(_of(verdict, title), author=author)


def _of(verdict: Verdict, title: str) -> Poem:
    """A poem of the lines as the checker read them."""
    name = verdict.form.name if verdict.form else ""
    stops: tuple[str, ...] = ()
    stanzas: tuple[int, ...] = ()
    if verdict.form is COUPLET:
        (grid,) = grids_of(COUPLET, verdict.lines, verdict.book)
        stops, stanzas = grid.stops, grid.stanzas
    elif verdict.form is not None and verdict.form.tune is not None:
        for grid in grids(verdict.form):
            if grid.pattern == verdict.pattern and len(grid.lines) == len(verdict.lines):
                stops, stanzas = grid.stops, grid.stanzas
    poem = Poem(verdict.lines, name, title=title, book=verdict.book, stops=stops, stanzas=stanzas)
    return with_verdict(poem)


def _changed(poem: Poem, characters: list[list[str]], pins: frozenset[Place]) -> Poem:
    # Its score was that of another poem.
    lines = tuple("".join(row) for row in characters)
    return with_verdict(replace(poem, lines=lines, pins=pins, score=0.0))
