"""Which tone class a character with several readings likely has, by the word that it stands in.

The table (resources/prosody/readings.json) is counted from verse and reviewed:
training/tables/tone_readings.py.
It decides nothing: whatever reading fits counts as right. It says how a reader will read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import TONGYUN
from poetgui.prosody.books.tones import EITHER, LEVEL, OBLIQUE, simplifier
from poetgui.resource_files import read_json

CUE = "~"
"""Stands for the character in a word of the table: ~安 生~; alone it is the character's usual."""
END = CUE + "。"
"""Alone at the end of a line, where a character may usually be another word (相, 更)."""
EITHER_WAY = "两"
"""Poets read the word either way."""
WORD_STARTS = {5: (0, 2, 3), 7: (0, 2, 4, 5)}
"""Columns where a word of two may begin, by the characters in a line of verse."""
_BITS = {Tone.LEVEL: LEVEL, Tone.OBLIQUE: OBLIQUE}


def is_word(width: int, column: int) -> bool:
    """Whether a word of two may begin at this column of a line of so many characters."""
    starts = WORD_STARTS.get(width)
    return starts is None or column in starts


def cues(line: str, column: int) -> Iterator[str]:
    """The words of two that the character may stand in by the rhythm of the line."""
    if column + 1 < len(line) and is_word(len(line), column):
        yield CUE + line[column + 1]
    if column and is_word(len(line), column - 1):
        yield line[column - 1] + CUE


class ReadingTable:
    """Character -> cue -> tone class, None for either."""

    def __init__(self, words: Mapping[str, Mapping[str, Tone | None]]) -> None:
        self._words = words

    def tone(self, character: str, near: Iterable[str], end: bool = False) -> Tone | None:
        """The likely tone class of a simplified character beside these words, None if untold.

        Words that contradict each other tell nothing; without a word the character's usual counts,
        at the end of a line that of line ends.
        """
        known = self._words.get(character)
        if known is None:
            return None
        said = {known[cue] for cue in near if cue in known}
        if not said:
            return known.get(END if end and END in known else CUE)
        return said.pop() if len(said) == 1 else None

    def words(self, character: str, tone: Tone) -> tuple[str, ...]:
        """The words that tell this tone class of a simplified character, the commonest first."""
        known = self._words.get(character, {})
        telling = (cue for cue, told in known.items() if told is tone and cue not in (CUE, END))
        return tuple(dict.fromkeys(cue.replace(CUE, character) for cue in telling))

    def words_of_two(self) -> Iterator[tuple[str, str, str, Tone | None]]:
        """(character, the one before it, the one behind it, tone): one of the two is empty."""
        for character, said in self._words.items():
            for cue, tone in said.items():
                last, next_ = cue.split(CUE)
                if cue not in (CUE, END):
                    yield character, last, next_, tone

    def at_ends(self) -> Iterator[tuple[str, Tone | None]]:
        """The characters that have a tone of their own at the end of a line."""
        for character, said in self._words.items():
            if END in said:
                yield character, said[END]

    def knows(self, character: str, *, last: str = "", next_: str = "") -> bool:
        """Whether the table has the word of a simplified character with this neighbour."""
        return f"{last}{CUE}{next_}" in self._words.get(character, {})

    def narrow(self, line: str, tones: Sequence[int]) -> tuple[int, ...]:
        """The tone sets of a line's characters (see `tones.Lookup`), less the unlikely readings."""
        if EITHER not in tones:
            return tuple(tones)
        simple = _simplified(line)
        result = []
        for column, bits in enumerate(tones):
            tone = None
            if bits == EITHER:
                end = column + 1 == len(line)
                tone = self.tone(simple[column], cues(simple, column), end)
            result.append(bits if tone is None else _BITS[tone])
        return tuple(result)


def table_of(data: Mapping[str, Mapping[str, str]]) -> ReadingTable:
    """A table as `tone_readings` writes it: character -> 平 仄 两 -> cues by spaces."""
    return ReadingTable(
        {
            character: {
                cue: None if tone == EITHER_WAY else Tone(tone)
                for tone, words in said.items()
                for cue in words.split()
            }
            for character, said in data.items()
        }
    )


@cache
def load_table(book: str) -> ReadingTable:
    """The table that goes with a rhyme book: modern readings for 中华通韵, else the old ones."""
    data = read_json("prosody", "readings.json")
    return table_of(data["今音" if book == TONGYUN else "中古"])


@cache
def plain(character: str) -> str:
    """The character as the table has it."""
    return simplifier().convert(character)


def _simplified(line: str) -> str:
    """Character by character: a word must not change its length."""
    return "".join(map(plain, line))
