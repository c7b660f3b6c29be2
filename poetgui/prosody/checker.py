"""格律检测: shape, rhyme and tone of a poem, each fault with its place."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from poetgui.grid import Place, Tone
from poetgui.prosody import regulated, rhyme
from poetgui.prosody.books import NO_BOOK, PINGSHUI
from poetgui.prosody.books import book as load_book
from poetgui.prosody.forms import Form, LineKind, grids, infer_form, pattern_name
from poetgui.prosody.forms import rhymes as ends_on_rhyme
from poetgui.prosody.text import parse_poems, parse_text
from poetgui.prosody.tones import BITS, EITHER, LEVEL, OBLIQUE, Lookup, lookup
from poetgui.prosody.verdict import Finding, Kind, Mark, Severity, State, Verdict

__all__ = ["check", "parse_poems", "parse_text"]


def check(
    lines: Sequence[str],
    form: Form | None = None,
    book: str = PINGSHUI,
    pins: Collection[Place] = (),
) -> Verdict:
    """Judge lines of Han characters, in either script, against a form and a rhyme book.

    Without a form the one of this shape is taken, regulated forms first. Findings in which a cell
    of `pins` takes part are marked as pinned. With the book "none" only shape and repeated
    characters are looked at. Raises UserError for an unknown book.
    """
    lines = tuple(lines)
    table = None if book == NO_BOOK else load_book(book)
    shape = tuple(len(line) for line in lines)
    wanted = form or infer_form(shape)
    findings = _shape(shape, wanted)
    repeated = _repeated(lines, pins) if wanted and wanted.regulated else []
    if wanted is None or findings or table is None:
        return Verdict(lines, wanted, book, "", "", (*findings, *repeated), ())
    job = _Job(lines, wanted, lookup(table), frozenset(pins))
    job.regulated() if wanted.regulated else job.old_style()
    job.unknown()
    findings = (*sorted(job.findings, key=_order), *repeated)
    return Verdict(lines, wanted, book, job.pattern, job.rhyme, findings, job.marks())


def _order(finding: Finding) -> tuple[bool, tuple[int, int]]:
    """Faults first, then by place; what concerns the whole poem before all places."""
    return finding.severity is Severity.NOTE, finding.place or (-1, -1)


def _at(line: int, column: int) -> str:
    return f"第{line + 1}句第{column + 1}字"


def _shape(shape: tuple[int, ...], form: Form | None) -> list[Finding]:
    """Lines that are too many, too few, too long or too short."""
    if form is None:
        widths = "、".join(map(str, shape))
        return [Finding(Kind.SHAPE, f"共{len(shape)}句，字数为{widths}，不合任何一种已知体裁。")]
    found = []
    if not form.takes(len(shape)):
        wanted = f"{form.lines}" if form.lines else "2至32"
        found.append(Finding(Kind.SHAPE, f"{form.label}应为{wanted}句，这里有{len(shape)}句。"))
    for i, width in enumerate(shape):
        if width != form.width:
            message = f"第{i + 1}句有{width}字，{form.label}每句应为{form.width}字。"
            found.append(Finding(Kind.SHAPE, message, Place(i, max(width, 1) - 1)))
    return found


def _repeated(lines: tuple[str, ...], pins: Collection[Place]) -> list[Finding]:
    """Characters that stand twice, doubled ones (叠字) aside: worth a look, no fault."""
    places: dict[str, list[Place]] = {}
    for i, line in enumerate(lines):
        for j, character in enumerate(line):
            if j == 0 or line[j - 1] != character:
                places.setdefault(character, []).append(Place(i, j))
    return [
        Finding(
            Kind.REPEATED,
            f"“{character}”字重出：{'、'.join(_at(*place) for place in found)}。",
            found[1],
            Severity.NOTE,
            any(place in pins for place in found),
        )
        for character, found in places.items()
        if len(found) > 1
    ]


class _Job:
    """One poem under the lamp: collects findings, then marks the cells."""

    def __init__(
        self, lines: tuple[str, ...], form: Form, look: Lookup, pins: frozenset[Place]
    ) -> None:
        self.lines, self.form, self.look, self.pins = lines, form, look, pins
        self.tones = [look.tones(line) for line in lines]
        self.findings: list[Finding] = []
        self.pattern = self.rhyme = ""
        self.demands = [[Tone.ANY] * form.width for _ in lines]
        self.rhyming: set[int] = set()
        """Lines that are to end on the rhyme."""

    def _add(
        self,
        kind: Kind,
        message: str,
        place: Place | None = None,
        note: bool = False,
        columns: Sequence[int] = (),
    ) -> None:
        pinned = place is not None and any(
            (place.line, column) in self.pins for column in (place.column, *columns)
        )
        severity = Severity.NOTE if note else Severity.FAULT
        self.findings.append(Finding(kind, message, place, severity, pinned))

    def _rhyme_cell(self, line: int) -> rhyme.RhymeCell:
        last = self.form.width - 1
        return rhyme.RhymeCell(line, self.lines[line][last], Place(line, last) in self.pins)

    def regulated(self) -> None:
        cells = [self._rhyme_cell(i) for i in range(1, len(self.lines), 2)]
        self.rhyme = rhyme.choose_group(cells, self.look, LEVEL, self._rhyme_cell(0))
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
        self.rhyming = {i for i, kind in enumerate(kinds) if ends_on_rhyme(kind)}
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
            self._add(flaw.kind, message, place, flaw.licensed, flaw.columns)

    def _sentence(self, flaw: regulated.Flaw, kind: LineKind, i: int, strict: str) -> str:
        j = flaw.column
        where = f"{_at(i, j)}“{self.lines[i][j]}”"
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
        self._add(kind, f"第{i + 1}句与第{i}句{what}。", Place(i, 1))

    def _level_rhymes(self) -> None:
        """Rhyme cells against the group; line 1 may use a neighbouring one (孤雁入群)."""
        last = self.form.width - 1
        oblique = False
        for i in sorted(self.rhyming):
            character = self.lines[i][last]
            groups = self.look.groups(character, LEVEL)
            if self.rhyme in groups or not self.look.readings(character):
                continue
            where = f"{_at(i, last)}“{character}”"
            near = not groups.isdisjoint(rhyme.neighbours(self.rhyme))
            names = "、".join(sorted(groups, key=self.look.book.index))
            if not groups:
                oblique = True
                self._add(Kind.RHYME, f"{where}是仄声，此处应押平声韵。", Place(i, last))
            elif near and i == 0:
                message = f"{where}属{names}韵，首句借用邻韵（孤雁入群）。"
                self._add(Kind.NEIGHBOUR, message, Place(i, last), note=True)
            else:
                more = "是邻韵，" if near else ""
                message = f"{where}属{names}韵，{more}与全诗的{self.rhyme}韵不押。"
                self._add(Kind.RHYME, message, Place(i, last))
        if oblique:
            self._oblique_verse()

    def _oblique_verse(self) -> None:
        """A poem whose even lines all rhyme in an oblique group is old-style verse."""
        cells = [self._rhyme_cell(i) for i in range(1, len(self.lines), 2)]
        group = rhyme.choose_group(cells, self.look, OBLIQUE)
        if all(rhyme.agrees(cell.character, group, self.look, old_style=True) for cell in cells):
            self.rhyme = group
            self._add(Kind.OLD_STYLE, f"全诗押仄声{group}韵，应是古体。", note=True)

    def old_style(self) -> None:
        grid = grids(self.form, len(self.lines))[0]
        self.rhyming = {cell.line for cell in grid.cells if cell.rhyme is not None}
        cells = [self._rhyme_cell(i) for i in sorted(self.rhyming)]
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
            self._add(Kind.RHYME_CHANGES, f"中途换韵：{parts}。", note=True)
            return
        for cell, groups in strays:
            where = f"{_at(cell.line, last)}“{cell.character}”"
            names = "、".join(sorted(groups, key=self.look.book.index))
            place = Place(cell.line, last)
            if rhyme.agrees(cell.character, self.rhyme, self.look, True):
                message = f"{where}属{names}韵，与{self.rhyme}韵通押。"
                self._add(Kind.NEIGHBOUR, message, place, note=True)
            else:
                self._add(Kind.RHYME, f"{where}属{names}韵，与全诗的{self.rhyme}韵不押。", place)

    def unknown(self) -> None:
        for i, line in enumerate(self.lines):
            for j, character in enumerate(line):
                if not self.look.readings(character):
                    message = f"{_at(i, j)}“{character}”韵书未收，平仄不明。"
                    self._add(Kind.UNKNOWN, message, Place(i, j), note=True)

    def marks(self) -> tuple[tuple[Mark, ...], ...]:
        wrong = {f.place: f.kind for f in self.findings if f.severity is Severity.FAULT}
        return tuple(
            tuple(self._mark(Place(i, j), wrong.get(Place(i, j))) for j in range(self.form.width))
            for i in range(len(self.lines))
        )

    def _mark(self, place: Place, fault: Kind | None) -> Mark:
        i, j = place
        character = self.lines[i][j]
        readings = self.look.readings(character)
        demand = self.demands[i][j]
        if fault is Kind.RHYME:
            state = State.MISSED_RHYME
        elif fault in (Kind.TONE, Kind.LONE_LEVEL, Kind.LEVEL_TAIL):
            state = State.WRONG
        elif not readings:
            state = State.UNKNOWN
        elif i in self.rhyming and j == self.form.width - 1:
            state = State.RHYMES
        elif self.tones[i][j] == EITHER and BITS[demand] != EITHER:
            state = State.SEVERAL
        else:
            state = State.RIGHT
        return Mark(place, character, state, demand, readings)
