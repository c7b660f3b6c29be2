"""The history: every poem is here before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from poetgui.errors import Message
from poetgui.grid import Poem
from poetgui.history import checking, codec, schema
from poetgui.history.database import Database
from poetgui.history.entries import COLUMNS, Entry, EntryReader
from poetgui.history.poem_filter import FACTS, PoemFilter
from poetgui.history.record import Record, renumbered
from poetgui.history.word_index import WordIndex

KEPT = timedelta(days=30)
"""How long a deleted poem can still be brought back."""
ALL = PoemFilter()

_LATER = """EXISTS (SELECT 1 FROM poems AS other WHERE other.family = poems.family
    AND other.id > poems.id AND other.deleted IS NULL)"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many poems there are; those deleted are counted apart."""

    poems: int
    starred: int
    deleted: int


class History:
    """The poems written so far, newest first. May be called from any thread, one call at a time.

    Several windows may share one file. Opening raises UserError for a file that a newer version
    wrote or that is locked; a damaged one is moved aside, and where nothing can be written poems
    are kept in memory (`stored`): `notice` says so. Every other method raises UserError when the
    disk is full or the file cannot be written.

    An entry that cannot be read back is skipped and kept in a table of its own. `tell` is called
    with a sentence that says so; until it is replaced such sentences are added to `notice`.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path, self._now = path, now
        self.tell: Callable[[Message], None] = self._note
        self._database = Database(path)
        self._entries = EntryReader(self._database, lambda sentence: self.tell(sentence))
        self._words = WordIndex(self._database)
        self.notice = self._database.notice
        self.stored = self._database.stored
        """False where poems are kept in memory, because nothing can be written."""
        try:
            self.purge()
        except BaseException:
            self.close()
            raise

    def add(self, poems: Sequence[Poem], recipe: dict[str, Any]) -> list[int]:
        """Store the poems of one request together, all or none; returns their ids in order."""
        created, document = codec.stamp(self._now()), codec.dump(recipe)
        rows = [
            (created, p.form, codec.dump_poem(p), document, codec.search_text(p, ())) for p in poems
        ]
        statement = (
            "INSERT INTO poems (created, form, poem, recipe, search, family)"
            " VALUES (?, ?, ?, ?, ?, (SELECT family FROM poems WHERE id = ?))"
        )
        ids: list[int] = []
        with self._database.writing() as connection:
            for row in rows:
                number = connection.execute(statement, (*row, ids[0] if ids else None)).lastrowid
                assert number is not None
                ids.append(number)
        return ids

    def adopt(self, records: Iterable[Record]) -> int:
        """Add poems of another history, with what belongs to them, all or none; those that are
        here already, of the same moment and text, are passed over. Returns how many were added."""
        there = "SELECT id FROM poems WHERE created = ? AND poem = ?"
        # Poems of one moment and recipe were written for one request.
        kin = "SELECT family FROM poems WHERE created = ? AND recipe = ? AND parent IS NULL"
        statement = (
            "INSERT INTO poems (created, form, poem, recipe, tags, search, starred, note, family)"
            f" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ({kin}))"
        )
        added, numbers = 0, dict[int, int]()
        with self._database.writing() as connection:
            for record in sorted(records, key=lambda record: record.created):
                created, document = codec.stamp(record.created), codec.dump_poem(record.poem)
                row = connection.execute(there, [created, document]).fetchone()
                number: int | None = row[0] if row else None
                if number is None:
                    recipe = codec.dump(renumbered(record.recipe, numbers))
                    row = (
                        *(created, record.poem.form, document, recipe, codec.dump(record.tags)),
                        codec.search_text(record.poem, record.tags, record.note),
                        *(int(record.starred), record.note, created, recipe),
                    )
                    number = connection.execute(statement, row).lastrowid
                    added += 1
                if record.number is not None and number is not None:
                    numbers[record.number] = number
        return added

    def replace(self, number: int, poem: Poem, recipe: dict[str, Any]) -> None:
        """Put another poem into an entry: one that is being typed is one entry, not fifty.

        Raises KeyError for an unknown id.
        """
        entry = self.get(number)
        self._database.change(
            "UPDATE poems SET form = ?, poem = ?, recipe = ?, search = ? WHERE id = ?",
            [
                poem.form,
                codec.dump_poem(poem),
                codec.dump(recipe),
                codec.search_text(poem, entry.tags, entry.note),
                number,
            ],
        )

    def get(self, number: int) -> Entry:
        """One entry, deleted or not. Raises KeyError when there is none."""
        entries = self._entries.read(f"SELECT {COLUMNS} FROM poems WHERE id = ?", [number])
        if not entries:
            raise KeyError(number)
        return entries[0]

    def search(
        self,
        wanted: PoemFilter = ALL,
        limit: int = 200,
        beyond: int | None = None,
        oldest: bool = False,
        folded: bool = False,
    ) -> list[Entry]:
        """The entries that a filter lets through, newest first, or oldest first.

        `beyond` is an id: the last entry of a page gives the next page. folded: of each family only
        the entry that came last.
        """
        where, values = _conditions(wanted, self._words)
        if beyond is not None:
            where += f" AND id {'>' if oldest else '<'} ?"
            values.append(beyond)
        if folded:
            where += f" AND NOT {_LATER}"
        order = f"ORDER BY id {'ASC' if oldest else 'DESC'}"
        # The ids first: they are found in an index, without reading the poems.
        found = f"SELECT id FROM poems WHERE {where} {order} LIMIT ?"
        query = f"SELECT {COLUMNS} FROM poems WHERE id IN ({found}) {order}"
        return self._entries.read(query, [*values, limit])

    def count(self, wanted: PoemFilter = ALL) -> int:
        """How many entries a filter lets through."""
        where, values = _conditions(wanted, self._words)
        return self._database.read(f"SELECT count(*) FROM poems WHERE {where}", values)[0][0]

    def find(self, poem: Poem) -> Entry | None:
        """The newest entry with these lines and this title, written with the same seed by the same
        model; None where there is none that is not deleted."""
        query = (
            f"SELECT {COLUMNS} FROM poems WHERE seed = ? AND model = ? AND form = ?"
            " AND deleted IS NULL ORDER BY id DESC"
        )
        for entry in self._entries.read(query, [poem.seed, poem.model, poem.form]):
            if (entry.poem.lines, entry.poem.title) == (poem.lines, poem.title):
                return entry
        return None

    def family(self, number: int) -> list[Entry]:
        """The entries of a family that are not deleted, in the order in which they came."""
        query = f"SELECT {COLUMNS} FROM poems WHERE family = ? AND deleted IS NULL ORDER BY id"
        return self._entries.read(query, [number])

    def sizes(self, families: Collection[int]) -> dict[int, int]:
        """How many entries of each of these families are not deleted."""
        query = (
            "SELECT family, count(*) FROM poems WHERE deleted IS NULL"
            f" AND family IN ({', '.join('?' * len(families))}) GROUP BY family"
        )
        return dict(self._database.read(query, list(families)))  # type: ignore[arg-type]

    def star(self, number: int, on: bool) -> None:
        """Keep among the favourites, or no longer. Raises KeyError for an unknown id."""
        self._database.change("UPDATE poems SET starred = ? WHERE id = ?", [int(on), number])

    def annotate(self, number: int, tags: Sequence[str], note: str) -> None:
        """Replace an entry's tags and its note. Raises KeyError for an unknown id."""
        clean = tuple(dict.fromkeys(t.strip() for t in tags if t.strip()))
        search = codec.search_text(self.get(number).poem, clean, note)
        self._database.change(
            "UPDATE poems SET tags = ?, note = ?, search = ? WHERE id = ?",
            [codec.dump(clean), note, search, number],
        )

    def delete(self, number: int) -> None:
        """Hide an entry; `restore` brings it back until it is purged."""
        # Never before the newest poem: a deletion while the clock is behind would seem old later,
        # and be purged.
        newest = "SELECT created FROM poems ORDER BY id DESC LIMIT 1"
        self._database.change(
            f"UPDATE poems SET deleted = max(?, ({newest})) WHERE id = ?",
            [codec.stamp(self._now()), number],
        )

    def restore(self, number: int) -> None:
        """Undo a deletion. Raises KeyError for an unknown id."""
        self._database.change("UPDATE poems SET deleted = NULL WHERE id = ?", [number])

    def purge(self, older: timedelta = KEPT) -> int:
        """Remove for good what was deleted longer ago than `older`; returns how many."""
        with self._database.writing() as connection:
            cut = codec.stamp(self._now() - older)
            # What the disk has made of a moment deletes nothing: see `check`.
            statement = f"DELETE FROM poems WHERE deleted <= ? AND {schema.MARKED}"
            return connection.execute(statement, [cut]).rowcount

    def check(self) -> bool:
        """Compare everything with its checksums, mend, and tell what was wrong; whether anything
        was changed. Of 100,000 poems it takes two seconds: better from a thread of its own."""
        return checking.check(self._database, self._entries, lambda sentence: self.tell(sentence))

    def counts(self) -> Counts:
        """How many entries there are."""
        row = self._database.read(
            "SELECT count(*) FILTER (WHERE deleted IS NULL),"
            " count(*) FILTER (WHERE deleted IS NULL AND starred),"
            " count(*) FILTER (WHERE deleted IS NOT NULL) FROM poems"
        )[0]
        return Counts(*row)

    def values(self, fact: str) -> list[str]:
        """The values of one of FACTS, or `tag`, that occur, the most frequent first."""
        if fact == "tag":
            return _tags(self._database)
        assert fact in FACTS, fact
        query = (
            f"SELECT {fact} FROM poems WHERE deleted IS NULL AND {fact} <> ''"
            f" GROUP BY {fact} ORDER BY count(*) DESC, {fact}"
        )
        return [value for (value,) in self._database.read(query) if codec.is_text(value)]

    def close(self) -> None:
        """Let go of the file. The history cannot be used afterwards."""
        self._database.close()

    def _note(self, sentence: Message) -> None:
        self.notice = Message("{}{}", self.notice, sentence) if self.notice else sentence


def _tags(database: Database) -> list[str]:
    """The most frequent first."""
    query = "SELECT tags, count(*) FROM poems WHERE tags <> '[]' AND deleted IS NULL GROUP BY 1"
    uses: dict[str, int] = {}
    for document, count in database.read(query):
        for tag in codec.load_tags_or_none(document):
            uses[tag] = uses.get(tag, 0) + count
    return sorted(uses, key=lambda tag: (-uses[tag], tag))


def _conditions(wanted: PoemFilter, index: WordIndex) -> tuple[str, list[Any]]:
    """What stands after WHERE, the words looked up, and the values for its marks."""
    where, values = wanted.conditions()
    if words := wanted.words:
        where += " AND id IN (SELECT value FROM json_each(?))"
        values.append(codec.dump(index.matching(words)))
    return where, values
