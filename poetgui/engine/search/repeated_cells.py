"""Cells that say what an earlier one says, by the form 叠句."""

from __future__ import annotations

from poetgui.grid import Grid, Place


def origins(grid: Grid) -> dict[Place, Place]:
    """Each cell of a repeated phrase -> the first cell that says it; others are left out."""
    first: dict[Place, Place] = {}
    for later, earlier in grid.repeats:
        first[later] = first.get(earlier, earlier)
    return first


def linked(grid: Grid, place: Place) -> tuple[Place, ...]:
    """All cells that carry the same character as this one by the form, itself among them."""
    first = origins(grid)
    root = first.get(place, place)
    return tuple(c.place for c in grid.cells if first.get(c.place, c.place) == root)
