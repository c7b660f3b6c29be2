"""Poems as JSON documents, and the text that a search looks through."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

import opencc

from poetgui.grid import Place, Poem

_BREAKS = re.compile(r"[\s，。、；：！？,.;:!?《》“”…—]+")
_FIELDS = frozenset(f.name for f in fields(Poem))


def dump_poem(poem: Poem) -> str:
    """A poem as JSON."""
    return dump(poem.to_json())


def load_poem(text: str) -> Poem:
    """The poem of a document; fields that this version does not know are left out."""
    data: dict[str, Any] = {k: v for k, v in json.loads(text).items() if k in _FIELDS}
    for name in ("lines", "themes", "violations", "stops", "stanzas"):
        data[name] = tuple(data.get(name, ()))
    data["pins"] = frozenset(Place(*pin) for pin in data.get("pins", ()))
    return Poem(**data)


def dump(value: Any) -> str:
    """JSON that a person can read in the file."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalise(text: str) -> str:
    """What search compares: simplified script, half-width, lower case: 風 and 风 are one."""
    return _simplifier().convert(unicodedata.normalize("NFKC", text)).casefold()


def search_text(poem: Poem, tags: Sequence[str]) -> str:
    """Everything of a poem that can be searched: lines, title, themes, form, rhyme, tags."""
    parts = (*poem.lines, poem.title, *poem.themes, poem.form, poem.rhyme, *tags)
    return normalise("\n".join(parts))


def search_words(text: str) -> list[str]:
    """The words of a query; a poem has to contain all of them. Punctuation parts words."""
    return [word for word in _BREAKS.split(normalise(text)) if word]
