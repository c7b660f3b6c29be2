"""`history`: poems out of the history into files, and back."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from poetgui.errors import UserError
from poetgui.files import read_text, write_text
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.history.transfer import FORMATS, all_entries, read_json
from poetgui.paths import user_data

EXPORT, IMPORT = "export", "import"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("action", choices=(EXPORT, IMPORT), help="export 导出，import 导入（只认导出的 .json）")
    add("file", type=Path, metavar="文件", help=f"导出的格式由名字决定：{'、'.join(FORMATS)}")
    add("--search", default="", metavar="字词", help="只导出含有这些字词的")
    add("--starred", action="store_true", help="只导出收藏的")


def run(args: argparse.Namespace) -> int:
    """Say how many poems there were."""
    with closing(History(user_data() / "history.sqlite3")) as history:
        if args.action == IMPORT:
            records = read_json(read_text(args.file))
            added = history.adopt(records)
            print(f"导入 {added} 首，已有 {len(records) - added} 首。")
            return 0
        write = FORMATS.get(args.file.suffix.lower().removeprefix("."))
        if write is None:
            raise UserError("导出的格式由名字决定，可以是 {}。", tuple(FORMATS))
        history.check()
        entries = all_entries(history, PoemFilter(args.search, args.starred))
        write_text(args.file, write(entries), newline="")
        print(f"导出 {len(entries)} 首。")
        if history.notice:
            print(history.notice, file=sys.stderr)
    return 0
