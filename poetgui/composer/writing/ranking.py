"""Which of the candidates are shown, and in what order.

All weights are nats a character, the unit of a candidate's own score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from poetgui.composer.writing.antithesis_rules import similarity
from poetgui.composer.writing.scene import contradictions
from poetgui.engine.search.line_rules import PHRASE_LENGTH
from poetgui.engine.search.task import Candidate
from poetgui.grid import Place

COHERENCE_CAP = 0.6
"""Coherence in nats a character beyond which more is no gain: above it are hymns and alchemy, whose
words are likely nowhere else."""


@dataclass(frozen=True)
class Weights:
    """What counts for how much, in nats a character: settled by reading pairs of poems."""

    enough: float = -2.6
    """Score beyond which more is no gain, in a poem that was rescored. Human quatrains have −4.4;
    ours have −2.2 where the likeliest wins, and among them readers' marks no longer rise with it
    (Spearman −0.11): the likeliest poem is one that says nothing in particular."""
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
    contradiction: float = 0.3
    """For two seasons, hours or kinds of weather in one poem (`scene`). With 0.15 one chosen poem
    in sixteen still had a conflict, with 0.3 none of 94, and the mean score fell by 0.004."""
    coherence: float = 0.5
    """For each nat by which the second half is likelier after its own first half."""
    weakest: float = 0.15
    """For each nat by which the least likely characters are likelier. Of fifty poems that two
    readers read blind these alone told the better from the worse (Spearman with the overall mark
    0.35, of the single least likely 0.44): one broken word spoils a poem."""
    lane_repetition: float = 3.0
    """If every pair of characters stands in poems of all other lanes too: what every lane writes
    (不知 何处 无一事) is a stock phrase. With 1, ten requests for 春花秋月 had 秋风一夜 in seven
    poems, with 3 in two."""
    antithesis: float = 0.0
    """For perfect antithesis 对仗 of the lines that the form pairs. None in octaves: the search
    has a bonus of its own, and their middle couplets answer better than human ones (0.57, 0.48)."""
    shared_pairs: float = 1.0
    """If every pair of characters stands in poems already chosen."""
    same_rhyme: float = 0.05
    """For the rhyme group of a poem already chosen."""
    same_opening: float = 0.15
    """For the first two characters of a poem already chosen."""


USUAL = Weights()
COUPLET = Weights(antithesis=1.0, enough=0.0)
"""Of a couplet 对联: antithesis is what it is for, and half of it stands already."""


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

    def choose(self, count: int, *, share_phrases: bool = False) -> list[Ranked]:
        """At most `count`, best first; no two share PHRASE_LENGTH characters in a row of which one
        is open. Where they may share phrases, they share whole lines only if there is no other."""
        left = self._scored()
        chosen: list[Ranked] = []
        pairs: set[str] = set()
        phrases: set[str] = set()
        lines: set[str] = set()
        while left and len(chosen) < count:
            fresh = [r for r in left if phrases.isdisjoint(self._phrases(r))]
            if not fresh and share_phrases:
                fresh = [r for r in left if lines.isdisjoint(self._open_lines(r))] or left
            if not fresh:
                break
            best = max(fresh, key=lambda r: r.score - self._overlap(r, chosen, pairs))
            chosen.append(best)
            left.remove(best)
            pairs |= self._pairs(best.candidate)
            phrases |= self._phrases(best)
            lines |= self._open_lines(best)
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
        likelihood = (1 - weights.fluency) * candidate.score + weights.fluency * fluency
        if candidate.fluency is not None:
            likelihood = min(likelihood, weights.enough)
        return (
            likelihood
            + weights.weakest * candidate.weakest
            + candidate.lane.log_prior / cells
            + weights.theme * covered
            + weights.whole_theme * (covered == 1)
            + weights.gain * candidate.gain
            + weights.coherence * min(candidate.coherence, COHERENCE_CAP)
            + weights.antithesis * similarity(candidate.lines, self._paired_lines)
            - weights.contradiction * contradictions(candidate.lines)
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

    def _phrases(self, ranked: Ranked) -> set[str]:
        """Phrases with an open cell; lines of a few characters, as tunes have, have none."""
        return {
            line[j : j + PHRASE_LENGTH]
            for i, line in enumerate(ranked.candidate.lines)
            for j in range(len(line) - PHRASE_LENGTH + 1)
            if len(line) > PHRASE_LENGTH
            and any(Place(i, j + n) not in self._pins for n in range(PHRASE_LENGTH))
        }

    def _open_lines(self, ranked: Ranked) -> set[str]:
        """Lines with an open cell."""
        return {
            line
            for i, line in enumerate(ranked.candidate.lines)
            if any(Place(i, j) not in self._pins for j in range(len(line)))
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
