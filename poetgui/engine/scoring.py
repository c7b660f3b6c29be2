"""How likely finished poems are: one pass over their characters, nothing chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from poetgui.engine import inputs
from poetgui.engine.features import BOS, HINTS
from poetgui.engine.lanes import Lane
from poetgui.engine.model import Floats, LanguageModel
from poetgui.engine.task import Cancelled
from poetgui.engine.vocabulary import Vocabulary
from poetgui.prosody.books import RhymeBook


def score_poems(
    model: LanguageModel,
    vocabulary: Vocabulary,
    poems: Sequence[tuple[Lane, Sequence[str]]],
    *,
    book: RhymeBook | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Floats:
    """Log-probability of each character, float32 [poems, cells]. All poems have the same shape.

    The model is told form and place and, with a book, tone and rhyme; it gets no hint. Lines are
    simplified. A character outside the vocabulary is scored as <unk>. Raises Cancelled when
    `cancelled` says so.
    """
    count = len(poems)
    features = np.stack(
        [
            inputs.cell_features(
                lane.grid, {}, vocabulary, book=book, groups=lane.groups, known=model.books
            )
            for lane, _ in poems
        ]
    )
    tokens = np.array([[vocabulary.id(c) for line in lines for c in line] for _, lines in poems])
    memory = model.remember(np.zeros((count, 0, len(HINTS)), np.int64))
    state = model.start(count)
    previous = np.full(count, BOS, np.int64)
    result = np.zeros(tokens.shape, np.float32)
    for cell in range(tokens.shape[1]):
        if cancelled is not None and cancelled():
            raise Cancelled
        logp, state = model.step(previous, features[:, cell], state, memory)
        previous = tokens[:, cell]
        result[:, cell] = logp[np.arange(count), previous]
    return result
