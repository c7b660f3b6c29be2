"""Time per poem for each form and mode, as a table; nothing is asserted.

`python -m tests.bench_compose [FOLDER]`. Beside the seconds stand ratios, which travel from one
machine to another: a poem against the quatrain of seven, and the share of the time that the
network itself takes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.engine.bundle.bundles import load_bundle
from poetgui.engine.model.language_model import LanguageModel

COUNT = 5
CASES: dict[str, dict[str, Any]] = {
    "七绝 藏头": {"mode": Mode.ACROSTIC, "heads": "春花秋月", "form": "七绝"},
    "五绝 藏头": {"mode": Mode.ACROSTIC, "heads": "春花秋月", "form": "五绝"},
    "七绝 自由": {"mode": Mode.FREE, "form": "七绝"},
    "七绝 主题": {"mode": Mode.FREE, "form": "七绝", "themes": ("明月", "故乡")},
    "七绝 续写": {"mode": Mode.CONTINUE, "form": "七绝", "text": "渭城朝雨浥轻尘"},
    "五律 自由": {"mode": Mode.FREE, "form": "五律"},
    "七律 自由": {"mode": Mode.FREE, "form": "七律"},
    "七古 三十二句": {"mode": Mode.FREE, "form": "七古", "lines": 32},
}


class _Timed:
    """A model that counts the seconds spent in its steps."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def step(self, *inputs: Any) -> Any:
        begun = time.perf_counter()
        try:
            return self._model.step(*inputs)
        finally:
            self.seconds += time.perf_counter() - begun


def table(model: LanguageModel) -> list[str]:
    """One row a case: seconds for COUNT poems, seconds a poem, ratio, share of the network."""
    timed: Any = _Timed(model)
    composer = Composer(timed)
    composer.compose(ComposeRequest(Mode.FREE, themes=("秋天的夜里",), count=1, seed=0))  # warm up
    rows = [f"{'':10}{'秒/' + str(COUNT) + '首':>10}{'秒/首':>10}{'比七绝':>10}{'网络占':>10}"]
    reference = 0.0
    for name, case in CASES.items():
        timed.seconds = 0.0
        begun = time.perf_counter()
        composer.compose(ComposeRequest(**case, count=COUNT, seed=1))
        seconds = time.perf_counter() - begun
        reference = reference or seconds
        share = timed.seconds / seconds
        each, ratio = seconds / COUNT, seconds / reference
        rows.append(f"{name:10}{seconds:12.2f}{each:12.3f}{ratio:12.2f}{share:12.0%}")
    return rows


@pytest.mark.benchmark
def test_time_per_poem() -> None:
    cards = list_bundles()
    if not cards:
        pytest.skip("no bundle is installed")
    print("\n" + "\n".join(table(load_bundle(cards[0].folder).model)))


def main(arguments: Sequence[str]) -> None:
    folder = Path(arguments[0]) if arguments else list_bundles()[0].folder
    print("\n".join(table(load_bundle(folder).model)))


if __name__ == "__main__":
    main(sys.argv[1:])
