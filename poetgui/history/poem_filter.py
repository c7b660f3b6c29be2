"""Which poems of the history are asked for, as conditions of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from poetgui.history import codec

FACTS = ("form", "mode", "book", "rhyme", "model")
"""Columns by which poems can be told apart."""


@dataclass(frozen=True, slots=True)
class PoemFilter:
    """None and empty: whatever it is."""

    text: str = ""
    """Words that all stand in lines, title, author, themes, form, rhyme, tags or note, in either
    script, or in their pinyin or its initials."""
    starred: bool = False
    form: str | None = None
    mode: str | None = None
    """acrostic, continue, free, …"""
    book: str | None = None
    rhyme: str | None = None
    model: str | None = None
    own: bool | None = None
    """True: written or pasted by the person; False: by a model."""
    tag: str | None = None
    since: datetime | None = None
    """Written at this moment or later; aware."""
    deleted: bool = False
    """Those that were deleted, instead of those that were not."""

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out but what was deleted."""
        return self != PoemFilter(deleted=self.deleted)

    @property
    def words(self) -> list[str]:
        """What is searched for, as `codec.search_words` has it."""
        return codec.search_words(self.text)

    def conditions(self) -> tuple[str, list[Any]]:
        """What stands after WHERE for all but the words, and the values for its marks."""
        conditions, values = [f"deleted IS {'NOT ' * self.deleted}NULL"], list[Any]()
        if self.starred:
            conditions.append("starred")
        for name in FACTS:
            if (value := getattr(self, name)) is not None:
                conditions.append(f"{name} = ?")
                values.append(value)
        if self.own is not None:
            conditions.append("model = ''" if self.own else "model <> ''")
        if self.tag is not None:
            conditions.append("instr(tags, ?)")
            values.append(codec.dump(self.tag))
        if self.since is not None:
            conditions.append("created >= ?")
            values.append(codec.stamp(self.since))
        return " AND ".join(conditions), values
