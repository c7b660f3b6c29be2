"""What a line must not be: a line of the corpus, or one with a word or a phrase to avoid."""

from __future__ import annotations

from collections.abc import Container, Sequence

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
        self._avoid = tuple(word for word in avoid if len(word) > 1)

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
        # Every occurrence inside these windows covers the column.
        first = max(0, column - PHRASE_LENGTH + 1)
        last = min(column, len(line) - PHRASE_LENGTH)
        return any(
            line[begin : begin + PHRASE_LENGTH] in self._phrases for begin in range(first, last + 1)
        ) or any(
            word in line[max(0, column - len(word) + 1) : column + len(word)]
            for word in self._avoid
        )


def phrases_of(lines: Sequence[str]) -> frozenset[str]:
    """Every PHRASE_LENGTH characters in a row of lines of verse."""
    return frozenset(
        line[begin : begin + PHRASE_LENGTH]
        for line in lines
        for begin in range(len(line) - PHRASE_LENGTH + 1)
    )
