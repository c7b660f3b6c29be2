"""Build `resources/prosody/rhyme_frequency.json`: how often the rhymes of tunes fall on each group.

    python -m training rhyme-frequency --corpus PATH

Every Song 词 whose title names a tune and whose lines are those of one of its patterns is read. The
group that the cells of a rhyme share is counted once, and each of its characters to that group. A
character of several groups that poets hardly ever rhymed on in one of them is listed there as
seldom: the book has 北 among the rhymes of 背, but nobody would hear it so.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from poetgui.files import write_text
from poetgui.grid import Grid
from poetgui.paths import resource
from poetgui.prosody.books.rhyme_books import CILIN, load_book
from poetgui.prosody.books.tones import BITS, lookup, simplifier
from poetgui.prosody.forms.verse_forms import grids, tune_forms
from training.corpus.cleaning import Dropped, clean
from training.corpus.poem_sources import records, sources
from training.tables.tune_survey import tune_of_title

OUT = resource("prosody", "rhyme_frequency.json")
AGREE = 0.8
"""So much of a rhyme's cells must share a group for it to be the rhyme's."""
KNOWN, SELDOM = 10, 0.05
"""A group is seldom for a character that rhymes so often, where it has no more than this share."""


def poems(corpus: Path) -> Iterator[tuple[tuple[str, ...], Grid]]:
    """The lines of each 词 that fits its tune, and the pattern."""
    for source in sources(corpus):
        for record in records(source) if "ci.song" in source.name else ():
            tune = tune_of_title(record.title) if record.kind == "词" else None
            lines = clean(simplifier().convert(record.text))
            if tune is None or isinstance(lines, Dropped):
                continue
            shape = tuple(map(len, lines))
            for grid in grids(tune_forms()[tune.name]):
                if grid.shape == shape:
                    yield lines, grid
                    break


def rhymes(lines: Sequence[str], grid: Grid) -> Iterator[tuple[str, list[str]]]:
    """(group, its characters) of each rhyme that is kept."""
    look = lookup(load_book(CILIN))
    for number, slot in enumerate(grid.slots):
        ends = [lines[c.line][c.column] for c in grid.cells if c.rhyme == number]
        shared = Counter(g for end in ends for g in look.groups(end, BITS[slot.tone]))
        best = [group for group, count in shared.items() if count == max(shared.values())]
        if len(best) == 1 and shared[best[0]] >= max(2, AGREE * len(ends)):
            yield best[0], [end for end in ends if best[0] in look.groups(end)]


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--corpus", type=Path, required=True, metavar="路径", help="语料：压缩包或解开的文件夹")
    add("--out", type=Path, default=OUT, metavar="文件", help="写到哪里（默认随程序的表）")


def run(options: argparse.Namespace) -> None:
    write(options.corpus, options.out)


def write(corpus: Path, out: Path) -> None:
    """Count the rhymes of the corpus and write the table to the file `out`."""
    table, of_group = load_book(CILIN), Counter[str]()
    of_character: dict[str, Counter[str]] = {}
    read = 0
    for lines, grid in poems(corpus):
        read += 1
        for group, ends in rhymes(lines, grid):
            of_group[group] += 1
            for end in ends:
                of_character.setdefault(end, Counter())[group] += 1
    seldom: dict[str, list[str]] = {}
    for character, counts in of_character.items():
        if counts.total() >= KNOWN:
            for group in dict.fromkeys(r.group for r in table.readings(character)):
                if counts[group] <= SELDOM * counts.total():
                    seldom.setdefault(group, []).append(character)
    names = [name for name, _ in table.groups]
    document = {
        "source": f"counted in {read} Song poems of chinese-poetry (MIT)"
        " by training/tables/rhyme_frequency.py",
        "license": "MIT",
        "groups": {name: of_group[name] for name in names},
        "seldom": {name: "".join(sorted(seldom.get(name, ()))) for name in names},
    }
    write_text(out, json.dumps(document, ensure_ascii=False, indent=1) + "\n", newline="\n")
    unusual = sum(map(len, seldom.values()))
    print(f"{out.name}: {read} poems, {of_group.total()} rhymes, {unusual} seldom readings")
