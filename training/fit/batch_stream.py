"""The batches of a run, prepared beside the training where there are cores to spare.

A graphics card reads nearly a million characters a second and one core prepares a quarter of that;
so, beside a card, processes prepare them. On the processor alone they would only take its
cores from the training.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from training.corpus.conditioning import Conditioning
from training.corpus.dataset import Corpus

SPARE_CORES = 2
"""Left to the training itself and to the thread that copies to the card."""
MOST_WORKERS = 14

Drawn = tuple[int, NDArray[np.int64]]
"""Number of a step, from 1, and the rows of its poems."""


class TrainingBatch(NamedTuple):
    """One batch as tensors: int64 [B, T], [B, T, features], [B, M, 4], [B, T] and [N].

    cells: the numbers of the cells to be predicted, in the flattened [B, T]: found here, because a
    card that has to look for them stops until they are found.
    """

    previous: Tensor
    features: Tensor
    hints: Tensor
    target: Tensor
    cells: Tensor
    characters: int

    def to(self, device: torch.device) -> TrainingBatch:
        """The same on a device."""
        moved = [tensor.to(device, non_blocking=True) for tensor in self[:-1]]
        return TrainingBatch(*moved, characters=self.characters)


class _Batches(Dataset):
    """What a batch holds depends on the seed and the number of its step alone."""

    def __init__(self, corpus: Corpus, conditioning: Conditioning, seed: int) -> None:
        self._corpus, self._conditioning, self._seed = corpus, conditioning, seed
        _ = corpus.places  # computed once, before processes are started that share it

    def __getitem__(self, drawn: Drawn) -> TrainingBatch:
        step, rows = drawn
        chance = random.Random(f"{self._seed}/step/{step}")
        batch = self._corpus.batch(rows, self._conditioning, chance)
        arrays = (batch.previous, batch.features, batch.hints, batch.target)
        cells = np.flatnonzero(batch.weight)
        tensors = [torch.from_numpy(np.ascontiguousarray(a)) for a in (*arrays, cells)]
        return TrainingBatch(*tensors, characters=batch.characters)


def workers_for(device: torch.device) -> int:
    """How many processes prepare batches; 0: the training process itself."""
    if device.type != "cuda":
        return 0
    return max(1, min(MOST_WORKERS, (os.cpu_count() or 1) - SPARE_CORES))


def stream(
    corpus: Corpus,
    drawn: Iterator[Drawn],
    conditioning: Conditioning,
    seed: int,
    device: torch.device,
) -> Iterator[TrainingBatch]:
    """The batches of the steps in `drawn`, in order, on `device`."""
    workers = workers_for(device)
    loader = DataLoader(
        _Batches(corpus, conditioning, seed),
        batch_size=None,
        sampler=drawn,  # type: ignore[arg-type]  # any iterable of what the dataset is asked by
        num_workers=workers,
        prefetch_factor=4 if workers else None,
        pin_memory=device.type == "cuda",
        worker_init_fn=_one_thread,
    )
    for batch in loader:
        yield batch.to(device)


def _one_thread(_: int) -> None:
    torch.set_num_threads(1)
