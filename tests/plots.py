"""Curves of benchmarks as PNG, into the folder of pytest's `--plots` or of a benchmark's own."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from poetgui.paths import cache_folder

Series = Mapping[str, Sequence[float]]
"""Name of a curve -> its values."""


def plot(
    folder: Path | None, name: str, axes: tuple[str, str], places: Sequence[float], series: Series
) -> Path | None:
    """Write `name`.png; None where no folder was given or matplotlib is not there.

    axes: what stands on both, in Latin letters, for which every matplotlib has a font. Both are
    logarithmic: a straight line that rises by one for one means that the cost is in proportion.
    """
    if folder is None or importlib.util.find_spec("matplotlib") is None:
        return None
    # By default matplotlib keeps its list of fonts in the person's cache; it asks at its import.
    os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure((7, 4.5), layout="constrained")
    FigureCanvasAgg(figure)
    drawing = figure.add_subplot(
        xlabel=axes[0], ylabel=axes[1], title=name, xscale="log", yscale="log"
    )
    for label, values in series.items():
        drawing.plot(places, values, marker="o", label=label)
    drawing.set_xticks(list(places), labels=[f"{place:g}" for place in places])
    drawing.minorticks_off()
    drawing.grid(alpha=0.3)
    drawing.legend()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    figure.savefig(path, dpi=120)
    return path
