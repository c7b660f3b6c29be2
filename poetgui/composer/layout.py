"""A request laid out: form, grids, and which cells stand fixed.

Acrostic, continuation and free writing differ only here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from poetgui.composer.answering import keep_rhymes, read_answer
from poetgui.composer.couplet import parse_upper
from poetgui.composer.han import is_han, refusal, simplified
from poetgui.composer.opening import Opening, opening_form, opening_places, parse_opening
from poetgui.composer.request import DIAGONAL, HEAD, TAIL, ComposeRequest, Mode
from poetgui.errors import UserError
from poetgui.grid import Cell, Grid, Place
from poetgui.prosody.books import NO_BOOK
from poetgui.prosody.forms import COUPLET, OLD_LINES, Form, form_of, grids

MOST_HEADS = 32
QUATRAIN, OCTAVE, OLD_STYLE = "七绝", "七律", "七古"
"""What is written when no form is asked for."""
OLD_DEFAULT_LINES = 8


@dataclass(frozen=True)
class Layout:
    """What the decoder fills, and how the poem is called."""

    form: Form
    grids: tuple[Grid, ...]
    typed: dict[Place, str]
    """Pins as the person wrote them; so they stand in the poem."""
    seen: dict[Place, str]
    """The same pins in simplified script; so the model and the checker read them."""
    title: str
    """Empty for free writing: themes name that."""

    def shown(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Lines with the pins put back as typed."""
        return tuple(
            "".join(self.typed.get(Place(i, j), c) for j, c in enumerate(line))
            for i, line in enumerate(lines)
        )


def lay_out(request: ComposeRequest) -> Layout:
    """Raises UserError for input that cannot be laid out, NotHan where a character is at fault."""
    answered = read_answer(request)
    if answered is not None:
        request = replace(request, form=answered.form.name, lines=answered.lines)
    asked = _asked_form(request)
    title, seen = "", {}
    if request.mode is Mode.ACROSTIC:
        heads = parse_heads(request.heads)
        form, lines = _acrostic_form(len(heads), asked, request.lines)
        patterns = grids(form, lines)
        places = acrostic_places(patterns[0], len(heads), request.position)
        typed = dict(zip(places, heads, strict=True))
        title = heads
    elif request.mode is Mode.CONTINUE:
        opening = parse_opening(request.text)
        form, lines = _opening_form(opening, asked, request.lines)
        patterns = grids(form, lines)
        places = opening_places(opening, patterns[0])
        typed = dict(zip(places, opening.typed, strict=True))
        seen = dict(zip(places, "".join(opening.seen), strict=True))
        title = f"续·{opening.pieces[0]}…"
    elif request.mode is Mode.COUPLET:
        upper = parse_upper(request.text)
        form, patterns = COUPLET, upper.grids(request.book)
        typed, seen = dict(upper.typed), dict(upper.seen)
        title = COUPLET.name
    else:
        form = asked or form_of(QUATRAIN)
        patterns = grids(form, _lines(form, request.lines, OLD_DEFAULT_LINES))
        typed = {}
    patterns, rhymes = keep_rhymes(request, answered, patterns, typed)
    typed |= rhymes
    if answered is not None:
        title = title or answered.title
    if request.book == NO_BOOK:
        patterns = (_untoned(patterns[0]),)
    extra = _pinned(request, patterns[0])
    typed |= extra
    seen = {place: simplified(c) for place, c in typed.items()} | {
        place: c for place, c in seen.items() if place not in extra
    }
    return Layout(form, patterns, typed, seen, title)


def _asked_form(request: ComposeRequest) -> Form | None:
    """Raises UserError where form and mode speak of different things."""
    form = None if request.form is None else form_of(request.form)
    if (form is COUPLET) != (request.mode is Mode.COUPLET) and form is not None:
        raise UserError("写对联请选对联模式并给出上联，不必另选体裁。")
    return form


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
        raise UserError(f"要藏的字有{len(heads)}个，最多{MOST_HEADS}个，请分几首来写。")
    return heads


def acrostic_places(grid: Grid, count: int, position: str) -> list[Place]:
    """Where the heads stand, one a line from the top.

    The diagonal starts again at the first character when it has reached the end of a line.
    Raises UserError for a column that the lines do not have.
    """
    width = grid.shape[0]
    if position == DIAGONAL:
        return [Place(i, i % width) for i in range(count)]
    column = {HEAD: 0, TAIL: width - 1}.get(position)
    if column is None:
        column = int(position) - 1
    if column >= width:
        raise UserError(f"{grid.form}每句{width}字，没有第{position}字，请换一个位置或体裁。")
    return [Place(i, column) for i in range(count)]


def _acrostic_form(heads: int, asked: Form | None, lines: int | None) -> tuple[Form, int]:
    if asked is not None:
        total = _lines(asked, lines, max(heads, OLD_LINES[0]))
    else:
        total = lines or max(heads, 4)
        name = {4: QUATRAIN, 8: OCTAVE}.get(total, OLD_STYLE)
        asked = form_of(name)
    if heads > total:
        raise UserError(
            f"{asked.label}只有{total}句，放不下{heads}个字；请少写几个字，或改用古体（五古、七古）。"
        )
    return asked, total


def _opening_form(opening: Opening, asked: Form | None, lines: int | None) -> tuple[Form, int]:
    if asked is None:
        return opening_form(opening, lines)
    begun = -(-len(opening.typed) // asked.width)
    return asked, _lines(asked, lines, max(OLD_DEFAULT_LINES, begun + begun % 2 + 2))


def _lines(form: Form, wanted: int | None, default: int) -> int:
    """How many lines: the form's own, or those asked for."""
    if form.lines is not None and wanted in (None, form.lines):
        return form.lines
    return default if wanted is None else wanted  # `grids` refuses what the form cannot have


def _untoned(grid: Grid) -> Grid:
    """The same shape without demands."""
    lines = tuple(tuple(Cell(c.line, c.column) for c in line) for line in grid.lines)
    return replace(grid, pattern="", lines=lines)


def _pinned(request: ComposeRequest, grid: Grid) -> dict[Place, str]:
    """The request's further pins, checked against the grid."""
    inside = {cell.place for cell in grid.cells}
    pins = {}
    for pin in request.pins:
        where = f"第{pin.place.line + 1}句第{pin.place.column + 1}字"
        if pin.place not in inside:
            raise UserError(f"{grid.form}没有{where}，不能在那里钉字。")
        if len(pin.character) != 1 or not is_han(pin.character):
            raise UserError(f"{where}钉的“{pin.character}”不是一个汉字。")
        pins[pin.place] = pin.character
    return pins
