"""A booklet: which poems, in which order, with what around them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from poetgui.export.script import shown_lines, shown_title
from poetgui.grid import Poem

LONGEST_TITLE = 20


@dataclass(frozen=True, slots=True)
class BookletPoem:
    """What stands on the page of a poem, in the script that is shown."""

    title: str
    author: str
    lines: tuple[str, ...]
    stops: tuple[str, ...]
    stanzas: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Booklet:
    """Title and author may be empty: then there is no cover."""

    title: str
    author: str
    poems: tuple[BookletPoem, ...]
    contents: bool = True
    """Whether there is a table of contents."""
    flowing: bool = False
    """One poem after the other; else each begins a page."""
    notes: bool = True


def booklet_poem(poem: Poem, title: str, note: str, script: str) -> BookletPoem:
    """A poem for a booklet; title: its own or what it is called where it has none."""
    return BookletPoem(
        title=shown_title(poem, script) or title,
        author=poem.author,
        lines=tuple("".join(line) for line in shown_lines(poem, script)),
        stops=poem.stops,
        stanzas=poem.stanzas,
        note=note,
    )
