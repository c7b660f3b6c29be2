"""Tunes 词牌: the grids of the table `resources/prosody/tunes.json`.

A pattern of the table is one string a stanza 片. 平 仄 中 are its cells, a Latin letter after a
cell is its rhyme (cells with the same letter rhyme together), ， 。 ； end a line, 、 is a pause
within one: `中仄平平，中中仄、中平中仄a。`. Beside the stanzas may stand

- `kin`: {letter: earlier letter} of rhymes of one part 部 in the two tones (西江月);
- `entering`: the letters of rhymes that are meant to be 入声 (满江红);
- `repeats`: `6.1=5.1+2`, the 2 characters from line 6, character 1 on are those from line 5,
  character 1 on, counted through all stanzas from 1 (如梦令);
- `style`: what tells this pattern from another of the same length;
- `former`: why no rule book has this pattern, a Chinese sentence: poems stored with it still open,
  nothing new is written in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from poetgui.errors import UserError
from poetgui.grid import Cell, Grid, Place, Slot, Tone
from poetgui.resource_files import read_json

_PIECE = re.compile(r"([平仄中])([a-z])?|([，。；、])")
_REPEAT = re.compile(r"(\d+)\.(\d+)=(\d+)\.(\d+)\+(\d+)")
_STANZAS = {1: "单调", 2: "双调", 3: "三叠", 4: "四叠"}
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Tune:
    """A tune: its names, and its patterns, the commonest first."""

    name: str
    pinyin: str
    aliases: tuple[str, ...]
    patterns: tuple[Grid, ...]
    former: tuple[tuple[Grid, str], ...] = ()
    """Patterns that are not offered any more, each with the reason."""
    note: str = ""
    """What counts and rule books disagree about, in Chinese."""


@cache
def tunes() -> tuple[Tune, ...]:
    """Every tune of the table, in its order."""
    data = read_json("prosody", "tunes.json")
    return tuple(map(_tune, data["tunes"]))


@cache
def _by_name() -> dict[str, Tune]:
    names = {alias: tune for tune in tunes() for alias in (*tune.aliases, tune.pinyin)}
    return names | {tune.name: tune for tune in tunes()}


def find_tune(name: str) -> Tune | None:
    """The tune by its name, another name of it 别名, or pinyin; None for anything else."""
    wanted = name.strip()
    latin = wanted.lower().replace("ü", "v").replace("-", "").replace(" ", "")
    return _by_name().get(wanted) or _by_name().get(latin)


def tune_of(name: str) -> Tune:
    """The same. Raises UserError for a name that the table does not have."""
    tune = find_tune(name)
    if tune is None:
        raise UserError("没有“{}”这个词牌。", name)
    return tune


def _tune(entry: dict) -> Tune:
    return Tune(
        entry["name"],
        entry["pinyin"],
        tuple(entry.get("aliases", ())),
        tuple(_grid(entry["name"], p) for p in entry["patterns"] if "former" not in p),
        tuple((_grid(entry["name"], p), p["former"]) for p in entry["patterns"] if "former" in p),
        entry.get("note", ""),
    )


def _grid(name: str, pattern: dict) -> Grid:
    lines: list[tuple[Cell, ...]] = []
    stops: list[str] = []
    stanzas: list[int] = []
    letters: dict[str, Tone] = {}
    for text in pattern["stanzas"]:
        before = len(lines)
        row: list[Cell] = []
        pauses = ""
        for tone, letter, mark in _PIECE.findall(text):
            if tone:
                slot = None
                if letter:
                    letters.setdefault(letter, Tone(tone))
                    slot = list(letters).index(letter)
                row.append(Cell(len(lines), len(row), Tone(tone), slot))
            elif mark == "、":
                pauses += f"{len(row)}、"
            else:
                lines.append(tuple(row))
                stops.append(pauses + mark)
                row, pauses = [], ""
        stanzas.append(len(lines) - before)
    kin = pattern.get("kin", {})
    order = list(letters)
    slots = tuple(
        Slot(
            tone,
            order.index(kin[letter]) if letter in kin else None,
            letter in pattern.get("entering", ""),
        )
        for letter, tone in letters.items()
    )
    title = _title(len(stanzas), sum(map(len, lines)), slots) + pattern.get("style", "")
    repeats = _repeats(pattern.get("repeats", ()))
    return Grid(name, title, tuple(lines), slots, repeats, tuple(stanzas), tuple(stops))


def _repeats(texts: list[str]) -> tuple[tuple[Place, Place], ...]:
    found = []
    for text in texts:
        match = _REPEAT.fullmatch(text)
        assert match is not None, text
        line, column, before, place, length = map(int, match.groups())
        found += [
            (Place(line - 1, column - 1 + i), Place(before - 1, place - 1 + i))
            for i in range(length)
        ]
    return tuple(found)


def _title(stanzas: int, characters: int, slots: tuple[Slot, ...]) -> str:
    """双调四十二字平韵 …: how books head a pattern."""
    tones = {slot.tone for slot in slots}
    if len(tones) == 1:
        rhyme = f"{tones.pop()}韵" if not any(slot.entering for slot in slots) else "入声韵"
    else:
        rhyme = "平仄通叶" if any(slot.kin is not None for slot in slots) else "平仄换韵"
    return f"{_STANZAS[stanzas]}{_numeral(characters)}字{rhyme}"


def _numeral(number: int) -> str:
    """27 二十七, 95 九十五, 103 一百零三, 116 一百十六."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
