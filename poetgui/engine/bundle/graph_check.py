"""What a graph of a bundle may hold, read from its file before onnxruntime sees it.

A graph is a program. Only operators that the export writes are allowed, none of them with a graph
inside (so no loop), no weights in other files, no shape out of proportion. ONNX files are protocol
buffers; of these the few fields that are needed are read here, since the program does not carry the
onnx package. Numbers of fields: onnx.proto of ONNX 1.x.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from poetgui.errors import UserError

OPERATORS = frozenset((
    "Add", "Cast", "Clip", "Concat", "Constant", "DequantizeLinear", "Div", "DynamicQuantizeLinear",
    "Equal", "Gather", "Gemm", "Identity", "MatMul", "MatMulInteger", "Mul", "Not", "Pow",
    "Reshape", "Shape", "Sigmoid", "Slice", "Softmax", "Split", "Squeeze", "Sub", "Tanh",
    "Transpose", "Unsqueeze",
))  # fmt: skip
"""What `training.bundle` writes today and wrote before. None of them loops, and none makes more out
of nothing (Range, Expand, Tile, ConstantOfShape do)."""
MOST_NODES = 5_000
LARGEST_TENSOR = 1 << 28
"""Elements of a weight."""

_MODEL_GRAPH, _MODEL_FUNCTIONS = 7, 25
_GRAPH_NODE, _GRAPH_INITIALIZER, _GRAPH_SPARSE = 1, 5, 15
_NODE_OPERATOR, _NODE_ATTRIBUTE, _NODE_DOMAIN = 4, 5, 7
_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS = 6, 11
_TENSOR_DIMS, _TENSOR_EXTERNAL, _TENSOR_LOCATION = 1, 13, 14

_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5


def check_graph(path: Path) -> None:
    """Raises UserError, naming the file, where it is no graph or holds what a bundle may not."""
    try:
        faults = _faults(memoryview(path.read_bytes()))
        fault = next(faults, None)
    except (OSError, ValueError, IndexError) as error:
        raise UserError("模型的文件 {} 读不懂，请重新安装。", path.name) from error
    if fault:
        raise UserError("模型的文件 {} 里有不该有的东西（{}），没有打开。", path.name, fault)


def _faults(model: memoryview) -> Iterator[str]:
    graphs = 0
    for number, value in _fields(model):
        if number == _MODEL_FUNCTIONS:
            yield "function"
        if number == _MODEL_GRAPH and isinstance(value, memoryview):
            graphs += 1
            yield from _faults_of_graph(value)
    if graphs != 1:
        yield "graph"


def _faults_of_graph(graph: memoryview) -> Iterator[str]:
    nodes = 0
    for number, value in _fields(graph):
        if number == _GRAPH_SPARSE:
            yield "sparse_initializer"
        if not isinstance(value, memoryview):
            continue
        if number == _GRAPH_NODE:
            nodes += 1
            yield from _faults_of_node(value)
        elif number == _GRAPH_INITIALIZER:
            yield from _faults_of_tensor(value)
    if nodes > MOST_NODES:
        yield "node"


def _faults_of_node(node: memoryview) -> Iterator[str]:
    operator = ""
    for number, value in _fields(node):
        if not isinstance(value, memoryview):
            continue
        if number == _NODE_OPERATOR:
            operator = bytes(value).decode("utf-8", "replace")
        elif number == _NODE_DOMAIN and len(value):
            yield bytes(value).decode("utf-8", "replace")[:40]
        elif number == _NODE_ATTRIBUTE:
            inner = {field for field, _ in _fields(value)}
            if inner & {_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS}:
                yield "subgraph"
    if operator not in OPERATORS:
        yield operator[:40] or "op_type"


def _faults_of_tensor(tensor: memoryview) -> Iterator[str]:
    elements = 1
    for number, value in _fields(tensor):
        if number == _TENSOR_DIMS:
            packed = list(_varints(value)) if isinstance(value, memoryview) else [value]
            for size in packed:
                elements *= size
        elif number == _TENSOR_EXTERNAL or (number == _TENSOR_LOCATION and value != 0):
            yield "external_data"
    if elements > LARGEST_TENSOR:
        yield "dims"


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """(number, value) of every field of a message: a number, or the bytes of what is inside.

    Raises ValueError or IndexError where it is none.
    """
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield number, value
            continue
        if kind == _BYTES:
            size, at = _varint(data, at)
        elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
            size = 8 if kind == _EIGHT_BYTES else 4
        else:
            raise ValueError(f"wire type {kind}")
        if at + size > len(data):
            raise ValueError("cut off")
        yield number, data[at : at + size]
        at += size


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    """The number that begins at `at`, seven bits a byte, and where the next field begins."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError("number too long")


def _varints(data: memoryview) -> Iterator[int]:
    at = 0
    while at < len(data):
        value, at = _varint(data, at)
        yield value
