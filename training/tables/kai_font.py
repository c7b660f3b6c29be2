"""Cut the 楷体 that the program carries: `python -m training kai-font`.

Run once for a release of the source font, hardly ever again: the result is a binary in the
repository. What goes in, and why, is in `resources/fonts/README.md`; so are the sources.

    python -m training kai-font --font LXGWWenKai-Regular.ttf --corpus chinese-poetry \
        --unihan /usr/share/unicode --text rhyme-table.json
"""

from __future__ import annotations

import argparse
import bz2
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import opencc
from fontTools import subset
from fontTools.ttLib import TTFont

from poetgui.paths import resource

FAMILY, FAMILY_CHINESE = "Poet Kai", "诗囊楷"
"""The licence reserves the source's names, and a subset is a modified version: it needs its own."""

SEEN = 5
"""Corpus characters rarer than this are mostly misprints."""

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")

SYMBOLS: tuple[tuple[int, int], ...] = (
    (0x20, 0x7E),
    (0xA0, 0x17F),  # Latin-1 and Extended-A, macrons and carons of pinyin among them
    (0x1CD, 0x1DC),  # ǎ … ǜ
    (0x1F8, 0x1F9),  # ǹ
    (0x2C7, 0x2CB),
    (0x2D9, 0x2D9),
    (0x300, 0x30C),
    (0x1E3E, 0x1E3F),  # ḿ
    (0x2010, 0x2044),
    (0x2190, 0x21B5),
    (0x2460, 0x2473),
    (0x25A0, 0x25FF),
    (0x2605, 0x2606),
    (0x2713, 0x2718),
    (0x3000, 0x3020),
    (0x3105, 0x312F),
    (0xFF01, 0xFF5E),
)

NAMES = "𠮷"
"""In no list above, yet met in names, and what people type to try characters beyond the BMP."""

DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "DSIG"]
"""The painter sets one character at a time, so neither vertical metrics nor layout are read."""


def han(text: str) -> set[str]:
    """The Han characters of a text."""
    return set(HAN.findall(text))


def encodable(codec: str, rows: Iterable[int], columns: Iterable[int]) -> set[str]:
    """The Han characters of a double-byte character set, by its rows and columns."""
    columns = list(columns)
    decoded = (bytes((r, c)).decode(codec, errors="ignore") for r in rows for c in columns)
    return han("".join(decoded))


def gb2312() -> set[str]:
    """All 6,763 characters of GB 2312."""
    return encodable("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))


def big5_frequent() -> set[str]:
    """The 5,401 frequently used characters of Big5: names typed in traditional script."""
    return encodable("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])


def unihan(folder: Path, table: str, key: str) -> dict[str, str]:
    """One property of the Unihan database: character -> value. Reads .txt and .txt.bz2."""
    plain, packed = folder / f"Unihan_{table}.txt", folder / f"Unihan_{table}.txt.bz2"
    text = plain.read_bytes() if plain.exists() else bz2.decompress(packed.read_bytes())
    rows = (row.split("\t") for row in text.decode("utf-8").splitlines() if f"\t{key}\t" in row)
    return {chr(int(row[0][2:], 16)): row[2] for row in rows}


def standard(folder: Path) -> set[str]:
    """通用规范汉字表, the 8,105 characters of 2013 (kTGH of Unihan)."""
    return set(unihan(folder, "OtherMappings", "kTGH"))


def traditional_forms(characters: set[str], folder: Path) -> set[str]:
    """Every traditional form that a converter could choose for these characters."""
    variants = unihan(folder, "Variants", "kTraditionalVariant")
    points = (p for c in characters for p in variants.get(c, "").split())
    return {chr(int(point[2:], 16)) for point in points}


def strings(value: object) -> Iterator[str]:
    """Every string inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        yield from strings(list(value.values()))


def corpus(folder: Path) -> set[str]:
    """Characters seen often enough, as printed, in simplified script, and back in traditional."""
    simplify, restore = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
    printed, simplified, restored = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(folder.rglob("*.json")):
        try:
            text = "\n".join(strings(json.loads(path.read_text(encoding="utf-8"))))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            print(f"skipped {path.name}: {error}", file=sys.stderr)
            continue
        simple = simplify.convert(text)
        printed.update(HAN.findall(text))
        simplified.update(HAN.findall(simple))
        restored.update(HAN.findall(restore.convert(simple)))
    counters = (printed, simplified, restored)
    return {c for counter in counters for c, n in counter.items() if n >= SEEN}


def wanted(args: argparse.Namespace) -> set[str]:
    """All characters to carry; prints where they come from."""
    parts = {
        "GB 2312": gb2312(),
        "通用规范汉字表": standard(args.unihan),
        "Big5, frequent": big5_frequent(),
        "corpus": corpus(args.corpus),
        "names": han(NAMES),
        "texts": {c for path in args.text for c in han(path.read_text(encoding="utf-8"))},
    }
    simple = set().union(*parts.values())
    parts["OpenCC, one by one"] = han(opencc.OpenCC("s2t").convert("\n".join(sorted(simple))))
    parts["traditional forms"] = traditional_forms(simple, args.unihan)
    parts["symbols"] = {chr(p) for first, last in SYMBOLS for p in range(first, last + 1)}
    total: set[str] = set()
    for name, characters in parts.items():
        print(f"{name:<20}{len(characters):>8}{len(characters - total):>8} new")
        total |= characters
    return total


def covered(font: TTFont) -> set[str]:
    """The characters that a font draws."""
    return {chr(point) for point in font.getBestCmap() or {}}


def rename(font: TTFont, characters: int) -> None:
    """Give the subset its own names; copyright and licence entries stay as they were."""
    names = font["name"]
    version = names.getDebugName(5) or ""
    names.names = [n for n in names.names if n.nameID in (0, 7, 13, 14)]
    fresh = {
        1: FAMILY,
        2: "Regular",
        3: f"{FAMILY}: subset of {characters} characters",
        4: FAMILY,
        5: version,
        6: FAMILY.replace(" ", "") + "-Regular",
    }
    for number, text in fresh.items():
        names.setName(text, number, 3, 1, 0x409)
    names.setName(FAMILY_CHINESE, 1, 3, 1, 0x804)
    names.setName(FAMILY_CHINESE, 4, 3, 1, 0x804)


def cut(source: Path, characters: set[str], target: Path) -> None:
    """Write the subset with only these characters, replacing the target in one step."""
    font = TTFont(source, recalcTimestamp=False)
    missing = sorted(c for c in characters - covered(font) if HAN.match(c))
    print(f"not in the source font: {len(missing)} {''.join(missing)[:200]}")
    options = subset.Options()
    options.drop_tables += DROPPED
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]  # pyright: ignore[reportAttributeAccessIssue]
    options.name_languages = ["*"]  # pyright: ignore[reportAttributeAccessIssue]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in characters])
    subsetter.subset(font)
    rename(font, len(covered(font)))
    partial = target.with_suffix(".part")
    font.save(partial)
    partial.replace(target)
    size = target.stat().st_size / 2**20
    print(f"{target.name}: {len(covered(font))} characters, {size:.1f} MiB")


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--font", type=Path, required=True, metavar="文件", help="LXGWWenKai-Regular.ttf")
    add("--corpus", type=Path, required=True, metavar="文件夹", help="解开的 chinese-poetry")
    add("--unihan", type=Path, required=True, metavar="文件夹", help="放着 Unihan_*.txt 的文件夹")
    add("--text", type=Path, nargs="*", default=[], metavar="文件", help="还要能画的文字")
    add("--out", type=Path, default=resource("fonts", "PoetKai-Regular.ttf"), metavar="文件",
        help="写到哪里（默认随程序的字体）")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    cut(options.font, wanted(options), options.out)
