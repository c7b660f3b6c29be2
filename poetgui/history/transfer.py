"""Poems leave the history as text, Markdown, a table or JSON; as JSON they can come back whole."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from poetgui.errors import UserError
from poetgui.files import CHECKSUM, is_as_written, parse_json, with_checksum
from poetgui.grid import punctuate
from poetgui.history import codec
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.record import Record
from poetgui.history.store import ALL, Entry, History

PROGRAM, VERSION = "poetgui", 1
PAGE = 1000
"""Entries that are read from the store at once."""


def all_entries(history: History, wanted: PoemFilter = ALL) -> list[Entry]:
    """Every entry that a filter lets through, the newest first."""
    found: list[Entry] = []
    while page := history.search(wanted, PAGE, found[-1].id if found else None):
        found += page
    return found


def as_json(entries: Sequence[Entry]) -> str:
    """All that the history knows of the entries, the oldest first; `read_json` takes it back."""
    poems = [
        {
            "number": entry.id,
            "created": entry.created.isoformat(timespec="microseconds"),
            "starred": entry.starred,
            "tags": list(entry.tags),
            "note": entry.note,
            "poem": entry.poem.to_json(),
            "recipe": entry.recipe,
        }
        for entry in sorted(entries, key=lambda entry: entry.id)
    ]
    document = with_checksum({"program": PROGRAM, "version": VERSION, "poems": poems})
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_text(entries: Sequence[Entry]) -> str:
    """Title, author, lines and note, two blank lines between poems."""
    return (
        "\n\n\n".join(
            "\n\n".join(filter(None, (_head(entry), _text(entry), entry.note))) for entry in entries
        )
        + "\n"
    )


def as_markdown(entries: Sequence[Entry]) -> str:
    """A heading a poem; each line of it ends with the two spaces that break a line."""
    parts = []
    for entry in entries:
        lines = "  \n".join(_text(entry).split("\n"))
        facts = " · ".join(filter(None, (entry.poem.form, _day(entry), *entry.tags)))
        note = f"\n{entry.note}\n" if entry.note else ""
        parts.append(f"## {_head(entry) or entry.poem.lines[0]}\n\n{lines}\n\n*{facts}*\n{note}")
    return "\n".join(parts)


def as_csv(entries: Sequence[Entry]) -> str:
    """A row a poem under names of columns, for a spreadsheet; the mark in front is for Excel."""
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(("题目", "作者", "诗", "体裁", "韵书", "韵", "日期", "收藏", "标签", "附记"))
    for entry in entries:
        poem, star = entry.poem, "★" if entry.starred else ""
        facts = (poem.form, poem.book, poem.rhyme, _day(entry), star, " ".join(entry.tags))
        table.writerow((poem.title, poem.author, _text(entry), *facts, entry.note))
    return "\ufeff" + file.getvalue()


FORMATS: Mapping[str, Callable[[Sequence[Entry]], str]] = {
    "json": as_json,
    "txt": as_text,
    "md": as_markdown,
    "csv": as_csv,
}
"""Suffix -> what writes it; the one that can be read again first."""


def read_json(text: str) -> list[Record]:
    """The records of `as_json`. Raises UserError for anything else, naming the poem at fault where
    it cannot be read, and for what is not as it was written."""
    try:
        document = parse_json(text)
    except ValueError as error:
        raise UserError("这不是诗囊导出的旧作（不是 JSON）。") from error
    poems = document.get("poems") if isinstance(document, dict) else None
    if not isinstance(poems, list) or document.get("program") != PROGRAM:
        raise UserError("这不是诗囊导出的旧作。")
    if document.get("version") != VERSION:
        raise UserError("这份旧作是更新的版本导出的，请换用新版的诗囊。")
    records = [_record(place, poem) for place, poem in enumerate(poems, 1)]
    if not is_as_written(document):
        raise UserError(
            "这份旧作与导出时不同：坏了，或被改过，没有导入。若是有意改的，请删去其中的“{}”一项。",
            CHECKSUM,
        )
    return records


def _record(place: int, data: object) -> Record:
    try:
        if not isinstance(data, dict):
            raise ValueError("no object")
        return Record(
            poem=codec.load_poem(json.dumps(data.get("poem"))),
            recipe=codec.load_recipe(json.dumps(data.get("recipe"))),
            created=codec.load_moment(data.get("created")),
            starred=data.get("starred") is True,
            tags=codec.load_tags(json.dumps(data.get("tags"))),
            note=codec.load_text(data.get("note", "")),
            number=number if isinstance(number := data.get("number"), int) else None,
        )
    except ValueError as error:
        raise UserError("导出的旧作里第 {} 首读不出来，没有导入。", place) from error


def _text(entry: Entry) -> str:
    return punctuate(entry.poem.lines, entry.poem.stops, entry.poem.stanzas)


def _head(entry: Entry) -> str:
    return "　".join(filter(None, (entry.poem.title, entry.poem.author)))


def _day(entry: Entry) -> str:
    return f"{entry.created.astimezone():%Y-%m-%d}"
