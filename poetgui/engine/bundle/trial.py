"""A model is tried before it is trusted: one step where it is loaded, a poem where it is installed.

The poem is written by another process with a limit of time, so that a model that crashes or hangs
takes nothing with it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from poetgui.engine.model.features import BOS, FEATURES
from poetgui.engine.model.language_model import LanguageModel
from poetgui.errors import UserError

PATIENCE = 120.0
"""Seconds; ours is loaded and writes a poem within three on two old cores."""
TOLERANCE = 1e-3
COMMAND = ("compose", "--mode", "free", "--form", "五绝", "--seed", "1", "--json", "--model")


def gives_probabilities(model: LanguageModel) -> bool:
    """Whether the first step gives each character a probability, together 1."""
    memory = model.encode_hints(np.zeros((1, 0, 4), np.int64))
    features = np.zeros((1, len(FEATURES)), np.int64)
    previous = np.full(1, BOS, np.int64)
    logp, _ = model.step(previous, features, model.initial_state(1), memory)
    if logp.shape != (1, len(model.characters)):
        return False
    return bool(abs(np.exp(logp.astype(np.float64)).sum() - 1) < TOLERANCE)


def run(folder: Path) -> None:
    """Let the bundle in `folder` write a poem. Raises UserError where it does not."""
    program = (
        [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "poetgui"]
    )
    try:
        done = subprocess.run(
            [*program, *COMMAND, str(folder)],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise UserError("模型“{}”试写一首太久没有写完，没有安装。", folder.name) from error
    if done.returncode != 0:
        raise UserError("模型“{}”试写一首没有成功，没有安装。", folder.name)
