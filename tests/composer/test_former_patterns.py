"""Poems stored with a pattern of a tune that is not offered any more still open and change."""

from __future__ import annotations

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.request_layout import lay_out
from poetgui.composer.revision.replaced import replaced
from poetgui.composer.revision.reviser import lane_of
from poetgui.grid import Place, Poem
from poetgui.prosody.books.rhyme_books import CILIN
from poetgui.prosody.forms.tune_patterns import tunes
from poetgui.prosody.forms.verse_forms import form_of, grids

FORMER = [(tune.name, grid) for tune in tunes() for grid, _ in tune.former]


@pytest.mark.parametrize(("name", "grid"), FORMER, ids=lambda x: getattr(x, "pattern", x))
def test_a_stored_poem_opens_and_is_changed_in_its_pattern(name: str, grid) -> None:
    lines = tuple("山" * width for width in grid.shape)
    poem = Poem(lines, name, book=CILIN, pattern=grid.pattern, stops=grid.stops)
    assert lane_of(poem).grid == grid
    assert replaced(poem, Place(0, 0), "月").lines[0][0] == "月"
    request = ComposeRequest(Mode.FREE, form=name, lines=len(lines), pattern=grid.pattern)
    assert lay_out(request).grids == (grid,)
    offered = lay_out(ComposeRequest(Mode.FREE, form=name)).grids
    assert grid not in offered
    assert set(offered) <= set(grids(form_of(name)))
