"""The sheet of a poster on paper of a given size. No Qt."""

from __future__ import annotations

from typing import NamedTuple

from poetgui.export.poster.poster import Poster
from poetgui.export.poster.sheet import Area, Sheet

MILLIMETRES = {"a4": (210, 297), "a5": (148, 210), "phone": (70, 152), "square": (210, 210)}
"""Width and height, of those that can stand or lie: standing. The phone's is that of a screen of
nine by nineteen and a half."""
NATURAL = 0.148
"""Millimetres of a logical unit of a sheet that keeps its own size."""


class Canvas(NamedTuple):
    """Logical size, where the sheet begins, and how large a unit is in print."""

    width: float
    height: float
    x: float
    y: float
    millimetres: float
    """Of one unit."""


def canvas(sheet: Sheet, poster: Poster) -> Canvas:
    """The smallest canvas of the proportions asked for that holds the sheet with its margin.

    A4 and A5 lie where the sheet is wider than high; an own size is taken as it is.
    """
    around = poster.margin / 100 * max(sheet.width, sheet.height)
    width, height = sheet.width + 2 * around, sheet.height + 2 * around
    unit = NATURAL
    if poster.size != "natural":
        wide, high = MILLIMETRES.get(poster.size, poster.millimetres)
        if poster.size in ("a4", "a5") and width > height:
            wide, high = high, wide
        unit = min(wide / width, high / height)
        width, height = wide / unit, high / unit
    return Canvas(width, height, (width - sheet.width) / 2, (height - sheet.height) / 2, unit)


def covers(leaf: object, sheet: Sheet) -> bool:
    """Whether a leaf is the whole sheet: then its paper is the canvas's."""
    return isinstance(leaf, Area) and (leaf.width, leaf.height) == (sheet.width, sheet.height)
