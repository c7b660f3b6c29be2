"""Time of the palette and of a rewritten line in a 七绝, cell by cell and line by line.

`python -m tests.bench_revise [FOLDER]`. Wanted on two idle cores: a palette in under 150 ms, a line
in under 300 ms. Nothing is asserted: machines differ.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.revision.reviser import Reviser
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.engine.bundle.bundles import load_bundle
from poetgui.engine.model.language_model import LanguageModel
from poetgui.grid import Place

REQUEST = ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="七绝", count=1, seed=3)
TRIES = 5


def best(spec: Callable[[], object]) -> float:
    """Milliseconds of the fastest of TRIES: other work on the machine only ever adds."""
    times = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        spec()
        times.append(time.perf_counter() - begun)
    return 1000 * min(times)


def table(model: LanguageModel) -> list[str]:
    composer = Composer(model)
    poem = composer.compose(REQUEST)[0]
    rows = []
    for place in (Place(0, 0), Place(0, 3), Place(1, 3), Place(2, 3), Place(3, 6)):
        # A reviser of its own each time: it remembers the ranking of the last cell.
        spent = best(lambda place=place: Reviser(model, composer).replacements(poem, place))
        rows.append(f"换字 第{place.line + 1}句第{place.column + 1}字 {spent:7.0f} ms")
    for line in range(4):
        locked = {Place(i, j) for i in range(4) for j in range(7) if i != line} | poem.pins
        spent = best(lambda locked=locked: Reviser(model, composer).rewrite(poem, locked, 5))
        rows.append(f"重写 第{line + 1}句       {spent:7.0f} ms")
    return rows


@pytest.mark.benchmark
def test_speed_of_revising() -> None:
    cards = list_bundles()
    if not cards:
        pytest.skip("no model is installed")
    print("\n" + "\n".join(table(load_bundle(cards[0].folder).model)))


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else list_bundles()[0].folder
    print("\n".join(table(load_bundle(folder).model)))


if __name__ == "__main__":
    main()
