"""格律检测: shape, rhyme and tone of a poem, each fault with its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from poetgui.grid import OPEN, Grid, Place, Tone
from poetgui.prosody import regulated, rhyme, tune_fit
from poetgui.prosody.books import CILIN, NO_BOOK, PINGSHUI
from poetgui.prosody.books import book as load_book
from poetgui.prosody.couplet_check import judge
from poetgui.prosody.forms import COUPLET, Form, LineKind, grids, infer_form, pattern_name
from poetgui.prosody.forms import rhymes as ends_on_rhyme
from poetgui.prosody.job import Job, at
from poetgui.prosody.text import parse_poems, parse_text
from poetgui.prosody.tones import LEVEL, OBLIQUE, Lookup, lookup
from poetgui.prosody.tune_job import TuneJob
from poetgui.prosody.verdict import Finding, Kind, Severity, Verdict

__all__ = ["check", "parse_poems", "parse_text"]

_SURELY = 2
"""With so few faults lines of the shape of verse are taken for the tune of that shape."""
_NEAR = 3
"""A tune is named as near where no more than a third of the characters are too many or few."""


def check(
    lines: Sequence[str],
    form: Form | None = None,
    book: str | None = None,
    pins: Collection[Place] = (),
) -> Verdict:
    """Judge lines of Han characters, in either script, against a form and a rhyme book.

    Without a form the one of this shape is taken, regulated forms first; a tune of the same shape
    is preferred where the lines keep it and not the verse form. Without a book it is 平水韵 for
    verse and 词林正韵 for tunes. Findings in which a cell of `pins` takes part are marked as
    pinned. With the book "none" only shape and repeated characters are looked at. Open cells
    (`grid.OPEN`) break no rule; their marks say what they want. Raises UserError for an unknown
    book.
    """
    lines, pins = tuple(lines), frozenset(pins)
    shape = tuple(map(len, lines))
    if form is not None:
        return _check_as(form, lines, book, pins)
    verse = infer_form(shape)
    if verse is not None and verse.tune is None:
        verdict = _check_as(verse, lines, book, pins)
        return verdict if verdict.passed else _rather_a_tune(verdict, lines, book, pins)
    found = _as_tunes(tune_fit.tunes_that_fit(shape), lines, book, pins)
    return found or Verdict(lines, None, book or PINGSHUI, "", "", (_no_form(shape),), ())


def _check_as(
    form: Form, lines: tuple[str, ...], book: str | None, pins: frozenset[Place]
) -> Verdict:
    if form.tune is not None:
        fitting = tune_fit.fitting(tuple(map(len, lines)), [form])
        found = _as_tunes(fitting, lines, book, pins)
        return found or Verdict(
            lines, form, book or CILIN, "", "", tuple(_shape(tuple(map(len, lines)), form)), ()
        )
    book = book or PINGSHUI
    table = None if book == NO_BOOK else load_book(book)
    if form is COUPLET:
        return judge(lines, table, pins)
    findings = _shape(tuple(map(len, lines)), form)
    repeated = _repeated(lines, pins) if form.regulated else []
    if findings or table is None:
        return Verdict(lines, form, book, "", "", (*findings, *repeated), ())
    job = _Verse(lines, form, lookup(table), pins)
    job.regulated() if form.regulated else job.old_style()
    job.unknown()
    return Verdict(
        lines, form, book, job.pattern, job.rhyme, (*job.ordered(), *repeated), job.marks()
    )


def _rather_a_tune(
    verse: Verdict, lines: tuple[str, ...], book: str | None, pins: frozenset[Place]
) -> Verdict:
    """The verdict on a tune of the same shape if it finds next to no fault, else the verse's."""
    shape = tuple(map(len, lines))
    same = [fit for fit in tune_fit.tunes_that_fit(shape) if fit[1].shape == shape]
    tune = _as_tunes(same, lines, book, pins)
    if tune is None or len(tune.faults) > _SURELY:
        return verse
    free = verse.form is not None and not verse.form.regulated
    return tune if free or len(tune.faults) < len(verse.faults) else verse


def _as_tunes(
    fitting: Sequence[tuple[Form, Grid]],
    lines: tuple[str, ...],
    book: str | None,
    pins: frozenset[Place],
) -> Verdict | None:
    """The verdict on the pattern with the fewest faults, those that pins bring about counted last;
    the first of equals."""
    verdicts = [_as_pattern(form, grid, lines, book or CILIN, pins) for form, grid in fitting]
    return min(
        verdicts, key=lambda v: (len(v.violations()), len(v.faults), len(v.notes)), default=None
    )


def _as_pattern(
    form: Form, grid: Grid, lines: tuple[str, ...], book: str, pins: frozenset[Place]
) -> Verdict:
    broken, moved = tune_fit.broken_as(lines, pins, grid)
    if book == NO_BOOK:
        return Verdict(broken, form, book, grid.pattern, "", (), ())
    job = TuneJob(broken, grid, lookup(load_book(book)), moved)
    job.run()
    if broken != lines:
        job.add(Kind.PHRASING, "断句与谱不同，依谱重断。", note=True)
    return Verdict(broken, form, book, job.pattern, job.rhyme, tuple(job.ordered()), job.marks())


def _no_form(shape: tuple[int, ...]) -> Finding:
    widths = "、".join(map(str, shape))
    message = f"共{len(shape)}句，字数为{widths}，不合任何一种已知体裁。"
    if near := [fit for fit in tune_fit.nearest(shape) if fit[0] * _NEAR <= sum(shape)]:
        names = "、".join(f"{grid.form}（差{far}字）" for far, grid in near)
        message = f"{message[:-1]}；最近的词牌是{names}。"
    return Finding(Kind.SHAPE, message)


def _shape(shape: tuple[int, ...], form: Form) -> list[Finding]:
    """Lines that are too many, too few, too long or too short."""
    found = []
    if form.tune is not None:
        return _tune_shape(shape, form)
    if not form.takes(len(shape)):
        found.append(
            Finding(Kind.SHAPE, f"{form.label}应为{form.counts}句，这里有{len(shape)}句。")
        )
    for i, width in enumerate(shape):
        if width != form.width:
            message = f"第{i + 1}句有{width}字，{form.label}每句应为{form.width}字。"
            found.append(Finding(Kind.SHAPE, message, Place(i, max(width, 1) - 1)))
    return found


def _tune_shape(shape: tuple[int, ...], form: Form) -> list[Finding]:
    """The same against the pattern that comes nearest: line by line if there are as many."""
    grid = min(grids(form), key=lambda g: tune_fit.distance(shape, g.shape))
    name = f"{form.name}（{grid.pattern}）"
    if len(shape) != len(grid.lines):
        widths = "、".join(map(str, grid.shape))
        message = f"{name}应为{len(grid.lines)}句，字数为{widths}，这里有{len(shape)}句。"
        return [Finding(Kind.SHAPE, message)]
    return [
        Finding(Kind.SHAPE, f"第{i + 1}句有{width}字，{name}应为{wanted}字。", Place(i, width - 1))
        for i, (width, wanted) in enumerate(zip(shape, grid.shape, strict=True))
        if width != wanted
    ]


def _repeated(lines: tuple[str, ...], pins: Collection[Place]) -> list[Finding]:
    """Characters that stand twice, doubled ones (叠字) aside: worth a look, no fault."""
    places: dict[str, list[Place]] = {}
    for i, line in enumerate(lines):
        for j, character in enumerate(line):
            if character != OPEN and (j == 0 or line[j - 1] != character):
                places.setdefault(character, []).append(Place(i, j))
    return [
        Finding(
            Kind.REPEATED,
            f"“{character}”字重出：{'、'.join(at(*place) for place in found)}。",
            found[1],
            Severity.NOTE,
            any(place in pins for place in found),
        )
        for character, found in places.items()
        if len(found) > 1
    ]


class _Verse(Job):
    """A poem in a verse form."""

    def __init__(
        self, lines: tuple[str, ...], form: Form, look: Lookup, pins: frozenset[Place]
    ) -> None:
        super().__init__(lines, look, pins)
        self.form = form

    def _line_end(self, line: int) -> rhyme.RhymeCell:
        return self.rhyme_cell(Place(line, self.form.width - 1))

    def regulated(self) -> None:
        cells = [self._line_end(i) for i in range(1, len(self.lines), 2)]
        self.rhyme = rhyme.choose_group(cells, self.look, LEVEL, self._line_end(0))
        kinds = regulated.best_kinds(
            [
                regulated.Line(
                    tones,
                    {p.column for p in self.pins if p.line == i},
                    0 if i else self._first_line(),
                )
                for i, tones in enumerate(self.tones)
            ]
        )
        self.pattern = pattern_name(kinds[0], self.form.width)
        last = self.form.width - 1
        self.rhyming = {Place(i, last) for i, kind in enumerate(kinds) if ends_on_rhyme(kind)}
        for i, kind in enumerate(kinds):
            self._line_tones(i, kind)
            if i and not regulated.follows(kinds[i - 1], kind, i):
                self._loose(i)
        self._level_rhymes()

    def _first_line(self) -> int:
        """How well line 1 rhymes: see `regulated.Line`."""
        groups = self.look.groups(self.lines[0][-1], LEVEL)
        if self.rhyme in groups or not self.look.readings(self.lines[0][-1]):
            return 0
        return 2 if groups.isdisjoint(rhyme.neighbours(self.rhyme)) else 1

    def _line_tones(self, i: int, kind: LineKind) -> None:
        """Set what the cells demand, and report the line's flaws."""
        front = self.form.width - 5
        wanted = ("平平" if kind.value[1] == "仄" else "仄仄") + kind.value
        strict = wanted[-self.form.width :]
        for j, tone in enumerate(strict):
            free = j % 2 == 0 and j < self.form.width - 1
            keep = (kind is LineKind.B and j == front) or (kind is LineKind.D and j == front + 2)
            self.demands[i][j] = Tone.ANY if free and not keep else Tone(tone)
        following = self.tones[i + 1] if i + 1 < len(self.tones) else ()
        for flaw in regulated.flaws(kind, self.tones[i], following):
            message = self._sentence(flaw, kind, i, strict)
            place = Place(i, flaw.column)
            self.add(flaw.kind, message, place, flaw.licensed, flaw.columns)

    def _sentence(self, flaw: regulated.Flaw, kind: LineKind, i: int, strict: str) -> str:
        j = flaw.column
        where = f"{at(i, j)}“{self.lines[i][j]}”"
        if flaw.kind is Kind.LONE_LEVEL:
            return f"第{i + 1}句犯孤平：{where}应平而仄。"
        if flaw.kind is Kind.LEVEL_TAIL:
            return f"第{i + 1}句犯三平尾：{where}应仄而平。"
        if flaw.kind is Kind.TWISTED:
            return f"{where}应平而仄，是可不救的小拗。"
        if flaw.kind is Kind.REPAIR:
            how = {
                LineKind.A: "由对句相救",
                LineKind.B: "由本句自救",
                LineKind.C: "是平平仄平仄的特拗",
            }[kind]
            return f"{where}应{strict[j]}而拗，{how}。"
        return f"{where}出律：应{strict[j]}而{'仄' if strict[j] == '平' else '平'}。"

    def _loose(self, i: int) -> None:
        """失对 within a couplet, 失粘 between two. The cell named is the second: there it shows."""
        kind, what = (Kind.LINES_ALIKE, "失对") if i % 2 else (Kind.COUPLETS_PART, "失粘")
        self.add(kind, f"第{i + 1}句与第{i}句{what}。", Place(i, 1))

    def _level_rhymes(self) -> None:
        """Rhyme cells against the group; line 1 may use a neighbouring one (孤雁入群)."""
        last = self.form.width - 1
        oblique = False
        for i, _ in sorted(self.rhyming):
            character = self.lines[i][last]
            groups = self.look.groups(character, LEVEL)
            if self.rhyme in groups or not self.look.readings(character):
                continue
            where = f"{at(i, last)}“{character}”"
            near = not groups.isdisjoint(rhyme.neighbours(self.rhyme))
            names = "、".join(sorted(groups, key=self.look.book.index))
            if not groups:
                oblique = True
                self.add(Kind.RHYME, f"{where}是仄声，此处应押平声韵。", Place(i, last))
            elif near and i == 0:
                message = f"{where}属{names}韵，首句借用邻韵（孤雁入群）。"
                self.add(Kind.NEIGHBOUR, message, Place(i, last), note=True)
            else:
                more = "是邻韵，" if near else ""
                message = f"{where}属{names}韵，{more}与全诗的{self.rhyme}韵不押。"
                self.add(Kind.RHYME, message, Place(i, last))
        if oblique:
            self._oblique_verse()

    def _oblique_verse(self) -> None:
        """A poem whose even lines all rhyme in an oblique group is old-style verse."""
        cells = [self._line_end(i) for i in range(1, len(self.lines), 2)]
        group = rhyme.choose_group(cells, self.look, OBLIQUE)
        if all(rhyme.agrees(cell.character, group, self.look, old_style=True) for cell in cells):
            self.rhyme = group
            self.add(Kind.OLD_STYLE, f"全诗押仄声{group}韵，应是古体。", note=True)

    def old_style(self) -> None:
        grid = grids(self.form, len(self.lines))[0]
        self.rhyming = {cell.place for cell in grid.cells if cell.rhyme is not None}
        cells = [self.rhyme_cell(place) for place in sorted(self.rhyming)]
        self.rhyme = rhyme.choose_group(cells, self.look)
        last = self.form.width - 1
        strays = []
        for cell in cells:
            groups = self.look.groups(cell.character)
            if groups and self.rhyme not in groups:
                strays.append((cell, groups))
        changes = None
        if any(not rhyme.agrees(cell.character, self.rhyme, self.look, True) for cell, _ in strays):
            changes = rhyme.stretches(cells, self.look)
        if changes:
            parts = "、".join(f"第{cells[i].line + 1}句起押{group}韵" for i, group in changes)
            self.add(Kind.RHYME_CHANGES, f"中途换韵：{parts}。", note=True)
            return
        for cell, groups in strays:
            where = f"{at(cell.line, last)}“{cell.character}”"
            names = "、".join(sorted(groups, key=self.look.book.index))
            place = Place(cell.line, last)
            if rhyme.agrees(cell.character, self.rhyme, self.look, True):
                message = f"{where}属{names}韵，与{self.rhyme}韵通押。"
                self.add(Kind.NEIGHBOUR, message, place, note=True)
            else:
                self.add(Kind.RHYME, f"{where}属{names}韵，与全诗的{self.rhyme}韵不押。", place)
