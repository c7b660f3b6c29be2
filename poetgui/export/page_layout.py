"""Where everything stands on a page: pure geometry in logical units, no Qt.

A page is 1080 units wide. A vertical poem runs in columns from right to left, and where the
columns would grow too thin they are split into bands 栏, one above the other. A horizontal poem
runs in rows, of one line or one couplet or two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from poetgui.grid import Place

WIDTH = 1080.0
HEIGHTS = {"square": 1080.0, "portrait": 1440.0}

FRAME = 30.0
"""Distance of the red frame from the edge of the paper."""
MARGIN = 94.0
"""Distance of the text from the edge of the paper, at least."""
EM_MAX = 92.0
SEAL = 74.0
SIGN = 28.0
"""The signature's em."""
SIGN_COLUMN = 128.0
"""Width that seal and signature take at the left of a vertical poem."""
SIGN_ROW = 124.0
"""Height that they take below a horizontal one."""
BAND_GAP = 1.0
GUTTER = 1.5
"""Space between two bands, and between two lines in one row, in ems."""
TITLE = 0.6
"""The title's em by the poem's."""
TITLE_SPACE = 1.35
PORTRAIT_GAIN = 1.15
"""A portrait page is chosen by itself only when it makes the type larger by this."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its centre."""

    x: float
    y: float
    width: float
    height: float

    def contains(self, x: float, y: float) -> bool:
        return abs(x - self.x) <= self.width / 2 and abs(y - self.y) <= self.height / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid out page. Boxes of cells touch, so that every point of the poem belongs to a cell."""

    height: float
    vertical: bool
    em: float
    cells: dict[Place, Box]
    rules: tuple[Rule, ...]
    title: tuple[Box, ...]
    signature: tuple[Box, ...]
    seal: Box
    beside: float
    """Distance from a character's centre to that of its tone mark: to the right, or above."""
    stops: tuple[tuple[str, Box], ...] = ()
    """Punctuation marks, each around its ink."""


@dataclass(frozen=True, slots=True)
class Area:
    """What the poem takes with its title and signature."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Fit:
    em: float
    along: float
    """Pitch of characters within a line, in ems."""
    across: float
    """Pitch of lines, in ems."""
    parts: int
    """Bands of a vertical poem; lines in a row of a horizontal one."""


def lay_out(
    shape: Sequence[int], title: int, signature: int, vertical: bool = True, page: str = "auto"
) -> Layout:
    """Place a poem of `shape` (characters in each line) with a title and signature of so many
    characters, on a "square" or "portrait" page, or on whichever suits it ("auto").
    """
    fit, arrange = (_fit_columns, _columns) if vertical else (_fit_rows, _rows)
    if page == "auto":
        square, portrait = (fit(shape, bool(title), HEIGHTS[p]) for p in ("square", "portrait"))
        page = "portrait" if portrait.em > square.em * PORTRAIT_GAIN else "square"
    height = HEIGHTS[page]
    return arrange(shape, title, signature, height, fit(shape, bool(title), height))


def _split(lines: int, parts: int) -> int:
    """Lines in each of `parts` groups; even where it can be, so that couplets stay together."""
    each = ceil(lines / parts)
    return each + each % 2 if parts > 1 else each


def _fit_columns(shape: Sequence[int], titled: bool, height: float) -> _Fit:
    """The largest type for a vertical poem, and how the space left over is spread."""
    widest = max(shape)
    wide, high = WIDTH - 2 * MARGIN - SIGN_COLUMN, height - 2 * MARGIN - 12
    title = TITLE_SPACE if titled else 0.0

    def em(bands: int, along: float, across: float) -> float:
        columns = _split(len(shape), bands) * across + title
        rows = bands * widest * along + (bands - 1) * BAND_GAP
        return min(EM_MAX, wide / columns, high / rows)

    bands = max(range(1, 7), key=lambda b: (round(em(b, 1.28, 1.62)), -b))
    size = em(bands, 1.28, 1.62)
    across = (wide / size - title) / _split(len(shape), bands)
    along = (high / size - (bands - 1) * BAND_GAP) / (bands * widest)
    return _Fit(size, min(1.5, along), min(1.95, across), bands)


def _columns(shape: Sequence[int], title: int, signature: int, height: float, fit: _Fit) -> Layout:
    em, pitch, step = fit.em, fit.across * fit.em, fit.along * fit.em
    each = _split(len(shape), fit.parts)
    band = max(shape) * step
    tall = fit.parts * band + (fit.parts - 1) * BAND_GAP * em
    wide = each * pitch + SIGN_COLUMN + (TITLE_SPACE * em if title else 0)
    right, top = (WIDTH + wide) / 2, (height - tall) / 2
    left = right - wide
    first = right - (TITLE_SPACE * em if title else 0)
    cells, rules = {}, []
    for i, length in enumerate(shape):
        x = first - (i % each + 0.5) * pitch
        y = top + i // each * (band + BAND_GAP * em)
        for j in range(length):
            cells[Place(i, j)] = Box(x, y + (j + 0.5) * step, pitch, step)
        edges = (x + pitch / 2, x - pitch / 2) if i % each == 0 else (x - pitch / 2,)
        rules += [Rule(e, y - 0.18 * em, e, y + band + 0.18 * em) for e in edges]
    beside = em * (0.5 + fit.across / 2) / 2
    area = Area(left, top, right, top + tall)
    sides = beside_columns(area, em, title, signature, band)
    return Layout(height, True, em, cells, tuple(rules), *sides, beside)


def beside_columns(
    area: Area, em: float, title: int, signature: int, band: float
) -> tuple[tuple[Box, ...], tuple[Box, ...], Box]:
    """Title at the right, within the uppermost `band` units, signature and seal at the left."""
    seal = Box(area.left + SEAL / 2, area.bottom - SEAL / 2 - 0.1 * em, SEAL, SEAL)
    foot = seal.y - SEAL / 2 - 0.9 * SIGN
    sign_step = 1.32 * SIGN
    signed = tuple(
        Box(seal.x, foot - (signature - k - 0.5) * sign_step, SIGN, SIGN) for k in range(signature)
    )
    size, spacing = _title_type(title, em, band, vertical=True)
    titled = tuple(
        Box(area.right - size / 2, area.top + 0.25 * em + (k + 0.5) * spacing, size, size)
        for k in range(title)
    )
    return titled, signed, seal


def _title_type(length: int, em: float, room: float, vertical: bool) -> tuple[float, float]:
    """Size and pitch of a title that has to stay within `room`."""
    pitch = 1.25
    size = min(max(TITLE * em, 26.0), (room - 0.25 * em) / (max(length, 1) * pitch))
    return size, size * pitch


def _fit_rows(shape: Sequence[int], titled: bool, height: float) -> _Fit:
    """The largest type for a horizontal poem."""
    widest = max(shape)
    wide, high = WIDTH - 2 * MARGIN, height - 2 * MARGIN - SIGN_ROW
    title = TITLE_SPACE if titled else 0.0

    def em(lines: int, along: float, across: float) -> float:
        row = lines * widest * along + (lines - 1) * GUTTER
        return min(EM_MAX, wide / row, high / (ceil(len(shape) / lines) * across + title))

    lines = max((1, 2, 4), key=lambda k: (round(em(k, 1.14, 1.6)), -k))
    size = em(lines, 1.14, 1.6)
    along = (wide / size - (lines - 1) * GUTTER) / (lines * widest)
    across = (high / size - title) / ceil(len(shape) / lines)
    return _Fit(size, min(1.32, along), min(1.9, across), lines)


def _rows(shape: Sequence[int], title: int, signature: int, height: float, fit: _Fit) -> Layout:
    em, step, pitch = fit.em, fit.along * fit.em, fit.across * fit.em
    widest, count = max(shape), ceil(len(shape) / fit.parts)
    line = widest * step
    wide = fit.parts * line + (fit.parts - 1) * GUTTER * em
    head = TITLE_SPACE * em if title else 0.0
    tall = head + count * pitch + SIGN_ROW
    left, top = (WIDTH - wide) / 2, (height - tall) / 2
    cells = {}
    for i, length in enumerate(shape):
        x = left + i % fit.parts * (line + GUTTER * em)
        y = top + head + (i // fit.parts + 0.5) * pitch
        for j in range(length):
            cells[Place(i, j)] = Box(x + (j + 0.5) * step, y, step, pitch)
    rules = tuple(
        Rule(left - 0.2 * em, y, left + wide + 0.2 * em, y)
        for y in (top + head + k * pitch for k in range(count + 1))
    )
    beside = em * (0.46 + fit.across / 2) / 2
    sides = around_rows(Area(left, top, left + wide, top + tall), em, title, signature)
    return Layout(height, False, em, cells, rules, *sides, beside)


def around_rows(
    area: Area, em: float, title: int, signature: int
) -> tuple[tuple[Box, ...], tuple[Box, ...], Box]:
    """Title above, signature and seal below at the right."""
    end = max(area.right, WIDTH / 2 + 200)
    seal = Box(end - SEAL / 2, area.bottom - SEAL / 2, SEAL, SEAL)
    sign_step = 1.2 * SIGN
    start = seal.x - SEAL / 2 - 0.8 * SIGN - signature * sign_step
    signed = tuple(Box(start + (k + 0.5) * sign_step, seal.y, SIGN, SIGN) for k in range(signature))
    size, spacing = _title_type(title, em, WIDTH - 2 * MARGIN, vertical=False)
    start = (WIDTH - title * spacing) / 2
    titled = tuple(
        Box(start + (k + 0.5) * spacing, area.top + size / 2, size, size) for k in range(title)
    )
    return titled, signed, seal


def corners(boxes: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """The corners of every box, for tests of what stays on the page."""
    for box in boxes:
        for dx in (-0.5, 0.5):
            for dy in (-0.5, 0.5):
                yield box.x + dx * box.width, box.y + dy * box.height
