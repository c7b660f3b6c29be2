"""A request laid out: form, grids, and which cells stand fixed.

Acrostic, continuation and free writing differ only here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.continuation import opening_form, opening_places, parse_opening
from poetgui.composer.request.han import is_han, simplified
from poetgui.composer.request.heads import acrostic_pins, parse_heads
from poetgui.composer.request.rhyme_constraints import keep_rhymes, read_answered_poem
from poetgui.composer.request.upper_line import parse_upper
from poetgui.engine.search.repeated_cells import linked
from poetgui.errors import Message, UserError
from poetgui.grid import Cell, Grid, Place
from poetgui.prosody.books.rhyme_books import CILIN, NO_BOOK, PINGSHUI
from poetgui.prosody.books.traditional_verse import completed, verse_to_traditional
from poetgui.prosody.forms.verse_forms import COUPLET, Form, form_of, former_grids, grids
from poetgui.script_conversion import is_traditional

QUATRAIN, OCTAVE, OLD_STYLE = "七绝", "七律", "七古"
"""What is written when no form is asked for."""
OLD_DEFAULT_LINES, LONG_DEFAULT_LINES = 8, 12


@dataclass(frozen=True)
class Layout:
    """What the decoder fills, and how the poem is called."""

    form: Form
    grids: tuple[Grid, ...]
    """Of one shape."""
    book: str
    """Rhyme book, or "none"."""
    typed: dict[Place, str]
    """Pins as the person wrote them; so they stand in the poem."""
    seen: dict[Place, str]
    """The same pins in simplified script; so the model and the checker read them."""
    title: str
    traditional: bool = False
    """Whether the person writes in traditional script: then all of the poem does."""

    def shown(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Lines with the pins put back as typed, in the script that the person writes in."""
        if self.traditional:
            lines = tuple(map(verse_to_traditional, lines))
        return tuple(
            "".join(self.typed.get(Place(i, j), c) for j, c in enumerate(line))
            for i, line in enumerate(lines)
        )


def lay_out(request: ComposeRequest) -> Layout:
    """Raises UserError for input that cannot be laid out, NotHan where a character is at fault."""
    answered = read_answered_poem(request)
    if answered is not None:
        request = replace(request, form=answered.form.name, lines=answered.lines)
    asked = _asked_form(request)
    title, seen, typed = "", {}, {}
    if request.mode is Mode.ACROSTIC:
        title = parse_heads(request.heads)
        form = asked or form_of(_acrostic_form(request.lines or max(len(title), 4)))
        patterns, typed = _with_heads(_patterns(form, request, len(title)), title, request)
    elif request.mode is Mode.CONTINUE:
        opening = parse_opening(request.text)
        form, lines = (asked, None) if asked else opening_form(opening, request.lines)
        begun = -(-len(opening.typed) // form.width)
        patterns = _patterns(form, request, lines or begun + 2)
        patterns, places = opening_places(opening, patterns)
        typed = dict(zip(places, opening.typed, strict=True))
        seen = dict(zip(places, "".join(opening.seen), strict=True))
        title = f"续·{opening.pieces[0]}…"
    elif request.mode is Mode.COUPLET:
        upper = parse_upper(request.text)
        form, patterns = COUPLET, upper.grids(request.book or PINGSHUI)
        typed, seen = dict(upper.typed), dict(upper.seen)
    else:
        form = asked or form_of(QUATRAIN)
        patterns = _patterns(form, request, 0)
    book = request.book or (PINGSHUI if form.tune is None else CILIN)
    patterns, rhymes = keep_rhymes(replace(request, book=book), answered, patterns, typed)
    typed |= rhymes
    patterns = tuple(grid for grid in patterns if grid.shape == patterns[0].shape)
    if book == NO_BOOK:
        patterns = (_untoned(patterns[0]),)
    extra = _pinned(request, patterns[0])
    typed |= extra
    seen = {place: simplified(c) for place, c in typed.items()} | {
        place: c for place, c in seen.items() if place not in extra
    }
    typed, seen = _said_again(typed, patterns[0]), _said_again(seen, patterns[0])
    title = (
        request.title.strip() or title or (answered.title if answered else "·".join(request.themes))
    )
    traditional = is_traditional("".join((*typed.values(), request.title, *request.themes)))
    title = _title(form, completed(title) if traditional else title)
    return Layout(form, patterns, book, typed, seen, title, traditional)


UNTITLED = "无题"
"""What a poem is called that nobody gave a title."""


def _title(form: Form, subject: str) -> str:
    """浣溪沙, 浣溪沙·秋夜; verse is called after its subject alone."""
    if form is COUPLET:
        return form.name
    if form.tune is not None:
        return f"{form.name}·{subject}" if subject else form.name
    return subject or UNTITLED


def _asked_form(request: ComposeRequest) -> Form | None:
    """Raises UserError where form and mode speak of different things."""
    form = None if request.form is None else form_of(request.form)
    if (form is COUPLET) != (request.mode is Mode.COUPLET) and form is not None:
        raise UserError("写对联请选对联模式并给出上联，不必另选体裁。")
    return form


def _acrostic_form(lines: int) -> str:
    return {4: QUATRAIN, 8: OCTAVE}.get(lines, OLD_STYLE)


def _patterns(form: Form, request: ComposeRequest, begun: int) -> tuple[Grid, ...]:
    """The form's grids, or those of the pattern that was asked for; begun: lines with something in
    them already. Raises UserError for a number of lines or a pattern that the form cannot have."""
    lines = request.lines
    if lines is None and form.lines is None:
        lines = _usual_lines(form, request.mode, begun)
    former = tuple(grid for grid in former_grids(form) if grid.pattern == request.pattern)
    if found := tuple(grid for grid in former if lines in (None, len(grid.lines))):
        return found
    patterns = grids(form, lines)
    if request.pattern is None:
        return patterns
    if found := tuple(grid for grid in patterns if grid.pattern == request.pattern):
        return found
    names = tuple(dict.fromkeys(grid.pattern for grid in patterns if grid.pattern))
    raise UserError(
        "{}没有“{}”这一格，可选：{}。", form.label, request.pattern, names or Message("无")
    )


def _usual_lines(form: Form, mode: Mode, begun: int) -> int:
    """How many lines a form of any number gets when no number is asked for."""
    if mode is Mode.ACROSTIC and not form.regulated:
        return max(begun, form.fewest)
    usual = OLD_DEFAULT_LINES if not form.regulated else LONG_DEFAULT_LINES
    return max(begun + begun % 2, form.fewest if mode is Mode.ACROSTIC else usual)


def _with_heads(
    patterns: Sequence[Grid], heads: str, request: ComposeRequest
) -> tuple[tuple[Grid, ...], dict[Place, str]]:
    """The first patterns of one shape that have room for the hidden characters, and their pins."""
    refused: UserError | None = None
    for shape in dict.fromkeys(grid.shape for grid in patterns):
        alike = tuple(grid for grid in patterns if grid.shape == shape)
        try:
            return alike, acrostic_pins(alike[0], heads, request.tails, request.position)
        except UserError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _said_again(pins: Mapping[Place, str], grid: Grid) -> dict[Place, str]:
    """A pin on a phrase that the tune says again 叠句 stands at each of its places."""
    found = dict(pins)
    for place, character in pins.items():
        for copy in linked(grid, place):
            found.setdefault(copy, character)
    return found


def _untoned(grid: Grid) -> Grid:
    """The same shape without demands."""
    lines = tuple(tuple(Cell(c.line, c.column) for c in line) for line in grid.lines)
    return replace(grid, pattern="", lines=lines)


def _pinned(request: ComposeRequest, grid: Grid) -> dict[Place, str]:
    """The request's further pins, checked against the grid."""
    inside = {cell.place for cell in grid.cells}
    pins = {}
    for pin in request.pins:
        where = Message("第{}句第{}字", pin.place.line + 1, pin.place.column + 1)
        if pin.place not in inside:
            raise UserError("{}没有{}，不能在那里钉字。", grid.form, where)
        if len(pin.character) != 1 or not is_han(pin.character):
            raise UserError("{}钉的“{}”不是一个汉字。", where, pin.character)
        pins[pin.place] = pin.character
    return pins
