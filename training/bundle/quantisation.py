"""Weights of eight bits: two thirds of the size that sixteen give a graph, and products of
integers, which are faster.

Dynamic quantisation by onnxruntime: a scale for each output of a matrix, found here, and one for
the input, found at every step. Of the eight bits seven are used: processors without VNNI add
products of eight in sixteen bits, which overflow.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic

from poetgui.engine.model.features import FEATURES
from training.corpus.dataset import Batch

LARGEST_LOSS = 0.01
"""How much of the cross entropy the rounding may cost. Of the shipped network it costs 0.0009."""
STEP_INPUTS = ("written", "places", "features", "keys", "values", "mask", "h1", "c1", "h2", "c2")
STEP_OUTPUTS = ("logits", "h1_next", "c1_next", "h2_next", "c2_next")
PLACE = [FEATURES.index("line"), FEATURES.index("column")]


def quantise(path: Path) -> None:
    """Replace the matrix products of the graph in `path` by such of integers."""
    # onnxruntime logs to the root logger that shapes might be inferred first; they are all known.
    logging.disable(logging.WARNING)
    try:
        quantize_dynamic(
            path,
            path,
            op_types_to_quantize=["MatMul", "Gemm"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    finally:
        logging.disable(logging.NOTSET)


def session(path: Path) -> onnxruntime.InferenceSession:
    """A graph on the processor."""
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def cross_entropy(folder: Path, batch: Batch, hidden: int) -> float:
    """Mean loss in nats over the cells to be predicted, by the two graphs in `folder`.

    hidden: units of a layer.
    """
    step, remember = session(folder / "poet.onnx"), session(folder / "hints.onnx")
    memory = remember.run(None, {"hints": batch.hints})
    state = [np.zeros((len(batch.target), hidden), np.float32) for _ in range(4)]
    places = np.zeros((*batch.target.shape, 2), np.int64)
    places[:, 1:] = batch.features[:, :-1, PLACE]  # the start of the poem counts as 0, 0
    nats = 0.0
    for cell in range(batch.target.shape[1]):
        read = slice(cell + 1)
        inputs = (batch.previous[:, read], places[:, read], batch.features[:, cell])
        outputs: Any = step.run(
            None, dict(zip(STEP_INPUTS, (*inputs, *memory, *state), strict=True))
        )
        logits, *state = outputs
        logits = logits.astype(np.float64)
        losses = (
            np.logaddexp.reduce(logits, 1) - logits[np.arange(len(logits)), batch.target[:, cell]]
        )
        nats += float(losses[batch.weight[:, cell]].sum())
    return nats / max(1, int(batch.weight.sum()))
