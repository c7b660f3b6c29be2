"""Which precision a run computes in: bfloat16 where this machine multiplies it faster."""

from __future__ import annotations

import time
from functools import cache

import torch

ROWS, INPUTS, OUTPUTS = 512, 640, 2560
"""A product as the preset `base` has them: the gates of a layer for a batch of 512 poems."""
REPEATS = 5
ADVANTAGE = 1.2
"""So much faster must bfloat16 be, since it is the less exact."""


@cache
def bfloat16_speed() -> float:
    """How many times as fast as float32 the processor multiplies bfloat16, by measurement.

    oneDNN says that bfloat16 is supported on every processor with AVX-512, and on some with AVX2;
    without instructions of its own for it (avx512_bf16, amx) it takes two to five times as long.
    """
    return _seconds(torch.float32) / _seconds(torch.bfloat16)


def autocast(device: torch.device) -> torch.autocast:
    """bfloat16 where it pays: on a GPU, and on processors that are faster with it."""
    low = device.type == "cuda" or bfloat16_speed() >= ADVANTAGE
    return torch.autocast(device.type, torch.bfloat16, enabled=low)


def describe(device: torch.device) -> str:
    """One line for the person: the precision and why."""
    if device.type == "cuda":
        return "精度 bfloat16（显卡）"
    speed = bfloat16_speed()
    name = "bfloat16" if speed >= ADVANTAGE else "float32"
    measured = f"量得 bfloat16 的速度是 float32 的 {speed:.1f} 倍"
    return f"精度 {name}（{measured}），{torch.get_num_threads()} 线程"


def _seconds(kind: torch.dtype) -> float:
    """The fastest of some products; the first prepares the kernel and is not among them."""
    left, right = torch.ones(ROWS, INPUTS, dtype=kind), torch.ones(INPUTS, OUTPUTS, dtype=kind)
    taken = []
    for _ in range(1 + REPEATS):
        clock = time.perf_counter()
        torch.mm(left, right)
        taken.append(time.perf_counter() - clock)
    return min(taken[1:])
