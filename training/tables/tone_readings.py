"""Build `resources/prosody/readings.json`: how a character with several readings is likely read.

    python -m training tone-readings [--data FOLDER] [--out FILE] [--disputes N]

The table decides the tone class only, by the word that the character stands in: 长 is level in
长安, oblique in 生长. Three sources, the first that knows the word wins:

- poets: in verse of the training split that keeps its pattern, the tone that the pattern demands of
  the cell. A word counts with four cells, a character by itself with twenty, decided where nine of
  ten agree; where they do not, poets read it either way and nothing is decided.
- `readings.tsv`: rules reviewed by hand, for words too rare to be counted. What they say of a
  character alone comes before the poets: see there.
- pypinyin (MIT): its words, where the modern reading gives the old tone class away; and the modern
  tone of characters that verse has too seldom to count.

Modern readings (中华通韵) come from pypinyin alone. Prints the share of the cells of the test split
that are decided, and how many of those rightly. `--disputes` lists rules that the poets contradict.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pypinyin.contrib.tone_convert import to_finals_tone3
from pypinyin.phrases_dict import phrases_dict

from poetgui.engine.model.features import FORMS, TONE_LEVEL, TONE_OBLIQUE
from poetgui.files import write_text
from poetgui.paths import resource
from poetgui.prosody.books.reading_likelihood import CUE, EITHER_WAY, END, cues, table_of
from poetgui.prosody.books.rhyme_books import PINGSHUI, TONGYUN, load_book
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.tables import mandarin_readings
from training.tables.pingshui import read_variants

RULES = Path(__file__).with_name("readings.tsv")
OUT = resource("prosody", "readings.json")
VERSE = {"五绝": (4, 5), "七绝": (4, 7), "五律": (8, 5), "七律": (8, 7)}
LEVEL, OBLIQUE = "平", "仄"
FEWEST_WORDS, FEWEST_ALONE, SHARE = 4, 20, 0.9
"""Cells that a word, and a character by itself, must have, and the share that must agree."""
ENTERING = frozenset("屋沃觉质物月曷黠屑药陌锡职缉合叶洽")
"""The groups of the entering tone 入声, oblique whatever the modern tone."""
UNKNOWN = "□"
ALONE = CUE
"""The cue of a character that no word tells."""

Table = dict[str, dict[str, str]]
"""Character -> cue (a word with ~ in the character's place, or ~ alone) -> 平, 仄 or 两."""
Cell = tuple[str, tuple[str, ...], bool, str]
"""(character, cues, whether at the line's end, tone demanded)"""


def cells(corpus: Corpus, split: Split) -> Iterator[Cell]:
    """Every cell of verse whose pattern decides between a character's readings."""
    # A marker stands for one unknown character: it must not take more room than that.
    characters = [c if len(c) == 1 else UNKNOWN for c in corpus.vocabulary["characters"]]
    several = np.array([c in ambiguous(PINGSHUI) for c in characters])
    for form, (lines, width) in VERSE.items():
        rows = corpus.poems[
            (corpus.poems["form"] == FORMS.index(form)) & (corpus.poems["part"] == split)
        ]
        at = rows["start"].astype(np.int64)[:, None] + np.arange(lines * width)
        text = corpus.text[at].reshape(-1, width)
        tones: NDArray[np.uint8] = corpus.tones[at].reshape(-1, width)
        decided = several[text] & ((tones == TONE_LEVEL) | (tones == TONE_OBLIQUE))
        # 平平仄平仄 stands for 平平平仄仄: what is third there was not meant to be level.
        turned = (tones[:, [-4, -2]] == TONE_LEVEL).all(1) & (tones[:, -1] == TONE_OBLIQUE)
        decided[turned, -3] = False
        for i, j in zip(*(axis.tolist() for axis in np.nonzero(decided)), strict=True):
            line = "".join(characters[c] for c in text[i])
            tone = LEVEL if tones[i, j] == TONE_LEVEL else OBLIQUE
            near = tuple(c for c in cues(line, j) if UNKNOWN not in c)
            yield line[j], near, j == width - 1, tone


def ambiguous(name: str) -> frozenset[str]:
    """Characters of a book whose readings differ in tone class."""
    table = load_book(name)
    return frozenset(c for c in table.characters if len({r.tone for r in table.readings(c)}) > 1)


def poets(found: Iterable[Cell]) -> Table:
    """What the cells tell. A line's end says nothing of a character alone: rhyme chose it there."""
    alone: dict[str, Counter[str]] = defaultdict(Counter)
    words: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for character, near, end, tone in found:
        if not end:
            alone[character][tone] += 1
        for cue in near:
            words[character, cue][tone] += 1
    result: Table = defaultdict(dict)
    for character, counts in alone.items():
        if counts.total() >= FEWEST_ALONE:
            result[character][ALONE] = _decided(counts)
    for (character, cue), counts in sorted(words.items(), key=lambda item: -item[1].total()):
        if counts.total() >= FEWEST_WORDS:
            result[character][cue] = _decided(counts)
    return result


def _decided(counts: Counter[str]) -> str:
    tone, most = counts.most_common(1)[0]
    return tone if most >= SHARE * counts.total() else EITHER_WAY


def rules(path: Path = RULES) -> Table:
    """The reviewed rules. Raises ValueError for one without its ~ or of no tone."""
    result: Table = defaultdict(dict)
    for character, tone, words, reason in read_variants(path):
        for cue in words.split() or [ALONE]:
            if tone not in (LEVEL, OBLIQUE, EITHER_WAY) or cue.count(CUE) != 1 or not reason:
                raise ValueError(f"{path.name}: {character} {tone} {cue}")
            result[character][cue] = tone
    return result


def phrases(name: str) -> Table:
    """The words of two characters in pypinyin's table, for characters with several sounds in use.

    A modern level tone may have been an entering one: where the character has such a reading,
    nothing is decided. What a character mostly is in its words is decided for it alone, in the
    modern book only: the old readings were another matter.
    """
    several = ambiguous(name)
    table = load_book(name)
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    result: Table = defaultdict(dict)
    for word, syllables in phrases_dict.items():
        if len(word) != len(syllables):
            continue
        for i, (character, readings) in enumerate(zip(word, syllables, strict=True)):
            if character not in several or len(mandarin_readings.sounds(character)) < 2:
                continue
            tone = to_finals_tone3(readings[0], strict=True)[-1:]
            if tone not in "1234" or not tone:
                continue
            level = tone in "12"
            entering = any(r.group in ENTERING for r in table.readings(character))
            if level and entering and name == PINGSHUI:
                continue
            own_tone = LEVEL if level else OBLIQUE
            counted[character][own_tone] += 1
            if len(word) == 2:
                result[character][CUE + word[1] if i == 0 else word[0] + CUE] = own_tone
    if name == TONGYUN:
        for character, counts in counted.items():
            result[character][ALONE] = _decided(counts)
    return result


def alone(table: Table) -> Table:
    """What a table says of characters by themselves, within a line and at its end."""
    result = {c: {cue: t for cue, t in said.items() if cue in (ALONE, END)}
              for c, said in table.items()}  # fmt: skip
    return {character: said for character, said in result.items() if said}


def modern(characters: Iterable[str]) -> Table:
    """The modern tone class of old characters that have one alone, as what they usually are.

    A modern level tone may have been an entering one: see `phrases`.
    """
    table, result = load_book(PINGSHUI), Table()
    for character in characters:
        levels = {sound.tone in (0, 1, 2) for sound in mandarin_readings.sounds(character)}
        entering = any(r.group in ENTERING for r in table.readings(character))
        if len(levels) == 1 and not (entering and True in levels):
            result[character] = {ALONE: LEVEL if True in levels else OBLIQUE}
    return result


def merge(*sources: Table, whole: Container[str] = ()) -> Table:
    """What the first source says that knows the word, less what the character says alone anyhow.

    `whole`: characters that keep all their words.
    """
    result: Table = defaultdict(dict)
    for source in sources:
        for character, cue_tones in source.items():
            for cue, tone in cue_tones.items():
                result[character].setdefault(cue, tone)
    for character, cue_tones in result.items():
        usual = cue_tones.get(ALONE, EITHER_WAY)
        if character not in whole:
            result[character] = {c: t for c, t in cue_tones.items() if c == ALONE or t != usual}
        if usual == EITHER_WAY:
            result[character].pop(ALONE, None)
    return {character: cue_tones for character, cue_tones in result.items() if cue_tones}


def to_json(table: Table) -> dict[str, dict[str, str]]:
    """Character -> tone -> its cues by spaces, the commonest first."""
    return {
        character: {
            tone: " ".join(cue for cue, t in cue_tones.items() if t == tone)
            for tone in (LEVEL, OBLIQUE, EITHER_WAY)
            if tone in cue_tones.values()
        }
        for character, cue_tones in sorted(table.items())
    }


def judge(table: Table, found: Iterable[Cell]) -> tuple[int, int, int]:
    """Of these cells: how many there are, how many the table decides, how many of those rightly."""
    likely = table_of(to_json(table))
    every = decided = right = 0
    for character, near, _, tone in found:
        guess = likely.tone(character, near)
        every += 1
        decided += guess is not None
        right += guess is not None and guess.value == tone
    return every, decided, right


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--data",
        type=Path,
        default=Path("data"),
        metavar="文件夹",
        help="prepare 写的数组（默认 data）",
    )
    add("--out", type=Path, default=OUT, metavar="文件", help="写到哪里（默认随程序的表）")
    add("--disputes", type=int, default=0, metavar="条", help="列出与诗人用法不合的手订规则")


def run(options: argparse.Namespace) -> None:
    write(Corpus(options.data), options.out, disputes=options.disputes)


def write(corpus: Corpus, out: Path, *, disputes: int = 0) -> None:
    """Build the table from the corpus's training split and write it to the file `out`."""
    several = ambiguous(PINGSHUI)
    counted = poets(cells(corpus, Split.TRAIN))
    own = rules()
    free = {character for character, cue_tones in own.items() if cue_tones.get(ALONE) == EITHER_WAY}
    words = {c: cue_tones for c, cue_tones in phrases(PINGSHUI).items() if c not in free}
    for line in _disputed(own, counted)[:disputes]:
        print(line)
    own_several = {c: s for c, s in own.items() if c in several}
    defaults = alone(own_several)
    rare = modern(sorted(several))
    # Of what a rule makes usual the words stay: they are the examples of the look-up.
    old = merge(defaults, counted, own_several, words, rare, whole=defaults.keys())
    test = list(cells(corpus, Split.TEST))
    for name, table in (("poets", counted), ("rules", own), ("pypinyin", words), ("all", old)):
        every, decided, right = judge(merge(table), test)
        shares = (
            f"{decided / max(1, every):.1%} of {every} cells, {right / max(1, decided):.1%} rightly"
        )
        print(f"{name}: {shares}")
    data = {
        "source": "chinese-poetry (MIT): the tones that verse demands; pypinyin (MIT);"
        " training/tables/readings.tsv",
        "license": "MIT",
        "中古": to_json(old),
        "今音": to_json(merge(phrases(TONGYUN))),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    write_text(out, text, newline="\n")
    print(f"{out.name}: {len(old)} characters, {sum(map(len, old.values()))} words")


def _disputed(own: Table, counted: Table) -> list[str]:
    """The rules that the poets contradict, a line each."""
    return [
        f"{character} {cue} {tone}, poets {counted[character][cue]}"
        for character, cue_tones in own.items()
        for cue, tone in cue_tones.items()
        if cue in counted.get(character, {}) and counted[character][cue] != tone
    ]
