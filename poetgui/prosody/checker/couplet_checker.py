"""What is right and wrong with a couplet 对联."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from poetgui.errors import Message
from poetgui.grid import OPEN, Place, Tone
from poetgui.prosody.books.reading_likelihood import plain
from poetgui.prosody.books.rhyme_books import NO_BOOK, PINGSHUI, RhymeBook, load_book
from poetgui.prosody.books.tones import EITHER, LEVEL, OBLIQUE, Lookup, lookup_for
from poetgui.prosody.books.written_words import written_words
from poetgui.prosody.checker.base_checker import Checker
from poetgui.prosody.checker.verdict import Finding, Kind, Verdict
from poetgui.prosody.forms.couplet_form import COUNTING, NUMERALS, couplet_grid, repeated, rhythm
from poetgui.prosody.forms.verse_forms import COUPLET

_NAMES = {LEVEL: Tone.LEVEL, OBLIQUE: Tone.OBLIQUE}
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
    # Without a book the checker needs one all the same, and is not asked what it says of tones.
    checker = _CoupletChecker(
        lines, lookup_for(book or load_book(PINGSHUI), lines), frozenset(pins)
    )
    checker.words()
    if book is not None:
        checker.ask(book)
    marks = () if book is None else checker.marks()
    return Verdict(lines, COUPLET, name, "", "", tuple(checker.ordered()), marks)


def _shape(lines: Sequence[str]) -> list[Finding]:
    if len(lines) % 2:
        return [Finding(Kind.SHAPE, Message("上下联的句数应相同，这里共{}句。", len(lines)))]
    half = len(lines) // 2
    found = []
    for i, (upper, lower) in enumerate(zip(lines[:half], lines[half:], strict=True)):
        if len(upper) != len(lower):
            if half == 1:
                message = Message("上联有{}字，下联有{}字，字数应相同。", len(upper), len(lower))
            else:
                clause = Message("第{}句", i + 1)
                message = Message(
                    "上联{}有{}字，下联{}有{}字，字数应相同。",
                    clause,
                    len(upper),
                    clause,
                    len(lower),
                )
            found.append(Finding(Kind.SHAPE, message, Place(half + i, max(len(lower), 1) - 1)))
    return found


class _CoupletChecker(Checker):
    """One couplet whose sides have the same shape."""

    def __init__(self, lines: tuple[str, ...], look: Lookup, pins: frozenset[Place]) -> None:
        super().__init__(lines, look, pins)
        self.half = len(lines) // 2
        self.upper, self.lower = lines[: self.half], lines[self.half :]
        written = written_words(lines)
        self._words_above, self._words_below = written[: self.half], written[self.half :]

    def named(self, place: Place) -> Message:
        """下联第2字“明”, or 下联第1句第2字“明” where the sides have clauses."""
        character = self.lines[place.line][place.column]
        if place.line < self.half:
            return Message("上联{}“{}”", self._at(place), character)
        return Message("下联{}“{}”", self._at(place), character)

    def _at(self, place: Place) -> Message:
        if self.half == 1:
            return Message("第{}字", place.column + 1)
        return Message("第{}句第{}字", place.line % self.half + 1, place.column + 1)

    def _below(self, place: Place) -> Place:
        return Place(place.line + self.half, place.column)

    def words(self) -> None:
        """What can be said without a book: shared characters, repeats, numerals."""
        self._shared()
        self._repeats()
        for i, clause in enumerate(self.upper):
            for j, (above, below) in enumerate(zip(clause, self.lower[i], strict=True)):
                one, two = plain(above), plain(below)
                numeral, other = (one, two) if one in NUMERALS else (two, one)
                if numeral in NUMERALS and other not in COUNTING | {OPEN}:
                    place = Place(i, j)
                    message = Message(
                        "{}“{}”对“{}”，数目字宜与数目字相对。", self._at(place), above, below
                    )
                    self.add(Kind.ANTITHESIS, message, self._below(place), note=True)

    def _shared(self) -> None:
        above = set("".join(self._words_above)) - {OPEN}
        places: dict[str, Place] = {}
        for i, clause in enumerate(self._words_below):
            for j, word in enumerate(clause):
                places.setdefault(word, Place(i, j))
        for word, place in places.items():
            if word in above:
                alike = word in _PARTICLES and self._words_above[place.line][place.column] == word
                character = self.lower[place.line][place.column]
                message = Message("“{}”字上下联重出（下联{}）。", character, self._at(place))
                self.add(Kind.REPEATED, message, self._below(place), note=alike)

    def _repeats(self) -> None:
        """叠字 and other repeats answer each other, place by place."""
        upper, lower = Message("上联"), Message("下联")
        above, below = dict(repeated(self.upper)), dict(repeated(self.lower))
        for later in sorted(above.keys() | below.keys()):
            if above.get(later) == below.get(later):
                continue
            if later in above:
                side, other, first, clauses = upper, lower, above[later], self.upper
            else:
                side, other, first, clauses = lower, upper, below[later], self.lower
            answers = self.lower if later in above else self.upper
            if OPEN in (answers[later.line][later.column], answers[first.line][first.column]):
                continue
            character = clauses[later.line][later.column]
            message = Message(
                "{}{}与{}同为“{}”，{}没有在相同的位置重复。",
                side,
                self._at(first),
                self._at(later),
                character,
                other,
            )
            self.add(Kind.ANTITHESIS, message, self._below(later))

    def ask(self, book: RhymeBook) -> None:
        """Tones at the rhythm places and at the ends, and what the cells demand."""
        grid = couplet_grid(self.upper, book)
        self.demands = [[cell.tone for cell in line] for line in grid.lines]
        for i in range(self.half):
            columns = rhythm(self.tones[i])
            for j in columns:
                one, other = self.tones[i][j], self.tones[self.half + i][j]
                ends = i == self.half - 1 and j == columns[-1]
                if one == other != EITHER and not ends:
                    below = self._below(Place(i, j))
                    message = Message(
                        "{}与上联的“{}”同为{}声，此处应相反。",
                        self.named(below),
                        self.upper[i][j],
                        _NAMES[one],
                    )
                    self.add(Kind.TONE, message, below)
        self._ending()
        self.unknown()

    def _ending(self) -> None:
        upper, lower = self.tones[self.half - 1][-1], self.tones[-1][-1]
        place = Place(self.half - 1, len(self.upper[-1]) - 1)
        below = self._below(place)
        if upper == LEVEL:
            message = Message("上联以平声“{}”收尾，通常上联收仄、下联收平。", self.upper[-1][-1])
            if lower == LEVEL:
                message = Message("{}；这里上下联都收平声。", message.clause())
            elif lower == OBLIQUE:
                message = Message("{}；上下联或许应当对调。", message.clause())
            self.add(Kind.ENDING, message, place)
        elif lower == OBLIQUE:
            message = Message("下联以仄声“{}”收尾，应以平声收尾。", self.lower[-1][-1])
            self.add(Kind.ENDING, message, below)
