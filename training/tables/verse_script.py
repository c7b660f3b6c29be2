"""Build `resources/prosody/verse_script.json`: which traditional character a simplified one is.

    python -m training verse-script --corpus PATH [--out FILE]

OpenCC's phrases are of modern prose: of the poet's 余亦, "I too", they make 餘亦. Two sources:

- `verse_script.tsv`: which characters are meant, and phrases decided by hand.
- the poems of the corpus, which are in traditional script: a word of two counts with four cells of
  which four in five agree. Words that say what the character usually is are kept only where they
  contradict another word that would be followed. The word that tells most surely comes first.

Pairs that are one word written in two ways (峰 峯, 嘆 歎) are left to OpenCC.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import opencc

from poetgui.files import write_text
from poetgui.paths import resource
from poetgui.script_conversion import is_traditional
from training.corpus.cleaning import BREAK, HAN
from training.corpus.poem_sources import records, sources

RULES = Path(__file__).with_name("verse_script.tsv")
OUT = resource("prosody", "verse_script.json")
FEWEST, SHARE = 4, 0.8
"""Cells that a word must have, and the share of them that must agree."""
CONTRADICTED = 2
"""So many cells a word of the usual character must set right to be kept."""
SAME = str.maketrans("裡麫麪麯榦幷竝個", "裏麵麵麴幹並並箇")
"""Variants of the characters that are counted."""

Cues = dict[tuple[str, str], tuple[float, str]]
"""(character before or nothing, character behind or nothing) -> how surely, which character."""


class Family(NamedTuple):
    """A simplified character and what it stands for."""

    forms: str
    phrases: tuple[str, ...]


def read_rules(path: Path = RULES) -> dict[str, Family]:
    """Raises ValueError for a phrase that decides nothing, or a second row of a character."""
    found = dict[str, Family]()
    rows = path.read_text(encoding="utf-8").splitlines()
    for character, forms, *rest in (row.split("\t") for row in rows if not row.startswith("#")):
        phrases = tuple(dict.fromkeys(" ".join(rest).split()))
        idle = [p for p in phrases if len(forms) == 1 or not set(p) & set(forms)]
        if idle or character in found:
            raise ValueError(f"{path.name}: {character} {forms} {' '.join(idle)}")
        found[character] = Family(forms, phrases)
    return found


class Simplifier:
    """Character by character, the members of a family to its simplified character."""

    def __init__(self, families: dict[str, Family]) -> None:
        converter = opencc.OpenCC("t2s")
        self._known = {f: c for c, family in families.items() for f in family.forms}
        self._convert = converter.convert

    def convert(self, text: str) -> str:
        for character in text:
            if character not in self._known:
                self._known[character] = self._convert(character)
        return "".join(map(self._known.__getitem__, text))


def traditional_lines(corpus: Path) -> Iterator[str]:
    """Lines of the corpus's poems in traditional script."""
    for source in sources(corpus):
        for record in records(source):
            if is_traditional(record.text):
                yield from filter(HAN.fullmatch, BREAK.split(record.text.replace("\n", "。")))


def count(lines: Iterable[str], families: dict[str, Family]) -> dict[str, tuple[str, ...]]:
    """The words of each family that the lines tell, the surest first."""
    simplifier = Simplifier(families)
    counted = {c: family for c, family in families.items() if len(family.forms) > 1}
    cells: dict[str, Counter[tuple[str, str, str]]] = {c: Counter() for c in counted}
    for line in lines:
        line = line.translate(SAME)
        plain = simplifier.convert(line)
        for i, character in enumerate(plain):
            if character in counted and line[i] in counted[character].forms:
                cells[character][plain[i - 1 : i], line[i], plain[i + 1 : i + 2]] += 1
    return {c: _words(found, counted[c].forms[0]) for c, found in cells.items()}


def _words(cells: Counter[tuple[str, str, str]], usual: str) -> tuple[str, ...]:
    alone: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (last, form, following), times in cells.items():
        for cue in _cues(last, following):
            alone[cue][form] += times
    told: Cues = {}
    for cue, forms in alone.items():
        form, most = forms.most_common(1)[0]
        if most >= FEWEST and most >= SHARE * forms.total():
            told[cue] = ((most + 0.5) / (forms.total() - most + 0.5), form)
    other = {cue: said for cue, said in told.items() if said[1] != usual}
    saved: Counter[tuple[str, str]] = Counter()
    for (last, form, following), times in cells.items():
        both = _cues(last, following)
        if form == usual and any(cue in other for cue in both):
            saved.update({cue: times for cue in both if cue in told and cue not in other})
    kept = other | {cue: told[cue] for cue, times in saved.items() if times >= CONTRADICTED}
    order = sorted(kept.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(last + form + following for (last, following), (_, form) in order)


def _cues(last: str, following: str) -> list[tuple[str, str]]:
    return [cue for cue in ((last, ""), ("", following)) if any(cue)]


def build(lines: Iterable[str]) -> dict[str, dict[str, str]]:
    """Character -> forms, and words in the order in which they are asked, as
    `poetgui.prosody.books.traditional_verse` reads them. In a word all but the character itself is
    simplified."""
    families = read_rules()
    simplifier, counted = Simplifier(families), count(lines, families)
    table = {}
    for character, (forms, phrases) in families.items():
        by_hand = [
            simplifier.convert(phrase[:i]) + form + simplifier.convert(phrase[i + 1 :])
            for phrase in sorted(phrases, key=lambda phrase: -len(phrase))
            for i, form in enumerate(phrase)
            if form in forms
        ]
        words = dict.fromkeys((*by_hand, *counted.get(character, ())))
        table[character] = {"forms": forms, "words": " ".join(words)}
    return table


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, metavar="路径",
                        help="语料：chinese-poetry 的压缩包或解开的文件夹")  # fmt: skip
    parser.add_argument("--out", type=Path, default=OUT, metavar="文件",
                        help="写到哪里（默认随程序的表）")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    write(options.corpus, options.out)


def write(corpus: Path, out: Path) -> None:
    """Build the table from the corpus and write it to the file `out`."""
    table = build(traditional_lines(corpus))
    data = {
        "source": "chinese-poetry (MIT), its poems in traditional script;"
        " training/tables/verse_script.tsv",
        "license": "MIT",
        "characters": table,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    write_text(out, text, newline="\n")
    words = sum(len(entry["words"].split()) for entry in table.values())
    print(f"{out.name}: {len(table)} characters, {words} words")
