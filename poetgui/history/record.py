"""A poem on its way from one history to another."""

from __future__ import annotations

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
