"""Masks: which characters a cell allows."""

from __future__ import annotations

import pytest

from poetgui.engine.search.masks import FREE, Demand, Masks, accepts, demand
from poetgui.grid import Cell, Grid, Place, Tone
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI, load_book
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.hand_tunes import LEVEL, tune

CHARACTERS = ("", "<s>", "<unk>", "东", "风", "看", "月", "江", "疎")
"""看 has a level and an oblique reading; 疎 is a variant that is read but never written."""
BOOK = load_book(PINGSHUI)


def allowed(masks: Masks, wanted: Demand) -> str:
    return "".join(c for c, ok in zip(CHARACTERS, masks.of(wanted), strict=True) if ok)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (FREE, "东风看月江"),
        (Demand(Tone.LEVEL, None), "东风看江"),
        (Demand(Tone.OBLIQUE, None), "看月"),
        (Demand(Tone.LEVEL, "东"), "东风"),
        (Demand(Tone.ANY, "东"), "东风"),
        (Demand(Tone.LEVEL, "寒"), "看"),
        (Demand(Tone.OBLIQUE, "翰"), "看"),
        (Demand(Tone.OBLIQUE, "寒"), ""),  # 看 is oblique, and in 寒, but not in one reading
        (Demand(Tone.LEVEL, "翰"), ""),
    ],
)
def test_a_single_reading_meets_tone_and_rhyme(wanted: Demand, expected: str) -> None:
    assert allowed(Masks(CHARACTERS, BOOK), wanted) == expected


def test_without_a_book_all_but_markers_are_allowed() -> None:
    masks = Masks(CHARACTERS, None)
    grid = grids(form_of("七绝"))[0]
    mask = masks.cell(grid, grid.lines[1][6], ("东",))
    assert mask.tolist() == [False] * 3 + [True] * 5 + [False]
    assert masks.book is None
    assert masks.of(Demand(Tone.LEVEL, "东")).tolist() == mask.tolist()


def test_masks_are_computed_once_and_cannot_be_changed() -> None:
    masks = Masks(CHARACTERS, BOOK)
    mask = masks.of(FREE)
    assert masks.of(FREE) is mask
    with pytest.raises(ValueError, match="read-only"):
        mask[0] = True


def test_a_rhyme_cell_asks_for_the_group_and_its_tone() -> None:
    grid = grids(form_of("七绝"))[0]
    assert demand(grid, grid.lines[1][6], BOOK, ("东",)) == Demand(Tone.LEVEL, "东")


def test_an_unrhymed_regulated_line_end_keeps_the_tone_of_its_pattern() -> None:
    grid = grids(form_of("七绝"))[0]
    assert demand(grid, grid.lines[2][6], BOOK, ("东",)) == Demand(Tone.OBLIQUE, None)


@pytest.mark.parametrize(("group", "tone"), [("东", Tone.OBLIQUE), ("月", Tone.LEVEL)])
def test_an_unrhymed_old_style_line_end_contrasts_with_the_rhyme(group: str, tone: Tone) -> None:
    grid = grids(form_of("七古"), 4)[0]
    assert demand(grid, grid.lines[0][6], BOOK, (group,)) == Demand(tone, None)
    assert demand(grid, grid.lines[0][5], BOOK, (group,)) == FREE
    assert demand(grid, grid.lines[0][6], BOOK, ()) == FREE


def test_an_unrhymed_line_end_of_a_tune_is_as_free_as_its_pattern() -> None:
    grid = tune("平中，", "仄中，", "平平0。", slots=(LEVEL,))
    ends = [demand(grid, line[-1], BOOK, ("东",)) for line in grid.lines]
    assert ends == [FREE, FREE, Demand(Tone.LEVEL, "东")]


def test_a_character_that_is_said_again_fits_in_both_places() -> None:
    again = ((Place(1, 0), Place(0, 0)), (Place(1, 1), Place(0, 1)))
    grid = tune("中中，", "平仄，", "平平0。", slots=(LEVEL,), repeats=again)
    masks = Masks(CHARACTERS, BOOK)
    first, second = (masks.cell(grid, cell, ("东",)) for cell in grid.lines[0])
    assert first.tolist() == masks.of(Demand(Tone.LEVEL, None)).tolist()
    assert second.tolist() == masks.of(Demand(Tone.OBLIQUE, None)).tolist()
    later = masks.cell(grid, grid.lines[1][0], ("东",))
    assert later.tolist() == first.tolist()


def test_a_rhyme_slot_without_a_group_keeps_its_tone() -> None:
    cell = Cell(0, 0, Tone.LEVEL, 0)
    assert demand(Grid("", "", ((cell,),)), cell, BOOK, ()) == Demand(Tone.LEVEL, None)


def test_an_unknown_character_meets_no_demand_but_none() -> None:
    assert accepts("𠮷", FREE, BOOK)
    assert not accepts("𠮷", Demand(Tone.LEVEL, None), BOOK)
    assert not accepts("𠮷", Demand(Tone.ANY, "东"), BOOK)


def test_a_reading_that_nobody_would_think_of_is_left_out_where_others_are_left() -> None:
    masks = Masks(("", "<s>", "<unk>", "迟", "事", "思"), load_book(CILIN))
    # 迟 and 思 have oblique readings too; 思 rhymes either way, 迟 is always taken as level.
    wanted = Demand(Tone.OBLIQUE, "第三部仄")
    assert masks.of(wanted).tolist() == [False] * 4 + [True, True]
    assert masks.of(Demand(Tone.ANY, "第三部仄")).tolist() == [False] * 4 + [True, True]
    # Within a line 思 is level too, as people read it; in its usual tone 迟 is never left out.
    assert masks.of(Demand(Tone.OBLIQUE, None)).tolist() == [False] * 4 + [True, False]
    assert masks.of(Demand(Tone.LEVEL, None)).tolist() == [False] * 3 + [True, False, True]
    assert masks.of(Demand(Tone.LEVEL, "第三部平")).tolist() == [False] * 3 + [True, False, True]
    alone = Masks(("", "<s>", "<unk>", "迟"), load_book(CILIN))
    assert alone.of(wanted).tolist() == [False] * 3 + [True]


def test_a_group_that_a_character_seldom_rhymes_in_is_left_out() -> None:
    masks = Masks(("", "<s>", "<unk>", "北", "识", "事"), load_book(CILIN))
    assert masks.of(Demand(Tone.OBLIQUE, "第三部仄")).tolist() == [False] * 5 + [True]
    assert masks.of(Demand(Tone.OBLIQUE, "第十七部")).tolist() == [False] * 3 + [True, True, False]
    assert masks.of(Demand(Tone.OBLIQUE, None)).tolist() == [False] * 3 + [True] * 3
