"""Whether heads stand naturally: how likely the two characters after each head are.

By the model itself, given form and place alone, so that it does not know that a head follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.poem_scores import score_poems
from poetgui.engine.search.lanes import Lane
from poetgui.prosody.forms.verse_forms import form_of, grids

AFTER = (1, 2)
"""Columns of the characters that are counted."""
TOGETHER = 50
"""Poems scored in one batch."""


def fit(model: LanguageModel, poems: Sequence[tuple[str, Sequence[str], int]]) -> float:
    """Mean log-probability, in nats, of the characters after the heads.

    poems: form, lines, and in how many of them from the top the head counts.
    """
    vocabulary = Vocabulary(model.characters)
    shapes: dict[tuple[str, int], list[tuple[Sequence[str], int]]] = defaultdict(list)
    for form, lines, heads in poems:
        shapes[form, len(lines)].append((lines, heads))
    found: list[float] = []
    for (form, count), same in shapes.items():
        lane, width = Lane(grids(form_of(form), count)[0]), len(same[0][0][0])
        for i in range(0, len(same), TOGETHER):
            part = same[i : i + TOGETHER]
            logp = score_poems(model, vocabulary, [(lane, lines) for lines, _ in part])
            by_line = logp.reshape(len(part), count, width)[:, :, AFTER]
            for row, (_, heads) in zip(by_line, part, strict=True):
                found += row[:heads].reshape(-1).tolist()
    return float(np.mean(found)) if found else float("nan")
