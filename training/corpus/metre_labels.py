"""What is known of a human poem's metre: its rhymes, each character's tone class."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.features import (
    FORMS,
    RHYME_FIRST,
    TONE_LEVEL,
    TONE_NOT_GIVEN,
    TONE_OBLIQUE,
)
from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI, load_book
from poetgui.prosody.forms.verse_forms import form_of, grids

TONE_EITHER = 3
"""A character with readings in both classes; which one is meant is guessed from the pattern."""
_IDS = {Tone.LEVEL: TONE_LEVEL, Tone.OBLIQUE: TONE_OBLIQUE, Tone.ANY: TONE_NOT_GIVEN}


SHARED_SHAPE = 20
"""Tunes' poems in one row of line lengths from which on they say together where it rhymes."""
RHYMES_OFTEN = 0.5
"""Share of such poems that must rhyme on a line for it to be one of the tune's rhymes."""
FEW_RHYME = 3
"""In a shape of fewer poems, a group must be that of so many line ends: two may be chance."""


def membership(characters: list[str], name: str) -> NDArray[np.bool_]:
    """[V, groups]: whether a character has a reading in a group of the rhyme book `name`."""
    table = load_book(name)
    number = {group: i for i, (group, _) in enumerate(table.groups)}
    result = np.zeros((len(characters), len(table.groups)), bool)
    for i, character in enumerate(characters):
        for reading in table.readings(character):
            result[i, number[reading.group]] = True
    return result


def rhymes(
    poems: NDArray, text: NDArray, widths: NDArray, characters: list[str]
) -> NDArray[np.uint8]:
    """[L] the rhyme id (features.RHYME_FIRST) that each line ends on, 0 where it does not rhyme.

    Verse in uniform lines keeps one group of 平水韵, tunes change theirs, by 词林正韵.
    """
    ends = text[np.cumsum(widths.astype(np.int64)) - 1]
    result = np.zeros(len(widths), np.uint8)
    verse, tunes = membership(characters, PINGSHUI)[ends], membership(characters, CILIN)[ends]
    tune = FORMS.index("词")
    alike: dict[bytes, list[slice]] = {}
    for poem in poems:
        lines = slice(int(poem["line"]), int(poem["line"]) + int(poem["lines"]))
        if poem["form"] == tune:
            alike.setdefault(widths[lines].tobytes(), []).append(lines)
        else:
            result[lines] = _rhymes_of_verse(verse[lines])
    for same in alike.values():
        guessed = np.stack([_rhymes_of_tune(tunes[lines], 2) for lines in same])
        if len(same) >= SHARED_SHAPE:
            usual = (guessed > 0).mean(0) >= RHYMES_OFTEN
            guessed = np.where(usual, guessed, 0)
        else:
            guessed = np.stack([_rhymes_of_tune(tunes[lines], FEW_RHYME) for lines in same])
        for lines, ids in zip(same, guessed, strict=True):
            result[lines] = ids
    return result


def _rhymes_of_verse(member: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """member [lines, groups] -> [lines]: the group that most even lines share, if most do.

    Only even lines and the first can rhyme.
    """
    lines = len(member)
    shared = member[1::2].sum(0)
    best = int(shared.argmax())
    result = np.zeros(lines, np.uint8)
    if shared[best] < 2 or shared[best] < 0.7 * (lines // 2):
        return result
    may = np.arange(lines) % 2 == 1
    may[0] = True
    result[member[:, best] & may] = RHYME_FIRST[PINGSHUI] + best
    return result


def _rhymes_of_tune(member: NDArray[np.bool_], fewest: int) -> NDArray[np.uint8]:
    """member [lines, groups] -> [lines]: group by group, that of the most ends left over."""
    result = np.zeros(len(member), np.uint8)
    left = member.copy()
    while (shared := left.sum(0)).max() >= fewest:
        best = int(shared.argmax())
        result[left[:, best]] = RHYME_FIRST[CILIN] + best
        left[left[:, best]] = False
    return result


def tones(poems: NDArray, text: NDArray, characters: list[str]) -> NDArray[np.uint8]:
    """Tone class of every character of the corpus: 0 unknown, 1 level, 2 oblique, 3 either.

    In verse that fits one of its form's patterns (at most one cell in ten off), a character with
    both readings takes the class that the pattern demands there.
    """
    table = load_book(PINGSHUI)
    of_type = np.zeros(len(characters), np.uint8)
    for i, character in enumerate(characters):
        classes = {_IDS[reading.tone] for reading in table.readings(character)}
        of_type[i] = TONE_EITHER if len(classes) > 1 else next(iter(classes), TONE_NOT_GIVEN)
    result = of_type[text]
    for name in ("五绝", "七绝", "五律", "七律"):
        rows = poems[poems["form"] == FORMS.index(name)]
        if len(rows):
            _resolve(rows, result, name)
    return result


def _resolve(rows: NDArray, result: NDArray[np.uint8], form: str) -> None:
    patterns = np.array(
        [[_IDS[cell.tone] for cell in grid.cells] for grid in grids(form_of(form))], np.uint8
    )
    cells = rows["start"].astype(np.int64)[:, None] + np.arange(patterns.shape[1])
    found = result[cells]
    known = (found == TONE_LEVEL) | (found == TONE_OBLIQUE)
    off = np.stack([(known & (p != TONE_NOT_GIVEN) & (found != p)).sum(1) for p in patterns])
    demanded = patterns[off.argmin(0)]
    resolved = np.where((found == TONE_EITHER) & (demanded != TONE_NOT_GIVEN), demanded, found)
    fits = off.min(0) <= patterns.shape[1] // 10
    result[cells[fits]] = resolved[fits]
