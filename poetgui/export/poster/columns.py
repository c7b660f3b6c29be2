"""Setting characters in columns, from right to left, with the inscription at their left 落款."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poetgui.export.poster.sheet import FAINT, INK, Area, Glyph, Square
from poetgui.grid import Place

SMALL = 0.42
"""The inscription's em by the poem's."""
TITLE = 0.62
ALONG, ALONG_MOST = 1.16, 1.45
"""Pitch of characters in a column, in ems: least and most."""
ACROSS, ACROSS_MOST = 1.5, 2.1
SEAL = 0.95
"""Side of a seal by the poem's em."""

Cells = Sequence[tuple[str, Place]]


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a poem, and how it is set."""

    title: str = ""
    dedication: str = ""
    signature: str = ""
    """Date and author."""
    seals: tuple[str, ...] = ()
    spacing: float = 1.0
    """Pitch by the usual one."""
    horizontal: bool | None = None
    """In rows, in columns, or as the layout has it."""


def broken(cells: Cells, count: int) -> list[Cells]:
    """Running text in so many columns, the last perhaps shorter."""
    each = -(-len(cells) // count)
    return [cells[i : i + each] for i in range(0, len(cells), each)]


def set_columns(
    columns: Sequence[Cells], area: Area, words: Setting, most: float
) -> tuple[list[Glyph], list[Square]]:
    """Glyphs and seals within the area; the type is as large as it can be, at most `most`."""
    longest = max(map(len, columns))
    head = (TITLE * ACROSS if words.title else 0.0) + (SMALL * ACROSS if words.dedication else 0.0)
    foot = SMALL * ACROSS * 1.2 if words.signature or words.seals else 0.0
    foot = max(foot, SEAL * 1.15 if words.seals else 0.0)
    around = head + foot
    least = ALONG * words.spacing
    em = min(most, area.height / (longest * least), area.width / (len(columns) * ACROSS + around))
    along = min(ALONG_MOST * words.spacing, area.height / em / longest) * em
    across = min(ACROSS_MOST, (area.width / em - around) / len(columns)) * em
    wide, tall = len(columns) * across + around * em, longest * along
    right = area.x + (area.width + wide) / 2
    top = area.y + (area.height - tall) / 2
    glyphs: list[Glyph] = []
    for text, share, gap in ((words.title, TITLE, 0.0), (words.dedication, SMALL, 0.5)):
        if text:
            size = _fitting(text, share * em, tall - gap * em)
            glyphs += run(text, right - share * ACROSS * em / 2, top + gap * em, size)
            right -= share * ACROSS * em
    for k, column in enumerate(columns):
        x = right - (k + 0.5) * across
        glyphs += [
            Glyph(character, x, top + (j + 0.5) * along, em, INK, place)
            for j, (character, place) in enumerate(column)
        ]
    left = right - len(columns) * across
    inscription = Area(left - foot * em, top, foot * em, tall)
    signed, seals = sign(words, inscription, em)
    return glyphs + signed, seals


def sign(words: Setting, area: Area, em: float) -> tuple[list[Glyph], list[Square]]:
    """Signature and seals below one another at the foot of a narrow column."""
    side, x = SEAL * em * 0.86, area.x + area.width / 2
    seals: list[Square] = []
    bottom = area.bottom
    for text in reversed(words.seals):
        bottom -= side
        seals.append(Square(x - side / 2, bottom, side, text))
        bottom -= 0.14 * side
    room = bottom - area.y - 0.2 * em
    size = _fitting(words.signature, SMALL * em, max(room, em))
    length = len(words.signature) * size * 1.25
    return run(words.signature, x, bottom - 0.1 * em - length, size), seals[::-1]


def run(text: str, x: float, top: float, size: float) -> list[Glyph]:
    """A column of faint characters from `top` downward."""
    pitch = size * 1.25
    return [Glyph(c, x, top + (k + 0.5) * pitch, size, FAINT) for k, c in enumerate(text)]


def row(text: str, left: float, y: float, size: float, role: str = FAINT) -> list[Glyph]:
    """A row of characters from `left` to the right."""
    pitch = size * 1.12
    return [Glyph(c, left + (k + 0.5) * pitch, y, size, role) for k, c in enumerate(text)]


def _fitting(text: str, size: float, room: float) -> float:
    """`size`, or less where so many characters would not stand in the room."""
    return min(size, room / (max(1, len(text)) * 1.25))
