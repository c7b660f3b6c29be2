"""对仗, antithesis: how the search is led to it, and how much of it finished lines have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from poetgui.engine.model.arrays import Floats
from poetgui.engine.search.antithesis_table import AntithesisBonus, shipped_table
from poetgui.grid import Place
from poetgui.prosody.forms.couplet_form import COUNTING, NUMERALS
from poetgui.prosody.forms.verse_forms import COUPLET, Form

ANTITHESIS_BONUS = 4.0
"""Nats in the search for a character that answers the one above it perfectly. With less the
lower line of a couplet ignores the upper one, with more it only mirrors it word by word."""
SIMILARITY_CAP = 0.7
"""Similarity beyond this is no gain: human couplets reach 0.48 in the mean, and above 0.7
are lines that say the same thing twice 合掌."""


def antithesis_bonus(form: Form, vectors: Floats) -> AntithesisBonus | None:
    """How lines are made to answer while a couplet 对联 is searched for; None for other forms.

    The middle couplets of octaves come out likelier to answer than human ones without any help;
    the ranking is enough for them. vectors: [V, dimensions] of the model's characters.
    """
    return AntithesisBonus(vectors, ANTITHESIS_BONUS) if form is COUPLET else None


def numerals(form: Form, upper: Mapping[Place, str]) -> dict[Place, frozenset[str]]:
    """Cells of a lower line that answer a numeral, with what may stand there.

    upper: the pins of a couplet, in simplified script.
    """
    if form is not COUPLET:
        return {}
    half = 1 + max(place.line for place, character in upper.items())
    return {
        Place(half + line, column): COUNTING
        for (line, column), character in upper.items()
        if character in NUMERALS
    }


def similarity(lines: Sequence[str], pairs: Mapping[int, int]) -> float:
    """How well the lines answer, 0 … SIMILARITY_CAP, in the mean; 0 where none is to."""
    if not pairs:
        return 0.0
    found = [
        min(SIMILARITY_CAP, shipped_table().similarity(lines[a], lines[b]))
        for b, a in pairs.items()
    ]
    return sum(found) / len(found)
