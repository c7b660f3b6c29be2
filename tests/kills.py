"""The program killed while it writes, and what is left of its files: `make kills`.

    python -m tests.kills [--kills N] [--seed S]

A process adds poems to a history, changes, stars, deletes, exports and backs them up and saves
settings, as fast as it can; it says what it is about to do, and what it has done. It is killed at a
random moment, and its files are opened: whatever it had said to be done must be there, and what it
was at must be done or not done, but not by half. The command prints a table and ends with 1 where a
poem was lost or a file torn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from poetgui import settings
from poetgui.errors import UserError
from poetgui.files import read_text, write_text
from poetgui.grid import Poem
from poetgui.history.backups import available, back_up
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import Entry, History
from poetgui.history.transfer import all_entries, as_json, read_json
from poetgui.settings import Settings
from tests.toy import CHARACTERS

ROOT = Path(__file__).resolve().parent.parent
KILLS = 300
FRESH = 25
"""Kills after which a new folder is begun: all of a history is read after every kill."""
LONGEST = 0.5
"""Seconds until the kill, from the moment when everything is imported."""
HISTORY, SETTINGS, EXPORT = "history.sqlite3", "settings.json", "export.json"
FIRST_DAY = date(2026, 1, 1)
TAGS = ("夜", "归隐", "送别")

Report = Callable[[str, str, Any], None]
"""begin or done, what, and what belongs to it."""


def digest(entry: Entry) -> str:
    """Of everything that an entry is."""
    poem = entry.poem.to_json()
    facts = [poem, entry.recipe, entry.starred, entry.deleted, entry.tags, entry.note]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:16]


class Writer:
    """The process that will be killed."""

    def __init__(self, folder: Path, seed: int, report: Report) -> None:
        self._folder, self._random, self._report = folder, random.Random(seed), report
        self._history = History(folder / HISTORY)
        self._ids = [entry.id for entry in all_entries(self._history)]
        self._settings = settings.load(folder / SETTINGS)

    def act(self) -> None:
        """One thing that a person may do; adding is the commonest."""
        acts = (self._add, self._star, self._annotate, self._replace, self._delete)
        others = (self._save_settings, self._export, self._back_up)
        weights = (40, 10, 10, 20, 5, 5, 1, 1)
        (act,) = self._random.choices((*acts, *others), weights) if self._ids else (self._add,)
        act()

    def _poem(self) -> Poem:
        lines = tuple("".join(self._random.choices(CHARACTERS, k=7)) for _ in range(4))
        return Poem(lines, "七绝", title=lines[0][:2], seed=self._random.randrange(10**6))

    def _add(self) -> None:
        poems = [self._poem() for _ in range(self._random.randint(1, 5))]
        self._report("begin", "add", len(poems))
        ids = self._history.add(poems, {"seed": self._random.randrange(10**6)})
        self._ids += ids
        self._report("done", "change", {i: digest(self._history.get(i)) for i in ids})

    def _change(self, after: Callable[[Entry], Entry], work: Callable[[Entry], object]) -> None:
        entry = self._history.get(self._random.choice(self._ids))
        expected = {entry.id: digest(after(entry))}
        self._report("begin", "change", expected)
        work(entry)
        self._report("done", "change", expected)

    def _star(self) -> None:
        on = self._random.random() < 0.5
        star = self._history.star
        self._change(lambda entry: replace(entry, starred=on), lambda entry: star(entry.id, on))

    def _annotate(self) -> None:
        tags, note = tuple(self._random.sample(TAGS, 2)), self._random.choice(CHARACTERS) * 9
        annotate = self._history.annotate
        self._change(
            lambda entry: replace(entry, tags=tags, note=note),
            lambda entry: annotate(entry.id, tags, note),
        )

    def _replace(self) -> None:
        poem, recipe, put = self._poem(), {"typing": {"past": []}}, self._history.replace
        self._change(
            lambda entry: replace(entry, poem=poem, recipe=recipe),
            lambda entry: put(entry.id, poem, recipe),
        )

    def _delete(self) -> None:
        delete = self._history.delete
        self._change(lambda entry: replace(entry, deleted=True), lambda entry: delete(entry.id))

    def _save_settings(self) -> None:
        count = self._random.randint(1, 20)
        self._settings = self._settings.changed(count=count, seal=self._random.choice(CHARACTERS))
        self._report("begin", "settings", _plain(self._settings))
        settings.save(self._settings, self._folder / SETTINGS)
        self._report("done", "settings", _plain(self._settings))

    def _export(self) -> None:
        entries = all_entries(self._history)
        self._report("begin", "export", len(entries))
        write_text(self._folder / EXPORT, as_json(entries))
        self._report("done", "export", len(entries))

    def _back_up(self) -> None:
        day = FIRST_DAY + timedelta(self._random.randrange(3000))
        back_up(self._folder / HISTORY, day)


def _plain(values: Settings) -> dict[str, Any]:
    options = {f.name: getattr(values, f.name) for f in fields(values) if f.metadata}
    return json.loads(json.dumps(options))


@dataclass
class Ledger:
    """What a folder must hold after all that was reported of it."""

    poems: dict[int, str] = field(default_factory=dict)
    begun: dict[int, str] = field(default_factory=dict)
    """What the poem that was just being changed may be instead."""
    adding: int = 0
    """How many poems were just being added."""
    settings: list[dict[str, Any]] = field(default_factory=lambda: [_plain(Settings())])
    exported: list[int | None] = field(default_factory=lambda: [None])
    """What the files may hold: one thing, or two where the process was at it."""
    reported: int = 0
    interrupted: bool = False

    def read(self, lines: str) -> None:
        """Everything that one process said before it was killed."""
        self.begun, self.adding, self.interrupted = {}, 0, False
        for line in lines.splitlines(keepends=True):
            if not line.endswith("\n"):
                break  # killed while it spoke
            when, what, content = json.loads(line)
            self._note(when == "done", what, content)

    def _note(self, done: bool, what: str, content: Any) -> None:
        self.interrupted = not done
        if what == "add":
            self.adding = content
        elif what == "change" and done:
            added = {int(number): value for number, value in content.items()}
            self.reported += len(added.keys() - self.poems.keys())
            self.poems |= added
            self.begun, self.adding = {}, 0
        elif what == "change":
            self.begun = {int(number): value for number, value in content.items()}
        else:
            may = self.settings if what == "settings" else self.exported
            may[:] = [content] if done else [*may, content]


@dataclass
class Found:
    """What was wrong after a kill."""

    lost: int = 0
    altered: int = 0
    torn: list[str] = field(default_factory=list)
    left: int = 0
    """Temporary files: nobody was there any more to remove them. They hurt nothing."""


def examine(folder: Path, ledger: Ledger) -> Found:
    """Open what a killed process left, and compare; the ledger then knows what is there."""
    found = Found()
    with closing(History(folder / HISTORY)) as history:
        entries = [*all_entries(history), *all_entries(history, PoemFilter(deleted=True))]
        if history.notice:
            found.torn.append(f"{HISTORY}: {history.notice}")
    there = {entry.id: digest(entry) for entry in entries}
    for number, expected in ledger.poems.items():
        if number not in there:
            found.lost += 1
        elif there[number] not in (expected, ledger.begun.get(number)):
            found.altered += 1
    more = len(there.keys() - ledger.poems.keys())
    if more not in (0, ledger.adding):
        found.torn.append(f"{HISTORY}: {more} of the {ledger.adding} poems of a request")
    found.torn += _torn_files(folder, ledger)
    ledger.poems = there
    for path in [*folder.glob(".*.part"), *folder.glob("*/.*.part")]:
        path.unlink()
        found.left += 1
    return found


def _torn_files(folder: Path, ledger: Ledger) -> Iterator[str]:
    values, whole = settings.read(folder / SETTINGS)
    if not whole or _plain(values) not in ledger.settings:
        yield SETTINGS
    ledger.settings = [_plain(values)]
    count = None
    try:
        if (folder / EXPORT).exists():
            count = len(read_json(read_text(folder / EXPORT)))
        if count not in ledger.exported:
            yield f"{EXPORT}: {count} poems instead of {ledger.exported}"
    except UserError as error:
        yield f"{EXPORT}: {error}"
    ledger.exported = [count]
    for backup in available(folder / HISTORY):
        with closing(sqlite3.connect(backup)) as copy:
            if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                yield backup.name


def kill_one(folder: Path, seed: int, wait: float) -> str:
    """Let a process write and kill it; returns what it said."""
    command = [sys.executable, "-m", "tests.kills", "--write", str(folder), "--seed", str(seed)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        with subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.PIPE) as writer:
            assert writer.stderr is not None
            writer.stderr.readline()  # it is there
            time.sleep(wait)
            writer.kill()
            complaint = writer.stderr.read()
            if writer.wait() not in (-signal.SIGKILL, 1):
                raise RuntimeError(complaint.decode("utf-8", "replace"))
        said.seek(0)
        return said.read()


def write(folder: Path, seed: int) -> None:
    """Until this process is killed. Goes to a file, where nothing that was said can be lost."""

    def report(when: str, what: str, content: Any) -> None:
        sys.stdout.write(json.dumps([when, what, content]) + "\n")
        sys.stdout.flush()

    print("ready", file=sys.stderr, flush=True)
    writer = Writer(folder, seed, report)
    while True:
        writer.act()


def run(kills: int, seed: int = 1) -> tuple[list[str], bool]:
    """The table, and whether nothing was lost or torn."""
    chance, total, interrupted, reported = random.Random(seed), Found(), 0, 0
    begun = time.perf_counter()
    for first in range(0, kills, FRESH):
        with tempfile.TemporaryDirectory() as name:
            folder, ledger = Path(name), Ledger()
            for number in range(first, min(first + FRESH, kills)):
                ledger.read(kill_one(folder, seed * 10**6 + number, chance.uniform(0, LONGEST)))
                found = examine(folder, ledger)
                interrupted += ledger.interrupted
                total.lost += found.lost
                total.altered += found.altered
                total.torn += found.torn
                total.left += found.left
                print(f"\r{number + 1}/{kills}", end="", file=sys.stderr, flush=True)
            reported += ledger.reported
    print(file=sys.stderr)
    rows = (
        ("kills", kills),
        ("in the middle of something", interrupted),
        ("poems reported as saved", reported),
        ("lost", total.lost),
        ("altered", total.altered),
        ("torn files", len(total.torn)),
        ("temporary files left", total.left),
        ("seconds", round(time.perf_counter() - begun)),
    )
    table = [f"{name:28}{value:10,}" for name, value in rows]
    return [*table, *sorted(set(total.torn))], not (total.lost or total.altered or total.torn)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1, help="another one is another run")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.write, options.seed)
    table, sound = run(options.kills, options.seed)
    print("\n".join(table))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
