"""The settings of the search."""

from __future__ import annotations

from poetgui.composer.writing.search_presets import lanes_for, search_preset
from poetgui.engine.search.task import SearchConfig


def test_the_plain_preset_is_the_default_of_the_search() -> None:
    assert search_preset(0.0) == SearchConfig()


def test_daring_changes_what_it_should() -> None:
    plain, daring = search_preset(0), search_preset(1)
    assert plain.discount < daring.discount
    assert plain.noise < daring.noise
    assert plain.margin < daring.margin
    assert (plain.width, plain.guidance) == (daring.width, daring.guidance)


def test_lanes_grow_with_the_poems_between_bounds() -> None:
    assert [lanes_for(n) for n in (1, 8, 50)] == [12, 13, 16]
    assert [lanes_for(n, couplet=True) for n in (1, 50)] == [24, 80]
