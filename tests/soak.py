"""Ten thousand poems in one process, and what it costs in memory and open files: `make soak`.

    python -m tests.soak [--poems N] [--seed S]

Poems are written in every way and form by the model of the tests, kept in a history, changed by
hand and by the reviser, starred, tagged, deleted, searched for, and exported as text, pictures and
JSON. A row is printed at the start and after every thousandth poem. The command ends with 1 where
memory or open files grow from one thousand to the next as they do in a leak, or where the history
does not have at the end what was put into it.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.revision.manual_edit import typed
from poetgui.composer.revision.reviser import Reviser
from poetgui.composer.writing.composer import Composer
from poetgui.errors import UserError
from poetgui.export.image import save_png
from poetgui.export.page_style import PageStyle
from poetgui.export.plain_text import save_txt
from poetgui.export.poster.poster_saving import painter_application
from poetgui.files import write_text
from poetgui.grid import Place, Poem
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.history.transfer import as_json, read_json
from tests.toy import CHARACTERS, ToyModel

POEMS, STEP = 10_000, 1_000
COUNT = 20
"""Poems of a request, as many as the program writes at most."""
MOST_GROWTH = 6.0
"""Megabytes for every thousand poems: the searched texts of the history are kept in memory, half of
one; a leak of a page or of the state of a search would be hundreds."""
FORMS = ("五绝", "七绝", "五律", "七律", "五古", "浣溪沙", "忆江南")
PICTURE_EVERY, EXPORT_EVERY, REVISE_EVERY = 40, 500, 10


@dataclass(frozen=True)
class Row:
    """The process after so many poems."""

    poems: int
    megabytes: float
    handles: int
    objects: int
    seconds: float


def measured(poems: int, begun: float) -> Row:
    gc.collect()
    objects = len(gc.get_objects())
    return Row(poems, resident(), handles(), objects, time.perf_counter() - begun)


def resident() -> float:
    """Megabytes of memory that are in use; of what was at most in use where only that is known."""
    status = Path("/proc/self/statm")
    if status.exists():
        pages = int(status.read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    import resource  # not on Windows

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def handles() -> int:
    """Open files; 0 where the system does not list them."""
    folder = Path("/proc/self/fd") if Path("/proc").exists() else Path("/dev/fd")
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


class Soak:
    """One long sitting."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._random = folder, random.Random(seed)
        self._model = ToyModel()
        self._composer = Composer(self._model)
        self._reviser = Reviser(self._model, self._composer)
        self.history = History(folder / "history.sqlite3")
        self.written: dict[int, Poem] = {}
        self.deleted: set[int] = set()
        self.refused = 0

    def requests(self) -> Iterator[ComposeRequest]:
        """Endless: each way of writing in turn, in a form drawn by chance."""
        for number in itertools.count(1):
            form = self._random.choice(FORMS)
            more = (
                {"mode": Mode.FREE, "form": form},
                {"mode": Mode.ACROSTIC, "heads": self._text(4), "form": "七绝"},
                {"mode": Mode.CONTINUE, "text": self._text(5), "form": "五绝"},
                {"mode": Mode.FREE, "form": form, "themes": (self._text(2),)},
            )[number % 4]
            yield ComposeRequest(**more, count=COUNT, seed=number)

    def _text(self, length: int) -> str:
        return "".join(self._random.choices(CHARACTERS, k=length))

    def write(self, request: ComposeRequest) -> int:
        """Poems of one request, and everything that is done with them; how many there were."""
        try:
            poems = self._composer.compose(request)
        except UserError:  # a head that no rhyme fits
            self.refused += 1
            if self.refused > 100 + len(self.written) // COUNT:
                raise
            return 0
        ids = self.history.add(poems, {"request": request.to_json()})
        self.written |= dict(zip(ids, poems, strict=True))
        for number, poem in zip(ids, poems, strict=True):
            self._handle(number, poem)
        self.history.search(PoemFilter(self._text(1)), folded=True)
        self.history.search(PoemFilter("chun", starred=True))
        return len(poems)

    def _handle(self, number: int, poem: Poem) -> None:
        history, folder = self.history, self._folder
        changed, _ = typed(poem, Place(0, 0), self._random.choice(CHARACTERS))
        if number % 2:
            history.replace(number, changed, {"typing": {"past": []}})
            self.written[number] = changed
        if number % 5 == 0:
            history.star(number, True)
            history.annotate(number, ("夜",), "记")
        if number % 7 == 0:
            history.delete(number)
            self.deleted.add(number)
        save_txt(poem, folder / "poem.txt")
        if number % REVISE_EVERY == 0:
            self._reviser.replacements(poem, Place(0, len(poem.lines[0]) - 1))
        if number % PICTURE_EVERY == 0:
            save_png(poem, PageStyle(), folder / "poem.png")
        if number % EXPORT_EVERY == 0:
            write_text(folder / "poems.json", as_json(history.search(limit=EXPORT_EVERY)))
            read_json((folder / "poems.json").read_text(encoding="utf-8"))

    def faults(self) -> list[str]:
        """What is not in the history as it was put there."""
        found = []
        for number, poem in self.written.items():
            entry = self.history.get(number)
            if entry.poem != poem or entry.deleted != (number in self.deleted):
                found.append(f"poem {number} is not what was written")
        counts = self.history.counts()
        if (counts.poems + counts.deleted, counts.deleted) != (
            *(len(self.written), len(self.deleted)),
        ):
            found.append(f"{counts}")
        if self.history.check():
            found.append("a sound history was found to be damaged")
        return found


def run(poems: int, seed: int = 1) -> tuple[list[str], bool]:
    """The table, and whether all is well."""
    application, begun = painter_application(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder), seed)
        with closing(soak.history):
            rows = [measured(0, begun)]
            print(_row(rows[0]), file=sys.stderr, flush=True)
            for request in soak.requests():
                soak.write(request)
                if len(soak.written) >= rows[-1].poems + min(STEP, poems):
                    rows.append(measured(len(soak.written), begun))
                    print(_row(rows[-1]), file=sys.stderr, flush=True)
                if len(soak.written) >= poems:
                    break
            faults = soak.faults()
    del application
    faults += _leaks(rows)
    head = "   poems   megabytes  handles     objects   seconds"
    said = [f"{soak.refused} requests were refused, as they should be"]
    return [head, *map(_row, rows), *said, *faults], not faults


def _row(row: Row) -> str:
    return f"{row.poems:8,}{row.megabytes:12.1f}{row.handles:9}{row.objects:12,}{row.seconds:10.0f}"


def _leaks(rows: list[Row]) -> list[str]:
    """Growth from one row to the next, once everything has been loaded."""
    found = []
    steady = rows[2:]
    if any(row.handles != steady[0].handles for row in steady):
        found.append("the number of open files grows")
    pairs = list(itertools.pairwise(steady))
    if pairs:
        growth = statistics.median(
            1000 * (later.megabytes - row.megabytes) / (later.poems - row.poems)
            for row, later in pairs
        )
        if growth > MOST_GROWTH:
            found.append(f"memory grows by {growth:.1f} megabytes for a thousand poems")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--poems", type=int, default=POEMS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["POETGUI_HOME"] = home
        table, sound = run(options.poems, options.seed)
    print("\n".join(table))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
