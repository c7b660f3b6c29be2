"""A poem as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from poetgui.export.script import SIMPLIFIED, shown_lines, shown_title
from poetgui.files import write_text
from poetgui.grid import Poem, marked, punctuate

COUPLETS, LINES, PARAGRAPH, BARE, COLUMNS = "couplets", "lines", "paragraph", "bare", "columns"
LAYOUTS = (COUPLETS, LINES, PARAGRAPH, BARE, COLUMNS)
"""A couplet or stanza a line; a line a line; all in one; without marks; columns from the right."""
_BLANK = "\u3000"


def as_text(poem: Poem, script: str = SIMPLIFIED, layout: str = COUPLETS) -> str:
    """Title and author (where there are any) and a blank line, then the poem in one of LAYOUTS."""
    lines = shown_lines(poem, script)
    text = punctuate(lines, poem.stops, poem.stanzas)
    if layout == COLUMNS:
        return _columns([*filter(None, (shown_title(poem, script), poem.author)), *lines])
    if layout == LINES:
        stops = poem.stops or ("，", "。") * len(lines)
        whole = zip(lines, stops, strict=False)
        text = "\n".join(marked(line, stop) for line, stop in whole)
        if not poem.stops:  # an odd last line closes its sentence
            text = text.removesuffix("，") + "。" if text.endswith("，") else text
    elif layout == PARAGRAPH:
        text = text.replace("\n", "")
    elif layout == BARE:
        text = "\n".join(lines)
    heading = "　".join(filter(None, (shown_title(poem, script), poem.author)))
    return f"{heading}\n\n{text}" if heading else text


def _columns(texts: Sequence[str]) -> str:
    """Columns from right to left, in characters of full width."""
    height = max(map(len, texts))
    filled = [text.ljust(height, _BLANK) for text in texts]
    return "\n".join(_BLANK.join(row[::-1]).rstrip(_BLANK) for row in zip(*filled, strict=True))


def save_txt(poem: Poem, path: Path, script: str = SIMPLIFIED) -> None:
    """Write utf-8 with the system's own line ends. Raises UserError when it cannot be written."""
    write_text(path, as_text(poem, script) + "\n")
