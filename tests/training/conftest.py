"""One corpus, one trained network, one bundle for all tests of this room: they only read them."""

from __future__ import annotations

import dataclasses
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from tests.training import poems
from training.bundle.onnx_export import export
from training.corpus.dataset import Corpus
from training.corpus.prepare import prepare
from training.fit import checkpoint
from training.fit.presets import PRESETS, Preset
from training.fit.training_run import Run
from training.network.poet import Poet

CPU = torch.device("cpu")
MICRO = dataclasses.replace(
    PRESETS["tiny"], name="micro", embedding=32, features=16, hidden=48, attention=8,
    rate=0.05, rate_tables=0.05, batch=512, passes=2.0, warm_up=3, evaluate_every=15,
    evaluate_poems=12,
)  # fmt: skip
"""Small enough to train in seconds; at these rates 40 steps teach it most of the pairs."""


@pytest.fixture(scope="session", autouse=True)
def _few_threads() -> None:
    """Matrices this small are not worth a second thread, and one thread adds up in one order."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def made() -> list[poems.Made]:
    """300 regulated poems, two with a character that training never sees, six in old style.

    Two of the latter are longer than the program writes.
    """
    chance = random.Random(7)
    rare = [poems.Made(poems.held_out("鼐", cell, chance), "鼎", "甲山人") for cell in (0, 7)]
    old = [
        poems.Made(poems.old_style(5 + i % 2 * 2, lines, chance), "古风", "甲山人")
        for i, lines in enumerate((6, 10, 12, 16, 34, 70))
    ]
    return poems.make(300, seed=3) + rare + old


@pytest.fixture(scope="session")
def tunes() -> list[poems.Made]:
    chance = random.Random(8)
    shape = (6, 6, 7, 11, 6, 6)
    return [
        poems.Made(tuple(poems.old_style(width, 1, chance)[0] for width in shape), "某调", "丙词客")
        for _ in range(8)
    ]


@pytest.fixture(scope="session")
def archive(
    made: list[poems.Made], tunes: list[poems.Made], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "chinese-poetry.tar.gz"
    return poems.write_archive(poems.files(made, tunes), path)


@pytest.fixture(scope="session")
def data(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    prepare(archive, folder)
    return folder


@pytest.fixture(scope="session")
def corpus(data: Path) -> Corpus:
    return Corpus(data)


@pytest.fixture(scope="session")
def micro() -> Preset:
    return MICRO


@pytest.fixture(scope="session")
def finished(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that went through without a stop."""
    folder = tmp_path_factory.mktemp("run")
    Run(MICRO, corpus, folder, CPU).train()
    return folder


@pytest.fixture(scope="session")
def network(corpus: Corpus, finished: Path) -> Poet:
    return checkpoint.network_of(checkpoint.load(finished / "best.pt", corpus))


@pytest.fixture(scope="session")
def bundle(network: Poet, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "bundle"
    training = {"preset": "micro", "steps": 1, "characters": 2, "seconds": 3, "passes": 1.0,
                "device": "cpu"}  # fmt: skip
    return export(
        network,
        corpus,
        folder,
        name="小样",
        training=training,
        figures={"test_poems": 5},
        titles=True,
    )


@pytest.fixture(autouse=True)
def ctrl_c() -> Iterator[None]:
    """Python's own handler: a shell starts what runs in the background with Ctrl-C ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
