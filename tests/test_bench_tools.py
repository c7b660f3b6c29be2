"""What the benchmarks share, and the loop that they measure against."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from poetgui.engine.model.features import MARKERS
from tests import bench_search, bench_start
from tests.plots import plot
from tests.toy import ToyModel

AXES = ("poems", "ms")


def test_curves_are_written(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    folder = tmp_path / "curves"
    path = plot(folder, "history", AXES, [10, 100, 1000], {"open": [1, 2, 4], "add": [3, 3, 3]})
    assert path is not None
    assert path == folder / "history.png"
    assert path.read_bytes().startswith(b"\x89PNG")


def test_nothing_is_written_without_a_folder() -> None:
    assert plot(None, "history", AXES, [1], {"open": [1]}) is None


def test_the_textbook_takes_one_step_for_each_character() -> None:
    model = ToyModel()
    written = bench_search.textbook(model, cells=10)
    assert (len(written), model.steps) == (10, 10)
    assert all(MARKERS <= character < len(model.characters) for character in written)
    assert bench_search.textbook(ToyModel(), cells=10) == written


def test_the_bare_window_says_when_it_is_painted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", bench_start.BARE]
    (painted,) = bench_start.started(command, str(tmp_path), [bench_start.WINDOW])
    assert painted > 0


def test_a_program_that_fails_has_no_time(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        bench_start.started([sys.executable, "-c", "raise SystemExit(3)"], str(tmp_path), ["x"])
