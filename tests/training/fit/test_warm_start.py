"""Training on from a bundle: what it knew is kept, what it never saw begins afresh."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import onnx
import pytest
import torch

from poetgui.engine.model.features import HINT_THEME, HINT_TITLE
from poetgui.errors import UserError
from tests.training.conftest import CPU, MICRO
from tests.training.fit.test_checkpoint import with_old_names
from training.bundle.onnx_export import export
from training.corpus.dataset import Corpus
from training.fit import warm_start
from training.fit.training_run import Run


def weights(run: Run) -> dict[str, torch.Tensor]:
    return {name: weight.clone() for name, weight in run.network.state_dict().items()}


def test_the_weights_of_the_bundle_are_taken_up(
    corpus: Corpus, bundle: Path, network, tmp_path: Path, capsys
) -> None:
    run = Run(MICRO, corpus, tmp_path, CPU)
    run.begin(bundle)
    trained = network.state_dict()
    for name, weight in run.network.state_dict().items():
        torch.testing.assert_close(weight, trained[name].float(), atol=1e-3, rtol=1e-3)
    assert run.began == {
        "id": "小样", "characters": 2, "split_sha256": corpus.manifest["split_sha256"],
    }  # fmt: skip
    total = len(corpus.vocabulary["characters"])
    assert f"{total:,} 字里它认得 {total:,}" in capsys.readouterr().out


def test_characters_and_styles_go_by_name(corpus: Corpus, bundle: Path, tmp_path: Path) -> None:
    other = shutil.copytree(bundle, tmp_path / "other")
    vocabulary = json.loads((other / "vocabulary.json").read_text(encoding="utf-8"))
    vocabulary["characters"][5], vocabulary["characters"][6] = "🀀", vocabulary["characters"][5]
    (other / "vocabulary.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    run, plain = Run(MICRO, corpus, tmp_path, CPU), Run(MICRO, corpus, tmp_path, CPU)
    fresh = weights(run)
    run.begin(other)
    plain.begin(bundle)
    moved, kept = weights(run)["embedding.weight"], weights(plain)["embedding.weight"]
    torch.testing.assert_close(moved[5], kept[6])
    torch.testing.assert_close(moved[6], fresh["embedding.weight"][6])
    torch.testing.assert_close(moved[7:], kept[7:])


def test_a_bundle_of_eight_bits_is_taken_up(corpus: Corpus, network, tmp_path: Path) -> None:
    small = tmp_path / "small"
    export(network, corpus, small, name="小", training={}, figures={}, bits=8)
    run = Run(MICRO, corpus, tmp_path, CPU)
    run.begin(small)
    trained = network.state_dict()
    for name, weight in run.network.state_dict().items():
        scale = float(trained[name].abs().max())
        torch.testing.assert_close(weight, trained[name].float(), atol=scale / 100, rtol=0)


def test_a_bundle_with_old_names_of_parameters_is_read(
    corpus: Corpus, bundle: Path, tmp_path: Path
) -> None:
    older = shutil.copytree(bundle, tmp_path / "older")
    renamed = 0
    for file in ("poet.onnx", "hints.onnx"):
        graph = onnx.load(older / file)
        for tensor in graph.graph.initializer:
            name = tensor.name.removeprefix("network.")
            (tensor.name,) = (f"network.{old}" for old in with_old_names({name: None}))
            renamed += tensor.name != f"network.{name}"
        onnx.save(graph, older / file)
    assert renamed > 10
    run, plain = Run(MICRO, corpus, tmp_path, CPU), Run(MICRO, corpus, tmp_path, CPU)
    run.begin(older)
    plain.begin(bundle)
    for name, weight in weights(run).items():
        assert torch.equal(weight, weights(plain)[name])


def test_a_network_without_titles_learns_them_from_themes(
    corpus: Corpus, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = warm_start._weights(bundle)
    older = whole | {warm_start.HINT_KIND: whole[warm_start.HINT_KIND][:HINT_TITLE]}
    monkeypatch.setattr(warm_start, "_weights", lambda _: older)
    run = Run(MICRO, corpus, tmp_path, CPU)
    run.begin(bundle)
    kinds = run.network.hint_kind.weight
    torch.testing.assert_close(kinds[HINT_TITLE], kinds[HINT_THEME])
    torch.testing.assert_close(kinds[:HINT_TITLE], older[warm_start.HINT_KIND])


@pytest.mark.parametrize("broken", ["missing", "manifest", "size"])
def test_what_does_not_fit_is_refused(
    corpus: Corpus, bundle: Path, tmp_path: Path, broken: str
) -> None:
    folder, preset = tmp_path / "bundle", MICRO
    if broken != "missing":
        shutil.copytree(bundle, folder)
    if broken == "manifest":
        (folder / "manifest.json").write_text("{}", encoding="utf-8")
    if broken == "size":
        preset = dataclasses.replace(MICRO, hidden=64)
    with pytest.raises(UserError, match="接着练"):
        Run(preset, corpus, tmp_path / "run", CPU).begin(folder)
