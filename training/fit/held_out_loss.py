"""Loss and accuracy of a network over a part of the corpus, on CPU or GPU."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import torch
from torch import nn

from poetgui.engine.model.features import UNK
from training.corpus.conditioning import Conditioning
from training.corpus.dataset import Batch, Corpus
from training.corpus.splits import REGULATED_FORMS, Split
from training.fit.precision import autocast
from training.network.poet import Poet

THEME_CHOICES = 10
"""Poems among which a poem's own theme words are picked out, itself among them."""


def tensors(batch: Batch, device: torch.device) -> tuple[torch.Tensor, ...]:
    """previous, features, hints, target, weight."""
    arrays = (batch.previous, batch.features, batch.hints, batch.target, batch.weight)
    return tuple(torch.from_numpy(np.ascontiguousarray(a)).to(device) for a in arrays)


def measured(corpus: Corpus, split: Split) -> np.ndarray:
    """Rows of the quatrains and octaves of a part; of all its poems where it has none of these."""
    rows = corpus.rows(split, REGULATED_FORMS)
    return rows if len(rows) else corpus.rows(split)


def sample(corpus: Corpus, split: Split, poems: int | None) -> np.ndarray:
    """Rows of `poems` measured poems of a split, always the same ones; None for all."""
    rows = measured(corpus, split)
    return np.random.default_rng(0).permutation(rows)[:poems]


def in_order(
    corpus: Corpus, rows: np.ndarray, conditioning: Conditioning, size: int = 64
) -> Iterator[Batch]:
    """Batches of the poems in `rows`, by length, the same at every call."""
    rows = rows[np.argsort(corpus.pieces["length"][rows], kind="stable")]
    for i in range(0, len(rows), size):
        yield corpus.batch(rows[i : i + size], conditioning, random.Random(i))


@torch.no_grad()
def loss_of(
    network: Poet,
    corpus: Corpus,
    rows: np.ndarray,
    conditioning: Conditioning,
    device: torch.device,
    unseen_types: int = 0,
) -> tuple[float, float]:
    """Mean loss in nats and accuracy per open character.

    `unseen_types` > 0 counts an unknown character with the probability of `<unk>` divided evenly
    among that many types; 0 leaves unknown characters out.
    """
    network.eval()
    nats = right = cells = 0.0
    for batch in in_order(corpus, rows, conditioning):
        previous, features, hints, target, weight = tensors(batch, device)
        with autocast(device):
            output = network(previous, features, hints)
        logits = network.logits(output.float())
        scored = weight
        if unseen_types:
            open_cells = torch.from_numpy(batch.open_cells).to(device)
            scored = weight | (open_cells & (target == UNK))
        losses = nn.functional.cross_entropy(logits[scored], target[scored], reduction="none")
        if unseen_types:
            losses = losses + (target[scored] == UNK) * np.log(unseen_types)
        nats += losses.sum().item()
        right += (logits[scored].argmax(-1) == target[scored]).sum().item()
        cells += int(scored.sum())
    return nats / max(1, cells), right / max(1, cells)


@torch.no_grad()
def nats_of_poems(
    network: Poet, batch: Batch, device: torch.device, hints: np.ndarray | None = None
) -> torch.Tensor:
    """[B] loss of each poem, in nats over its open characters.

    hints [B, M, 4]: read in place of the batch's own.
    """
    previous, features, own, target, weight = tensors(batch, device)
    read = own if hints is None else torch.from_numpy(hints).to(device)
    with autocast(device):
        output = network(previous, features, read)
    losses = nn.functional.cross_entropy(
        network.logits(output.float()).transpose(1, 2), target, reduction="none"
    )
    return (losses * weight).sum(1)


@torch.no_grad()
def theme_choice(
    network: Poet,
    corpus: Corpus,
    rows: np.ndarray,
    conditioning: Conditioning,
    device: torch.device,
) -> float:
    """Share of poems whose own theme words the network picks out among those of nine others.

    Ten poems of (nearly) one length at a time; a poem is likeliest under one of the ten hints.
    Chance is 0.1.
    """
    network.eval()
    right = poems = 0
    for batch in in_order(corpus, rows, conditioning, THEME_CHOICES):
        if len(batch.target) < THEME_CHOICES:
            continue
        losses = [
            nats_of_poems(network, batch, device, np.roll(batch.hints, others, axis=0))
            for others in range(THEME_CHOICES)
        ]
        right += int((torch.stack(losses).argmin(0) == 0).sum())
        poems += len(batch.target)
    return right / max(1, poems)
