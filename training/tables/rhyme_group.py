"""A rhyme group while a book is built."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Group:
    """One group of one tone class."""

    name: str
    """As the program names it; no two groups of a book share one."""
    tone: str
    """平 or 仄."""
    label: str
    """As a person reads it in a list."""
    characters: dict[str, None] = field(default_factory=dict)
    """An ordered set, simplified."""
    ends: dict[str, None] = field(default_factory=dict)
    """Those of them that are read so only at the end of a line, ordered."""
    own: dict[str, None] = field(default_factory=dict)
    """Characters of traditional script that have the reading and not all of their simplified one,
    ordered."""
    aliases: tuple[str, ...] = ()
    """What else a person may call it; several groups may share one."""

    def to_json(self) -> dict[str, Any]:
        """The group as `poetgui.prosody.books.rhyme_books` reads it."""
        named: dict[str, Any] = {"name": self.name, "tone": self.tone, "label": self.label}
        if self.aliases:
            named["aliases"] = list(self.aliases)
        if self.ends:
            named["ends"] = "".join(self.ends)
        if self.own:
            named["traditional"] = "".join(self.own)
        return named | {"characters": "".join(self.characters)}
