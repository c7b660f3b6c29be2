"""Which optimiser updates which parameter: Muon the matrices, AdamW everything else."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from training.fit.presets import Preset

BETAS = (0.9, 0.98)
"""AdamW's. The second below the usual 0.999: runs are short, and rare characters' rows should
follow their few gradients (0.98 as in Vaswani et al. 2017)."""


def matrices(network: nn.Module) -> Iterator[Tensor]:
    """The parameters that map vectors to vectors: two-dimensional, and no table of vectors.

    Tables (`nn.Embedding`) and the output layer, which is one where the network is tied, are left
    to AdamW, as Jordan et al. 2024 advise. In the order of `named_parameters`.
    """
    for module in network.modules():
        if not isinstance(module, nn.Embedding):
            yield from (p for p in module.parameters(recurse=False) if p.ndim == 2)


def optimisers_for(network: nn.Module, preset: Preset) -> list[torch.optim.Optimizer]:
    """Muon (Jordan et al. 2024) and AdamW, or AdamW alone where the preset says `adamw`.

    Each group keeps the top of its rate as "top". Every parameter is in exactly one group. Saved
    states go by the order of the parameters, so it must not change.
    """
    inside = {id(p) for p in matrices(network)}
    parameters = list(network.parameters())
    chosen = [p for p in parameters if id(p) in inside]
    others = [p for p in parameters if id(p) not in inside]
    if preset.optimiser == "adamw":
        groups = [{"params": chosen + others, "lr": preset.rate, "top": preset.rate}]
        return [torch.optim.AdamW(groups, betas=BETAS, weight_decay=preset.decay, fused=True)]
    muon = [{"params": chosen, "lr": preset.rate, "top": preset.rate}]
    adamw = [{"params": others, "lr": preset.rate_tables, "top": preset.rate_tables}]
    return [
        torch.optim.Muon(muon, weight_decay=preset.decay),
        torch.optim.AdamW(adamw, betas=BETAS, weight_decay=preset.decay, fused=True),
    ]
