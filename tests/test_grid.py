"""Cells, grids and poems, and the punctuation that is the form's."""

from __future__ import annotations

import json

import pytest

from poetgui.grid import Cell, Grid, Place, Poem, Slot, Tone, marked, pauses, punctuate

FIVE = ("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡", "独坐到天明")


def test_a_grid_is_read_line_by_line() -> None:
    lines = ((Cell(0, 0), Cell(0, 1)), (Cell(1, 0, Tone.LEVEL, 0),))
    grid = Grid("其他", "", lines)
    assert [cell.place for cell in grid.cells] == [Place(0, 0), Place(0, 1), Place(1, 0)]
    assert grid.shape == (2, 1)


def test_a_cell_and_a_rhyme_demand_nothing_that_is_not_said() -> None:
    assert (Cell(0, 0).tone, Cell(0, 0).rhyme) == (Tone.ANY, None)
    assert Slot(Tone.LEVEL) == (Tone.LEVEL, None, False)


def test_the_open_cells_of_a_poem() -> None:
    assert Poem(("春□", "□花"), "其他").open == {Place(0, 1), Place(1, 0)}
    assert Poem(FIVE, "五古").open == frozenset()


def test_a_poem_of_which_only_the_lines_are_known() -> None:
    assert Poem(("春",), "其他").to_json() == {
        "lines": ("春",),
        "form": "其他",
        "title": "",
        "author": "",
        "book": "none",
        "rhyme": "",
        "pattern": "",
        "stops": (),
        "stanzas": (),
        "pins": [],
        "themes": (),
        "score": 0.0,
        "seed": 0,
        "model": "",
        "violations": (),
        "seconds": 0.0,
    }


def test_pins_go_into_json_sorted() -> None:
    poem = Poem(FIVE[:2], "五绝", pins=frozenset({Place(1, 0), Place(0, 4), Place(0, 3)}))
    assert json.loads(json.dumps(poem.to_json()))["pins"] == [[0, 3], [0, 4], [1, 0]]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "床前明月光。"),
        (2, "床前明月光，疑是地上霜。"),
        (3, "床前明月光，疑是地上霜。\n举头望明月。"),
        (4, "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。"),
        (5, "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n独坐到天明。"),
    ],
)
def test_verse_is_a_couplet_a_line(count: int, text: str) -> None:
    assert punctuate(FIVE[:count]) == Poem(FIVE[:count], "五古").text == text


@pytest.mark.parametrize(
    ("stanzas", "text"),
    [
        ((), "如梦，如梦，残月落花烟重。"),
        ((3,), "如梦，如梦，残月落花烟重。"),
        ((2, 1), "如梦，如梦，\n残月落花烟重。"),
        ((1, 2), "如梦，\n如梦，残月落花烟重。"),
    ],
)
def test_a_tune_is_a_stanza_a_line(stanzas: tuple[int, ...], text: str) -> None:
    lines, stops = ("如梦", "如梦", "残月落花烟重"), ("，", "，", "。")
    assert punctuate(lines, stops, stanzas) == text
    assert Poem(lines, "如梦令", stops=stops, stanzas=stanzas).text == text


def test_each_line_of_a_tune_needs_its_own_marks() -> None:
    with pytest.raises(ValueError, match="shorter"):
        punctuate(("如梦", "如梦"), ("，",))


@pytest.mark.parametrize(
    ("stop", "before", "text"),
    [
        ("，", (), "怎禁得双泪长流"),
        ("3、。", (3,), "怎禁得、双泪长流"),
        ("1、5、；", (1, 5), "怎、禁得双泪、长流"),
    ],
)
def test_pauses_stand_inside_a_line(stop: str, before: tuple[int, ...], text: str) -> None:
    assert pauses(stop) == before
    assert marked("怎禁得双泪长流", stop) == text + stop[-1]
