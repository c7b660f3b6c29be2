"""Batches prepared in other processes are those that the training would prepare itself."""

from __future__ import annotations

import pytest
import torch

from tests.training.conftest import CPU
from training.corpus.conditioning import TRAINING
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.fit import batch_stream
from training.fit.batch_stream import TrainingBatch, stream, workers_for


def batches(corpus: Corpus, steps: tuple[int, ...] = (1, 2, 3)) -> list[TrainingBatch]:
    rows = corpus.rows(Split.TRAIN)
    drawn = ((step, rows[step * 5 : step * 5 + 5]) for step in steps)
    return list(stream(corpus, drawn, TRAINING, 1, CPU))


def same(ours: TrainingBatch, theirs: TrainingBatch) -> bool:
    return ours.characters == theirs.characters and all(
        torch.equal(a, b) for a, b in zip(ours[:-1], theirs[:-1], strict=True)
    )


def test_processes_give_the_same_batches_in_the_same_order(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = batches(corpus)
    monkeypatch.setattr(batch_stream, "workers_for", lambda _: 2)
    beside = batches(corpus)
    assert len(beside) == 3
    assert all(map(same, beside, alone))


def test_a_batch_depends_on_its_step_alone(corpus: Corpus) -> None:
    assert same(batches(corpus)[2], batches(corpus, (3,))[0])


def test_the_cells_are_those_that_count(corpus: Corpus) -> None:
    for batch in batches(corpus):
        assert 0 < len(batch.cells) <= batch.characters
        assert (batch.target.flatten()[batch.cells] > 0).all()


def test_the_processor_alone_prepares_its_batches_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert workers_for(CPU) == 0
    monkeypatch.setattr("os.cpu_count", lambda: 16)
    assert workers_for(torch.device("cuda")) == 14
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert workers_for(torch.device("cuda")) == 1
