"""What the marks of blind readers say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

HUMAN, OURS = "human", "ours"
ASPECTS = ("fluency", "coherence", "meaning", "overall")
LOWEST, HIGHEST = 1.0, 5.0
CONFIDENCE = 1.96
"""Standard errors on either side of a share: 95 % of a normal distribution."""


@dataclass(frozen=True)
class Mark:
    """What one reader says of one poem."""

    human: bool
    """Whether the reader takes it for a human poem."""
    values: tuple[float, ...]
    """LOWEST to HIGHEST for each of ASPECTS."""
    remark: str = ""


def figures(key: Sequence[str], readers: Sequence[Mapping[int, Mark]]) -> dict[str, Any]:
    """The figures of one reading.

    key: who wrote each poem. readers: by each reader, number of a poem from 1 -> mark.
    Means are over all marks given; `told_apart` has the bounds of its Wilson interval (1927).
    """
    writers = {
        writer: _of_writer([n for n, who in enumerate(key, 1) if who == writer], readers)
        for writer in dict.fromkeys(key)
    }
    right = [
        mark.human == (key[number - 1] == HUMAN)
        for marks in readers
        for number, mark in marks.items()
    ]
    share, low, high = wilson(sum(right), len(right))
    return {
        "readers": len(readers),
        "writers": writers,
        "told_apart": [round(value, 3) for value in (share, low, high)],
        "agreement": _agreement(readers),
    }


def _of_writer(numbers: Sequence[int], readers: Sequence[Mapping[int, Mark]]) -> dict[str, Any]:
    marks = [reader[number] for reader in readers for number in numbers if number in reader]
    means = {
        aspect: round(float(np.mean([mark.values[i] for mark in marks])), 2)
        for i, aspect in enumerate(ASPECTS)
        if marks
    }
    taken = round(float(np.mean([mark.human for mark in marks])), 3) if marks else 0.0
    return {"poems": len(numbers), "marks": len(marks), **means, "taken_for_human": taken}


def wilson(hits: int, total: int) -> tuple[float, float, float]:
    """Share of hits and the bounds of its Wilson interval; (0, 0, 1) without any trial."""
    if not total:
        return 0.0, 0.0, 1.0
    share, z = hits / total, CONFIDENCE
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + (z / total / 2) ** 2)
    return share, middle - half, middle + half


def _agreement(readers: Sequence[Mapping[int, Mark]]) -> float | None:
    """Mean Spearman correlation of the overall marks of two readers; None where it has no value."""
    found = []
    for one, other in combinations(readers, 2):
        both = sorted(one.keys() & other.keys())
        value = spearman([one[n].values[-1] for n in both], [other[n].values[-1] for n in both])
        if value is not None:
            found.append(value)
    return round(float(np.mean(found)), 2) if found else None


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Rank correlation, equal values sharing their mean rank; None where a side is constant."""
    if len(set(xs)) < 2 or len(set(ys)) < 2:
        return None
    return float(np.corrcoef(_ranks(xs), _ranks(ys))[0, 1])


def _ranks(values: Sequence[float]) -> np.ndarray:
    _, number, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2)[number]


def table(found: Mapping[str, Any]) -> list[str]:
    """Lines of a Markdown table, and the figures over all poems below it."""
    lines = [
        f"| writer | poems | {' | '.join(ASPECTS)} | taken for human |",
        f"|---|---|{'---|' * len(ASPECTS)}---|",
    ]
    for writer, row in found["writers"].items():
        means = " | ".join(f"{row[aspect]:.2f}" if aspect in row else "" for aspect in ASPECTS)
        lines.append(f"| {writer} | {row['poems']} | {means} | {row['taken_for_human']:.0%} |")
    share, low, high = found["told_apart"]
    lines += ["", f"Told apart: {share:.0%} ({low:.0%} to {high:.0%}), {found['readers']} readers."]
    if found["agreement"] is not None:
        lines.append(
            f"Agreement of the readers on the overall mark (Spearman): {found['agreement']}."
        )
    return lines
