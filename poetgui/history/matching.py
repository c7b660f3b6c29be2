"""Where the words of a search stand in a text, to be marked there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from poetgui.history import codec

Span = tuple[int, int]
"""From one character to before another."""


def spans(text: str, words: Sequence[str]) -> list[Span]:
    """Where the first occurrence of each word (`codec.search_words`) stands, if it does: as it is
    written in either script, or by pinyin or its initials."""
    plain = codec.normalise(text)
    found: list[Span] = []
    for word in words:
        # A character may become two in the other script: then places are not those of the text.
        at = plain.find(word) if len(plain) == len(text) else -1
        if at >= 0:
            found.append((at, at + len(word)))
        elif codec.is_spelt(word) and (span := _spelt(text, word)):
            found.append(span)
    return found


def _spelt(text: str, word: str) -> Span | None:
    syllables = codec.syllables(text)
    for spellings in (syllables, [syllable[:1] for syllable in syllables]):
        at = "".join(spellings).find(word)
        if at >= 0:
            ends = list(accumulate(map(len, spellings)))
            first = next(i for i, end in enumerate(ends) if end > at)
            last = next(i for i, end in enumerate(ends) if end >= at + len(word))
            return first, last + 1
    return None
