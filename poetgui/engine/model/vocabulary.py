"""Characters and their ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from poetgui.engine.model.arrays import Ints
from poetgui.engine.model.features import MARKERS, UNK
from poetgui.prosody.books.near_characters import near_characters


class Vocabulary:
    """Looks characters up by id and ids by character."""

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = tuple(characters)
        self._ids = {c: i for i, c in enumerate(self.characters) if i >= MARKERS}

    def __len__(self) -> int:
        return len(self.characters)

    def __contains__(self, character: object) -> bool:
        """Whether the model knows the character itself."""
        return character in self._ids

    def id(self, character: str) -> int:
        """The character's id; else that of the nearest one that the model knows; else UNK.

        A head of a name (喆) thus tells the model what it means (哲) and not only that it is rare.
        """
        found = self._ids.get(character)
        if found is not None:
            return found
        return next((self._ids[c] for c in near_characters(character) if c in self._ids), UNK)

    def ids(self, characters: Iterable[str]) -> Ints:
        """The ids of those characters that the model knows, sorted, each once."""
        return np.array(sorted({self._ids[c] for c in characters if c in self._ids}), np.int64)
