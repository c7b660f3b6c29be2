"""Several processes that train one network, by PyTorch's DistributedDataParallel.

`torchrun` starts them. Each computes the gradients of its share of every batch, the engine adds
them up, and all make the same step; so however many there are read the same batches, and the curve
is that of one but for the order of additions and the draws of dropout. The first of them evaluates,
saves and speaks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.distributed as distributed
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from training.fit.batch_stream import Drawn

CPU = torch.device("cpu")


@dataclass(frozen=True)
class Processes:
    """Which of how many processes this one is."""

    rank: int = 0
    count: int = 1
    device: torch.device = CPU

    @property
    def first(self) -> bool:
        """Whether it is this process that evaluates, saves and speaks."""
        return self.rank == 0

    def wrapped(self, network: nn.Module) -> nn.Module:
        """The network, with gradients that are averaged over all processes after each backward."""
        if self.count == 1:
            return network
        cuda = self.device.type == "cuda"
        return DistributedDataParallel(network, device_ids=[self.device.index] if cuda else None)

    def share(self, drawn: Iterator[Drawn]) -> Iterator[Drawn]:
        """Of each step the rows that this process reads."""
        for step, rows in drawn:
            yield step, rows[self.rank :: self.count]

    def total(self, number: int) -> int:
        """The sum of all processes' numbers."""
        if self.count == 1:
            return number
        summed = torch.tensor(number, dtype=torch.int64, device=self.device)
        distributed.all_reduce(summed)
        return int(summed)

    def tell(self, sentence: str) -> None:
        """Print a sentence once, whatever the number of processes."""
        if self.first:
            print(sentence, flush=True)

    def agreed(self, *numbers: float) -> tuple[float, ...]:
        """The first process's numbers: clocks differ, and all have to stop at the same step."""
        if self.count == 1:
            return numbers
        told = torch.tensor(numbers, dtype=torch.float64, device=self.device)
        distributed.broadcast(told, 0)
        return tuple(told.tolist())


ALONE = Processes()


def joined(device: torch.device) -> Processes:
    """The processes that `torchrun` has started, this one among them; alone without it."""
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count == 1:
        return Processes(device=device)
    if device.type == "cuda":
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
    if not distributed.is_initialized():
        distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    return Processes(distributed.get_rank(), count, device)


def leave() -> None:
    """Part from the other processes, where there are any."""
    if distributed.is_initialized():
        distributed.destroy_process_group()
