"""How likely finished poems are: one pass over their characters, nothing chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from poetgui.engine.model import inputs
from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.model.features import BOS, HINTS
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.progress import Cancelled
from poetgui.prosody.books.rhyme_books import RhymeBook


def score_poems(
    model: LanguageModel,
    vocabulary: Vocabulary,
    poems: Sequence[tuple[Lane, Sequence[str]]],
    *,
    book: RhymeBook | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Floats:
    """Log-probability of each character, float32 [poems, cells]. All poems have the same shape.

    The model is given form and place and, with a book, tone and rhyme; it gets no hint. Lines are
    simplified. A character outside the vocabulary is scored as the nearest one (`Vocabulary.id`).
    Raises Cancelled when `cancelled` says so.
    """
    return score_with_openings(model, vocabulary, poems, 0, (), book=book, cancelled=cancelled)[0]


def score_with_openings(
    model: LanguageModel,
    vocabulary: Vocabulary,
    poems: Sequence[tuple[Lane, Sequence[str]]],
    begin: int,
    crossings: Sequence[Ints],
    *,
    book: RhymeBook | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Floats:
    """The same, [1 + crossings, poems, cells]: first as they are, then with others' first halves.

    crossings: for each poem the number of the one whose first `begin` cells are read before what
    follows these cells in the poem; what stands for these cells themselves is 0.
    """
    count = len(poems)
    of_poems = [
        inputs.cell_features(
            lane.grid, {}, vocabulary, book=book, groups=lane.groups, known=model.books
        )
        for lane, _ in poems
    ]
    own = np.arange(count)
    features = np.stack(of_poems)
    tokens = np.array([[vocabulary.id(c) for line in lines for c in line] for _, lines in poems])
    memory: Any = model.encode_hints(np.zeros((count, 0, len(HINTS)), np.int64))
    state: Any = model.initial_state(count)
    previous = np.full(count, BOS, np.int64)
    result = np.zeros((1 + len(crossings), *tokens.shape), np.float32)
    rows = own
    for cell in range(tokens.shape[1]):
        if cancelled is not None and cancelled():
            raise Cancelled
        if cell == begin and crossings:
            openings = np.concatenate((own, *crossings))
            state, memory = model.select(state, openings), model.select(memory, openings)
            previous, rows = previous[openings], np.tile(own, 1 + len(crossings))
        logp, state = model.step(previous, features[rows, cell], state, memory)
        previous = tokens[rows, cell]
        found = logp[np.arange(len(rows)), previous].reshape(-1, count)
        result[: len(found), :, cell] = found
    return result
