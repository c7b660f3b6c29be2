"""叠字 in lines that a decoder wrote."""

from __future__ import annotations


def doubles(line: str) -> set[int]:
    """Places whose character stands before them too."""
    return {j for j in range(1, len(line)) if line[j] == line[j - 1]}


def singled(line: str) -> str:
    """The line without the second of doubled characters."""
    return "".join(c for j, c in enumerate(line) if j not in doubles(line))
