"""The arrays that the network reads."""

from __future__ import annotations

import pytest

from poetgui.engine.model import features as f
from poetgui.engine.model import inputs
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.grid import Place
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book
from poetgui.prosody.forms.verse_forms import form_of, grids

VOCABULARY = Vocabulary(("", "<s>", "<unk>", "春", "花", "秋", "月"))
BOOK = load_book(PINGSHUI)
KNOWN = tuple(f.RHYME_FIRST)
GRID = grids(form_of("五绝"))[0]  # 中仄平平仄 平平中仄平 中平平仄仄 中仄仄平平


def column(rows, name: str) -> list[int]:
    return rows[:, f.FEATURES.index(name)].tolist()


def test_place_form_and_style_are_told() -> None:
    rows = inputs.cell_features(GRID, {}, VOCABULARY, book=None, groups=(), known=KNOWN, style=7)
    assert rows.shape == (20, len(f.FEATURES))
    assert set(column(rows, "form")) == {f.FORMS.index("五绝")}
    assert column(rows, "line") == [i // 5 for i in range(20)]
    assert column(rows, "lines_left") == [3 - i // 5 for i in range(20)]
    assert column(rows, "column") == [0, 1, 2, 3, 4] * 4
    assert column(rows, "left") == [4, 3, 2, 1, 0] * 4
    assert set(column(rows, "style")) == {7}


def test_tone_and_rhyme_are_told_with_a_book_only() -> None:
    untold = inputs.cell_features(GRID, {}, VOCABULARY, book=None, groups=("东",), known=KNOWN)
    for name in ("tone", "tone_after", "rhyme", "rhyming"):
        assert set(column(untold, name)) == {0}
    told = inputs.cell_features(GRID, {}, VOCABULARY, book=BOOK, groups=("东",), known=KNOWN)
    assert column(told, "tone")[:10] == [0, 2, 1, 1, 2, 1, 1, 0, 2, 1]
    assert column(told, "tone_after") == [*column(told, "tone")[1:], 0]
    assert set(column(told, "rhyme")) == {1 + BOOK.index("东")}
    yes = [i for i, r in enumerate(column(told, "rhyming")) if r == f.RHYMING_YES]
    assert yes == [9, 19]


def test_the_next_pin_is_the_nearest_strictly_after_the_cell() -> None:
    pins = {Place(0, 0): "春", Place(1, 0): "喆", Place(1, 1): "月"}
    rows = inputs.cell_features(GRID, pins, VOCABULARY, book=None, groups=(), known=KNOWN)
    unknown, moon = f.UNK, VOCABULARY.id("月")
    assert column(rows, "next_character")[:8] == [unknown] * 5 + [moon, f.PAD, f.PAD]
    assert column(rows, "next_distance")[:8] == [5, 4, 3, 2, 1, 1, 0, 0]


def test_large_numbers_are_clipped() -> None:
    grid = grids(form_of("五古"), 32)[0]
    pins = {Place(31, 4): "月"}
    rows = inputs.cell_features(grid, pins, VOCABULARY, book=None, groups=(), known=KNOWN)
    assert max(column(rows, "next_distance")) == f.MAX_DISTANCE
    assert max(column(rows, "lines_left")) == f.MAX_LINE


def test_hints_are_pins_with_places_then_theme_characters() -> None:
    pins = {Place(1, 0): "花", Place(0, 0): "喆"}
    rows = inputs.hints(GRID, pins, ("秋月", "无春"), VOCABULARY, begin=Place(0, 1))
    ids = [VOCABULARY.id(c) for c in "花秋月春"]
    assert rows.tolist() == [
        [f.UNK, f.HINT_PIN, 1, 1],
        [ids[0], f.HINT_PIN, 2, 1],
        [ids[1], f.HINT_THEME, 0, 0],
        [ids[2], f.HINT_THEME + 1, 0, 0],
        [ids[3], f.HINT_THEME + 1, 0, 0],
    ]


def test_no_hints_are_an_empty_array() -> None:
    assert inputs.hints(GRID, {}, (), VOCABULARY).shape == (0, len(f.HINTS))


def test_too_many_pins_leave_out_those_written_longest_ago() -> None:
    pins = {Place(i // 5, i % 5): "春" for i in range(60)} | {Place(15, 0): "月"}
    grid = grids(form_of("五古"), 16)[0]
    rows = inputs.hints(grid, pins, ("秋月",), VOCABULARY, begin=Place(12, 0))
    assert len(rows) == f.MAX_HINTS
    assert rows[0].tolist()[2:] == [1 + 3, 1 + 0]
    assert rows[-3].tolist() == [VOCABULARY.id("月"), f.HINT_PIN, 16, 1]


@pytest.mark.parametrize(("character", "expected"), [("春", 3), ("喆", f.UNK), ("<s>", f.UNK)])
def test_the_vocabulary_never_gives_out_a_marker_for_a_character(
    character: str, expected: int
) -> None:
    assert VOCABULARY.id(character) == expected
    assert (character in VOCABULARY) is (expected != f.UNK)


def test_ids_are_sorted_unique_and_known() -> None:
    assert VOCABULARY.ids("月春喆月").tolist() == [3, 6]
    assert len(VOCABULARY) == 7
