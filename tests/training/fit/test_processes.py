"""Two processes train one network as one process does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from training.corpus.dataset import Corpus
from training.fit import checkpoint, learning_curve
from training.fit.processes import ALONE, CPU, Processes, joined


@pytest.mark.skipif(not torch.distributed.is_available(), reason="this torch has no gloo")
def test_two_processes_have_the_curve_of_one(
    finished: Path, data: Path, corpus: Corpus, tmp_path: Path
) -> None:
    root = Path(__file__).parents[3]
    command = [
        *(sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"),
        *(str(Path(__file__).with_name("one_of_two.py")), str(tmp_path / "run"), str(data)),
    ]
    environment = os.environ | {"PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.count("2 个进程") == 1  # one of them speaks
    one, two = learning_curve.read(finished), learning_curve.read(tmp_path / "run")
    assert [point.step for point in two] == [point.step for point in one]
    assert [point.characters for point in two] == [point.characters for point in one]
    for a, b in zip(one, two, strict=True):
        assert b.valid_loss == pytest.approx(a.valid_loss, rel=0.06)
    state = checkpoint.load(tmp_path / "run" / "last.pt", corpus)
    assert state["step"] == two[-1].step
    assert checkpoint.network_of(state) is not None


def test_rows_are_shared_without_rest() -> None:
    rows = np.arange(11)
    shares = [next(Processes(rank, 3).share(iter([(4, rows)]))) for rank in range(3)]
    assert {step for step, _ in shares} == {4}
    assert sorted(np.concatenate([share for _, share in shares]).tolist()) == rows.tolist()


def test_alone_nothing_is_asked_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    assert joined(CPU) == ALONE
    assert ALONE.first
    assert ALONE.total(5) == 5
    assert ALONE.agreed(1.5, 2.0) == (1.5, 2.0)
    network = torch.nn.Linear(2, 2)
    assert ALONE.wrapped(network) is network
