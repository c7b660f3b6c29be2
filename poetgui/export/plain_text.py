"""A poem as plain text."""

from __future__ import annotations

from pathlib import Path

from poetgui.export.script import SIMPLIFIED, shown_lines, shown_title
from poetgui.files import write_text
from poetgui.grid import Poem, punctuate


def as_text(poem: Poem, script: str = SIMPLIFIED) -> str:
    """Title and author (where there are any) and a blank line, then a couplet a line with its
    punctuation."""
    text = punctuate(shown_lines(poem, script), poem.stops, poem.stanzas)
    heading = "　".join(filter(None, (shown_title(poem, script), poem.author)))
    return f"{heading}\n\n{text}" if heading else text


def save_txt(poem: Poem, path: Path, script: str = SIMPLIFIED) -> None:
    """Write utf-8 with the system's own line ends. Raises UserError when it cannot be written."""
    write_text(path, as_text(poem, script) + "\n")
