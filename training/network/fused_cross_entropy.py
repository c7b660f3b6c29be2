"""Cross entropy over a large vocabulary without storing the logits.

Shapes: N cells, V characters, E embedding.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


class FusedCrossEntropy(torch.autograd.Function):
    """Sum of the cross entropies of `output @ weight.T + bias`, in nats, a slice of rows at a time.

    The gradient is computed in the forward pass, slice by slice, so that the [N, V] logits stay in
    the cache and are never stored: the softmax over the vocabulary is half of a step otherwise.
    """

    CPU_ROWS = 1024
    """Rows in a slice: 1024 x 7000 logits in bfloat16 are 14 MB, what a processor's cache holds."""
    GPU_ROWS = 16384
    """A graphics card wants larger products, and its memory holds these logits easily."""

    @staticmethod
    def forward(
        ctx, output: Tensor, weight: Tensor, bias: Tensor, target: Tensor, smoothing: float = 0.0
    ) -> Tensor:
        """output [N, E], weight [V, E], bias [V], target int64 [N] -> scalar.

        smoothing: of the labels (Szegedy et al. 2016); it changes the gradient, not the value.
        """
        low = torch.bfloat16 if torch.is_autocast_enabled(output.device.type) else output.dtype
        on_cpu = output.device.type == "cpu"
        rows = FusedCrossEntropy.CPU_ROWS if on_cpu else FusedCrossEntropy.GPU_ROWS
        cells = len(target)
        # One shape of slice only: oneDNN prepares a kernel anew for each shape that it meets.
        pad = -cells % rows
        w, x = weight.to(low), functional.pad(output.to(low), (0, 0, 0, pad))
        goals = functional.pad(target, (0, pad))
        d_x = torch.empty_like(x)
        d_w = torch.zeros_like(weight, dtype=torch.float32)
        d_b = torch.zeros_like(bias, dtype=torch.float32)
        total = output.new_zeros((), dtype=torch.float32)
        for i in range(0, len(x), rows):
            part, goal, real = x[i : i + rows], goals[i : i + rows, None], cells - i
            logits = torch.addmm(bias.to(low), part, w.t())
            # A card has memory to spare for probabilities of full precision; a cache has none.
            p = torch.softmax(logits if on_cpu else logits.float(), -1)
            chosen = p.gather(1, goal)
            total -= chosen[:real].float().clamp_min(1e-30).log().sum()
            p.scatter_(1, goal, chosen - (1 - smoothing))
            if smoothing:
                p -= smoothing / p.shape[1]
            p[real:] = 0
            p = p.to(low)
            d_b += (p.new_ones(1, rows) @ p)[0].float()  # thirty times faster than sum(0)
            d_x[i : i + rows] = p @ w
            d_w += (p.t() @ part).float()
        ctx.save_for_backward(d_x[:cells], d_w, d_b)
        ctx.types = output.dtype, weight.dtype, bias.dtype
        return total

    @staticmethod
    def backward(ctx, *gradients: Tensor):
        """The gradients of the forward pass, scaled; None for target and smoothing."""
        d_x, d_w, d_b = ctx.saved_tensors
        g = gradients[0]
        tx, tw, tb = ctx.types
        return (d_x * g).to(tx), (d_w * g).to(tw), (d_b * g).to(tb), None, None
