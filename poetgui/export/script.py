"""The script that a poem is shown in: what the program wrote is converted, not what was pasted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from poetgui.grid import Place, Poem
from poetgui.prosody.books.traditional_verse import completed, verse_to_traditional
from poetgui.script_conversion import SIMPLIFIED, TRADITIONAL, is_traditional

__all__ = ["SIMPLIFIED", "TRADITIONAL", "convert", "shown_lines", "shown_title"]


def convert(text: str) -> str:
    """Simplified to traditional, by the words of verse: 头发 發現 皇后 然後 余亦 餘年."""
    return verse_to_traditional(text)


def to_traditional(lines: Sequence[str], pins: Collection[Place] = ()) -> tuple[str, ...]:
    """Lines in traditional script, each as long as before; pinned characters stay as typed.

    Lines are converted apart, so that no phrase is seen across a line end.
    """
    return tuple(
        _convert_line(line, {p.column for p in pins if p.line == i}) for i, line in enumerate(lines)
    )


def _convert_line(line: str, kept: Collection[int]) -> str:
    pairs = enumerate(zip(line, convert(line), strict=True))
    return "".join(old if i in kept else new for i, (old, new) in pairs)


def shown_lines(poem: Poem, script: str) -> tuple[str, ...]:
    """The poem's lines in the script asked for; one in traditional script stays as it is."""
    if script != TRADITIONAL or is_traditional("".join(poem.lines)):
        return poem.lines
    return to_traditional(poem.lines, poem.pins)


def shown_title(poem: Poem, script: str) -> str:
    """The title in the script asked for; one that the pins spell may be a name, and stays. Above a
    poem in traditional script what was typed stays, and what the program calls it is converted."""
    if poem.title == pinned_text(poem):
        return poem.title
    if is_traditional("".join(poem.lines)):
        return completed(poem.title)
    return convert(poem.title) if script == TRADITIONAL else poem.title


def pinned_text(poem: Poem) -> str:
    """The pinned characters in writing order: what an acrostic hides."""
    return "".join(poem.lines[p.line][p.column] for p in sorted(poem.pins))
