"""A made-up corpus: random poems in exact metre, written as the files that the training reads.

No line of it is anybody's. Words come in fixed pairs, so that there is something to learn: the
second character of a pair is certain once the first is known.
"""

from __future__ import annotations

import io
import json
import random
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from poetgui.grid import Cell, Tone
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.toy import CHARACTERS
from training.corpus.prepare import split_of

REGULATED = ("五绝", "七绝", "五律", "七律")
TANG, SONG, TUNES = "全唐诗/poet.tang.{}.json", "全唐诗/poet.song.{}.json", "宋词/ci.song.{}.json"
WORDS = 12
"""Pairs for each of the four combinations of tones."""


@dataclass(frozen=True)
class Made:
    """One poem as it is put into a file; `lines` are simplified and without marks."""

    lines: tuple[str, ...]
    title: str = ""
    author: str = ""
    tang: bool = True

    @property
    def paragraphs(self) -> list[str]:
        pairs = (self.lines[i : i + 2] for i in range(0, len(self.lines), 2))
        return ["，".join(pair) + "。" for pair in pairs]


@cache
def one_tone(tone: Tone) -> tuple[str, ...]:
    """Characters all of whose readings are of this tone."""
    table = load_book(PINGSHUI)
    found = dict.fromkeys(CHARACTERS)
    return tuple(c for c in found if {r.tone for r in table.readings(c)} == {tone})


@cache
def words() -> dict[tuple[Tone, Tone], list[str]]:
    """Pairs of characters by their tones; no character begins two of them."""
    chance = random.Random(0)
    tones = (Tone.LEVEL, Tone.OBLIQUE)
    pools = {tone: chance.sample(one_tone(tone), 4 * WORDS) for tone in tones}
    result = {}
    for first in tones:
        for second in tones:
            heads = [pools[first].pop() for _ in range(WORDS)]
            result[first, second] = [h + chance.choice(one_tone(second)) for h in heads]
    return result


@cache
def rhyming(group: str) -> tuple[str, ...]:
    members = set(load_book(PINGSHUI).members(group))
    return tuple(c for c in one_tone(Tone.LEVEL) if c in members)


@cache
def groups() -> tuple[str, ...]:
    """Level groups with characters enough for an octave's rhymes."""
    level = [name for name, tone in load_book(PINGSHUI).groups if tone is Tone.LEVEL]
    return tuple(g for g in level if len(rhyming(g)) >= 6)


def regulated(name: str, chance: random.Random) -> tuple[str, ...]:
    """A poem of a regulated form in one of its four patterns."""
    grid = chance.choice(grids(form_of(name)))
    rhymes = list(rhyming(chance.choice(groups())))
    chance.shuffle(rhymes)
    return tuple(_line(line, rhymes, chance) for line in grid.lines)


def _line(cells: Sequence[Cell], rhymes: list[str], chance: random.Random) -> str:
    text = ""
    for first, second in zip(cells[0:-1:2], cells[1:-1:2], strict=True):
        fits = [
            word
            for (a, b), found in words().items()
            for word in found
            if first.tone in (Tone.ANY, a) and second.tone in (Tone.ANY, b)
        ]
        text += chance.choice(fits)
    last = cells[-1]
    return text + (rhymes.pop() if last.rhyme is not None else chance.choice(one_tone(last.tone)))


def old_style(width: int, lines: int, chance: random.Random) -> tuple[str, ...]:
    """Lines of one width without any metre."""
    pool = one_tone(Tone.LEVEL) + one_tone(Tone.OBLIQUE)
    return tuple("".join(chance.choices(pool, k=width)) for _ in range(lines))


def held_out(rare: str, cell: int, chance: random.Random) -> tuple[str, ...]:
    """A quatrain that its hash keeps out of training, with a rare character at a cell."""
    while True:
        text = "".join(regulated("五绝", chance))
        text = text[:cell] + rare + text[cell + 1 :]
        if split_of(text):
            return tuple(text[i : i + 5] for i in range(0, 20, 5))


def make(count: int, seed: int = 0, forms: Sequence[str] = REGULATED) -> list[Made]:
    """`count` poems, the forms by turns; half by one poet of Tang, half by one of Song."""
    chance = random.Random(seed)
    made = []
    for i in range(count):
        lines = regulated(forms[i % len(forms)], chance)
        tang = i % 2 == 0
        made.append(Made(lines, lines[0][:2], "甲山人" if tang else "乙野老", tang))
    return made


def files(poems: Sequence[Made], tunes: Sequence[Made] = ()) -> dict[str, str]:
    """Path -> text, laid out as chinese-poetry does; traditional script, as there."""
    from opencc import OpenCC

    traditional = OpenCC("s2t")
    texts = {}
    for path, chosen, title in (
        (TANG.format(0), [p for p in poems if p.tang], "title"),
        (SONG.format(0), [p for p in poems if not p.tang], "title"),
        (TUNES.format(0), tunes, "rhythmic"),
    ):
        data = [{"author": p.author, "paragraphs": p.paragraphs, title: p.title} for p in chosen]
        texts[path] = traditional.convert(json.dumps(data, ensure_ascii=False))
    return texts


def write_folder(texts: dict[str, str], folder: Path) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_archive(texts: dict[str, str], path: Path) -> Path:
    """As the host packs it: everything under one folder, with a file that holds no poems."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as archive:
        for name, text in (texts | {"全唐诗/authors.tang.json": "[]"}).items():
            data = text.encode()
            member = tarfile.TarInfo(f"chinese-poetry-0/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def write_texts(poems: Sequence[Made], folder: Path, each: int = 100) -> Path:
    """Plain files as a person keeps them: a title, the text, a blank line."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(0, len(poems), each):
        blocks = ["\n".join((p.title, *p.paragraphs)) for p in poems[i : i + each]]
        (folder / f"诗 {i // each}.txt").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return folder
