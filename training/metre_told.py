"""What can be told of a human poem's metre: its rhyme group, each character's tone class."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.features import FORMS, TONE_LEVEL, TONE_OBLIQUE, TONE_UNTOLD
from poetgui.grid import Tone
from poetgui.prosody.books import PINGSHUI, book
from poetgui.prosody.forms import form_of, grids

TONE_EITHER = 3
"""A character with readings in both classes; which one is meant is guessed from the pattern."""
_IDS = {Tone.LEVEL: TONE_LEVEL, Tone.OBLIQUE: TONE_OBLIQUE, Tone.ANY: TONE_UNTOLD}


def membership(characters: list[str]) -> NDArray[np.bool_]:
    """[V, groups]: whether a character has a reading in a 平水韵 group."""
    table = book(PINGSHUI)
    number = {name: i for i, (name, _) in enumerate(table.groups)}
    result = np.zeros((len(characters), len(table.groups)), bool)
    for i, character in enumerate(characters):
        for reading in table.readings(character):
            result[i, number[reading.group]] = True
    return result


def rhymes(
    poems: NDArray, text: NDArray, widths: NDArray, characters: list[str]
) -> NDArray[np.uint8]:
    """1 + index of the group that most even line ends share; 0 where it is not most of them.

    Only verse in uniform lines: a tune changes its rhyme, and has a book of its own.
    """
    member = membership(characters)
    ends = np.cumsum(widths.astype(np.int64)) - 1
    result = np.zeros(len(poems), np.uint8)
    tune = FORMS.index("词")
    for i, poem in enumerate(poems):
        if poem["form"] == tune:
            continue
        first = int(poem["line"])
        shared = member[text[ends[first + 1 : first + int(poem["lines"]) : 2]]].sum(0)
        best = int(shared.argmax())
        if shared[best] >= 2 and shared[best] >= 0.7 * (int(poem["lines"]) // 2):
            result[i] = 1 + best
    return result


def tones(poems: NDArray, text: NDArray, characters: list[str]) -> NDArray[np.uint8]:
    """Tone class of every character of the corpus: 0 unknown, 1 level, 2 oblique, 3 either.

    In verse that fits one of its form's patterns (at most one cell in ten off), a character with
    both readings takes the class that the pattern demands there.
    """
    table = book(PINGSHUI)
    of_type = np.zeros(len(characters), np.uint8)
    for i, character in enumerate(characters):
        classes = {_IDS[reading.tone] for reading in table.readings(character)}
        of_type[i] = TONE_EITHER if len(classes) > 1 else next(iter(classes), TONE_UNTOLD)
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
    told = result[cells]
    known = (told == TONE_LEVEL) | (told == TONE_OBLIQUE)
    off = np.stack([(known & (p != TONE_UNTOLD) & (told != p)).sum(1) for p in patterns])
    demanded = patterns[off.argmin(0)]
    resolved = np.where((told == TONE_EITHER) & (demanded != TONE_UNTOLD), demanded, told)
    fits = off.min(0) <= patterns.shape[1] // 10
    result[cells[fits]] = resolved[fits]
