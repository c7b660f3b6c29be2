"""Options of the commands that measure something of a bundle and write it into the bundle."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_bundle_options(parser: argparse.ArgumentParser) -> None:
    """--model, --data and --write."""
    parser.add_argument("--model", type=Path, default=Path("resources/model"), metavar="文件夹",
                        help="导出的模型（默认 resources/model）")  # fmt: skip
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="文件夹",
                        help="prepare 写的数组（默认 data）")  # fmt: skip
    parser.add_argument("--write", action="store_true", help="写进模型（不加就只看不写）")
