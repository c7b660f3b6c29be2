"""对仗: count out of human couplets which characters answer each other, and measure the table.

    python -m training antithesis-vectors build [--data FOLDER] [--out FILE]
    python -m training antithesis-vectors measure [--data FOLDER] [--table FILE]

Octaves are antithetic in their second and third couplets. `build` takes those of the training
split: how much oftener than by chance two characters stand in the same place of the two lines
(positive pointwise mutual information, contexts smoothed by the power 0.75 as in Levy, Goldberg and
Dagan 2015), then the 32 strongest directions in which characters are alike, as vectors of unit
length. `measure` asks, on the validation split, how often a couplet beats the same upper line with
the lower line of another couplet, and its own poem's outer couplets, which need no antithesis.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from poetgui.engine.model.features import MARKERS
from poetgui.engine.search.antithesis_table import TABLE, AntithesisTable
from poetgui.files import replacing
from poetgui.paths import resource
from training.corpus.dataset import Corpus
from training.corpus.splits import Split

OCTAVES = {"五律": 5, "七律": 7}
MIDDLE, OUTER = (1, 2), (0, 3)
"""Couplets, counted from 0."""
DIMENSIONS = 32
"""Of the vectors: the table stays small, and directions beyond these are mostly noise."""
FEWEST = 5
"""A character that stands in fewer couplets says too little of itself."""
_SMOOTH = 0.75
"""Power of the contexts' counts (Levy, Goldberg and Dagan 2015)."""
_DRAWN = 160
"""Directions computed: more than are kept, because not all of them count (see `directions`)."""


def couplets(corpus: Corpus, split: Split, form: str, which: tuple[int, ...]) -> NDArray[np.int64]:
    """[couplets, 2, width] ids of upper and lower lines, couplet by couplet of the poem."""
    width = OCTAVES[form]
    starts = corpus.poems["start"][corpus.rows(split, {form: 1.0})].astype(np.int64)
    upper = [starts[:, None] + 2 * i * width + np.arange(width) for i in which]
    found = [np.stack([corpus.text[at], corpus.text[at + width]], 1) for at in upper]
    return np.concatenate(found).astype(np.int64)


def count(corpus: Corpus) -> NDArray[np.float64]:
    """[V, V] how often two characters answer each other, whichever stands above."""
    size = len(corpus.vocabulary["characters"])
    together = np.zeros((size, size))
    for form in OCTAVES:
        pairs = couplets(corpus, Split.TRAIN, form, MIDDLE)
        np.add.at(together, (pairs[:, 0].ravel(), pairs[:, 1].ravel()), 1)
    together[:MARKERS] = together[:, :MARKERS] = 0
    return together + together.T


def directions(together: NDArray[np.float64]) -> NDArray[np.float64]:
    """[V, DIMENSIONS] vectors of unit length, zeros for characters that are too rare."""
    share = together.sum(1) / together.sum()
    smooth = share**_SMOOTH / (share**_SMOOTH).sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log(together / together.sum() / (share[:, None] * smooth))
    pmi = np.nan_to_num((pmi + pmi.T) / 2, nan=0.0, posinf=0.0, neginf=0.0)
    torch.manual_seed(0)
    left, strength, right = torch.svd_lowrank(torch.tensor(np.maximum(pmi, 0)), q=_DRAWN, niter=4)
    # A symmetrical matrix: where left and right point apart, characters answer their unlike
    # (level and oblique), and that the metre sees to.
    alike = torch.nonzero((left * right).sum(0) > 0)[:DIMENSIONS, 0]
    vectors = (left[:, alike] * strength[alike].sqrt()).numpy()
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors / np.maximum(length, 1e-9)
    vectors[together.sum(1) < FEWEST] = 0
    return vectors


def build(corpus: Corpus, out: Path) -> None:
    """Write the table: code points of characters, and their vectors times 127 as int8."""
    vectors = directions(count(corpus))
    kept = np.flatnonzero(vectors.any(1))
    points = [ord(corpus.vocabulary["characters"][i]) for i in kept]
    with replacing(out) as temporary, temporary.open("wb") as file:
        np.savez_compressed(
            file,
            characters=np.array(points, np.uint32),
            vectors=np.round(vectors[kept] * 127).astype(np.int8),
        )


def measure(
    corpus: Corpus, table: AntithesisTable, split: Split = Split.VALID
) -> dict[str, dict[str, float]]:
    """For each form: couplets, share that beats a shuffled lower line, and the outer couplets."""
    vectors = table.vectors_of(corpus.vocabulary["characters"])
    random = np.random.default_rng(0)

    def likeness(upper: NDArray[np.int64], lower: NDArray[np.int64]) -> NDArray[np.float32]:
        return (vectors[upper] * vectors[lower]).sum(2).mean(1)

    found = {}
    for form in OCTAVES:
        middle, outer = (couplets(corpus, split, form, which) for which in (MIDDLE, OUTER))
        true = likeness(middle[:, 0], middle[:, 1])
        shuffled = likeness(middle[:, 0], middle[random.permutation(len(middle)), 1])
        without = likeness(outer[:, 0], outer[:, 1])
        found[form] = {
            "couplets": len(middle),
            "beats_shuffled": float((true > shuffled).mean()),
            "beats_outer": float((true > without).mean()),
            "mean": float(true.mean()),
            "mean_shuffled": float(shuffled.mean()),
            "mean_outer": float(without.mean()),
        }
    return found


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("action", choices=("build", "measure"), metavar="build|measure", help="造表，或者量它")
    add(
        "--data",
        type=Path,
        default=Path("data"),
        metavar="文件夹",
        help="prepare 写的数组（默认 data）",
    )
    table = resource("prosody", TABLE)
    add("--out", type=Path, default=table, metavar="文件", help="build：写到哪里（默认随程序的表）")
    add("--table", type=Path, default=table, metavar="文件", help="measure：量哪张表（默认同上）")


def run(options: argparse.Namespace) -> None:
    corpus = Corpus(options.data)
    if options.action == "build":
        build(corpus, options.out)
        return
    for form, figures in measure(corpus, AntithesisTable.load(options.table)).items():
        print(form, "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
