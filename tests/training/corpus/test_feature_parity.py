"""The two encoders of the network's input give the same arrays for the same poem.

`Corpus.batch` encodes human poems for training, `engine.model.inputs` what the program is about to
write. A poem is made for every pattern of every form, tune and couplet; where a tune has pauses,
its lines end there for the network.
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections import Counter

import numpy as np
import pytest

from poetgui.engine.model import inputs
from poetgui.engine.model.features import (
    FEATURES,
    FORMS,
    HINT_PAD,
    MAX_HINTS,
    RHYME_FIRST,
    TONE_LEVEL,
    TONE_NOT_GIVEN,
    TONE_OBLIQUE,
)
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.grid import Grid, Tone
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI, RhymeBook, load_book
from poetgui.prosody.forms.couplet_form import couplet_grid
from poetgui.prosody.forms.verse_forms import FORMS as VERSE_FORMS
from poetgui.prosody.forms.verse_forms import grids, tune_forms
from training.corpus.conditioning import PROSODY
from training.corpus.dataset import Corpus
from training.corpus.prepare import MARKERS, POEM
from training.corpus.splits import Split

CHARACTERS = [*MARKERS, *map(chr, range(ord("一"), ord("一") + 300))]
TONES = {Tone.ANY: TONE_NOT_GIVEN, Tone.LEVEL: TONE_LEVEL, Tone.OBLIQUE: TONE_OBLIQUE}


def every_grid() -> list[Grid]:
    found = []
    for form in VERSE_FORMS.values():
        if form.name == "对联":
            continue
        counts = [form.lines] if form.lines else [form.fewest, 12, 32]
        found += [grid for n in counts for grid in grids(form, n)]
    found += [grid for form in tune_forms().values() for grid in grids(form)]
    uppers = ("春眠不觉晓", "两个黄鹂鸣翠柳", "海内存知己天涯"), ("落霞与孤鹜齐飞",)
    return found + [couplet_grid((u,), load_book(PINGSHUI)) for group in uppers for u in group]


GRIDS = every_grid()
RHYMES_INSIDE = {"调笑令"}
"""Its rhyme within a line is known to the program alone: of human poems only the ends of lines are
read as rhymes."""


def book_of(grid: Grid) -> RhymeBook:
    return load_book(CILIN if grid.slots else PINGSHUI)


def groups_of(grid: Grid) -> list[str]:
    """Some group for each rhyme slot, a different one for each."""
    names = [name for name, _ in book_of(grid).groups]
    slots = {cell.rhyme for cell in grid.cells if cell.rhyme is not None}
    return [names[(5 + 7 * slot) % len(names)] for slot in sorted(slots)]


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """One poem for each of GRIDS, as `prepare` would have written it."""
    rows, text, tones, widths, rhymes = [], [], [], [], []
    for grid in GRIDS:
        start, line = len(text), len(widths)
        text += [len(MARKERS) + (start + i) % 297 for i in range(len(grid.cells))]
        tones += [TONES[cell.tone] for cell in grid.cells]
        places = inputs.model_places(grid)
        lengths = Counter(place.line for place in places.values())
        widths += [lengths[i] for i in range(len(lengths))]
        ends = [0] * len(lengths)
        for cell in grid.cells:
            if cell.rhyme is not None:
                place = places[cell.place]
                if place.column != lengths[place.line] - 1:
                    assert grid.form in RHYMES_INSIDE
                    continue
                group = book_of(grid).index(groups_of(grid)[cell.rhyme])
                ends[place.line] = RHYME_FIRST[book_of(grid).name] + group
        rhymes += ends
        rows.append((start, len(grid.cells), line, len(lengths), inputs.form_id(grid),
                     0, 0, Split.TRAIN, (-1, -1), 0, 0))  # fmt: skip
    folder = tmp_path_factory.mktemp("parity")
    for name, values in (
        ("characters", np.array(text, np.uint16)),
        ("tones", np.array(tones, np.uint8)),
        ("words", np.zeros(len(text), np.uint8)),
        ("lines", np.array(widths, np.uint8)),
        ("rhymes", np.array(rhymes, np.uint8)),
        ("titles", np.zeros(0, np.uint16)),
        ("poems", np.array(rows, POEM)),
        ("couplets", np.zeros(0, POEM)),
    ):
        np.save(folder / f"{name}.npy", values)
    for name, data in (
        ("manifest", {"styles": []}),
        ("vocabulary", {"characters": CHARACTERS, "counts": [1] * len(CHARACTERS)}),
        ("lexicon", {"words": [], "weights": [], "counts": []}),
    ):
        (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    return Corpus(folder)


@pytest.mark.parametrize("row", range(len(GRIDS)), ids=lambda i: GRIDS[i].form + GRIDS[i].pattern)
def test_the_same_poem_gives_the_same_arrays(row: int, encoded: Corpus) -> None:
    grid, vocabulary = GRIDS[row], Vocabulary(CHARACTERS)
    for seed in range(4):
        given = dataclasses.replace(PROSODY, pins=1.0)
        batch = encoded.batch(np.array([row]), given, random.Random(seed))
        poem = encoded.poems[row]
        text = encoded.text[int(poem["start"]) :][: int(poem["length"])]
        pins = {
            cell.place: CHARACTERS[text[t]]
            for t, cell in enumerate(grid.cells)
            if not batch.open_cells[0, t]
        }
        ours = inputs.cell_features(
            grid, pins, vocabulary,
            book=book_of(grid), groups=groups_of(grid), known=tuple(RHYME_FIRST),
        )  # fmt: skip
        theirs = batch.features[0, : len(grid.cells)]
        for i, name in enumerate(FEATURES):
            if grid.form in RHYMES_INSIDE and name in ("rhyme", "rhyming"):
                continue
            assert ours[:, i].tolist() == theirs[:, i].tolist(), name
        hints = inputs.hints(grid, pins, (), vocabulary)
        drawn = batch.hints[0][batch.hints[0][:, 1] != HINT_PAD]
        if len(drawn) <= MAX_HINTS:
            assert hints.tolist() == drawn.tolist()


def test_every_form_that_the_network_knows_is_compared() -> None:
    known = {FORMS[inputs.form_id(grid)] for grid in GRIDS}
    assert known == set(FORMS) - {"", "其他"}
    assert any(line_count(grid) > len(grid.lines) for grid in GRIDS)  # pauses are among them


def line_count(grid: Grid) -> int:
    return 1 + max(place.line for place in inputs.model_places(grid).values())
