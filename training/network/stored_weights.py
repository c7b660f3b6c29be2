"""The network's parameters out of an exported graph, whichever way their weights are stored."""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from training.network.parameter_names import current_name

PREFIX = "network."
"""Of the names that parameters have in a graph."""
HALF = "_half"
"""How the name of what is stored in half precision ends."""
SCALE, ROUNDED, TRANSPOSED = "_scale", "_quantized", "_Transposed"
"""How onnxruntime names the scales and integers of a rounded matrix, which it has transposed."""


def stored_weights(model: onnx.ModelProto) -> dict[str, NDArray[np.float32]]:
    """Name of a parameter, as it is today -> its values.

    Of a matrix that is stored rounded and exactly, as the embedding is, the exact one is taken.
    """
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    result: dict[str, NDArray[np.float32]] = {}
    for name, tensor in stored.items():
        if name.endswith(ROUNDED):
            plain = name.removesuffix(ROUNDED)
            scale = numpy_helper.to_array(stored[plain + SCALE])
            values = (numpy_helper.to_array(tensor) * scale).T  # the zero points are zero
            result.setdefault(_parameter(plain.removesuffix(TRANSPOSED)), values)
        elif tensor.data_type in (onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16):
            result[_parameter(name.removesuffix(HALF))] = numpy_helper.to_array(tensor)
    return {
        current_name(name): np.array(values, np.float32) for name, values in result.items() if name
    }


def _parameter(name: str) -> str:
    """The parameter's own name; empty where the graph has it only for itself."""
    return name.removeprefix(PREFIX) if name.startswith(PREFIX) and SCALE not in name else ""
