"""Batches: what is given is true, what is pinned is seen coming, what is padded is nothing."""

from __future__ import annotations

import dataclasses
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.engine.model.features import (
    BOS,
    FEATURES,
    FORMS,
    HINT_PAD,
    HINT_PIN,
    HINT_THEME,
    MAX_COLUMN,
    MAX_DISTANCE,
    MAX_LINE,
    PAD,
    RHYMING_NO,
    RHYMING_YES,
    UNK,
)
from training.corpus import dataset
from training.corpus.conditioning import FORM_ONLY, PROSODY, TRAINING, Conditioning
from training.corpus.dataset import Batch, Corpus, schedule
from training.corpus.metre_labels import TONE_EITHER
from training.corpus.splits import REGULATED_FORMS, Split

COLUMN = {name: i for i, name in enumerate(FEATURES)}
ALL = REGULATED_FORMS | {"五古": 1.0, "七古": 1.0, "词": 1.0}
PINNED = dataclasses.replace(TRAINING, pins=1.0, unknown=0.0, unknown_pin=0.3)


def places(corpus: Corpus, row: int) -> list[tuple[int, int, int]]:
    """(line, column, width of the line) of each cell of a poem, counted one by one."""
    poem = corpus.poems[row]
    begin = int(poem["line"])
    widths = corpus.widths[begin : begin + int(poem["lines"])].tolist()
    return [(i, j, width) for i, width in enumerate(widths) for j in range(width)]


def text(corpus: Corpus, row: int) -> list[int]:
    poem = corpus.poems[row]
    return corpus.text[int(poem["start"]) : int(poem["start"]) + int(poem["length"])].tolist()


def column(batch: Batch, name: str) -> np.ndarray:
    return batch.features[:, :, COLUMN[name]]


@pytest.fixture(scope="module")
def draw(corpus: Corpus):
    """A strategy: some rows, and a batch of them as training has it but with pins in every poem."""

    def build(rows: list[int], seed: int, conditioning: Conditioning) -> tuple[list[int], Batch]:
        return rows, corpus.batch(np.array(rows), conditioning, random.Random(seed))

    rows = st.lists(st.integers(0, len(corpus.poems) - 1), min_size=1, max_size=6)
    return lambda given: st.builds(build, rows, st.integers(0, 2**32), st.just(given))


def expected_ahead(corpus: Corpus, row: int, hints: np.ndarray) -> tuple[list[int], list[int]]:
    """Looking forward from each cell, one cell at a time."""
    pins = {(h[2] - 1, h[3] - 1): int(h[0]) for h in hints if h[1] == HINT_PIN}
    cells = [(line, column) for line, column, _ in places(corpus, row)]
    characters, distances = [], []
    for t in range(len(cells)):
        ahead = [u for u in range(t + 1, len(cells)) if cells[u] in pins]
        characters.append(pins[cells[ahead[0]]] if ahead else PAD)
        distances.append(min(ahead[0] - t, MAX_DISTANCE) if ahead else 0)
    return characters, distances


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_next_pin_is_the_nearest_strictly_ahead(corpus: Corpus, draw, data) -> None:
    rows, batch = data.draw(draw(PINNED))
    for i, row in enumerate(rows):
        characters, distances = expected_ahead(corpus, row, batch.hints[i])
        size = len(characters)
        assert column(batch, "next_character")[i, :size].tolist() == characters
        assert column(batch, "next_distance")[i, :size].tolist() == distances


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_pins_are_given_as_they_stand_and_never_scored(corpus: Corpus, draw, data) -> None:
    rows, batch = data.draw(draw(PINNED))
    for i, row in enumerate(rows):
        cells = [(line, column) for line, column, _ in places(corpus, row)]
        given = {(h[2] - 1, h[3] - 1): int(h[0]) for h in batch.hints[i] if h[1] == HINT_PIN}
        for t, (cell, character) in enumerate(zip(cells, text(corpus, row), strict=True)):
            assert batch.open_cells[i, t] == (cell not in given)
            assert batch.weight[i, t] == (cell not in given and character != UNK)
            if cell in given:
                assert given[cell] in (character, UNK)
                if t + 1 < len(cells):
                    assert batch.previous[i, t + 1] == given[cell]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_text_is_read_one_cell_late_and_padding_is_nothing(corpus: Corpus, draw, data) -> None:
    conditioning = dataclasses.replace(TRAINING, unknown=0.0, unknown_pin=0.0)
    rows, batch = data.draw(draw(conditioning))
    for i, row in enumerate(rows):
        characters = text(corpus, row)
        size = len(characters)
        assert batch.target[i, :size].tolist() == characters
        assert batch.previous[i, 0] == BOS
        assert batch.previous[i, 1 : size + 1].tolist() == characters[: len(batch.previous[i]) - 1]
        assert not batch.features[i, size:].any()
        assert not batch.weight[i, size:].any()
        assert not batch.open_cells[i, size:].any()
        assert not batch.target[i, size:].any()
        assert not batch.previous[i, size + 1 :].any()
    assert batch.characters == sum(len(text(corpus, row)) for row in rows)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_given_of_a_cell_is_true(corpus: Corpus, draw, data) -> None:
    rows, batch = data.draw(draw(TRAINING))
    for i, row in enumerate(rows):
        poem, cells = corpus.poems[row], places(corpus, row)
        begin = int(poem["start"])
        for t, (line, place, width) in enumerate(cells):
            cell = dict(zip(FEATURES, batch.features[i, t].tolist(), strict=True))
            assert cell["form"] == poem["form"]
            assert cell["line"] == min(line, MAX_LINE)
            assert cell["lines_left"] == min(int(poem["lines"]) - 1 - line, MAX_LINE)
            assert cell["column"] == min(place, MAX_COLUMN)
            assert cell["left"] == min(width - 1 - place, MAX_COLUMN)
            tone = int(corpus.tones[begin + t])
            assert cell["tone"] in ((0, 1, 2) if tone == TONE_EITHER else (0, tone))
            following = column(batch, "tone")[i, t + 1] if t + 1 < len(cells) else 0
            assert cell["tone_after"] == following
            ends = corpus.rhymes[int(poem["line"]) + line : int(poem["line"]) + int(poem["lines"])]
            assert cell["rhyme"] in (0, next(iter(ends[ends > 0]), 0))
            if cell["rhyming"]:
                rhymes = place == width - 1 and ends[0] > 0
                assert cell["rhyming"] == (RHYMING_YES if rhymes else RHYMING_NO)
            assert cell["style"] in (0, poem["style"], poem["dynasty"])


def test_no_conditioning_is_nothing_but_form_and_place(corpus: Corpus) -> None:
    batch = corpus.batch(np.arange(len(corpus.poems)), FORM_ONLY, random.Random(1))
    for name in FEATURES[5:]:
        assert not column(batch, name).any(), name
    assert (batch.hints[:, :, 1] == HINT_PAD).all()
    assert batch.open_cells.sum() == batch.characters
    for name in ("form", "line", "lines_left", "column", "left"):
        assert column(batch, name).any(), name


def test_prosody_is_every_tone_and_rhyme_and_no_more(corpus: Corpus) -> None:
    rows = np.arange(len(corpus.poems))
    batch = corpus.batch(rows, PROSODY, random.Random(1))
    for i, row in enumerate(rows.tolist()):
        poem, cells = corpus.poems[row], places(corpus, row)
        tones = corpus.tones[int(poem["start"]) : int(poem["start"]) + int(poem["length"])]
        given = column(batch, "tone")[i, : len(cells)]
        assert ((given > 0) == (tones > 0)).all()
        assert (given[tones < TONE_EITHER] == tones[tones < TONE_EITHER]).all()
        ends = corpus.rhymes[int(poem["line"]) : int(poem["line"]) + int(poem["lines"])]
        for t, (line, place, width) in enumerate(cells):
            assert column(batch, "rhyme")[i, t] == next(iter(ends[line:][ends[line:] > 0]), 0)
            rhymes = place == width - 1 and ends[line] > 0
            expected = 0 if not ends.any() else RHYMING_YES if rhymes else RHYMING_NO
            assert column(batch, "rhyming")[i, t] == expected
    assert not column(batch, "style").any()
    assert not column(batch, "next_distance").any()


def test_characters_read_turn_unknown_now_and_then(corpus: Corpus) -> None:
    conditioning = dataclasses.replace(FORM_ONLY, unknown=0.1)
    rows = corpus.rows(Split.TRAIN)
    plain = corpus.batch(rows, FORM_ONLY, random.Random(1))
    batch = corpus.batch(rows, conditioning, random.Random(1))
    assert (batch.target == plain.target).all()
    changed = (batch.previous != plain.previous) & (batch.target != PAD)
    assert set(batch.previous[changed]) == {UNK}
    assert changed.sum() / batch.characters == pytest.approx(0.1, abs=0.03)


def test_theme_words_stand_in_the_poem_or_its_title(corpus: Corpus) -> None:
    conditioning = dataclasses.replace(FORM_ONLY, theme=1.0)
    rows = corpus.rows(Split.TRAIN, REGULATED_FORMS)
    batch = corpus.batch(rows, conditioning, random.Random(3))
    some = titles = 0
    for i, row in enumerate(rows):
        characters, title = text(corpus, row), int(corpus.poems[row]["title"][0])
        pairs = set(pairwise(characters))
        hints = [tuple(h) for h in batch.hints[i].tolist() if h[1] != HINT_PAD]
        some += bool(hints)
        for n, (character, kind, line, place) in enumerate(hints):
            assert (line, place) == (0, 0)
            if kind == HINT_THEME + 1:
                pair = hints[n - 1][0], character
                assert hints[n - 1][1] == HINT_THEME
                of_title = title >= 0 and pair == tuple(corpus.word_ids[title])
                titles += of_title and pair not in pairs
                assert pair in pairs or of_title
            else:
                assert kind == HINT_THEME
                assert character in characters or character in corpus.word_ids[title]
    assert some > 0.95 * len(rows)
    two = dataclasses.replace(conditioning, theme_words=2)
    batch = corpus.batch(rows, two, random.Random(3))
    assert ((batch.hints[:, :, 1] == HINT_THEME).sum(1) <= 2).all()
    assert ((batch.hints[:, :, 1] == HINT_THEME).sum(1) == 2).mean() > 0.9


def test_heads_are_all_the_first_cells(corpus: Corpus) -> None:
    conditioning = dataclasses.replace(FORM_ONLY, pins=1.0, heads_only=1.0)
    rows = corpus.rows(Split.TRAIN)
    batch = corpus.batch(rows, conditioning, random.Random(1))
    for i, row in enumerate(rows):
        firsts = [t for t, (_, place, _) in enumerate(places(corpus, row)) if place == 0]
        size = len(text(corpus, row))
        assert np.nonzero(~batch.open_cells[i, :size])[0].tolist() == firsts


@given(st.lists(st.integers(1, 12), min_size=1, max_size=32), st.integers(0, 2**32))
def test_drawn_pins_are_cells_in_writing_order(widths: list[int], seed: int) -> None:
    begins = np.cumsum([0, *widths])
    drawn = dataset.draw_pins(widths, random.Random(seed))
    cells = [cell for _, _, cell in drawn]
    assert cells == sorted(set(cells))
    for line, place, cell in drawn:
        assert 0 <= place < widths[line]
        assert cell == begins[line] + place


def test_hints_are_padded_and_clipped() -> None:
    pin, theme = [7, HINT_PIN, MAX_LINE + 9, MAX_COLUMN + 9], [8, HINT_THEME, 0, 0]
    assert dataset._padded([[], [pin, theme]]).tolist() == [
        [[HINT_PAD] * 4] * 2,
        [[7, HINT_PIN, MAX_LINE + 1, MAX_COLUMN + 1], theme],
    ]
    assert dataset._padded([[], []]).shape == (2, 1, 4)


@pytest.mark.parametrize("characters", [1, 300, 2048])
def test_a_pass_reads_every_poem_of_the_training_part_once(corpus: Corpus, characters: int) -> None:
    batches = list(schedule(corpus, ALL, characters, random.Random(1)))
    drawn = np.concatenate(batches)
    assert sorted(drawn) == sorted(corpus.rows(Split.TRAIN, ALL))
    assert len(set(drawn)) == len(drawn)
    for rows in batches:
        lengths = corpus.poems["length"][rows].astype(int)
        assert len(rows) == 1 or len(rows) * lengths.min() <= characters
        assert (np.diff(lengths) >= 0).all()


def test_a_pass_draws_the_share_that_is_asked_for_anew_each_time(corpus: Corpus) -> None:
    forms = {"五绝": 0.5, "词": 0.3, "五古": 0.001}
    passes = [
        np.concatenate(list(schedule(corpus, forms, 500, random.Random(n)))) for n in (1, 2, 1)
    ]
    for drawn in passes:
        counts = np.bincount(corpus.poems["form"][drawn], minlength=len(FORMS))
        assert counts[FORMS.index("五绝")] == round(
            0.5 * len(corpus.rows(Split.TRAIN, {"五绝": 1}))
        )
        assert counts[FORMS.index("词")] == round(0.3 * len(corpus.rows(Split.TRAIN, {"词": 1})))
        assert counts[FORMS.index("五古")] == 1  # never none of what is there
        assert counts.sum() == len(drawn)
    assert passes[0].tolist() == passes[2].tolist()
    assert set(passes[0]) != set(passes[1])


def test_the_same_seed_makes_the_same_batch(corpus: Corpus) -> None:
    rows = corpus.rows(Split.TRAIN)[:20]
    one, two = (corpus.batch(rows, TRAINING, random.Random(4)) for _ in range(2))
    other = corpus.batch(rows, TRAINING, random.Random(5))
    for name in (f.name for f in dataclasses.fields(Batch)):
        assert (getattr(one, name) == getattr(two, name)).all(), name
    assert one.features.tolist() != other.features.tolist()
