from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from poetgui.export.glyph import write_mark
from poetgui.export.page import Page
from poetgui.export.page_layout import FRAME, HEIGHTS, WIDTH, Layout, corners
from poetgui.export.page_style import PageStyle
from poetgui.export.plain_text import as_text
from poetgui.export.running_layout import lay_out_running
from poetgui.export.vector import save_pdf, save_svg
from poetgui.grid import Place, Poem
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.export.test_page_layout import apart


def tune(name: str, *, vertical: bool = True, page: str = "auto") -> Layout:
    grid = grids(form_of(name))[0]
    return lay_out_running(grid.shape, grid.stops, grid.stanzas, 3, 4, vertical, page)


def columns(layout: Layout) -> list[list[Place]]:
    """The cells of each column, from the right."""
    found: dict[float, list[Place]] = {}
    for place, box in layout.cells.items():
        found.setdefault(round(box.x, 3), []).append(place)
    return [found[x] for x in sorted(found, reverse=True)]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    shape = draw(st.lists(st.integers(1, 11), min_size=1, max_size=28))
    stops = [draw(st.sampled_from(["，", "。"])) for _ in shape]
    if shape[0] > 3:
        stops[0] = "3、，"
    cut = draw(st.integers(0, len(shape) - 1))
    stanzas = (cut, len(shape) - cut) if cut else ()
    page = draw(st.sampled_from(["auto", *HEIGHTS]))
    title, signature = draw(st.integers(0, 16)), draw(st.integers(0, 6))
    return lay_out_running(shape, stops, stanzas, title, signature, draw(st.booleans()), page)


@given(layouts())
@settings(deadline=None, max_examples=60)
def test_everything_is_inside_the_frame_and_nothing_overlaps(layout: Layout) -> None:
    inside = FRAME + 6
    marks = [box for _, box in layout.stops]
    boxes = [*layout.cells.values(), *layout.title, *layout.signature, layout.seal, *marks]
    for x, y in corners(boxes):
        assert inside <= x <= WIDTH - inside
        assert inside <= y <= layout.height - inside
    for rule in layout.rules:
        assert inside <= min(rule.x1, rule.x2) <= max(rule.x1, rule.x2) <= WIDTH - inside
        assert inside <= min(rule.y1, rule.y2) <= max(rule.y1, rule.y2) <= layout.height - inside
    around = [*layout.title, *layout.signature, layout.seal]
    assert all(apart(a, b) for a in around for b in layout.cells.values())
    assert all(apart(a, b) for a, b in combinations(layout.cells.values(), 2))
    assert all(box.width >= 1.1 * layout.em <= box.height for box in layout.cells.values())


@given(layouts())
@settings(deadline=None, max_examples=40)
def test_reading_order_is_down_and_leftwards_or_rightwards_and_down(layout: Layout) -> None:
    boxes = [layout.cells[place] for place in sorted(layout.cells)]
    for a, b in pairwise(boxes):
        if layout.vertical:
            assert (b.y > a.y and abs(b.x - a.x) < 0.01) or b.x < a.x - 1
        else:
            assert (b.x > a.x and abs(b.y - a.y) < 0.01) or b.y > a.y + 1


def test_lines_as_long_as_each_other_have_a_column_each() -> None:
    # 浣溪沙: six lines of seven.
    assert columns(tune("浣溪沙")) == [[Place(i, j) for j in range(7)] for i in range(6)]


def test_a_stanza_begins_a_column_and_text_runs_on_within_it() -> None:
    for name in ("水调歌头", "沁园春", "菩萨蛮"):
        grid, found = grids(form_of(name))[0], columns(tune(name))
        begins = [column[0] for column in found]
        assert Place(grid.stanzas[0], 0) in begins
        assert any(column[0].column for column in found)


@pytest.mark.parametrize("vertical", [True, False])
@pytest.mark.parametrize(
    ("name", "least"), [("十六字令", 80), ("浣溪沙", 62), ("水调歌头", 52), ("沁园春", 44)]
)
def test_type_is_as_large_as_the_page_allows(name: str, least: float, vertical: bool) -> None:
    assert tune(name, vertical=vertical).em >= least


def test_rows_end_with_sentences_or_lines() -> None:
    grid, layout = grids(form_of("水调歌头"))[0], tune("水调歌头", vertical=False)
    for i, stop in enumerate(grid.stops[:-1]):
        here, below = layout.cells[Place(i, 0)], layout.cells[Place(i + 1, 0)]
        if stop.endswith("。"):
            assert below.y > here.y


def test_every_mark_hangs_beside_its_character() -> None:
    grid = grids(form_of("满江红"))[0]
    for vertical in (True, False):
        layout = tune("满江红", vertical=vertical)
        assert "".join(mark for mark, _ in layout.stops).count("、") == sum(
            stop.count("、") for stop in grid.stops
        )
        for mark, box in layout.stops:
            assert mark in "，。、；"
            nearest = min(layout.cells.values(), key=lambda c: abs(c.x - box.x) + abs(c.y - box.y))
            assert abs(nearest.x - box.x) < layout.em
            assert abs(nearest.y - box.y) < layout.em


def poem(name: str) -> Poem:
    grid = grids(form_of(name))[0]
    lines = tuple("春花秋月何时了往事知多少小楼"[:width] for width in grid.shape)
    return Poem(lines, name, title=f"{name}·秋夜", stops=grid.stops, stanzas=grid.stanzas)


@pytest.mark.parametrize("vertical", [True, False])
def test_a_tune_is_painted_with_its_marks(qapp, vertical: bool) -> None:
    page = Page(poem("水调歌头"), PageStyle(vertical=vertical))
    image = QImage(page.size.toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    page.paint(painter)
    painter.end()
    for _, box in page._layout.stops:
        around = [
            QColor(image.pixel(round(box.x + dx), round(box.y + dy))).lightness()
            for dx in range(-6, 7)
            for dy in range(-6, 7)
        ]
        assert min(around) < 190 < max(around)


def test_a_mark_stands_with_its_ink_where_it_is_asked_to(qapp) -> None:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    write_mark(painter, "。", QPointF(50, 50), 80, "#000000")
    painter.end()
    dark = [
        (x, y)
        for x in range(100)
        for y in range(100)
        if QColor(image.pixel(x, y)).lightness() < 128
    ]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    assert abs((min(xs) + max(xs)) / 2 - 50) <= 1.5
    assert abs((min(ys) + max(ys)) / 2 - 50) <= 1.5


def test_a_tune_is_saved_as_text_and_vectors(qapp, tmp_path: Path) -> None:
    written = poem("西江月")
    text = as_text(written)
    assert text.startswith("西江月·秋夜\n\n")
    assert len(text.splitlines()) == 4
    for save, name in ((save_svg, "词.svg"), (save_pdf, "词.pdf")):
        save(written, PageStyle(), tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000
