"""From a checkpoint to a bundle that the program loads."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from poetgui.composer.compose import Composer
from poetgui.composer.request import ComposeRequest, Mode
from poetgui.engine.bundle import OVERUSE, install, list_bundles, load_bundle
from poetgui.engine.features import FEATURES, HINT_PAD, UNK
from poetgui.errors import UserError
from tests.doubled import doubles
from tests.training import poems
from tests.training.conftest import CPU
from training import export as module
from training import human, overuse
from training.dataset import NOTHING, TRAINING, Corpus
from training.export import TOLERANCE, compare, export, lines_of
from training.measure import tensors
from training.network import Poet
from training.prepare import MARKERS, prepare
from training.presets import Preset
from training.train import Run


def manifest_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("batch", [1, 7])
def test_torch_and_the_exported_step_agree(batch: int, network: Poet, bundle: Path) -> None:
    assert compare(network, bundle, batch) <= TOLERANCE


@torch.no_grad()
@pytest.mark.parametrize("told", [TRAINING, NOTHING], ids=["told", "nothing told"])
def test_the_program_reads_a_poem_as_the_training_did(
    told: Any, network: Poet, corpus: Corpus, bundle: Path
) -> None:
    """Cell by cell through the program's own session, beside one pass over the whole poems."""
    rows = corpus.rows(0)[[0, 3, 5, -1]]
    batch = corpus.batch(rows, told, random.Random(6))
    previous, features, hints, *_ = tensors(batch, CPU)
    expected = torch.log_softmax(network.logits(network(previous, features, hints)), -1).numpy()
    model = load_bundle(bundle).model
    shown = batch.hints if (batch.hints[:, :, 1] != HINT_PAD).any() else batch.hints[:, :0]
    memory, state = model.remember(shown), model.start(len(rows))
    for t in range(previous.shape[1]):
        ours, state = model.step(batch.previous[:, t], batch.features[:, t], state, memory)
        assert np.abs(ours - expected[:, t]).max() < TOLERANCE


def test_the_program_writes_a_poem_with_it(bundle: Path) -> None:
    loaded = load_bundle(bundle)
    request = ComposeRequest(Mode.ACROSTIC, heads="清残休神", form="五绝", count=2, seed=1)
    written = Composer(loaded.model).compose(request)
    assert len(written) == 2
    for poem in written:
        assert [line[0] for line in poem.lines] == list("清残休神")
        assert [len(line) for line in poem.lines] == [5] * 4
        assert set("".join(poem.lines)) <= set(loaded.model.characters)


def test_the_manifest_vouches_for_every_file(bundle: Path, network: Poet, corpus: Corpus) -> None:
    manifest = manifest_of(bundle)
    files = {f.name: f.read_bytes() for f in bundle.iterdir() if f.name != "manifest.json"}
    assert manifest["files"] == {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in files.items()
    }
    assert {"poet.onnx", "hints.onnx", "vocabulary.json", "lexicon.json", "lines.filter"} == set(
        files
    )
    assert manifest["id"] == "小样"
    assert manifest["features"] == list(FEATURES)
    assert manifest["styles"] == corpus.manifest["styles"]
    assert manifest["network"]["hidden"] == network.size.hidden
    assert manifest["network"]["weights"] == sum(p.numel() for p in network.parameters())
    assert manifest["data"]["split_sha256"] == corpus.manifest["split_sha256"]
    assert manifest["data"]["unseen_types"] == corpus.manifest["unseen_types"]
    assert manifest["figures"]["test_poems"] == 5
    assert manifest["figures"]["onnx_difference"] <= TOLERANCE
    assert "commit" not in manifest["data"]  # that of the public corpus is none of ours


def test_weights_take_half_the_room(bundle: Path, network: Poet) -> None:
    import onnx

    stored = onnx.load(bundle / "poet.onnx").graph.initializer
    large = [t for t in stored if np.prod(t.dims) >= 4096]
    assert large
    assert {t.data_type for t in large} == {onnx.TensorProto.FLOAT16}


def test_the_copy_filter_knows_the_lines_of_the_corpus(bundle: Path, corpus: Corpus) -> None:
    copies = load_bundle(bundle).copies
    assert copies is not None
    lines = lines_of(corpus)
    assert len(lines) == len(set(lines)) == len(copies)
    assert all(line in copies for line in lines)
    assert {len(line) for line in lines} == {5, 7}
    characters = corpus.vocabulary["characters"]
    at = 0
    for width in corpus.widths[:40].tolist():
        line = "".join(characters[i] for i in corpus.text[at : at + width])
        assert line in lines or MARKERS[UNK] in line
        at += width


def test_the_lexicon_of_the_bundle_begins_with_the_commonest(bundle: Path, corpus: Corpus) -> None:
    lexicon = json.loads((bundle / "lexicon.json").read_text(encoding="utf-8"))
    counted = dict(zip(lexicon["words"], lexicon["counts"], strict=True))
    assert lexicon["counts"] == sorted(lexicon["counts"], reverse=True)
    words = dict(zip(corpus.lexicon["words"], corpus.lexicon["counts"], strict=True))
    doubled = Counter(
        line[j - 1 : j + 1]
        for poem in human.poems(corpus, corpus.rows(human.TRAIN))
        for line in poem.lines
        for j in doubles(line)
    )
    assert doubled
    assert counted == words | {pair: n for pair, n in doubled.items() if n >= 2}


def spoil_a_weight(network: Poet) -> None:
    dict(network.upper.named_parameters())["weight_hh_l0"].data[3] += 0.5


def spoil_the_memory(network: Poet) -> None:
    network.value.weight.data *= 1.5


def spoil_a_bias(network: Poet) -> None:
    network.bias.data[-1] += 0.01


@pytest.mark.parametrize("spoil", [spoil_a_weight, spoil_the_memory, spoil_a_bias])
def test_a_graph_that_says_something_else_is_not_written(
    spoil: Any, network: Poet, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graphs = module._export_graphs

    def spoilt(right: Poet, folder: Path) -> None:
        wrong = Poet(right.size)
        wrong.load_state_dict(right.state_dict())
        spoil(wrong)
        graphs(wrong, folder)

    monkeypatch.setattr(module, "_export_graphs", spoilt)
    with pytest.raises(UserError, match="与训练的模型不一致"):
        export(network, corpus, tmp_path / "bundle", "坏", {}, {})
    assert list(tmp_path.iterdir()) == []


def test_weights_that_are_no_numbers_are_not_written(
    network: Poet, corpus: Corpus, tmp_path: Path
) -> None:
    broken = Poet(network.size)
    broken.load_state_dict(network.state_dict())
    broken.project.bias.data[0] = float("nan")
    with pytest.raises(UserError, match="不一致"):
        export(broken, corpus, tmp_path / "bundle", "坏", {}, {})


def test_a_corpus_without_poets_and_dynasties(micro: Preset, tmp_path: Path) -> None:
    prepare(poems.write_texts(poems.make(9), tmp_path / "诗"), tmp_path / "data")
    corpus = Corpus(tmp_path / "data")
    assert corpus.manifest["styles"] == []
    network = Run(micro, corpus, tmp_path / "run", CPU).network
    export(network.half().float(), corpus, tmp_path / "bundle", "无名", {}, {})
    assert load_bundle(tmp_path / "bundle").model.styles == ()


def test_a_damaged_bundle_is_refused(bundle: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(bundle, tmp_path / "copy")
    data = bytearray((copy / "poet.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "poet.onnx").write_bytes(data)
    with pytest.raises(UserError, match=r"poet\.onnx 已损坏"):
        load_bundle(copy)


def test_an_installed_bundle_is_listed(bundle: Path, home: Path) -> None:
    card = install(bundle)
    assert card.folder.is_relative_to(home)
    assert card.folder in [c.folder for c in list_bundles()]
    assert load_bundle(card.folder).model.id == "小样"
    assert install(bundle, replace=True).folder == card.folder  # again: in its place, not beside it


def test_an_older_bundle_in_the_folder_is_replaced(
    network: Poet, corpus: Corpus, bundle: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(bundle, tmp_path / "copy")
    overuse.write(load_bundle(copy), {"春风": 1.0})
    training = manifest_of(bundle)["training"]
    assert export(network, corpus, copy, "新名", training, {}) == copy
    assert not (copy / OVERUSE).exists()  # it was heard of the older network
    assert load_bundle(copy).model.id == "新名"
    assert "test_poems" not in manifest_of(copy)["figures"]
