"""Recording what the model weighs at a cell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from poetgui.engine.model.arrays import Floats
from poetgui.engine.search.masks import Mask
from poetgui.engine.search.step_trace import SHOWN, StepTrace
from poetgui.grid import Place


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
