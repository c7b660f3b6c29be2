"""Parameters that were renamed: checkpoints and bundles of before keep their old names.

The one table of old names. `checkpoint.load` and `warm_start` read through it; nothing writes an
old name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

OLD_NAMES = {
    "ahead.": "next_pin_projection.",
    "kind.": "hint_kind.",
    "query.": "hint_query.",
    "key.": "hint_key.",
    "value.": "hint_value.",
    "listen.": "hint_attention_out.",
    "recall.place.": "self_attention.relative_position.",
    "recall.tell.": "self_attention.to_hidden.",
    "recall.echo.": "self_attention.to_output.",
    "recall.": "self_attention.",
    "project.": "output_projection.",
    "echo.": "conditioning_to_output.",
    "scored_by.": "output_embedding.",
}
"""Beginnings of parameters' names, old to new; the first one that fits counts."""


def current_name(name: str) -> str:
    """The name that the parameter has today; a current name stays as it is."""
    for old, new in OLD_NAMES.items():
        if name.startswith(old):
            return new + name[len(old) :]
    return name


def with_current_names(weights: Mapping[str, T]) -> dict[str, T]:
    """The same weights, in the same order, by the names that they have today."""
    return {current_name(name): weight for name, weight in weights.items()}
