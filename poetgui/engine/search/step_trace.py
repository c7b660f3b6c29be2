"""What the model weighed at one cell: its likeliest characters, made visible."""

from __future__ import annotations

from dataclasses import dataclass

from poetgui.grid import Place

SHOWN = 12


@dataclass(frozen=True)
class StepTrace:
    """One step of the writing."""

    place: Place
    characters: tuple[str, ...]
    """The likeliest of those that the cell allows, at most SHOWN, best first."""
    chances: tuple[float, ...]
    """Their probabilities as the model gives them, among all characters."""
    chosen: str
    """What was written there; empty for a cell that is open."""
    chance: float
    """Its probability."""
    written: str = ""
    """The line so far, the chosen character included."""
