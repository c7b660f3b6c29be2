"""Where every character of a booklet stands: columns from right to left on pages of A5. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from poetgui.export.booklet.booklet import Booklet, BookletPoem
from poetgui.grid import punctuate

WIDTH, HEIGHT = 1480, 2100
"""A5 in tenths of a millimetre."""
MARGIN, FOOT = 170, 210
EM, SMALL, TITLE = 74.0, 40.0, 80.0
ALONG = 1.28
"""Pitch of the characters of a column, in ems."""
ACROSS = {EM: 128.0, SMALL: 66.0, TITLE: 150.0}
"""Width of a column, by its em."""
GAP = 90.0
"""Between two poems on one page."""
ROWS = 22
"""Rows on a page of the table of contents."""
INK, FAINT = "ink", "faint"


class Letter(NamedTuple):
    """One character, its em box centred on a point."""

    character: str
    x: float
    y: float
    em: float
    role: str = INK


class Column(NamedTuple):
    """What stands below one another."""

    text: str
    em: float
    role: str = INK
    indent: float = 0.0


Page = list[Letter]


def pages(booklet: Booklet) -> list[Page]:
    """Cover, contents and poems, as far as there are such."""
    body, begins = _body(booklet)
    front = [_cover(booklet)] if booklet.title or booklet.author else []
    if booklet.contents:
        count = len(front) - (-len(begins) // ROWS)
        front += _contents(booklet, [begin + count for begin in begins])
    numbered = []
    for number, page in enumerate(body, len(front) + 1):
        numbered.append(page + _row(str(number), WIDTH / 2, HEIGHT - 110, SMALL, centred=True))
    return front + numbered


def _body(booklet: Booklet) -> tuple[list[Page], list[int]]:
    """The pages of the poems, and on which of them, from 0, each begins."""
    found: list[Page] = []
    begins = []
    left = 0.0  # where the next column ends at the right; 0: a page is to be begun
    room = HEIGHT - MARGIN - FOOT
    for poem in booklet.poems:
        columns = list(_columns(poem, room, booklet.notes))
        needed = sum(ACROSS[column.em] for column in columns)
        # A title does not stand alone at the end of a page.
        start = min(needed, 3 * ACROSS[EM] + ACROSS[TITLE])
        if not found or not booklet.flowing or left - GAP - start < MARGIN:
            found.append([])
            left = WIDTH - MARGIN
        else:
            left -= GAP
        begins.append(len(found) - 1)
        for column in columns:
            if left - ACROSS[column.em] < MARGIN - 40:
                found.append([])
                left = WIDTH - MARGIN
            found[-1] += _set(column, left - ACROSS[column.em] / 2, MARGIN)
            left -= ACROSS[column.em]
    return found, begins


def _columns(poem: BookletPoem, room: float, notes: bool) -> Iterator[Column]:
    most = int(room // (EM * ALONG))
    for part in _broken(poem.title, int(room // (TITLE * ALONG))):
        yield Column(part, TITLE)
    if poem.author:
        yield Column(poem.author, SMALL, FAINT, 2 * EM)
    for row in punctuate(poem.lines, poem.stops, poem.stanzas).split("\n"):
        for part in _broken(row, most):
            yield Column(part, EM)
    if notes:
        for paragraph in poem.note.split("\n"):
            for part in _broken(paragraph, int(room // (SMALL * ALONG)) - 2):
                yield Column(part, SMALL, FAINT, 2 * EM)


def _broken(text: str, most: int) -> list[str]:
    """Columns of at most so many characters; a mark does not begin one."""
    parts: list[str] = []
    while text:
        cut = most
        while cut < len(text) and text[cut] in "，。、；：？！" and cut > 1:
            cut -= 1
        parts.append(text[:cut])
        text = text[cut:]
    return parts


def _set(column: Column, x: float, top: float) -> Page:
    y, letters = top + column.indent, []
    pitch = column.em * ALONG
    for character in column.text:
        if character in "，。、；：？！":
            # Marks hang at the upper right of their place, close below their character.
            mark = (x + 0.32 * column.em, y + 0.12 * column.em)
            letters.append(Letter(character, *mark, column.em * 0.8, FAINT))
            y += 0.45 * pitch
        else:
            letters.append(Letter(character, x, y + pitch / 2, column.em, column.role))
            y += pitch
    return letters


def _cover(booklet: Booklet) -> Page:
    em = min(170.0, (HEIGHT - 700) / max(1, len(booklet.title)) / 1.3)
    letters = [
        Letter(character, WIDTH * 0.62, 420 + (k + 0.5) * em * 1.3, em)
        for k, character in enumerate(booklet.title)
    ]
    bottom = HEIGHT - 330 - len(booklet.author) * 72
    return letters + [
        Letter(character, WIDTH * 0.36, bottom + (k + 0.5) * 72, 56, FAINT)
        for k, character in enumerate(booklet.author)
    ]


def _contents(booklet: Booklet, numbers: Sequence[int]) -> list[Page]:
    """numbers: of the page on which each poem begins, from 0."""
    found: list[Page] = []
    pitch = (HEIGHT - 2 * MARGIN - 160) / ROWS
    for k, (poem, number) in enumerate(zip(booklet.poems, numbers, strict=True)):
        if k % ROWS == 0:
            found.append(_row("目　录", WIDTH / 2, MARGIN + 40, 64, centred=True))
        y = MARGIN + 170 + (k % ROWS) * pitch
        title = poem.title if len(poem.title) <= 16 else poem.title[:15] + "…"
        page = str(number + 1)
        end = WIDTH - MARGIN - len(page) * 26
        begin = MARGIN + len(title) * 52 * 1.06 + 40
        dots = [Letter("·", x, y, 36, FAINT) for x in _range(begin, end - 30, 36)]
        found[-1] += _row(title, MARGIN, y, 52) + dots + _row(page, end, y, 44)
    return found


def _range(begin: float, end: float, step: float) -> Iterator[float]:
    while begin < end:
        yield begin
        begin += step


def _row(text: str, x: float, y: float, em: float, centred: bool = False) -> Page:
    widths = [em * (0.56 if character.isascii() else 1.06) for character in text]
    left = x - sum(widths) / 2 if centred else x
    letters = []
    for character, width in zip(text, widths, strict=True):
        letters.append(Letter(character, left + width / 2, y, em))
        left += width
    return letters
