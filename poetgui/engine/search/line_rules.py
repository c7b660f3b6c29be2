"""What a line as a whole must not be: a line of the corpus, or one with a word to avoid."""

from __future__ import annotations

from collections.abc import Container, Sequence


class LineRules:
    """Judges a line while it grows. Pins alone never break a rule: they were asked for."""

    def __init__(self, copies: Container[str], avoid: Sequence[str]) -> None:
        """copies: lines that stand in the corpus; avoid: words of two or more characters."""
        self._copies = copies
        self._avoid = tuple(word for word in avoid if len(word) > 1)

    @property
    def has_words(self) -> bool:
        return bool(self._avoid)

    def breaks(self, line: str, column: int, whole: bool) -> bool:
        """Whether the character just chosen at `column` breaks a rule.

        line: the line so far, with the pins that follow directly; whole: nothing else is open.
        """
        if whole and line in self._copies:
            return True
        # Every occurrence inside this window covers the column.
        return any(
            word in line[max(0, column - len(word) + 1) : column + len(word)]
            for word in self._avoid
        )
