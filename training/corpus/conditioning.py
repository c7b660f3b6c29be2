"""How much of a human poem the network is given besides its text: the share of each condition.

Every condition (tone, rhyme, style, pins, theme words, title) is dropped at random in training, so
that one network answers with anything from everything given to nothing given, as in classifier-free
guidance (Ho and Salimans 2022).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Conditioning:
    """The probability, for each poem, that a condition is given: 1 always, 0 never."""

    tone: float = 0.85
    """More often given than not, like `rhyme`: the program hardly ever writes without them."""
    tone_cell: float = 0.5
    """Where tones are given, at least this share of the cells is."""
    rhyme: float = 0.8
    poet: float = 0.4
    """As a style. The search blends with and without (guidance), so both must be well trained."""
    dynasty: float = 0.2
    """As a style, in place of the poet."""
    pins: float = 0.5
    """Half of all: acrostics are what the program is asked for most."""
    heads_only: float = 0.0
    """Of the poems with pins, the share whose pins are the heads of all lines."""
    theme: float = 0.45
    theme_words: int = 0
    """How many theme words; 0 draws one to five."""
    title: float = 0.0
    unknown: float = 0.005
    """Share of the characters read that turn into `<unk>`, so that rare characters can be pins."""
    unknown_pin: float = 0.05
    """The same of pins: rare ones are mostly names, which are pinned."""


TRAINING = Conditioning(title=0.55)
"""What a network is trained with. Of the public corpus 89% of the poems have a title that says
something, so that about half of them are read with one."""
FORM_ONLY = Conditioning(
    tone=0, tone_cell=0, rhyme=0, poet=0, dynasty=0, pins=0, theme=0, unknown=0, unknown_pin=0
)
"""The form and the place in it, which are always given, and nothing else."""
PROSODY = Conditioning(
    tone=1, tone_cell=1, rhyme=1, poet=0, dynasty=0, pins=0, theme=0, unknown=0, unknown_pin=0
)
"""Every tone and rhyme, and nothing else."""
