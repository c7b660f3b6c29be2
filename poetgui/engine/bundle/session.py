"""The language model as onnxruntime runs it. The only module that imports onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime as ort

from poetgui.engine.model.arrays import BigramTable, Floats, Ints
from poetgui.engine.model.features import FEATURES, HINT_THEME, HINTS, MARKERS
from poetgui.engine.model.habit_penalty import HabitPenalty

# Linux heeds the variable that poetgui/__init__.py sets; Windows and macOS may need this as well.
ort.disable_telemetry_events()

STEP_FILE, HINTS_FILE = "poet.onnx", "hints.onnx"
_STATES = ("h1", "c1", "h2", "c2")
_FORM = FEATURES.index("form")
_PLACE = [FEATURES.index("line"), FEATURES.index("column")]


class State(NamedTuple):
    """Both layers' state, each float32 [batch, hidden], and the poem so far.

    written: int64 [batch, n], the characters read. places: int64 [batch, n + 1, 2], the line and
    column of each; the last is that of the cell now being written, and the start of the poem, which
    is read first, counts as 0, 0.
    """

    h1: Floats
    c1: Floats
    h2: Floats
    c2: Floats
    written: Ints
    places: Ints


class Memory(NamedTuple):
    """The hints as layer 2 attends over them."""

    keys: Floats
    values: Floats
    mask: Floats


class OnnxModel:
    """`LanguageModel` over two sessions: one step of the network, and the memory of the hints."""

    def __init__(
        self,
        folder: Path,
        *,
        id: str,
        characters: Sequence[str],
        counts: Sequence[int],
        styles: Sequence[str],
        books: Sequence[str],
        forms: int,
        hidden: int,
        knows_titles: bool,
        lexicon_bigrams: BigramTable,
    ) -> None:
        """counts: how often each character stands in the training part, [V]; forms: how many of
        `features.FORMS` the network was trained with; later ones are given to it as 0.

        Raises onnxruntime's errors when a graph cannot be read; `load_bundle` words them.
        """
        self._id, self._hidden, self._forms = id, hidden, forms
        self._characters, self._styles = tuple(characters), tuple(styles)
        self._books, self._knows_titles = tuple(books), knows_titles
        # One is added so that a character that was never seen has a finite logarithm.
        smooth = np.asarray(counts, np.float64) + 1.0
        self._log_frequency = np.log(smooth / smooth.sum()).astype(np.float32)
        self._lexicon_bigrams = lexicon_bigrams
        self._habit_penalty = HabitPenalty(self._log_frequency, lexicon_bigrams)
        self._step = _session(folder / STEP_FILE)
        self._hints = _session(folder / HINTS_FILE)

    @property
    def id(self) -> str:
        return self._id

    @property
    def characters(self) -> Sequence[str]:
        return self._characters

    @property
    def styles(self) -> Sequence[str]:
        return self._styles

    @property
    def knows_titles(self) -> bool:
        return self._knows_titles

    @property
    def books(self) -> Sequence[str]:
        return self._books

    @property
    def log_frequency(self) -> Floats:
        return self._log_frequency

    @property
    def lexicon_bigrams(self) -> BigramTable:
        return self._lexicon_bigrams

    @property
    def habit_penalty(self) -> HabitPenalty:
        return self._habit_penalty

    @property
    def theme_vectors(self) -> Floats:
        return self._theme_vectors

    @cached_property
    def _theme_vectors(self) -> Floats:
        """The attention value of each character as a theme, less the mean of all; unit length."""
        hints = np.zeros((1, len(self._characters), len(HINTS)), np.int64)
        hints[0, :, 0] = np.arange(len(self._characters))
        hints[0, :, 1] = HINT_THEME
        values = self.encode_hints(hints).values[0, : len(self._characters)]
        values = values - values[MARKERS:].mean(axis=0)
        return values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-9)

    def encode_hints(self, hints: Ints) -> Memory:
        # One row of HINT_PAD keeps the graph from seeing an empty axis.
        pad = np.zeros((hints.shape[0], 1, len(HINTS)), np.int64)
        padded = np.concatenate([hints.reshape(hints.shape[0], -1, len(HINTS)), pad], axis=1)
        outputs: Any = self._hints.run(["keys", "values", "mask"], {"hints": padded})
        return Memory(*outputs)

    def initial_state(self, batch: int) -> State:
        return State(
            *(np.zeros((batch, self._hidden), np.float32) for _ in _STATES),
            written=np.zeros((batch, 0), np.int64),
            places=np.zeros((batch, 1, 2), np.int64),
        )

    def step(
        self, previous: Ints, features: Ints, state: State, memory: Memory
    ) -> tuple[Floats, State]:
        if features[:, _FORM].max() >= self._forms:
            features = features.copy()
            features[features[:, _FORM] >= self._forms, _FORM] = 0
        written = np.concatenate((state.written, previous[:, None]), axis=1)
        inputs = {"features": features}
        inputs |= memory._asdict() | state._replace(written=written)._asdict()
        outputs: Any = self._step.run(["logits", *(f"{s}_next" for s in _STATES)], inputs)
        places = np.concatenate((state.places, features[:, None, _PLACE]), axis=1)
        return log_softmax(outputs[0]), State(*outputs[1:], written=written, places=places)

    def select(self, state: State | Memory, rows: Ints) -> State | Memory:
        parts: Any = (part[rows] for part in state)
        return type(state)(*parts)


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities along the last axis, in place."""
    logits -= logits.max(axis=-1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    return logits


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    options.inter_op_num_threads = 1
    # A thread that waits in a loop takes the core from whoever else has work.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # The graph is read by us: onnxruntime's own opening of a path fails for some names on Windows.
    return ort.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
