"""Quick samples while training: the network alone, so that neither masks nor beam flatter it."""

from __future__ import annotations

import torch

from poetgui.engine.model.features import BOS, FEATURES, FORMS, HINT_PIN, MAX_DISTANCE, UNK
from training.network.poet import Poet

WIDTH, LINES = 5, 4
TEMPERATURE = 0.7
"""Below 1, or samples of an early network are noise; not so low that all are alike."""


@torch.no_grad()
def acrostics(
    network: Poet, characters: list[str], heads: str, count: int, device: torch.device
) -> list[str]:
    """`count` five-character quatrains with these four heads."""
    ids = {c: i for i, c in enumerate(characters)}
    ids_of_heads = [ids.get(c, UNK) for c in heads]
    features = _features(ids_of_heads).repeat(count, 1, 1)
    hints = torch.tensor([[[c, HINT_PIN, 1 + i, 1] for i, c in enumerate(ids_of_heads)]])
    hints = hints.repeat(count, 1, 1).to(device)
    network.eval()
    chance = torch.Generator().manual_seed(1)
    written = torch.full((count, 1), BOS)
    for cell in range(WIDTH * LINES):
        output = network(written.to(device), features[:, : cell + 1].to(device), hints)
        logits = network.logits(output[:, -1]).float().cpu()
        logits[:, : UNK + 1] = -torch.inf
        choice = torch.multinomial(torch.softmax(logits / TEMPERATURE, -1), 1, generator=chance)
        line, column = divmod(cell, WIDTH)
        if column == 0:
            choice = torch.full_like(choice, ids_of_heads[line])
        written = torch.cat((written, choice), 1)
    poems = [[characters[i] for i in row[1:]] for row in written.tolist()]
    return [
        " ".join(heads[i] + "".join(poem[i * WIDTH + 1 : (i + 1) * WIDTH]) for i in range(LINES))
        for poem in poems
    ]


def _features(heads: list[int]) -> torch.Tensor:
    """[1, cells, features]: the form, the place and the next head; nothing else is given."""
    features = torch.zeros(1, WIDTH * LINES, len(FEATURES), dtype=torch.long)
    for cell in range(WIDTH * LINES):
        line, column = divmod(cell, WIDTH)
        ahead = line + 1 < LINES
        values = {
            "form": FORMS.index("五绝"),
            "line": line,
            "lines_left": LINES - 1 - line,
            "column": column,
            "left": WIDTH - 1 - column,
            "next_character": heads[line + 1] if ahead else 0,
            "next_distance": min(WIDTH - column, MAX_DISTANCE) if ahead else 0,
        }
        for name, value in values.items():
            features[:, cell, FEATURES.index(name)] = value
    return features
