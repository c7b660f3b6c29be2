"""Poems in 词林正韵 and 中华通韵."""

from __future__ import annotations

import numpy as np
import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.writing.composer import Composer
from poetgui.engine.model import features as f
from poetgui.engine.model.inputs import cell_features
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.search.lanes import choose_lanes
from poetgui.engine.search.masks import Demand, Masks
from poetgui.errors import UserError
from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI, TONGYUN, load_book
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.prosody import independent
from tests.toy import ToyModel

MODEL = ToyModel()


def compose(name: str, **more):
    request = ComposeRequest(Mode.FREE, book=name, count=3, seed=4, **more)
    poems = Composer(MODEL).compose(request)
    assert poems  # a loop over none would find nothing wrong
    return poems


@pytest.mark.parametrize("form", ["五绝", "七律", "五古"])
@pytest.mark.parametrize("name", [CILIN, TONGYUN])
def test_poems_keep_the_metre_of_the_book(name: str, form: str) -> None:
    poems = compose(name, form=form)
    assert len(poems) == 3
    for poem in poems:
        assert poem.book == name
        assert poem.rhyme in dict(load_book(name).groups)
        assert check(poem.lines, form_of(form), name).passed
        if poem.pattern:
            known = independent.table(name)
            assert independent.tone_errors(poem.lines, form, poem.pattern, known) == []
            even = range(1, len(poem.lines), 2)
            assert poem.rhyme in independent.rhymes_on(poem.lines, list(even), known)


@pytest.mark.parametrize(
    ("name", "wanted", "groups"),
    [
        (CILIN, "第七部平", {"第七部平"}),
        (CILIN, "第七部", {"第七部平"}),
        (CILIN, "灰", {"第三部平", "第五部平"}),
        (TONGYUN, "安", {"安平"}),
    ],
)
def test_a_rhyme_is_asked_for_by_any_of_its_names(name: str, wanted: str, groups: set[str]) -> None:
    assert {poem.rhyme for poem in compose(name, form="七绝", rhyme=wanted)} <= groups


def test_an_oblique_rhyme_is_refused_where_the_form_wants_a_level_one() -> None:
    with pytest.raises(UserError, match="“第十八部”是仄声韵"):
        compose(CILIN, form="七绝", rhyme="第十八部")


@pytest.mark.parametrize("name", [CILIN, TONGYUN])
def test_groups_compete_by_the_share_of_their_characters(name: str) -> None:
    """A poem drawn on a group of few characters, 儿 of all, would be forced."""
    masks = Masks(MODEL.characters, load_book(name))
    lanes = choose_lanes(
        grids(form_of("七律")),
        {},
        masks,
        MODEL.log_frequency,
        count=100,
        rhyme=None,
        random=np.random.default_rng(1),
    )
    prior: dict[str, float] = {}
    for lane in lanes:
        assert lane.rhyme
        prior[lane.rhyme] = prior.get(lane.rhyme, 0) + np.exp(lane.log_prior)
    share = {
        group: np.exp(MODEL.log_frequency)[masks.of(Demand(Tone.LEVEL, group))].sum()
        for group in prior
    }
    assert "儿平" not in prior
    widest, narrowest = max(share, key=share.__getitem__), min(share, key=share.__getitem__)
    assert prior[widest] > 2 * prior[narrowest]


@pytest.mark.parametrize("name", [CILIN, TONGYUN])
def test_the_network_is_told_where_it_rhymes_but_no_group_that_it_does_not_know(name: str) -> None:
    table, grid = load_book(name), grids(form_of("五绝"))[0]
    rows = cell_features(
        grid,
        {},
        Vocabulary(MODEL.characters),
        book=table,
        groups=(table.groups[0][0],),
        known=(PINGSHUI,),
    )
    column = {feature: rows[:, i].tolist() for i, feature in enumerate(f.FEATURES)}
    assert set(column["rhyme"]) == {f.RHYME_NOT_GIVEN}
    assert [i for i, r in enumerate(column["rhyming"]) if r == f.RHYMING_YES] == [9, 19]
    assert set(column["tone"]) == {f.TONE_NOT_GIVEN, f.TONE_LEVEL, f.TONE_OBLIQUE}
