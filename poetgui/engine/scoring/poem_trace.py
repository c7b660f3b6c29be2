"""What the model weighed at every cell of a finished poem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from poetgui.engine.model import inputs
from poetgui.engine.model.features import BOS
from poetgui.engine.scoring.alternatives import Reader
from poetgui.engine.search.masks import Masks
from poetgui.engine.search.progress import Cancelled
from poetgui.engine.search.step_trace import StepTrace
from poetgui.engine.search.step_tracing import trace_step
from poetgui.grid import Place


def trace_poem(
    reader: Reader,
    pins: Mapping[Place, str],
    themes: Sequence[str],
    masks: Masks,
    open_: frozenset[Place],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[StepTrace, ...]:
    """A trace of every cell of a finished poem, under the conditions of its writing.

    pins: simplified; open_: cells where nothing stands yet. Raises Cancelled.
    """
    model, grid, tokens = reader.model, reader.lane.grid, reader.tokens
    features = reader.features(pins)
    given = inputs.hints(grid, pins, themes, reader.vocabulary)
    memory, state = model.encode_hints(given[None]), model.initial_state(1)
    previous, found = np.array([BOS], np.int64), list[StepTrace]()
    for i, cell in enumerate(grid.cells):
        if cancelled():
            raise Cancelled
        logp, state = model.step(previous, features[i][None], state, memory)
        line = "" if cell.place in open_ else reader.lines[cell.line][: cell.column + 1]
        allowed = None if cell.place in pins else masks.cell(grid, cell, reader.lane.groups)
        token = int(tokens[i])
        found.append(
            trace_step(cell.place, logp[0], allowed, reader.vocabulary.characters, token, line)
        )
        previous = tokens[i : i + 1]
    return tuple(found)
