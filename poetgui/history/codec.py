"""Poems as JSON documents, and the text that a search looks through.

What cannot be read back raises ValueError and nothing else, whatever stands in the file.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, NamedTuple

from poetgui.files import parse_json
from poetgui.grid import Place, Poem
from poetgui.prosody.books.pinyin_lookup import pinyin
from poetgui.script_conversion import TO_SIMPLIFIED, convert

_BREAKS = re.compile(r"[\s，。、；：！？,.;:!?《》“”…—]+")
_FIELDS = frozenset(f.name for f in fields(Poem))
_WORDS = ("lines", "themes", "violations", "stops")
_TEXTS = frozenset(("form", "title", "author", "book", "rhyme", "pattern", "model"))
_NUMBERS = frozenset(("score", "seed", "seconds"))


def dump_poem(poem: Poem) -> str:
    """A poem as JSON."""
    return dump(poem.to_json())


def load_poem(text: object) -> Poem:
    """The poem of a document; fields that this version does not know are left out."""
    data = {name: value for name, value in _object(text).items() if name in _FIELDS}
    for name in _WORDS:
        data[name] = _words(data.get(name, []))
    for name in _TEXTS & data.keys():
        load_text(data[name])
    for name in _NUMBERS & data.keys():
        _demand(isinstance(data[name], int | float))
    stanzas, pins = data.get("stanzas", []), data.get("pins", [])
    _demand(isinstance(stanzas, list) and all(isinstance(n, int) for n in stanzas))
    _demand(isinstance(pins, list) and all(_pair(pin) for pin in pins))
    data |= {"stanzas": tuple(stanzas), "pins": frozenset(Place(*pin) for pin in pins)}
    _demand(bool(data["lines"]) and "form" in data)
    poem = Poem(**data)
    _demand(bool(poem.text))  # Marks that do not fit the lines raise of themselves.
    return poem


def load_recipe(text: object) -> dict[str, Any]:
    """A recipe; what it holds is for those to judge who use it."""
    return _object(text)


def load_tags(text: object) -> tuple[str, ...]:
    """The tags of an entry."""
    return _words(_document(text))


def load_tags_or_none(text: object) -> tuple[str, ...]:
    """The tags of an entry; none where they cannot be read."""
    try:
        return load_tags(text)
    except ValueError:
        return ()


def stamp(moment: datetime) -> str:
    """A moment as text that sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def load_moment(text: object) -> datetime:
    """A moment with its time zone, of a year that every calendar can show."""
    moment = datetime.fromisoformat(load_text(text))
    _demand(moment.tzinfo is not None and 1970 <= moment.year <= 9000)
    return moment


CHECKED = ("created", "form", "poem", "recipe", "tags", "note")
"""The columns that an entry is read from, in the order in which its checksum takes them."""

STATED = ("id", "search", "starred", "deleted", "family", "spelling")
"""The other columns of a row, in the order in which `state` takes them: a checksum of their own,
since a poem is as it was when only its star is not."""


class Documents(NamedTuple):
    """What the columns of a row say."""

    poem: Poem
    recipe: dict[str, Any]
    tags: tuple[str, ...]
    note: str
    created: datetime


def load_row(row: Mapping[str, Any], stored: str) -> Documents:
    """A row of the table of poems. stored: its checksum; empty where it is from before there were.

    Raises ValueError for one that cannot be read back, or that the disk has altered.
    """
    _demand(stored in ("", checksum(*(row[name] for name in CHECKED))))
    return Documents(
        poem=load_poem(row["poem"]),
        recipe=load_recipe(row["recipe"]),
        tags=load_tags(row["tags"]),
        note=load_text(row["note"]),
        created=load_moment(row["created"]),
    )


def checksum(*columns: object) -> str:
    """Of the columns of a row, in their order: 64 bits in hexadecimal, which find what a disk did.

    Anything that SQLite can hold has one, so that a damaged row is compared and not refused. Empty
    columns at the end count for nothing: a row from before there were notes keeps its checksum.
    """
    while columns and columns[-1] in ("", b"", None):
        columns = columns[:-1]
    return hashlib.blake2b(b"\0".join(map(_bytes, columns)), digest_size=8).hexdigest()


def _bytes(value: object) -> bytes:
    """As SQLite casts it to a BLOB; nothing for NULL."""
    if isinstance(value, bytes):
        return value
    return b"" if value is None else str(value).encode("utf-8", "surrogateescape")


def is_text(value: object) -> bool:
    """Whether a column holds a text, and that in UTF-8."""
    try:
        load_text(value)
    except ValueError:
        return False
    return True


def _object(text: object) -> dict[str, Any]:
    data = _document(text)
    _demand(isinstance(data, dict))
    return data


def _document(text: object) -> Any:
    return parse_json(load_text(text))


def _words(data: object) -> tuple[str, ...]:
    _demand(isinstance(data, list))
    assert isinstance(data, list)
    return tuple(load_text(word) for word in data)


def load_text(text: object) -> str:
    """A text that is one: no number, and no bytes that are not UTF-8 (see connection.py)."""
    _demand(isinstance(text, str))
    assert isinstance(text, str)
    text.encode()
    return text


def _pair(pin: object) -> bool:
    return isinstance(pin, list) and len(pin) == 2 and all(isinstance(n, int) for n in pin)


def _demand(sound: bool) -> None:
    if not sound:
        raise ValueError("not what this program writes")


def dump(value: Any) -> str:
    """JSON that a person can read in the file."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def normalise(text: str) -> str:
    """What search compares: simplified script, half-width, lower case: 風 and 风 are one."""
    return convert(unicodedata.normalize("NFKC", text), TO_SIMPLIFIED).casefold()


def search_text(poem: Poem, tags: Sequence[str], note: str = "") -> str:
    """Everything of a poem that can be searched: lines, title, author, themes, form, rhyme, tags,
    note."""
    facts = (poem.title, poem.author, *poem.themes, poem.form, poem.rhyme, *tags, note)
    return normalise("\n".join(filter(None, (*poem.lines, *facts))))


def spelling(poem: Poem, tags: Sequence[str] = (), note: str = "") -> str:
    """What a search in Latin letters looks through: pinyin of everything without tones, whole and
    by its initials (春江: chunjiang, cj); of Latin letters and digits themselves."""
    parts = (poem.title, *poem.lines, poem.author, *poem.themes, poem.form, poem.rhyme, *tags, note)
    texts = [re.sub(r"\W", "", text) for text in parts]
    spelt = [syllables(text) for text in texts if text]
    whole = ["".join(syllables) for syllables in spelt]
    return "\n".join(whole + ["".join(s[:1] for s in one) for one in spelt])


def spelling_of(poem: bytes, tags: bytes, note: bytes) -> str:
    """The spelling of the columns of a row; empty where they cannot be read."""
    try:
        return spelling(load_poem(poem.decode()), load_tags(tags.decode()), note.decode())
    except ValueError:
        return ""


def syllables(text: str) -> list[str]:
    """How each character is typed: by its pinyin; a Latin letter or digit as it is, in lower case;
    nothing for any other."""
    return [
        character.casefold() if character.isascii() and character.isalnum() else _typed(syllable)
        for character, syllable in zip(text, pinyin(text), strict=True)
    ]


def is_spelt(word: str) -> bool:
    """Whether a word of a search is looked for in the spelling."""
    return word.isascii() and word.isalnum()


def _typed(syllable: str) -> str:
    """lǜ as it is typed: lv."""
    plain = unicodedata.normalize("NFD", syllable.casefold().replace("ü", "v"))
    plain = plain.replace("u\u0308", "v")
    return "".join(c for c in plain if c.isascii() and c.isalpha())


def search_words(text: str) -> list[str]:
    """The words of a query; a poem has to contain all of them. Punctuation parts words."""
    return [word for word in _BREAKS.split(normalise(text)) if word]
