"""The opening of a poem to be continued: its lines, and the form that they point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from poetgui.composer.request.han import ends_line, is_han, refusal, simplified_text, stands_inside
from poetgui.errors import UserError
from poetgui.grid import Grid, Place, pauses
from poetgui.prosody.books.rhyme_books import CILIN, load_book
from poetgui.prosody.forms.verse_forms import FORMS, OLD_LINES, Form, grids, tune_forms

WIDTHS = tuple(sorted({form.width for form in FORMS.values()}))
FITS = (0, 0, 0)
LOOSE = 0.2
"""Share of an opening's characters that may be out of the metre of the tune it is taken for."""
_STANZA = 4
"""An opening of an octave's length or more is followed by so many lines."""


@dataclass(frozen=True)
class Opening:
    """The characters of an opening, cut where it was punctuated."""

    pieces: tuple[str, ...]
    """As typed, without marks."""
    seen: tuple[str, ...]
    """The same in simplified script."""
    closed: bool
    """Whether a mark stands after the last piece."""

    @property
    def typed(self) -> str:
        return "".join(self.pieces)


def parse_opening(text: str) -> Opening:
    """Raises UserError for text without Han characters, NotHan for what is no mark either."""
    pieces, piece = [], ""
    for index, character in enumerate(text):
        if is_han(character):
            piece += character
        elif ends_line(character):
            if piece:
                pieces.append(piece)
            piece = ""
        elif not stands_inside(character):
            raise refusal(character, index)
    closed = not piece
    if piece:
        pieces.append(piece)
    if not pieces:
        raise UserError("请写下开头，一个字到几句都可以。")
    if len(pieces) > 1 and all(len(p) == 1 for p in pieces):
        pieces, closed = ["".join(pieces)], False  # 床 前 明 月 光: spaced out, not punctuated
    pieces = [half for p in pieces for half in _halves(p)]
    seen, at = simplified_text("".join(pieces)), 0
    cut = []
    for p in pieces:
        cut.append(seen[at : at + len(p)])
        at += len(p)
    return Opening(tuple(pieces), tuple(cut), closed)


def _halves(piece: str) -> tuple[str, ...]:
    """A couplet whose lines were not set apart, as two lines."""
    width = len(piece) // 2
    return (
        (piece[:width], piece[width:]) if len(piece) == 2 * width and width in WIDTHS else (piece,)
    )


def opening_form(opening: Opening, lines: int | None = None) -> tuple[Form, int | None]:
    """The form that an opening points to, and how many lines it is to have (a tune has its own).

    One line becomes a quatrain; up to three lines do; four to seven an octave; more old-style
    verse. Without marks the width is the one that the length divides by, seven where in doubt.
    Lines of different lengths begin a tune. Raises UserError where they begin none that is known.
    """
    width = _width(opening)
    if width is None:
        return _tune_begun(opening), None
    begun = -(-len(opening.typed) // width)
    total = lines or _lines_for(begun)
    for form in FORMS.values():
        if form.width == width and form.takes(total):
            return form, total
    raise UserError("开头已有{}句，太长了，最多写到{}句。", begun, OLD_LINES[1])


def _tune_begun(opening: Opening) -> Form:
    """The tune whose lines the opening has and whose tones it keeps best, the first of equals."""
    seen, fits = "".join(opening.seen), []
    for form in tune_forms().values():
        patterns = [grid for grid in grids(form) if grid_misfit(opening, grid) == FITS]
        fits += [(_wrong_tones(seen, grid), form) for grid in patterns]
    wrong, form = min(fits, key=lambda found: found[0], default=(len(seen), None))
    if form is not None and wrong <= LOOSE * len(seen):
        return form
    raise UserError(
        "各句的字数是{}，不是五言或七言，也不合哪个词牌的开头；请看看是否多字或少字，"
        "或先选定词牌。",
        tuple(map(len, opening.pieces)),
    )


def _lines_for(begun: int) -> int:
    """How many lines a poem gets of which so many are begun."""
    if begun < 4:
        return 4
    if begun < 8:
        return 8
    return min(begun + begun % 2 + _STANZA, max(OLD_LINES[1], begun))


def _width(opening: Opening) -> int | None:
    """Characters in a line of verse; None where the lines are those of no verse."""
    full = opening.seen if opening.closed else opening.seen[:-1]
    if full:
        if len({len(piece) for piece in full}) == 1 and len(full[0]) in WIDTHS:
            return len(full[0])
        if len(opening.pieces) > 1 or len(full[0]) in WIDTHS:
            return None
    length = len(opening.typed)
    if length <= WIDTHS[-1]:
        return next(width for width in WIDTHS if length <= width)
    exact = [width for width in WIDTHS if length % width == 0]
    return exact[-1] if exact else WIDTHS[-1]


def _wrong_tones(seen: str, grid: Grid) -> int:
    table = load_book(CILIN)
    cells = zip(seen, grid.cells, strict=False)
    return sum(not table.meets(character, cell.tone) for character, cell in cells)


def grid_misfit(opening: Opening, grid: Grid) -> tuple[int, int, int]:
    """How ill the opening's marks fit a tune: rhymes without a mark, marks inside a line, other
    lines without a mark.

    Editors break the lines between two rhymes in several ways; at a rhyme all of them do.
    """
    ends = list(accumulate(map(len, opening.pieces)))
    written, marked = ends[-1], set(ends if opening.closed else ends[:-1])
    total = len(grid.cells)
    if written >= total:
        return total + written, 0, 0
    after = list(accumulate(grid.shape))
    rhymes = {e for e, line in zip(after, grid.lines, strict=True) if line[-1].rhyme is not None}
    unmarked = {e for e in after if e < written} - marked
    return len(unmarked & rhymes), len(marked - set(after) - _pauses(grid)), len(unmarked - rhymes)


def _pauses(grid: Grid) -> set[int]:
    """How many characters stand before each pause within a line."""
    begins = [0, *accumulate(grid.shape)]
    return {
        begin + pause
        for begin, stop in zip(begins, grid.stops, strict=False)
        for pause in pauses(stop)
    }


def opening_places(
    opening: Opening, patterns: Sequence[Grid]
) -> tuple[tuple[Grid, ...], list[Place]]:
    """The patterns of the shape that the opening fits, and where its characters stand, in order.

    With marks each piece is a line of verse; only the last may be shorter. Without, the characters
    fill the lines one after the other. Raises UserError where they do not fit or leave nothing to
    write.
    """
    best = patterns[0]
    if best.slots:
        best = min(patterns, key=lambda grid: grid_misfit(opening, grid))
    if len(opening.typed) >= len(best.cells):
        raise UserError("开头已有{}字，{}写满了，没有可续的。", len(opening.typed), best.form)
    _check_tune(opening, best) if best.slots else _check_verse(opening, best)
    places = [cell.place for cell in best.cells[: len(opening.typed)]]
    return tuple(grid for grid in patterns if grid.shape == best.shape), places


def _check_tune(opening: Opening, grid: Grid) -> None:
    """Raises UserError where the tune rhymes and the opening, punctuated elsewhere, does not end a
    line."""
    if len(opening.pieces) == 1 or not grid_misfit(opening, grid)[0]:
        return
    marked = set(accumulate(map(len, opening.pieces)))
    for i, end in enumerate(accumulate(grid.shape)):
        if grid.lines[i][-1].rhyme is not None and end not in marked:
            raise UserError(
                "{}第{}句应有{}字，到“{}”字押韵；这里断句不同，请看看是否多字或少字。",
                grid.form,
                i + 1,
                grid.shape[i],
                opening.typed[end - 1],
            )


def _check_verse(opening: Opening, grid: Grid) -> None:
    # A mark after a whole line says where the line ends; a few characters alone only begin one.
    shape, lone = grid.shape, opening.pieces[0]
    flows = len(opening.pieces) == 1 and not (opening.closed and len(lone) in WIDTHS)
    for i, piece in enumerate(() if flows else opening.pieces):
        last = i == len(opening.pieces) - 1 and not opening.closed
        if len(piece) > shape[i] or (len(piece) < shape[i] and not last):
            raise UserError(
                "第{}句“{}”有{}字，{}每句{}字。", i + 1, piece, len(piece), grid.form, shape[i]
            )
