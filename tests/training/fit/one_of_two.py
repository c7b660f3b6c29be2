"""One process of a run for `test_processes`: `torchrun … one_of_two.py FOLDER DATA`."""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from tests.training.conftest import CPU, MICRO
from training.corpus.dataset import Corpus
from training.fit import processes
from training.fit.training_run import Run

if __name__ == "__main__":
    torch.set_num_threads(1)
    folder, data = map(Path, sys.argv[1:])
    together = processes.joined(CPU)
    try:
        Run(MICRO, Corpus(data), folder, together.device, together).train()
    finally:
        processes.leave()
