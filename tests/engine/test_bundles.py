"""Bundles: loading, refusing, listing, installing; and the session behind them."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from poetgui import paths
from poetgui.engine.bundle import bundle_list, bundles, copy_filter, trial
from poetgui.engine.bundle.bundles import (
    AlreadyInstalledError,
    default_bundle,
    find_bundle,
    install,
    list_bundles,
    load_bundle,
    read_manifest,
    replaces,
)
from poetgui.engine.bundle.session import OnnxModel, log_softmax
from poetgui.engine.model.features import FEATURES
from poetgui.errors import UserError
from poetgui.files import is_as_written, with_checksum
from tests.tiny_bundle import VOCABULARY, file_hashes, write_bundle


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Own folders for the person's models and for what the program ships (nothing)."""
    monkeypatch.setenv("POETGUI_HOME", str(tmp_path / "家"))
    shipped = tmp_path / "shipped"
    for module in (bundles, bundle_list):
        monkeypatch.setattr(module, "resource", lambda *parts: shipped.joinpath(*parts))
    monkeypatch.setattr(trial, "run", lambda folder: None)  # see test_trial.py
    return tmp_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "测试 路径" / "tiny")


def change(path: Path, **items: Any) -> None:
    data = json.loads(path.read_text(encoding="utf-8")) | items
    path.write_text(json.dumps(data), encoding="utf-8")


def renew_hashes(folder: Path) -> None:
    change(folder / "manifest.json", files=file_hashes(folder))


def test_a_bundle_loads_from_a_chinese_path_with_a_space(folder: Path) -> None:
    loaded = load_bundle(folder)
    assert loaded.model.id == "tiny"
    assert list(loaded.model.characters) == VOCABULARY
    assert list(loaded.model.styles) == ["唐", "李白"]
    assert np.exp(loaded.model.log_frequency).sum() == pytest.approx(1, abs=1e-5)
    assert loaded.manifest["figures"] == {"perplexity": 99.5}


@pytest.mark.parametrize("batch", [1, 7])
def test_one_step_gives_log_probabilities_and_the_next_state(folder: Path, batch: int) -> None:
    model = load_bundle(folder).model
    hints = np.array([[[5, 1, 1, 1], [6, 2, 0, 0]]] * batch, np.int64)
    memory = model.encode_hints(hints)
    assert memory.mask.tolist() == [[1, 1, 0]] * batch
    previous = np.arange(batch, dtype=np.int64)
    features = np.zeros((batch, len(FEATURES)), np.int64)
    logp, state = model.step(previous, features, model.initial_state(batch), memory)
    assert logp.shape == (batch, len(VOCABULARY))
    assert np.exp(logp).sum(axis=1) == pytest.approx(np.ones(batch), abs=1e-4)
    assert state.h1.tolist() == [[1.0] * 4] * batch
    again, _ = model.step(previous, features, state, memory)
    assert np.array_equal(logp, again)


def test_the_memory_of_no_hints_has_one_row_that_counts_nothing(folder: Path) -> None:
    memory = load_bundle(folder).model.encode_hints(np.zeros((2, 0, 4), np.int64))
    assert memory.mask.tolist() == [[0], [0]]


def test_rows_of_state_and_memory_can_be_picked(folder: Path) -> None:
    model = load_bundle(folder).model
    memory = model.encode_hints(np.array([[[5, 1, 1, 1]], [[6, 1, 1, 1]]], np.int64))
    picked = model.select(memory, np.array([1, 1, 0]))
    assert picked.keys[:, 0, 0].tolist() == [6, 6, 5]


def test_log_softmax_of_large_logits() -> None:
    result = log_softmax(np.array([[1000.0, 1000.0]], np.float32))
    assert result.tolist() == [pytest.approx([-0.6931472, -0.6931472])]


def test_a_missing_or_damaged_file_is_named(folder: Path) -> None:
    (folder / "hints.onnx").rename(folder / "away")
    with pytest.raises(UserError, match=r"缺少文件 hints\.onnx"):
        load_bundle(folder)
    (folder / "away").rename(folder / "hints.onnx")
    with (folder / "poet.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(UserError, match=r"poet\.onnx 已损坏"):
        load_bundle(folder)


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ({"schema": 2}, "请先更新诗囊"),
        ({"schema": "1"}, "有误（schema）"),
        ({"files": {}}, r"清单里缺少 poet\.onnx"),
        ({"features": ["form"]}, "输入与本程序不相合"),
        ({"network": {}}, "有误（network）"),
        ({"network": {"hidden": 2**40}}, "有误（network）"),
        ({"network": [1]}, "有误（network）"),
        ({"styles": [1]}, "有误（styles）"),
        ({"styles": ["李白", "李白"]}, "有误（styles）"),
        ({"styles": ["李\0白"]}, "有误（styles）"),
        ({"books": ["没有的韵书"]}, "有误（books）"),
        ({"books": {"平水韵": 1}}, "有误（books）"),
        ({"forms": ["五绝"]}, "有误（forms）"),
        ({"figures": {"perplexity": 10**400}}, "有误（figures）"),
        ({"figures": []}, "有误（figures）"),
        ({"training": "long"}, "有误（training）"),
        ({"files": []}, "有误（files）"),
        ({"files": {"poet.onnx": "hash"}}, "有误（files）"),
        ({"files": {"poet.onnx": {"sha256": "", "bytes": -1}}}, "有误（files）"),
        ({"files": {"run.sh": {"sha256": "", "bytes": 1}}}, "太大，或不该有"),
        ({"files": {"poet.onnx": {"sha256": "", "bytes": 2**40}}}, "太大，或不该有"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    folder: Path, items: dict[str, Any], words: str
) -> None:
    change(folder / "manifest.json", **items)
    with pytest.raises(UserError, match=words):
        load_bundle(folder)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../poet.onnx", "有误（files）"),
        ("/etc/hostname", "有误（files）"),
        ("gone.md", "缺少文件"),
    ],
)
def test_files_are_only_looked_for_inside_the_folder(folder: Path, name: str, words: str) -> None:
    (folder.parent / "poet.onnx").write_bytes(b"")
    files = file_hashes(folder) | {name: {"sha256": "", "bytes": 0}}
    change(folder / "manifest.json", files=files)
    with pytest.raises(UserError, match=words):
        load_bundle(folder)


def test_a_manifest_that_is_nested_without_end_is_refused(folder: Path) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8")[:-1] + f', "more": {deep}}}', encoding="utf-8")
    with pytest.raises(UserError, match="读不懂"):
        load_bundle(folder)


@pytest.mark.parametrize("text", ["NaN", "Infinity"])
def test_what_is_no_number_is_refused(folder: Path, text: str) -> None:
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("99.5", text), encoding="utf-8")
    with pytest.raises(UserError, match="读不懂"):
        load_bundle(folder)


def test_a_model_that_gives_no_probabilities_is_refused(folder: Path) -> None:
    onnx = pytest.importorskip("onnx")
    graph = onnx.load(folder / "poet.onnx")
    for tensor in graph.graph.initializer:
        if tensor.name == "table":
            values = onnx.numpy_helper.to_array(tensor).copy()
            values[1] = np.nan  # of the start of a poem
            tensor.CopyFrom(onnx.numpy_helper.from_array(values, "table"))
    onnx.save(graph, folder / "poet.onnx")
    renew_hashes(folder)
    with pytest.raises(UserError, match="不是概率"):
        load_bundle(folder)


@pytest.mark.parametrize("text", ["{", "[]", "\xff"])
def test_a_manifest_that_is_no_json_object_is_refused(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(UserError, match="读不懂"):
        load_bundle(folder)


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ({"counts": [1]}, "有误（counts）"),
        ({"counts": [-1] * len(VOCABULARY)}, "有误（counts）"),
        ({"counts": [None] * len(VOCABULARY)}, "有误（counts）"),
        ({"characters": None}, "有误（characters）"),
        ({"characters": VOCABULARY[:3]}, "有误（characters）"),
        ({"characters": [*VOCABULARY, VOCABULARY[-1]]}, "有误（characters）"),
        ({"characters": [*VOCABULARY, "两字"]}, "有误（characters）"),
        ({"characters": [*VOCABULARY, "\udc80"]}, "读不懂"),
    ],
)
def test_a_vocabulary_that_does_not_fit_is_refused(
    folder: Path, items: dict[str, Any], words: str
) -> None:
    change(folder / "vocabulary.json", **items)
    renew_hashes(folder)
    with pytest.raises(UserError, match=words):
        load_bundle(folder)


def test_a_graph_that_is_none_is_refused(folder: Path) -> None:
    (folder / "poet.onnx").write_bytes(b"no graph")
    renew_hashes(folder)
    with pytest.raises(UserError, match=r"poet\.onnx 读不懂"):
        load_bundle(folder)


def test_a_folder_that_is_no_bundle_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不是诗囊的模型"):
        load_bundle(tmp_path)


def test_installing_lists_the_bundle_and_loads_it_by_name(folder: Path, home: Path) -> None:
    assert list_bundles() == []
    with pytest.raises(UserError, match="没有安装模型"):
        default_bundle()
    card = install(folder)
    assert card.folder == home / "家" / "models" / "tiny"
    assert [c.id for c in list_bundles()] == ["tiny"]
    assert isinstance(default_bundle().model, OnnxModel)
    assert find_bundle("tiny").folder == card.folder
    assert find_bundle(str(folder)).folder == folder
    with pytest.raises(UserError, match="没有“huge”这个模型；已安装：tiny"):
        find_bundle("huge")


def test_installing_again_replaces_and_leaves_nothing_behind(folder: Path, home: Path) -> None:
    install(folder)
    change(folder / "manifest.json", created="2025-01-01")
    with pytest.raises(AlreadyInstalledError, match=r"已经装有模型“tiny”.*--replace"):
        install(folder)
    assert list_bundles()[0].manifest["created"] == "2024-01-01"
    assert replaces(folder) == "tiny"
    card = install(folder, replace=True)
    assert card.manifest["created"] == "2025-01-01"
    assert list_bundles()[0].manifest["created"] == "2025-01-01"
    assert [p.name for p in (home / "家" / "models").iterdir()] == ["tiny"]
    assert replaces(card.folder) == ""
    assert install(card.folder).folder == card.folder
    assert load_bundle(card.folder).model.id == "tiny"


@pytest.mark.parametrize("name", ["", "..", "a/b", ".", ".removed", "CON", "a\n", None, ["tiny"]])
def test_a_wrong_id_is_refused_by_every_reader_and_touches_nothing(
    folder: Path, home: Path, name: object
) -> None:
    install(folder)
    other = write_bundle(home / "other", id=name)
    for read in (load_bundle, read_manifest, install, lambda f: install(f, replace=True)):
        with pytest.raises(UserError, match="模型的名字"):
            read(other)
    assert replaces(other) == ""
    assert [path.name for path in (home / "家" / "models").iterdir()] == ["tiny"]
    assert load_bundle(home / "家" / "models" / "tiny").model.id == "tiny"


def test_what_lies_in_a_models_place_is_not_deleted(folder: Path, home: Path) -> None:
    place = home / "家" / "models" / "tiny"
    place.mkdir(parents=True)
    (place / "日记.txt").write_text("在", encoding="utf-8")
    for replace in (False, True):
        with pytest.raises(UserError, match="不是诗囊的模型，却占着位置"):
            install(folder, replace=replace)
    assert (place / "日记.txt").read_text(encoding="utf-8") == "在"


def test_another_model_in_its_place_is_not_replaced(folder: Path, home: Path) -> None:
    """As where the system takes Tiny and tiny for one folder."""
    other = write_bundle(home / "家" / "models" / "tiny", id="Tiny")
    for replace in (False, True):
        with pytest.raises(UserError, match="已装的模型“Tiny”占着"):
            install(folder, replace=replace)
    assert load_bundle(other).model.id == "Tiny"


def test_a_damaged_model_is_mended_by_installing_it_anew(folder: Path) -> None:
    card = install(folder)
    (card.folder / "manifest.json").write_text("{", encoding="utf-8")
    assert replaces(folder) == "tiny"
    with pytest.raises(AlreadyInstalledError):
        install(folder)
    install(folder, replace=True)
    assert load_bundle(card.folder).model.id == "tiny"


def test_a_full_disk_leaves_what_was_installed(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(folder)
    change(folder / "manifest.json", created="2025-01-01")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(bundles.shutil, "copyfile", full)
        with pytest.raises(UserError, match="装不了"):
            install(folder, replace=True)
    # The disk may also refuse between the two renames.
    rename = Path.rename
    monkeypatch.setattr(
        Path,
        "rename",
        lambda self, to: full() if self.suffix == ".new" else rename(self, to),
    )
    with pytest.raises(UserError, match="装不了"):
        install(folder, replace=True)
    assert [path.name for path in (home / "家" / "models").iterdir()] == ["tiny"]
    assert list_bundles()[0].manifest["created"] == "2024-01-01"


def test_the_shipped_bundle_comes_first(folder: Path, home: Path) -> None:
    install(folder)
    write_bundle(home / "shipped" / "model", id="shipped")
    assert [card.id for card in list_bundles()] == ["shipped", "tiny"]
    assert default_bundle().model.id == "shipped"


def test_the_copy_filter_is_the_bundles_own_or_the_shipped_one(folder: Path, home: Path) -> None:
    assert load_bundle(folder).copies is None
    shipped = home / "shipped" / "model"
    shipped.mkdir(parents=True)
    copy_filter.build(["床前明月光"]).save(shipped / "lines.filter")
    found = load_bundle(folder).copies
    assert found is not None
    assert "床前明月光" in found
    copy_filter.build(["疑是地上霜"]).save(folder / "lines.filter")
    own = load_bundle(folder).copies
    assert own is not None
    assert "疑是地上霜" in own
    assert "床前明月光" not in own


def test_a_digit_that_a_disk_changed_in_the_manifest_is_noticed(folder: Path) -> None:
    path = folder / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps(with_checksum(data), ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    assert load_bundle(folder).manifest == data
    path.write_text(text.replace("99.5", "19.5"), encoding="utf-8")
    with pytest.raises(UserError, match=r"manifest\.json 有误（checksum）"):
        load_bundle(folder)


def test_the_manifest_of_the_model_that_ships_is_as_it_was_written() -> None:
    path = paths.resource("model", "manifest.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    assert "checksum" in data
    assert is_as_written(data)
