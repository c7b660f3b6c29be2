"""Simplified to traditional for display, by phrases and never character by character (OpenCC)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from poetgui import script_conversion
from poetgui.grid import Place, Poem

SIMPLIFIED, TRADITIONAL = "simplified", "traditional"


def convert(text: str) -> str:
    """Simplified to traditional: 头发 發現 皇后 然後 each get the form that the phrase asks for."""
    return script_conversion.convert(text, script_conversion.TO_TRADITIONAL)


def to_traditional(lines: Sequence[str], pins: Collection[Place] = ()) -> tuple[str, ...]:
    """Lines in traditional script, each as long as before; pinned characters stay as typed.

    Lines are converted apart, so that no phrase is seen across a line end.
    """
    return tuple(
        _convert_line(line, {p.column for p in pins if p.line == i}) for i, line in enumerate(lines)
    )


def _convert_line(line: str, kept: Collection[int]) -> str:
    converted = convert(line)
    if len(converted) != len(line):
        # A phrase rule changed the number of characters; the grid may not change.
        converted = "".join(c if len(t := convert(c)) != 1 else t for c in line)
    pairs = enumerate(zip(line, converted, strict=True))
    return "".join(old if i in kept else new for i, (old, new) in pairs)


def shown_lines(poem: Poem, script: str) -> tuple[str, ...]:
    """The poem's lines in the script asked for."""
    return to_traditional(poem.lines, poem.pins) if script == TRADITIONAL else poem.lines


def shown_title(poem: Poem, script: str) -> str:
    """The title in the script asked for; one that the pins spell may be a name, and stays."""
    if script != TRADITIONAL or poem.title == pinned_text(poem):
        return poem.title
    return convert(poem.title)


def pinned_text(poem: Poem) -> str:
    """The pinned characters in writing order: what an acrostic hides."""
    return "".join(poem.lines[p.line][p.column] for p in sorted(poem.pins))
