from __future__ import annotations

from training.corpus import human_poems
from training.corpus.dataset import Corpus
from training.corpus.splits import Split


def test_poems_of_a_tune_are_those_that_its_patterns_fit(corpus: Corpus) -> None:
    every = list(human_poems.poems(corpus, corpus.rows(Split.TRAIN, {"词": 1.0})))
    found = human_poems.of_form(corpus, Split.TRAIN, "浣溪沙")
    assert {tuple(map(len, poem.lines)) for poem in found} <= {(7,) * 6}
    assert {poem.row for poem in found} <= {poem.row for poem in every}
    assert human_poems.of_form(corpus, Split.TRAIN, "七绝")
