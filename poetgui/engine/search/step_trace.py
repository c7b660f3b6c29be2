"""What the model weighed at one cell: its likeliest characters, made visible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from poetgui.engine.model.arrays import Floats
from poetgui.engine.search.masks import Mask
from poetgui.grid import Place

SHOWN = 12


@dataclass(frozen=True)
class StepTrace:
    """One step of the writing."""

    place: Place
    characters: tuple[str, ...]
    """The likeliest of those that the cell allows, at most SHOWN, best first."""
    chances: tuple[float, ...]
    """Their probabilities as the model gives them, among all characters."""
    chosen: str
    """What was written there; empty for a cell that is open."""
    chance: float
    """Its probability."""
    written: str = ""
    """The line so far, the chosen character included."""


def trace_step(
    place: Place,
    logp: Floats,
    allowed: Mask | None,
    characters: Sequence[str],
    token: int,
    written: str,
) -> StepTrace:
    """logp: float32 [V], before any masking; allowed: [V], or None where a pin decides.

    token: the id of the character that was taken.
    """
    seen = logp if allowed is None else np.where(allowed, logp, -np.inf)
    top = np.argpartition(-seen, SHOWN)[:SHOWN] if len(seen) > SHOWN else np.arange(len(seen))
    top = top[np.argsort(-seen[top], kind="stable")]
    top = top[np.isfinite(seen[top]) & (top > 2)]  # the markers are no characters
    return StepTrace(
        place,
        tuple(characters[int(i)] for i in top),
        tuple(float(p) for p in np.exp(logp[top])),
        written[-1:],
        float(np.exp(logp[token])),
        written,
    )
