"""Speed of training: the library's LSTM beside ours, and a training step of each preset.

`python -m tests.bench_training`. Characters a second belong to one machine; the ratios beside them
travel further. Nothing is asserted, and `make test` does not run it.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402

from tests.training import poems  # noqa: E402
from training.corpus.conditioning import TRAINING  # noqa: E402
from training.corpus.dataset import Corpus, schedule  # noqa: E402
from training.corpus.prepare import prepare  # noqa: E402
from training.fit.batch_stream import stream  # noqa: E402
from training.fit.precision import autocast  # noqa: E402
from training.fit.presets import PRESETS  # noqa: E402
from training.fit.training_run import Run, device_for  # noqa: E402
from training.network import fused_lstm  # noqa: E402

REPEATS = 3
BATCH, INPUTS, HIDDEN = 110, 512, 640
LENGTHS = (20, 28, 40, 56)
CHARACTERS = 6144
"""In a step, whatever the preset's batch is: a rate is compared, not a batch."""


def seconds(work: Callable[[], object]) -> float:
    """The median of a few calls, after one that warms up."""
    taken = []
    for _ in range(1 + REPEATS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken[1:])


def layers() -> list[str]:
    """One layer, forward and back, at the lengths of the regulated forms."""
    device = torch.device("cpu")
    layer = nn.LSTM(INPUTS, HIDDEN, batch_first=True)
    rows = [f"{'字/首':>8}{'nn.LSTM 字/秒':>16}{'lstm.run 字/秒':>16}{'倍':>8}"]
    for length in LENGTHS:
        x = torch.randn(BATCH, length, INPUTS, requires_grad=True)

        def library(x=x) -> None:
            with autocast(device):
                y = layer(x)[0]
            y.float().sum().backward()

        def ours(x=x) -> None:
            with autocast(device):
                y = fused_lstm.run(layer, x)
            y.float().sum().backward()

        slow, fast = seconds(library), seconds(ours)
        read = BATCH * length
        rows.append(f"{length:8}{read / slow:18,.0f}{read / fast:17,.0f}{slow / fast:10.2f}")
    return rows


def steps(folder: Path) -> list[str]:
    """A training step of each preset on made-up poems, whose vocabulary is far below a real one."""
    prepare(poems.write_texts(poems.make(2400), folder / "poems"), folder / "data")
    corpus, device = Corpus(folder / "data"), device_for("auto")
    rows = [f"{'预设':8}{'字/步':>10}{'字/秒':>12}{'比 tiny':>10}"]
    reference = 0.0
    for name, preset in PRESETS.items():
        run = Run(preset, corpus, folder / name, device)
        drawn = next(schedule(corpus, preset.forms, CHARACTERS, random.Random(1)))
        batch = next(stream(corpus, iter([(1, drawn)]), TRAINING, 1, device))
        rate = batch.characters / seconds(lambda run=run, batch=batch: run._update(batch))
        reference = reference or rate
        rows.append(f"{name:8}{batch.characters:12,}{rate:15,.0f}{rate / reference:12.3f}")
    return rows


@pytest.mark.benchmark
def test_characters_a_second(tmp_path: Path) -> None:
    print("\n" + "\n".join([*layers(), "", *steps(tmp_path)]))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        print("\n".join([*layers(), "", *steps(Path(temporary))]))
