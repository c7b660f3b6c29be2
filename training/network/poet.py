"""The network: two LSTM layers; between them, attention over the hints and over the poem so far.

Shapes: B poems, T cells, M hints, V characters, E embedding, F features, H hidden, A attention.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from poetgui.engine.model.features import (
    FEATURES,
    FORMS,
    HINT_KINDS,
    HINT_PAD,
    MAX_COLUMN,
    MAX_DISTANCE,
    MAX_LINE,
    PAD,
    RHYMES,
)
from training.network import fused_lstm
from training.network.self_attention import Recall, not_yet

SIZES = {
    "form": len(FORMS),
    "line": MAX_LINE + 1,
    "lines_left": MAX_LINE + 1,
    "column": MAX_COLUMN + 1,
    "left": MAX_COLUMN + 1,
    "tone": 3,
    "tone_after": 3,
    "rhyme": RHYMES,
    "rhyming": 3,
    "next_distance": MAX_DISTANCE + 1,
}
"""Table sizes; `style` depends on the corpus, `next_character` shares the embedding."""

Memory = tuple[Tensor, Tensor, Tensor]
"""keys [B, M, A], values [B, M, A], mask [B, M] (1 for a real hint)."""


@dataclass(frozen=True)
class Size:
    """What decides the shape of the weights."""

    vocabulary: int
    styles: int
    embedding: int = 384
    features: int = 128
    hidden: int = 768
    attention: int = 256
    heads: int = 4
    dropout: float = 0.0
    weight_drop: float = 0.0
    tied: bool = True
    """Whether a character is scored by the same vector that it is read by."""


class Poet(nn.Module):
    """Reads the previous character and what is told of the cell; says the next character."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        E, F, H, A = size.embedding, size.features, size.hidden, size.attention
        self.embedding = nn.Embedding(size.vocabulary, E, padding_idx=PAD)
        tables = SIZES | {"style": size.styles + 1}
        self.tables = nn.ModuleDict(
            {n: nn.Embedding(tables[n], F) for n in FEATURES if n in tables}
        )
        self.ahead = nn.Linear(E, F, bias=False)
        self.lower = nn.LSTM(E + F, H, batch_first=True)
        self.upper = nn.LSTM(H, H, batch_first=True)
        self.kind = nn.Embedding(HINT_KINDS, E)
        self.hint_line = nn.Embedding(MAX_LINE + 2, E)
        self.hint_column = nn.Embedding(MAX_COLUMN + 2, E)
        self.query = nn.Linear(H, A)
        self.key = nn.Linear(E, A)
        self.value = nn.Linear(E, A)
        self.listen = nn.Linear(A, H)
        self.recall = Recall(E, H, A, size.heads)
        self.project = nn.Linear(H, E)
        self.echo = nn.Linear(F, E, bias=False)
        self.bias = nn.Parameter(torch.zeros(size.vocabulary))
        if not size.tied:
            self.scored_by = nn.Embedding(size.vocabulary, E)
        self._initialise()

    def _initialise(self) -> None:
        nn.init.zeros_(self.echo.weight)
        scale = self.size.embedding**-0.5
        for table in (self.embedding, self.kind, self.hint_line, self.hint_column):
            nn.init.normal_(table.weight, std=scale)
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=scale)  # type: ignore[arg-type]
        for layer in (self.lower, self.upper):
            H = layer.hidden_size
            for name, weight in layer.named_parameters():
                if "bias" in name:
                    nn.init.zeros_(weight)
                    if "ih" in name:
                        weight.data[H : 2 * H] = 1.0  # a forget gate that starts open
                elif "hh" in name:
                    for gate in weight.data.split(H):
                        nn.init.orthogonal_(gate)
                else:
                    nn.init.normal_(weight, std=weight.shape[1] ** -0.5)

    @property
    def scores(self) -> Tensor:
        """[V, E] what the output is multiplied with."""
        return self.embedding.weight if self.size.tied else self.scored_by.weight

    @property
    def styles(self) -> Tensor:
        """[1 + styles, F] the vectors that tell them; the first tells nothing."""
        table = self.tables["style"]
        assert isinstance(table, nn.Embedding)
        return table.weight

    def told(self, features: Tensor) -> Tensor:
        """features int64 [..., len(FEATURES)] -> [..., F]: all that is known of the cell."""
        told = self.ahead(self.embedding(features[..., FEATURES.index("next_character")]))
        for name, table in self.tables.items():
            told = told + table(features[..., FEATURES.index(name)])
        return told

    def output(self, upper: Tensor, told: Tensor, recalled: Tensor) -> Tensor:
        """[..., H], [..., F] and [..., A] -> [..., E], to be scored against the embedding.

        What is told of the cell and what stands before it are heard once more here: tone, rhyme and
        what was said already bear on this character alone, and need not pass through the memory.
        """
        return self.project(upper) + self.echo(told) + self.recall.echo(recalled)

    def remember(self, hints: Tensor) -> Memory:
        """hints int64 [B, M, 4] -> what attention reads, computed once a poem."""
        character, kind, line, column = hints.unbind(-1)
        hint = (
            self.embedding(character)
            + self.kind(kind)
            + self.hint_line(line)
            + self.hint_column(column)
        )
        return self.key(hint), self.value(hint), (kind != HINT_PAD).to(hint.dtype)

    def attend(self, lower: Tensor, memory: Memory) -> Tensor:
        """lower [B, T, H] -> the same with what the hints say added."""
        keys, values, mask = memory
        heads = self.size.heads
        B, T, _ = lower.shape
        split = (B, -1, heads, self.size.attention // heads)
        q = self.query(lower).view(split).transpose(1, 2)  # [B, heads, T, a]
        k = keys.reshape(split).permute(0, 2, 3, 1)  # [B, heads, a, M]
        v = values.reshape(split).transpose(1, 2)  # [B, heads, M, a]
        real = mask[:, None, None, :].to(q.dtype)
        score = (q @ k) * (q.shape[-1] ** -0.5) - (1 - real) * 1e4
        weight = torch.softmax(score.float(), -1).to(v.dtype) * real  # no hints: nothing is added
        heard = (weight @ v).transpose(1, 2).reshape(B, T, self.size.attention)
        return lower + self.listen(heard)

    def forward(self, previous: Tensor, features: Tensor, hints: Tensor) -> Tensor:
        """[B, T], [B, T, features], [B, M, 4] -> [B, T, E], to be scored against the embedding."""
        drop = self.size.dropout if self.training else 0.0
        weight_drop = self.size.weight_drop if self.training else 0.0
        told = self.told(features)
        said = self.embedding(previous)
        x = locked_dropout(torch.cat((said, told), -1), drop)
        lower = fused_lstm.run(self.lower, x, weight_drop)
        later = not_yet(previous.shape[1], previous.device)
        recalled = self.recall(lower, said, *places(features), later)
        heard = self.attend(lower, self.remember(hints)) + self.recall.tell(recalled)
        upper = fused_lstm.run(self.upper, locked_dropout(heard, drop), weight_drop)
        return self.output(locked_dropout(upper, drop), told, recalled)

    def logits(self, output: Tensor) -> Tensor:
        """[..., E] -> [..., V]."""
        return functional.linear(output, self.scores, self.bias)


def places(features: Tensor) -> tuple[Tensor, Tensor]:
    """features [B, T, ...] -> line and column of what is read and of what is written, [B, T, 2].

    The start of the poem, which is read first, counts as 0, 0.
    """
    now = features[..., [FEATURES.index("line"), FEATURES.index("column")]]
    return functional.pad(now, (0, 0, 1, 0))[:, :-1], now


def locked_dropout(x: Tensor, probability: float) -> Tensor:
    """One dropout mask for all cells of a poem (Gal and Ghahramani 2016, as in AWD-LSTM)."""
    if not probability:
        return x
    keep = 1 - probability
    mask = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(keep) / keep
    return x * mask


class FusedCrossEntropy(torch.autograd.Function):
    """Sum of cross entropies of `output @ weight.T + bias`, a slice of rows at a time.

    The gradient is taken in the forward pass, slice by slice, so that the [rows, V] logits stay in
    the cache and are never stored: the softmax over the vocabulary is half of a step otherwise.
    """

    ROWS = 1024

    @staticmethod
    def forward(
        ctx, output: Tensor, weight: Tensor, bias: Tensor, target: Tensor, smoothing: float = 0.0
    ) -> Tensor:
        low = torch.bfloat16 if torch.is_autocast_enabled(output.device.type) else output.dtype
        rows = FusedCrossEntropy.ROWS if output.device.type == "cpu" else 16384
        cells = len(target)
        # One shape of slice only: the processor's library prepares itself anew for each it meets.
        pad = -cells % rows
        w, x = weight.to(low), functional.pad(output.to(low), (0, 0, 0, pad))
        goals = functional.pad(target, (0, pad))
        d_x = torch.empty_like(x)
        d_w = torch.zeros_like(weight, dtype=torch.float32)
        d_b = torch.zeros_like(bias, dtype=torch.float32)
        total = output.new_zeros((), dtype=torch.float32)
        for i in range(0, len(x), rows):
            part, goal, real = x[i : i + rows], goals[i : i + rows, None], cells - i
            p = torch.softmax(torch.addmm(bias.to(low), part, w.t()), -1)
            chosen = p.gather(1, goal)
            total -= chosen[:real].float().clamp_min(1e-30).log().sum()
            p.scatter_(1, goal, chosen - (1 - smoothing))
            if smoothing:
                p -= smoothing / p.shape[1]
            p[real:] = 0
            d_b += (p.new_ones(1, rows) @ p)[0].float()  # thirty times faster than sum(0)
            d_x[i : i + rows] = p @ w
            d_w += (p.t() @ part).float()
        ctx.save_for_backward(d_x[:cells], d_w, d_b)
        ctx.types = output.dtype, weight.dtype, bias.dtype
        return total

    @staticmethod
    def backward(ctx, *gradients: Tensor):
        d_x, d_w, d_b = ctx.saved_tensors
        g = gradients[0]
        tx, tw, tb = ctx.types
        return (d_x * g).to(tx), (d_w * g).to(tw), (d_b * g).to(tb), None, None


def loss_sum(
    network: Poet, output: Tensor, target: Tensor, weight: Tensor, smoothing: float = 0.0
) -> Tensor:
    """Sum of the losses, in nats, over the cells where `weight` is true.

    With label smoothing (Szegedy et al. 2016) the gradient alone is that of the smoothed target.
    """
    return FusedCrossEntropy.apply(
        output[weight], network.scores, network.bias, target[weight], smoothing
    )  # type: ignore[return-value]
