"""What a line must not be: a line of the corpus, or one with a word or a phrase to avoid."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

PHRASE_LENGTH = 4
"""Characters of a phrase: one that comes again in the next poem is what a reader notices first."""
ENDING_LENGTH = 3
"""Characters of a phrase that is avoided at the end of a line only."""


class LineRules:
    """Judges a line while it grows. Pins alone never break a rule: they were asked for."""

    def __init__(
        self,
        copies: Container[str],
        avoid: Sequence[str],
        phrases: Container[str] = frozenset(),
    ) -> None:
        """copies: lines that stand in the corpus; avoid: words of two or more characters; phrases:
        of PHRASE_LENGTH characters anywhere, of ENDING_LENGTH at the end of a line."""
        self._copies, self._phrases = copies, phrases
        lengths = {len(word) for word in avoid if len(word) > 1}
        self._avoid = {n: frozenset(word for word in avoid if len(word) == n) for n in lengths}
        """Length -> the words of this length."""

    @property
    def has_words(self) -> bool:
        """Whether a line can break a rule before it is whole."""
        return bool(self._avoid) or bool(self._phrases)

    def breaks(self, line: str, column: int, whole: bool) -> bool:
        """Whether the character just chosen at `column` breaks a rule.

        line: the line so far, with the pins that follow directly; whole: nothing else is open.
        """
        if whole and (line in self._copies or line[-ENDING_LENGTH:] in self._phrases):
            return True
        return any(part in self._phrases for part in _covering(line, column, PHRASE_LENGTH)) or any(
            part in words
            for length, words in self._avoid.items()
            for part in _covering(line, column, length)
        )


def _covering(line: str, column: int, length: int) -> Iterator[str]:
    """Every `length` characters in a row of which the one at `column` is one."""
    first, last = max(0, column - length + 1), min(column, len(line) - length)
    return (line[begin : begin + length] for begin in range(first, last + 1))


def phrases_of(lines: Sequence[str]) -> frozenset[str]:
    """Every PHRASE_LENGTH characters in a row of lines of verse."""
    return frozenset(
        line[begin : begin + PHRASE_LENGTH]
        for line in lines
        for begin in range(len(line) - PHRASE_LENGTH + 1)
    )
