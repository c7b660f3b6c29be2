"""Count the tunes 词牌 out of a corpus, and say where poems and table differ.

    python -m training tune-survey --corpus PATH [--out FOLDER] [--workers N]

Every 词 whose title names a tune of `tunes.json` is checked as the app would check it. What
the poems of a pattern have in common is counted: the share that keeps the lines, the tone of each
cell, which line ends rhyme by 词林正韵, which cells repeat others. The counts go to
`tune_survey.json` beside the table, what differs to `tunes.md`. Where stanzas part can't be
counted: the corpus has one sentence a paragraph.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from poetgui.files import write_text
from poetgui.grid import Grid, Tone
from poetgui.paths import resource
from poetgui.prosody.books.tones import simplifier
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.forms.tune_patterns import Tune, find_tune, tunes
from poetgui.prosody.forms.verse_forms import tune_forms
from training.corpus.cleaning import Dropped, clean
from training.corpus.poem_sources import Source, records, sources
from training.tables.tune_counts import Counts, Lines

SHAPES = 5
"""So many of the commonest line patterns are kept for each tune."""
FEW = 20
"""Differences are listed for patterns with so many poems."""
AGAINST, ALL = 10, 95
"""Percent of poems against a tone of the table, or all of one tone where it leaves the cell open,
from which on table and poems differ."""


@dataclass
class Tally:
    """What was counted for one tune."""

    poems: int = 0
    unreadable: int = 0
    """Left out: characters lost, notes that do not close."""
    fit: int = 0
    """Lines as one of the patterns has them."""
    rhyme: int = 0
    tone: int = 0
    passed: int = 0
    shapes: Counter[tuple[int, ...]] = field(default_factory=Counter)
    patterns: dict[str, Counts] = field(default_factory=dict)

    def add(self, lines: Lines, name: str) -> None:
        """Count one poem to the tune of this name."""
        self.poems += 1
        self.shapes[tuple(map(len, lines))] += 1
        verdict = check(lines, tune_forms()[name])
        kinds = {fault.kind for fault in verdict.faults}
        if Kind.SHAPE in kinds:
            return
        self.fit += 1
        self.rhyme += Kind.RHYME not in kinds
        self.tone += Kind.TONE not in kinds
        self.passed += verdict.passed
        counts = Counts(tuple(map(len, verdict.lines)))
        self.patterns.setdefault(verdict.pattern, counts).add(verdict.lines)

    def merge(self, other: Tally) -> None:
        """Add the tally of other poems of the tune."""
        for name in ("poems", "unreadable", "fit", "rhyme", "tone", "passed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.shapes.update(other.shapes)
        for pattern, counts in other.patterns.items():
            self.patterns.setdefault(pattern, Counts(counts.shape)).merge(counts)

    def share(self, number: int) -> float:
        """Percent of the poems."""
        return round(100 * number / max(self.poems, 1), 1)


def tune_of_title(title: str) -> Tune | None:
    """The tune that a title of the corpus names: 凤栖梧・蝶恋花, a name and the usual one."""
    for part in reversed(simplifier().convert(title).split("・")):
        if (tune := find_tune(part)) is not None:
            return tune
    return None


def measure(source: Source) -> dict[str, Tally]:
    """The tallies of one file of the corpus."""
    tallies: dict[str, Tally] = {}
    for record in records(source):
        tune = tune_of_title(record.title) if record.kind == "词" else None
        if tune is None:
            continue
        tally = tallies.setdefault(tune.name, Tally())
        lines = clean(simplifier().convert(record.text))
        if isinstance(lines, Dropped):
            tally.unreadable += 1
        else:
            tally.add(lines, tune.name)
    return tallies


def differences(grid: Grid, counts: Counts) -> list[str]:
    """Where a pattern of the table and its poems differ, in Chinese."""
    found = []
    letters = counts.rhymes()
    for i, (line, levels) in enumerate(zip(grid.lines, counts.levels(), strict=True)):
        for cell, level in zip(line, levels, strict=True):
            if not counts.decided[cell.place]:
                continue
            where = f"第{i + 1}句第{cell.column + 1}字"
            against = 100 - level if cell.tone is Tone.LEVEL else level
            if cell.tone is Tone.ANY:
                if max(level, 100 - level) >= ALL:
                    found.append(f"{where}谱中，词{'平' if level >= ALL else '仄'}")
            elif against >= AGAINST:
                other = "仄" if cell.tone is Tone.LEVEL else "平"
                found.append(f"{where}谱{cell.tone}，词{other}{against}%")
        if (line[-1].rhyme is None) != (letters[i] == "."):
            here, there = ("不押", "押") if line[-1].rhyme is None else ("押", "不押")
            found.append(f"第{i + 1}句谱{here}，词{there}")
    return found


def to_json(tune: Tune, tally: Tally) -> dict:
    """A row of `tune_survey.json`."""
    patterns = []
    for grid in tune.patterns:
        counts = tally.patterns.get(grid.pattern, Counts(grid.shape))
        patterns.append(
            {
                "pattern": grid.pattern,
                "poems": counts.poems,
                "level": [" ".join(map(str, line)) for line in counts.levels()],
                "tones": counts.tones(),
                "rhymes": counts.rhymes(),
                "kin": [f"{a}~{b}" for a, b in counts.kin()],
                "repeats": counts.repeats(),
                "differs": differences(grid, counts) if counts.poems >= FEW else [],
            }
        )
    return {
        "name": tune.name,
        "poems": tally.poems,
        "unreadable": tally.unreadable,
        "percent": {
            "fit": tally.share(tally.fit),
            "rhyme": tally.share(tally.rhyme),
            "tone": tally.share(tally.tone),
            "passed": tally.share(tally.passed),
        },
        "shapes": [
            [" ".join(map(str, shape)), tally.share(n)]
            for shape, n in tally.shapes.most_common(SHAPES)
        ],
        "patterns": patterns,
    }


def document(rows: list[dict]) -> str:
    """What differs between the rule books, as the table has them, and the poems of the Song."""
    lines = [
        "# 词谱与宋词",
        "",
        "由 `python -m training tune-survey` 生成。谱依《钦定词谱》《白香词谱》与龙榆生"
        "《唐宋词格律》，凭记忆校定；词是语料里的宋词，按词林正韵、任一读音合即算合。",
        f"一体不足 {FEW} 首的不列差异。片的分界语料没有，依书。",
        "",
        "| 词牌 | 首 | 合句式 | 押韵 | 平仄 | 全合 | 按语 |",
        "|---|---|---|---|---|---|---|",
    ]
    notes = {tune.name: tune.note for tune in tunes()}
    for row in rows:
        shares = (f"{row['percent'][key]}%" for key in ("fit", "rhyme", "tone", "passed"))
        lines.append(f"| {row['name']} | {row['poems']} | {' | '.join(shares)} "
                     f"| {notes[row['name']]} |")  # fmt: skip
    lines += ["", "## 逐体差异", ""]
    for row in rows:
        for pattern in row["patterns"]:
            if pattern["differs"]:
                listed = "；".join(pattern["differs"])
                lines.append(
                    f"- {row['name']}·{pattern['pattern']}（{pattern['poems']} 首）：{listed}"
                )
    return "\n".join(lines) + "\n"


def report(rows: list[dict]) -> None:
    """Print a line for each tune."""
    print("tune\tpoems\tlines fit\trhyme\ttone\tpassed")
    for row in rows:
        shares = (f"{row['percent'][key]}%" for key in ("fit", "rhyme", "tone", "passed"))
        print(row["name"], row["poems"], *shares, sep="\t")


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--corpus", type=Path, required=True, metavar="路径", help="语料：压缩包或解开的文件夹")
    add("--out", type=Path, default=resource("prosody"), metavar="文件夹",
        help="写到哪里（默认 resources/prosody）")  # fmt: skip
    add("--workers", type=int, default=2, metavar="个", help="几个进程（默认 2）")


def run(options: argparse.Namespace) -> None:
    write(options.corpus, options.out, workers=options.workers)


def write(corpus: Path, folder: Path, *, workers: int = 2) -> None:
    """Count the tunes of a corpus; write `tune_survey.json` and `tunes.md` into `folder`."""
    total = {tune.name: Tally() for tune in tunes()}
    files = [source for source in sources(corpus) if "ci.song" in source.name]
    with ProcessPoolExecutor(workers) as pool:
        for tallies in pool.map(measure, files):
            for name, tally in tallies.items():
                total[name].merge(tally)
    rows = [to_json(tune, total[tune.name]) for tune in tunes()]
    poems = sum(tally.poems for tally in total.values())
    text = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    text = f'{{\n "poems": {poems},\n "tunes": [\n{text}\n ]\n}}\n'
    write_text(folder / "tune_survey.json", text, newline="\n")
    write_text(folder / "tunes.md", document(rows), newline="\n")
    report(rows)
    passed = sum(tally.passed for tally in total.values())
    print("all", poems, "", "", "", f"{100 * passed / max(poems, 1):.1f}%", sep="\t")
