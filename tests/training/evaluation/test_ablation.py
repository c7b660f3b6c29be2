"""The table of what each part of the recipe is worth."""

from __future__ import annotations

import dataclasses
import itertools
import time
from pathlib import Path

import pytest
import torch

from tests.training.conftest import CPU, MICRO
from training.__main__ import main
from training.corpus.dataset import Corpus
from training.evaluation import ablation
from training.fit import presets
from training.fit.presets import Preset
from training.fit.training_run import Run
from training.network import fused_lstm


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step takes a tenth of a second, however busy the machine is."""
    ticks = itertools.count()
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks) / 10)


def test_every_variant_changes_one_thing_that_a_preset_has() -> None:
    names = {field.name for field in dataclasses.fields(Preset)}
    for variant in ablation.VARIANTS[1:]:
        assert set(variant.preset) <= names
        other_given = variant.conditioning != ablation.TRAINING
        changes = [bool(variant.preset), other_given, variant.change, variant.average > 0]
        assert sum(map(bool, changes)) == 1, variant.name
    assert ablation.VARIANTS[0] == ablation.Variant("as it is")


def test_the_command_trains_and_measures_what_is_asked_for(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(presets.PRESETS, "micro", MICRO)
    only = ["--only", "as it is", "weight drop 0.2"]
    assert main(
        ["ablation", "--data", str(data), "--preset", "micro", "--minutes", "0.02", *only]
    ) == 0  # fmt: skip
    last = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")][-2:]
    assert [line.split(" | ")[0] for line in last] == ["| as it is", "| weight drop 0.2"]
    for line in last:
        assert all(float(cell) > 1 for cell in line.strip("| ").split(" | ")[2:])


def test_what_a_run_folder_holds_is_not_measured_again(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(presets.PRESETS, "micro", MICRO)
    monkeypatch.setattr(ablation, "VARIANTS", ablation.VARIANTS[:2])
    command = ["--data", str(data), "--preset", "micro", "--run", str(tmp_path), "--minutes"]
    assert main(["ablation", *command, "0.01", "--only", "as it is"]) == 0
    first = ablation.read(tmp_path)
    assert first is not None
    assert [row.name for row in first.rows] == ["as it is"]
    assert main(["ablation", *command, "0.01"]) == 0
    second = ablation.read(tmp_path)
    assert second is not None
    assert second.rows[:1] == first.rows
    assert ablation.table(second.rows) in capsys.readouterr().out
    # Under other terms nothing can be compared with it.
    assert main(["ablation", *command, "0.02", "--only", "as it is"]) == 0
    third = ablation.read(tmp_path)
    assert third is not None
    assert [row.name for row in third.rows] == ["as it is"]
    assert ablation.read(tmp_path / "nowhere") is None


def test_longer_training_shows_in_the_table(corpus: Corpus) -> None:
    rows = [ablation.measure(ablation.VARIANTS[0], MICRO, corpus, m, "cpu") for m in (0.005, 0.1)]
    assert rows[1].characters > rows[0].characters
    assert rows[1].perplexities["form"] < rows[0].perplexities["form"]


def small(name: str, corpus: Corpus, minutes: float = 0.02) -> ablation.Row:
    variant = next(v for v in ablation.VARIANTS if v.name == name)
    return ablation.measure(variant, MICRO, corpus, minutes, "cpu")


@pytest.mark.parametrize(
    "name",
    ["output not tied to the embedding", "embedding begun at 0.02", "label smoothing 0.1"],
)
def test_a_network_that_was_changed_learns_as_well(name: str, corpus: Corpus) -> None:
    assert (
        small(name, corpus, 0.05).perplexities["form"]
        < small("as it is", corpus, 0).perplexities["form"]
    )


def test_a_network_that_is_blind_never_looks_back(corpus: Corpus, tmp_path: Path) -> None:
    run = Run(MICRO, corpus, tmp_path, CPU)
    ablation._without_self_attention(run.network)
    run.minutes = 0.05
    run.train()
    assert not run.network.self_attention.to_hidden.weight.detach().any()
    assert not run.network.self_attention.to_output.weight.any()


def test_averaging_takes_the_mean_of_the_weights_at_the_end(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    update = Run._update

    def watched(run: Run, batch):
        result = update(run, batch)
        seen.append(run.network.bias.detach().clone())
        return result

    monkeypatch.setattr(Run, "_update", watched)
    run = ablation._Averaging(dataclasses.replace(MICRO, passes=1.0), corpus, tmp_path, CPU)
    run.minutes, run.share = 1e9, 1.0
    run.train()
    assert not torch.equal(run.network.bias, torch.stack(seen).mean(0))
    run.settle()
    torch.testing.assert_close(run.network.bias.detach(), torch.stack(seen).mean(0))


def test_without_data_it_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ablation", "--data", "nowhere"]) == 1
    assert "prepare" in capsys.readouterr().err


@pytest.mark.parametrize("low", [False, True])
def test_weight_drop_leaves_out_recurrent_weights_alone(low: bool) -> None:
    layer = torch.nn.LSTM(4, 6, batch_first=True)
    x = torch.randn(3, 5, 4)
    with torch.autocast("cpu", torch.bfloat16, enabled=low):
        plain, dropped = fused_lstm.run(layer, x), fused_lstm.run(layer, x, 0.5)
        everything = fused_lstm.run(layer, x, 1.0)
    torch.testing.assert_close(dropped[:, 0].float(), plain[:, 0].float())  # no past to recall
    assert not torch.allclose(dropped[:, 1:].float(), plain[:, 1:].float(), atol=1e-3)
    state = torch.zeros(1, 3, 6)
    alone = [layer(x[:, :1], (state, state))[0]]
    torch.testing.assert_close(everything[:, :1].float(), alone[0], atol=2e-2, rtol=2e-2)
    dropped.float().sum().backward()
    gradient = dict(layer.named_parameters())["weight_hh_l0"].grad
    assert gradient is not None
    assert torch.count_nonzero(gradient) < gradient.numel()
