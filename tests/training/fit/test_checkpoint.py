"""Checkpoints of before a renaming, and what they say of titles."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from poetgui.engine.model.features import HINT_TITLE
from tests.training.conftest import CPU, MICRO
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.fit import checkpoint
from training.fit.batch_stream import stream
from training.fit.training_run import Run
from training.network.parameter_names import OLD_NAMES
from training.network.poet import Poet


def with_old_names(weights: dict) -> dict:
    def old(name: str) -> str:
        for before, now in sorted(OLD_NAMES.items(), key=lambda pair: -len(pair[1])):
            if name.startswith(now):
                return before + name[len(now) :]
        return name

    return {old(name): weight for name, weight in weights.items()}


@pytest.fixture
def older(finished: Path, tmp_path: Path) -> Path:
    """The run as a version before the renaming would have left it."""
    folder = shutil.copytree(finished, tmp_path / "older")
    for file in ("last.pt", "best.pt"):
        state = torch.load(folder / file, weights_only=True)
        state["network"] = with_old_names(state["network"])
        assert "recall.place.weight" in state["network"]
        state["preset"]["why"] = "said otherwise then"
        del state["preset"]["constant"]
        del state["conditioning"]
        torch.save(state, folder / file)
    return folder


def test_old_names_are_read(older: Path, network: Poet, corpus: Corpus) -> None:
    found = checkpoint.network_of(checkpoint.load(older / "best.pt", corpus))
    expected = network.state_dict()
    assert list(found.state_dict()) == list(expected)
    for name, weight in found.state_dict().items():
        assert torch.equal(weight, expected[name])


def test_an_old_run_goes_on_as_it_would_have(older: Path, finished: Path, corpus: Corpus) -> None:
    """Weights, optimisers and what the update makes of them, to the last bit."""
    runs = [Run(MICRO, corpus, folder, CPU) for folder in (older, finished)]
    for run in runs:
        run.resume()
    drawn = 1, corpus.rows(Split.TRAIN)[:6]
    for run in runs:
        (batch,) = stream(corpus, iter([drawn]), run.conditioning, 1, CPU)
        run._update(batch)
    ours, theirs = (run.network.state_dict() for run in runs)
    for name, weight in ours.items():
        assert torch.equal(weight, theirs[name])


def test_whether_titles_were_read(finished: Path, older: Path, corpus: Corpus) -> None:
    state = checkpoint.load(finished / "best.pt", corpus)
    assert checkpoint.trained_with_titles(state, corpus)
    state["conditioning"]["title"] = 0.0
    assert not checkpoint.trained_with_titles(state, corpus)

    old = checkpoint.load(older / "best.pt", corpus)
    assert checkpoint.trained_with_titles(old, corpus)
    kinds = old["network"]["hint_kind.weight"]
    old["network"]["hint_kind.weight"] = kinds[:HINT_TITLE]  # from before there were titles
    assert not checkpoint.trained_with_titles(old, corpus)


def test_a_corpus_without_titles_teaches_none(
    finished: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = checkpoint.load(finished / "best.pt", corpus)
    untitled = corpus.poems.copy()
    untitled["titled"] = 0
    monkeypatch.setattr(corpus, "poems", untitled)
    assert not checkpoint.trained_with_titles(state, corpus)
