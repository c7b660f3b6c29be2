"""Tones of regulated verse: which kind each line is, and what is wrong with it.

Every line is held against the kinds of line that its place allows, and the sequence with the fewest
faults is taken. A couplet that does not follow the one before is then one fault, 失粘, instead of a
dozen characters out of metre.

Licences, after 王力《诗词格律》:
- 小拗: in 仄仄平平仄 and 平平平仄仄 the third character may be oblique.
- 特拗: 平平仄平仄 stands for 平平平仄仄, its first character being level.
- 本句自救: in 平平仄仄平 an oblique first character is repaired by a level third one.
- 对句相救: in 仄仄平平仄 an oblique fourth is repaired by a level third in the next line.
(Counted in five-character lines; seven-character lines have two more in front.)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from poetgui.prosody.books.tones import LEVEL, OBLIQUE
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.forms.verse_forms import ANSWER, NEXT, LineKind

Tones = tuple[int, ...]


class Flaw(NamedTuple):
    """Something about one line: a fault, or a freedom that the rules license."""

    kind: Kind
    column: int
    licensed: bool = False
    columns: tuple[int, ...] = ()
    """Other columns of the line that take part in it."""


def flaws(kind: LineKind, tones: Tones, following: Tones) -> list[Flaw]:
    """What is wrong with a line of five or seven tone sets, taken as this kind.

    `following` is the next line (for 对句相救), empty after the last. The last character is judged
    here where it must be oblique; whether it rhymes is for the caller to say.
    """
    front = len(tones) - 5
    first, third, fourth = front, front + 2, front + 3
    found = []
    for column in range(1, front + 2, 2):
        if not tones[column] & _demand(kind, column - front):
            found.append(Flaw(Kind.TONE, column))
    if kind is LineKind.A:
        found += _line_a(tones, following, third, fourth)
    elif kind is LineKind.B:
        found += _line_b(tones, first, third)
    elif kind is LineKind.C:
        found += _line_c(tones, first, third, fourth)
    else:
        found += _line_d(tones, third, fourth)
    if kind in (LineKind.B, LineKind.D):
        if not tones[fourth] & _demand(kind, 3):
            found.append(Flaw(Kind.TONE, fourth))
    elif not tones[-1] & OBLIQUE:
        found.append(Flaw(Kind.TONE, len(tones) - 1))
    return found


def _demand(kind: LineKind, place: int) -> int:
    """The tone wanted at a place counted in the five-character line; -1 is the front's second."""
    level = (kind.value[place] if place >= 0 else kind.value[1]) == "平"
    if place < 0:
        level = not level
    return LEVEL if level else OBLIQUE


def _line_a(tones: Tones, following: Tones, third: int, fourth: int) -> list[Flaw]:
    if not tones[fourth] & LEVEL:
        repaired = len(following) == len(tones) and bool(following[third] & LEVEL)
        return [Flaw(Kind.REPAIR if repaired else Kind.TONE, fourth, repaired)]
    return [] if tones[third] & LEVEL else [Flaw(Kind.TWISTED, third, True)]


def _line_b(tones: Tones, first: int, third: int) -> list[Flaw]:
    if tones[first] & LEVEL or not tones[-1] & LEVEL:
        return []
    if tones[third] & LEVEL:
        return [Flaw(Kind.REPAIR, first, True, (third,))]
    return [Flaw(Kind.LONE_LEVEL, first, False, (third,))]


def _line_c(tones: Tones, first: int, third: int, fourth: int) -> list[Flaw]:
    if tones[fourth] & OBLIQUE:
        return [] if tones[third] & LEVEL else [Flaw(Kind.TWISTED, third, True)]
    special = bool(tones[third] & OBLIQUE and tones[first] & LEVEL)
    return [Flaw(Kind.REPAIR if special else Kind.TONE, fourth, special, (first, third))]


def _line_d(tones: Tones, third: int, fourth: int) -> list[Flaw]:
    if tones[third] & OBLIQUE or not tones[fourth] & tones[-1] & LEVEL:
        return []
    return [Flaw(Kind.LEVEL_TAIL, third)]


class Line(NamedTuple):
    """A line as the search sees it."""

    tones: Tones
    pinned: Collection[int]
    """Columns that the person fixed."""
    rhyme_fault: int
    """0 where the last character rhymes, 1 where a neighbouring group excuses it, 2 where not."""


_WEIGHT = 2
_BREAK = 3
"""失粘 and 失对 weigh more than one character out of metre, and less than two."""
_OUTSIDE, _INSIDE, _LICENCE = 1_000_000, 1_000, 1
"""What pins bring about is compared only where all else is equal, licences after that."""


def best_kinds(lines: Sequence[Line]) -> tuple[LineKind, ...]:
    """The kinds that the lines are with the fewest faults, pinned cells counted last."""
    paths: dict[LineKind, tuple[int, tuple[LineKind, ...]]] = {}
    for i, line in enumerate(lines):
        following = lines[i + 1].tones if i + 1 < len(lines) else ()
        fresh: dict[LineKind, tuple[int, tuple[LineKind, ...]]] = {}
        for kind in _allowed(i):
            own = _cost(kind, line, following)
            if not paths:
                fresh[kind] = (own, (kind,))
                continue
            cost, path = min(
                (
                    (c + (0 if follows(p[-1], kind, i) else _BREAK * _OUTSIDE), p)
                    for c, p in paths.values()
                ),
                key=lambda item: item[0],
            )
            fresh[kind] = (cost + own, (*path, kind))
        paths = fresh
    return min(paths.values(), key=lambda item: item[0])[1]


def follows(before: LineKind, kind: LineKind, line: int) -> bool:
    """Whether the zero-based line `line` of this kind keeps 对 (odd) or 粘 (even) with the last."""
    return (ANSWER[before] if line % 2 else NEXT[before]) is kind


def _allowed(line: int) -> tuple[LineKind, ...]:
    if line % 2:
        return (LineKind.B, LineKind.D)
    unrhymed = (LineKind.A, LineKind.C)
    return unrhymed if line else (LineKind.D, LineKind.B, *unrhymed)


def _cost(kind: LineKind, line: Line, following: Tones) -> int:
    cost = 0
    for flaw in flaws(kind, line.tones, following):
        if flaw.licensed:
            cost += _LICENCE
        elif any(column in line.pinned for column in (flaw.column, *flaw.columns)):
            cost += _WEIGHT * _INSIDE
        else:
            cost += _WEIGHT * _OUTSIDE
    if line.rhyme_fault and kind in (LineKind.B, LineKind.D):
        weight = _LICENCE if line.rhyme_fault == 1 else _WEIGHT
        pinned = len(line.tones) - 1 in line.pinned
        cost += weight * (_INSIDE if pinned else _OUTSIDE) if line.rhyme_fault == 2 else weight
    return cost
