"""What the model weighed at a cell: its likeliest characters, made visible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from poetgui.engine import inputs
from poetgui.engine.alternatives import Reader
from poetgui.engine.features import BOS
from poetgui.engine.masks import Mask, Masks
from poetgui.engine.model import Floats
from poetgui.engine.task import Cancelled
from poetgui.grid import Place

SHOWN = 12


@dataclass(frozen=True)
class Glimpse:
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


def glimpse(
    place: Place,
    logp: Floats,
    allowed: Mask | None,
    characters: Sequence[str],
    token: int,
    written: str,
) -> Glimpse:
    """logp: float32 [V], before any masking; allowed: [V], or None where a pin decides.

    token: the id of the character that was taken.
    """
    seen = logp if allowed is None else np.where(allowed, logp, -np.inf)
    top = np.argpartition(-seen, SHOWN)[:SHOWN] if len(seen) > SHOWN else np.arange(len(seen))
    top = top[np.argsort(-seen[top], kind="stable")]
    top = top[np.isfinite(seen[top]) & (top > 2)]  # the markers are no characters
    return Glimpse(
        place,
        tuple(characters[int(i)] for i in top),
        tuple(float(p) for p in np.exp(logp[top])),
        written[-1:],
        float(np.exp(logp[token])),
        written,
    )


def weigh(
    reader: Reader,
    pins: Mapping[Place, str],
    themes: Sequence[str],
    masks: Masks,
    open_: frozenset[Place],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Glimpse, ...]:
    """A glimpse for every cell of a finished poem, told what its writer was told.

    pins: simplified; open_: cells where nothing stands yet. Raises Cancelled.
    """
    model, grid, tokens = reader.model, reader.lane.grid, reader.tokens
    features = reader.features(pins)
    begin = next((p for p in reader.places if p not in pins), reader.places[-1])
    told = inputs.hints(pins, themes, reader.vocabulary, begin=begin)
    memory, state = model.remember(told[None]), model.start(1)
    previous, found = np.array([BOS], np.int64), list[Glimpse]()
    for i, cell in enumerate(grid.cells):
        if cancelled():
            raise Cancelled
        logp, state = model.step(previous, features[i][None], state, memory)
        line = "" if cell.place in open_ else reader.lines[cell.line][: cell.column + 1]
        allowed = None if cell.place in pins else masks.cell(grid, cell, reader.lane.groups)
        token = int(tokens[i])
        found.append(
            glimpse(cell.place, logp[0], allowed, reader.vocabulary.characters, token, line)
        )
        previous = tokens[i : i + 1]
    return tuple(found)
