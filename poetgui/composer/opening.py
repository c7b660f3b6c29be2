"""The opening of a poem to be continued: its lines, and the form that they point to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poetgui.composer.han import ends_line, is_han, refusal, simplified_lines, stands_inside
from poetgui.errors import UserError
from poetgui.grid import Grid, Place
from poetgui.prosody.forms import FORMS, OLD_LINES, Form

WIDTHS = tuple(sorted({form.width for form in FORMS.values()}))
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
    seen, at = simplified_lines("".join(pieces)), 0
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


def opening_form(opening: Opening, lines: int | None = None) -> tuple[Form, int]:
    """The form that an opening points to, and how many lines it is to have.

    One line becomes a quatrain; up to three lines do; four to seven an octave; more old-style
    verse. Without marks the width is the one that the length divides by, seven where in doubt.
    Raises UserError where the lines are of no known width.
    """
    width = _width(opening)
    begun = -(-len(opening.typed) // width)
    total = lines or _lines_for(begun)
    for form in FORMS.values():
        if form.width == width and form.takes(total):
            return form, total
    raise UserError(f"开头已有{begun}句，太长了，最多写到{OLD_LINES[1]}句。")


def _lines_for(begun: int) -> int:
    """How many lines a poem gets of which so many are begun."""
    if begun < 4:
        return 4
    if begun < 8:
        return 8
    return min(begun + begun % 2 + _STANZA, max(OLD_LINES[1], begun))


def _width(opening: Opening) -> int:
    full = opening.seen if opening.closed else opening.seen[:-1]
    if full:
        if len({len(piece) for piece in full}) == 1 and len(full[0]) in WIDTHS:
            return len(full[0])
        if len(opening.pieces) > 1 or len(full[0]) in WIDTHS:
            raise UserError(
                f"各句的字数是{_counts(opening.pieces)}；只能续写五言或七言，每句字数要相同。"
            )
    length = len(opening.typed)
    if length <= WIDTHS[-1]:
        return next(width for width in WIDTHS if length <= width)
    exact = [width for width in WIDTHS if length % width == 0]
    return exact[-1] if exact else WIDTHS[-1]


def _counts(pieces: Sequence[str]) -> str:
    return "、".join(str(len(piece)) for piece in pieces)


def opening_places(opening: Opening, grid: Grid) -> list[Place]:
    """Where the opening's characters stand, in order.

    With marks each piece is a line; only the last may be shorter. Without, the characters fill the
    lines one after the other. Raises UserError where they do not fit or leave nothing to write.
    """
    shape = grid.shape
    if len(opening.typed) >= len(grid.cells):
        raise UserError(f"开头已有{len(opening.typed)}字，{grid.form}写满了，没有可续的。")
    # A mark after a whole line says where the line ends; a few characters alone only begin one.
    lone = opening.pieces[0]
    flows = len(opening.pieces) == 1 and not (opening.closed and len(lone) in WIDTHS)
    for i, piece in enumerate(() if flows else opening.pieces):
        last = i == len(opening.pieces) - 1 and not opening.closed
        if len(piece) > shape[i] or (len(piece) < shape[i] and not last):
            raise UserError(f"第{i + 1}句“{piece}”有{len(piece)}字，{grid.form}每句{shape[i]}字。")
    return [cell.place for cell in grid.cells[: len(opening.typed)]]
