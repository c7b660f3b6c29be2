"""Forms, their names, and the grids that they lay out."""

from __future__ import annotations

import pytest

from poetgui.errors import UserError
from poetgui.grid import Tone
from poetgui.prosody.forms.verse_forms import FORMS, form_of, grids, infer_form
from tests.prosody import independent

REGULATED = [form for form in FORMS.values() if form.regulated and form.lines]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("五绝", "五绝"),
        ("五言绝句", "五绝"),
        ("wujue", "五绝"),
        ("WuJue", "五绝"),
        (" 七绝 ", "七绝"),
        ("wulv", "五律"),
        ("wu-lü", "五律"),
        ("qi lü", "七律"),
        ("七言律诗", "七律"),
        ("wugu", "五古"),
        ("七言古诗", "七古"),
    ],
)
def test_a_form_is_known_by_any_of_its_names(typed: str, name: str) -> None:
    assert form_of(typed).name == name


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserError, match=r"没有“排律”这种体裁.*五绝（wujue）"):
        form_of("排律")


@pytest.mark.parametrize("form", REGULATED, ids=lambda form: form.name)
def test_four_patterns_stand_as_in_the_books(form) -> None:
    laid = {g.pattern: ["".join(c.tone for c in line) for line in g.lines] for g in grids(form)}
    assert len(laid) == 4
    for pattern, lines in laid.items():
        assert lines == independent.template(form.name, pattern)


@pytest.mark.parametrize("form", REGULATED, ids=lambda form: form.name)
def test_level_line_ends_rhyme_and_nothing_else_does(form) -> None:
    for grid in grids(form):
        for line in grid.lines:
            assert all(cell.rhyme is None for cell in line[:-1])
            assert (line[-1].rhyme == 0) == (line[-1].tone is Tone.LEVEL)
        assert (grid.lines[0][-1].rhyme == 0) == grid.pattern.endswith("首句入韵")


def test_the_usual_pattern_comes_first() -> None:
    assert grids(form_of("五绝"))[0].pattern == "仄起首句不入韵"
    assert grids(form_of("七律"))[0].pattern == "平起首句入韵"


@pytest.mark.parametrize(
    ("lines", "rhyming"), [(2, [1]), (3, [1, 2]), (4, [1, 3]), (5, [1, 3, 4]), (8, [1, 3, 5, 7])]
)
def test_old_style_rhymes_on_even_lines_and_at_the_end(lines: int, rhyming: list[int]) -> None:
    (grid,) = grids(form_of("七古"), lines)
    assert grid.pattern == ""
    assert grid.shape == (7,) * lines
    assert [c.line for c in grid.cells if c.rhyme is not None] == rhyming
    assert {c.tone for c in grid.cells} == {Tone.ANY}


def test_old_style_needs_a_number_of_lines_between_2_and_32() -> None:
    form = form_of("五古")
    assert len(grids(form, 2)[0].lines) == 2
    assert len(grids(form, 32)[0].lines) == 32
    for lines in (1, 33):
        with pytest.raises(UserError, match="应是2至32句"):
            grids(form, lines)
    with pytest.raises(UserError, match="要说明写几句"):
        grids(form)


def test_regulated_forms_take_only_their_own_number_of_lines() -> None:
    assert grids(form_of("五绝"), 4) == grids(form_of("五绝"))
    with pytest.raises(UserError, match="五言绝句应是4句，不能写8句"):
        grids(form_of("五绝"), 8)


@pytest.mark.parametrize(
    ("shape", "name"),
    [
        ((5,) * 4, "五绝"),
        ((7,) * 4, "七绝"),
        ((5,) * 8, "五律"),
        ((7,) * 8, "七律"),
        ((5,) * 6, "五古"),
        ((7,) * 32, "七古"),
        ((5,) * 2, "五古"),
    ],
)
def test_the_form_is_inferred_from_the_shape(shape: tuple[int, ...], name: str) -> None:
    form = infer_form(shape)
    assert form is not None
    assert form.name == name


@pytest.mark.parametrize("shape", [(), (5,), (5, 7, 5, 7), (6,) * 4, (5,) * 33])
def test_other_shapes_are_no_form(shape: tuple[int, ...]) -> None:
    assert infer_form(shape) is None


def test_middle_couplets_of_octaves_want_antithesis() -> None:
    assert form_of("五律").paired_lines(8) == {3: 2, 5: 4}
    assert not form_of("七绝").paired_lines(4)
