"""Schools: the mean of their poets, and what shows that there is one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from poetgui.engine.bundle.bundles import load_bundle
from tests.training.conftest import CPU
from training.bundle.onnx_export import export
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.evaluation import schools
from training.network.poet import Poet

PAIR = {"两家": ("甲山人", "乙野老", "无此人")}


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schools, "SCHOOLS", PAIR)


def measured(poems: int, gain: float, error: float) -> schools.SchoolGain:
    return schools.SchoolGain("", poems, gain, error)


def test_a_school_must_gain_more_than_chance_would() -> None:
    assert measured(50, 0.03, 0.01).exists
    assert not measured(50, 0.019, 0.01).exists
    assert not measured(50, -0.03, 0.01).exists
    assert not measured(schools.FEWEST - 1, 0.03, 0.01).exists


@pytest.mark.usefixtures("pair")
def test_each_poet_is_given_the_others_and_never_himself(
    network: Poet, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = network.styles.data
    before = table.clone()
    asked = []

    def losses(net: Poet, _corpus, rows, given, _device) -> np.ndarray:
        if given != schools.DYNASTY:
            poet = set(corpus.poems["style"][rows].tolist())
            asked.append((poet, net.styles.data[0].clone()))
        return np.linspace(1, 2, len(rows)) - (0 if given == schools.DYNASTY else 0.25)

    monkeypatch.setattr(schools, "_losses", losses)
    found = schools.gain_of(network, corpus, "两家", Split.TRAIN, CPU)
    first, second = schools.members("两家", corpus)
    assert [poet for poet, _ in asked] == [{first}, {second}]
    torch.testing.assert_close(asked[0][1], before[second])
    torch.testing.assert_close(asked[1][1], before[first])
    torch.testing.assert_close(table, before)
    assert found.gain == pytest.approx(0.25)
    assert found.error == pytest.approx(0, abs=1e-9)
    styles = corpus.poems["style"][corpus.rows(Split.TRAIN)]
    assert found.poems == np.isin(styles, (first, second)).sum()


@pytest.mark.usefixtures("pair")
def test_what_a_poem_gains_is_the_difference_of_two_readings(network: Poet, corpus: Corpus) -> None:
    """A school whose poets are given like their dynasties gains exactly nothing."""
    table = network.styles.data
    kept = table.clone()
    try:
        table[:] = kept[1]
        assert schools.gain_of(network, corpus, "两家", Split.TRAIN, CPU).gain == pytest.approx(
            0, abs=1e-6
        )
    finally:
        table[:] = kept


@pytest.mark.usefixtures("pair")
def test_schools_that_exist_stand_between_dynasties_and_poets(
    network: Poet, corpus: Corpus, tmp_path: Path
) -> None:
    training = {"preset": "micro", "steps": 1, "characters": 2, "seconds": 3, "passes": 1.0,
                "device": "cpu"}  # fmt: skip
    measured = {"poems": 40, "gain": 0.1, "error": 0.01}
    figures = {"schools": {"两家": measured | {"exists": True}, "一家": {"exists": False}}}
    folder = export(
        network, corpus, tmp_path / "bundle", name="小样", training=training, figures=figures
    )
    styles = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["styles"]
    own = corpus.manifest["styles"]
    dynasties = min(own.index(poet) for poet in ("甲山人", "乙野老"))
    assert styles == [*own[:dynasties], "两家", *own[dynasties:]]
    taught, names = schools.with_schools(network, corpus, ["两家"])
    assert names == styles
    rows = taught.styles
    poets = rows[[1 + styles.index("甲山人"), 1 + styles.index("乙野老")]]
    torch.testing.assert_close(rows[1 + styles.index("两家")], poets.mean(0))
    assert tuple(load_bundle(folder).model.styles) == tuple(styles)


@pytest.mark.usefixtures("pair")
def test_a_failure_leaves_the_style_table_as_it_was(
    network: Poet, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = network.styles.detach().clone()

    def fails(net: Poet, _corpus, rows, given, _device) -> np.ndarray:
        if given == schools.DYNASTY:
            return np.zeros(len(rows))
        assert not torch.equal(net.styles[0], before[0])
        raise KeyboardInterrupt

    monkeypatch.setattr(schools, "_losses", fails)
    with pytest.raises(KeyboardInterrupt):
        schools.gain_of(network, corpus, "两家", Split.TRAIN, CPU)
    assert torch.equal(network.styles, before)
