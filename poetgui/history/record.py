"""A poem on its way from one history to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from poetgui.grid import Poem


class Record(NamedTuple):
    """An entry without its number, which each history gives itself."""

    poem: Poem
    recipe: dict[str, Any]
    created: datetime
    """Aware."""
    starred: bool
    tags: tuple[str, ...]
    note: str = ""
    number: int | None = None
    """The one it had there, by which recipes name it."""


def renumbered(recipe: dict[str, Any], numbers: Mapping[int, int]) -> dict[str, Any]:
    """A recipe that names the poem it was made from by the number that this one has here.

    numbers: those of the other history -> those of this one. A poem that has not come along is not
    named at all: the number would be another's.
    """
    revision = recipe.get("revision")
    if not isinstance(revision, dict):
        return recipe
    return recipe | {"revision": revision | {"of": numbers.get(revision.get("of", 0))}}
