"""A second way to count what a tune demands: it shares only the tables' files with the checker."""

from __future__ import annotations

import json

from tests.prosody.independent import TABLES, Readings, table

READINGS: Readings = table("词林正韵")


def pattern_of(tune: str, number: int) -> dict:
    data = json.loads((TABLES / "tunes.json").read_text(encoding="utf-8"))
    patterns = next(entry for entry in data["tunes"] if entry["name"] == tune)["patterns"]
    return [pattern for pattern in patterns if "former" not in pattern][number]


def flat(pattern: dict) -> list[tuple[str, str]]:
    """(tone, rhyme letter or nothing) of every cell, all stanzas in a row."""
    found: list[tuple[str, str]] = []
    for sign in "".join(pattern["stanzas"]):
        if sign in "平仄中":
            found.append((sign, ""))
        elif sign.isascii():
            found[-1] = (found[-1][0], sign)
    return found


def line_starts(pattern: dict) -> list[int]:
    starts, count = [0], 0
    for sign in "".join(pattern["stanzas"]):
        count += sign in "平仄中"
        if sign in "，。；":
            starts.append(count)
    return starts


def errors(text: str, tune: str, number: int) -> list[str]:
    """What is wrong with a text of just the right length."""
    pattern = pattern_of(tune, number)
    cells = flat(pattern)
    assert len(cells) == len(text)
    found = []
    rhymes: dict[str, list[set[str]]] = {}
    for i, ((tone, letter), character) in enumerate(zip(cells, text, strict=True)):
        pairs = READINGS[character]
        if tone != "中" and tone not in {t for t, _ in pairs}:
            found.append(f"tone {i}")
        if letter:
            rhymes.setdefault(letter, []).append({g for t, g in pairs if t == tone})
    for letter, groups in rhymes.items():
        if not set.intersection(*groups):
            found.append(f"rhyme {letter}")
    for letter, other in pattern.get("kin", {}).items():
        one, two = ({g[:-1] for g in set.intersection(*rhymes[key])} for key in (letter, other))
        if not one & two:
            found.append(f"kin {letter}")
    starts = line_starts(pattern)
    for entry in pattern.get("repeats", ()):
        places, length = entry.split("+")
        later, earlier = (
            starts[int(line) - 1] + int(column) - 1
            for line, column in (place.split(".") for place in places.split("="))
        )
        if text[later : later + int(length)] != text[earlier : earlier + int(length)]:
            found.append(f"repeat {entry}")
    return found
