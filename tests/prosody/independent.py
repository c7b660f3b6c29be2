"""A second way to count tone and rhyme, which shares nothing with the checker but the table's file.

The sixteen patterns are written out by hand, cell by cell; the rhyme table is read as plain JSON.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

TABLES = Path(__file__).parents[2] / "resources" / "prosody"
FILES = {"平水韵": "pingshui.json", "词林正韵": "cilin.json", "中华通韵": "tongyun.json"}

FIVE = {
    "仄起首句不入韵": "中仄平平仄 平平中仄平 中平平仄仄 中仄仄平平",
    "平起首句不入韵": "中平平仄仄 中仄仄平平 中仄平平仄 平平中仄平",
    "仄起首句入韵": "中仄仄平平 平平中仄平 中平平仄仄 中仄仄平平",
    "平起首句入韵": "平平中仄平 中仄仄平平 中仄平平仄 平平中仄平",
}
SEVEN = {
    "平起首句入韵": "中平中仄仄平平 中仄平平中仄平 中仄中平平仄仄 中平中仄仄平平",
    "仄起首句入韵": "中仄平平中仄平 中平中仄仄平平 中平中仄平平仄 中仄平平中仄平",
    "仄起首句不入韵": "中仄中平平仄仄 中平中仄仄平平 中平中仄平平仄 中仄平平中仄平",
    "平起首句不入韵": "中平中仄平平仄 中仄平平中仄平 中仄中平平仄仄 中平中仄仄平平",
}


Readings = dict[str, list[tuple[str, str]]]
"""Character -> (tone, group) pairs."""


def table(book: str) -> Readings:
    found: Readings = {}
    for group in json.loads((TABLES / FILES[book]).read_text(encoding="utf-8"))["groups"]:
        for character in group["characters"]:
            found.setdefault(character, []).append((group["tone"], group["name"]))
    return found


def ends(book: str) -> set[tuple[str, str]]:
    """(character, group) of readings that count only at the end of a line."""
    groups = json.loads((TABLES / FILES[book]).read_text(encoding="utf-8"))["groups"]
    return {(c, group["name"]) for group in groups for c in group.get("ends", "")}


READINGS = table("平水韵")


def template(form: str, pattern: str) -> list[str]:
    """The tones of all lines of a regulated form."""
    width = 5 if form[0] == "五" else 7
    quatrains = FIVE if width == 5 else SEVEN
    lines = quatrains[pattern].split()
    if form[1] == "律":
        lines += _second_half(lines[-1], width).split()
    return lines


def _second_half(last: str, width: int) -> str:
    """粘: line 5 has at its second character the tone that line 4 has there, and does not rhyme."""
    for name, quatrain in (FIVE if width == 5 else SEVEN).items():
        if name.endswith("不入韵") and quatrain[1] == last[1]:
            return quatrain
    raise AssertionError(last)


def tone_errors(
    lines: tuple[str, ...], form: str, pattern: str, known: Readings = READINGS
) -> list[tuple[int, int]]:
    """Cells that no reading of their character brings into the pattern."""
    wrong = []
    for i, wanted in enumerate(template(form, pattern)):
        for j, tone in enumerate(wanted):
            readings = {t for t, _ in known.get(lines[i][j], [])}
            if tone != "中" and readings and tone not in readings:
                wrong.append((i, j))
    return wrong


def rhymes_on(lines: tuple[str, ...], rhyming: list[int], known: Readings = READINGS) -> set[str]:
    """Level groups that the ends of all these lines share."""
    shared = None
    for i in rhyming:
        groups = {g for t, g in known.get(lines[i][-1], []) if t == "平"}
        shared = groups if shared is None else shared & groups
    return shared or set()


def lone_level(line: str) -> bool:
    """孤平: in a line on the 平平仄仄平 frame the second character is level between obliques."""
    tones = [{t for t, _ in READINGS.get(c, [])} for c in line[-5:]]
    only = [next(iter(t)) if len(t) == 1 else "?" for t in tones]
    return only in (["仄", "平", "仄", "仄", "平"],)


def level_tail(line: str) -> bool:
    """三平尾: three level characters, and nothing else, at the end."""
    return all({t for t, _ in READINGS.get(c, [])} == {"平"} for c in line[-3:])


# -- whole poems as `compose --json` gives them: verse of every form, and tunes ----------------

_CELL = re.compile(r"([平仄中])([a-z]?)")


def tune_patterns(name: str) -> list[tuple[list[str], dict[tuple[int, int], str], dict[str, str]]]:
    """Of each pattern of a tune: tones line by line, rhyme letter of each cell, and kin letters."""
    data = json.loads((TABLES / "tunes.json").read_text(encoding="utf-8"))["tunes"]
    found = []
    for pattern in next(tune for tune in data if tune["name"] == name)["patterns"]:
        rows = [r for r in re.split("[，。；]", "".join(pattern["stanzas"]).replace("、", "")) if r]
        cells = [_CELL.findall(row) for row in rows]
        letters = {
            (i, j): letter
            for i, row in enumerate(cells)
            for j, (_, letter) in enumerate(row)
            if letter
        }
        tones = ["".join(tone for tone, _ in row) for row in cells]
        found.append((tones, letters, pattern.get("kin", {})))
    return found


def long_template(form: str, pattern: str, lines: int) -> list[str]:
    """The tones of 排律: couplets go on as in an octave."""
    width = 5 if form[0] == "五" else 7
    rows = (FIVE if width == 5 else SEVEN)[pattern].split()
    while len(rows) < lines:
        rows += _second_half(rows[-1], width).split()
    return rows[:lines]


def accuracy(poem: dict) -> tuple[bool, bool, bool]:
    """Whether shape, tones and rhymes are all right outside pins.

    A cell's character must be known to the book and have a reading that meets the demand.
    """
    known = table(poem["book"])
    lines, form = poem["lines"], poem["form"]
    pins = {tuple(place) for place in poem["pins"]}
    if form[1:] in ("绝", "律", "排"):
        return _counted(lines, known, pins, *_verse(form, poem["pattern"], len(lines)))
    if form in ("五古", "七古"):
        width = 5 if form == "五古" else 7
        rows = ["中" * width] * len(lines)
        ends = {(i, width - 1): "a" for i in range(len(lines)) if i % 2 or i == len(lines) - 1}
        return _counted(lines, known, pins, rows, ends, {})
    found = [_counted(lines, known, pins, *pattern) for pattern in tune_patterns(form)]
    return max(found, key=lambda answers: (answers[0], sum(answers)))


def _verse(
    form: str, pattern: str, count: int
) -> tuple[list[str], dict[tuple[int, int], str], dict[str, str]]:
    wanted = {"绝": 4, "律": 8}.get(form[1], count)
    rows = long_template(form, pattern, wanted)
    ends = {(i, len(row) - 1): "a" for i, row in enumerate(rows) if row[-1] == "平"}
    return rows, ends, {}


def _counted(
    lines: list[str],
    known: Readings,
    pins: set[tuple[int, ...]],
    rows: list[str],
    ends: dict[tuple[int, int], str],
    kin: dict[str, str],
) -> tuple[bool, bool, bool]:
    if [len(line) for line in lines] != [len(row) for row in rows]:
        return False, False, False
    toned = all(
        tone == "中" or (i, j) in pins or tone in {t for t, _ in known.get(lines[i][j], [])}
        for i, row in enumerate(rows)
        for j, tone in enumerate(row)
    )
    shared: dict[str, set[str]] = {}
    for (i, j), letter in ends.items():
        if (i, j) not in pins:
            tone = rows[i][j]
            groups = {g for t, g in known.get(lines[i][j], []) if tone in ("中", t)}
            shared[letter] = shared[letter] & groups if letter in shared else groups
    rhymed = all(shared.values())
    for letter, other in kin.items():
        parts = [{g.rstrip("平仄") for g in shared[x]} for x in (letter, other) if x in shared]
        rhymed = rhymed and (len(parts) < 2 or bool(parts[0] & parts[1]))
    return True, toned, rhymed
