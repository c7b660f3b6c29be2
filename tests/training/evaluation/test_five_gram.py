"""The 5-gram baseline: it is a distribution, it learns, and it is counted as the networks are."""

from __future__ import annotations

import math

import numpy as np
import pytest

from poetgui.engine.model.features import BOS, UNK
from training.corpus.dataset import Corpus
from training.corpus.splits import REGULATED_FORMS, Split
from training.evaluation.five_gram import FiveGram


@pytest.fixture(scope="module")
def model(corpus: Corpus) -> FiveGram:
    return FiveGram(corpus)


def test_the_probabilities_of_all_characters_sum_to_one(
    model: FiveGram, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = corpus.rows(Split.VALID, REGULATED_FORMS)[:1]
    poem = corpus.poems[row[0]]
    last = int(poem["start"]) + int(poem["length"]) - 1
    text = corpus.text.copy()
    monkeypatch.setattr(corpus, "text", text)
    nats = []
    for character in range(BOS + 1, len(corpus.vocabulary["characters"])):
        text[last] = character  # nothing follows: only this one's probability changes
        nats.append(model.loss(corpus, row, 1) * int(poem["length"]))
    rest = sum(
        -math.log(p) for p in _other_cells(model, corpus, row, int(poem["length"]), text, last)
    )
    assert sum(math.exp(rest - n) for n in nats) == pytest.approx(1, rel=1e-6)


def _other_cells(model, corpus, row, length, text, last) -> list[float]:  # type: ignore[no-untyped-def]
    """Probabilities of all cells but the last, from poems cut short."""
    poems = corpus.poems.copy()
    own = corpus.poems
    corpus.poems = poems
    poems["length"][row[0]] = length - 1
    total = model.loss(corpus, row, 1) * (length - 1)
    corpus.poems = own
    return [math.exp(-total)]


def test_it_knows_what_it_has_read(model: FiveGram, corpus: Corpus) -> None:
    seen, held = corpus.rows(Split.TRAIN, REGULATED_FORMS), corpus.rows(Split.TEST, REGULATED_FORMS)
    uniform = math.log(len(corpus.vocabulary["characters"]) - 2)
    assert model.loss(corpus, seen) < model.loss(corpus, held) < uniform


def test_unknown_characters_are_left_out_or_shared_among_the_unseen(
    model: FiveGram, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = corpus.rows(Split.VALID, REGULATED_FORMS)[:1]
    length = int(corpus.poems["length"][row[0]])
    text = corpus.text.copy()
    text[int(corpus.poems["start"][row[0]]) + 3] = UNK
    monkeypatch.setattr(corpus, "text", text)
    once, shared = model.loss(corpus, row, 1), model.loss(corpus, row, 50)
    assert (shared - once) * length == pytest.approx(np.log(50))
    assert math.isfinite(model.loss(corpus, row))
