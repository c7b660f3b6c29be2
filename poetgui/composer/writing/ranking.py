"""Which of the candidates are shown, and in what order.

All weights are nats a character, the unit of a candidate's own score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from poetgui.composer.writing.antithesis_rules import similarity
from poetgui.engine.bundle.copy_filter import PHRASE
from poetgui.engine.search.task import Candidate
from poetgui.grid import Place

COHERENCE_CAP = 0.6
"""Coherence in nats a character beyond which more is no gain: above it are hymns and alchemy, whose
words are likely nowhere else."""


@dataclass(frozen=True)
class Weights:
    """What counts for how much, in nats a character. A bundle may bring its own, fitted to its
    network (`training.ranking_fit`); the defaults were settled by reading pairs of poems."""

    fluency: float = 0.5
    """Share of the score without hints beside the score with them, 0 … 1, where there are pins."""
    theme: float = 0.5
    """If every theme word has a character in the open cells; in proportion for some of them."""
    whole_theme: float = 0.25
    """Once more for every theme word: two of two words are worth more than twice one of two."""
    gain: float = 0.5
    """For each nat of the mean gain from themes and style."""
    violation: float = 0.2
    """For each character that breaks a soft rule of the search."""
    coherence: float = 0.5
    """For each nat by which the second half is likelier after its own first half."""
    habit: float = 0.35
    """For each nat of log-probability under the habit model, beyond the share that the search has
    subtracted: otherwise the lane with the most hackneyed subject would always win."""
    lane_repetition: float = 0.6
    """If every pair of characters stands in poems of all other lanes too: what every lane writes
    (不知 何处 无一事) is a stock phrase."""
    antithesis: float = 1.0
    """For perfect antithesis 对仗 of the lines that the form pairs."""
    shared_pairs: float = 1.0
    """If every pair of characters stands in poems already chosen."""
    same_rhyme: float = 0.05
    """For the rhyme group of a poem already chosen."""
    same_opening: float = 0.15
    """For the first two characters of a poem already chosen."""

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> Weights:
        """Those under `ranking` in a bundle's manifest, the defaults for what it leaves out.

        Unknown names and values that are no numbers are ignored.
        """
        ranking = manifest.get("ranking")
        values = ranking if isinstance(ranking, Mapping) else {}
        named = {field.name: values.get(manifest_key(field.name)) for field in fields(cls)}
        return cls(**{n: float(v) for n, v in named.items() if isinstance(v, (int, float))})


_MANIFEST_KEYS = {
    "violation": "barrier",
    "coherence": "thread",
    "lane_repetition": "pet",
    "shared_pairs": "alike",
}


def manifest_key(weight: str) -> str:
    """The name of a weight in bundles, whose format keeps the first names of these four."""
    return _MANIFEST_KEYS.get(weight, weight)


USUAL = Weights()


@dataclass(frozen=True)
class Ranked:
    """A candidate with its score among the others."""

    candidate: Candidate
    score: float


class Ranking:
    """Candidates of one request; those of later rounds can be added."""

    def __init__(
        self,
        pins: Collection[Place],
        themes: Sequence[str],
        weights: Weights = USUAL,
        paired_lines: Mapping[int, int] = {},
    ) -> None:
        """paired_lines: line -> the earlier line to which it stands in antithesis 对仗."""
        self._pins, self._themes, self._weights = frozenset(pins), tuple(themes), weights
        self._paired_lines = paired_lines
        self._pool: dict[tuple[str, ...], tuple[int, Candidate]] = {}

    def add(self, candidates: Iterable[Candidate], round_: int = 0) -> None:
        """round_: number of the decoding; lanes of different ones are different lanes."""
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
            best = max(fresh, key=lambda r: r.score - self._overlap(r, chosen, pairs))
            chosen.append(best)
            left.remove(best)
            pairs |= self._pairs(best.candidate)
            lines |= self._open(best)
        return sorted(chosen, key=lambda r: -r.score)

    def _scored(self) -> list[Ranked]:
        repeated = self.lane_repetition()
        return [
            Ranked(c, self.standing(c) - self._weights.lane_repetition * repeated[lines])
            for lines, (_, c) in self._pool.items()
        ]

    def standing(self, candidate: Candidate) -> float:
        """The score of a candidate alone, whatever the others are."""
        weights, cells = self._weights, sum(map(len, candidate.lines))
        fluency = candidate.score
        if self._pins and candidate.fluency is not None:
            fluency = candidate.fluency
        covered = coverage(candidate.lines, self._themes, self._pins)
        return (
            (1 - weights.fluency) * candidate.score
            + weights.fluency * fluency
            + candidate.lane.log_prior / cells
            + weights.theme * covered
            + weights.whole_theme * (covered == 1)
            + weights.gain * candidate.gain
            + weights.coherence * min(candidate.coherence, COHERENCE_CAP)
            + weights.antithesis * similarity(candidate.lines, self._paired_lines)
            - weights.habit * candidate.habit
            - weights.violation * candidate.violations
        )

    def lane_repetition(self) -> Mapping[tuple[str, ...], float]:
        """For each candidate, which share of its pairs the other lanes write too: 0 … 1."""
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

    def _overlap(self, ranked: Ranked, chosen: Sequence[Ranked], pairs: set[str]) -> float:
        """Penalty for what a candidate shares with the poems already chosen."""
        own = self._pairs(ranked.candidate)
        rhyme = ranked.candidate.lane.rhyme
        opening = ranked.candidate.lines[0][:2]
        penalty = self._weights.shared_pairs * len(own & pairs) / max(1, len(own))
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
