"""Poems as they are pasted: under a heading, with a foreword, with a blank line between stanzas."""

from __future__ import annotations

import re
from typing import NamedTuple

from poetgui.errors import UserError
from poetgui.prosody.books.tones import simplifier
from poetgui.prosody.checker.verse_text import blocks, parse_text
from poetgui.prosody.forms import tune_fit
from poetgui.prosody.forms.tune_patterns import find_tune
from poetgui.prosody.forms.verse_forms import Form, forms_of_shape, tune_forms

_MARK = re.compile(r"[，。？！；：,.?!;:、]")
"""What a line of verse has and a heading lacks."""
_PARTS = re.compile(r"[\s·・•．.《》〈〉【】（）()〔〕「」\-—－/]+")
_MOST_ABOVE = 4
"""Lines above a poem: tune, title, author, foreword."""
_STANZAS = 4


class Pasted(NamedTuple):
    """One poem of a text."""

    lines: tuple[str, ...]
    form: Form | None
    """What it is to be checked as: the form asked for, or the tune that its heading names."""


def read_poems(text: str, form: Form | None = None) -> list[Pasted]:
    """Several poems, set apart by blank lines.

    A heading goes: the name of a tune, with or without a title (水调歌头·明月几时有), an author,
    and where a tune is named a foreword too. Stanzas with a blank line between them are put
    together where only both make a poem. Raises UserError as `parse_text` does.
    """
    parts = blocks(text)
    found: list[Pasted] = []
    while parts:
        poem, count = _first(parts, form)
        found.append(poem)
        parts = parts[count:]
    return found


def _first(parts: list[str], form: Form | None) -> tuple[Pasted, int]:
    """The first poem, and of how many parts it is made."""
    for count in range(1, min(_STANZAS, len(parts)) + 1):
        poem = _poem("\n".join(parts[:count]), form)
        if poem is None:
            continue
        if form is None and poem.form is not None and count < len(parts):
            # 忆江南 has one stanza or two: under one heading stands one poem.
            longer = _poem("\n".join(parts[: count + 1]), None)
            if longer is not None and longer.form == poem.form:
                return longer, count + 1
        return poem, count
    return Pasted(parse_text(parts[0]), form or _named(parts[0])), 1


def _poem(block: str, form: Form | None) -> Pasted | None:
    """The poem if it has the lines of a form after so many lines of heading are taken away."""
    rows = [row for row in block.split("\n") if row.strip()]
    if form is not None:
        return _below(rows, form)
    named = _named(block)
    return (named and _below(rows, named)) or _below(rows, None)


def _below(rows: list[str], wanted: Form | None) -> Pasted | None:
    """The poem as the wanted form, or any, with the fewest lines above it.

    Only a tune that is known for certain has a foreword above it: a line with marks.
    """
    foreword = wanted is not None and wanted.tune is not None
    for above in range(min(_MOST_ABOVE, len(rows) - 1) + 1):
        if any(_MARK.search(row) for row in rows[:above]) and not foreword:
            break
        try:
            lines = parse_text("\n".join(rows[above:]))
        except UserError:
            continue
        if _fits(lines, wanted):
            return Pasted(lines, wanted)
    return None


def _fits(lines: tuple[str, ...], form: Form | None) -> bool:
    shape = tuple(map(len, lines))
    if form is None:
        return bool(forms_of_shape(shape) or tune_fit.tunes_that_fit(shape))
    if form.tune is None:
        return form.takes(len(shape)) and set(shape) == {form.width}
    return bool(tune_fit.fitting(shape, [form]))


def _named(block: str) -> Form | None:
    """The tune that the first line names, if it is no verse."""
    first = block.strip().split("\n")[0]
    if _MARK.search(first) or "\n" not in block.strip():
        return None
    for part in _PARTS.split(simplifier().convert(first)):
        if (tune := find_tune(part)) is not None:
            return tune_forms()[tune.name]
    return None
