"""What the model is conditioned on during a search: features of the cells, memory of the hints.

With classifier-free guidance (Ho and Salimans, 2022) every row runs twice: with the task's themes
and style, and without them. These are the passes; P is their number, 1 or 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from poetgui.engine.model import inputs
from poetgui.engine.model.arrays import Ints
from poetgui.engine.model.features import HINT_PAD, HINTS
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.task import Task
from poetgui.prosody.books.rhyme_books import RhymeBook


class SearchConditions:
    """Features and memory of all lanes of one task."""

    def __init__(
        self,
        model: LanguageModel,
        vocabulary: Vocabulary,
        book: RhymeBook | None,
        task: Task,
        lanes: Sequence[Lane],
    ) -> None:
        self._model, self._vocabulary, self._book = model, vocabulary, book
        self._task, self._lanes = task, lanes
        self.passes = 2 if task.guided else 1
        self.features = self._features()
        """int64 [P, L, T, len(FEATURES)]"""
        self._memory = model.encode_hints(self._hints())

    def memory(self, width: int) -> Any:
        """The memory of `width` rows in each lane of each pass, in this order."""
        lanes = np.arange(self.passes * len(self._lanes))
        return self._model.select(self._memory, np.repeat(lanes, width))

    def _features(self) -> Ints:
        return np.array(
            [
                [
                    inputs.cell_features(
                        lane.grid,
                        self._task.pins,
                        self._vocabulary,
                        book=self._book,
                        groups=lane.groups,
                        known=self._model.books,
                        style=style or lane.style,
                    )
                    for lane in self._lanes
                ]
                for style in (self._task.style, 0)[: self.passes]
            ],
            np.int64,
        )

    def _hints(self) -> Ints:
        """int64 [P * L, hints, len(HINTS)], padded to the longest. Subject and title of a lane are
        in both passes: guidance towards what was only drawn cost sense, as readers found."""
        given = [
            inputs.hints(
                lane.grid,
                self._task.pins,
                (*themes, *lane.subject),
                self._vocabulary,
                title=title or lane.title,
            )
            for title, themes in ((self._task.title, self._task.themes), ("", ()))[: self.passes]
            for lane in self._lanes
        ]
        rows = np.full((len(given), max(map(len, given)), len(HINTS)), HINT_PAD, np.int64)
        for row, hints in zip(rows, given, strict=True):
            row[: len(hints)] = hints
        return rows
