"""The ranking's weights, on pools whose right answer is known."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from poetgui.composer.writing.ranking import USUAL, manifest_key
from training.__main__ import main
from training.bundle import ranking_fit


def pools(pet: float, antithesis: float) -> list[np.ndarray]:
    """Forty human poems with eight rivals each, which say so much more by habit, answer so much."""
    chance = np.random.default_rng(0)
    made = []
    for _ in range(40):
        rows = np.concatenate(
            [np.full((9, 1), 28.0), chance.normal((-2.0, 0.3, 0.3, -6.0), 0.1, (9, 4))], axis=1
        )
        rows[1:, 2] += pet
        rows[1:, 3] += antithesis
        made.append(rows)
    return made


def test_what_the_program_does_too_often_is_marked_down() -> None:
    same = ranking_fit.fit(pools(0, 0))
    habit = ranking_fit.fit(pools(0.2, 0))
    stiff = ranking_fit.fit(pools(0, 0.2))
    assert habit["pet"] > same["pet"]
    assert stiff["antithesis"] < same["antithesis"]
    assert min(*habit.values(), *stiff.values()) >= 0


def test_the_weights_come_into_the_manifest(
    bundle: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "bundle"
    shutil.copytree(bundle, copy)
    command = ["--model", str(copy), "--data", str(data), "--poems", "2", "--write"]
    assert main(["ranking-fit", *command]) == 0
    weights = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))["ranking"]
    assert set(weights) == {"pet", "antithesis"}
    assert set(weights) <= set(map(manifest_key, vars(USUAL)))
    assert json.dumps(weights) in capsys.readouterr().out
