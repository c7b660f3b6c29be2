"""What is right in a regulated line only in a reading that the word makes unlikely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from poetgui.grid import Tone
from poetgui.prosody.books.tones import EITHER, LEVEL, OBLIQUE
from poetgui.prosody.checker import regulated_lines
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.forms.verse_forms import LineKind, rhymes


class Doubt(NamedTuple):
    """A character that fits only in its unlikely reading."""

    column: int
    likely: Tone
    fault: Kind
    """What the likely reading would bring about."""


def doubts(
    kind: LineKind,
    tones: Sequence[tuple[int, ...]],
    likely: Sequence[tuple[int, ...]],
) -> list[Doubt]:
    """What is wrong with a regulated line in its likely readings, and right in others.

    `tones` and `likely` are the tone sets of the line and of the one after it, if there is one.
    """
    if tones == likely:
        return []
    line, guess = tones[0], likely[0]
    known = {(f.kind, f.column) for f in _faults(kind, tones)}
    found = []
    for flaw in _faults(kind, likely):
        columns = (flaw.column, *flaw.columns, *range(len(line)))
        doubtful = [c for c in columns if line[c] != guess[c]]
        if (flaw.kind, flaw.column) not in known and doubtful:
            found.append(_doubt(doubtful[0], guess, flaw.kind))
    last = len(line) - 1
    if rhymes(kind) and line[last] == EITHER and guess[last] == OBLIQUE:
        found.append(_doubt(last, guess, Kind.RHYME))
    return found


def _doubt(column: int, guess: tuple[int, ...], fault: Kind) -> Doubt:
    return Doubt(column, Tone.LEVEL if guess[column] == LEVEL else Tone.OBLIQUE, fault)


def _faults(kind: LineKind, tones: Sequence[tuple[int, ...]]) -> list[regulated_lines.Flaw]:
    following = tones[1] if len(tones) > 1 else ()
    return [flaw for flaw in regulated_lines.flaws(kind, tones[0], following) if not flaw.licensed]
