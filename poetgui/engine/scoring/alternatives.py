"""Other characters for a cell of a finished poem, ranked by how the whole poem reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from poetgui.engine.model import inputs
from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.model.features import BOS, HINT_PAD, HINTS
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.progress import Cancelled
from poetgui.engine.search.repeated_cells import linked
from poetgui.grid import Place
from poetgui.prosody.books.rhyme_books import RhymeBook

NARROWED = {7: 24, 14: 16}
"""Cells read after the changed one -> how many candidates are read on. What a character does to its
poem shows within a line or two; reading all of them to the end takes half as long again."""


@dataclass(frozen=True)
class Reader:
    """A model, and a poem with the lane that it was written in."""

    model: LanguageModel
    vocabulary: Vocabulary
    lane: Lane
    book: RhymeBook | None
    lines: Sequence[str]
    """Simplified."""

    @property
    def places(self) -> list[Place]:
        return [cell.place for cell in self.lane.grid.cells]

    @property
    def tokens(self) -> Ints:
        """int64 [cells]"""
        return np.array([self.vocabulary.id(c) for line in self.lines for c in line], np.int64)

    def features(self, pins: Mapping[Place, str]) -> Ints:
        """int64 [cells, features]"""
        return inputs.cell_features(
            self.lane.grid,
            pins,
            self.vocabulary,
            book=self.book,
            groups=self.lane.groups,
            known=self.model.books,
        )

    def linked(self, place: Place) -> Ints:
        """Numbers of the cells that carry the same character by the form, in writing order."""
        places = self.places
        return np.array([places.index(p) for p in linked(self.lane.grid, place)], np.int64)


def rank_alternatives(
    reader: Reader,
    place: Place,
    shortlist: Callable[[Floats], Ints],
    discount: float,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Ints:
    """Ids of the shortlisted characters, best first, for a cell and those that repeat it.

    shortlist: is given the log-probabilities [V] of the cell, in view of the rest of the poem, and
    returns the ids with which the whole poem is to be scored. The ranking is by the
    log-probability of the whole poem without any hint, less `discount` times the habit
    penalty, as in the search. The characters before the cell are read once. Raises Cancelled.
    """
    cells = reader.linked(place)
    at = int(cells[0])
    logp, state = _read_up_to(reader, cells, cancelled)
    ids = shortlist(logp.mean(axis=0))
    if not len(ids):
        return ids
    poems = np.tile(reader.tokens, (len(ids), 1))
    poems[:, cells] = ids[:, None]
    scores = (logp[0, ids] - discount * _penalties(reader, at, poems)).astype(np.float32)
    state = reader.model.select(state, np.zeros(len(ids), np.int64))
    return ids[_order(_read_on(reader, at, poems, scores, state, cancelled))]


def _read_up_to(
    reader: Reader, open_: Ints, cancelled: Callable[[], bool]
) -> tuple[Floats, object]:
    """Log-probabilities [2, V] of the first open cell, and the state there: without hints; with all
    the other characters as pins.

    The second row knows what follows, as the decoder does of pins: the shortlist sees both sides.
    """
    model, tokens, at = reader.model, reader.tokens, int(open_[0])
    pins = {
        p: reader.lines[p.line][p.column] for i, p in enumerate(reader.places) if i not in open_
    }
    features = np.stack([reader.features({}), reader.features(pins)])
    given = inputs.hints(reader.lane.grid, pins, (), reader.vocabulary, begin=reader.places[at])
    no_hints = np.full_like(given, HINT_PAD)
    memory = model.encode_hints(np.stack([no_hints, given]).reshape(2, -1, len(HINTS)))
    state, previous = model.initial_state(2), np.full(2, BOS, np.int64)
    logp = np.zeros((2, len(reader.vocabulary)), np.float32)
    for cell in range(at + 1):
        if cancelled():
            raise Cancelled
        logp, state = model.step(previous, features[:, cell], state, memory)
        previous = np.full(2, tokens[cell], np.int64)
    return logp, state


def _penalties(reader: Reader, at: int, poems: Ints) -> Floats:
    """Habit penalty [n] of each candidate and of the character after it, which depends on it.

    poems: int64 [n, cells].
    """
    penalty, places, ids = reader.model.habit_penalty, reader.places, poems[:, at]
    begins = places[at].column == 0
    own = penalty.at_line_start()[ids] if begins else penalty.after(poems[:1, at - 1])[0, ids]
    if at + 1 < len(places) and places[at + 1].line == places[at].line:
        own = own + penalty.after(ids)[np.arange(len(ids)), poems[:, at + 1]]
    return own


def _read_on(
    reader: Reader,
    at: int,
    poems: Ints,
    scores: Floats,
    state: object,
    cancelled: Callable[[], bool],
) -> Floats:
    """Scores [n] of the poem from the cell on, with each character; those dropped come last."""
    model, features, count = reader.model, reader.features({}), len(poems)
    memory = model.encode_hints(np.zeros((1, 0, len(HINTS)), np.int64))
    total, alive, previous = scores.copy(), np.arange(count), poems[:, at]
    rank = np.zeros(count, np.float32)  # 0 for those that are read to the end, then downwards
    row_memory = model.select(memory, np.zeros(count, np.int64))
    for read, cell in enumerate(range(at + 1, poems.shape[1])):
        if cancelled():
            raise Cancelled
        keep = NARROWED.get(read)
        if keep is not None and keep < len(alive):
            best = np.sort(_order(total[alive])[:keep])
            rank -= 1
            rank[alive[best]] = 0
            alive, previous = alive[best], previous[best]
            state = model.select(state, best)
            row_memory = model.select(memory, np.zeros(keep, np.int64))
        rows = np.repeat(features[cell][None], len(alive), axis=0)
        logp, state = model.step(previous, rows, state, row_memory)
        previous = poems[alive, cell]
        total[alive] += logp[np.arange(len(alive)), previous]
    spread = float(total.max() - total.min()) + 1
    return np.asarray(total + rank * spread, np.float32)


def _order(scores: Floats) -> Ints:
    return np.argsort(-scores, kind="stable")
