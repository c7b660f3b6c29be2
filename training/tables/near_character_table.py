"""Build the program's table of nearest characters, `resources/prosody/near_characters.json`.

    python -m training near-characters [--unihan FOLDER] [--out FILE]

Sources: `near_characters.tsv` beside this module, by hand, which goes first; and of Unihan (Unicode
License) kSemanticVariant and kZVariant, in both directions and after the conversion to simplified
script. The rest of Unihan does not serve: kSpecializedSemanticVariant holds for one sense only
(娠 as 暖), and of 1,418 characters that the model did not know, 87 shared a phonetic class
(kPhonetic) and a word of their definitions with a known one, half of them by accident (鲅 as 渔).
"""

from __future__ import annotations

import argparse
import bz2
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from poetgui.composer.request.han import simplified
from poetgui.errors import UserError
from poetgui.files import write_text
from poetgui.paths import resource
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book

OUT = resource("prosody", "near_characters.json")
BY_HAND = Path(__file__).with_name("near_characters.tsv")
VARIANTS = "Unihan_Variants.txt"
FIELDS = ("kSemanticVariant", "kZVariant")
UNIHAN_VARIABLE = "POETGUI_UNIHAN"
"""The environment variable that names the folder of Unihan where --unihan does not."""
INSTALLED = Path("/usr/share/unicode")
"""Where Debian's package unicode-data puts it."""


def unihan_file(folder: Path | None = None) -> Path | None:
    """The file of variants, as it is or packed by bzip2, in `folder` or one of the usual places."""
    named = os.environ.get(UNIHAN_VARIABLE)
    for place in (folder,) if folder else (Path(named),) if named else (INSTALLED,):
        for name in (VARIANTS, f"{VARIANTS}.bz2"):
            if (place / name).exists():
                return place / name
    return None


def by_hand() -> dict[str, str]:
    """Character -> the nearest ones; empty for one that shall have none."""
    lines = BY_HAND.read_text(encoding="utf-8").splitlines()
    pairs = [pair for line in lines if line[:1] != "#" for pair in line.split("\t")[1].split()]
    return {pair[0]: pair[1:] for pair in pairs}


def variants(text: str) -> dict[str, str]:
    """The same out of the text of Unihan_Variants: variants that stand in 平水韵, that is in verse.

    A character's own entries come first, then the entries that name it.
    """
    found: dict[str, dict[str, None]] = {}
    for forward in (True, False):
        for one, other in _pairs(text):
            character, near = (one, other) if forward else (other, one)
            if character != near:
                found.setdefault(character, {})[near] = None
    book = load_book(PINGSHUI)
    kept = {c: "".join(n for n in near if book.readings(n)) for c, near in found.items()}
    return {c: near for c, near in kept.items() if near}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of variants, simplified, in the order of the file."""
    for line in text.splitlines():
        point, _, rest = line.partition("\t")
        field, _, values = rest.partition("\t")
        if field in FIELDS:
            for value in values.split():  # U+54F2<kMatthews: what follows < names the dictionary
                yield simplified(_character(point)), simplified(_character(value.split("<")[0]))


def _character(point: str) -> str:
    return chr(int(point.removeprefix("U+"), 16))


def build(unihan: Path) -> dict[str, Any]:
    """As `poetgui.prosody.books.near_characters` reads it."""
    read = bz2.decompress(unihan.read_bytes()) if unihan.suffix == ".bz2" else unihan.read_bytes()
    text = read.decode("utf-8")
    version = text.partition("# Unicode version: ")[2].split("\n")[0]
    near = variants(text) | by_hand()
    return {
        "source": f"Unihan {version} (https://www.unicode.org/charts/unihan.html), and by hand",
        "license": "Unicode License v3, MIT",
        "characters": {c: near[c] for c in sorted(near) if near[c]},
    }


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unihan", type=Path, metavar="文件夹",
                        help=f"放着 {VARIANTS} 的文件夹（默认 {INSTALLED}，"
                             f"或环境变量 {UNIHAN_VARIABLE} 所指）")  # fmt: skip
    parser.add_argument(
        "--out", type=Path, default=OUT, metavar="文件", help="写到哪里（默认随程序的表）"
    )


def run(options: argparse.Namespace) -> None:
    write(options.out, options.unihan)


def write(out: Path, folder: Path | None = None) -> None:
    """Build the table and write it to the file `out`. Raises UserError without Unihan."""
    unihan = unihan_file(folder)
    if unihan is None:
        raise UserError(MISSING)
    table = build(unihan)
    text = json.dumps(table, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"
    write_text(out, text, newline="\n")
    print(f"{out.name}: {len(table['characters'])} characters")


MISSING = (
    f"没有 Unihan 的 {VARIANTS}。Debian 上装 unicode-data，别处从 unicode.org 下载 Unihan.zip "
    f"解开，再用环境变量 {UNIHAN_VARIABLE}（near-characters 也可用 --unihan）指明文件夹。"
)
