"""`models`: what is installed, and installing a folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.engine.bundle.bundles import install
from poetgui.errors import UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="动作")
    actions.add_parser("list", help="列出装好的模型（默认）")
    installing = actions.add_parser("install", help="安装一个文件夹里的模型")
    installing.add_argument("folder", type=Path, metavar="文件夹")
    installing.add_argument("--replace", action="store_true", help="已装有同名的模型就换掉它")


def run(args: argparse.Namespace) -> int:
    if args.action == "install":
        card = install(args.folder, args.replace)
        print(f"已安装模型 {card.id}：{card.folder}")
        return 0
    cards = list_bundles()
    if not cards:
        raise UserError("没有安装模型。")
    for card in cards:
        print("  ".join([card.id, *_facts(card.manifest), str(card.folder)]))
    return 0


def _facts(manifest: dict[str, Any]) -> list[str]:
    """Date, size and figures, as far as the manifest has them."""
    facts = [str(manifest["created"])] if "created" in manifest else []
    size = sum(file.get("bytes", 0) for file in manifest["files"].values())
    facts.append(f"{size / 1e6:.0f} MB")
    figures = manifest.get("figures")
    if isinstance(figures, dict):
        facts += [f"{k} {v:g}" for k, v in figures.items() if isinstance(v, int | float)]
    return facts
