"""What the model weighed: while it writes, and read again afterwards."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.revision.analysis import PoemAnalysis
from poetgui.composer.revision.reviser import lane_of
from poetgui.composer.writing.composer import Composer
from poetgui.engine.model.arrays import Ints
from poetgui.engine.model.inputs import model_places
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.poem_scores import score_poems
from poetgui.engine.search.progress import Cancelled
from poetgui.engine.search.step_trace import SHOWN, StepTrace
from poetgui.engine.search.step_tracing import trace_step
from poetgui.grid import OPEN, Place, Poem
from poetgui.prosody.books.rhyme_books import load_book
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.toy import ToyModel

REQUEST = ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝", count=2, seed=4)


@pytest.fixture(scope="module")
def model() -> ToyModel:
    return ToyModel()


@pytest.fixture(scope="module")
def poem(model: ToyModel) -> Poem:
    return Composer(model).compose(REQUEST)[0]


def test_a_glimpse_is_the_likeliest_that_are_allowed() -> None:
    characters = ("", "<s>", "<unk>", *(chr(0x4E00 + i) for i in range(30)))
    chances = np.arange(1, 34) / np.arange(1, 34).sum()
    allowed = np.ones(33, bool)
    allowed[32] = False
    seen = trace_step(
        Place(1, 2), np.log(chances).astype(np.float32), allowed, characters, 5, "月丂"
    )
    assert seen.characters == tuple(characters[31 - i] for i in range(SHOWN))
    assert seen.chances == pytest.approx([chances[31 - i] for i in range(SHOWN)])
    assert (seen.chosen, seen.chance) == ("丂", pytest.approx(chances[5]))


def test_markers_are_no_candidates() -> None:
    seen = trace_step(Place(0, 0), np.zeros(5, np.float32), None, ("", "", "", "风", "月"), 3, "风")
    assert set(seen.characters) == {"风", "月"}


def test_the_writing_is_watched_cell_by_cell(model: ToyModel) -> None:
    seen: list[StepTrace] = []
    watched = Composer(model).compose(REQUEST, watch=seen.append)
    assert [g.place for g in seen[:20]] == [Place(i, j) for i in range(4) for j in range(5)]
    table = load_book("平水韵")
    for g in seen[:20]:
        assert g.chosen
        assert g.written.endswith(g.chosen)
        assert sorted(g.chances, reverse=True) == list(g.chances)
        assert 0 < sum(g.chances) <= 1.0001
        if g.place.column and len(g.characters) > 1:
            assert all(table.readings(c) for c in g.characters)
    assert [g.chosen for g in seen[:20] if g.place.column == 0] == list("春花秋月")
    plain = Composer(model).compose(REQUEST)
    assert [p.lines for p in plain] == [p.lines for p in watched]  # watching changes nothing


def test_a_finished_poem_is_weighed_again(model: ToyModel, poem: Poem) -> None:
    seen = PoemAnalysis(model, Composer(model)).weighed(poem)
    assert "".join(g.chosen for g in seen) == "".join(poem.lines)
    assert seen[7].written == poem.lines[1][:3]
    assert len(seen[3].characters) == SHOWN


def test_the_pins_of_a_tune_stand_where_the_model_counts_its_lines() -> None:
    """For the model a pause divides a line in two, so that later lines have higher numbers."""
    given: list[np.ndarray] = []

    class Recording(ToyModel):
        def encode_hints(self, hints: Ints) -> Any:
            given.append(hints[0])
            return super().encode_hints(hints)

    grid = grids(form_of("满江红"))[0]
    lines = tuple("春" * width for width in grid.shape)
    last = grid.cells[-1].place
    poem = Poem(lines, "满江红", book="词林正韵", pattern=grid.pattern, pins=frozenset({last}))
    model = Recording()
    PoemAnalysis(model, Composer(model)).weighed(poem)
    place = model_places(grid)[last]
    assert place.line > last.line
    assert given[0][0].tolist()[2:] == [1 + place.line, 1 + place.column]


def test_an_open_cell_shows_what_would_be_thought_of(model: ToyModel, poem: Poem) -> None:
    lines = (poem.lines[0][:4] + OPEN, *poem.lines[1:])
    draft = Poem(lines, poem.form, book=poem.book)
    seen = PoemAnalysis(model, Composer(model)).weighed(draft)
    assert seen[4].chosen == ""
    assert seen[4].characters


def test_surprise_is_the_score_of_each_character(model: ToyModel, poem: Poem) -> None:
    reflection = PoemAnalysis(model, Composer(model))
    found = reflection.surprise(poem)
    told = [(lane_of(poem), poem.lines)]
    scores = score_poems(model, Vocabulary(model.characters), told, book=load_book("平水韵"))[0]
    assert list(found.values()) == pytest.approx(scores.tolist())
    draft = Poem((OPEN * 5, *poem.lines[1:]), poem.form, book=poem.book)
    assert set(reflection.surprise(draft)) == {p for p in found if p.line}


def test_reading_can_be_stopped(model: ToyModel, poem: Poem) -> None:
    reflection = PoemAnalysis(model, Composer(model))
    for read in (reflection.weighed, reflection.surprise):
        with pytest.raises(Cancelled):
            read(poem, cancelled=lambda: True)
