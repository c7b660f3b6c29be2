"""Which of the candidates are shown, and in what order.

All weights are nats a character, the unit of a candidate's own score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from poetgui.composer.antithesis import likeness
from poetgui.engine.copies import PHRASE
from poetgui.engine.task import Candidate
from poetgui.grid import Place

TAUT = 0.6
"""A thread stronger than this counts as this: beyond stand hymns and alchemy, whose words are at
home nowhere else."""


@dataclass(frozen=True)
class Weights:
    """What counts for how much. A bundle may bring its own, fitted to its network."""

    fluency: float = 0.5
    """How much the reading without hints counts beside the writing with them, 0 to 1, where
    characters are pinned."""
    theme: float = 0.5
    """For all theme words heard; in proportion for some."""
    whole_theme: float = 0.25
    """For all of them once more: two words of two are worth more than twice one."""
    gain: float = 0.5
    """Weight of the mean gain from being told themes and style."""
    barrier: float = 0.2
    """For each character taken in spite of a barrier."""
    thread: float = 0.5
    """For each nat a character by which the second half owes its opening something."""
    habit: float = 0.35
    """For each nat a character by which it is likely by mere habit, beyond what the search has
    taken off: of the lanes the one with the most worn subject would always win."""
    pet: float = 0.6
    """If every pair of characters stood in the poems of all other lanes too: what every lane says
    (不知 何处 无一事) is said by habit."""
    antithesis: float = 1.0
    """For lines that answer each other perfectly 对仗 where the form wants it."""
    alike: float = 1.0
    """If all pairs of characters stood in poems already chosen."""
    same_rhyme: float = 0.05
    """For a rhyme group that a chosen poem has."""
    same_opening: float = 0.15
    """For first two characters that a chosen poem has."""

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> Weights:
        """Those of a bundle's manifest under `ranking`; the usual ones for what it leaves out.

        Names that this program does not know, and what is no number, are passed over.
        """
        told = manifest.get("ranking")
        known = {field.name for field in fields(cls)}
        numbers = {
            name: float(value)
            for name, value in (told.items() if isinstance(told, Mapping) else ())
            if name in known and isinstance(value, (int, float))
        }
        return cls(**numbers)


USUAL = Weights()


@dataclass(frozen=True)
class Ranked:
    """A candidate with its standing."""

    candidate: Candidate
    score: float


class Ranking:
    """Candidates of one request; those of later rounds can be added."""

    def __init__(
        self,
        pins: Collection[Place],
        themes: Sequence[str],
        weights: Weights = USUAL,
        pairs: Mapping[int, int] = {},
    ) -> None:
        """pairs: lines that are to answer an earlier one 对仗, each with that one."""
        self._pins, self._themes, self._weights = frozenset(pins), tuple(themes), weights
        self._answering = pairs
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
        pet = self.pet_shares()
        return [
            Ranked(c, self.standing(c) - self._weights.pet * pet[lines])
            for lines, (_, c) in self._pool.items()
        ]

    def standing(self, candidate: Candidate) -> float:
        """A candidate's score by itself, without regard to the others."""
        weights, cells = self._weights, sum(map(len, candidate.lines))
        read = candidate.score
        if self._pins and candidate.fluency is not None:
            read = candidate.fluency
        heard = coverage(candidate.lines, self._themes, self._pins)
        return (
            (1 - weights.fluency) * candidate.score
            + weights.fluency * read
            + candidate.lane.log_prior / cells
            + weights.theme * heard
            + weights.whole_theme * (heard == 1)
            + weights.gain * candidate.gain
            + weights.thread * min(candidate.thread, TAUT)
            + weights.antithesis * likeness(candidate.lines, self._answering)
            - weights.habit * candidate.habit
            - weights.barrier * candidate.barriers
        )

    def pet_shares(self) -> Mapping[tuple[str, ...], float]:
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
        """Lines with an open cell; those of a few characters, as tunes have, are but phrases."""
        return {
            line
            for i, line in enumerate(ranked.candidate.lines)
            if len(line) >= PHRASE and any(Place(i, j) not in self._pins for j in range(len(line)))
        }

    def _alike(self, ranked: Ranked, chosen: Sequence[Ranked], pairs: set[str]) -> float:
        """How much a candidate repeats what is already chosen."""
        own = self._pairs(ranked.candidate)
        rhyme = ranked.candidate.lane.rhyme
        opening = ranked.candidate.lines[0][:2]
        penalty = self._weights.alike * len(own & pairs) / max(1, len(own))
        if rhyme and any(r.candidate.lane.rhyme == rhyme for r in chosen):
            penalty += self._weights.same_rhyme
        if any(r.candidate.lines[0][:2] == opening for r in chosen):
            penalty += self._weights.same_opening
        return penalty


def coverage(
    lines: Sequence[str], themes: Sequence[str], pins: Collection[Place] = frozenset()
) -> float:
    """Share of the theme words of which a character stands in an open cell; 0 without themes."""
    written = {
        c for i, line in enumerate(lines) for j, c in enumerate(line) if Place(i, j) not in pins
    }
    return sum(not written.isdisjoint(word) for word in themes) / len(themes) if themes else 0.0
