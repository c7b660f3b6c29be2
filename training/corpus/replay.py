"""Poems that a finished model writes of itself, read again while it learns others.

A network that reads only new poems forgets what it knew (French 1999); the corpus that it learned
from is not at hand where people train at home, but what it learned is: its own samples stand for it
(pseudo-rehearsal, Robins 1995).
"""

from __future__ import annotations

import numpy as np

from poetgui.engine.model.features import BOS, FEATURES, FORMS, MARKERS
from poetgui.engine.model.language_model import LanguageModel

SHAPES = {"五绝": (4, 5), "七绝": (4, 7), "五律": (8, 5), "七律": (8, 7)}
"""Form -> lines and their characters."""
_COLUMN = {name: i for i, name in enumerate(FEATURES)}


def samples(
    model: LanguageModel, form: str, count: int, chance: np.random.Generator
) -> list[tuple[str, ...]]:
    """`count` poems of a form of SHAPES, drawn character by character; nothing else is told."""
    lines, width = SHAPES[form]
    features = np.zeros((lines * width, len(FEATURES)), np.int64)
    place = np.arange(lines * width)
    for name, value in {
        "form": np.full(len(place), FORMS.index(form)),
        "line": place // width,
        "lines_left": lines - 1 - place // width,
        "column": place % width,
        "left": width - 1 - place % width,
    }.items():
        features[:, _COLUMN[name]] = value
    memory = model.encode_hints(np.zeros((count, 0, 4), np.int64))
    state, previous = model.initial_state(count), np.full(count, BOS, np.int64)
    written = np.zeros((count, lines * width), np.int64)
    for cell in place:
        told = np.repeat(features[None, cell], count, axis=0)
        logp, state = model.step(previous, told, state, memory)
        logp[:, :MARKERS] = -np.inf
        # The largest of log-probabilities with Gumbel noise is a draw from them (Gumbel 1954).
        previous = np.argmax(logp + chance.gumbel(size=logp.shape), axis=1).astype(np.int64)
        written[:, cell] = previous
    texts = ("".join(model.characters[i] for i in row) for row in written.tolist())
    return [tuple(t[i : i + width] for i in range(0, len(t), width)) for t in texts]
