"""The upper line 上联 of a couplet, as a person types it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poetgui.composer.request.han import ends_line, is_han, refusal, simplified_text, stands_inside
from poetgui.errors import UserError
from poetgui.grid import Grid, Place
from poetgui.prosody.books.rhyme_books import NO_BOOK, load_book
from poetgui.prosody.forms.couplet_form import couplet_grid
from poetgui.prosody.forms.verse_forms import COUPLET, Form, former_grids, grids

FEWEST, LONGEST, MOST = 4, 11, 32
"""Characters of an upper line, of one clause, of all clauses."""


@dataclass(frozen=True)
class Upper:
    """An upper line, cut into clauses where it was punctuated."""

    clauses: tuple[str, ...]
    """Simplified."""
    typed: dict[Place, str]
    """As typed."""

    @property
    def seen(self) -> dict[Place, str]:
        return {place: self.clauses[place.line][place.column] for place in self.typed}

    def grids(self, book: str) -> tuple[Grid, ...]:
        """The one grid of both sides."""
        return (_grid(self.clauses, book),)


def parse_upper(text: str) -> Upper:
    """Raises UserError for a line too short or too long, NotHan for what is no mark either."""
    pieces = [""]
    for index, character in enumerate(text):
        if is_han(character):
            pieces[-1] += character
        elif ends_line(character):
            pieces.append("")
        elif not stands_inside(character):
            raise refusal(character, index)
    pieces = [piece for piece in pieces if piece]
    if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces):
        pieces = ["".join(pieces)]  # 天 增 岁 月: spaced out, not punctuated
    _measure(pieces)
    seen, begin = simplified_text("".join(pieces)), 0
    clauses = []
    for piece in pieces:
        clauses.append(seen[begin : begin + len(piece)])
        begin += len(piece)
    typed = {Place(i, j): c for i, piece in enumerate(pieces) for j, c in enumerate(piece)}
    return Upper(tuple(clauses), typed)


def _grid(clauses: Sequence[str], book: str) -> Grid:
    return couplet_grid(clauses, None if book == NO_BOOK else load_book(book))


def grids_of(form: Form, lines: Sequence[str], book: str) -> tuple[Grid, ...]:
    """The grids that a finished poem may have been written in. lines: simplified."""
    if form is COUPLET:
        return (_grid(lines[: len(lines) // 2], book),)
    shape = tuple(map(len, lines))
    known = (*grids(form), *former_grids(form)) if form.tune else grids(form, len(lines))
    return tuple(grid for grid in known if grid.shape == shape)


def upper_places(lines: Sequence[str]) -> list[Place]:
    """The cells of a finished couplet's upper side."""
    return [
        Place(i, j) for i, line in enumerate(lines[: len(lines) // 2]) for j in range(len(line))
    ]


def upper_text(lines: Sequence[str]) -> str:
    """A finished couplet's upper side, as one would type it."""
    return "，".join(lines[: len(lines) // 2])


def _measure(pieces: Sequence[str]) -> None:
    total = sum(map(len, pieces))
    if not total:
        raise UserError("请写上联，{}至{}个汉字；更长的用标点分开。", FEWEST, LONGEST)
    if total < FEWEST:
        raise UserError("上联只有{}字，至少要{}字。", total, FEWEST)
    for piece in pieces:
        if len(piece) > LONGEST:
            raise UserError(
                "“{}”有{}字，一句最多{}字；更长的上联请用标点分开。", piece, len(piece), LONGEST
            )
    if total > MOST:
        raise UserError("上联有{}字，最多{}字。", total, MOST)
