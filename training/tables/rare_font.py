"""Cut the font for what the bundled 楷体 lacks: `python -m training rare-font`.

Run again when the vocabulary or a rhyme book has got new characters; sources and terms stand in
`resources/fonts/README.md`.

    python -m training rare-font --fonts HanaMinA.ttf HanaMinB.ttf
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import opencc
from fontTools import merge, subset
from fontTools.ttLib import TTFont

from poetgui.paths import resource
from poetgui.prosody.books.rhyme_books import BOOKS, load_book

FAMILY = "Poet Rare"
DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "DSIG", "VORG", "gasp", "kern"]


def wanted() -> set[str]:
    """Characters of the vocabulary and the rhyme books, in either script, that 楷体 lacks."""
    vocabulary = json.loads(resource("model", "vocabulary.json").read_text(encoding="utf-8"))
    found = {c for c in vocabulary["characters"] if len(c) == 1}
    for name in BOOKS:
        found |= set(load_book(name).characters)
    found |= set(opencc.OpenCC("s2t").convert("".join(sorted(found))))
    carried = covered(resource("fonts", "PoetKai-Regular.ttf"))
    return {c for c in found if ord(c) not in carried}


def covered(font: Path) -> dict[int, str]:
    """Code points that a font draws."""
    return TTFont(font, lazy=True).getBestCmap() or {}


def cut(source: Path, characters: set[str], target: Path) -> None:
    """Write the subset of one source."""
    options = subset.Options()
    options.drop_tables += DROPPED
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in characters])
    subsetter.subset(font)
    font.save(target)


def rename(font: TTFont) -> None:
    """Names of its own, the copyright beside them."""
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in (0, 7, 13, 14)]
    for number, text in {1: FAMILY, 2: "Regular", 3: FAMILY, 4: FAMILY, 6: "PoetRare"}.items():
        names.setName(text, number, 3, 1, 0x409)


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--fonts", type=Path, nargs="+", required=True, metavar="文件", help="HanaMinA、HanaMinB")
    add("--out", type=Path, default=resource("fonts", "PoetRare-Regular.ttf"), metavar="文件",
        help="写到哪里（默认随程序的字体）")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    left, subsets = wanted(), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number, source in enumerate(options.fonts):
            drawn = covered(source)
            found = {c for c in left if ord(c) in drawn}
            left -= found
            subsets.append(str(Path(folder) / f"{number}.ttf"))
            cut(source, found, Path(subsets[-1]))
        font = merge.Merger().merge(subsets)
    rename(font)
    out: Path = options.out
    partial = out.with_suffix(".part")
    font.save(partial)
    partial.replace(out)
    print(f"{out.name}: {len(covered(out))} characters, {out.stat().st_size} bytes")
    print(f"in none of the sources: {''.join(sorted(left)) or 'nothing'}")
