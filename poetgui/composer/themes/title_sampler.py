"""A title for each lane where the request says nothing: the occasion that a poem is about.

Every human poem has one (雨夜, 寄友人, 题僧房). Conditioned on a title, the network writes of that
occasion; conditioned on nothing, it writes the same poem again and again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from poetgui.composer.request.han import is_han, simplified_text
from poetgui.engine.model.features import MAX_TITLE
from poetgui.engine.search.lanes import Lane

FREQUENCY_POWER = 0.5
"""Titles are drawn in proportion to this power of their count, so that 即事 does not
come every day."""


def title_hint(title: str) -> str:
    """What the model is given of a title: its Han characters, simplified, at most MAX_TITLE."""
    return "".join(c for c in simplified_text(title) if is_han(c))[:MAX_TITLE]


class TitleSampler:
    """Draws from the titles of human poems that come with the model."""

    def __init__(self, titles: Mapping[str, int]) -> None:
        """titles: simplified, with how often each stands."""
        self._titles = tuple(titles)
        share = np.array([titles[title] for title in self._titles], np.float64) ** FREQUENCY_POWER
        self._share = share / share.sum()

    def __bool__(self) -> bool:
        return bool(self._titles)

    def assign_titles(self, lanes: Sequence[Lane], random: np.random.Generator) -> list[Lane]:
        """The lanes, each with a title of its own as long as there are any."""
        count = min(len(lanes), len(self._titles))
        drawn = random.choice(len(self._titles), count, replace=False, p=self._share)
        return [replace(lane, title=self._titles[drawn[n % count]]) for n, lane in enumerate(lanes)]
