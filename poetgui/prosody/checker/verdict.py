"""What the checker has to say about a poem."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from poetgui.errors import NOTHING, Message
from poetgui.grid import Place, Tone
from poetgui.prosody.books.rhyme_books import Reading
from poetgui.prosody.forms.verse_forms import Form


class Kind(StrEnum):
    """What a finding is about. The first ten are faults, unless licensed; the rest are notes,
    but that a couplet 对联 must not share a character."""

    SHAPE = "字数"
    TONE = "出律"
    RHYME = "不押韵"
    LONE_LEVEL = "孤平"
    LEVEL_TAIL = "三平尾"
    COUPLETS_PART = "失粘"
    LINES_ALIKE = "失对"
    ECHO = "失叠"
    """A line or character of a tune that is to be that of an earlier place, and is not."""
    ENDING = "联脚"
    ANTITHESIS = "对仗"
    REPEATED = "重字"
    UNKNOWN = "未知"
    REPAIR = "拗救"
    TWISTED = "小拗"
    NEIGHBOUR = "邻韵"
    RHYME_CHANGES = "换韵"
    OLD_STYLE = "古体"
    PHRASING = "断句"
    ENTERING = "宜入声"
    FORMER = "谱外"
    """In a pattern of a tune that no rule book has."""
    UNLIKELY = "读音"
    """Right only in a reading that the word makes unlikely."""


class Severity(StrEnum):
    FAULT = "错"
    NOTE = "注"
    """Worth knowing, but no fault: a licensed repair, a repeated character, an unknown one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, where it stands, and a sentence that says so."""

    kind: Kind
    message: Message
    """A Chinese sentence that names line and character by number, counted from 1."""
    place: Place | None = None
    """The cell it is about; of a whole line its last cell; None for the whole poem."""
    severity: Severity = Severity.FAULT
    pinned: bool = False
    """A pinned cell takes part in it: the person's wish, not the writer's slip."""
    repair: Message = NOTHING
    """Of a fault: the licence that would excuse it, a Chinese sentence; empty if there is none."""

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "severity": self.severity.name.lower(),
            "message": self.message,
            "line": None if self.place is None else self.place.line,
            "column": None if self.place is None else self.place.column,
            "pinned": self.pinned,
            "repair": self.repair,
        }


class State(StrEnum):
    """How a cell stands, for the marks beside the characters."""

    RIGHT = "合"
    WRONG = "误"
    SEVERAL = "多音"
    """In order by one of several readings that differ in tone."""
    UNKNOWN = "未知"
    OPEN = "空"
    """Nothing is written there yet; the mark's demand says what may be. One that is to rhyme is
    RHYMES."""
    RHYMES = "韵"
    MISSED_RHYME = "失韵"


@dataclass(frozen=True, slots=True)
class Mark:
    """One character as the checker sees it."""

    place: Place
    character: str
    state: State
    demand: Tone
    """The tone class that the place wants, as far as the form says."""
    readings: tuple[Reading, ...]
    likely: Tone | None = None
    """Of a character whose readings differ in tone: the one that its word makes likely, if any."""

    entering: bool = False
    """Whether what is oblique in it is the entering tone 入声: 白 日 月."""

    def to_json(self) -> dict[str, Any]:
        return {
            "character": self.character,
            "state": self.state.value,
            "demand": self.demand.value,
            "readings": [[r.tone.value, r.group] for r in self.readings],
            "likely": self.likely and self.likely.value,
            "entering": self.entering,
        }


@dataclass(frozen=True)
class Verdict:
    """All that was found. `form` is None where lines of such lengths belong to no form."""

    lines: tuple[str, ...]
    form: Form | None
    book: str
    pattern: str
    """The tone pattern that comes nearest; empty for old-style verse, or without a book."""
    rhyme: str
    """The rhyme group, or empty where no two rhyme cells agree or no book was asked for."""
    findings: tuple[Finding, ...]
    marks: tuple[tuple[Mark, ...], ...]
    """One mark a character, line by line; empty without a rhyme book or form."""

    @property
    def faults(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.FAULT)

    @property
    def notes(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.NOTE)

    @property
    def passed(self) -> bool:
        """No fault at all, pinned or not."""
        return not self.faults

    def violations(self, outside_pins: bool = True) -> tuple[Message, ...]:
        """The faults' sentences; those that a pin brings about only on demand."""
        return tuple(f.message for f in self.faults if not (outside_pins and f.pinned))

    def told(self) -> tuple[Message, ...]:
        """The faults as a poem carries them: a sentence each, which says where a pin is the
        cause."""
        return tuple(
            Message("{}（钉字所致）", fault.message) if fault.pinned else fault.message
            for fault in self.faults
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "lines": list(self.lines),
            "form": self.form.name if self.form else None,
            "book": self.book,
            "pattern": self.pattern,
            "rhyme": self.rhyme,
            "passed": self.passed,
            "findings": [f.to_json() for f in self.findings],
            "marks": [[m.to_json() for m in row] for row in self.marks],
        }
