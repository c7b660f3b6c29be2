"""Build the rhyme books of the app, `resources/prosody/*.json`.

    python -m training rhyme-books [--out FOLDER]

平水韵 comes first: the other two take its characters.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from poetgui.files import write_text
from poetgui.paths import resource
from poetgui.prosody.books.rhyme_books import TABLES
from training.tables import cilin, pingshui, tongyun
from training.tables.rhyme_group import Group

FOLDER = resource("prosody")


def build() -> dict[str, dict[str, Any]]:
    """Every book by its name, as `poetgui.prosody.books.rhyme_books` reads it."""
    old = pingshui.groups()
    characters = dict.fromkeys(c for group in old for c in group.characters)
    return {
        "平水韵": _table(pingshui.SOURCE, old),
        "词林正韵": _table(cilin.SOURCE, cilin.groups(old)),
        "中华通韵": _table(tongyun.SOURCE, tongyun.groups(characters, pingshui.merged())),
    }


def _table(source: str, groups: Sequence[Group]) -> dict[str, Any]:
    return {"source": source, "license": "MIT", "groups": [group.to_json() for group in groups]}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=FOLDER, metavar="文件夹",
                        help="写到哪里（默认 resources/prosody）")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    write(options.out)


def write(folder: Path) -> None:
    """Build the books and write each to a file of its name in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in build().items():
        text = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
        write_text(folder / TABLES[name], text, newline="\n")
        print(f"{TABLES[name]}: {len(table['groups'])} groups")
