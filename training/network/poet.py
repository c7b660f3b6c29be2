"""The network: two LSTM layers; between them, attention over the hints and over the poem so far.

Shapes: B poems, T cells, S characters read, M hints, V characters of the vocabulary, E embedding,
F width of the conditioning vector, H hidden, A attention.
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
from training.network.fused_cross_entropy import FusedCrossEntropy
from training.network.self_attention import PoemSelfAttention, causal_mask

FEATURE_VALUES = {
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
"""How many values each feature takes; see `feature_values` for the two that are missing."""

HintMemory = tuple[Tensor, Tensor, Tensor]
"""keys [B, M, A], values [B, M, A], mask [B, M] (1 for a real hint)."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """What decides the shapes of the weights. A preset says the widths; there are no others."""

    vocabulary: int
    styles: int
    """Dynasties and poets; row 0 of the table, which stands for none, is not counted."""
    embedding: int
    features: int
    hidden: int
    attention: int
    heads: int = 4
    """64 of 256 attention units a head in the preset `base`, as is usual (Vaswani et al. 2017)."""
    dropout: float = 0.0
    weight_drop: float = 0.0
    tied: bool = True
    """Whether a character is scored by the vector that it is read by (Press and Wolf 2017)."""


def feature_values(size: Size) -> dict[str, int]:
    """How many values every feature of FEATURES takes in a network of this size."""
    return FEATURE_VALUES | {"style": size.styles + 1, "next_character": size.vocabulary}


class Poet(nn.Module):
    """Reads the previous character and the conditioning of the cell; scores the next character."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        # The optimisers' saved states go by the order of the parameters: keep this order.
        self.size = size
        E, F, H, A = size.embedding, size.features, size.hidden, size.attention
        self.embedding = nn.Embedding(size.vocabulary, E, padding_idx=PAD)
        values = FEATURE_VALUES | {"style": size.styles + 1}
        self.tables = nn.ModuleDict(
            {n: nn.Embedding(values[n], F) for n in FEATURES if n in values}
        )
        self.next_pin_projection = nn.Linear(E, F, bias=False)
        self.lower = nn.LSTM(E + F, H, batch_first=True)
        self.upper = nn.LSTM(H, H, batch_first=True)
        self.hint_kind = nn.Embedding(HINT_KINDS, E)
        self.hint_line = nn.Embedding(MAX_LINE + 2, E)
        self.hint_column = nn.Embedding(MAX_COLUMN + 2, E)
        self.hint_query = nn.Linear(H, A)
        self.hint_key = nn.Linear(E, A)
        self.hint_value = nn.Linear(E, A)
        self.hint_attention_out = nn.Linear(A, H)
        self.self_attention = PoemSelfAttention(E, H, A, size.heads)
        self.output_projection = nn.Linear(H, E)
        self.conditioning_to_output = nn.Linear(F, E, bias=False)
        self.bias = nn.Parameter(torch.zeros(size.vocabulary))
        if not size.tied:
            self.output_embedding = nn.Embedding(size.vocabulary, E)
        self._initialise()

    def _initialise(self) -> None:
        """Vectors of length about 1; recurrent matrices orthogonal (Saxe et al. 2014)."""
        # A new path into the output begins at zero, so that it adds nothing until it is learned.
        nn.init.zeros_(self.conditioning_to_output.weight)
        scale = self.size.embedding**-0.5
        for table in (self.embedding, self.hint_kind, self.hint_line, self.hint_column):
            nn.init.normal_(table.weight, std=scale)
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=scale)  # type: ignore[arg-type]
        for layer in (self.lower, self.upper):
            H = layer.hidden_size
            for name, weight in layer.named_parameters():
                if "bias" in name:
                    nn.init.zeros_(weight)
                    if "ih" in name:
                        weight.data[H : 2 * H] = 1.0  # forget gates open (Jozefowicz et al. 2015)
                elif "hh" in name:
                    for gate in weight.data.split(H):
                        nn.init.orthogonal_(gate)
                else:
                    nn.init.normal_(weight, std=weight.shape[1] ** -0.5)

    @property
    def scores(self) -> Tensor:
        """[V, E] the matrix that the output is multiplied with."""
        return self.embedding.weight if self.size.tied else self.output_embedding.weight

    @property
    def styles(self) -> Tensor:
        """[1 + styles, F] the vectors of the styles; the first one stands for none."""
        table = self.tables["style"]
        assert isinstance(table, nn.Embedding)
        return table.weight

    def condition(self, features: Tensor) -> Tensor:
        """features int64 [..., len(FEATURES)] -> [..., F]: the sum of the features' vectors."""
        next_pin = self.embedding(features[..., FEATURES.index("next_character")])
        conditioning = self.next_pin_projection(next_pin)
        for name, table in self.tables.items():
            conditioning = conditioning + table(features[..., FEATURES.index(name)])
        return conditioning

    def output(self, upper: Tensor, conditioning: Tensor, attended: Tensor) -> Tensor:
        """[..., H], [..., F] and [..., A] -> [..., E], to be scored against the embedding.

        attended: what `self_attention` returns. Conditioning and attention are added once more
        here: tone, rhyme and repeated characters bear on this character alone, and need not pass
        through the recurrent state.
        """
        return (
            self.output_projection(upper)
            + self.conditioning_to_output(conditioning)
            + self.self_attention.to_output(attended)
        )

    def remember(self, hints: Tensor) -> HintMemory:
        """hints int64 [B, M, 4] -> keys, values and mask, computed once a poem."""
        character, kind, line, column = hints.unbind(-1)
        hint = (
            self.embedding(character)
            + self.hint_kind(kind)
            + self.hint_line(line)
            + self.hint_column(column)
        )
        return self.hint_key(hint), self.hint_value(hint), (kind != HINT_PAD).to(hint.dtype)

    def attend(self, lower: Tensor, memory: HintMemory) -> Tensor:
        """lower [B, T, H] -> [B, T, H]: lower plus what attention reads from the hints.

        Scaled dot products in several heads (Vaswani et al. 2017).
        """
        keys, values, mask = memory
        heads = self.size.heads
        B, T, _ = lower.shape
        split = (B, -1, heads, self.size.attention // heads)
        q = self.hint_query(lower).view(split).transpose(1, 2)  # [B, heads, T, a]
        k = keys.reshape(split).permute(0, 2, 3, 1)  # [B, heads, a, M]
        v = values.reshape(split).transpose(1, 2)  # [B, heads, M, a]
        real = mask[:, None, None, :].to(q.dtype)
        score = (q @ k) * (q.shape[-1] ** -0.5) - (1 - real) * 1e4
        weight = torch.softmax(score.float(), -1).to(v.dtype) * real  # no hints: nothing is added
        read = (weight @ v).transpose(1, 2).reshape(B, T, self.size.attention)
        return lower + self.hint_attention_out(read)

    def forward(self, previous: Tensor, features: Tensor, hints: Tensor) -> Tensor:
        """int64 [B, T], [B, T, len(FEATURES)], [B, M, 4] -> [B, T, E], to be scored by `logits`."""
        drop = self.size.dropout if self.training else 0.0
        weight_drop = self.size.weight_drop if self.training else 0.0
        conditioning = self.condition(features)
        embedded = self.embedding(previous)
        x = locked_dropout(torch.cat((embedded, conditioning), -1), drop)
        lower = fused_lstm.run(self.lower, x, weight_drop)
        hidden = causal_mask(previous.shape[1], previous.device)
        attended = self.self_attention(lower, embedded, *places(features), hidden)
        between = self.attend(lower, self.remember(hints)) + self.self_attention.to_hidden(attended)
        upper = fused_lstm.run(self.upper, locked_dropout(between, drop), weight_drop)
        return self.output(locked_dropout(upper, drop), conditioning, attended)

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
    """x [B, T, H] -> the same with one dropout mask for all cells of a poem.

    Gal and Ghahramani 2016, as in AWD-LSTM (Merity, Keskar and Socher 2017).
    """
    if not probability:
        return x
    keep = 1 - probability
    mask = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(keep) / keep
    return x * mask


def loss_sum(
    network: Poet, output: Tensor, target: Tensor, cells: Tensor, smoothing: float = 0.0
) -> Tensor:
    """Sum of the losses, in nats, over some cells.

    output [B, T, E], target int64 [B, T]; cells int64 [N]: which, in the flattened [B, T]. With
    label smoothing (Szegedy et al. 2016) the gradient alone is that of the smoothed target.
    """
    chosen = output.flatten(0, 1).index_select(0, cells)
    return FusedCrossEntropy.apply(
        chosen, network.scores, network.bias, target.flatten()[cells], smoothing
    )  # type: ignore[return-value]
