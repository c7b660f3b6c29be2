"""The layouts 款式: each sets a poem and its inscription on a sheet. Pure geometry, no Qt.

Units are logical: a hanging scroll is 900 wide, other sheets 1080 to 2600.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from poetgui.export.poster.columns import Cells, Setting, broken, row, run, set_columns, sign
from poetgui.export.poster.sheet import FAINT, INK, Area, Glyph, Sector, Sheet, Square
from poetgui.grid import Place

Lines = Sequence[str]


def _cells(lines: Lines) -> list[Cells]:
    return [[(c, Place(i, j)) for j, c in enumerate(line)] for i, line in enumerate(lines)]


def _flat(lines: Lines) -> Cells:
    return [cell for line in _cells(lines) for cell in line]


def _columns_of(lines: Lines, tune: bool, most: int) -> list[Cells]:
    """One line a column where there are few enough of them and they are verse, else running text.

    most: columns that stand well beside one another.
    """
    if not tune and len(lines) <= most:
        return _cells(lines)
    total = sum(map(len, lines))
    return broken(_flat(lines), max(2, min(most, round(math.sqrt(total)))))


def square(lines: Lines, words: Setting, tune: bool) -> Sheet:
    """斗方: a square leaf within a mounting."""
    leaf = Area(70, 70, 1060, 1060)
    if words.horizontal:
        glyphs, seals, rules = _rows(lines, words, (1200, 1200), 96)
        return Sheet(1200, 1200, (leaf,), tuple(glyphs), tuple(seals), tuple(rules), mounted=True)
    area = Area(190, 200, 820, 800)
    glyphs, seals = set_columns(_columns_of(lines, tune, 8), area, words, 118)
    return Sheet(1200, 1200, (leaf,), tuple(glyphs), tuple(seals), mounted=True)


def scroll(lines: Lines, words: Setting, tune: bool) -> Sheet:
    """条幅: running text in two to four tall columns, mounted on silk between two rods."""
    total = sum(map(len, lines))
    count = 2 if total <= 30 else 3 if total <= 64 else 4
    width, height = 900.0, 2700.0
    leaf = Area(80, 330, width - 160, height - 660)
    area = Area(leaf.x + 70, leaf.y + 90, leaf.width - 140, leaf.height - 180)
    glyphs, seals = set_columns(broken(_flat(lines), count), area, words, 150)
    rods = (Area(20, 14, width - 40, 34), Area(0, height - 74, width, 60))
    return Sheet(width, height, (leaf,), tuple(glyphs), tuple(seals), mounted=True, rods=rods)


def handscroll(lines: Lines, words: Setting, tune: bool) -> Sheet:
    """手卷: a long low leaf, one line a column."""
    columns = _cells(lines) if not tune else broken(_flat(lines), max(6, len(lines)))
    width = max(2000.0, 420.0 + 130.0 * len(columns))
    height = 820.0
    leaf = Area(60, 110, width - 120, height - 220)
    area = Area(leaf.x + 110, leaf.y + 70, leaf.width - 220, leaf.height - 140)
    glyphs, seals = set_columns(columns, area, words, 96)
    return Sheet(width, height, (leaf,), tuple(glyphs), tuple(seals), mounted=True)


def album(lines: Lines, words: Setting, tune: bool) -> Sheet:
    """册页: two leaves that face each other, the text across both, ruled in columns."""
    width, height = 1800.0, 1200.0
    leaves = (Area(60, 60, 830, 1080), Area(910, 60, 830, 1080))
    columns = _columns_of(lines, tune, 10)
    if len(columns) < 2:
        columns = broken(_flat(lines), 2)
    half = -(-len(columns) // 2)
    first = replace(words, signature="", seals=())
    last = replace(words, title="", dedication="")
    right, _ = set_columns(columns[:half], Area(980, 170, 690, 860), first, 104)
    em = max(glyph.em for glyph in right if glyph.place)
    left, seals = set_columns(columns[half:], Area(130, 170, 690, 860), last, em)
    return Sheet(width, height, leaves, tuple(right + left), tuple(seals), mounted=True)


def fan(lines: Lines, words: Setting, tune: bool) -> Sheet:
    """扇面: columns stand on the radii of a folding fan, read from the right."""
    width, height = 1800.0, 1010.0
    leaf = Sector(width / 2, 1330.0, 520.0, 1260.0, 42.0)
    short = 5 if max(map(len, lines)) <= 5 else 4
    columns = (
        _cells(lines)
        if len(lines) > 6 and not tune
        else broken(_flat(lines), max(7, -(-sum(map(len, lines)) // short)))
    )
    titles = [text for text in (words.title, words.dedication) if text]
    count = len(columns) + len(titles) + (1.4 if words.signature or words.seals else 0)
    step = min(9.0, 2 * (leaf.span - 3) / count)
    longest = max(map(len, columns))
    depth = leaf.outer - leaf.inner - 110
    start, turn = leaf.outer - 60, math.radians(step)
    # Columns draw near one another towards the centre: the last character decides.
    em = min(96.0, depth / (longest * 1.14), turn * start / (1.06 + turn * 1.2 * longest))
    pitch = min(em * 1.3, depth / longest)
    angle, glyphs = count * step / 2 - step / 2, list[Glyph]()
    for text in titles:
        glyphs += _spoke(leaf, angle, [(c, None) for c in text], start, em * 0.5, em * 0.62)
        angle -= step
    for column in columns:
        glyphs += _spoke(leaf, angle, column, start, em, pitch)
        angle -= step
    # In ems of the poem: characters of the signature, then seals below them.
    long = 0.54 * len(words.signature) + 0.96 * len(words.seals) + 0.4
    share = min(1.0, (depth + 60) / (long * em))
    size, side = 0.42 * share * em, 0.8 * share * em
    pitch = 0.54 * share * em
    signed = _spoke(leaf, angle, [(c, None) for c in words.signature], start, size, pitch)
    radius, seals = start - len(words.signature) * pitch - 0.1 * em, list[Square]()
    for text in words.seals:
        x, y = _at(leaf, angle, radius - side / 2)
        seals.append(Square(x - side / 2, y - side / 2, side, text))
        radius -= side * 1.2
    return Sheet(width, height, (leaf,), tuple(glyphs + signed), tuple(seals))


def _at(leaf: Sector, angle: float, radius: float) -> tuple[float, float]:
    turn = math.radians(angle)
    return leaf.x + radius * math.sin(turn), leaf.y - radius * math.cos(turn)


def _spoke(
    leaf: Sector,
    angle: float,
    column: Sequence[tuple[str, Place | None]],
    start: float,
    em: float,
    pitch: float,
) -> list[Glyph]:
    glyphs = []
    for j, (character, place) in enumerate(column):
        x, y = _at(leaf, angle, start - (j + 0.5) * pitch)
        glyphs.append(Glyph(character, x, y, em, INK if place else FAINT, place, angle))
    return glyphs


def couplet(lines: Lines, words: Setting, tune: bool) -> Sheet:
    """对联: two scrolls, the upper line at the right; the title is the 横批 above."""
    width, leaf_width, leaf_height, top = 1500.0, 350.0, 1760.0, 360.0
    right = Area(width - 90 - leaf_width, top, leaf_width, leaf_height)
    left = Area(90, top, leaf_width, leaf_height)
    glyphs: list[Glyph] = []
    em = min(190.0, (leaf_height - 220) / (len(lines[0]) * 1.12))
    pitch = (leaf_height - 220) / len(lines[0])
    for i, leaf in enumerate((right, left)):
        x = leaf.x + leaf.width / 2
        glyphs += [
            Glyph(c, x, leaf.y + 110 + (j + 0.5) * pitch, em, INK, Place(i, j))
            for j, c in enumerate(lines[i])
        ]
    leaves = [right, left]
    if words.title:
        across = min(760.0, 60 + 190.0 * len(words.title))
        above = Area((width - across) / 2, 90, across, 200)
        leaves.append(above)
        size = min(140.0, (across - 60) / len(words.title) / 1.12)
        # A 横批 is read from the right, as the couplet is.
        begin = (width - len(words.title) * size * 1.12) / 2
        # In the order of reading, which a PDF keeps for what is copied out of it.
        glyphs += row(words.title[::-1], begin, above.y + 100, size, INK)[::-1]
    glyphs += run(words.dedication, right.right - 52, right.y + 110, 34)
    signed, seals = sign(
        Setting(signature=words.signature, seals=words.seals),
        Area(left.x + 20, left.y + 160, 64, left.height - 270),
        80,
    )
    return Sheet(width, top + leaf_height + 90, tuple(leaves), tuple(glyphs + signed), tuple(seals))


def _rows(
    lines: Lines, words: Setting, size: tuple[float, float], most: float
) -> tuple[list[Glyph], list[Square], list[tuple[float, float, float, float]]]:
    """Horizontal rows in the middle, title above, inscription below."""
    width, height = size
    longest = max(map(len, lines))
    wide = 1.14 * words.spacing
    em = min(most, (width - 240) / (longest * wide), (height - 520) / (len(lines) * 1.5))
    pitch = min(1.75 * em, (height - 500) / len(lines))
    tall = len(lines) * pitch
    top = (height - tall) / 2 + (40 if words.title else 0)
    glyphs: list[Glyph] = []
    rules: list[tuple[float, float, float, float]] = []
    if words.title:
        title = min(0.72 * em, (width - 300) / (len(words.title) * 1.12))
        glyphs += row(words.title, (width - len(words.title) * title * 1.12) / 2,
                      top - 1.25 * em, title, INK)  # fmt: skip
        rules.append((width / 2 - 40, top - 0.45 * em, width / 2 + 40, top - 0.45 * em))
    for i, line in enumerate(_cells(lines)):
        left = (width - len(line) * em * wide) / 2
        glyphs += [
            Glyph(c, left + (j + 0.5) * em * wide, top + (i + 0.5) * pitch, em, INK, place)
            for j, (c, place) in enumerate(line)
        ]
    below = "　".join(filter(None, (words.dedication, words.signature)))
    small, side = min(0.46 * em, 34.0), 64.0
    seals_width = len(words.seals) * (side + 12)
    y = height - 130
    end = width - 110 - seals_width
    small = min(small, (end - 110) / (max(1, len(below)) * 1.12))
    glyphs += row(below, end - 20 - len(below) * small * 1.12, y, small)
    seals = [
        Square(end + k * (side + 12), y - side / 2, side, text)
        for k, text in enumerate(words.seals)
    ]
    return glyphs, seals, rules


def card(lines: Lines, words: Setting, tune: bool) -> Sheet:
    """方卡: rows in a square, for the screen of a phone."""
    return _leaf(lines, words, tune, Area(0, 0, 1080, 1080), words.horizontal is not False)


def portrait(lines: Lines, words: Setting, tune: bool) -> Sheet:
    """竖卡: columns in the middle of a phone's screen."""
    return _leaf(lines, words, tune, Area(0, 0, 1080, 1920), bool(words.horizontal))


def plain(lines: Lines, words: Setting, tune: bool) -> Sheet:
    """素笺: columns on a sheet of A4, nothing around them."""
    return _leaf(lines, words, tune, Area(0, 0, 1240, 1754), bool(words.horizontal))


def _leaf(lines: Lines, words: Setting, tune: bool, leaf: Area, horizontal: bool) -> Sheet:
    """A sheet that is one leaf, in rows or in columns."""
    if horizontal:
        glyphs, seals, rules = _rows(lines, words, (leaf.width, leaf.height), 96)
        return Sheet(leaf.width, leaf.height, (leaf,), tuple(glyphs), tuple(seals), tuple(rules))
    side, top = leaf.width * 0.12, leaf.height * 0.15
    area = Area(side, top, leaf.width - 2 * side, leaf.height - 2.1 * top)
    glyphs, seals = set_columns(_columns_of(lines, tune, 7), area, words, 100)
    return Sheet(leaf.width, leaf.height, (leaf,), tuple(glyphs), tuple(seals))


LAYOUT_OF: Mapping[str, Callable[[Lines, Setting, bool], Sheet]] = {
    "square": square,
    "scroll": scroll,
    "handscroll": handscroll,
    "fan": fan,
    "couplet": couplet,
    "album": album,
    "card": card,
    "portrait": portrait,
    "plain": plain,
}
"""Names as in `poster.LAYOUTS`."""
