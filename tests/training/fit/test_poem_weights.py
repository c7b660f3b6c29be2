"""How often a pass reads each poem."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.conftest import CPU
from training.corpus.dataset import Corpus, schedule
from training.corpus.splits import Split
from training.fit import learning_curve
from training.fit.poem_weights import CEREMONY, weights
from training.fit.presets import Preset
from training.fit.training_run import Run


def test_a_pass_reads_by_weight(corpus: Corpus) -> None:
    share = np.ones(len(corpus.pieces), np.float32)
    twice, never = corpus.rows(Split.TRAIN, {"五绝": 1.0})[:2]
    share[twice], share[never] = 2.0, 0.0
    read = Counter(
        np.concatenate(list(schedule(corpus, {"五绝": 1.0}, 500, random.Random(1), share))).tolist()
    )
    assert read[twice] == 2
    assert read[never] == 0
    assert set(read.values()) == {1, 2}


def test_ceremony_is_read_seldom(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(weights(corpus).tolist()) == {1.0}  # the tests' corpus has none
    characters = corpus.vocabulary["characters"]
    row = int(np.flatnonzero(corpus.pieces["titled"])[0])
    titles = corpus.titles.copy()
    titles[int(corpus.pieces["title_start"][row])] = len(characters)
    changed = corpus.vocabulary | {"characters": [*characters, "偈"]}
    monkeypatch.setattr(corpus, "titles", titles)
    monkeypatch.setattr(corpus, "vocabulary", changed)
    assert weights(corpus)[row] == pytest.approx(CEREMONY)


def test_a_constant_rate_falls_only_when_annealed(
    micro: Preset, corpus: Corpus, tmp_path: Path
) -> None:
    preset = dataclasses.replace(micro, constant=True, evaluate_every=4, warm_up=2)
    torch.manual_seed(1)
    run = Run(preset, corpus, tmp_path / "on", CPU)
    run.total = 8
    run.train()
    run.step = 500
    assert run.rate() == 1.0
    branch = Run(preset, corpus, tmp_path / "annealed", CPU)
    branch.anneal(tmp_path / "on", 4)
    assert (branch.step, branch.total, branch.rate()) == (8, 12, 1.0)
    branch.step = 11
    assert branch.rate() == 0.25
    branch.step = 8
    branch.train()
    assert (tmp_path / "annealed" / "best.pt").exists()
    last = learning_curve.read(tmp_path / "annealed")[-1]
    assert last.passes == round(12 / branch.pass_steps, 3)
    resumed = Run(preset, corpus, tmp_path / "annealed", CPU)
    resumed.resume()
    assert (resumed.step, resumed.total, resumed.annealed_from) == (12, 12, 8)
