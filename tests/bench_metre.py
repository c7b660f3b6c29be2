"""Form, rhyme and tone of poems that the program writes, counted twice; any miss is a failure.

`python -m tests.bench_metre [FOLDER] [--poems N] [--minutes M] [--out FILE]` writes in every verse
form and tune by turns, a third of the poems around pins, a third to a theme. The checker judges
each, and so does `tests.prosody.independent`, which shares no code with it; what pins bring about
is left out of both.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from poetgui.commands.compose import poem_json
from poetgui.composer.request.compose_request import ComposeRequest, Mode, Pin
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.engine.bundle.bundles import commonest, load_bundle
from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.forms.verse_forms import FORMS, Form, form_of, grids, tune_forms
from tests.prosody import independent

BATCH = 5
"""Poems a request."""
COMMON = 400
"""Pins and themes are drawn from so many of the commonest characters."""
SHAPE, RHYME = {Kind.SHAPE}, {Kind.RHYME}
VERSE_LINES = {"五古": 8, "七古": 6, "五排": 12, "七排": 10}


def requests(characters: Sequence[str], seed: int = 1) -> Iterator[ComposeRequest]:
    """Endless: each form and tune in turn, free, around pins, or to a theme."""
    chance = Random(seed)
    number = 0
    while True:
        for form in (*FORMS.values(), *tune_forms().values()):
            number += 1
            pins = _pins(form, characters, chance) if number % 3 == 0 else ()
            theme = "".join(chance.sample(characters, 2))
            yield ComposeRequest(
                Mode.FREE,
                form=form.name,
                lines=VERSE_LINES.get(form.name),
                pins=pins,
                themes=(theme,) if number % 3 == 1 else (),
                count=BATCH,
                seed=number,
            )


def _pins(form: Form, characters: Sequence[str], chance: Random) -> tuple[Pin, ...]:
    """Three places where all the form's patterns have a cell."""
    laid = grids(form, VERSE_LINES.get(form.name))
    common = sorted(set.intersection(*({c.place for c in grid.cells} for grid in laid)))
    places = chance.sample(common, 3)
    return tuple(Pin(p, c) for p, c in zip(places, chance.sample(characters, 3), strict=True))


def by_checker(poem: Poem) -> tuple[bool, bool, bool]:
    """Whether shape, tones and rhymes have no fault outside pins."""
    verdict = check(poem.lines, form_of(poem.form), poem.book, poem.pins)
    kinds = {fault.kind for fault in verdict.faults if not fault.pinned}
    return not kinds & SHAPE, not kinds - SHAPE - RHYME, not kinds & RHYME


def run(
    composer: Composer, characters: Sequence[str], poems: int, minutes: float, out: Path | None
):
    """What was counted, a row a form; poems written, requests refused, poems that missed anything
    by either count."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    began, done, refused, missed = time.perf_counter(), 0, 0, 0
    with Path(out or os.devnull).open("w", encoding="utf-8") as file:
        for request in requests(characters):
            if done >= poems or time.perf_counter() - began > minutes * 60:
                break
            try:
                written = composer.compose(request)
            except UserError:
                refused += 1
                continue
            for poem in written:
                record = poem_json(poem)
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                row = counts[poem.form if poem.form in FORMS else "词"]
                one, two = by_checker(poem), independent.accuracy(record)
                for name, answers in (("检", one), ("复", two)):
                    for what, good in zip("形声韵", answers, strict=True):
                        row[name + what] += good
                row["首"] += 1
                done += 1
                if not all((*one, *two)):
                    missed += 1
                    print(f"{poem.form} {poem.pattern} {one} {two} {poem.text}")
    return counts, done, refused, missed


def table(counts: dict[str, Counter[str]]) -> Iterator[str]:
    """Accuracy of form, tone and rhyme: by the checker, then by the second count."""
    yield "体裁\t首\t检测：形\t平仄\t韵\t复核：形\t平仄\t韵"
    total = sum(counts.values(), Counter[str]())
    for name, row in (*counts.items(), ("共", total)):
        shares = (row[key] / row["首"] for key in ("检形", "检声", "检韵", "复形", "复声", "复韵"))
        yield "\t".join([name, str(row["首"]), *(f"{share:.3f}" for share in shares)])


@pytest.mark.benchmark
def test_every_poem_keeps_form_tone_and_rhyme() -> None:
    cards = list_bundles()
    if not cards:
        pytest.skip("no bundle is installed")
    composer, characters = _of(cards[0].folder)
    counts, done, _, missed = run(composer, characters, 200, 60.0, None)
    print("\n" + "\n".join(table(counts)))
    assert done >= 200
    assert missed == 0


def _of(folder: Path) -> tuple[Composer, Sequence[str]]:
    return Composer.of(load_bundle(folder)), commonest(folder)[:COMMON]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="bundle; the first installed one")
    parser.add_argument("--poems", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=600.0, help="stop after so many")
    parser.add_argument("--out", type=Path, help="JSONL, a poem a line")
    options = parser.parse_args()
    composer, characters = _of(options.folder or list_bundles()[0].folder)
    counts, done, refused, missed = run(
        composer, characters, options.poems, options.minutes, options.out
    )
    print("\n".join(table(counts)))
    print(f"{done} 首，{missed} 首有失；{refused} 个要求被婉拒（钉字相冲）")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
