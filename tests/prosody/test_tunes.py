"""The table of tunes, and poems held against it."""

from __future__ import annotations

import pytest

from poetgui.errors import UserError
from poetgui.grid import Tone, punctuate
from poetgui.prosody.checker import check, parse_text
from poetgui.prosody.forms import form_of, grids, infer_form, tune_forms
from poetgui.prosody.tunes import find_tune, tune_of, tunes
from tests.prosody.tunes_known import KNOWN_TUNES, KnownTune


@pytest.mark.parametrize("known", KNOWN_TUNES, ids=lambda known: known.text[:5])
def test_a_known_tune_gets_its_true_verdict(known: KnownTune) -> None:
    verdict = check(parse_text(known.text))
    assert verdict.form is not None
    assert verdict.form.name == known.tune
    assert verdict.passed == known.passed, verdict.violations()
    assert verdict.rhyme == known.rhyme
    assert set(known.kinds.split()) <= {finding.kind.value for finding in verdict.findings}


@pytest.mark.parametrize("tune", tunes(), ids=lambda tune: tune.name)
def test_a_grid_of_a_tune_is_whole(tune) -> None:
    for grid in tune.patterns:
        assert grid.form == tune.name
        assert sum(grid.stanzas) == len(grid.lines) == len(grid.stops)
        assert all(cell.rhyme is None or cell.tone is not Tone.ANY for cell in grid.cells)
        for number, slot in enumerate(grid.slots):
            own = [cell.tone for cell in grid.cells if cell.rhyme == number]
            assert set(own) == {slot.tone}
            assert slot.kin is None or slot.kin < number
    assert len({grid.pattern for grid in tune.patterns}) == len(tune.patterns)


@pytest.mark.parametrize("name", ["浣溪沙", "浣沙溪", "huanxisha", "Huan xi-sha", " 浣溪沙 "])
def test_a_tune_goes_by_any_of_its_names(name: str) -> None:
    assert form_of(name).name == tune_of(name).name == "浣溪沙"


def test_an_unknown_tune_is_refused() -> None:
    assert find_tune("无此调") is None
    with pytest.raises(UserError, match=r"没有“无此调”这个词牌"):
        tune_of("无此调")


def test_a_grid_says_all_that_a_tune_demands() -> None:
    (grid,) = grids(form_of("如梦令"))
    assert grid.shape == (6, 6, 5, 6, 2, 2, 6)
    assert grid.stanzas == (7,)
    assert [(tuple(a), tuple(b)) for a, b in grid.repeats] == [((5, 0), (4, 0)), ((5, 1), (4, 1))]
    (river,) = grids(form_of("西江月"))
    assert river.slots[1].kin == 0
    assert river.slots[1].tone is Tone.OBLIQUE
    assert grids(form_of("满江红"))[0].slots[0].entering


def test_pauses_are_set_where_the_table_has_them() -> None:
    (grid,) = grids(form_of("满江红"))
    lines = tuple("".join(cell.tone for cell in line) for line in grid.lines)
    text = punctuate(lines, grid.stops, grid.stanzas)
    assert text.startswith("中仄平平，中中仄、中平中仄。中中仄、中平中仄，中平中仄。")
    assert text.count("\n") == 1


def test_verse_comes_before_tunes_of_the_same_shape() -> None:
    assert infer_form((7,) * 6) == form_of("七古")
    assert infer_form(grids(form_of("水调歌头"))[0].shape) == form_of("水调歌头")
    assert all(form.tune is not None for form in tune_forms().values())
