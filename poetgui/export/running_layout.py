"""Where a tune stands on a page: running text, punctuated, each stanza 片 begun anew.

Lines of three to nine characters would leave a page of ragged columns. So a vertical tune runs on
in columns of one length, as books print it; a horizontal one has a sentence a row, wrapped between
its lines where it is long. Marks take no place of their own: they hang beside the character.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from poetgui.export.page_layout import (
    EM_MAX,
    HEIGHTS,
    MARGIN,
    PORTRAIT_GAIN,
    SIGN_COLUMN,
    SIGN_ROW,
    TITLE_SPACE,
    WIDTH,
    Area,
    Box,
    Layout,
    Rule,
    around_rows,
    beside_columns,
)
from poetgui.grid import Place, pauses

STANZA_GAP = 0.7
"""Space between two stanzas, in columns or rows."""
ALONG, ALONG_MOST = 1.3, 1.5
"""Pitch of characters within a line, in ems: least and most."""
ACROSS, ACROSS_MOST = 1.62, 1.95
STOP = 0.16
"""Half the space that a mark's ink may take, in ems."""
WHOLE, LEFT_OVER, ORPHAN = 0.4, 0.05, 0.3
"""What it is worth that all columns end with a line, what a column less full than the third costs,
as shares of the type's size."""
FEWEST = 4
"""Characters of the shortest columns that are tried."""

Rows = list[list[Place]]


@dataclass(frozen=True, slots=True)
class _Fit:
    em: float
    along: float
    across: float
    stanzas: list[Rows]

    @property
    def longest(self) -> int:
        return max(len(row) for rows in self.stanzas for row in rows)


def lay_out_running(
    shape: Sequence[int],
    stops: Sequence[str],
    stanzas: Sequence[int],
    title: int,
    signature: int,
    vertical: bool = True,
    page: str = "auto",
) -> Layout:
    """Place a tune; `stops` and `stanzas` as a poem has them, the rest as for `lay_out`."""
    fits = {p: _fit(shape, stops, stanzas, title, HEIGHTS[p], vertical) for p in HEIGHTS}
    if page == "auto":
        gain = fits["portrait"].em > fits["square"].em * PORTRAIT_GAIN
        page = "portrait" if gain else "square"
    arrange = _columns if vertical else _rows
    return arrange(fits[page], stops, title, signature, HEIGHTS[page])


def _broken(
    shape: Sequence[int],
    stops: Sequence[str],
    stanzas: Sequence[int],
    limit: int,
    vertical: bool,
) -> list[Rows]:
    """The cells of each stanza in columns or rows of at most `limit` characters."""
    ends = list(accumulate(stanzas or (len(shape),)))
    found = []
    for begin, end in zip([0, *ends], ends, strict=False):
        lines = [[Place(i, j) for j in range(shape[i])] for i in range(begin, end)]
        if vertical:
            lines = [[place for line in lines for place in line]]
        rows: Rows = []
        for i, line in enumerate(lines, begin):
            closed = i == begin or stops[i - 1].endswith("。")
            if not closed and len(rows[-1]) + len(line) <= limit:
                rows[-1] += line
            else:
                rows += [line[a : a + limit] for a in range(0, len(line), limit)]
        found.append(rows)
    return found


def _fit(
    shape: Sequence[int],
    stops: Sequence[str],
    stanzas: Sequence[int],
    title: int,
    height: float,
    vertical: bool,
) -> _Fit:
    """The breaks that allow the largest type, and how the space left over is spread."""
    wide, high = WIDTH - 2 * MARGIN, height - 2 * MARGIN
    along, across = (high - 12, wide - SIGN_COLUMN) if vertical else (wide, high - SIGN_ROW)
    head = TITLE_SPACE if title else 0.0

    def size(broken: list[Rows]) -> float:
        longest = max(len(row) for rows in broken for row in rows)
        room = across / (_count(broken) * ACROSS + head)
        return min(EM_MAX, room, along / (longest * ALONG))

    tried = range(FEWEST, max(FEWEST, sum(shape)) + 1)
    ways = [_broken(shape, stops, stanzas, limit, vertical) for limit in tried]
    best = max(ways, key=lambda way: round(size(way) * _grace(way, shape), 1))
    em, longest = size(best), max(len(row) for rows in best for row in rows)
    return _Fit(
        em,
        min(ALONG_MOST, along / em / longest),
        min(ACROSS_MOST, (across / em - head) / _count(best)),
        best,
    )


def _grace(stanzas: list[Rows], shape: Sequence[int]) -> float:
    """By how much larger type may be given up: for columns that end with a line, and for a stanza
    that does not end in a column of a few characters."""
    rows = [row for rows in stanzas for row in rows]
    ended = sum(row[-1].column == shape[row[-1].line] - 1 for row in rows) / len(rows)
    longest = max(map(len, rows))
    orphans = sum(len(rows[-1]) < ORPHAN * longest for rows in stanzas)
    return (1 + WHOLE * ended**2) * (1 - LEFT_OVER * orphans)


def _count(stanzas: list[Rows]) -> float:
    """Columns or rows, the gaps between stanzas included."""
    return sum(map(len, stanzas)) + (len(stanzas) - 1) * STANZA_GAP


def _columns(fit: _Fit, stops: Sequence[str], title: int, signature: int, height: float) -> Layout:
    em, pitch, step = fit.em, fit.across * fit.em, fit.along * fit.em
    tall = fit.longest * step
    head = TITLE_SPACE * em if title else 0.0
    wide = _count(fit.stanzas) * pitch + SIGN_COLUMN + head
    area = Area((WIDTH - wide) / 2, (height - tall) / 2, (WIDTH + wide) / 2, (height + tall) / 2)
    cells: dict[Place, Box] = {}
    rules: list[Rule] = []
    edge = area.right - head
    for rows in fit.stanzas:
        for k in range(len(rows) + 1):
            x = edge - k * pitch
            rules.append(Rule(x, area.top - 0.18 * em, x, area.bottom + 0.18 * em))
        for k, row in enumerate(rows):
            for j, place in enumerate(row):
                x, y = edge - (k + 0.5) * pitch, area.top + (j + 0.5) * step
                cells[place] = Box(x, y, pitch, step)
        edge -= (len(rows) + STANZA_GAP) * pitch
    sides = beside_columns(area, em, title, signature, tall)
    beside = em * (0.5 + fit.across / 2) / 2
    marks = _marks(cells, stops, em, 0.45, min(0.66, fit.along / 2))
    return Layout(height, True, em, cells, tuple(rules), *sides, beside, marks)


def _rows(fit: _Fit, stops: Sequence[str], title: int, signature: int, height: float) -> Layout:
    em, step, pitch = fit.em, fit.along * fit.em, fit.across * fit.em
    wide = fit.longest * step
    head = TITLE_SPACE * em if title else 0.0
    tall = head + _count(fit.stanzas) * pitch + SIGN_ROW
    area = Area((WIDTH - wide) / 2, (height - tall) / 2, (WIDTH + wide) / 2, (height + tall) / 2)
    cells: dict[Place, Box] = {}
    edge = area.top + head
    rules = [_across(area, edge, em)]
    for rows in fit.stanzas:
        for k, row in enumerate(rows):
            for j, place in enumerate(row):
                x, y = area.left + (j + 0.5) * step, edge + (k + 0.5) * pitch
                cells[place] = Box(x, y, step, pitch)
        edge += (len(rows) + STANZA_GAP) * pitch
        rules.append(_across(area, edge - STANZA_GAP * pitch / 2, em))
    rules[-1] = _across(area, edge - STANZA_GAP * pitch, em)
    sides = around_rows(area, em, title, signature)
    beside = em * (0.46 + fit.across / 2) / 2
    marks = _marks(cells, stops, em, min(0.66, fit.along / 2), 0.36)
    return Layout(height, False, em, cells, tuple(rules), *sides, beside, marks)


def _across(area: Area, y: float, em: float) -> Rule:
    return Rule(area.left - 0.2 * em, y, area.right + 0.2 * em, y)


def _marks(
    cells: dict[Place, Box], stops: Sequence[str], em: float, right: float, down: float
) -> tuple[tuple[str, Box], ...]:
    """Every mark beside the character before it, `right` and `down` in ems from its centre."""
    found = []
    for i, stop in enumerate(stops):
        last = max(place.column for place in cells if place.line == i)
        marks = [(column - 1, "、") for column in pauses(stop)]
        for column, mark in [*marks, (last, stop.rpartition("、")[2])]:
            box, side = cells[Place(i, column)], 2 * STOP * em
            found.append((mark, Box(box.x + right * em, box.y + down * em, side, side)))
    return tuple(found)
