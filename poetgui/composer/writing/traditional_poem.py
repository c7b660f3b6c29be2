"""A finished poem in the script that the person writes in."""

from __future__ import annotations

from poetgui.composer.request.request_layout import Layout
from poetgui.engine.search.task import Candidate
from poetgui.grid import Cell, Tone
from poetgui.prosody.books.rhyme_books import NO_BOOK, load_book
from poetgui.prosody.books.tones import Lookup, lookup, simplifier
from poetgui.prosody.books.traditional_verse import families


def shown_lines(layout: Layout, candidate: Candidate) -> tuple[str, ...]:
    """The candidate's lines, pins as typed, in traditional script where the request is in it.

    The network wrote 干 where the metre let it be read 乾 or 幹: where the words make it one that
    the metre does not allow, it is the other.
    """
    lines = layout.shown(candidate.lines)
    if not layout.traditional or layout.book == NO_BOOK:
        return lines
    look = lookup(load_book(layout.book), traditional=True)
    rows = [list(line) for line in lines]
    for cell in candidate.lane.grid.cells:
        if cell.place not in layout.typed:
            group = _group(candidate, cell)
            written = rows[cell.line][cell.column]
            rows[cell.line][cell.column] = _fitting(written, cell.tone, group, look)
    return tuple(map("".join, rows))


def _group(candidate: Candidate, cell: Cell) -> str:
    """The rhyme group that the cell is to have; empty for none."""
    groups = candidate.lane.groups
    return groups[cell.rhyme] if cell.rhyme is not None and cell.rhyme < len(groups) else ""


def _fitting(written: str, tone: Tone, group: str, look: Lookup) -> str:
    family = families().get(simplifier().convert(written))
    forms = () if family is None else (written, *family.forms)
    for form in forms:
        readings = look.readings(form)
        if any(tone in (Tone.ANY, r.tone) and group in ("", r.group) for r in readings):
            return form
    return written
