"""Forms 体裁 and the grids that they lay out: verse forms, and tunes out of their table.

Regulated verse is made of four kinds of line, which follow each other by 对 (opposite within a
couplet) and 粘 (alike across couplets). The tables are those of 王力《诗词格律》, with one place
more left open: the third character of 平平仄仄平 (in seven-character lines the fifth), where a
level one does no harm. Every filling of a grid is free of 孤平 and 三平尾.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from poetgui.errors import Message, UserError
from poetgui.grid import Cell, Grid, Tone
from poetgui.prosody.forms.tune_patterns import Tune, find_tune, tunes


class LineKind(StrEnum):
    """The four kinds of regulated line; the value is the five-character skeleton."""

    A = "仄仄平平仄"
    B = "平平仄仄平"
    C = "平平平仄仄"
    D = "仄仄仄平平"


WRITTEN = {
    LineKind.A: "中平中仄平平仄",
    LineKind.B: "中仄平平中仄平",
    LineKind.C: "中仄中平平仄仄",
    LineKind.D: "中平中仄仄平平",
}
"""What each cell demands, as seven characters; five-character verse takes the last five.

The first character of five-character 平平仄仄平 stays level, or 孤平 could arise; the third of
仄仄仄平平 stays oblique, or 三平尾 could.
"""

ANSWER = {
    LineKind.A: LineKind.B,
    LineKind.B: LineKind.D,
    LineKind.C: LineKind.D,
    LineKind.D: LineKind.B,
}
"""对: the kind that closes the couplet which this kind opens (B and D open only the first)."""

NEXT = {LineKind.B: LineKind.C, LineKind.D: LineKind.A}
"""粘: the kind that opens the couplet after one which this kind closed."""

OPENINGS = {
    5: (LineKind.A, LineKind.C, LineKind.D, LineKind.B),
    7: (LineKind.D, LineKind.B, LineKind.C, LineKind.A),
}
"""First lines, the usual ones first: five-character verse mostly leaves line 1 unrhymed,
seven-character verse mostly rhymes it."""

OLD_LINES = (2, 32)
"""Fewest and most lines of old-style verse as the program writes it."""
LONG_LINES = (10, OLD_LINES[1])
"""The same of 排律, which has an even number."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: how many lines of how many characters, and whether tones are regulated; or a tune,
    whose grids say all this."""

    name: str
    label: str
    pinyin: str
    width: int
    """Characters in a line; of a tune, in its longest one."""
    lines: int | None
    """Fixed number of lines, or None where any number will do (see `takes`); a tune has those of
    its first pattern."""
    regulated: bool
    """Whether it is made of the four kinds of regulated line; no tune counts as such."""
    tune: Tune | None = field(default=None, compare=False)

    def takes(self, lines: int) -> bool:
        """Whether a poem of so many lines can have this form."""
        if self.tune is not None:
            return any(len(grid.lines) == lines for grid in self.tune.patterns)
        if self.lines is not None:
            return lines == self.lines
        step = 2 if self.regulated else 1
        return self.fewest <= lines <= OLD_LINES[1] and lines % step == 0

    @property
    def fewest(self) -> int:
        """Lines that a form of any number has at least."""
        return LONG_LINES[0] if self.regulated else OLD_LINES[0]

    @property
    def counts(self) -> str:
        """How many lines it can have, in words: 4, 2至32, 10至32的双数."""
        if self.lines is not None:
            return str(self.lines)
        if self.regulated:
            return Message("{}至{}的双数", self.fewest, OLD_LINES[1])
        return Message("{}至{}", self.fewest, OLD_LINES[1])

    def paired_lines(self, lines: int) -> dict[int, int]:
        """Line -> the earlier line to which it stands in antithesis 对仗, in so many lines.

        The two sides of a couplet 对联; of regulated verse all couplets but the first and the last,
        so that a quatrain has none.
        """
        if self == COUPLET:
            return {lines // 2 + i: i for i in range(lines // 2)}
        middle = range(2, lines - 2, 2) if self.regulated else ()
        return {line + 1: line for line in middle}


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("五绝", "五言绝句", "wujue", 5, 4, True),
        Form("七绝", "七言绝句", "qijue", 7, 4, True),
        Form("五律", "五言律诗", "wulv", 5, 8, True),
        Form("七律", "七言律诗", "qilv", 7, 8, True),
        Form("五古", "五言古诗", "wugu", 5, None, False),
        Form("七古", "七言古诗", "qigu", 7, None, False),
        Form("五排", "五言排律", "wupai", 5, None, True),
        Form("七排", "七言排律", "qipai", 7, None, True),
    )
}
"""Every verse form by its Chinese name, in the order in which a person should be offered them."""


@cache
def tune_forms() -> dict[str, Form]:
    """Every tune as a form, by its name, in the order of the table."""
    return {
        tune.name: Form(
            tune.name,
            tune.name,
            tune.pinyin,
            max(tune.patterns[0].shape),
            len(tune.patterns[0].lines),
            False,
            tune=tune,
        )
        for tune in tunes()
    }


COUPLET = Form("对联", "对联", "duilian", 0, None, False)
"""A couplet of its own. Its upper line lays out its grid: `couplet.couplet_grid`, not `grids`."""


def form_of(name: str) -> Form:
    """The form by its name (五绝), full name (五言绝句) or pinyin (wujue, also wulü and wu-lü).

    A tune goes by any of its names. Raises UserError for anything else.
    """
    wanted = name.strip()
    latin = wanted.lower().replace("ü", "v").replace("-", "").replace(" ", "")
    for form in (*FORMS.values(), COUPLET):
        if wanted in (form.name, form.label) or latin == form.pinyin:
            return form
    if (tune := find_tune(wanted)) is not None:
        return tune_forms()[tune.name]
    known = tuple(f"{form.name}（{form.pinyin}）" for form in FORMS.values())
    raise UserError(
        "没有“{}”这种体裁，可选：{}，或{}个词牌之一（如{}）。",
        name,
        known,
        len(tunes()),
        tunes()[0].name,
    )


def infer_form(shape: tuple[int, ...]) -> Form | None:
    """The form that lines of these lengths have; regulated forms are tried first, tunes last."""
    return next(iter(forms_of_shape(shape)), None)


def forms_of_shape(shape: tuple[int, ...]) -> tuple[Form, ...]:
    """All forms that have lines of these lengths: the first verse form, then the tunes."""
    tunes_so = _tunes_by_shape().get(shape, ())
    if len(set(shape)) == 1:
        for form in FORMS.values():
            if form.width == shape[0] and form.takes(len(shape)):
                return (form, *tunes_so)
    return tunes_so


@cache
def _tunes_by_shape() -> dict[tuple[int, ...], tuple[Form, ...]]:
    found: dict[tuple[int, ...], tuple[Form, ...]] = {}
    for form in tune_forms().values():
        for shape in dict.fromkeys(grid.shape for grid in grids(form)):
            found[shape] = (*found.get(shape, ()), form)
    return found


@cache
def grids(form: Form, lines: int | None = None) -> tuple[Grid, ...]:
    """All grids of a form: four tone patterns for regulated verse, one grid for old-style verse,
    the patterns of a tune.

    Old-style verse and 排律 need `lines`; other forms take it only when it is their own number, a
    tune gives the patterns that have so many. Raises UserError where the form cannot have so
    many lines.
    """
    if form is COUPLET:
        raise UserError("对联的格律由上联而定，请先写上联。")
    if form.tune is not None:
        return _of_tune(form.tune, lines)
    count = form.lines if lines is None else lines
    if count is None:
        raise UserError("{}要说明写几句。", form.label)
    if not form.takes(count):
        raise UserError("{}应是{}句，不能写{}句。", form.label, form.counts, count)
    if not form.regulated:
        return (_old_style(form, count),)
    return tuple(_regulated(form, line_kinds(k, count)) for k in OPENINGS[form.width])


def former_grids(form: Form) -> tuple[Grid, ...]:
    """Patterns of a tune that are not offered any more: stored poems may name them."""
    return () if form.tune is None else tuple(grid for grid, _ in form.tune.former)


def line_kinds(first: LineKind, lines: int) -> tuple[LineKind, ...]:
    """The kinds of all lines of a regulated poem that opens with `first`."""
    kinds = [first]
    while len(kinds) < lines:
        table = ANSWER if len(kinds) % 2 else NEXT
        kinds.append(table[kinds[-1]])
    return tuple(kinds)


def rhymes(kind: LineKind) -> bool:
    """Whether a line of this kind ends on a rhyme: the two kinds that end level do."""
    return kind in (LineKind.B, LineKind.D)


def pattern_name(first: LineKind, width: int) -> str:
    """仄起首句不入韵 …: the tone of the second character of line 1, and whether line 1 rhymes."""
    start = WRITTEN[first][-width:][1]
    return f"{start}起首句{'入韵' if rhymes(first) else '不入韵'}"


def _regulated(form: Form, kinds: tuple[LineKind, ...]) -> Grid:
    rows = []
    for i, kind in enumerate(kinds):
        tones = WRITTEN[kind][-form.width :]
        rows.append(
            tuple(
                Cell(i, j, Tone(tone), 0 if rhymes(kind) and j == form.width - 1 else None)
                for j, tone in enumerate(tones)
            )
        )
    return Grid(form.name, pattern_name(kinds[0], form.width), tuple(rows))


def _of_tune(tune: Tune, lines: int | None) -> tuple[Grid, ...]:
    found = tuple(grid for grid in tune.patterns if lines in (None, len(grid.lines)))
    if not found:
        counts = sorted({len(grid.lines) for grid in tune.patterns})
        raise UserError("{}应是{}句，不能写{}句。", tune.name, _one_of(counts), lines)
    return found


def _one_of(counts: list[int]) -> Message | int:
    """4, 4或6, 4、5或6."""
    return Message("{}或{}", tuple(counts[:-1]), counts[-1]) if counts[1:] else counts[0]


def _old_style(form: Form, lines: int) -> Grid:
    """Even lines rhyme; an odd last line closes a sentence of its own and rhymes as well."""
    rows = []
    for i in range(lines):
        slot = 0 if i % 2 or i == lines - 1 else None
        rows.append(
            tuple(
                Cell(i, j, Tone.ANY, slot if j == form.width - 1 else None)
                for j in range(form.width)
            )
        )
    return Grid(form.name, "", tuple(rows))
