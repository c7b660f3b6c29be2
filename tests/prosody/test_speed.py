"""How fast the checker is: typed poems are checked at every key, batches by the ten thousand."""

from __future__ import annotations

import time
from random import Random

import pytest

from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import FORMS, grids
from tests.prosody.test_properties import LEVEL_GROUPS, fill

POEMS, SECONDS = 10_000, 10.0


@pytest.mark.benchmark
def test_ten_thousand_poems_in_ten_seconds() -> None:
    dice = Random(0)
    laid = [
        grid for form in FORMS.values() if form.regulated and form.lines for grid in grids(form)
    ]
    poems = [fill(dice.choice(laid), LEVEL_GROUPS, dice) for _ in range(POEMS)]
    start = time.perf_counter()
    passed = sum(check(lines).passed for lines in poems)
    seconds = time.perf_counter() - start
    print(f"{POEMS} poems checked in {seconds:.1f} s")
    assert passed == POEMS
    assert seconds < SECONDS
