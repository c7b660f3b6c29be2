"""What writing costs, beside the textbook and beside the processor: `python -m tests.bench_search`.

Three tables. How long a step of the network takes for a batch of so many beams, beside one product
of as many weights by numpy's BLAS in single precision, which is what the arithmetic alone takes; a
network with weights of eight bits can be faster than that, as it has a quarter to read. A
character, as a textbook writes it (one poem, one step, one character drawn from the softmax),
beside a character of a beam in the search, with everything that the search does besides. And what
five quatrains cost by the width of the beam, a request by the number of poems, and a poem by its
length. Times are the fastest of a few on this machine; the ratios travel further.

    python -m tests.bench_search [--model FOLDER] [--plots FOLDER]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.writing import composer as composing
from poetgui.composer.writing.composer import Composer
from poetgui.composer.writing.search_presets import search_preset
from poetgui.engine.bundle.bundles import Bundle, choose_bundle
from poetgui.engine.model.features import BOS, FEATURES, MARKERS
from poetgui.errors import UserError
from tests.plots import plot

BATCHES = (1, 2, 4, 8, 16, 32, 64, 128)
WIDTHS = (1, 2, 4, 8, 16)
COUNTS = (1, 2, 5, 10, 20)
LINES = (4, 8, 16, 32)
CELLS = 28
TRIES = 2
FREE: dict[str, Any] = {"mode": Mode.FREE, "form": "七绝", "seed": 1}
Rows = Iterator[str]


class _Counted:
    """A model that counts the beams of its steps."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.beams = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def step(self, previous: Any, *others: Any) -> Any:
        self.beams += len(previous)
        return self._model.step(previous, *others)


def fastest(work: Callable[[], object]) -> float:
    """Milliseconds: other work on the machine only ever adds."""
    times = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return min(times)


def textbook(model: Any, cells: int = CELLS) -> list[int]:
    """Characters drawn one after the other, each in a step of its own."""
    chance = np.random.default_rng(1)
    memory = model.encode_hints(np.zeros((1, 0, 4), np.int64))
    state, previous = model.initial_state(1), np.full(1, BOS, np.int64)
    written: list[int] = []
    for cell in range(cells):
        features = np.zeros((1, len(FEATURES)), np.int64)
        features[0, FEATURES.index("line")] = cell // 7
        features[0, FEATURES.index("column")] = cell % 7
        logp, state = model.step(previous, features, state, memory)
        shares = np.exp(logp[0, MARKERS:].astype(np.float64))
        previous = MARKERS + chance.choice(len(shares), 1, p=shares / shares.sum())
        written.append(int(previous[0]))
    return written


def steps(model: Any, batch: int) -> None:
    """A few steps of a whole batch."""
    memory = model.encode_hints(np.zeros((batch, 1, 4), np.int64))
    state, previous = model.initial_state(batch), np.full(batch, BOS, np.int64)
    features = np.zeros((batch, len(FEATURES)), np.int64)
    for _ in range(CELLS):
        logp, state = model.step(previous, features, state, memory)
        previous = logp.argmax(1)


def batches(bundle: Bundle, plots: Path | None) -> Rows:
    """A step by the number of beams, beside the product alone."""
    network = bundle.manifest["network"]
    hidden, weights = int(network["hidden"]), int(network["weights"])
    matrix = np.ones((hidden, weights // hidden), np.float32)
    yield f"{'束':>4}{'毫秒/步':>10}{'微秒/束':>10}{'矩阵乘 毫秒':>11}{'倍':>8}"
    stepped, products = [], []
    for batch in BATCHES:
        stepped.append(fastest(lambda batch=batch: steps(bundle.model, batch)) / CELLS)
        rows = np.ones((batch, hidden), np.float32)
        products.append(fastest(lambda rows=rows: rows @ matrix))
        each, ratio = 1000 * stepped[-1] / batch, stepped[-1] / products[-1]
        yield f"{batch:5}{stepped[-1]:13.2f}{each:12.0f}{products[-1]:14.2f}{ratio:10.2f}"
    series = {"a step of the network": stepped, "one matrix product": products}
    plot(plots, "batch", ("beams", "ms"), BATCHES, series)


def beside_the_textbook(bundle: Bundle) -> Rows:
    """A character of one poem, and a character of a beam of the search."""
    counted: Any = _Counted(bundle.model)
    alone = fastest(lambda: textbook(bundle.model)) / CELLS
    composer = Composer.of(replace(bundle, model=counted))
    composer.compose(ComposeRequest(**FREE))  # warm up
    counted.beams = 0
    whole = fastest(lambda: composer.compose(ComposeRequest(**FREE)))
    each = whole / (counted.beams / TRIES)
    yield f"一步一字：每字 {alone:.2f} 毫秒；诗囊的搜索：每束每字 {each:.3f} 毫秒"
    yield f"（连平仄、押韵、用字的规则和打分），快到 {alone / each:.1f} 倍。"


def costs(bundle: Bundle, plots: Path | None) -> Rows:
    """By width, by number of poems, by length; each beside the first of its row."""
    composer = Composer.of(bundle)
    composer.compose(ComposeRequest(**FREE))  # warm up

    def of(width: int | None = None, **request: Any) -> float:
        asked = ComposeRequest(**(FREE | request))
        if width is None:
            return fastest(lambda: composer.compose(asked))
        preset = lambda daring: replace(search_preset(daring), width=width)  # noqa: E731
        with mock.patch.object(composing, "search_preset", preset):
            return fastest(lambda: composer.compose(asked))

    kinds = {
        "束宽": ("beam width", WIDTHS, lambda n: of(width=n)),
        "首数": ("poems", COUNTS, lambda n: of(count=n)),
        "句数": ("lines", LINES, lambda n: of(form="七古", lines=n, count=1)),
    }
    for name, (label, numbers, cost) in kinds.items():
        times = [cost(n) for n in numbers]
        yield f"{name:4}" + "".join(f"{n:9}" for n in numbers)
        yield "毫秒  " + "".join(f"{spent:9.0f}" for spent in times)
        yield "倍    " + "".join(f"{spent / times[0]:9.2f}" for spent in times)
        proportional = [times[0] * n / numbers[0] for n in numbers]
        series = {"measured": times, "in proportion": proportional}
        plot(plots, label.replace(" ", "-"), (label, "ms"), numbers, series)


def table(bundle: Bundle, plots: Path | None) -> Rows:
    """All of it, a line at a time."""
    yield from batches(bundle, plots)
    yield ""
    yield from beside_the_textbook(bundle)
    yield ""
    yield from costs(bundle, plots)


@pytest.mark.benchmark
def test_what_writing_costs(plots: Path | None) -> None:
    try:
        bundle = choose_bundle(None)
    except UserError as error:
        pytest.skip(str(error))
    print("\n" + "\n".join(table(bundle, plots)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="a bundle's name or folder; else the first installed")
    parser.add_argument("--plots", type=Path, help="write the curves as PNG into this folder")
    options = parser.parse_args()
    for row in table(choose_bundle(options.model), options.plots):
        print(row, flush=True)


if __name__ == "__main__":
    main()
