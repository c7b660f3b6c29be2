"""Characters to hide 藏头, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from poetgui.composer.request.compose_request import BOTH, DIAGONAL, HEAD, TAIL
from poetgui.composer.request.han import is_han, refusal
from poetgui.errors import UserError
from poetgui.grid import Cell, Grid, Place

MOST_HEADS = 32


def parse_heads(text: str) -> str:
    """The characters to hide. Raises NotHan, which points at the first that is no Han character."""
    if not text.strip():
        raise UserError("请输入要藏的字，1至32个汉字。")
    heads = ""
    begin = len(text) - len(text.lstrip())
    for index, character in enumerate(text.rstrip()[begin:], begin):
        if not is_han(character):
            raise refusal(character, index)
        heads += character
    if len(heads) > MOST_HEADS:
        raise UserError("要藏的字有{}个，最多{}个，请分几首来写。", len(heads), MOST_HEADS)
    return heads


def acrostic_pins(grid: Grid, heads: str, tails: str, position: str) -> dict[Place, str]:
    """The pins of an acrostic. heads: Han characters; tails: as typed, used for BOTH alone.

    Raises UserError where there is no room, or a head and a tail want the same cell.
    """
    first = HEAD if position == BOTH else position
    pins = dict(zip(acrostic_places(grid, len(heads), first), heads, strict=True))
    if position == BOTH and tails.strip():
        last = parse_heads(tails)
        for place, tail in zip(acrostic_places(grid, len(last), TAIL), last, strict=True):
            if pins.setdefault(place, tail) != tail:
                raise UserError(
                    "{}第{}句只有一字，不能既藏“{}”又藏“{}”，请改一处。",
                    grid.form,
                    place.line + 1,
                    pins[place],
                    tail,
                )
    return pins


def acrostic_places(grid: Grid, count: int, position: str) -> list[Place]:
    """Where the heads stand, one a line from the top.

    The diagonal starts again at the first character when it has reached the end of a line. Lines of
    a tune that are too short for the position, or that say there what was said before 叠句, are
    passed over. Raises UserError where too few lines are left.
    """
    said = {later for later, _ in grid.repeats}
    found = [
        place
        for i, line in enumerate(grid.lines)
        if (place := _place(i, line, position)) is not None and place not in said
    ]
    if len(found) >= count:
        return found[:count]
    if not found:
        width = max(grid.shape)
        raise UserError("{}每句{}字，没有第{}字，请换一个位置或体裁。", grid.form, width, position)
    if len(found) < len(grid.lines):
        raise UserError("{}只有{}句能在那里藏字，放不下{}个字。", grid.form, len(found), count)
    raise UserError(
        "{}只有{}句，放不下{}个字；请少写几个字，或改用古体（五古、七古）。",
        grid.form,
        len(found),
        count,
    )


def _place(line: int, cells: Sequence[Cell], position: str) -> Place | None:
    if position == DIAGONAL:
        return Place(line, line % len(cells))
    column = {HEAD: 0, TAIL: len(cells) - 1}.get(position)
    if column is None:
        column = int(position) - 1
    return Place(line, column) if column < len(cells) else None
