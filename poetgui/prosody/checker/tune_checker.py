"""Tones, rhymes and repeats of a poem to a tune, against one pattern of it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from poetgui.errors import Message
from poetgui.grid import OPEN, Grid, Place, Slot, Tone
from poetgui.prosody.books.reading_likelihood import plain
from poetgui.prosody.books.rhyme_books import CILIN
from poetgui.prosody.books.rhyme_divisions import division_of
from poetgui.prosody.books.rhyme_groups import choose_group
from poetgui.prosody.books.tones import BITS, LEVEL, Lookup
from poetgui.prosody.checker.base_checker import Checker
from poetgui.prosody.checker.verdict import Kind


class TuneChecker(Checker):
    """A poem whose lines are as long as those of the pattern."""

    def __init__(
        self, lines: tuple[str, ...], grid: Grid, look: Lookup, pins: frozenset[Place]
    ) -> None:
        super().__init__(lines, look, pins)
        self.grid = grid
        self.pattern = grid.pattern
        self.demands = [[cell.tone for cell in line] for line in grid.lines]
        self.slots: dict[int, list[Place]] = {}
        for cell in grid.cells:
            if cell.rhyme is not None:
                self.slots.setdefault(cell.rhyme, []).append(cell.place)
                self.rhyming.add(cell.place)

    def run(self) -> None:
        groups = self._groups()
        self.rhyme = "、".join(dict.fromkeys(filter(None, groups.values())))
        self._tones()
        for number, places in self.slots.items():
            for place in places:
                self._rhyme(place, self.grid.slots[number], groups[number])
        self._entering(groups)
        self._echoes()
        self.unknown()

    def _groups(self) -> dict[int, str]:
        """The group that each slot rhymes on; those that are kin agree on a part."""
        found: dict[int, str] = {}
        for number, places in self.slots.items():
            slot = self.grid.slots[number]
            family = [n for n, s in enumerate(self.grid.slots) if number in (n, s.kin)]
            if slot.kin is not None and self.look.book.name == CILIN:
                kin = found[slot.kin]
                found[number] = division_of(CILIN, kin) + slot.tone if kin else ""
            elif len(family) > 1 and self.look.book.name == CILIN:
                part = self._part(family)
                found[number] = part + slot.tone if part else ""
            else:
                cells = [self.rhyme_cell(place) for place in places]
                found[number] = choose_group(cells, self.look, BITS[slot.tone])
        return found

    def _part(self, family: list[int]) -> str:
        """The part that most rhymes of these slots share; pinned ones decide last."""
        votes: Counter[str] = Counter()
        for number in family:
            bits = BITS[self.grid.slots[number].tone]
            for place in self.slots[number]:
                cell = self.rhyme_cell(place)
                groups = sorted(self.look.groups(cell.character, bits), key=self.look.book.index)
                for part in dict.fromkeys(division_of(CILIN, group) for group in groups):
                    votes[part] += 1 if cell.pinned else len(self.rhyming) + 1
        return max(votes, key=votes.__getitem__, default="")

    def _tones(self) -> None:
        for cell in self.grid.cells:
            i, j = cell.place
            if cell.rhyme is None and not self.tones[i][j] & BITS[cell.tone]:
                other = Tone.OBLIQUE if cell.tone is Tone.LEVEL else Tone.LEVEL
                message = Message("{}出律：应{}而{}。", self.named(cell.place), cell.tone, other)
                self.add(Kind.TONE, message, cell.place)
            guess = self.likely[i][j]
            if guess != self.tones[i][j] and not guess & BITS[cell.tone]:
                fault = Kind.TONE if cell.rhyme is None else Kind.RHYME
                self.doubt(cell.place, Tone.LEVEL if guess == LEVEL else Tone.OBLIQUE, fault)

    def _rhyme(self, place: Place, slot: Slot, wanted: str) -> None:
        character = self.lines[place.line][place.column]
        groups = self.look.groups(character, BITS[slot.tone])
        if wanted in groups or not self.look.readings(character):
            return
        if not groups:
            other = Tone.OBLIQUE if slot.tone is Tone.LEVEL else Tone.LEVEL
            message = Message("{}是{}声，此处应押{}声韵。", self.named(place), other, slot.tone)
        else:
            names = sorted(groups, key=self.look.book.index)
            message = Message("{}属{}，与{}不押。", self.named(place), names, wanted)
        self.add(Kind.RHYME, message, place)

    def _entering(self, groups: dict[int, str]) -> None:
        """A tune meant for 入声 may rhyme in another oblique tone: poets did, seldom."""
        if self.look.book.name != CILIN:
            return
        for number, group in groups.items():
            if self.grid.slots[number].entering and group and division_of(CILIN, group) != group:
                message = Message("{}宜押入声韵，这里押{}。", self.grid.form, group)
                self.add(Kind.ENTERING, message, note=True)

    def _echoes(self) -> None:
        """Repeats that are not kept, one finding a run of cells."""
        runs = groupby(self.grid.repeats, key=lambda pair: (pair[0].line, pair[1].line))
        for (line, before), pairs in runs:
            pairs = list(pairs)
            own = "".join(self.lines[line][later.column] for later, _ in pairs)
            wanted = "".join(self.lines[before][earlier.column] for _, earlier in pairs)
            pairs_told = zip(map(plain, own), map(plain, wanted), strict=True)
            if any(a != b and OPEN not in (a, b) for a, b in pairs_told):
                message = Message("第{}句“{}”应叠第{}句的“{}”。", line + 1, own, before + 1, wanted)
                columns = [later.column for later, _ in pairs]
                self.add(Kind.ECHO, message, Place(line, columns[0]), columns=columns[1:])
