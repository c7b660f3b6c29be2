from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.export.page_layout import FRAME, HEIGHTS, WIDTH, Box, Layout, corners, lay_out
from poetgui.grid import Place

layouts = st.builds(
    lay_out,
    st.lists(st.integers(1, 11), min_size=1, max_size=40),
    st.integers(0, 16),
    st.integers(0, 6),
    st.booleans(),
    st.sampled_from(["auto", *HEIGHTS]),
)


def apart(a: Box, b: Box) -> bool:
    slack = 0.01  # cells touch
    return (
        abs(a.x - b.x) >= (a.width + b.width) / 2 - slack
        or abs(a.y - b.y) >= (a.height + b.height) / 2 - slack
    )


@given(layouts)
@settings(deadline=None, max_examples=150)
def test_everything_is_inside_the_frame_and_nothing_overlaps(layout: Layout) -> None:
    inside = FRAME + 6
    boxes = [*layout.cells.values(), *layout.title, *layout.signature, layout.seal]
    for x, y in corners(boxes):
        assert inside <= x <= WIDTH - inside
        assert inside <= y <= layout.height - inside
    for rule in layout.rules:
        assert inside <= min(rule.x1, rule.x2) <= max(rule.x1, rule.x2) <= WIDTH - inside
        assert inside <= min(rule.y1, rule.y2) <= max(rule.y1, rule.y2) <= layout.height - inside
    around = [*layout.title, *layout.signature, layout.seal]
    assert all(apart(a, b) for a in around for b in layout.cells.values())
    assert all(apart(a, b) for a, b in combinations(around, 2))


@given(layouts)
@settings(deadline=None, max_examples=60)
def test_cells_are_large_enough_for_their_type_and_do_not_overlap(layout: Layout) -> None:
    for box in layout.cells.values():
        assert box.width >= 1.1 * layout.em
        assert box.height >= 1.1 * layout.em
    cells = list(layout.cells.values())
    assert all(apart(a, b) for a, b in combinations(cells, 2))


@given(layouts)
@settings(deadline=None, max_examples=60)
def test_reading_order_is_right_to_left_in_columns_and_down_in_rows(layout: Layout) -> None:
    cells = layout.cells
    for (line, column), box in cells.items():
        after = cells.get(Place(line, column + 1))
        below = cells.get(Place(line + 1, column))
        if layout.vertical:
            assert after is None or (after.y > box.y and after.x == box.x)
            assert below is None or below.x < box.x or below.y > box.y
        else:
            assert after is None or (after.x > box.x and after.y == box.y)
            assert below is None or below.y > box.y or below.x > box.x


@pytest.mark.parametrize("vertical", [True, False])
@pytest.mark.parametrize(
    ("shape", "least"),
    [
        ((5,) * 4, 90),
        ((7,) * 4, 80),
        ((5,) * 8, 60),
        ((7,) * 8, 58),
        ((5,) * 20, 48),
        ((7,) * 32, 36),
    ],
)
def test_type_is_as_large_as_the_page_allows(vertical: bool, shape, least: float) -> None:
    assert lay_out(shape, 4, 4, vertical).em >= least


def test_couplets_stay_in_one_band() -> None:
    cells = lay_out((5,) * 20, 3, 4).cells
    bands = [cells[Place(i, 0)].y for i in range(20)]
    assert bands[::2] == bands[1::2]
    assert len(set(bands)) > 1


def test_a_quatrain_is_square_and_a_long_poem_is_not() -> None:
    assert lay_out((5,) * 4, 4, 4).height == HEIGHTS["square"]
    assert lay_out((5,) * 20, 3, 4).height == HEIGHTS["portrait"]
    assert lay_out((5,) * 20, 3, 4, page="square").height == HEIGHTS["square"]
