"""Rebuild every table of `resources/prosody`, in the order in which they need one another.

    python -m training tables [--corpus PATH] [--out FOLDER]

The rhyme books come first: the others are counted by them. The readings come before the tunes: of
two patterns that a poem fits the one with fewer doubtful readings counts. What is not built but
written by hand: `tunes.json`, and beside this module `readings.tsv`, `rhyme_variants.tsv`,
`modern_readings.tsv`, `pinyin_phrases.tsv`, `near_characters.tsv`, `verse_script.tsv` and
`guangyun.tsv` (see `guangyun.py`).
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from poetgui.errors import UserError
from poetgui.paths import resource
from poetgui.prosody.books.rhyme_books import TABLES
from training.corpus.dataset import Corpus
from training.corpus.fetch import ARCHIVE
from training.corpus.prepare import prepare
from training.tables import (
    antithesis_vectors,
    near_character_table,
    pinyin_table,
    rhyme_book_tables,
    rhyme_frequency,
    tone_readings,
    tune_survey,
    verse_script,
)

CORPUS_VARIABLE = "POETGUI_CORPUS"
"""The environment variable that names the corpus where --corpus does not."""


@dataclass(frozen=True)
class Step:
    """One builder: what it writes into the folder it is given, and out of what."""

    tables: tuple[str, ...]
    build: Callable[[Path, Path, Path], None]
    """Takes the folder to write into, the corpus and the folder of the arrays prepared from it."""
    of_corpus: bool = True
    of_unihan: bool = False


STEPS = (
    Step(
        tuple(TABLES.values()),
        lambda out, *_: rhyme_book_tables.write(out),
        False,
    ),
    Step(("pinyin.json",), lambda out, *_: pinyin_table.write(out / "pinyin.json"), False),
    Step(
        ("near_characters.json",),
        lambda out, *_: near_character_table.write(out / "near_characters.json"),
        False,
        True,
    ),
    Step(
        ("readings.json",),
        lambda out, _, data: tone_readings.write(Corpus(data), out / "readings.json"),
    ),
    Step(("tune_survey.json", "tunes.md"), lambda out, corpus, _: tune_survey.write(corpus, out)),
    Step(
        ("rhyme_frequency.json",),
        lambda out, corpus, _: rhyme_frequency.write(corpus, out / "rhyme_frequency.json"),
    ),
    Step(
        ("verse_script.json",),
        lambda out, corpus, _: verse_script.write(corpus, out / "verse_script.json"),
    ),
    Step(
        ("antithesis.npz",),
        lambda out, _, data: antithesis_vectors.build(Corpus(data), out / "antithesis.npz"),
    ),
)  # fmt: skip


def default_corpus() -> Path | None:
    """The corpus that the environment names, or that `fetch` has brought; None without either."""
    if named := os.environ.get(CORPUS_VARIABLE):
        return Path(named)
    fetched = Path("data") / ARCHIVE
    return fetched if fetched.exists() else None


def write(folder: Path, corpus: Path | None) -> list[str]:
    """Build into `folder` what can be built; returns the tables whose input is missing.

    Arrays are prepared anew in a temporary folder: those that lie in `data` may be of other poems.
    """
    missing: list[str] = []
    unihan = near_character_table.unihan_file()
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary)
        for step in STEPS:
            if (step.of_corpus and corpus is None) or (step.of_unihan and unihan is None):
                missing += step.tables
                continue
            if step.tables == ("readings.json",) and corpus is not None:
                prepare(corpus, data)
            step.build(folder, corpus or Path(), data)
    return missing


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, metavar="路径",
                        help="语料：chinese-poetry 的压缩包或解开的文件夹（默认 data 里下载好的，"
                             f"或环境变量 {CORPUS_VARIABLE} 所指）")  # fmt: skip
    parser.add_argument("--out", type=Path, default=resource("prosody"), metavar="文件夹",
                        help="写到哪里（默认 resources/prosody）")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    options.out.mkdir(parents=True, exist_ok=True)
    if missing := write(options.out, options.corpus or default_corpus()):
        lacking = [step for step in STEPS if set(step.tables) & set(missing)]
        hints = [_NO_CORPUS] if any(step.of_corpus for step in lacking) else []
        hints += [near_character_table.MISSING] if any(step.of_unihan for step in lacking) else []
        raise UserError("\n".join((f"这些表没有重建：{'、'.join(missing)}。", *hints)))


_NO_CORPUS = (
    "没有语料。先运行 python -m training fetch，或用 --corpus 指给它 chinese-poetry 的压缩包。"
)
