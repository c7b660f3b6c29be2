"""How well human poems keep the metre, by the checker of the app: a test of table and rules.

    python -m training metre-survey --corpus PATH [--dynasty 唐|宋|all] [--characters]

Of Tang and later quatrains in seven characters about 93% are known to rhyme level and 71 to 74% to
keep every tone (strict checkers, any reading counts). The last columns count only readings that
are likely in their words. Figures far from that mean that the rhyme
table or the rules are wrong. `--characters` lists those that stand most often where no reading of
theirs fits: readings that the table lacks, as a rule.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from poetgui.grid import Tone
from poetgui.prosody.books.reading_likelihood import load_table
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book
from poetgui.prosody.books.tones import BITS, lookup, simplifier
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Finding, Kind, State, Verdict
from poetgui.prosody.forms.verse_forms import FORMS, Form, grids, infer_form
from training.corpus.cleaning import Dropped, clean
from training.corpus.poem_sources import Source, records, sources

REGULATED = tuple(name for name, form in FORMS.items() if form.regulated)
LONG = {"五古": "五排", "七古": "七排"}
STRUCTURE = (Kind.COUPLETS_PART, Kind.LINES_ALIKE)


COUNTED = (
    "poems",
    "first",
    "rhyme",
    "tone",
    "passed",
    "grid",
    "repeated",
    "likely_rhyme",
    "likely_passed",
    "likely_grid",
)


@dataclass
class Tally:
    """What was counted for one form."""

    poems: int = 0
    first: int = 0
    """Line 1 rhymes."""
    rhyme: int = 0
    tone: int = 0
    """No fault of tone, whatever the rhyme."""
    passed: int = 0
    grid: int = 0
    """Every tone as in a grid that the program writes in, without licence, whatever the rhyme."""
    repeated: int = 0
    likely_rhyme: int = 0
    """Rhyme, in the readings that are likely."""
    likely_passed: int = 0
    likely_grid: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    """Poems with a fault of this kind."""
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(kind, character) of the cells at fault in poems that have no other fault."""

    def add(self, other: Tally) -> None:
        """Add the tally of other poems of the form."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults
        self.wrong += other.wrong


def count(verdict: Verdict, tally: Tally) -> None:
    """Add one regulated poem."""
    kinds = {f.kind for f in verdict.faults}
    tally.poems += 1
    tally.first += verdict.pattern.endswith("首句入韵")
    tally.rhyme += Kind.RHYME not in kinds
    tally.tone += kinds <= {Kind.RHYME}
    tally.passed += verdict.passed
    tally.grid += fits_grid(verdict)
    tally.repeated += any(f.kind is Kind.REPEATED for f in verdict.notes)
    doubtful = {f.place for f in verdict.notes if f.kind is Kind.UNLIKELY}
    ends = {mark.place for row in verdict.marks for mark in row if mark.state is State.RHYMES}
    tally.likely_rhyme += Kind.RHYME not in kinds and not doubtful & ends
    tally.likely_passed += verdict.passed and not doubtful
    tally.likely_grid += fits_grid(verdict, likely=True)
    tally.faults.update(kind.value for kind in kinds)
    if len(verdict.faults) == 1 and verdict.faults[0].kind not in STRUCTURE:
        tally.wrong[_at_fault(verdict, verdict.faults[0])] += 1


def _at_fault(verdict: Verdict, fault: Finding) -> tuple[str, str]:
    assert fault.place is not None  # in a poem of the right shape every fault has a cell
    what = f"{fault.kind}·{verdict.rhyme}" if fault.kind is Kind.RHYME else fault.kind.value
    return what, verdict.lines[fault.place.line][fault.place.column]


def fits_grid(verdict: Verdict, likely: bool = False) -> bool:
    """Whether every tone is as the grid of the verdict's pattern has it; with `likely`, in the
    readings that are likely alone."""
    assert verdict.form is not None
    look, guess = lookup(load_book(verdict.book)), load_table(verdict.book)
    for grid in grids(verdict.form, len(verdict.lines)):
        if grid.pattern == verdict.pattern:
            return all(
                cell.tone is Tone.ANY or tones[cell.column] & BITS[cell.tone]
                for row, line in zip(grid.lines, verdict.lines, strict=True)
                for all_tones in (look.tones(line),)
                for tones in (guess.narrow(line, all_tones) if likely else all_tones,)
                for cell in row
            )
    return False


def poems(source: Source, dynasty: str) -> Iterator[tuple[Form, tuple[str, ...]]]:
    """Lines of the shape of a regulated form. Of long ones most are old-style verse: the share of
    排律 that passes says how many of them are 排律 at all."""
    for record in records(source):
        if record.kind != "诗" or dynasty not in ("all", record.dynasty):
            continue
        lines = clean(simplifier().convert(record.text))
        if isinstance(lines, Dropped):
            continue
        form = infer_form(tuple(map(len, lines)))
        if form is not None and form.name in LONG and FORMS[LONG[form.name]].takes(len(lines)):
            form = FORMS[LONG[form.name]]
        if form is not None and form.regulated:
            yield form, lines


def measure(source: Source, dynasty: str) -> dict[str, Tally]:
    """The tallies of one file of the corpus."""
    tallies = {name: Tally() for name in REGULATED}
    for form, lines in poems(source, dynasty):
        count(check(lines, form, PINGSHUI), tallies[form.name])
    return tallies


def report(tallies: dict[str, Tally]) -> None:
    """Print a line for each form."""
    print(
        "form\tpoems\tline 1 rhymes\trhyme\ttone\tboth\tstrict tone\trepeats"
        "\tlikely: rhyme\tboth\tstrict tone\tfaults, in % of poems"
    )
    for name, tally in tallies.items():
        n = max(tally.poems, 1)
        shares = [getattr(tally, what) for what in COUNTED[1:]]
        faults = " ".join(f"{k} {100 * v / n:.1f}" for k, v in tally.faults.most_common())
        print(name, tally.poems, *(f"{100 * s / n:.1f}%" for s in shares), faults, sep="\t")


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--corpus", type=Path, required=True, metavar="路径", help="语料：压缩包或解开的文件夹")
    add("--dynasty", choices=("唐", "宋", "all"), default="唐", help="哪一朝（默认唐）")
    add("--characters", type=int, default=0, metavar="个", help="列出最常不合的字")
    add("--workers", type=int, default=2, metavar="个", help="几个进程（默认 2）")


def run(options: argparse.Namespace) -> None:
    total = {name: Tally() for name in REGULATED}
    files = list(sources(options.corpus))
    with ProcessPoolExecutor(options.workers) as pool:
        for tallies in pool.map(partial(measure, dynasty=options.dynasty), files):
            for name, tally in tallies.items():
                total[name].add(tally)
    report(total)
    wrong = sum((tally.wrong for tally in total.values()), Counter())
    for (kind, character), n in wrong.most_common(options.characters):
        print(f"{n}\t{kind}\t{character}")
