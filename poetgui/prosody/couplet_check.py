"""What is right and wrong with a couplet 对联."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from poetgui.grid import Cell, Place, Tone
from poetgui.prosody.books import NO_BOOK, RhymeBook
from poetgui.prosody.couplet import COUNTING, NUMERALS, couplet_grid, repeated, rhythm
from poetgui.prosody.forms import COUPLET
from poetgui.prosody.tones import EITHER, LEVEL, OBLIQUE, lookup
from poetgui.prosody.verdict import Finding, Kind, Mark, Severity, State, Verdict

_NAMES = {LEVEL: "平", OBLIQUE: "仄"}
_PARTICLES = frozenset("之而以于与其乎者也兮矣")
"""What both sides may say at the same place (之 against 之)."""


def judge(lines: Sequence[str], book: RhymeBook | None, pins: Collection[Place] = ()) -> Verdict:
    """Judge the clauses of the upper side, then as many of the lower one.

    One line of an even number of characters is cut in half. Without a book tones are not looked at.
    """
    lines = tuple(lines)
    if len(lines) == 1 and len(lines[0]) % 2 == 0:
        half = len(lines[0]) // 2
        lines = (lines[0][:half], lines[0][half:])
    name = NO_BOOK if book is None else book.name
    if found := _shape(lines):
        return Verdict(lines, COUPLET, name, "", "", tuple(found), ())
    job = _Job(lines, frozenset(pins))
    job.words()
    if book is None:
        return Verdict(lines, COUPLET, name, "", "", job.sorted(), ())
    marks = job.tones(book)
    return Verdict(lines, COUPLET, name, "", "", job.sorted(), marks)


def _shape(lines: Sequence[str]) -> list[Finding]:
    if len(lines) % 2:
        return [Finding(Kind.SHAPE, f"上下联的句数应相同，这里共{len(lines)}句。")]
    half = len(lines) // 2
    found = []
    for i, (upper, lower) in enumerate(zip(lines[:half], lines[half:], strict=True)):
        if len(upper) != len(lower):
            clause = f"第{i + 1}句" if half > 1 else ""
            message = f"上联{clause}有{len(upper)}字，下联{clause}有{len(lower)}字，字数应相同。"
            found.append(Finding(Kind.SHAPE, message, Place(half + i, max(len(lower), 1) - 1)))
    return found


class _Job:
    """One couplet of matching shape; collects findings."""

    def __init__(self, lines: tuple[str, ...], pins: frozenset[Place]) -> None:
        self.lines, self.pins = lines, pins
        self.half = len(lines) // 2
        self.upper, self.lower = lines[: self.half], lines[self.half :]
        self.findings: list[Finding] = []

    def sorted(self) -> tuple[Finding, ...]:
        """Faults first, then by place."""
        return tuple(
            sorted(self.findings, key=lambda f: (f.severity is Severity.NOTE, f.place or (-1, -1)))
        )

    def _add(self, kind: Kind, message: str, place: Place, note: bool = False) -> None:
        severity = Severity.NOTE if note else Severity.FAULT
        self.findings.append(Finding(kind, message, place, severity, place in self.pins))

    def _where(self, place: Place, side: bool = True) -> str:
        """上联第2句第3字; of a side in one piece 上联第3字. place: counted over both sides."""
        clause = f"第{place.line % self.half + 1}句" if self.half > 1 else ""
        name = "" if not side else "上联" if place.line < self.half else "下联"
        return f"{name}{clause}第{place.column + 1}字"

    def _below(self, place: Place) -> Place:
        return Place(place.line + self.half, place.column)

    def words(self) -> None:
        """What can be said without a book: shared characters, repeats, numerals."""
        self._shared()
        self._repeats()
        for i, clause in enumerate(self.upper):
            for j, (above, below) in enumerate(zip(clause, self.lower[i], strict=True)):
                if (above in NUMERALS and below not in COUNTING) or (
                    below in NUMERALS and above not in COUNTING
                ):
                    at = self._where(Place(i, j), side=False)
                    message = f"{at}“{above}”对“{below}”，数目字宜与数目字相对。"
                    self._add(Kind.ANTITHESIS, message, Place(self.half + i, j), note=True)

    def _shared(self) -> None:
        above = {c: Place(i, j) for i, line in enumerate(self.upper) for j, c in enumerate(line)}
        seen: set[str] = set()
        for i, clause in enumerate(self.lower):
            for j, character in enumerate(clause):
                if character not in above or character in seen:
                    continue
                seen.add(character)
                place = Place(self.half + i, j)
                alike = self.upper[i][j] == character and character in _PARTICLES
                message = f"“{character}”字上下联重出（{self._where(place)}）。"
                self._add(Kind.REPEATED, message, place, note=alike)

    def _repeats(self) -> None:
        """叠字 and other repeats answer each other, place by place."""
        above, below = dict(repeated(self.upper)), dict(repeated(self.lower))
        for later in sorted(above.keys() | below.keys()):
            if above.get(later) == below.get(later):
                continue
            side, other, first = (
                ("上联", "下联", above[later]) if later in above else ("下联", "上联", below[later])
            )
            character = (self.upper if side == "上联" else self.lower)[later.line][later.column]
            places = f"{self._where(first, False)}与{self._where(later, False)}"
            message = f"{side}{places}同为“{character}”，{other}没有在相同的位置重复。"
            self._add(Kind.ANTITHESIS, message, self._below(later))

    def tones(self, book: RhymeBook) -> tuple[tuple[Mark, ...], ...]:
        """Tones at the rhythm places and the line ends; the marks of all cells."""
        look = lookup(book)
        sets = [look.tones(line) for line in self.lines]
        for i in range(self.half):
            columns = rhythm(sets[i])
            for j in columns:
                one, other = sets[i][j], sets[self.half + i][j]
                ends = i == self.half - 1 and j == columns[-1]
                if one == other != EITHER and not ends:
                    self._alike(Place(i, j), _NAMES[one])
        self._ending(sets[self.half - 1][-1], sets[-1][-1])
        grid = couplet_grid(self.upper, book)
        for cell in grid.cells:
            character = self.lines[cell.line][cell.column]
            if not look.readings(character):
                at = self._where(cell.place)
                message = f"{at}“{character}”韵书未收，平仄不明。"
                self._add(Kind.UNKNOWN, message, cell.place, note=True)
        faults = {f.place for f in self.findings if f.kind in (Kind.TONE, Kind.ENDING)}
        return tuple(
            tuple(self._mark(cell, sets[i][cell.column], book, faults) for cell in row)
            for i, row in enumerate(grid.lines)
        )

    def _alike(self, place: Place, tone: str) -> None:
        above, below = self.upper[place.line][place.column], self.lower[place.line][place.column]
        at = self._where(self._below(place))
        message = f"{at}“{below}”与上联的“{above}”同为{tone}声，此处应相反。"
        self._add(Kind.TONE, message, self._below(place))

    def _ending(self, upper: int, lower: int) -> None:
        place = Place(self.half - 1, len(self.upper[-1]) - 1)
        if upper != LEVEL:
            if lower == OBLIQUE:
                message = f"下联以仄声“{self.lower[-1][-1]}”收尾，应以平声收尾。"
                self._add(Kind.ENDING, message, self._below(place))
            return
        character = self.upper[-1][-1]
        message = f"上联以平声“{character}”收尾，通常上联收仄、下联收平"
        if lower == LEVEL:
            message += "；这里上下联都收平声"
        elif lower == OBLIQUE:
            message += "；上下联或许应当对调"
        self._add(Kind.ENDING, message + "。", place)

    def _mark(
        self, cell: Cell, tones: int, book: RhymeBook, faults: Collection[Place | None]
    ) -> Mark:
        character = self.lines[cell.line][cell.column]
        readings = lookup(book).readings(character)
        if cell.place in faults:
            state = State.WRONG
        elif not readings:
            state = State.UNKNOWN
        elif tones == EITHER and cell.tone is not Tone.ANY:
            state = State.SEVERAL
        else:
            state = State.RIGHT
        return Mark(cell.place, character, state, cell.tone, readings)
