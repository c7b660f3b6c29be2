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

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.engine.bundle.bundles import STOCK_PHRASES, TITLES, install, load_bundle
from poetgui.engine.model.features import FEATURES, HINT_PAD, MAX_LINE, UNK
from poetgui.errors import UserError
from tests.doubled import doubles
from tests.training import poems
from tests.training.conftest import CPU
from training.bundle import onnx_export as module
from training.bundle.onnx_export import TOLERANCE, compare, export
from training.bundle.quantisation import LARGEST_LOSS, cross_entropy
from training.corpus import human_poems
from training.corpus.conditioning import FORM_ONLY, TRAINING
from training.corpus.dataset import Corpus
from training.corpus.human_poems import distinct_lines
from training.corpus.prepare import MARKERS, prepare
from training.corpus.splits import Split
from training.corpus.stock_phrases import stock_phrases
from training.corpus.title_list import title_counts
from training.fit.held_out_loss import loss_of, tensors
from training.fit.presets import Preset
from training.fit.training_run import Run
from training.network.poet import Poet


def manifest_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("batch", [1, 7])
def test_torch_and_the_exported_step_agree(batch: int, network: Poet, bundle: Path) -> None:
    assert compare(network, bundle, batch) <= TOLERANCE


def test_the_comparison_reads_every_value_of_every_feature(network: Poet) -> None:
    drawn = module.random_features(network, 20_000, np.random.default_rng(0))
    for i, name in enumerate(FEATURES):
        if name in network.tables:
            table = network.tables[name]
            assert isinstance(table, torch.nn.Embedding)
            assert set(drawn[:, i].tolist()) == set(range(table.num_embeddings)), name
    assert drawn[:, FEATURES.index("line")].max() == MAX_LINE


def test_the_manifest_says_that_titles_were_trained_with(
    network: Poet, corpus: Corpus, bundle: Path, tmp_path: Path
) -> None:
    assert manifest_of(bundle)["titles"] is True
    export(network, corpus, tmp_path / "bundle", name="无题", training={}, figures={})
    assert "titles" not in manifest_of(tmp_path / "bundle")


@torch.no_grad()
@pytest.mark.parametrize("given", [TRAINING, FORM_ONLY], ids=["everything", "form only"])
def test_the_program_reads_a_poem_as_the_training_did(
    given: Any, network: Poet, corpus: Corpus, bundle: Path
) -> None:
    """Cell by cell through the program's own session, beside one pass over the whole poems."""
    rows = corpus.rows(Split.TRAIN)[[0, 3, 5, -1]]
    batch = corpus.batch(rows, given, random.Random(6))
    previous, features, hints, *_ = tensors(batch, CPU)
    expected = torch.log_softmax(network.logits(network(previous, features, hints)), -1).numpy()
    model = load_bundle(bundle).model
    shown = batch.hints if (batch.hints[:, :, 1] != HINT_PAD).any() else batch.hints[:, :0]
    memory, state = model.encode_hints(shown), model.initial_state(len(rows))
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
    graphs, lists = {"poet.onnx", "hints.onnx"}, {"lexicon.json", STOCK_PHRASES, TITLES}
    assert set(files) == graphs | lists | {"vocabulary.json", "lines.filter"}
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


class TestEightBits:
    @pytest.fixture(scope="class")
    def small(
        self, network: Poet, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory
    ) -> Path:
        out = tmp_path_factory.mktemp("eight") / "bundle"
        return export(network, corpus, out, name="八位", training={}, figures={}, bits=8)

    def test_the_manifest_says_so_and_what_it_costs(self, small: Path, bundle: Path) -> None:
        manifest = manifest_of(small)
        assert manifest["network"]["bits"] == 8
        assert manifest_of(bundle)["network"]["bits"] == 16
        assert manifest["figures"]["eight_bit_loss"] <= LARGEST_LOSS

    def test_the_matrices_of_the_layers_are_integers(self, small: Path) -> None:
        import onnx

        stored = {t.name: t for t in onnx.load(small / "poet.onnx").graph.initializer}
        rounded = [t for name, t in stored.items() if name.endswith("_quantized")]
        assert {t.data_type for t in rounded} == {onnx.TensorProto.INT8}
        assert sum("weight_hh" in t.name for t in rounded) == 2  # of both layers

    def test_the_loss_is_that_of_the_network(
        self, small: Path, network: Poet, corpus: Corpus
    ) -> None:
        rows = corpus.rows(Split.VALID)[:6]
        expected, _ = loss_of(network, corpus, rows, FORM_ONLY, CPU)
        batch = corpus.batch(rows, FORM_ONLY, random.Random(1))
        assert abs(cross_entropy(small, batch, network.size.hidden) - expected) < LARGEST_LOSS

    def test_the_program_writes_with_it(self, small: Path) -> None:
        request = ComposeRequest(Mode.ACROSTIC, heads="清残休神", form="五绝", count=1, seed=1)
        (poem,) = Composer(load_bundle(small).model).compose(request)
        assert [line[0] for line in poem.lines] == list("清残休神")

    def test_one_that_loses_too_much_is_not_written(
        self, network: Poet, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module.quantisation, "LARGEST_LOSS", -1.0)
        with pytest.raises(UserError, match="八位"):
            export(network, corpus, tmp_path / "b", name="坏", training={}, figures={}, bits=8)
        assert not (tmp_path / "b").exists()


def test_the_copy_filter_knows_the_lines_of_the_corpus(bundle: Path, corpus: Corpus) -> None:
    copies = load_bundle(bundle).copies
    assert copies is not None
    lines = distinct_lines(corpus)
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
        for poem in human_poems.poems(corpus, corpus.rows(Split.TRAIN))
        for line in poem.lines
        for j in doubles(line)
    )
    assert doubled
    assert counted == words | {pair: n for pair, n in doubled.items() if n >= 2}


def spoil_a_weight(network: Poet) -> None:
    dict(network.upper.named_parameters())["weight_hh_l0"].data[3] += 0.5


def spoil_the_memory(network: Poet) -> None:
    network.hint_value.weight.data *= 1.5


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
        export(network, corpus, tmp_path / "bundle", name="坏", training={}, figures={})
    assert list(tmp_path.iterdir()) == []


def test_weights_that_are_no_numbers_are_not_written(
    network: Poet, corpus: Corpus, tmp_path: Path
) -> None:
    broken = Poet(network.size)
    broken.load_state_dict(network.state_dict())
    broken.output_projection.bias.data[0] = float("nan")
    with pytest.raises(UserError, match="不一致"):
        export(broken, corpus, tmp_path / "bundle", name="坏", training={}, figures={})


def test_a_corpus_without_poets_and_dynasties(micro: Preset, tmp_path: Path) -> None:
    prepare(poems.write_texts(poems.make(9), tmp_path / "诗"), tmp_path / "data")
    corpus = Corpus(tmp_path / "data")
    assert corpus.manifest["styles"] == []
    network = Run(micro, corpus, tmp_path / "run", CPU).network
    export(
        network.half().float(), corpus, tmp_path / "bundle", name="无名", training={}, figures={}
    )
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
    training = manifest_of(bundle)["training"]
    assert export(network, corpus, copy, name="新名", training=training, figures={}) == copy
    assert load_bundle(copy).model.id == "新名"
    assert "test_poems" not in manifest_of(copy)["figures"]


def test_stock_phrases_come_with_the_bundle(bundle: Path, corpus: Corpus) -> None:
    assert load_bundle(bundle).stock_phrases == set(stock_phrases(corpus))
    assert STOCK_PHRASES in manifest_of(bundle)["files"]


def test_titles_come_only_with_a_network_that_knows_them(
    network: Poet, corpus: Corpus, bundle: Path, tmp_path: Path
) -> None:
    found = load_bundle(bundle)
    assert found.model.knows_titles
    assert found.titles == title_counts(corpus)
    training = manifest_of(bundle)["training"]
    untitled = export(
        network, corpus, tmp_path / "untitled", name="名", training=training, figures={}
    )
    assert not load_bundle(untitled).model.knows_titles
    assert load_bundle(untitled).titles == {}
    assert not (untitled / TITLES).exists()
