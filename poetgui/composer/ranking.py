"""Which of the candidates are shown, and in what order.

All weights are nats a character, the unit of a candidate's own score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from poetgui.engine.task import Candidate
from poetgui.grid import Place

FLUENCY = 0.5
"""How much the reading without hints counts beside the writing with them."""
THEME = 0.5
"""For all theme words heard; in proportion for some."""
GAIN = 0.5
"""Weight of the mean gain from being told themes and style."""
BARRIER = 0.2
"""For each character taken in spite of a barrier."""
PET = 0.6
"""If every pair of characters stood in the poems of all other lanes too: what every lane says
(不知 何处 无一事) is said by habit."""
ALIKE = 1.0
"""If all pairs of characters stood in poems already chosen."""
SAME_RHYME, SAME_OPENING = 0.05, 0.15
"""For a rhyme group, and for first two characters, that a chosen poem has."""


@dataclass(frozen=True)
class Ranked:
    """A candidate with its standing."""

    candidate: Candidate
    score: float


class Ranking:
    """Candidates of one request; those of later rounds can be added."""

    def __init__(self, pins: Collection[Place], themes: Sequence[str]) -> None:
        self._pins, self._themes = frozenset(pins), tuple(themes)
        self._pool: dict[tuple[str, ...], tuple[int, Candidate]] = {}

    def add(self, candidates: Iterable[Candidate], round_: int = 0) -> None:
        """round_: tells the lanes of one decoding from those of another."""
        for candidate in candidates:
            lane = round_ * 1000 + candidate.number
            self._pool.setdefault(candidate.lines, (lane, candidate))

    def choose(self, count: int, *, share_lines: bool = False) -> list[Ranked]:
        """At most `count`, best first; no two share a line with an open cell, unless allowed to."""
        left = self._scored()
        chosen: list[Ranked] = []
        pairs: set[str] = set()
        lines: set[str] = set()
        while left and len(chosen) < count:
            fresh = [r for r in left if share_lines or lines.isdisjoint(self._open(r))]
            if not fresh:
                break
            best = max(fresh, key=lambda r: r.score - self._alike(r, chosen, pairs))
            chosen.append(best)
            left.remove(best)
            pairs |= self._pairs(best.candidate)
            lines |= self._open(best)
        return sorted(chosen, key=lambda r: -r.score)

    def _scored(self) -> list[Ranked]:
        pet = self._pet_shares()
        return [
            Ranked(c, self.standing(c) - PET * pet[lines]) for lines, (_, c) in self._pool.items()
        ]

    def standing(self, candidate: Candidate) -> float:
        """A candidate's score by itself, without regard to the others."""
        cells = sum(map(len, candidate.lines))
        read = candidate.score if candidate.fluency is None else candidate.fluency
        heard = coverage(candidate.lines, self._themes, self._pins)
        return (
            (1 - FLUENCY) * candidate.score
            + FLUENCY * read
            + candidate.lane.log_prior / cells
            + THEME * heard
            + GAIN * candidate.gain
            - BARRIER * candidate.barriers
        )

    def _pet_shares(self) -> Mapping[tuple[str, ...], float]:
        """For each candidate, how much of it the other lanes say as well: 0 nothing … 1 all."""
        lanes: dict[int, set[str]] = {}
        for lane, candidate in self._pool.values():
            lanes.setdefault(lane, set()).update(self._pairs(candidate))
        spread = Counter(pair for pairs in lanes.values() for pair in pairs)
        others = max(1, len(lanes) - 1)
        return {
            lines: sum(spread[p] - 1 for p in pairs) / others / max(1, len(pairs))
            for lines, (_, candidate) in self._pool.items()
            for pairs in (self._pairs(candidate),)
        }

    def _pairs(self, candidate: Candidate) -> set[str]:
        """Neighbours in a line, at least one of them open."""
        return {
            line[j : j + 2]
            for i, line in enumerate(candidate.lines)
            for j in range(len(line) - 1)
            if not {Place(i, j), Place(i, j + 1)} <= self._pins
        }

    def _open(self, ranked: Ranked) -> set[str]:
        """Lines with an open cell."""
        return {
            line
            for i, line in enumerate(ranked.candidate.lines)
            if any(Place(i, j) not in self._pins for j in range(len(line)))
        }

    def _alike(self, ranked: Ranked, chosen: Sequence[Ranked], pairs: set[str]) -> float:
        """How much a candidate repeats what is already chosen."""
        own = self._pairs(ranked.candidate)
        rhyme = ranked.candidate.lane.rhyme
        opening = ranked.candidate.lines[0][:2]
        penalty = ALIKE * len(own & pairs) / max(1, len(own))
        if rhyme and any(r.candidate.lane.rhyme == rhyme for r in chosen):
            penalty += SAME_RHYME
        if any(r.candidate.lines[0][:2] == opening for r in chosen):
            penalty += SAME_OPENING
        return penalty


def coverage(
    lines: Sequence[str], themes: Sequence[str], pins: Collection[Place] = frozenset()
) -> float:
    """Share of the theme words of which a character stands in an open cell; 0 without themes."""
    written = {
        c for i, line in enumerate(lines) for j, c in enumerate(line) if Place(i, j) not in pins
    }
    return sum(not written.isdisjoint(word) for word in themes) / len(themes) if themes else 0.0
