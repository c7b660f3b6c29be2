"""How far the writing is, and that it is to stop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far the writing is, in cells. `total` grows when another round is needed."""

    done: int
    total: int


class Cancelled(Exception):  # noqa: N818 - no error: it is what the person wanted
    """The person asked to stop."""
