"""Weights of the ranking, fitted on human poems against generated ones.

    python -m training ranking-fit --model resources/model --data data --poems 100 --write

A candidate's score is in nats a character, as if it were a log-probability. A logistic regression
separates human poems from the best of each lane; its log-odds are by how much the program writes
too often what people do not, so they are added to the score (Azadi et al. 2018 sample by the same
ratio). The likelihood without hints is among the features, so that the others are judged at equal
likelihood, but its weight stays as it is: below the likeliest poems are human ones, and
also all broken ones. So does habit, whose weight is for what poems have in common with each other,
which no single poem shows.

Human poems are those of the validation split that keep their metre.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import torch
from numpy.typing import NDArray

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.writing.antithesis_rules import similarity
from poetgui.composer.writing.composer import Composer
from poetgui.composer.writing.ranking import USUAL, Ranking
from poetgui.composer.writing.rescoring import rescore
from poetgui.composer.writing.search_presets import search_preset
from poetgui.engine.bundle.bundles import MANIFEST, Bundle, load_bundle
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.task import Candidate
from poetgui.errors import UserError
from poetgui.files import write_text
from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book
from poetgui.prosody.forms.verse_forms import form_of, grids
from training.bundle.bundle_options import add_bundle_options
from training.corpus import human_poems
from training.corpus.dataset import Corpus
from training.corpus.splits import REGULATED_FORMS, Split
from training.evaluation import metre_accuracy

FEATURES = ("reading", "pet", "antithesis", "habit")
RIDGE = 1.0
"""Pull towards the weights of today, in nats a unit of (weight x spread of its feature)."""
HUMAN = 999
"""The lane number of the human poem in its pool."""


def pool(
    bundle: Bundle, composer: Composer, poem: human_poems.HumanPoem, seed: int
) -> NDArray | None:
    """[candidates, 1 + features] the human poem first, then the best of each lane.

    Column 0: cells. None where the poem does not keep its metre.
    """
    lane = _lane(poem)
    if lane is None:
        return None
    found = composer.candidates(ComposeRequest(Mode.FREE, form=poem.form, count=1, seed=seed))
    best = [next(iter(group)) for _, group in groupby(found, key=lambda c: c.number)]
    own = Candidate(lane, HUMAN, poem.lines, 0.0, 0.0, 0)
    table, discount = load_book(PINGSHUI), search_preset(0.5).discount
    read = [*rescore([own], bundle.model, table, discount), *best]  # those were read already
    ranking = Ranking((), ())
    ranking.add(read)
    pet, pairs = ranking.lane_repetition(), form_of(poem.form).paired_lines(len(lane.grid.lines))
    cells = len(lane.grid.cells)
    return np.array(
        [(cells, c.fluency, pet[c.lines], similarity(c.lines, pairs), c.habit) for c in read],
        np.float64,
    )


def fit(pools: Sequence[NDArray]) -> dict[str, float]:
    """Weights of `pet` and `antithesis`, none below zero, by logistic regression."""
    x = np.concatenate(pools)
    human_rows = np.cumsum([0, *(len(p) for p in pools[:-1])])
    y = torch.zeros(len(x), dtype=torch.float64)
    y[human_rows] = 1
    features = x[:, 1:] * x[:, :1]  # a poem's log-odds are its cells' summed up
    spread = np.maximum(features.std(0), 1e-9)
    scaled = torch.from_numpy((features - features.mean(0)) / spread)
    usual = torch.tensor(
        [0.0, -USUAL.lane_repetition, USUAL.antithesis, -USUAL.habit], dtype=torch.float64
    )
    prior = usual * torch.from_numpy(spread)
    weights, bias = prior.clone().requires_grad_(), torch.zeros(1, dtype=torch.float64)
    bias.requires_grad_()
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        logits = scaled @ weights + bias
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, y, reduction="sum")
        loss = loss + RIDGE * ((weights - prior)[1:] ** 2).sum() / 2
        loss.backward()
        return loss

    optimiser.step(closure)  # type: ignore[arg-type]
    _, pet, antithesis, _ = (weights.detach().numpy() / spread).tolist()
    return {"pet": max(0.0, round(-pet, 3)), "antithesis": max(0.0, round(antithesis, 3))}


def _lane(poem: human_poems.HumanPoem) -> Lane | None:
    """The pattern and group that a human poem keeps."""
    table = load_book(PINGSHUI)
    for grid in grids(form_of(poem.form), len(poem.lines)):
        ends = [poem.lines[c.line][c.column] for c in grid.cells if c.rhyme is not None]
        groups = set.intersection(
            *({r.group for r in table.readings(e) if r.tone is Tone.LEVEL} for e in ends)
        )
        if groups and metre_accuracy.in_tone(poem.lines, grid, table):
            return Lane(grid, (min(groups),))
    return None


def add_options(parser: argparse.ArgumentParser) -> None:
    add_bundle_options(parser)
    parser.add_argument(
        "--poems", type=int, default=100, metavar="首", help="用多少首人作（默认 100）"
    )


def run(options: argparse.Namespace) -> None:
    corpus, bundle = Corpus(options.data), load_bundle(options.model)
    composer = Composer.of(bundle)
    people = [p for form in REGULATED_FORMS for p in human_poems.of_form(corpus, Split.VALID, form)]
    pools: list[NDArray] = []
    for i in np.random.default_rng(1).permutation(len(people)):
        if len(pools) == options.poems:
            break
        made = pool(bundle, composer, people[i], int(i))
        pools += [] if made is None else [made]
    if not pools:
        raise UserError("验证部分没有一首合律的绝句律诗，无从拟合。")
    weights = fit(pools)
    means = np.array([[p[0, 1:], p[1:, 1:].mean(0)] for p in pools]).mean(0).round(3)
    print(f"{len(pools)} 首　{'、'.join(FEATURES)}　人作 {means[0]}　机作 {means[1]}")
    print(json.dumps(weights))
    if options.write:
        manifest = bundle.manifest | {"ranking": weights}
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        write_text(options.model / MANIFEST, text)
