"""对联: what an upper line 上联 asks of its lower line 下联.

Both sides have the same clauses. At the rhythm places (the even characters of a clause and its last
one) the tones are opposite; the upper side ends oblique, the lower one level. No character of one
side stands in the other; where the upper side repeats a character, the lower one repeats its own.
The rules are those of the couplet societies' 联律通则 (2008), as far as they can be counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from poetgui.grid import OPEN, Cell, Grid, Place, Tone
from poetgui.prosody.books.rhyme_books import RhymeBook
from poetgui.prosody.books.tones import EITHER, LEVEL, OBLIQUE, lookup_for
from poetgui.prosody.forms.verse_forms import COUPLET, WRITTEN, LineKind

NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两双半")
COUNTING = NUMERALS | frozenset("单独孤几数")
"""Numerals, and what may answer one."""
_RHYTHMS = {8: ((4, 4), (3, 5)), 9: ((4, 5), (5, 4)), 10: ((5, 5), (4, 6)), 11: ((4, 7), (7, 4))}
"""How clauses of more than seven characters fall apart, the usual way first."""
_OPPOSITE = {LEVEL: Tone.OBLIQUE, OBLIQUE: Tone.LEVEL}
_TONES = {LEVEL: Tone.LEVEL, OBLIQUE: Tone.OBLIQUE, EITHER: Tone.ANY}
_REGULATED = (5, 7)


def rhythm(tones: Sequence[int]) -> tuple[int, ...]:
    """The columns of a clause at which tones count, ascending; the last one is always among them.

    tones: tone sets (`tones.LEVEL` …) of the upper side's clause. A clause of more than seven
    characters is split where its own tones alternate best.
    """
    ways = [_columns(parts) for parts in _RHYTHMS.get(len(tones), ((len(tones),),))]
    return max(ways, key=lambda columns: _alternations(tones, columns) / len(columns))


def _columns(parts: Sequence[int]) -> tuple[int, ...]:
    found: set[int] = set()
    begin = 0
    for width in parts:
        found |= {*range(begin + 1, begin + width, 2), begin + width - 1}
        begin += width
    return tuple(sorted(found))


def _alternations(tones: Sequence[int], columns: Sequence[int]) -> int:
    return sum(tones[a] != tones[b] for a, b in pairwise(columns))


def couplet_grid(upper: Sequence[str], book: RhymeBook | None) -> Grid:
    """The grid of both sides: the clauses of the upper one, then those of the lower one.

    upper: clauses without marks. A character that the book reads both ways asks for nothing;
    without a book none does. In clauses of five and seven the lower side keeps to regulated verse.
    """
    look = None if book is None else lookup_for(book, upper)
    sets = [look.tones(clause) if look else (EITHER,) * len(clause) for clause in upper]
    count, repeats = len(upper), repeated(upper)
    wanted = _wanted(sets, repeats) if look else {}
    given, answer = [], []
    for i, tones in enumerate(sets):
        columns = rhythm(tones)
        own = [_TONES[tone] if j in columns else Tone.ANY for j, tone in enumerate(tones)]
        given.append(tuple(Cell(i, j, tone) for j, tone in enumerate(own)))
        asked = [wanted.get(Place(i, j), Tone.ANY) for j in range(len(tones))]
        answer.append(tuple(Cell(count + i, j, tone) for j, tone in enumerate(asked)))
    inner = ("，",) * (count - 1)
    return Grid(
        COUPLET.name,
        "",
        (*given, *answer),
        repeats=tuple(
            (Place(count + a.line, a.column), Place(count + b.line, b.column)) for a, b in repeats
        ),
        stanzas=(count, count),
        stops=(*inner, "；" if inner else "，", *inner, "。"),
    )


def repeated(clauses: Sequence[str]) -> tuple[tuple[Place, Place], ...]:
    """(later, first): where a side says a character again, in writing order."""
    first: dict[str, Place] = {}
    found = []
    for i, clause in enumerate(clauses):
        for j, character in enumerate(clause):
            place = Place(i, j)
            if character != OPEN and first.setdefault(character, place) != place:
                found.append((place, first[character]))
    return tuple(found)


def _wanted(
    sets: Sequence[Sequence[int]], repeats: Sequence[tuple[Place, Place]]
) -> dict[Place, Tone]:
    """What the lower side's cells demand, by the places of the upper side."""
    wanted: dict[Place, Tone] = {}
    tied = {place for pair in repeats for place in pair}
    for i, tones in enumerate(sets):
        columns = rhythm(tones)
        row = {j: _OPPOSITE[tones[j]] for j in columns if tones[j] in _OPPOSITE}
        wanted |= {Place(i, j): tone for j, tone in row.items()}
        for j, tone in _regulated(len(tones), row).items():
            if Place(i, j) not in tied:
                wanted.setdefault(Place(i, j), tone)
    if sets[-1][-1] == EITHER:
        wanted[Place(len(sets) - 1, len(sets[-1]) - 1)] = Tone.LEVEL
    # One character, one tone: what any of its places asks for, all do.
    for later, first in repeats:
        if later in wanted:
            wanted.setdefault(first, wanted[later])
    return wanted | {later: wanted[first] for later, first in repeats if first in wanted}


def _regulated(width: int, row: dict[int, Tone]) -> dict[int, Tone]:
    """What the one regulated line with these tones demands beside them: no 孤平, no 三平尾."""
    if width not in _REGULATED:
        return {}
    ways = [[Tone(tone) for tone in WRITTEN[kind][-width:]] for kind in LineKind]
    fits = [tones for tones in ways if all(tones[j] is tone for j, tone in row.items())]
    if len(fits) != 1:
        return {}
    return {j: tone for j, tone in enumerate(fits[0]) if tone is not Tone.ANY}
