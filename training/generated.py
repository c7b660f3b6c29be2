"""Measure poems that the program wrote, beside human ones of the test part.

    python -m training.generated requests --count 1000 > requests.jsonl
    python -m poetgui compose --batch requests.jsonl > poems.jsonl
    python -m training.generated figures poems.jsonl

Form, rhyme and tone accuracy are counted here from the table and the patterns alone, not by the
checker of the app; pins are left out. Copied lines are looked up in the corpus itself, not in the
filter that the program uses.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from poetgui.engine.features import FORMS
from poetgui.errors import UserError
from poetgui.grid import Tone
from poetgui.prosody.books import book
from poetgui.prosody.forms import form_of, grids
from training.dataset import Corpus
from training.export import lines_of
from training.presets import VERSE

TEST = 2
POEMS_A_REQUEST = 5


def requests(corpus: Corpus, count: int, seed: int = 1) -> list[dict]:
    """Requests for `count` poems of each form: acrostics, continuations and free ones by turns.

    Heads and openings are taken from human poems of the test part.
    """
    chance = random.Random(seed)
    human = {form: _texts(corpus, form) for form in VERSE}
    result = []
    for form, poems in human.items():
        for i in range(count // POEMS_A_REQUEST):
            lines = chance.choice(poems)
            request: dict = {"form": form, "count": POEMS_A_REQUEST, "seed": 1000 + i}
            if i % 3 == 0:
                request |= {"mode": "acrostic", "heads": "".join(line[0] for line in lines)}
            elif i % 3 == 1:
                request |= {
                    "mode": "continue",
                    "text": lines[0][: chance.randint(1, len(lines[0]))],
                }
            else:
                request |= {"mode": "free"}
                if i % 2:
                    request["themes"] = [chance.choice(chance.choice(poems))[:2]]
            result.append(request)
    return result


def figures(poems: Sequence[dict], corpus: Corpus) -> str:
    """The table: a row a form, then what is counted over all forms together."""
    written = set(lines_of(corpus))
    runs = {line[i : i + 5] for line in written for i in range(len(line) - 4)}
    by_form: dict[str, list[dict]] = defaultdict(list)
    for poem in poems:
        by_form[poem["form"]].append(poem)
    rows = [
        "体裁 | 首 | 合形 | 押韵 | 合律 | 抄句 | 五字同文 | distinct-2 | 人作 distinct-2 | 秒/首",
        "---|" * 9 + "---",
    ]
    for form, group in by_form.items():
        human = random.Random(1).sample(
            _texts(corpus, form), min(len(group), len(_texts(corpus, form)))
        )
        own = [line for poem in group for line in _own_lines(poem)]
        fives = [line[i : i + 5] for line in own for i in range(len(line) - 4)]
        rows.append(
            f"{form} | {len(group)} | {_share(shaped(p) for p in group):.4f} | "
            f"{_share(rhymed(p) for p in group):.4f} | {_share(toned(p) for p in group):.4f} | "
            f"{sum(line in written for line in own)} | "
            f"{_share(run in runs for run in fives):.4f} | "
            f"{distinct(p['lines'] for p in group):.3f} | {distinct(human):.3f} | "
            f"{np.mean([p['seconds'] for p in group]):.2f}"
        )
    machine = [p["lines"] for p in poems]
    chance = random.Random(2)
    texts = {form: _texts(corpus, form) for form in by_form}
    human = [chance.choice(texts[p["form"]]) for p in poems]
    for name, group in (("机作", machine), ("人作", human)):
        words = Counter(line[i : i + 2] for lines in group for line in lines for i in _rhythm(line))
        top = words.most_common(10)
        share = sum(n for _, n in top) / max(1, words.total())
        rows.append(f"{name}常用词：{' '.join(w for w, _ in top)}，占 {share:.2%}")
    return "\n".join(rows)


def shaped(poem: dict) -> bool:
    """Exactly the form's lines and characters."""
    return (
        tuple(map(len, poem["lines"])) == grids(form_of(poem["form"]), len(poem["lines"]))[0].shape
    )


def rhymed(poem: dict) -> bool:
    """Every open rhyme cell of the poem's pattern has a level reading in one shared group."""
    table, grid = book(poem["book"]), _grid(poem)
    pins = {tuple(place) for place in poem["pins"]}
    cells = [c for c in grid.cells if c.rhyme is not None and tuple(c.place) not in pins]
    groups = [
        {r.group for r in table.readings(poem["lines"][c.line][c.column]) if r.tone is Tone.LEVEL}
        for c in cells
    ]
    return not groups or bool(set.intersection(*groups))


def toned(poem: dict) -> bool:
    """Every open cell has a reading that meets the pattern's demand."""
    table, pins = book(poem["book"]), {tuple(place) for place in poem["pins"]}
    return all(
        cell.tone is Tone.ANY
        or tuple(cell.place) in pins
        or any(r.tone is cell.tone for r in table.readings(poem["lines"][cell.line][cell.column]))
        for cell in _grid(poem).cells
    )


def distinct(poems: Iterable[Sequence[str]]) -> float:
    """Distinct-2: different pairs of neighbours in a line over all pairs."""
    pairs = [line[i : i + 2] for lines in poems for line in lines for i in range(len(line) - 1)]
    return len(set(pairs)) / max(1, len(pairs))


def _grid(poem: dict):
    return next(g for g in grids(form_of(poem["form"])) if g.pattern == poem["pattern"])


def _own_lines(poem: dict) -> list[str]:
    """Lines that the program wrote at least one character of."""
    pins = {tuple(place) for place in poem["pins"]}
    return [
        line
        for i, line in enumerate(poem["lines"])
        if any((i, j) not in pins for j in range(len(line)))
    ]


def _rhythm(line: str) -> tuple[int, ...]:
    """Where two-character words begin in a line of five or seven."""
    return (0, 2, 3) if len(line) == 5 else (0, 2, 4, 5)


def _share(answers: Iterable[bool]) -> float:
    values = list(answers)
    return sum(values) / max(1, len(values))


def _texts(corpus: Corpus, form: str) -> list[list[str]]:
    """Human poems of the test part without unknown characters."""
    characters = corpus.vocabulary["characters"]
    result = []
    for row in corpus.rows(TEST, {form: 1.0}):
        poem = corpus.poems[row]
        start, length = int(poem["start"]), int(poem["length"])
        ids = corpus.text[start : start + length]
        width = length // int(poem["lines"])
        if (ids > 2).all() and FORMS[poem["form"]] == form:
            text = "".join(characters[i] for i in ids)
            result.append([text[i : i + width] for i in range(0, length, width)])
    return result


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.generated", description=__doc__)
    parser.add_argument("what", choices=("requests", "figures"))
    parser.add_argument(
        "poems", nargs="?", type=Path, help="figures: the output of compose --batch"
    )
    parser.add_argument("--count", type=int, default=1000, help="poems of each form")
    parser.add_argument("--data", type=Path, default=Path("data"))
    options = parser.parse_args(arguments)
    try:
        corpus = Corpus(options.data)
        if options.what == "requests":
            for request in requests(corpus, options.count):
                print(json.dumps(request, ensure_ascii=False))
            return 0
        if options.poems is None or not options.poems.exists():
            raise UserError("请给出 compose --batch 的结果文件。")
        answers = [json.loads(x) for x in options.poems.read_text(encoding="utf-8").splitlines()]
        failed = [a for a in answers if isinstance(a, dict)]
        print(figures([p for a in answers if isinstance(a, list) for p in a], corpus))
        print(f"未成 {len(failed)} 条" + (f"：{failed[0]}" if failed else ""))
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
