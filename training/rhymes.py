"""Build the rhyme books of the app, `resources/prosody/*.json`.

    python -m training.rhymes [--out FOLDER]

平水韵 comes first: the other two take its characters.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from poetgui.files import write_text
from training import cilin, pingshui, tongyun
from training.rhyme_group import Group

FOLDER = Path(__file__).parent.parent / "resources" / "prosody"


def build() -> dict[str, dict[str, Any]]:
    """Every book by its name, as `poetgui.prosody.books.rhyme_books` reads it."""
    old = pingshui.groups()
    characters = dict.fromkeys(c for group in old for c in group.characters)
    return {
        "平水韵": _table(pingshui.SOURCE, old),
        "词林正韵": _table(cilin.SOURCE, cilin.groups(old)),
        "中华通韵": _table(tongyun.SOURCE, tongyun.groups(characters)),
    }


def _table(source: str, groups: Sequence[Group]) -> dict[str, Any]:
    return {"source": source, "license": "MIT", "groups": [group.to_json() for group in groups]}


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the rhyme books.")
    parser.add_argument(
        "--out", type=Path, default=FOLDER, help="folder to write to (default: resources)"
    )
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name, table in build().items():
        text = json.dumps(table, ensure_ascii=False, indent=1) + "\n"
        write_text(out / f"{name}.json", text, newline="\n")
        print(f"{name}: {len(table['groups'])} groups")


if __name__ == "__main__":
    main()
