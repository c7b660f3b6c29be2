"""Which characters would be read in the wrong tone beside their neighbours.

A character of two tone classes is read by the word that it stands in (十分 is level, 名分 is not:
`prosody.books.reading_likelihood`). The masks know the character alone; here is what two
neighbours in one line say about each other, so that nothing is written that fits only in a reading
that nobody would use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from poetgui.engine.model.arrays import Ints
from poetgui.grid import Tone
from poetgui.prosody.books.reading_likelihood import is_word, load_table, plain
from poetgui.prosody.books.rhyme_books import RhymeBook

OPPOSITE = {Tone.LEVEL: Tone.OBLIQUE, Tone.OBLIQUE: Tone.LEVEL}
_Told = dict[tuple[str, Tone | None], Ints]
_Found = defaultdict[tuple[str, Tone], list[int]]
_NONE: Ints = np.zeros(0, np.int64)


class ReadingRules:
    """The words of one book's table of readings, over the characters of a model."""

    def __init__(self, characters: Sequence[str], book: RhymeBook) -> None:
        tokens = defaultdict[str, list[int]](list)
        for i, character in enumerate(characters):
            tokens[plain(character)].append(i)
        of_next, of_last, next_of, last_of = (_Found(list) for _ in range(4))
        ends = defaultdict[Tone, list[int]](list)
        self._table = load_table(book.name)
        for character, last, next_, tone in self._table.words_of_two():
            if tone is None or len({r.tone for r in book.readings(character)}) < 2:
                continue
            neighbour = last or next_
            (of_last if last else of_next)[neighbour, tone] += tokens.get(character, ())
            (last_of if last else next_of)[character, tone] += tokens.get(neighbour, ())
        for character, tone in self._table.at_ends():
            if tone is not None and len({r.tone for r in book.readings(character)}) > 1:
                ends[tone] += tokens.get(character, ())
        self._ends: dict[Tone | None, Ints] = {
            tone: np.array(found, np.int64) for tone, found in ends.items()
        }
        """Tone -> tokens that are read so at the end of a line."""
        self._after, self._before = _arrays(of_last), _arrays(of_next)
        """(neighbour, tone) -> tokens that are read so after it; before it."""
        self._next, self._last = _arrays(next_of), _arrays(last_of)
        """(character, tone) -> tokens after which, as its next or last, it is read so."""

    def misread(self, tones: Sequence[Tone], before: str, after: str) -> Ints:
        """Tokens that would be read in the wrong tone between these neighbours, or make one so.

        tones: what the cells of the line demand; before: the line up to the open cell; after: the
        characters that stand directly behind it, as far as they are known.
        """
        before, after = "".join(map(plain, before)), "".join(map(plain, after))
        column, width = len(before), len(tones)
        wrong = [OPPOSITE.get(tone) for tone in tones]
        found = []
        if column == width - 1:
            found.append(self._ends.get(wrong[column], _NONE))
        if column and is_word(width, column - 1):
            found.append(self._after.get((before[-1], wrong[column]), _NONE))
            if not self._told_by_last(before, width):
                found.append(self._next.get((before[-1], wrong[column - 1]), _NONE))
        if after and is_word(width, column):
            found.append(self._before.get((after[0], wrong[column]), _NONE))
            if len(after) < 2 or not self._told_by_next(after, column + 1, width):
                found.append(self._last.get((after[0], wrong[column + 1]), _NONE))
        return np.concatenate(found) if found else _NONE

    def _told_by_last(self, before: str, width: int) -> bool:
        """Whether the last character's own predecessor tells its tone: then no other word does."""
        column = len(before) - 1
        if not column or not is_word(width, column - 1):
            return False
        return self._table.knows(before[-1], last=before[-2])

    def _told_by_next(self, after: str, column: int, width: int) -> bool:
        return is_word(width, column) and self._table.knows(after[0], next_=after[1])


def _arrays(found: _Found) -> _Told:
    return {key: np.array(tokens, np.int64) for key, tokens in found.items()}
