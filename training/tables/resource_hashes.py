"""Build `resources/hashes.json`, by which the program knows that its files are whole.

    python -m training resource-hashes [--resources FOLDER]

To be run after any change in resources/ but of the model, which has a manifest of its own.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from poetgui.files import write_text
from poetgui.paths import resource
from poetgui.resource_files import HASHES, hashes_of


def write(folder: Path) -> None:
    """Write the hashes of the files of `resources/` into it."""
    text = json.dumps(hashes_of(folder), ensure_ascii=False, indent=1) + "\n"
    write_text(folder / HASHES, text, newline="\n")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--resources", type=Path, default=resource(), metavar="文件夹",
                        help="resources 在哪里（默认诗囊自己的）")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    write(options.resources)
    print(f"写好了：{options.resources / HASHES}")
