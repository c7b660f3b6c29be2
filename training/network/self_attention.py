"""Attention over what the poem has said so far, by how far above and to which side it stands.

A recurrent state forgets what stood two lines above; a couplet answers its upper line place by
place, and hardly a character is said twice. So the network looks back at the characters themselves.

Shapes: B poems, T cells written, S characters read before them, E embedding, H hidden, A attention,
N heads.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from poetgui.engine.model.features import MAX_COLUMN

LINES = 8
"""Lines further above than this all count as this far."""
COLUMNS = 2 * MAX_COLUMN + 1


class Recall(nn.Module):
    """Places are relative, as in T5 (Raffel et al. 2020), but in both directions of the page.

    The matrices that tell the rest of the network begin as zeros: a network that was trained
    without this module says the same with it until it has learned to look.
    """

    def __init__(self, embedding: int, hidden: int, attention: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(hidden, attention)
        self.key = nn.Parameter(torch.empty(attention, embedding))
        self.value = nn.Parameter(torch.empty(attention, embedding))
        self.place = nn.Embedding((LINES + 1) * COLUMNS, heads)
        self.tell = nn.Linear(attention, hidden, bias=False)
        self.echo = nn.Linear(attention, embedding, bias=False)
        for weight in (self.key, self.value):
            nn.init.normal_(weight, std=embedding**-0.5)
        nn.init.zeros_(self.tell.weight)
        nn.init.zeros_(self.echo.weight)
        self._look_above()

    def _look_above(self) -> None:
        """The first heads begin with their eyes on the place above and on the one after it."""
        nn.init.zeros_(self.place.weight)
        for head in range(min(2, self.heads)):
            self.place.weight.data[COLUMNS + MAX_COLUMN - head, head] = 4.0

    def forward(
        self, lower: Tensor, said: Tensor, there: Tensor, here: Tensor, later: Tensor | None = None
    ) -> Tensor:
        """lower [B, T, H], said [B, S, E], int64 places [B, S, 2] and [B, T, 2] -> [B, T, A].

        later [T, S]: what is said only after each cell (see `not_yet`); None where nothing is.
        """
        B, T, _ = lower.shape
        N = self.heads
        query = self.query(lower).view(B, T, N, -1).transpose(1, 2)  # [B, N, T, a]
        # The query is turned about instead of every key: the characters need no copy a head.
        asked = query @ self.key.view(N, -1, self.key.shape[1]).to(query.dtype)  # [B, N, T, E]
        score = (asked @ said[:, None].transpose(2, 3).to(asked.dtype)) * (query.shape[-1] ** -0.5)
        away = (here[:, :, None] - there[:, None]).unbind(-1)
        bucket = away[0].clamp(0, LINES) * COLUMNS + away[1] + MAX_COLUMN  # [B, T, S]
        score = score.float() + self.place(bucket).permute(0, 3, 1, 2)
        if later is not None:
            score = score.masked_fill(later, -1e4)
        weight = torch.softmax(score, -1).to(asked.dtype)
        seen = weight @ said[:, None].to(asked.dtype)  # [B, N, T, E]
        told = seen @ self.value.view(N, -1, self.value.shape[1]).transpose(1, 2).to(seen.dtype)
        return told.transpose(1, 2).reshape(B, T, -1)


def not_yet(cells: int, device: torch.device) -> Tensor:
    """bool [T, T]: of the characters read, which ones each cell of a whole poem may not see."""
    return torch.ones(cells, cells, dtype=torch.bool, device=device).triu(1)
