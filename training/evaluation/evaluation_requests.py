"""What generated poems are asked for, so that they can be measured beside human ones.

Every request asks for one poem and is unlike the others: poems that share their heads are alike
because they were asked to be.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import cycle, islice

from poetgui.composer.request.compose_request import ComposeRequest
from training.corpus import human_poems
from training.corpus.dataset import Corpus
from training.corpus.human_poems import HumanPoem
from training.corpus.splits import REGULATED_FORMS, Split
from training.evaluation import personal_names

STYLED = {"五律": ("李白", "姚合")}
"""The pair that must pull apart, in the regulated form of which both left most."""
MANY_POETS, MANY_FORM = 20, "七律"
"""The poets with most poems in the form with the most characters to tell them apart by."""


def mixed(corpus: Corpus, split: Split, count: int, chance: random.Random) -> list[dict]:
    """`count` requests of each form: heads, an opening, two theme words, and nothing, by turns.

    None of a form for which no poem has as many lines, or lines as long.
    """
    found = _by_form(corpus, split)
    result = []
    for form in REGULATED_FORMS:
        same = [p for poems in found.values() for p in poems if len(p.lines[0]) == _width(form)]
        long = [p for poems in found.values() for p in poems if len(p.lines) >= _lines(form)]
        heads, openings = chance.sample(long, len(long)), chance.sample(same, len(same))
        if not heads or not openings:
            continue
        for i in range(count):
            request: dict = {"form": form, "mode": "free"}
            if i % 4 == 0:
                poem = heads[i % len(heads)]
                first = "".join(line[0] for line in poem.lines[: _lines(form)])
                request |= {"mode": "acrostic", "heads": first}
            elif i % 4 == 1:
                line = openings[i % len(openings)].lines[0]
                length = chance.randint(2, len(line))
                request |= {"mode": "continue", "text": line[:length]}
            elif i % 4 == 2:
                poem = openings[i % len(openings)]
                request["themes"] = _words(corpus, poem, 2, chance)
            result.append(request)
    return result


def themes(corpus: Corpus, split: Split, count: int, chance: random.Random) -> list[dict]:
    """Pairs of theme words that stand together in a human poem, in that poem's form."""
    poems = [p for found in _by_form(corpus, split).values() for p in found]
    result: list[dict] = []
    for poem in chance.sample(poems, len(poems)):
        words = _words(corpus, poem, 2, chance)
        if len(words) == 2 and len(result) < count:
            result.append({"form": poem.form, "mode": "free", "themes": words})
    return result


def heads(corpus: Corpus, split: Split, count: int, chance: random.Random) -> list[dict]:
    """The heads of human poems, in those poems' forms."""
    poems = [p for found in _by_form(corpus, split).values() for p in found]
    return [
        {"form": p.form, "mode": "acrostic", "heads": "".join(line[0] for line in p.lines)}
        for p in chance.sample(poems, min(count, len(poems)))
    ]


def people(corpus: Corpus, split: Split, count: int, chance: random.Random) -> list[dict]:
    """Personal names of today, in quatrains by turns."""
    return [
        {"form": ("七绝", "五绝")[i % 2], "mode": "acrostic", "heads": name}
        for i, name in enumerate(personal_names.names()[:count])
    ]


def styles(corpus: Corpus, split: Split, count: int, chance: random.Random) -> list[dict]:
    """`count` poems without any theme after each of two poets, and a quarter as many after many."""
    many = list(human_poems.styles_with(corpus, 1, {MANY_FORM: 1.0}))[:MANY_POETS]
    drawn = [(f, p, count) for f, poets in STYLED.items() for p in poets]
    drawn += [(MANY_FORM, poet, count // 4) for poet in many]
    return [
        {"form": form, "mode": "free", "style": poet}
        for form, poet, poems in drawn
        if poet in corpus.manifest["styles"]
        for _ in range(poems)
    ]


def many(corpus: Corpus, split: Split, count: int, chance: random.Random) -> list[dict]:
    """Requests for as many poems as the program usually writes, naming nothing but the form."""
    return [
        {"form": form, "mode": "free", "count": ComposeRequest.count}
        for form in islice(cycle(REGULATED_FORMS), count)
    ]


Kind = Callable[[Corpus, Split, int, random.Random], list[dict]]
KINDS: dict[str, tuple[Kind, int]] = {
    "mixed": (mixed, 250),
    "themes": (themes, 500),
    "heads": (heads, 200),
    "names": (people, 200),
    "styles": (styles, 20),
    "many": (many, 250),
}
"""What each kind asks for, and how many: of each form, in all, or of each poet."""


def requests(
    corpus: Corpus, split: Split, kinds: Sequence[str], share: float = 1.0, seed: int = 1
) -> list[dict]:
    """{"kind", "request"} for every request; share: of the usual counts."""
    result = []
    for kind in kinds:
        made, usual = KINDS[kind]
        drawn = made(corpus, split, max(1, round(share * usual)), random.Random(seed))
        result += [
            {"kind": kind, "request": {"count": 1, "seed": 1000 + i} | request}
            for i, request in enumerate(drawn)
        ]
    return result


def _by_form(corpus: Corpus, split: Split) -> dict[str, list[HumanPoem]]:
    return {form: human_poems.of_form(corpus, split, form) for form in REGULATED_FORMS}


def _words(corpus: Corpus, poem: HumanPoem, count: int, chance: random.Random) -> list[str]:
    """Theme words of a human poem, as they are drawn in training."""
    characters = corpus.vocabulary["characters"]
    words = corpus.theme_words(corpus.poems[poem.row], count, chance)
    return ["".join(characters[c] for c in word) for word in words]


def _lines(form: str) -> int:
    return 8 if form[1] == "律" else 4


def _width(form: str) -> int:
    return 5 if form[0] == "五" else 7
