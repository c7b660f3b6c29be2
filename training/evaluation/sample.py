"""Poems of a run as it stands, without exporting it: the network alone, without masks and beam.

python -m training sample runs/base [--heads 春花秋月] [--count 5] [--data data]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from poetgui.composer.request.han import is_han
from poetgui.errors import UserError
from training.corpus.dataset import Corpus
from training.fit import checkpoint
from training.fit.acrostic_samples import LINES, acrostics


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=Path, metavar="训练", help="训练的文件夹")
    parser.add_argument("--heads", default="春花秋月", metavar="字", help=f"{LINES} 个头字")
    parser.add_argument("--count", type=int, default=5, metavar="首", help="几首（默认 5）")
    parser.add_argument("--data", type=Path, metavar="文件夹",
                        help="prepare 写的数组（默认训练里的 data，没有就用 data）")  # fmt: skip
    parser.add_argument("--last", action="store_true", help="用最后的存档，不用最好的")


def run(options: argparse.Namespace) -> None:
    """Print a poem a line."""
    if len(options.heads) != LINES or not all(map(is_han, options.heads)):
        raise UserError(f"--heads 要 {LINES} 个汉字。")
    if options.count < 1:
        raise UserError("--count 要大于零。")
    own = options.run / "data"
    corpus = Corpus(options.data or (own if own.is_dir() else Path("data")))
    state = checkpoint.load(options.run / ("last.pt" if options.last else "best.pt"), corpus)
    network, device = checkpoint.network_of(state), torch.device("cpu")
    characters = corpus.vocabulary["characters"]
    print(f"第 {state['step']:,} 步：")
    for poem in acrostics(network, characters, options.heads, options.count, device):
        print("  " + poem)
