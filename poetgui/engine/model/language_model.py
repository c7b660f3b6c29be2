"""The interface of the language model: onnxruntime's session and the tests' toy model have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from poetgui.engine.model.arrays import BigramTable, Floats, Ints
from poetgui.engine.model.habit_penalty import HabitPenalty


class LanguageModel(Protocol):
    """A character model that predicts one cell at a time, conditioned on what is known beforehand.

    Its state and its memory are opaque to the caller, except that `select` picks rows of them.
    """

    @property
    def id(self) -> str:
        """Short name of the bundle, stored with every poem."""
        ...

    @property
    def characters(self) -> Sequence[str]:
        """Vocabulary: id -> character. The first three are markers and never emitted."""
        ...

    @property
    def styles(self) -> Sequence[str]:
        """Names of the styles: dynasties first, then poets. Style n is item n − 1, 0 is none."""
        ...

    @property
    def books(self) -> Sequence[str]:
        """Rhyme books whose groups it can be conditioned on (see `features.RHYME_FIRST`)."""
        ...

    @property
    def log_frequency(self) -> Floats:
        """[V] log-probability of each character by its frequency in the training part (unigram)."""
        ...

    @property
    def lexicon_bigrams(self) -> BigramTable:
        """log p(second character | first) of the two-character words of the lexicon."""
        ...

    @property
    def habit_penalty(self) -> HabitPenalty:
        """The model without context, a share of which is subtracted from scores."""
        ...

    @property
    def theme_vectors(self) -> Floats:
        """[V, n] unit vectors of the characters as theme words; similar meanings lie close."""
        ...

    def encode_hints(self, hints: Ints) -> Any:
        """hints: int64 [batch, n, 4] (`features.HINTS`), n may be 0 -> the memory that
        `step` attends to. Computed once for each poem."""
        ...

    def initial_state(self, batch: int) -> Any:
        """The state before the first cell."""
        ...

    def step(self, previous: Ints, features: Ints, state: Any, memory: Any) -> tuple[Floats, Any]:
        """previous: int64 [batch]; features: int64 [batch, len(FEATURES)].

        Returns log-probabilities float32 [batch, V] (before any masking) and the next state.
        """
        ...

    def select(self, state: Any, rows: Ints) -> Any:
        """The rows of a state or memory, in the order given: how a beam reorders itself."""
        ...
