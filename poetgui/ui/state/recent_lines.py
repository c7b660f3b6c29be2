"""The lines that the person was shown lately, for poems that should not repeat them."""

from __future__ import annotations

from collections.abc import Iterator

from poetgui.composer.request.han import simplified_text
from poetgui.history.store import Entry, History

MOST_POEMS = 20
"""They are stored with every poem that is written after them, so they must stay few."""
_BATCH = 50
_MOST_ENTRIES = 400
"""Entries looked at: a history full of typed poems must not be read to its end."""


def recent_lines(history: History) -> tuple[str, ...]:
    """The lines of the newest MOST_POEMS different poems that were written for a request.

    Newest first, in simplified script. Poems typed by hand are the person's own and may say
    anything again. A revised poem is left out: the one that it was made from is there already.
    Raises UserError where the history cannot be read.
    """
    poems = dict[tuple[str, ...], None]()
    for entry in _newest(history):
        if "request" in entry.recipe and "revision" not in entry.recipe:
            poems[entry.poem.lines] = None
            if len(poems) == MOST_POEMS:
                break
    return tuple(simplified_text(line) for lines in poems for line in lines)


def _newest(history: History) -> Iterator[Entry]:
    beyond: int | None = None
    for _ in range(_MOST_ENTRIES // _BATCH):
        batch = history.search(limit=_BATCH, beyond=beyond)
        yield from batch
        if len(batch) < _BATCH:
            return
        beyond = batch[-1].id
