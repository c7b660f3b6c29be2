"""A baseline: the small LSTM of a well-known tutorial, trained on the same split.

Embedding 128, two LSTM layers of 128, dropout 0.5, batches of 32 poems; it reads characters and
punctuation and nothing else, and is trained until its validation loss stops falling. Only Han
characters are counted, as for every network here.
"""

from __future__ import annotations

import copy
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from poetgui.engine.model.features import UNK
from poetgui.errors import UserError
from training.corpus.dataset import Corpus
from training.corpus.splits import REGULATED_FORMS, Split
from training.fit import checkpoint
from training.fit.precision import autocast
from training.network.poet import FusedCrossEntropy

COMMA, STOP, END = 0, 1, 2
"""Marks, numbered from the end of the vocabulary."""
PATIENCE = 2
"""Evaluations without a gain before it stops."""


class BaselineLSTM(nn.Module):
    """Characters in, characters out."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        # The sizes of the tutorial, with 128 units and half of them dropped.
        self.embedding = nn.Embedding(vocabulary, 128)
        self.lstm = nn.LSTM(128, 128, num_layers=2, dropout=0.5, batch_first=True)
        self.dropout = nn.Dropout(0.5)
        self.out = nn.Linear(128, vocabulary)

    def forward(self, previous: Tensor) -> Tensor:
        """int64 [B, T] -> [B, T, V]."""
        return self.out(self.hidden(previous))

    def hidden(self, previous: Tensor) -> Tensor:
        """int64 [B, T] -> [B, T, 128], what the last layer scores."""
        output, _ = self.lstm(self.embedding(previous))
        return self.dropout(output)


def train(corpus: Corpus, folder: Path, device: torch.device, minutes: float) -> float:
    """Train until the validation loss stops falling, or `minutes` have passed; returns that loss.

    Takes up what the folder holds of an earlier call. Raises UserError when there are no quatrains
    and octaves to read, or what it holds is of other data.
    """
    torch.manual_seed(1)
    characters = len(corpus.vocabulary["characters"])
    network = BaselineLSTM(characters + 3).to(device)
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3, fused=True)
    rows = corpus.rows(Split.TRAIN, REGULATED_FORMS)
    if not len(rows) or not len(corpus.rows(Split.VALID, REGULATED_FORMS)):
        raise UserError("训练或验证部分没有绝句律诗，教程的小网络无从练起。")
    folder.mkdir(parents=True, exist_ok=True)
    best, best_state, worse, read = math.inf, copy.deepcopy(network.state_dict()), 0, 0
    path = folder / "tutorial.pt"
    if path.exists():
        state = checkpoint.load(path, corpus)
        network.load_state_dict(state["last"])
        optimiser.load_state_dict(state["optimiser"])
        best, best_state = state["best"], state["network"]
        worse, read = state["worse"], state["read"]
    began, before = time.perf_counter(), read
    while worse < PATIENCE and (read == before or time.perf_counter() - began < minutes * 60):
        network.train()
        for batch in _batches(corpus, rows, 32, random.Random(f"tutorial/{read}")):
            text, _ = _with_marks(corpus, batch, device)
            target = text[:, 1:].flatten()
            with autocast(device):
                hidden = network.hidden(text[:, :-1]).flatten(0, 1)
                # The softmax over the vocabulary is most of a step: a slice at a time is faster.
                losses = FusedCrossEntropy.apply(
                    hidden, network.out.weight, network.out.bias, target
                )
            loss = losses / len(target)  # type: ignore[operator]
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            read += len(batch)
            if time.perf_counter() - began > minutes * 60:
                break
        valid = loss_of(network, corpus, corpus.rows(Split.VALID, REGULATED_FORMS), device)
        worse = 0 if valid < best else worse + 1
        if valid < best:
            best, best_state = valid, copy.deepcopy(network.state_dict())
        state = {
            "network": best_state, "last": network.state_dict(), "best": best, "worse": worse,
            "optimiser": optimiser.state_dict(), "read": read, "stopped": worse >= PATIENCE,
            "vocabulary": checkpoint.vocabulary_hash(corpus),
        }  # fmt: skip
        checkpoint.save(state, path)
        print(f"教程网络：{read / len(rows):.2f} 遍，验证困惑度 {math.exp(valid):.1f}，"
              f"{(time.perf_counter() - began) / 60:.0f} 分", flush=True)  # fmt: skip
    return best


def load(path: Path, corpus: Corpus) -> tuple[BaselineLSTM, dict]:
    """The network and what is known of its training. Raises UserError as `checkpoint.load` does."""
    state = checkpoint.load(path, corpus)
    network = BaselineLSTM(len(corpus.vocabulary["characters"]) + 3)
    network.load_state_dict(state["network"])
    return network.eval(), state


@torch.no_grad()
def loss_of(
    network: BaselineLSTM,
    corpus: Corpus,
    rows: np.ndarray,
    device: torch.device,
    unseen_types: int = 0,
) -> float:
    """Mean loss in nats per Han character; unknown ones as in `measure.loss_of`.

    The probability of the marks is given back to the characters: the place of a mark is known.
    """
    network.eval()
    marks = len(corpus.vocabulary["characters"])
    nats = cells = 0.0
    for batch in _batches(corpus, rows, 64, None):
        text, han = _with_marks(corpus, batch, device)
        logits = network(text[:, :-1])[..., :marks].float()
        target = text[:, 1:]
        scored = han[:, 1:] & ((target != UNK) | (unseen_types > 0))
        losses = nn.functional.cross_entropy(logits[scored], target[scored], reduction="none")
        if unseen_types:
            losses = losses + (target[scored] == UNK) * math.log(unseen_types)
        nats += losses.sum().item()
        cells += int(scored.sum())
    return nats / max(1, cells)


def _batches(corpus: Corpus, rows: np.ndarray, size: int, chance: random.Random | None):
    """Batches of poems of one length, in random order for training."""
    lengths = corpus.poems["length"][rows]
    batches = []
    for length in np.unique(lengths):
        same = rows[lengths == length]
        if chance:
            same = np.random.default_rng(chance.getrandbits(32)).permutation(same)
        batches += [same[i : i + size] for i in range(0, len(same), size)]
    if chance:
        chance.shuffle(batches)
    return batches


def _with_marks(corpus: Corpus, rows: np.ndarray, device: torch.device) -> tuple[Tensor, Tensor]:
    """[B, T] ids with ， 。 and an end, a mark before the first character; [B, T] which are Han."""
    marks = len(corpus.vocabulary["characters"])
    poems = corpus.poems[rows]
    width = int(poems["length"][0]) // int(poems["lines"][0])
    text = poems["start"].astype(np.int64)[:, None] + np.arange(int(poems["length"][0]))
    grid = corpus.text[text].astype(np.int64).reshape(len(rows), -1, width)
    ends = np.where(np.arange(grid.shape[1]) % 2 == 0, marks + COMMA, marks + STOP)
    closed = np.concatenate((grid, np.tile(ends, (len(rows), 1))[..., None]), -1)
    flat = np.pad(closed.reshape(len(rows), -1), ((0, 0), (1, 0)), constant_values=marks + END)
    return torch.from_numpy(flat).to(device), torch.from_numpy(flat < marks).to(device)
