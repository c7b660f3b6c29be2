from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from poetgui.export.image import render
from poetgui.export.page import Page
from poetgui.export.page_style import Marks, PageStyle
from poetgui.export.paper import PALETTES
from poetgui.grid import OPEN, Place, Poem, Tone


def picture(poem: Poem, marks: Marks | None = None, **style) -> tuple[QImage, Page]:
    look = PageStyle(**style)
    return render(poem, look, marks), Page(poem, look, marks)


def region(image: QImage, rect: QRectF, zoom: float = 1.0) -> QImage:
    scaled = QRectF(rect.topLeft() * zoom, rect.size() * zoom)
    return image.copy(scaled.toAlignedRect() & QRect(0, 0, image.width(), image.height()))


def amount(image: QImage, colour: str) -> int:
    """How many pixels are close to a colour."""
    want = QColor(colour)
    channels = (want.red(), want.green(), want.blue())
    total = 0
    for y in range(image.height()):
        for x in range(image.width()):
            pixel = image.pixelColor(x, y)
            have = (pixel.red(), pixel.green(), pixel.blue())
            total += all(abs(a - b) < 12 for a, b in zip(channels, have, strict=True))
    return total


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vertical", [True, False])
def test_pins_are_red_and_the_rest_is_ink(spring: Poem, vertical: bool, theme: str) -> None:
    image, page = picture(spring, vertical=vertical, theme=theme)
    palette = PALETTES[theme]
    for place in (Place(0, 0), Place(3, 0), Place(0, 1), Place(3, 4)):
        cell = region(image, page.cell_rect(place))
        red, ink = amount(cell, palette.red), amount(cell, palette.ink)
        assert (red > 100, ink > 100) == (place in spring.pins, place not in spring.pins)


def test_the_poem_begins_at_the_right_and_a_horizontal_one_at_the_left(spring: Poem) -> None:
    upright, level = Page(spring, PageStyle()), Page(spring, PageStyle(vertical=False))
    assert upright.cell_rect(Place(0, 0)).x() > upright.cell_rect(Place(3, 0)).x()
    assert level.cell_rect(Place(0, 0)).x() < level.cell_rect(Place(0, 4)).x()
    assert level.cell_rect(Place(0, 0)).y() < level.cell_rect(Place(3, 0)).y()


@pytest.mark.parametrize("vertical", [True, False])
def test_every_cell_is_found_by_a_point_in_it(spring: Poem, vertical: bool) -> None:
    page = Page(spring, PageStyle(vertical=vertical))
    for i, line in enumerate(spring.lines):
        for j in range(len(line)):
            rect = page.cell_rect(Place(i, j))
            inner = rect.adjusted(1, 1, -1, -1)
            for point in (rect.center(), inner.topLeft(), inner.bottomRight()):
                assert page.cell_at(point) == Place(i, j)
    assert page.cell_at(QPointF(2, 2)) is None
    assert page.cell_at(QPointF(-5, 5000)) is None
    with pytest.raises(KeyError):
        page.cell_rect(Place(4, 0))


def test_tone_marks_stand_beside_the_characters_when_asked_for(
    spring: Poem, tones: dict[Place, Tone]
) -> None:
    marks = Marks(tones, frozenset({Place(1, 4)}), frozenset({Place(0, 2)}))
    plain, page = picture(spring, marks, tone_marks=False)
    marked, _ = picture(spring, marks, tone_marks=True, rhyme_marks=True)
    for place in tones:
        cell = page.cell_rect(place)
        gap = QRectF(cell.center().x() + 0.55 * page.em, cell.y(), 0.35 * page.em, cell.height())
        assert region(plain, gap) != region(marked, gap)
        wants_red = place in {Place(1, 4), Place(0, 2)}
        assert (amount(region(marked, gap), PALETTES["light"].red) > 8) == wants_red


def test_the_entering_tone_has_a_mark_of_its_own(spring: Poem, tones: dict[Place, Tone]) -> None:
    place = next(place for place, tone in tones.items() if tone is Tone.OBLIQUE)
    round_, page = picture(spring, Marks(tones), tone_marks=True)
    square, _ = picture(spring, Marks(tones, entering=frozenset({place})), tone_marks=True)
    cell = page.cell_rect(place)
    gap = QRectF(cell.center().x() + 0.55 * page.em, cell.y(), 0.35 * page.em, cell.height())
    assert region(round_, gap) != region(square, gap)


@pytest.mark.parametrize("vertical", [True, False])
def test_pinyin_stands_above_each_character_within_its_cell(spring: Poem, vertical: bool) -> None:
    plain, page = picture(spring, vertical=vertical)
    spelled, _ = picture(spring, vertical=vertical, pinyin=True)
    for place in (Place(0, 0), Place(1, 2), Place(3, 4)):
        cell = page.cell_rect(place)
        above = QRectF(cell.x(), cell.y(), cell.width(), cell.center().y() - cell.y())
        below = QRectF(cell.x(), cell.center().y(), cell.width(), 0.4 * page.em)
        assert region(plain, above) != region(spelled, above)
        assert region(plain, below) == region(spelled, below)


def test_open_cells_say_what_they_want(spring: Poem) -> None:
    poem = replace(spring, lines=(OPEN * 4 + "好", *spring.lines[1:]), pins=frozenset())
    wants = (Tone.LEVEL, Tone.OBLIQUE, Tone.ANY)
    demands = {Place(0, j): tone for j, tone in enumerate(wants)}
    told, page = picture(poem, Marks(demands=demands, rhymes=frozenset({Place(0, 1)})))
    cells = [region(told, page.cell_rect(Place(0, j))) for j in range(4)]
    red, faint = PALETTES["light"].red, PALETTES["light"].faint
    ring, half, square = (amount(cells[j], faint) for j in (0, 2, 3))
    assert 0 < ring < half < amount(cells[1], red)  # ○ ◐ ●, red where it is to rhyme
    assert square > 0
    assert amount(cells[0], red) == amount(cells[1], faint) == 0


@pytest.mark.parametrize("vertical", [True, False])
def test_a_fault_is_marked_in_red_when_asked_for(spring: Poem, vertical: bool) -> None:
    place = Place(2, 3)
    marks = Marks(faults=frozenset({place, Place(9, 9)}))
    plain, page = picture(spring, marks, vertical=vertical)
    marked, _ = picture(spring, marks, vertical=vertical, fault_marks=True)
    cell = page.cell_rect(place)
    assert amount(region(plain, cell), PALETTES["light"].red) == 0
    assert amount(region(marked, cell), PALETTES["light"].red) > 8


def test_a_demand_of_either_tone_gets_no_mark(spring: Poem) -> None:
    marks = Marks({Place(0, 0): Tone.ANY, Place(9, 9): Tone.LEVEL}, frozenset({Place(9, 9)}))
    assert picture(spring, marks, tone_marks=True)[0] == picture(spring, tone_marks=True)[0]


def test_the_page_is_the_same_every_time_and_another_in_another_style(spring: Poem) -> None:
    looks = [
        {},
        {"vertical": False},
        {"script": "traditional"},
        {"theme": "dark"},
        {"seal": "王"},
        {"seal": ""},
        {"signature": ""},
        {"shape": "portrait"},
    ]
    images = [picture(spring, **look)[0] for look in looks]
    assert picture(spring)[0] == images[0]
    assert all(a != b for i, a in enumerate(images) for b in images[:i])


@pytest.mark.parametrize("seal", ["王", "诗囊", "诗囊客", "锦囊诗客", "五个字的印"])
def test_a_seal_is_red_with_its_characters_carved_out(spring: Poem, seal: str) -> None:
    image, page = picture(spring, seal=seal)
    stamp = region(image, QRectF(60, 700, 120, 250))
    red = amount(stamp, PALETTES["light"].seal)
    assert 2200 < red < 74 * 74 * 0.95
    assert amount(stamp, PALETTES["light"].carved) > 150
    assert page.size == Page(spring, PageStyle()).size


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_window_of_any_pixel_ratio_shows_the_same_page(spring: Poem, ratio: float) -> None:
    page = Page(spring, PageStyle())
    target = QRectF(10, 5, 420, 400)
    image = QImage(round(440 * ratio), round(410 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#00ff00"))
    painter = QPainter(image)
    move = page.transform(target)
    painter.setTransform(move, True)
    page.paint(painter)
    painter.end()
    paper = move.mapRect(QRectF(QPointF(0, 0), page.size))
    assert paper == QRectF(20, 5, 400, 400)
    cell = region(image, move.mapRect(page.cell_rect(Place(0, 0))), ratio)
    assert amount(cell, PALETTES["light"].red) > 25 * ratio * ratio
    assert image.pixelColor(round(10 * ratio), round(10 * ratio)) == QColor("#00ff00")
    assert image.pixelColor(round(24 * ratio), round(10 * ratio)) != QColor("#00ff00")


def test_painting_leaves_the_painter_as_it_was(spring: Poem) -> None:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setPen(QColor("#123456"))
    before = painter.transform()
    Page(spring, PageStyle()).paint(painter)
    assert painter.transform() == before
    assert painter.pen().color() == QColor("#123456")
    painter.end()


def test_a_character_that_no_font_has_is_boxed_with_its_code(spring: Poem, monkeypatch) -> None:
    from poetgui.export import glyph

    monkeypatch.setattr(glyph, "drawable", lambda c: c not in "\U0002a6a5\U0002a6a4")
    one = replace(spring, lines=("\U0002a6a5风何处好", *spring.lines[1:]))
    two = replace(spring, lines=("\U0002a6a4风何处好", *spring.lines[1:]))
    (first, page), (second, _) = picture(one), picture(two)
    rect = page.cell_rect(Place(0, 0))
    assert amount(region(first, rect), PALETTES["light"].red) > 60
    assert region(first, rect) != region(second, rect)


def test_a_character_that_the_font_lacks_is_shown_in_its_traditional_form(spring: Poem) -> None:
    rare, known = (replace(spring, lines=(f"春{c}何处好", *spring.lines[1:])) for c in "𣃁斸")
    assert picture(rare)[0] == picture(known)[0]
    typed = frozenset({Place(0, 1)})
    assert picture(replace(rare, pins=typed))[0] != picture(replace(known, pins=typed))[0]


def test_a_long_title_is_cut_and_stays_on_the_page(spring: Poem) -> None:
    image, page = picture(replace(spring, title="很" * 60))
    assert page.size.width() == image.width() == 1080


def test_what_the_user_wrote_on_the_seal_is_not_converted(spring: Poem) -> None:
    # 诗囊 is ours and becomes 詩囊; a name with the same 诗 stays as typed.
    ours = [Page(spring, PageStyle(script=s))._seal for s in ("simplified", "traditional")]
    theirs = [
        Page(spring, PageStyle(script=s, seal="诗客"))._seal for s in ("simplified", "traditional")
    ]
    assert ours == ["诗囊", "詩囊"]
    assert theirs == ["诗客", "诗客"]
