"""Self-attention over the poem so far, with relative positions on the page.

A recurrent state forgets what stood two lines above; a couplet answers its upper line place by
place, and hardly a character is used twice. So the network attends to the characters themselves.

Shapes: B poems, T cells written, S characters read before them, E embedding, H hidden, A attention,
N heads.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from poetgui.engine.model.features import MAX_COLUMN

LINES = 8
"""Lines further above than this all count as this far: a regulated octave has no more."""
COLUMNS = 2 * MAX_COLUMN + 1
"""Differences of columns, from -MAX_COLUMN to MAX_COLUMN."""
INITIAL_BIAS = 4.0
"""Where the first two heads begin to look: e^4 = 55 times as likely as at any other place."""


class PoemSelfAttention(nn.Module):
    """Relative positions as in T5 (Raffel et al. 2020), but in both directions of the page.

    The matrices into the rest of the network begin as zeros: a network that was trained without
    this module gives the same output with it until these have been learned.
    """

    def __init__(self, embedding: int, hidden: int, attention: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(hidden, attention)
        self.key = nn.Parameter(torch.empty(attention, embedding))
        self.value = nn.Parameter(torch.empty(attention, embedding))
        self.relative_position = nn.Embedding((LINES + 1) * COLUMNS, heads)
        self.to_hidden = nn.Linear(attention, hidden, bias=False)
        self.to_output = nn.Linear(attention, embedding, bias=False)
        for weight in (self.key, self.value):
            nn.init.normal_(weight, std=embedding**-0.5)
        nn.init.zeros_(self.to_hidden.weight)
        nn.init.zeros_(self.to_output.weight)
        self._initialise_positions()

    def _initialise_positions(self) -> None:
        """The first head begins at the place right above, the second at the one after that."""
        nn.init.zeros_(self.relative_position.weight)
        for head in range(min(2, self.heads)):
            self.relative_position.weight.data[COLUMNS + MAX_COLUMN - head, head] = INITIAL_BIAS

    def forward(
        self,
        lower: Tensor,
        embedded: Tensor,
        read_places: Tensor,
        places: Tensor,
        hidden: Tensor | None = None,
    ) -> Tensor:
        """lower [B, T, H], embedded [B, S, E], int64 [B, S, 2] and [B, T, 2] -> [B, T, A].

        embedded, read_places: the characters read, and their line and column; places: those of the
        cells to be written. hidden: bool [T, S], see `causal_mask`; None where nothing is hidden.
        """
        B, T, _ = lower.shape
        N = self.heads
        query = self.query(lower).view(B, T, N, -1).transpose(1, 2)  # [B, N, T, a]
        # The key's matrix is applied to the query: the characters need no copy for each head.
        projected = query @ self.key.view(N, -1, self.key.shape[1]).to(query.dtype)  # [B, N, T, E]
        characters = embedded[:, None].to(projected.dtype)
        score = (projected @ characters.transpose(2, 3)) * (query.shape[-1] ** -0.5)
        away = (places[:, :, None] - read_places[:, None]).unbind(-1)
        bucket = away[0].clamp(0, LINES) * COLUMNS + away[1] + MAX_COLUMN  # [B, T, S]
        score = score.float() + self.relative_position(bucket).permute(0, 3, 1, 2)
        if hidden is not None:
            score = score.masked_fill(hidden, -1e4)
        weight = torch.softmax(score, -1).to(projected.dtype)
        mean = weight @ characters  # [B, N, T, E]
        value = self.value.view(N, -1, self.value.shape[1]).transpose(1, 2).to(mean.dtype)
        return (mean @ value).transpose(1, 2).reshape(B, T, -1)


def causal_mask(cells: int, device: torch.device) -> Tensor:
    """bool [T, T]: true where the character read (column) comes after the cell (row)."""
    return torch.ones(cells, cells, dtype=torch.bool, device=device).triu(1)
