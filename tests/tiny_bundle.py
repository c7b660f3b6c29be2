"""A bundle with real graphs of a few kilobytes, written with onnx: for what only a bundle can show.

The network's logits are a table's row for the previous character; the state counts steps.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from poetgui.engine.model.features import FEATURES, HINTS
from tests.toy import CHARACTERS

HIDDEN, ATTENTION = 4, 3
VOCABULARY = ["", "<s>", "<unk>", *dict.fromkeys(CHARACTERS)]


def write_bundle(folder: Path, **manifest: Any) -> Path:
    """Write a bundle; keywords replace items of its manifest."""
    onnx = pytest.importorskip("onnx")
    folder.mkdir(parents=True)
    onnx.save(_step(onnx.helper, onnx.TensorProto), folder / "poet.onnx")
    onnx.save(_hints(onnx.helper, onnx.TensorProto), folder / "hints.onnx")
    counts = [1000 // (i + 1) for i in range(len(VOCABULARY))]
    write_json(folder / "vocabulary.json", {"characters": VOCABULARY, "counts": counts})
    write_manifest(folder, **manifest)
    return folder


def write_manifest(folder: Path, **manifest: Any) -> None:
    """Write the manifest of what lies in the folder; keywords replace items of it."""
    card = {
        "schema": 1,
        "id": "tiny",
        "created": "2024-01-01",
        "files": file_hashes(folder),
        "styles": ["唐", "李白"],
        "network": {"hidden": HIDDEN},
        "figures": {"perplexity": 99.5},
        "features": list(FEATURES),
    }
    write_json(folder / "manifest.json", card | manifest)


def file_hashes(folder: Path) -> dict[str, Any]:
    return {
        path.name: {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "bytes": path.stat().st_size,
        }
        for path in sorted(folder.iterdir())
        if path.name != "manifest.json"
    }


def write_json(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _step(h: Any, t: Any) -> Any:
    size = len(VOCABULARY)
    table = np.random.default_rng(0).normal(size=(size, size)).astype(np.float32)
    states = ["h1", "c1", "h2", "c2"]
    inputs = [
        h.make_tensor_value_info("written", t.INT64, ["B", "S"]),
        h.make_tensor_value_info("places", t.INT64, ["B", "S", 2]),
        h.make_tensor_value_info("features", t.INT64, ["B", len(FEATURES)]),
        h.make_tensor_value_info("keys", t.FLOAT, ["B", "M", ATTENTION]),
        h.make_tensor_value_info("values", t.FLOAT, ["B", "M", ATTENTION]),
        h.make_tensor_value_info("mask", t.FLOAT, ["B", "M"]),
        *(h.make_tensor_value_info(s, t.FLOAT, ["B", HIDDEN]) for s in states),
    ]
    outputs = [h.make_tensor_value_info("logits", t.FLOAT, ["B", size])]
    outputs += [h.make_tensor_value_info(f"{s}_next", t.FLOAT, ["B", HIDDEN]) for s in states]
    nodes = [
        h.make_node("Gather", ["written", "last"], ["previous"], axis=1),
        h.make_node("Gather", ["table", "previous"], ["logits"]),
    ]
    nodes += [h.make_node("Add", [s, "one"], [f"{s}_next"]) for s in states]
    constants = [
        h.make_tensor("table", t.FLOAT, table.shape, table.tobytes(), raw=True),
        h.make_tensor("one", t.FLOAT, [], [1.0]),
        h.make_tensor("last", t.INT64, [], [-1]),
    ]
    return _model(h, h.make_graph(nodes, "step", inputs, outputs, constants))


def _hints(h: Any, t: Any) -> Any:
    inputs = [h.make_tensor_value_info("hints", t.INT64, ["B", "M", len(HINTS)])]
    outputs = [
        h.make_tensor_value_info("keys", t.FLOAT, ["B", "M", ATTENTION]),
        h.make_tensor_value_info("values", t.FLOAT, ["B", "M", ATTENTION]),
        h.make_tensor_value_info("mask", t.FLOAT, ["B", "M"]),
    ]
    nodes = [
        h.make_node("Cast", ["hints"], ["floats"], to=t.FLOAT),
        h.make_node("Slice", ["floats", "zero", "three", "two"], ["keys"]),
        h.make_node("Identity", ["keys"], ["values"]),
        h.make_node("Slice", ["floats", "one", "two", "two"], ["kinds"]),
        h.make_node("Squeeze", ["kinds", "two"], ["kind"]),
        h.make_node("Cast", ["kind"], ["real"], to=t.BOOL),
        h.make_node("Cast", ["real"], ["mask"], to=t.FLOAT),
    ]
    constants = [
        h.make_tensor(name, t.INT64, [1], [value])
        for name, value in (("zero", 0), ("one", 1), ("two", 2), ("three", 3))
    ]
    return _model(h, h.make_graph(nodes, "hints", inputs, outputs, constants))


def _model(h: Any, graph: Any) -> Any:
    return h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8)
