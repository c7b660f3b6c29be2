"""The protocol that the decoder sees; onnxruntime's session and the tests' toy model fit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # made of the arrays below
    from poetgui.engine.prices import Prices

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Followers = Mapping[int, tuple[Ints, Floats]]
"""First character of pairs -> second characters, and a number for each."""


class LanguageModel(Protocol):
    """A character model that writes one cell at a time, told ahead what is coming.

    `State` and `Memory` are opaque to the caller except that rows can be picked with `select`.
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
        """Names that `style` may be told: dynasties first, then poets."""
        ...

    @property
    def books(self) -> Sequence[str]:
        """Rhyme books whose groups it has learned to be told (see `features.RHYME_FIRST`)."""
        ...

    @property
    def log_frequency(self) -> Floats:
        """[V] log-probability of each character by its frequency in training (unigram)."""
        ...

    @property
    def followers(self) -> Followers:
        """Words of the lexicon, and how likely the second character is after the first (log)."""
        ...

    @property
    def prices(self) -> Prices:
        """What each character costs for being likely by habit."""
        ...

    @property
    def senses(self) -> Floats:
        """[V, n] what each character means as a theme: the nearer the vectors, the more alike."""
        ...

    def remember(self, hints: Ints) -> Any:
        """hints: int64 [batch, n, 4] (features.HINTS), n may be 0 -> the memory, once a poem."""
        ...

    def start(self, batch: int) -> Any:
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
