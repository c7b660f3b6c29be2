"""What commands beside `python -m training` share: options on a bundle, and their exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from poetgui.errors import UserError


def on_a_bundle(name: str, about: str | None) -> argparse.ArgumentParser:
    """Takes --model, --data and --write, for what is measured of a bundle and put into it."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {name}",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--model", type=Path, default=Path("resources/model"))
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--write", action="store_true", help="into the bundle")
    return parser


def run(work: Callable[[argparse.Namespace], None], options: argparse.Namespace) -> int:
    """0, or 1 with a sentence on stderr where what the person gave was at fault."""
    try:
        work(options)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
