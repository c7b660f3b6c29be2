"""Blind readings: our poems among human ones, marked by people who see nothing but the text.

    python -m training blind-reading make  reading --form 七绝
    python -m training blind-reading score reading reader-1.csv reader-2.csv

`make` writes three files into the folder: `sheet.html`, a page to read and mark on, `sheet.csv`,
the same for a spreadsheet, and `key.json`, which no reader may see. `score` prints, by who wrote
the poems, the mean marks, how many were taken for human, how many were told apart, and how well
the readers agree. This is the figure that decides about a network or a search.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundles import load_bundle
from poetgui.errors import UserError
from poetgui.files import write_text
from training.bundle.card import add_reading
from training.corpus import human_poems
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.evaluation import reading_figures, reading_sheet
from training.evaluation.reading_figures import HUMAN, OURS, Mark

POEMS = 50
"""Of each kind: with a hundred marks of two readers the mean is known to about a tenth."""
KEY, PAGE, TABLE = "key.json", "sheet.html", "sheet.csv"
KNOWN_POETS = "李白 杜甫 王维 孟浩然 白居易 李商隐 杜牧 苏轼 王安石 陆游 杨万里 朱熹"
"""Anthologies are full of their poems, which a reader would know by heart."""


@dataclass(frozen=True)
class Entry:
    """A poem on the sheet and who wrote it: HUMAN or OURS."""

    writer: str
    lines: tuple[str, ...]


def requests_of(path: Path | None, form: str, count: int, seed: int) -> list[ComposeRequest]:
    """The requests of a file with one JSON object a line, or `count` that name only the form.

    Each asks for a single poem; where no seed is given it is `seed` plus the number of the line.
    Raises UserError for a file that cannot be read.
    """
    asked: list[object] = [{"mode": "free", "form": form}] * count
    if path is not None:
        try:
            asked = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        except (OSError, ValueError) as error:
            raise UserError(f"{path} 读不出来：每行要有一个 JSON 请求。") from error
    requests = map(ComposeRequest.from_json, asked)
    return [
        replace(request, count=1, seed=seed + number if request.seed is None else request.seed)
        for number, request in enumerate(requests)
    ]


def human_entries(corpus: Corpus, forms: Iterable[str], rng: random.Random) -> list[Entry]:
    """As many poems of the test split as there are `forms`, each of its form.

    Raises UserError where the test split has too few.
    """
    wanted = list(forms)
    drawn: list[Entry] = []
    for form in dict.fromkeys(wanted):
        poems = [
            poem
            for poem in human_poems.of_form(corpus, Split.TEST, form)
            if poem.poet not in KNOWN_POETS.split()
        ]
        count = wanted.count(form)
        if len(poems) < count:
            raise UserError(f"测试部分里{form}只有 {len(poems)} 首可用，要 {count} 首。")
        drawn += [Entry(HUMAN, poem.lines) for poem in rng.sample(poems, count)]
    return drawn


def shuffled(ours: Sequence[Entry], human: Sequence[Entry], rng: random.Random) -> list[Entry]:
    """Both in random order."""
    entries = [*ours, *human]
    rng.shuffle(entries)
    return entries


def refuse_used(folder: Path) -> None:
    """Raises UserError where a key is there already: its sheet may be with the readers."""
    if (folder / KEY).exists():
        raise UserError(f"{folder} 里已有一次评读，请换一个文件夹。")


def write_sheet(entries: Sequence[Entry], folder: Path) -> None:
    """Write the sheet and the key. Raises UserError where a key is there already."""
    refuse_used(folder)
    folder.mkdir(parents=True, exist_ok=True)
    poems = [entry.lines for entry in entries]
    write_text(folder / PAGE, reading_sheet.page(poems))
    write_text(folder / TABLE, reading_sheet.table(poems))
    key = [{"writer": entry.writer, "lines": list(entry.lines)} for entry in entries]
    write_text(folder / KEY, json.dumps(key, ensure_ascii=False, indent=1))


def read_key(folder: Path) -> list[str]:
    """Who wrote each poem. Raises UserError where `make` did not write the folder."""
    try:
        key = json.loads((folder / KEY).read_text(encoding="utf-8"))
        return [str(entry["writer"]) for entry in key]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UserError(f"{folder} 里没有可用的 {KEY}，先运行 blind-reading make。") from error


def read_marks(path: Path, poems: int) -> dict[int, Mark]:
    """A filled sheet: number of the poem, from 1 -> mark. A heading and empty rows are passed over.

    Raises UserError naming the row that is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"打不开 {path}，或它不是 UTF-8 编码。") from error
    marks: dict[int, Mark] = {}
    for row in csv.reader(io.StringIO(text)):
        if not row or not row[0].strip().isdecimal():
            continue
        mark = reading_sheet.mark_of(row)
        if mark is None:
            continue
        number = int(row[0])
        if not 1 <= number <= poems or number in marks:
            raise UserError(f"{path} 里第 {number} 首不在评读表中，或写了两次。")
        marks[number] = mark
    if not marks:
        raise UserError(f"{path} 里没有评分。")
    return marks


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("action", choices=("make", "score"), metavar="make|score",
        help="make 写评读表；score 统计填好的表")  # fmt: skip
    add("folder", type=Path, metavar="文件夹", help="评读表放在哪里")
    add("marks", nargs="*", type=Path, metavar="评分.csv", help="score：读者填好的表")
    add("--form", default="七绝", metavar="体裁", help="make：不给请求时写什么（默认七绝）")
    add("--requests", type=Path, metavar="文件", help="make：每行一个 JSON 请求，各写一首")
    add("--poems", type=int, default=POEMS, metavar="首", help=f"make：各几首（默认 {POEMS}）")
    add("--seed", type=int, default=1, metavar="数", help="make：种子，定诗与次序（默认 1）")
    add("--model", type=Path, default=Path("resources/model"), metavar="文件夹",
        help="导出的模型（默认 resources/model）")  # fmt: skip
    add("--data", type=Path, default=Path("data"), metavar="文件夹",
        help="make：prepare 写的数组（默认 data）")  # fmt: skip
    add("--card", metavar="名目", help="score：以此名目记进模型的清单和 CARD.md")


def run(options: argparse.Namespace) -> None:
    if options.action == "make":
        _make(options)
    else:
        _score(options)


def _make(options: argparse.Namespace) -> None:
    refuse_used(options.folder)
    requests = requests_of(options.requests, options.form, options.poems, options.seed)
    composer = Composer.of(load_bundle(options.model))
    ours, forms = [], []
    for number, request in enumerate(requests, 1):
        poem = composer.compose(request)[0]
        ours.append(Entry(OURS, poem.lines))
        forms.append(poem.form)
        print(f"\r{number}/{len(requests)}", end="", flush=True)
    rng = random.Random(options.seed)
    human = human_entries(Corpus(options.data), forms, rng)
    write_sheet(shuffled(ours, human, rng), options.folder)
    print(f"\n写好了：{options.folder / PAGE}，{options.folder / TABLE}；{KEY} 不要给读者看。")


def _score(options: argparse.Namespace) -> None:
    key = read_key(options.folder)
    readers = [read_marks(path, len(key)) for path in options.marks]
    if not readers:
        raise UserError("请给出读者填好的表。")
    figures = reading_figures.figures(key, readers)
    print("\n".join(reading_figures.table(figures)))
    if options.card:
        add_reading(options.model, {"name": options.card, "date": str(date.today())} | figures)
