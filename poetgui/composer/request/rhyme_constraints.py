"""Rhyme characters that a poem is to keep, as pins on its rhyme cells.

Those of a poem that it answers 次韵, or given ones 限韵.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.han import is_han, refusal, simplified
from poetgui.errors import Message, UserError
from poetgui.grid import Grid, Place
from poetgui.prosody.books.rhyme_books import NO_BOOK, load_book
from poetgui.prosody.books.tones import BITS, lookup, lookup_for
from poetgui.prosody.checker.pasted_poems import read_poems
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind, Verdict
from poetgui.prosody.forms.verse_forms import COUPLET, Form, form_of, grids

_OLD_STYLE = {5: "五古", 7: "七古"}


@dataclass(frozen=True)
class AnsweredPoem:
    """The poem that is answered, as far as the answer keeps to it."""

    form: Form
    lines: int
    rhymes: Mapping[Place, str]
    """Rhyme characters by their places, as typed."""
    title: str


def read_answered_poem(request: ComposeRequest) -> AnsweredPoem | None:
    """The poem to answer; None where none is given.

    Raises UserError for a text that is no poem of a known form, or for a request that asks
    otherwise.
    """
    if not request.answer.strip():
        return None
    if request.mode is Mode.COUPLET:
        raise UserError("对联不押韵，不能次韵；请去掉要和的诗，或换一种写法。")
    if request.rhyme_characters.strip() or request.rhyme is not None:
        raise UserError("次韵就用原诗的韵字，不能再指定韵部或韵字。")
    poems = read_poems(request.answer)
    if len(poems) > 1:
        raise UserError("要和的文字里有{}首诗，请只给一首。", len(poems))
    verdict = check(poems[0].lines, poems[0].form)
    if verdict.form is COUPLET:
        raise UserError("对联不押韵，不能次韵；请去掉要和的诗，或换一种写法。")
    lines = verdict.lines  # those of a tune may have been broken anew
    form = _form(verdict, request.form)
    grid = _grid(form, verdict)
    places = [cell.place for cell in grid.cells if cell.rhyme is not None]
    if not form.regulated and not grid.slots and _first_line_rhymes(verdict):
        places.insert(0, Place(0, len(lines[0]) - 1))
    return AnsweredPoem(
        form, len(lines), {p: lines[p.line][p.column] for p in places}, f"次韵·{lines[0]}"
    )


def _form(verdict: Verdict, wanted: str | None) -> Form:
    """The poem's own form; quatrains and octaves in oblique rhyme are old-style verse."""
    form = verdict.form
    if form is None or any(f.kind is Kind.SHAPE for f in verdict.findings):
        raise UserError("看不出要和的诗是什么体裁：{}", verdict.findings[0].message)
    if any(f.kind is Kind.OLD_STYLE for f in verdict.findings):
        form = form_of(_OLD_STYLE[form.width])
    if wanted is None or form_of(wanted) == form:
        return form
    asked = form_of(wanted)
    shape = tuple(map(len, verdict.lines))
    if asked.takes(len(shape)) and any(g.shape == shape for g in grids(asked, len(shape))):
        return asked
    raise UserError("要和的诗是{}，次韵要用同一体裁，不能写成{}。", form.label, asked.label)


def _grid(form: Form, verdict: Verdict) -> Grid:
    """The form's grid of which the poem comes nearest."""
    shape = tuple(map(len, verdict.lines))
    fits = [grid for grid in grids(form, len(shape)) if grid.shape == shape]
    return next((grid for grid in fits if grid.pattern == verdict.pattern), fits[0])


def _first_line_rhymes(verdict: Verdict) -> bool:
    """Whether line 1 of an old-style poem ends on the poem's rhyme."""
    look = lookup_for(load_book(verdict.book), verdict.lines)
    return verdict.rhyme in look.groups(verdict.lines[0][-1])


def keep_rhymes(
    request: ComposeRequest,
    answered: AnsweredPoem | None,
    patterns: tuple[Grid, ...],
    typed: Mapping[Place, str],
) -> tuple[tuple[Grid, ...], dict[Place, str]]:
    """The patterns that rhyme where the characters want to stand, and the pins of those.

    typed: what stands fixed already. Raises UserError where the two collide, for characters that
    are too many, that do not rhyme with each other, or that are no Han characters.
    """
    if answered is not None:
        pins = dict(answered.rhymes)
        fits = tuple(grid for grid in patterns if set(_rhyme_places(grid)) == set(pins))
    elif request.rhyme_characters.strip():
        if request.mode is Mode.COUPLET:
            raise UserError("对联不押韵，不能限韵；请去掉韵字。")
        characters = parse_rhymes(request.rhyme_characters)
        fits = _with_room(patterns, len(characters))
        pins = dict(zip(_rhyme_places(fits[0]), characters, strict=False))
        if request.book != NO_BOOK:
            _rhyme_together(request, fits[0], pins)
    else:
        return patterns, {}
    fixed = {pin.place for pin in request.pins}
    pins = {place: c for place, c in pins.items() if place not in fixed}
    for place, character in pins.items():
        if simplified(typed.get(place, character)) != simplified(character):
            where = Message("第{}句第{}字", place.line + 1, place.column + 1)
            raise UserError(
                "{}既要作“{}”，又要作韵字“{}”，请改一处。", where, typed[place], character
            )
    return fits or patterns, pins


def _rhyme_places(grid: Grid) -> tuple[Place, ...]:
    return tuple(cell.place for cell in grid.cells if cell.rhyme is not None)


def parse_rhymes(text: str) -> str:
    """Raises NotHan, which points at the first that is no Han character."""
    characters = ""
    for index, character in enumerate(text):
        if is_han(character):
            characters += character
        elif not (character.isspace() or character in "、，,"):
            raise refusal(character, index)
    return characters


def _with_room(patterns: Sequence[Grid], count: int) -> tuple[Grid, ...]:
    """The patterns with just so many rhyme cells, or else the usual ones that have more."""
    families: dict[tuple[Place, ...], list[Grid]] = {}
    for grid in patterns:
        families.setdefault(_rhyme_places(grid), []).append(grid)
    roomy = [places for places in families if len(places) >= count]
    if not roomy:
        most = max(map(len, families))
        form = patterns[0].form
        raise UserError("{}最多{}个韵脚，给了{}个韵字，请少写几个。", form, most, count)
    exact = [places for places in roomy if len(places) == count]
    return tuple(families[(exact or roomy)[0]])


def _rhyme_together(request: ComposeRequest, grid: Grid, pins: Mapping[Place, str]) -> None:
    """Raises UserError where the book does not let the characters of one slot rhyme."""
    look = lookup(load_book(str(request.book)))
    shared: dict[int, tuple[str, frozenset[str]]] = {}
    meant = None if request.rhyme is None else frozenset(look.book.named(simplified(request.rhyme)))
    for place, character in pins.items():
        cell = grid.lines[place.line][place.column]
        if cell.rhyme is None or not look.readings(character):
            continue
        groups = look.groups(character, BITS[cell.tone])
        if not groups:
            raise UserError(
                "{}此处押{}声韵，{}里“{}”不是{}声。",
                grid.form,
                cell.tone,
                request.book,
                character,
                cell.tone,
            )
        if meant is not None and groups.isdisjoint(meant):
            raise UserError(
                "{}里“{}”不在“{}”韵，请改韵字或韵部。", request.book, character, request.rhyme
            )
        first, common = shared.get(cell.rhyme, (character, groups))
        if not common & groups:
            raise UserError(
                "{}里“{}”与“{}”不同韵，不能一起作韵脚；请换字、换一部韵书，或不拘格律。",
                request.book,
                first,
                character,
            )
        shared[cell.rhyme] = (first, common & groups)
