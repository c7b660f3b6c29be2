"""Rhyme books 韵书: character -> its readings, each a tone class and a rhyme group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from poetgui.errors import UserError
from poetgui.grid import Tone
from poetgui.resource_files import read_json

PINGSHUI = "平水韵"
NO_BOOK = "none"
CILIN = "词林正韵"
TONGYUN = "中华通韵"
BOOKS = (PINGSHUI, CILIN, TONGYUN)
TABLES = {PINGSHUI: "pingshui.json", CILIN: "cilin.json", TONGYUN: "tongyun.json"}
"""Of each book its file in resources/prosody. Names are ASCII: a system whose file names are not in
UTF-8 (a Chinese locale with GB 18030) would not find others."""
"""Of regulated verse, of tunes, of the modern sound; in this order they are offered."""


class Reading(NamedTuple):
    """One way to read a character: its tone class and its rhyme group's name.

    东 董 送 屋 … in 平水韵, 第一部平 第一部仄 … 第十五部 … in 词林正韵, 啊平 啊仄 … in 中华通韵.
    """

    tone: Tone
    group: str


@dataclass(frozen=True)
class RhymeBook:
    """A book as the program uses it, keyed by simplified characters."""

    name: str
    groups: tuple[tuple[str, Tone], ...]
    """Every group in the book's own order, with its tone class; a group's number is its index."""
    labels: tuple[str, ...]
    """What to show of each group where it is chosen from a list, in the same order."""
    _readings: dict[str, tuple[Reading, ...]]
    _aliases: dict[str, tuple[str, ...]]
    _ends: frozenset[tuple[str, str]] = frozenset()
    """(character, group) of readings that a character has at the end of a line alone."""
    _own: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)

    def readings(self, character: str) -> tuple[Reading, ...]:
        """All readings, in the book's order; empty for a character that the book does not know."""
        return self._readings.get(character, ())

    def inner(self, character: str) -> tuple[Reading, ...]:
        """The readings that it can have within a line: 不 is 否 (尤) only at the end of one."""
        known = self.readings(character)
        return tuple(r for r in known if (character, r.group) not in self._ends) or known

    def own(self, character: str) -> tuple[Reading, ...]:
        """The readings of a character of traditional script that has not all of its simplified one:
        豐 is not 丰, 里 not 裏. Empty for one that has them all."""
        return self._own.get(character, ())

    def index(self, group: str) -> int:
        """The group's number. Raises UserError for a name that the book does not have."""
        for i, (name, _) in enumerate(self.groups):
            if name == group:
                return i
        raise UserError("{}里没有“{}”这个韵部。", self.name, group)

    def named(self, wanted: str) -> tuple[str, ...]:
        """The groups that a person means by a name: the one so called, or all that are known by it.

        第一部 are two groups, a level and an oblique one; 灰 of 平水韵 went into two parts.
        Raises UserError for a name that the book does not have.
        """
        return self._aliases.get(wanted) or (self.groups[self.index(wanted)][0],)

    def members(self, group: str) -> tuple[str, ...]:
        """The characters with a reading in the group."""
        return tuple(c for c, rs in self._readings.items() if any(r.group == group for r in rs))

    def meets(self, character: str, tone: Tone) -> bool:
        """Whether some reading meets the demand; one that the book does not know meets any."""
        readings = self.inner(character)
        return tone is Tone.ANY or not readings or any(r.tone is tone for r in readings)

    @property
    def characters(self) -> tuple[str, ...]:
        return tuple(self._readings)


@cache
def load_book(name: str) -> RhymeBook:
    """Load a book by its Chinese name. Raises UserError for an unknown one."""
    if name not in BOOKS:
        raise UserError("没有“{}”这部韵书，可选：{}。", name, tuple(BOOKS))
    data = read_json("prosody", TABLES[name])
    groups = tuple((g["name"], Tone(g["tone"])) for g in data["groups"])
    readings: dict[str, list[Reading]] = {}
    own: dict[str, list[Reading]] = {}
    aliases: dict[str, list[str]] = {}
    ends: set[tuple[str, str]] = set()
    for (group, tone), entry in zip(groups, data["groups"], strict=True):
        for character in entry["characters"]:
            readings.setdefault(character, []).append(Reading(tone, group))
        for character in entry.get("traditional", ""):
            own.setdefault(character, []).append(Reading(tone, group))
        ends.update((character, group) for character in entry.get("ends", ""))
        for alias in entry.get("aliases", ()):
            aliases.setdefault(alias, []).append(group)
    return RhymeBook(
        name,
        groups,
        tuple(g["label"] for g in data["groups"]),
        {c: tuple(rs) for c, rs in readings.items()},
        {alias: tuple(names) for alias, names in aliases.items()},
        frozenset(ends),
        {c: tuple(rs) for c, rs in own.items()},
    )
