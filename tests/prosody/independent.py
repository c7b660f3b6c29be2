"""A second way to count tone and rhyme, which shares nothing with the checker but the table's file.

The sixteen patterns are written out by hand, cell by cell; the rhyme table is read as plain JSON.
"""

from __future__ import annotations

import json
from pathlib import Path

TABLES = Path(__file__).parents[2] / "resources" / "prosody"

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
    for group in json.loads((TABLES / f"{book}.json").read_text(encoding="utf-8"))["groups"]:
        for character in group["characters"]:
            found.setdefault(character, []).append((group["tone"], group["name"]))
    return found


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
