"""What judging a poem has in common, whatever its form: findings are collected, cells marked."""

from __future__ import annotations

from collections.abc import Sequence

from poetgui.errors import NOTHING, Message
from poetgui.grid import OPEN, Place, Tone
from poetgui.prosody.books.reading_likelihood import load_table
from poetgui.prosody.books.rhyme_divisions import entering_groups
from poetgui.prosody.books.rhyme_groups import RhymeCell
from poetgui.prosody.books.tones import BITS, EITHER, LEVEL, Lookup
from poetgui.prosody.checker.verdict import Finding, Kind, Mark, Severity, State

_OUT_OF_ORDER = (Kind.TONE, Kind.LONE_LEVEL, Kind.LEVEL_TAIL, Kind.ECHO, Kind.ENDING)

_WOULD_BE = {
    Kind.TONE: Message("出律"),
    Kind.RHYME: Message("不押韵"),
    Kind.LONE_LEVEL: Message("犯孤平"),
    Kind.LEVEL_TAIL: Message("犯三平尾"),
}


def at(line: int, column: int) -> Message:
    return Message("第{}句第{}字", line + 1, column + 1)


class Checker:
    """One poem under the lamp: collects findings, then marks the cells."""

    def __init__(self, lines: tuple[str, ...], look: Lookup, pins: frozenset[Place]) -> None:
        self.lines, self.look, self.pins = lines, look, pins
        self.tones = [look.tones(line) for line in lines]
        self.entering = entering_groups(look.book)
        guess = load_table(look.book.name)
        self.likely = [guess.narrow(*pair) for pair in zip(lines, self.tones, strict=True)]
        """The tone sets without the readings that are unlikely in their words."""
        self.findings: list[Finding] = []
        self.pattern = self.rhyme = ""
        self.demands = [[Tone.ANY] * len(line) for line in lines]
        self.rhyming: set[Place] = set()
        """Cells that are to rhyme."""

    def add(
        self,
        kind: Kind,
        message: Message,
        place: Place | None = None,
        note: bool = False,
        columns: Sequence[int] = (),
        repair: Message = NOTHING,
    ) -> None:
        """`columns` are further cells of the line that take part."""
        pinned = place is not None and any(
            (place.line, column) in self.pins for column in (place.column, *columns)
        )
        severity = Severity.NOTE if note else Severity.FAULT
        self.findings.append(Finding(kind, message, place, severity, pinned, repair))

    def doubt(self, place: Place, likely: Tone, fault: Kind) -> None:
        """Note a cell that fits only in a reading that is unlikely here."""
        other = Tone.OBLIQUE if likely is Tone.LEVEL else Tone.LEVEL
        what = _WOULD_BE[fault]
        message = Message(
            "{}此处多读{}声，依此则{}；读{}声方合。", self.named(place), likely, what, other
        )
        self.add(Kind.UNLIKELY, message, place, note=True)

    def named(self, place: Place) -> Message:
        """第1句第2字“明”: how a message names a cell."""
        character = self.lines[place.line][place.column]
        return Message("第{}句第{}字“{}”", place.line + 1, place.column + 1, character)

    def rhyme_cell(self, place: Place) -> RhymeCell:
        return RhymeCell(place.line, self.lines[place.line][place.column], place in self.pins)

    def unknown(self) -> None:
        for i, line in enumerate(self.lines):
            for j, character in enumerate(line):
                if character != OPEN and not self.look.readings(character):
                    message = Message("{}韵书未收，平仄不明。", self.named(Place(i, j)))
                    self.add(Kind.UNKNOWN, message, Place(i, j), note=True)

    def ordered(self) -> list[Finding]:
        """Faults first, then by place; what concerns the whole poem before all places."""
        return sorted(
            self.findings, key=lambda f: (f.severity is Severity.NOTE, f.place or (-1, -1))
        )

    def marks(self) -> tuple[tuple[Mark, ...], ...]:
        wrong = {f.place: f.kind for f in self.findings if f.severity is Severity.FAULT}
        return tuple(
            tuple(self._mark(Place(i, j), wrong.get(Place(i, j))) for j in range(len(line)))
            for i, line in enumerate(self.lines)
        )

    def _mark(self, place: Place, fault: Kind | None) -> Mark:
        i, j = place
        character = self.lines[i][j]
        readings = self.look.readings(character)
        demand = self.demands[i][j]
        if fault is Kind.RHYME:
            state = State.MISSED_RHYME
        elif fault in _OUT_OF_ORDER:
            state = State.WRONG
        elif character == OPEN:
            state = State.RHYMES if place in self.rhyming else State.OPEN
        elif not readings:
            state = State.UNKNOWN
        elif place in self.rhyming:
            state = State.RHYMES
        elif self.tones[i][j] == EITHER and BITS[demand] != EITHER:
            state = State.SEVERAL
        else:
            state = State.RIGHT
        oblique = {r.group for r in readings if r.tone is Tone.OBLIQUE}
        entering = bool(oblique) and oblique <= self.entering
        return Mark(place, character, state, demand, readings, self._likely(place), entering)

    def _likely(self, place: Place) -> Tone | None:
        """The tone class that a character with several is likely read in; None if it is open."""
        bits = self.likely[place.line][place.column]
        if bits == self.tones[place.line][place.column]:
            return None
        return Tone.LEVEL if bits == LEVEL else Tone.OBLIQUE
