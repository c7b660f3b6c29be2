"""Verse held against its form: the patterns of regulated verse, the rhymes of old-style verse."""

from __future__ import annotations

from poetgui.errors import NOTHING, Message
from poetgui.grid import Place, Tone
from poetgui.prosody.books import rhyme_groups
from poetgui.prosody.books.tones import LEVEL, OBLIQUE, Lookup
from poetgui.prosody.checker import doubtful_readings, regulated_lines
from poetgui.prosody.checker.base_checker import Checker
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.forms.verse_forms import Form, LineKind, grids, pattern_name
from poetgui.prosody.forms.verse_forms import rhymes as ends_on_rhyme


class VerseChecker(Checker):
    """A poem in a verse form."""

    def __init__(
        self,
        lines: tuple[str, ...],
        form: Form,
        look: Lookup,
        pins: frozenset[Place],
        strict: bool = False,
    ) -> None:
        """strict: what the rules license is a fault as well (拗救, 小拗, 邻韵 in line 1)."""
        super().__init__(lines, look, pins)
        self.form, self.strict = form, strict

    def _line_end(self, line: int) -> rhyme_groups.RhymeCell:
        return self.rhyme_cell(Place(line, self.form.width - 1))

    def regulated(self) -> None:
        cells = [self._line_end(i) for i in range(1, len(self.lines), 2)]
        self.rhyme = rhyme_groups.choose_group(cells, self.look, LEVEL, self._line_end(0))
        kinds = regulated_lines.best_kinds(
            [
                regulated_lines.Line(
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
            self._doubts(i, kind)
            if i and not regulated_lines.follows(kinds[i - 1], kind, i):
                self._loose(i)
        self._level_rhymes()

    def _first_line(self) -> int:
        """How well line 1 rhymes: see `regulated.Line`."""
        groups = self.look.groups(self.lines[0][-1], LEVEL)
        if self.rhyme in groups or not self.look.readings(self.lines[0][-1]):
            return 0
        return 2 if groups.isdisjoint(rhyme_groups.neighbours(self.rhyme)) else 1

    def _line_tones(self, i: int, kind: LineKind) -> None:
        """Set what the cells demand, and report the line's flaws."""
        front = self.form.width - 5
        wanted = ("平平" if kind.value[1] == "仄" else "仄仄") + kind.value
        strict = wanted[-self.form.width :]
        for j, tone in enumerate(strict):
            free = j % 2 == 0 and j < self.form.width - 1
            keep = (kind is LineKind.B and j == front) or (kind is LineKind.D and j == front + 2)
            self.demands[i][j] = Tone.ANY if free and not keep else Tone(tone)
        for flaw in self._flaws(i, kind):
            message = self._sentence(flaw, kind, i, strict)
            place = Place(i, flaw.column)
            licensed = flaw.licensed and not self.strict
            if flaw.licensed and self.strict:
                message = Message("{}；从严则不许。", message.clause())
            repair = NOTHING if flaw.licensed else _remedy(flaw, kind, front)
            self.add(flaw.kind, message, place, licensed, flaw.columns, repair)

    def _flaws(self, i: int, kind: LineKind) -> list[regulated_lines.Flaw]:
        """What is wrong with a line, or licensed: of two licences the one that it takes in its
        likely readings (仍怜故乡水 is 特拗; 乡 could be 嚮)."""
        either, likely = (
            regulated_lines.flaws(kind, rows[i], rows[i + 1] if i + 1 < len(rows) else ())
            for rows in (self.tones, self.likely)
        )
        if either and all(flaw.licensed for flaw in (*either, *likely)):
            return likely
        return either

    def _doubts(self, i: int, kind: LineKind) -> None:
        """What fits only in a reading that is unlikely here."""
        for doubt in doubtful_readings.doubts(kind, self.tones[i : i + 2], self.likely[i : i + 2]):
            self.doubt(Place(i, doubt.column), doubt.likely, doubt.fault)

    def _sentence(self, flaw: regulated_lines.Flaw, kind: LineKind, i: int, strict: str) -> Message:
        j = flaw.column
        where, due = self.named(Place(i, j)), Tone(strict[j])
        if flaw.kind is Kind.LONE_LEVEL:
            return Message("第{}句犯孤平：{}应平而仄。", i + 1, where)
        if flaw.kind is Kind.LEVEL_TAIL:
            return Message("第{}句犯三平尾：{}应仄而平。", i + 1, where)
        if flaw.kind is Kind.TWISTED:
            return Message("{}应平而仄，是可不救的小拗。", where)
        if flaw.kind is Kind.REPAIR:
            how = {
                LineKind.A: Message("由对句相救"),
                LineKind.B: Message("由本句自救"),
                LineKind.C: Message("是平平仄平仄的特拗"),
            }[kind]
            return Message("{}应{}而拗，{}。", where, due, how)
        other = Tone.OBLIQUE if due is Tone.LEVEL else Tone.LEVEL
        return Message("{}出律：应{}而{}。", where, due, other)

    def _loose(self, i: int) -> None:
        """失对 within a couplet, 失粘 between two. The cell named is the second: there it shows."""
        kind = Kind.LINES_ALIKE if i % 2 else Kind.COUPLETS_PART
        what = Message("失对") if i % 2 else Message("失粘")
        self.add(kind, Message("第{}句与第{}句{}。", i + 1, i, what), Place(i, 1))

    def _level_rhymes(self) -> None:
        """Rhyme cells against the group; line 1 may use a neighbouring one (孤雁入群)."""
        last = self.form.width - 1
        oblique = False
        for i, _ in sorted(self.rhyming):
            character = self.lines[i][last]
            groups = self.look.groups(character, LEVEL)
            if self.rhyme in groups or not self.look.readings(character):
                continue
            where = self.named(Place(i, last))
            near = not groups.isdisjoint(rhyme_groups.neighbours(self.rhyme))
            names = sorted(groups, key=self.look.book.index)
            if not groups:
                oblique = True
                message = Message("{}是仄声，此处应押平声韵。", where)
                self.add(Kind.RHYME, message, Place(i, last), repair=self._first_rhyme(i))
            elif near and i == 0:
                message = Message("{}属{}韵，首句借用邻韵（孤雁入群）。", where, names)
                if self.strict:
                    message = Message("{}；从严则不许。", message.clause())
                self.add(Kind.NEIGHBOUR, message, Place(i, last), note=not self.strict)
            else:
                message = Message("{}属{}韵，与全诗的{}韵不押。", where, names, self.rhyme)
                if near:
                    message = Message(
                        "{}属{}韵，是邻韵，与全诗的{}韵不押。", where, names, self.rhyme
                    )
                self.add(Kind.RHYME, message, Place(i, last), repair=self._first_rhyme(i))
        if oblique:
            self._oblique_verse()

    def _first_rhyme(self, i: int) -> Message:
        """What line 1 may rhyme on beside the poem's own group."""
        near = sorted(rhyme_groups.neighbours(self.rhyme), key=self.look.book.index)
        return Message("首句可以借用邻韵：{}。", tuple(near)) if i == 0 and near else NOTHING

    def _oblique_verse(self) -> None:
        """A poem whose even lines all rhyme in an oblique group is old-style verse."""
        cells = [self._line_end(i) for i in range(1, len(self.lines), 2)]
        group = rhyme_groups.choose_group(cells, self.look, OBLIQUE)
        if all(
            rhyme_groups.agrees(cell.character, group, self.look, old_style=True) for cell in cells
        ):
            self.rhyme = group
            self.add(Kind.OLD_STYLE, Message("全诗押仄声{}韵，应是古体。", group), note=True)

    def old_style(self) -> None:
        grid = grids(self.form, len(self.lines))[0]
        self.rhyming = {cell.place for cell in grid.cells if cell.rhyme is not None}
        cells = [self.rhyme_cell(place) for place in sorted(self.rhyming)]
        self.rhyme = rhyme_groups.choose_group(cells, self.look)
        last = self.form.width - 1
        strays = []
        for cell in cells:
            groups = self.look.groups(cell.character)
            if groups and self.rhyme not in groups:
                strays.append((cell, groups))
        changes = None
        if any(
            not rhyme_groups.agrees(cell.character, self.rhyme, self.look, True)
            for cell, _ in strays
        ):
            changes = rhyme_groups.stretches(cells, self.look)
        if changes:
            parts = tuple(
                Message("第{}句起押{}韵", cells[i].line + 1, group) for i, group in changes
            )
            self.add(Kind.RHYME_CHANGES, Message("中途换韵：{}。", parts), note=True)
            return
        for cell, groups in strays:
            names = sorted(groups, key=self.look.book.index)
            place = Place(cell.line, last)
            where = self.named(place)
            if rhyme_groups.agrees(cell.character, self.rhyme, self.look, True):
                message = Message("{}属{}韵，与{}韵通押。", where, names, self.rhyme)
                self.add(Kind.NEIGHBOUR, message, place, note=True)
            else:
                self.add(
                    Kind.RHYME,
                    Message("{}属{}韵，与全诗的{}韵不押。", where, names, self.rhyme),
                    place,
                )


def _remedy(flaw: regulated_lines.Flaw, kind: LineKind, front: int) -> Message:
    """The licence that would excuse a fault of tone, if there is one."""
    if flaw.kind is Kind.LONE_LEVEL:
        return Message("本句第{}字改用平声可救（本句自救）。", front + 3)
    if flaw.kind is Kind.TONE and flaw.column == front + 3 and kind is LineKind.A:
        return Message("下句第{}字改用平声可救（对句相救）。", front + 3)
    if flaw.kind is Kind.TONE and flaw.column == front + 3 and kind is LineKind.C:
        return Message(
            "本句第{}字用平、第{}字用仄，就是可用的特拗（平平仄平仄）。", front + 1, front + 3
        )
    return NOTHING
