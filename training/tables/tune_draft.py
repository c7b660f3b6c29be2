"""Draft the patterns of a tune out of the corpus, to be set right after the rule books.

    python -m training tune-draft --corpus PATH 洞仙歌 [--second 起来携素手] [--shapes 3]

Of the poems under that title (or an alias, 别名・洞仙歌) those of the commonest line lengths are
counted: a tone that nine in ten of them have is the pattern's, line ends that rhyme in half of them
are its rhymes, the marks are those that most have. Where stanzas part the corpus does not say:
`--second` is the line with which the second stanza of some known poem begins, more than once where
there are three. Without it the stanzas part where both halves end most alike.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from poetgui.errors import UserError
from poetgui.prosody.books.pinyin_lookup import pinyin
from poetgui.prosody.books.tones import simplifier
from training.corpus.cleaning import Dropped, clean
from training.corpus.poem_sources import records, sources
from training.tables.tune_counts import Counts, Lines

_LINE = re.compile(r"([^，。；！？：]+)([，。；！？：])")
_NOTE = re.compile(r"[（(][^）)]*[）)]")
FEWEST = 8
"""Poems of a shape from which one is drafted."""


@dataclass
class Shape:
    """Poems with the same line lengths."""

    counts: Counts
    poems: list[Lines] = field(default_factory=list)
    marks: list[Counter[str]] = field(default_factory=list)
    """For each line, how often it has which pauses and which mark at its end: `3、，`."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tunes", nargs="+", metavar="词牌", help="语料里的题名")
    parser.add_argument("--corpus", type=Path, required=True, metavar="路径", help="语料")
    parser.add_argument("--second", action="append", default=[], metavar="句",
                        help="某首词换头的那一句，用来分片")  # fmt: skip
    parser.add_argument("--shapes", type=int, default=2, metavar="数", help="至多列几体")


def run(options: argparse.Namespace) -> None:
    """Print an entry of `tunes.json` for each tune."""
    for name, shapes in collected(options.corpus, options.tunes).items():
        entry = draft(name, shapes, options.second, options.shapes)
        print(json.dumps(entry, ensure_ascii=False, indent=1))


def collected(corpus: Path, names: Sequence[str]) -> dict[str, list[Shape]]:
    """The shapes of each tune, the commonest first. Raises UserError for a tune without poems."""
    wanted = set(names)
    found: dict[str, dict[tuple[int, ...], Shape]] = {name: {} for name in names}
    for source in sources(corpus):
        for record in records(source):
            if record.kind != "词":
                continue
            titles = set(simplifier().convert(record.title).split("・")) & wanted
            text = simplifier().convert(record.text)
            lines = clean(text) if titles else None
            if lines is None or isinstance(lines, Dropped):
                continue
            lengths = tuple(map(len, lines))
            for title in titles:
                shape = found[title].setdefault(lengths, Shape(Counts(lengths)))
                shape.counts.add(lines)
                shape.poems.append(lines)
                _add_marks(shape, text, lines)
    for name, shapes in found.items():
        if not shapes:
            raise UserError(f"语料里没有题作“{name}”的词。")
    return {
        name: sorted(shapes.values(), key=lambda shape: -shape.counts.poems)
        for name, shapes in found.items()
    }


def draft(name: str, shapes: Sequence[Shape], seconds: Sequence[str], most: int) -> dict:
    """An entry of `tunes.json`, with the poems of each pattern in its note."""
    kept = [shape for shape in shapes if shape.counts.poems >= FEWEST][:most]
    every = sum(shape.counts.poems for shape in shapes)
    return {
        "name": name,
        "pinyin": "".join(_plain(pinyin(name))),
        "patterns": [{"stanzas": stanzas(shape, seconds)} for shape in kept],
        "note": "、".join(f"{shape.counts.poems}/{every}" for shape in kept),
    }


def stanzas(shape: Shape, seconds: Sequence[str]) -> list[str]:
    """The pattern of a shape, a string a stanza."""
    rhymes, tones = shape.counts.rhymes(), shape.counts.tones()
    lines = []
    for tone, letter, marks in zip(tones, rhymes, shape.marks, strict=True):
        pauses, mark = _commonest(marks)
        cells = list(tone)
        if letter != "." and cells[-1] == "中":  # a rhyme has the tone of its kind
            cells[-1] = _tone_of_rhyme(shape, rhymes, letter)
        for place in reversed(pauses):
            cells.insert(place, "、")
        lines.append("".join(cells) + (letter if letter != "." else "") + mark)
    begins = [0, *breaks(shape, seconds), len(lines)]
    return ["".join(lines[a:b]) for a, b in itertools.pairwise(begins)]


def breaks(shape: Shape, seconds: Sequence[str]) -> list[int]:
    """Before which lines a stanza begins: by the lines given, else where halves end alike."""
    wanted = [simplifier().convert(line) for line in seconds]
    known = {lines.index(line) for lines in shape.poems for line in wanted if line in lines}
    if known or wanted:
        return sorted(known)
    lengths, rhymes = shape.counts.shape, shape.counts.rhymes()
    ends = [i + 1 for i in range(len(lengths) - 1) if rhymes[i] != "."]
    return [max(ends, key=lambda at: (_alike(lengths, at), -abs(2 * at - len(lengths))))]


def _alike(lengths: Sequence[int], at: int) -> int:
    """How many lines before `at` and before the end have the same lengths."""
    first, second = lengths[:at][::-1], lengths[at:][::-1]
    same = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        same += 1
    return same


def _add_marks(shape: Shape, text: str, lines: Lines) -> None:
    """Count the marks of a poem whose text has its lines and nothing else."""
    rows = _LINE.findall(_NOTE.sub("", re.sub(r"\s", "", text)))
    if tuple(row.replace("、", "") for row, _ in rows) != lines:
        return
    shape.marks = shape.marks or [Counter() for _ in lines]
    for marks, (row, mark) in zip(shape.marks, rows, strict=True):
        parts = row.split("、")[:-1]
        places = [sum(map(len, parts[: i + 1])) for i in range(len(parts))]
        marks["、".join([*map(str, places), "。" if mark in "。！？" else "，"])] += 1


def _commonest(marks: Counter[str]) -> tuple[list[int], str]:
    *places, mark = marks.most_common(1)[0][0].split("、") if marks else ["，"]
    return [int(place) for place in places], mark


def _tone_of_rhyme(shape: Shape, rhymes: str, letter: str) -> str:
    levels = shape.counts.levels()
    ends = [row[-1] for row, other in zip(levels, rhymes, strict=True) if other == letter]
    return "平" if sum(ends) > 50 * len(ends) else "仄"


def _plain(syllables: Iterable[str]) -> list[str]:
    return [
        "".join(c for c in unicodedata.normalize("NFD", s.replace("ü", "v")) if c.isascii())
        for s in syllables
    ]
