"""Extract from 廣韻 what decides the rhyme groups that 词林正韵 splits: `guangyun.tsv`.

Source: the npm package tshet-uinh (MIT), read by Node. 平水韵 puts 灰 and 咍, 元 and 魂, 泰's
rounded and unrounded sounds … into one group each; 词林正韵 takes them apart again along the rhymes
of 廣韻. Only those rhymes are kept, one line each: heading 韻目, 呼 (合 rounded, 開 not, - for the
labials, which do not tell the two apart), the characters in traditional script.

    npm pack tshet-uinh@0.15.4 && tar xf tshet-uinh-0.15.4.tgz
    python -m training guangyun package
"""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path

from poetgui.files import write_text

TABLE = Path(__file__).with_name("guangyun.tsv")
HEADINGS = "佳卦夬怪皆灰咍賄海隊代廢泰元魂痕阮混很願慁恨"
"""Rhymes of 廣韻 that share a 平水韵 group with one that went another way."""
HEADER = (
    "# Rhymes of 廣韻 (heading, rounding, characters), by training/tables/guangyun.py from"
    " tshet-uinh 0.15.4\n"
    "# Copyright (c) 2024 Project NK2028, MIT licence: resources/licences/tshet-uinh.txt\n"
)

_SCRIPT = """
const { 資料 } = require(process.argv[1]);
const rows = [...資料.廣韻.iter條目()].filter((e) => e.音韻地位);
console.log(JSON.stringify(rows.map((e) => [e.來源.韻目, e.音韻地位.呼 ?? "-", e.字頭])));
"""


def extract(package: Path) -> str:
    """The text of `guangyun.tsv`. Raises CalledProcessError where Node cannot read the package."""
    done = subprocess.run(
        ["node", "-e", _SCRIPT, str(package.resolve())],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    found: dict[tuple[str, str], dict[str, None]] = {}
    for heading, rounding, character in json.loads(done.stdout):
        if heading in HEADINGS:
            found.setdefault((heading, rounding), {})[character] = None
    missing = set(HEADINGS) - {heading for heading, _ in found}
    if missing:
        raise ValueError(f"no rhyme {'、'.join(sorted(missing))} in {package}")
    order = sorted(found, key=lambda key: (HEADINGS.index(key[0]), key[1]))
    return HEADER + "".join(f"{h}\t{r}\t{''.join(found[h, r])}\n" for h, r in order)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", type=Path, metavar="文件夹", help="解开的 tshet-uinh 包")
    parser.add_argument("--out", type=Path, default=TABLE, metavar="文件",
                        help="写到哪里（默认造表时读的那个文件）")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    write_text(options.out, extract(options.package))
