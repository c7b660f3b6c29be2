"""The input of the decoder, the settings of its search, and its output."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import KW_ONLY, dataclass, field

from poetgui.engine.search.antithesis_table import AntithesisBonus
from poetgui.engine.search.lanes import Lane
from poetgui.grid import Place


@dataclass(frozen=True, kw_only=True)
class SearchConfig:
    """Settings of the beam search. The defaults are the plain end of `search_presets`."""

    width: int = 8
    """Beam width: rows kept in each lane."""
    discount: float = 0.0
    """Weight of the habit penalty (`engine.model.habit_penalty`), 0 … 1."""
    noise: float = 0.3
    """Scale in nats of the Gumbel noise, drawn once for each lane, cell and character."""
    margin: float = 4.5
    """A character more than this many nats below the best of its row breaks a soft rule."""
    guidance: float = 0.4
    """Weight of classifier-free guidance: log p(with themes and style) − log p(without). Not used
    where neither is given. Readers marked guided poems lower; with 0.4 both theme words still stood
    in 24 of 24 poems, with 0.2 in 22."""
    title_guidance: float = 0.8
    """The same where the person gave a title, which is then guided towards with the themes. Without
    it three poems in four had nothing of their title: what is likeliest fits any occasion."""


@dataclass(frozen=True)
class Task:
    """What is fixed and what the model is conditioned on; the same for all lanes."""

    pins: Mapping[Place, str]
    """Simplified, as they are to stand in the poem; one outside the vocabulary is given to the
    model as the nearest known character (`Vocabulary.id`)."""
    _: KW_ONLY
    themes: tuple[str, ...] = ()
    title: str = ""
    """Simplified Han characters; only for a model that was trained with titles."""
    style: int = 0
    """0 for none, or 1 + index in the model's styles."""
    avoid: tuple[str, ...] = ()
    """Words and characters that must not be written in the open cells."""
    phrases: Container[str] = frozenset()
    """Phrases that must not come about by an open cell, see `line_rules`."""
    paired_lines: Mapping[int, int] = field(default_factory=dict)
    """Line -> the earlier line to which it stands in antithesis 对仗."""
    antithesis: AntithesisBonus | None = None
    """Bonus for antithesis during the search; None: it counts only in the ranking."""
    preferred: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    """Cells that take only these characters if any of them is allowed (a numeral below another)."""

    @property
    def guided(self) -> bool:
        """Whether there is anything that guidance could strengthen in all lanes."""
        return bool(self.themes or self.title) or self.style > 0


@dataclass(frozen=True)
class Candidate:
    """One finished poem of one lane. Scores are in nats a character."""

    lane: Lane
    number: int
    """Index of the lane."""
    lines: tuple[str, ...]
    """Simplified characters."""
    score: float
    """Mean over all cells of the log-probability less the habit penalty; no noise, no penalty."""
    gain: float
    """Mean over the open cells of log p(with title, themes and style) − log p(without); 0 without
    any."""
    violations: int
    """How many characters break a soft rule (see `beam_search`)."""
    fluency: float | None = None
    """The score when the model is given no hint; None where it was not rescored."""
    coherence: float = 0.0
    """How much likelier the second half is after its own first half than after that of another
    lane; 0 where it was not rescored."""
    weakest: float = 0.0
    """Mean log-probability of its least likely characters when the model is given no hint; 0 where
    it was not rescored."""
