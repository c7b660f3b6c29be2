"""List the runs, and compare them in a table and one plot.

    python -m training runs [FOLDER ...]

A folder that is no run itself stands for the runs in it. The plot goes beside the first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from poetgui.errors import UserError
from training.fit import learning_curve
from training.fit.learning_curve import Point

CURVE, PLOT = "curve.csv", "runs.png"
HEAD = ("训练", "预设", "步", "字", "分", "字/秒", "最好的一步", "困惑度", "示格律", "准确率")


@dataclass(frozen=True)
class RunSummary:
    """A run that was evaluated at least once."""

    name: str
    preset: str
    points: tuple[Point, ...]

    @property
    def best(self) -> Point:
        """The evaluation that was best by what a run keeps its checkpoint by: the perplexities with
        the form given and with tone and rhyme given, multiplied."""
        return min(self.points, key=lambda point: point.perplexity * point.prosody_perplexity)

    @property
    def row(self) -> tuple[str, ...]:
        """A row of the table, by HEAD."""
        last, best = self.points[-1], self.best
        return (
            *(self.name, self.preset, f"{last.step:,}", f"{last.characters:,}"),
            f"{last.seconds / 60:.1f}",
            f"{last.characters / max(1e-9, last.seconds):,.0f}",
            *(f"{best.step:,}", f"{best.perplexity:.1f}", f"{best.prosody_perplexity:.1f}"),
            f"{best.accuracy:.1%}",
        )


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", type=Path, nargs="*", default=[Path("runs")], metavar="文件夹",
                        help="训练的文件夹，或放着它们的文件夹（默认 runs）")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Print the table and draw the plot."""
    found = summaries(options.folders)
    print(table(found))
    place = options.folders[0] / PLOT
    learning_curve.compare({each.name: each.points for each in found}, place)
    print(f"曲线画在 {place}")


def summaries(folders: Sequence[Path]) -> list[RunSummary]:
    """The runs of the folders, by name. Raises UserError where there is none."""
    found: dict[str, RunSummary] = {}
    for folder in folders:
        inside = sorted(path.parent for path in folder.glob(f"*/{CURVE}"))
        for place in [folder] if (folder / CURVE).exists() else inside:
            points = learning_curve.read(place)
            if points:
                name = place.name if place.name not in found else str(place)
                found[name] = RunSummary(name, _preset(place), tuple(points))
    if not found:
        raise UserError(f"{'、'.join(map(str, folders))} 里没有量过的训练。")
    return list(found.values())


def table(runs: Sequence[RunSummary]) -> str:
    """Columns parted by tabs, a line a run, for people and spreadsheets."""
    return "\n".join("\t".join(row) for row in (HEAD, *(each.row for each in runs)))


def _preset(folder: Path) -> str:
    try:
        return str(json.loads((folder / "config.json").read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
