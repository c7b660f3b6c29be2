"""Poems as they are pasted: under a heading, with a foreword, with a blank line between stanzas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from poetgui.errors import UserError
from poetgui.prosody.books.tones import simplifier
from poetgui.prosody.checker.couplet_text import has_label, names_upper, read_couplet
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Verdict
from poetgui.prosody.checker.verse_text import blocks, folded, notes, parse_text
from poetgui.prosody.forms import tune_fit
from poetgui.prosody.forms.tune_patterns import find_tune
from poetgui.prosody.forms.verse_forms import COUPLET, FORMS, Form, forms_of_shape, tune_forms

_MARK = re.compile(r"[，。？！；：,.?!;:、]")
"""What a line of verse has and a heading lacks."""
_PARTS = re.compile(r"[\s·・•．.《》〈〉【】（）()〔〕「」\-—－/]+")
_NUMBERED = re.compile(r"[（(【〔\[]?其[一二三四五六七八九十]+[）)】〕\]]?")
"""A row that numbers the poems of one title."""
_LABEL = re.compile(r"^\s*(?:题目|题名|标题|诗题|词牌|作者)[：:][ \u3000]*", re.MULTILINE)
_DYNASTY = re.compile(
    r"(先秦|汉|魏晋|南北朝|隋|唐|五代|宋|金|元|明|清|近现代)(?:代|朝)?[：:](?=\S{2,4}\s*$)", re.M
)
"""唐代：孟浩然, as anthologies on the web name an author."""
_SEVERAL = re.compile(r"[二两三四五六七八九十]首")
_TITLED = re.compile(r"([^，。？！；：,.?!;:、]{1,20})[：:](.+)", re.DOTALL)
"""春晓·孟浩然：春眠不觉晓，…"""
_MOST_ABOVE = 4
"""Lines above a poem: tune, title, author, foreword."""
_STANZAS = 8
LONGEST = 3000
"""Characters between two blank lines; the longest old poems have 2,500."""
_ALONE = 4
"""So many lines of verse may be a poem by themselves."""


class Pasted(NamedTuple):
    """One poem of a text."""

    lines: tuple[str, ...]
    form: Form | None
    """What it is to be checked as: the form asked for, or the tune that its heading names."""
    heading: tuple[str, ...] = ()
    """The rows above it."""
    notes: tuple[str, ...] = ()
    """Bracketed notes within it, which are no verse."""


def read_poems(text: str, form: Form | None = None) -> list[Pasted]:
    """The poems of a text, each with what stands above it.

    A heading goes: the name of a tune, with or without a title (水调歌头·明月几时有), a title, an
    author, and where a tune is named a foreword too. Stanzas with a blank line between them are one
    poem where they make one form or tune as a whole; several poems have headings of their own, or
    numbers (其一), or are whole by themselves. 上联 and 下联 label the sides of a couplet, 横批 is
    among its notes. Raises UserError as `parse_text` does, and for
    what is too long to be a poem.
    """
    parts = _parts(text)
    found: list[Pasted] = []
    while parts:
        poem, count = _first(parts, form)
        found.append(poem)
        parts = parts[count:]
    return found


class _Part(NamedTuple):
    """What stands between two blank lines, or numbers."""

    rows: list[str]
    fresh: bool
    """A number stood above it: it begins a poem."""


def _parts(text: str) -> list[_Part]:
    found, fresh = list[_Part](), False
    for number, block in enumerate(blocks(folded(text)), 1):
        rows: list[str] = []
        if len(block) > LONGEST:
            raise UserError(
                "第{}段有{}字，太长了：一首诗至多{}字，几首诗之间请空一行。",
                number,
                len(block),
                LONGEST,
            )
        for row in filter(str.strip, _DYNASTY.sub(r"\1·", _LABEL.sub("", block)).split("\n")):
            if _NUMBERED.fullmatch(row.strip()):
                if rows:
                    found.append(_Part(rows, fresh))
                rows, fresh = [], True
            else:
                rows.append(row)
        if rows:
            found.append(_Part(rows, fresh))
            fresh = False
    if not found:
        raise UserError("这里没有诗句。")
    return found


def _first(parts: list[_Part], form: Form | None) -> tuple[Pasted, int]:
    """The first poem, and of how many parts it is made."""
    if form in (None, COUPLET) and (couplet := _couplet(parts)) is not None:
        return couplet
    most = 1
    while most < min(_STANZAS, len(parts)) and not _begins(parts, most):
        most += 1
    whole = {n: _poem(_rows(parts[:n]), form) for n in range(1, most + 1)}
    for count in range(most, 1, -1):
        poem = whole[count]
        if poem is not None and _is_one(poem, parts[:count], form):
            return poem, count
    for count, poem in whole.items():
        if poem is not None:
            return poem, count
    return _misshapen(parts[0].rows, form), 1


def _couplet(parts: list[_Part]) -> tuple[Pasted, int] | None:
    """The couplet with labelled sides that the parts begin with, if they do."""
    count = 1
    while (
        count < len(parts) and has_label(parts[count].rows) and not names_upper(parts[count].rows)
    ):
        count += 1
    found = read_couplet(_rows(parts[:count]))
    return found and (Pasted(found.lines, COUPLET, found.heading, found.notes), count)


def _rows(parts: Sequence[_Part]) -> list[str]:
    return [row for part in parts for row in part.rows]


def _begins(parts: list[_Part], number: int) -> bool:
    """Whether a part begins a poem for certain: numbered, or a poem under a heading of its own."""
    part = parts[number]
    # What stands above the first number is the heading of the first poem.
    first = number == 1 and _poem(parts[0].rows, None) is None
    if part.fresh:
        return not first
    own = _poem(part.rows, None)
    return own is not None and bool(own.heading) and len(own.lines) >= _ALONE


def _is_one(whole: Pasted, parts: Sequence[_Part], form: Form | None) -> bool:
    """Whether stanzas that have the shape of a form as a whole are one poem of it."""
    alone = [_poem(part.rows, form if form and form.tune is None else None) for part in parts]
    if alone[0] is None and len(parts) > 1:  # a heading by itself
        parts, alone = parts[1:], alone[1:]
        if len(parts) == 1:
            return True
    if whole.form is not None and whole.form.tune is not None:
        return True
    stanzas = [poem for poem in alone if poem is not None]
    if len(stanzas) < len(alone):
        return True
    sizes = {len(poem.lines) for poem in stanzas}
    if max(sizes) < _ALONE and not any(
        _verdict(poem).passed and _regular(poem) for poem in stanzas
    ):
        return len(sizes) == 1 or _regular(whole)
    one, many = _verdict(whole), [_verdict(poem) for poem in stanzas]
    if not _regular(whole):
        return bool(whole.heading) and len(one.faults) <= sum(len(v.faults) for v in many)
    if whole.heading and not _SEVERAL.search("".join(whole.heading)):
        return len(one.faults) <= sum(len(v.faults) for v in many)
    if all(v.passed and _kept(v) for v in many):
        return one.passed and one.form is not None and one.form.regulated
    return _kept(one) and (one.passed or len(one.faults) < sum(len(v.faults) for v in many))


def _verdict(poem: Pasted) -> Verdict:
    return check(poem.lines, poem.form)


def _kept(verdict: Verdict) -> bool:
    """Whether it is regulated verse or a tune: any lines that rhyme are old verse."""
    return verdict.form is not None and (verdict.form.regulated or verdict.form.tune is not None)


def _regular(poem: Pasted) -> bool:
    """Whether the lines have the shape of a form that has a shape of its own."""
    shape = tuple(map(len, poem.lines))
    forms = [poem.form] if poem.form else [f for f in forms_of_shape(shape) if f != FORMS["五古"]]
    fixed = any(f.regulated or f.tune is not None for f in forms)
    return fixed or bool(tune_fit.tunes_that_fit(shape))


def _poem(rows: list[str], form: Form | None) -> Pasted | None:
    """The poem if it has the lines of a form after so many lines of heading are taken away."""
    if form is not None:
        return _below(rows, form)
    named = _named(rows)
    if (poem := named and _below(rows, named)) is not None:
        return poem
    poem = _below(rows, None)
    return poem if poem is not None and _regular(poem) else _behind_title(rows) or poem


def _below(rows: list[str], wanted: Form | None) -> Pasted | None:
    """The poem as the wanted form, or any, with the fewest lines above it.

    A row without marks above rows with marks, or above lines that a regulated form or a tune has
    and it would spoil, is a title however long it is. Only a tune that is known for certain has a
    foreword above it: a line with marks.
    """
    most = min(_MOST_ABOVE, len(rows) - 1)
    marked = [bool(_MARK.search(row)) for row in rows]
    foreword = wanted is not None and wanted.tune is not None
    unmarked = next((i for i, mark in enumerate(marked) if mark), most + 1)
    bare = _from(rows, 0, wanted)
    for above in range(1, min(most, unmarked) + 1):
        spoils = bare is None or not _regular(bare)
        if (any(marked) and unmarked == above) or (not any(marked) and spoils):
            poem = _from(rows, above, wanted)
            if poem is not None and _regular(poem):
                return poem
    for above in range(most + 1):
        if any(marked[:above]) and not foreword:
            break
        if (poem := _from(rows, above, wanted)) is not None:
            return poem
    return None


def _from(rows: list[str], above: int, wanted: Form | None) -> Pasted | None:
    """The rows from this one on, if they have the lines of the wanted form, or of any."""
    text = "\n".join(rows[above:])
    try:
        lines = parse_text(text)
    except UserError:
        return None
    if not _fits(lines, wanted):
        return None
    return Pasted(lines, wanted, tuple(rows[:above]), notes(text))


def _behind_title(rows: list[str]) -> Pasted | None:
    """The poem behind a title with a colon in its first row."""
    found = _TITLED.fullmatch(rows[0].strip())
    poem = found and _from([found[1], found[2], *rows[1:]], 1, None)
    return poem if poem is not None and _regular(poem) else None


def _misshapen(rows: list[str], form: Form | None) -> Pasted:
    """Lines of no form, without the rows above that are no lines of verse."""
    marked = [bool(_MARK.search(row)) for row in rows]
    above = marked.index(True) if any(marked) else 0
    text = "\n".join(rows[above:])
    return Pasted(parse_text(text), form or _named(rows), tuple(rows[:above]), notes(text))


def _fits(lines: tuple[str, ...], form: Form | None) -> bool:
    shape = tuple(map(len, lines))
    if form is None:
        return bool(forms_of_shape(shape) or tune_fit.tunes_that_fit(shape))
    if form.tune is None:
        return form.takes(len(shape)) and set(shape) == {form.width}
    return bool(tune_fit.fitting(shape, [form]))


def _named(rows: list[str]) -> Form | None:
    """The tune that the first line names, if it is no verse."""
    if len(rows) < 2 or _MARK.search(rows[0]):
        return None
    for part in _PARTS.split(simplifier().convert(rows[0])):
        if (tune := find_tune(part)) is not None:
            return tune_forms()[tune.name]
    return None
