"""How a page looks, and what is marked on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from poetgui.grid import Place, Tone

SEAL_TEXT, SIGNATURE = "诗囊", "诗囊试笔"


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How a page looks; what it says is in the poem."""

    vertical: bool = True
    script: str = "simplified"
    theme: str = "light"
    seal: str = SEAL_TEXT
    """One to four characters; empty for none."""
    signature: str = SIGNATURE
    tone_marks: bool = False
    rhyme_marks: bool = False
    fault_marks: bool = False
    pinyin: bool = False
    """Pinyin above every character."""
    shape: str = "auto"
    """"square" (1080 by 1080), "portrait" (1080 by 1440), or "auto": whichever sets larger type."""
    scale: float = 1.0
    """Pixels of a saved picture for one logical unit."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the checker found, by cell; the page itself knows nothing of prosody."""

    tones: Mapping[Place, Tone] = field(default_factory=dict)
    """Tone class of the character that stands there; cells that are left out get no mark."""
    rhymes: frozenset[Place] = frozenset()
    """Cells that carry the rhyme."""
    faults: frozenset[Place] = frozenset()
    """Cells whose tone or rhyme breaks the pattern: their mark is red."""
    demands: Mapping[Place, Tone] = field(default_factory=dict)
    """What cells demand where nothing is written yet."""
    entering: frozenset[Place] = frozenset()
    """Cells that are oblique by the entering tone 入声: their mark is a square."""
