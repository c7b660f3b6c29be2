"""What the decoder is asked for, how it searches, and what it returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from poetgui.engine.lanes import Lane
from poetgui.engine.parallel import Parallel
from poetgui.grid import Place


class Cancelled(Exception):  # noqa: N818 - no error: it is what the person wanted
    """The person asked to stop."""


@dataclass(frozen=True)
class Dials:
    """How the beam searches."""

    width: int = 8
    """Beams in a lane."""
    discount: float = 0.25
    """Share of a character's log-frequency taken off its score: the likeliest is the blandest."""
    noise: float = 0.5
    """Scale of the Gumbel noise that gives each lane its taste."""
    margin: float = 6.0
    """Characters more than this many nats below a row's best are not looked at."""
    guidance: float = 1.0
    """Weight of log p(with themes and style) − log p(without); used only where they are told."""


@dataclass(frozen=True)
class Task:
    """What stands fixed and what is told, the same for all lanes."""

    pins: Mapping[Place, str]
    """Simplified, as the model knows them; characters outside the vocabulary are shown as <unk>."""
    themes: tuple[str, ...] = ()
    style: int = 0
    """0, or 1 + index in the model's styles."""
    avoid: tuple[str, ...] = ()
    """Words and characters that the open cells must not write."""
    answers: Mapping[int, int] = field(default_factory=dict)
    """Lines that are to answer an earlier one 对仗, each with that one."""
    parallel: Parallel | None = None
    """How much that counts while they are written, if at all."""
    rather: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    """Cells that take only these characters, where any of them fits: numerals answer numerals."""

    @property
    def guided(self) -> bool:
        return bool(self.themes) or self.style > 0


@dataclass(frozen=True)
class Candidate:
    """One finished poem of one lane."""

    lane: Lane
    number: int
    """Which lane."""
    lines: tuple[str, ...]
    """Characters, pins in simplified script."""
    score: float
    """Mean over all cells of the log-probability less the discount; no noise, no barrier."""
    gain: float
    """Mean gain in log-probability over open cells from themes and style; 0 where none are told."""
    barriers: int
    """How many characters had to be taken in spite of a barrier."""
    fluency: float | None = None
    """The score when the model is given no hint; None where it was not read again."""
    thread: float = 0.0
    """How much likelier, in nats a character, its second half is after its own opening than after
    another's; 0 where it was not read again."""
    habit: float = 0.0
    """Mean log-probability of its characters by habit (`engine.prices`): the nearer to 0, the more
    of it anybody would have said; 0 where it was not read again."""
