"""What revising a poem takes over from the request that it was written to."""

from __future__ import annotations

from dataclasses import dataclass

DARING = 0.0
"""Where the request is not known."""


@dataclass(frozen=True)
class RevisionOptions:
    """The settings of the poem's request that apply to its revision too."""

    style: str | None = None
    daring: float = DARING
    avoid: tuple[str, ...] = ()


USUAL = RevisionOptions()
"""Where nothing is asked for."""
