"""Couplets to learn from: which pairs of lines are taken, and what is given of them."""

from __future__ import annotations

import random

import numpy as np

from poetgui.engine.model.features import FEATURES, FORMS, HINT_PIN
from tests.training.corpus.test_metre_labels import Arrays, kept
from training.corpus.conditioning import TRAINING
from training.corpus.couplet_rows import couplets
from training.corpus.dataset import Corpus
from training.corpus.splits import Split

COUPLET = FORMS.index("对联")
OPPOSITE = ("月白山青水", "风高日夜声")


def taken(*lines: str, form: str) -> list[tuple[str, ...]]:
    arrays = Arrays([kept(lines, form)])
    rows = couplets(arrays.poems, arrays.text, arrays.widths, arrays.tones())
    found = []
    for row in rows:
        at, result = int(row["start"]), []
        for width in arrays.widths[int(row["line"]) : int(row["line"]) + int(row["lines"])]:
            ids = arrays.text[at : at + width]
            result.append("".join(arrays.characters[i] for i in ids))
            at += int(width)
        assert at == int(row["start"]) + int(row["length"])
        found.append(tuple(result))
    return found


def test_an_octave_gives_its_two_middle_couplets() -> None:
    lines = tuple(f"{c}雪事消霞" for c in "甲乙丙丁戊己庚辛")
    assert taken(*lines, form="五律") == [lines[2:4], lines[4:6]]
    assert taken(*lines[:4], form="五绝") == []


def test_a_tune_gives_lines_of_one_width_opposite_in_tone() -> None:
    upper, lower = "绿树青山", "红花白水"  # 仄仄平平 平平仄仄: the wrong way round
    assert taken(upper, lower, form="词") == []
    assert taken(lower, upper, form="词") == [(lower, upper)]
    assert taken(lower, "绿树青花", form="词") == []  # one character in both
    assert taken(lower, "绿水青山", form="词") == []
    assert taken(lower, "山青树绿天", form="词") == []
    assert taken("红花白", "绿树山", form="词") == []


def test_a_couplet_is_told_its_upper_line_and_no_rhyme(corpus: Corpus) -> None:
    rows = corpus.rows(Split.TRAIN, {"对联": 1.0})
    assert len(rows)
    assert not set(rows) & set(corpus.rows(Split.TRAIN))
    batch = corpus.batch(rows, TRAINING, random.Random(3))
    assert (batch.features[:, 0, FEATURES.index("form")] == COUPLET).all()
    assert not batch.features[:, :, FEATURES.index("rhyme")].any()
    assert not batch.features[:, :, FEATURES.index("rhyming")].any()
    lines = batch.features[:, :, FEATURES.index("line")]
    assert lines.max() == 1
    upper_lines = 0
    for i, row in enumerate(rows):
        width = int(corpus.pieces["length"][row]) // 2
        pins = {tuple(h[2:]) for h in batch.hints[i] if h[1] == HINT_PIN}
        upper_lines += pins == {(1, 1 + column) for column in range(width)}
    assert 0.3 < upper_lines / len(rows) < 0.6  # half are pinned, nine in ten of these so
    assert np.array_equal(
        corpus.pieces[rows]["length"], 2 * corpus.widths[corpus.pieces[rows]["line"]]
    )
