"""How likely a finished poem is: one pass over its characters, nothing chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from poetgui.engine import inputs
from poetgui.engine.features import BOS
from poetgui.engine.model import Floats, LanguageModel
from poetgui.engine.vocabulary import Vocabulary
from poetgui.grid import Grid, Place
from poetgui.prosody.books import RhymeBook


def score_poem(
    model: LanguageModel,
    grid: Grid,
    lines: Sequence[str],
    *,
    book: RhymeBook | None = None,
    group: str | None = None,
    style: int = 0,
    pins: Mapping[Place, str] | None = None,
    themes: Sequence[str] = (),
) -> Floats:
    """Log-probability of each character, float32 [cells]; told as much as is given.

    lines: simplified, of the grid's shape. A character outside the vocabulary is scored as <unk>.
    """
    vocabulary = Vocabulary(model.characters)
    pins = pins or {}
    features = inputs.cell_features(grid, pins, vocabulary, book=book, group=group, style=style)
    hints = inputs.hints(pins, themes, vocabulary, begin=Place(0, 0))
    memory, state = model.remember(hints[None]), model.start(1)
    previous, result = BOS, []
    for character, row in zip("".join(lines), features, strict=True):
        logp, state = model.step(np.array([previous], np.int64), row[None], state, memory)
        previous = vocabulary.id(character)
        result.append(logp[0, previous])
    return np.array(result, np.float32)
