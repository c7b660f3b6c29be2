"""The arrays that the network reads, made from a grid, its pins and the other conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from poetgui.engine.model import features as f
from poetgui.engine.model.arrays import Ints
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.grid import Grid, Place, Tone, pauses
from poetgui.prosody.books.rhyme_books import RhymeBook

_TONES = {
    Tone.ANY: f.TONE_NOT_GIVEN,
    Tone.LEVEL: f.TONE_LEVEL,
    Tone.OBLIQUE: f.TONE_OBLIQUE,
}
_COLUMN = {name: i for i, name in enumerate(f.FEATURES)}
LONGER_VERSE = {"五排": "五古", "七排": "七古"}
_THEME_PLACES = f.HINT_TITLE - 1 - f.HINT_THEME


def cell_features(
    grid: Grid,
    pins: Mapping[Place, str],
    vocabulary: Vocabulary,
    *,
    book: RhymeBook | None,
    groups: Sequence[str],
    known: Collection[str],
    style: int = 0,
) -> Ints:
    """int64 [cells, len(FEATURES)]; without a book neither tone nor rhyme is given.

    groups: of each rhyme slot. known: the books whose groups the network has learned; of others it
    is given which cells rhyme, and the masks do the rest.
    """
    rows = np.zeros((len(grid.cells), len(f.FEATURES)), np.int64)
    rows[:, _COLUMN["form"]] = form_id(grid)
    rows[:, _COLUMN["style"]] = style
    # Of a grid without rhymes (对联) nothing is given about rhyme, as in training.
    rhymes = any(cell.rhyme is not None for cell in grid.cells)
    found = model_places(grid)
    widths = Counter(place.line for place in found.values())
    for row, cell in zip(rows, grid.cells, strict=True):
        line, column = found[cell.place]
        row[_COLUMN["line"]] = min(line, f.MAX_LINE)
        row[_COLUMN["lines_left"]] = min(len(widths) - 1 - line, f.MAX_LINE)
        row[_COLUMN["column"]] = min(column, f.MAX_COLUMN)
        row[_COLUMN["left"]] = min(widths[line] - 1 - column, f.MAX_COLUMN)
        if book is not None:
            row[_COLUMN["tone"]] = _TONES[cell.tone]
        if book is not None and rhymes:
            row[_COLUMN["rhyming"]] = f.RHYMING_NO if cell.rhyme is None else f.RHYMING_YES
    rows[:-1, _COLUMN["tone_after"]] = rows[1:, _COLUMN["tone"]]
    if book is not None and book.name in known and groups:
        _set_rhyme(rows, grid, book, groups)
    _set_next_pin(rows, grid, pins, vocabulary)
    return rows


def model_places(grid: Grid) -> dict[Place, Place]:
    """Cell -> its line and column as the network counts them: a pause divides a line in two.

    Nothing else would show it that 凭栏处、潇潇雨歇 is three and four, and not a line of verse.
    """
    found, line = {}, 0
    for row, stop in zip(grid.lines, grid.stops or ("",) * len(grid.lines), strict=True):
        begin = 0
        for cell in row:
            if cell.column in pauses(stop):
                line, begin = line + 1, cell.column
            found[cell.place] = Place(line, cell.column - begin)
        line += 1
    return found


def form_id(grid: Grid) -> int:
    """The network's number for a form: one for all tunes; 排律 is the longer verse of its width."""
    if grid.slots:
        return f.FORMS.index("词")
    name = LONGER_VERSE.get(grid.form, grid.form)
    return f.FORMS.index(name) if name in f.FORMS else 0


def _set_rhyme(rows: Ints, grid: Grid, book: RhymeBook, groups: Sequence[str]) -> None:
    """The group of the next rhyme, at each cell or after it; nothing after the last."""
    number = 0
    for row, cell in zip(rows[::-1], grid.cells[::-1], strict=True):
        if cell.rhyme is not None:
            number = f.RHYME_FIRST[book.name] + book.index(groups[cell.rhyme])
        row[_COLUMN["rhyme"]] = number


def _set_next_pin(
    rows: Ints, grid: Grid, pins: Mapping[Place, str], vocabulary: Vocabulary
) -> None:
    """The nearest pin strictly after each cell, and how far it is."""
    character, at = f.PAD, -1
    cells = grid.cells
    for i in range(len(cells) - 1, -1, -1):
        if at >= 0:
            rows[i, _COLUMN["next_character"]] = character
            rows[i, _COLUMN["next_distance"]] = min(at - i, f.MAX_DISTANCE)
        if cells[i].place in pins:
            character, at = vocabulary.id(pins[cells[i].place]), i


def hints(
    grid: Grid,
    pins: Mapping[Place, str],
    themes: Sequence[str],
    vocabulary: Vocabulary,
    *,
    title: str = "",
    begin: Place | None = None,
) -> Ints:
    """int64 [n, len(HINTS)], n at most MAX_HINTS: pins with their places, theme words, the title.

    pins, begin: by their places in the grid; the rows have those of `model_places`. begin: the
    first open cell, None for the first that has no pin. title: its first MAX_TITLE characters
    count; unknown ones keep their places as <unk>. Pins after `begin` lie ahead and come first;
    when there are too many, the ones written longest ago are left out, because the state remembers
    them anyway.
    """
    place_of = model_places(grid)
    if begin is None:
        begin = next((place for place in place_of if place not in pins), grid.cells[-1].place)
    begin, pins = place_of[begin], {place_of[place]: c for place, c in pins.items()}
    words = [
        (vocabulary.id(c), f.HINT_THEME + min(n, _THEME_PLACES), 0, 0)
        for word in themes
        for n, c in enumerate(word)
        if c in vocabulary
    ][: f.MAX_HINTS // 2]
    words += [
        (vocabulary.id(c), f.HINT_TITLE, 0, 1 + n) for n, c in enumerate(title[: f.MAX_TITLE])
    ]
    ahead = sorted(place for place in pins if place > begin)
    behind = sorted((place for place in pins if place < begin), reverse=True)
    shown = (ahead + behind)[: f.MAX_HINTS - len(words)]
    found = [
        (
            vocabulary.id(pins[place]),
            f.HINT_PIN,
            1 + min(place.line, f.MAX_LINE),
            1 + min(place.column, f.MAX_COLUMN),
        )
        for place in sorted(shown)
    ]
    return np.array(found + words, np.int64).reshape(-1, len(f.HINTS))
