"""Pairs of characters that the program writes oftener than people do, so that it writes them less.

    python -m training overuse --model resources/model --data data --requests 600 --write

Beam search finds what is likely, and what is likely comes again: 独倚, 数声, 笋抽 stood in its
poems three to thirty times as often as in people's. Poems are written for mixed requests of the
validation split, and the pairs of neighbours counted in the best poem of every lane; what a person
fixed or named is left out. A pair that is more frequent than in the training split is overused, and
the logarithm of how many times more frequent goes into the bundle, for the habit penalty of
`engine.model.habit_penalty`. A bundle that has such a list already is measured with it, and what is
still overused is added; for another count give another --seed.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.request.request_layout import lay_out
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundles import OVERUSE, Bundle, load_bundle
from poetgui.engine.search.task import Candidate
from poetgui.errors import UserError
from poetgui.files import write_text
from poetgui.grid import Place
from training.bundle.bundle_options import add_bundle_options
from training.bundle.onnx_export import write_manifest
from training.corpus import human_poems
from training.corpus.dataset import Corpus
from training.corpus.splits import REGULATED_FORMS, Split
from training.evaluation import evaluation_requests

DOUBT = 0.5
"""Added to both counts: a pair that is rare with people needs more than one poem to be overused."""
LEAST = 0.3
"""Nats; what is overused by less is chance."""

Pairs = Mapping[str, float]


def pair_rates(request: ComposeRequest, candidates: Sequence[Candidate]) -> Pairs:
    """How often a poem for the request has each pair, in the mean of its lanes.

    candidates: lane by lane, best first. What a person fixed or named is left out.
    """
    fixed = lay_out(request).typed.keys()
    best = [next(iter(lane)) for _, lane in groupby(candidates, key=lambda c: c.number)]
    counted: Counter[str] = Counter()
    for candidate in best:
        for i, line in enumerate(candidate.lines):
            own = [Place(i, j) not in fixed for j in range(len(line))]
            counted.update(line[j : j + 2] for j, pair in enumerate(pairwise(own)) if any(pair))
    named = [pair for pair in counted if any(pair in theme for theme in request.themes)]
    return {pair: n / len(best) for pair, n in counted.items() if pair not in named}


def shares(corpus: Corpus) -> Pairs:
    """Each pair's share of all pairs in the lines of people's quatrains and octaves."""
    poems = human_poems.poems(corpus, corpus.rows(Split.TRAIN, REGULATED_FORMS))
    counted = Counter("".join(p) for poem in poems for line in poem.lines for p in pairwise(line))
    total = counted.total()
    return {pair: n / total for pair, n in counted.items()}


def overused(rates: Iterable[Pairs], people: Pairs) -> Pairs:
    """Pair -> logarithm of how many times oftener it is written than by people; nats, most first.

    rates: for each request what `pair_rates` returned; people: what `shares` returned.
    """
    counted: Counter[str] = Counter()
    for pairs in rates:
        counted.update(pairs)
    total = counted.total()
    nats = {
        pair: math.log((n + DOUBT) / (people.get(pair, 0.0) * total + DOUBT))
        for pair, n in counted.items()
    }
    return {pair: n for pair, n in sorted(nats.items(), key=lambda p: -p[1]) if n >= LEAST}


def write(bundle: Bundle, found: Pairs) -> None:
    """Put what was found into the bundle, added to what stands there."""
    path = bundle.folder / OVERUSE
    before: Pairs = {}
    if OVERUSE in bundle.manifest["files"]:
        kept = json.loads(path.read_text(encoding="utf-8"))
        before = dict(zip(kept["pairs"], kept["nats"], strict=True))
    summed = {pair: before.get(pair, 0.0) + found.get(pair, 0.0) for pair in {**before, **found}}
    most = sorted(summed.items(), key=lambda p: (-p[1], p[0]))
    data = {"pairs": [pair for pair, _ in most], "nats": [round(nats, 2) for _, nats in most]}
    write_text(path, json.dumps(data, ensure_ascii=False))
    write_manifest(bundle.folder, bundle.manifest)


def add_options(parser: argparse.ArgumentParser) -> None:
    add_bundle_options(parser)
    parser.add_argument(
        "--requests", type=int, default=600, metavar="首", help="写多少首来数（默认 600）"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="数", help="换一个数就换一批题目")


def run(options: argparse.Namespace) -> None:
    corpus, bundle = Corpus(options.data), load_bundle(options.model)
    composer = Composer.of(bundle)
    _, usual = evaluation_requests.KINDS["mixed"]
    share = options.requests / (usual * len(REGULATED_FORMS))
    requests = [
        ComposeRequest.from_json(drawn["request"])
        for drawn in evaluation_requests.requests(
            corpus, Split.VALID, ["mixed"], share, options.seed
        )
    ]
    if not requests:
        raise UserError("验证部分没有绝句律诗，无从听起。")
    rates = []
    for number, request in enumerate(requests):
        rates.append(pair_rates(request, composer.candidates(request)))
        print(f"\r{number + 1} / {len(requests)}", end="", file=sys.stderr, flush=True)
    found = overused(rates, shares(corpus))
    most = " ".join(f"{pair} ×{math.exp(n):.1f}" for pair, n in list(found.items())[:30])
    print(f"\n{len(found)} 对用得比前人勤，最勤的：{most}")
    if options.write:
        write(bundle, found)
