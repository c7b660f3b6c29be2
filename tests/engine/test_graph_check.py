"""Graphs with anything in them that a bundle may not have are refused by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from poetgui.engine.bundle.graph_check import check_graph
from poetgui.errors import UserError
from poetgui.paths import resource
from tests.tiny_bundle import write_bundle

onnx = pytest.importorskip("onnx")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "tiny") / "poet.onnx"


def changed(path: Path, change: Callable[[Any], None]) -> Path:
    model = onnx.load(path)
    change(model)
    onnx.save(model, path)
    return path


def test_ours_are_sound(path: Path) -> None:
    check_graph(path)
    for name in ("poet.onnx", "hints.onnx"):
        check_graph(resource("model", name))


def loop(model: Any) -> None:
    h = onnx.helper
    body = h.make_graph([], "body", [], [])
    model.graph.node.append(h.make_node("Loop", ["", ""], [], body=body))


def hidden_subgraph(model: Any) -> None:
    """In an operator that has none, by another name of attribute."""
    body = onnx.helper.make_graph([], "body", [], [])
    model.graph.node[0].attribute.append(onnx.helper.make_attribute("x", body))


def foreign(model: Any) -> None:
    model.graph.node[0].domain = "com.example"


def external(model: Any) -> None:
    tensor = model.graph.initializer[0]
    tensor.data_location = onnx.TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "weights.bin"


def huge(model: Any) -> None:
    model.graph.initializer[0].dims[:] = [1 << 20, 1 << 20]


def function(model: Any) -> None:
    model.functions.add().name = "f"


def sparse(model: Any) -> None:
    model.graph.sparse_initializer.add()


def many(model: Any) -> None:
    node = model.graph.node[0]
    for _ in range(6000):
        model.graph.node.append(node)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (loop, "subgraph"),
        (hidden_subgraph, "subgraph"),
        (foreign, "com.example"),
        (external, "external_data"),
        (huge, "dims"),
        (function, "function"),
        (sparse, "sparse_initializer"),
        (many, "node"),
    ],
)
def test_what_may_not_be_there_is_named(
    path: Path, change: Callable[[Any], None], named: str
) -> None:
    with pytest.raises(UserError, match=f"poet.onnx 里有不该有的东西（{named}）"):
        check_graph(changed(path, change))


@pytest.mark.parametrize("operator", ["Range", "Expand", "If", "Scan", "ConstantOfShape"])
def test_only_operators_of_the_export_are_allowed(path: Path, operator: str) -> None:
    def change(model: Any) -> None:
        model.graph.node.append(onnx.helper.make_node(operator, ["a"], ["b"]))

    with pytest.raises(UserError, match=operator):
        check_graph(changed(path, change))


def test_damaged_files_are_no_crash(path: Path) -> None:
    data = path.read_bytes()
    chance = np.random.default_rng(1)
    for _ in range(300):
        damaged = bytearray(data)
        for at in chance.integers(0, len(data), 8):
            damaged[at] ^= 1 << int(chance.integers(8))
        path.write_bytes(bytes(damaged[: int(chance.integers(1, len(data)))]))
        try:
            check_graph(path)
        except UserError:
            continue


@pytest.mark.parametrize("data", [b"", b"\xff" * 20, b"\x3a\xff\xff\xff\xff\x0f", b"\x0b"])
def test_what_is_no_graph_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(UserError):
        check_graph(path)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="读不懂"):
        check_graph(tmp_path / "poet.onnx")
