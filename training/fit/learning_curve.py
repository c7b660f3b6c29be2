"""The curve of a run: a CSV to compute with and a PNG to look at."""

from __future__ import annotations

import csv
import math
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, get_type_hints

from poetgui.paths import cache_folder

# By default matplotlib keeps its list of fonts in the person's cache; it asks at its import.
os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


class Point(NamedTuple):
    """One evaluation. Losses in nats per character, perplexities per character."""

    step: int
    passes: float
    characters: int
    seconds: float
    rate: float
    train_loss: float
    valid_loss: float
    perplexity: float
    accuracy: float
    prosody_perplexity: float
    """With every tone and rhyme given."""


def point_at(folder: Path, step: int) -> Point:
    """The evaluation after so many steps."""
    return next(point for point in read(folder) if point.step == step)


def record(folder: Path, point: Point) -> None:
    """Add a point to curve.csv, dropping those that a resumed run has overtaken, and redraw."""
    points = [p for p in read(folder) if p.step < point.step] + [point]
    temporary = folder / "curve.csv.tmp"
    with temporary.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([Point._fields, *points])
    temporary.replace(folder / "curve.csv")
    _draw(points, folder)


def read(folder: Path) -> list[Point]:
    """The points so far; none for a new run."""
    path = folder / "curve.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    kinds = get_type_hints(Point).values()
    return [Point._make(kind(float(x)) for x, kind in zip(row, kinds, strict=True)) for row in rows]


def compare(runs: Mapping[str, Sequence[Point]], path: Path) -> None:
    """Draw the perplexity of the validation part against the characters read, a line a run."""
    figure = Figure(figsize=(7, 4), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for name, points in runs.items():
        read_so_far = [max(1, point.characters) for point in points]
        axes.plot(read_so_far, [p.perplexity for p in points], marker="o", markersize=3, label=name)
    axes.set(xlabel="characters read", ylabel="perplexity, form given", xscale="log", yscale="log")
    axes.grid(alpha=0.3)
    axes.legend()
    temporary = path.with_name("runs.tmp.png")
    figure.savefig(temporary, dpi=110)
    temporary.replace(path)


def _draw(points: list[Point], folder: Path) -> None:
    figure = Figure(figsize=(7, 4), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    steps = [p.step for p in points]
    for label, values in (
        ("train", [math.exp(p.train_loss) for p in points]),
        ("valid, form given", [p.perplexity for p in points]),
        ("valid, tone and rhyme given", [p.prosody_perplexity for p in points]),
    ):
        axes.plot(steps, values, marker="o", markersize=3, label=label)
    axes.set(xlabel="step", ylabel="perplexity", yscale="log")
    axes.grid(alpha=0.3)
    axes.legend()
    temporary = folder / "curve.tmp.png"
    figure.savefig(temporary, dpi=110)
    temporary.replace(folder / "curve.png")
