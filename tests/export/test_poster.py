"""Posters: every layout keeps every character on its paper, and says what was typed."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader
from PySide6.QtGui import QColor, QGuiApplication, QImage

from poetgui.errors import UserError
from poetgui.export.poster.dates import inscribed
from poetgui.export.poster.painting import PosterPage
from poetgui.export.poster.poster import LAYOUTS, PAPERS, Poster, fits
from poetgui.export.poster.poster_saving import render, save
from poetgui.export.poster.sheet import Area, Sector
from poetgui.grid import Place, Poem

QUATRAIN = Poem(("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡"), "五绝", title="静夜思")
OCTAVE = Poem(("风急天高猿啸哀",) * 8, "七律", pins=frozenset({Place(0, 0)}))
COUPLET = Poem(("千江有水千江月", "万里无云万里天"), "对联")
TUNE = Poem(
    (
        *("莫听穿林打叶声", "何妨吟啸且徐行", "竹杖芒鞋轻胜马", "谁怕", "一蓑烟雨任平生"),
        *("料峭春风吹酒醒", "微冷", "山头斜照却相迎", "回首向来萧瑟处", "归去", "也无风雨也无晴"),
    ),
    "定风波",
    stops=("，", "。") * 5 + ("。",),
    stanzas=(5, 6),
)
LONG = Poem(("汉皇重色思倾国", "御宇多年求不得") * 16, "七古")
WORDS = Poster(
    title="赠友人之江南",
    dedication="小明雅正",
    author="诗囊试笔",
    date="丙午年十月",
    seal="诗囊",
    second_seal="听雨",
)


def made(layout: str, poem: Poem, **changes: object) -> PosterPage:
    return PosterPage(poem, replace(WORDS, layout=layout, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("poem", [QUATRAIN, OCTAVE, COUPLET, TUNE, LONG], ids=lambda p: p.form)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_character_stands_on_paper_and_none_on_another(
    qapp: QGuiApplication, layout: str, poem: Poem
) -> None:
    if not fits(layout, poem):
        pytest.skip("no couplet")
    sheet = made(layout, poem).sheet
    written = {g.place: g.character for g in sheet.glyphs if g.place is not None}
    assert written == {
        Place(i, j): c for i, line in enumerate(poem.lines) for j, c in enumerate(line)
    }
    beside = "".join(g.character for g in sheet.glyphs if g.place is None)
    for text in (WORDS.title, WORDS.dedication, WORDS.author, WORDS.date):
        assert sorted(set(text) - set(beside)) == []
    assert [seal.text for seal in sheet.seals] == ["诗囊", "听雨"]
    for glyph in sheet.glyphs:
        assert any(holds(leaf, glyph.x, glyph.y, glyph.em * 0.4) for leaf in sheet.leaves), glyph
    for seal in sheet.seals:
        middle = seal.x + seal.side / 2, seal.y + seal.side / 2
        assert any(holds(leaf, *middle, seal.side / 2) for leaf in sheet.leaves)
    of_poem = [g for g in sheet.glyphs if g.place is not None]
    for i, one in enumerate(of_poem):
        for other in of_poem[:i]:
            assert math.hypot(one.x - other.x, one.y - other.y) > 0.9 * min(one.em, other.em)


def holds(leaf: Area | Sector, x: float, y: float, room: float) -> bool:
    if isinstance(leaf, Area):
        return (
            leaf.x <= x - room
            and x + room <= leaf.right
            and leaf.y <= y - room
            and y + room <= leaf.bottom
        )
    radius = math.hypot(x - leaf.x, y - leaf.y)
    angle = math.degrees(math.atan2(x - leaf.x, leaf.y - y))
    return leaf.inner + room <= radius <= leaf.outer - room and abs(angle) <= leaf.span


def test_columns_run_from_right_to_left(qapp: QGuiApplication) -> None:
    glyphs = {g.place: g for g in made("square", QUATRAIN).sheet.glyphs if g.place is not None}
    assert glyphs[Place(0, 0)].x > glyphs[Place(1, 0)].x > glyphs[Place(3, 0)].x
    assert glyphs[Place(0, 0)].y < glyphs[Place(0, 4)].y


def test_the_upper_line_of_a_couplet_hangs_at_the_right(qapp: QGuiApplication) -> None:
    glyphs = {g.place: g for g in made("couplet", COUPLET).sheet.glyphs if g.place is not None}
    assert glyphs[Place(0, 0)].x > glyphs[Place(1, 0)].x
    assert not fits("couplet", QUATRAIN)


@pytest.mark.parametrize("paper", PAPERS)
def test_ink_is_seen_on_every_paper(qapp: QGuiApplication, paper: str) -> None:
    """Contrast of ink and paper by WCAG: 4.5 at least."""
    page = made("plain", QUATRAIN, paper=paper)
    ground = QColor(page._palette.paper[1])
    for colour in (page._palette.ink, page._palette.faint):
        light, dark = sorted((luminance(ground), luminance(QColor(colour))), reverse=True)
        wanted = 4.5 if colour == page._palette.ink else 3.0
        assert (light + 0.05) / (dark + 0.05) >= wanted, colour


def luminance(colour: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_a_transparent_poster_has_no_paper(qapp: QGuiApplication, tmp_path: Path) -> None:
    assert render(made("card", QUATRAIN, transparent=True), 0.5).pixelColor(2, 2).alpha() == 0
    assert render(made("card", QUATRAIN), 0.5).pixelColor(2, 2).alpha() == 255
    save(made("card", QUATRAIN, transparent=True), tmp_path / "a.png", 1)
    assert QImage(str(tmp_path / "a.png")).pixelColor(2, 2).alpha() == 0


def test_heads_are_red_or_not(qapp: QGuiApplication) -> None:
    red = render(made("plain", OCTAVE, paper="white", seal="", second_seal=""), 0.5)
    black = render(
        made("plain", OCTAVE, paper="white", seal="", second_seal="", red_heads=False), 0.5
    )

    def reddish(image: QImage) -> int:
        pixels = (
            image.pixelColor(x, y)
            for x in range(60, image.width() - 60, 2)
            for y in range(60, image.height() - 60, 2)
        )
        return sum(p.red() > p.green() + 80 for p in pixels)

    assert reddish(red) > 5
    assert reddish(black) == 0


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_poster_is_saved_by_its_name(qapp: QGuiApplication, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"诗.{suffix}"
    save(made("fan", TUNE), path, 1)
    head = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[suffix]
    assert path.read_bytes().startswith(head)
    with pytest.raises(UserError, match="gif"):
        save(made("fan", TUNE), tmp_path / "a.gif", 1)


def test_paper_may_be_a_picture_of_ones_own(qapp: QGuiApplication, tmp_path: Path) -> None:
    image = QImage(40, 90, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    image.save(str(tmp_path / "own.png"))
    page = made("card", QUATRAIN, picture=str(tmp_path / "own.png"), frame=False)
    assert render(page, 0.5).pixelColor(3, 3) == QColor("#123456")
    (tmp_path / "no.png").write_bytes(b"text")
    with pytest.raises(UserError, match=r"读不了图片“no\.png”"):
        made("card", QUATRAIN, picture=str(tmp_path / "no.png"))


@pytest.mark.parametrize(
    ("day", "calendar", "text"),
    [
        (date(2026, 11, 26), "solar", "二〇二六年十一月"),
        (date(2026, 11, 26), "lunar", "丙午年十月"),
        (date(2026, 12, 20), "lunar", "丙午年冬月"),
        (date(2027, 1, 20), "lunar", "丙午年腊月"),
        (date(2027, 2, 6), "lunar", "丁未年正月"),  # New Year's Day of 2027
        (date(2027, 2, 5), "lunar", "丙午年腊月"),
        (date(2025, 8, 1), "lunar", "乙巳年闰六月"),
        (date(2026, 1, 1), "none", ""),
    ],
)
def test_dates_are_inscribed(day: date, calendar: str, text: str) -> None:
    assert inscribed(day, calendar) == text


@pytest.mark.parametrize("layout", ["square", "card", "portrait", "plain"])
@pytest.mark.parametrize("direction", ["vertical", "horizontal"])
@pytest.mark.parametrize("spacing", [80, 160])
@pytest.mark.parametrize("poem", [QUATRAIN, OCTAVE, TUNE], ids=lambda p: p.form)
def test_either_direction_at_any_spacing_keeps_to_the_paper(
    qapp: QGuiApplication, layout: str, direction: str, spacing: int, poem: Poem
) -> None:
    sheet = made(layout, poem, direction=direction, spacing=spacing).sheet
    first, second = [g for g in sheet.glyphs if g.place in (Place(0, 0), Place(0, 1))]
    assert (first.y == second.y) == (direction == "horizontal")
    for glyph in sheet.glyphs:
        assert any(holds(leaf, glyph.x, glyph.y, glyph.em * 0.4) for leaf in sheet.leaves), glyph


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("size", "proportion"), [("a4", 297 / 210), ("a5", 210 / 148), ("square", 1), ("own", 40 / 90)]
)
def test_a_size_has_its_proportions_and_holds_the_sheet(
    qapp: QGuiApplication, layout: str, size: str, proportion: float
) -> None:
    page = made(layout, COUPLET, size=size, millimetres=(90, 40), margin=5)
    canvas, sheet = page.canvas, page.sheet
    turned = size in ("a4", "a5") and canvas.width > canvas.height
    assert canvas.height / canvas.width == pytest.approx(1 / proportion if turned else proportion)
    assert canvas.x >= 0.05 * sheet.width
    assert canvas.y >= 0.05 * sheet.height - 1e-6 or canvas.x > 0
    wide = 297 if turned else {"a4": 210, "a5": 148, "square": 210, "own": 90}[size]
    if not (turned and size == "a5"):
        assert canvas.width * canvas.millimetres == pytest.approx(wide)


def test_paper_runs_to_the_edge_of_a_size_and_ink_has_its_colour(qapp: QGuiApplication) -> None:
    page = made("plain", QUATRAIN, size="square", ink="blue", paper="white")
    image = render(page, 0.4)
    assert image.width() == pytest.approx(image.height(), abs=1)
    assert image.pixelColor(3, image.height() // 2) == QColor("#ffffff")
    colours = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(0, image.height(), 3)
    }
    assert "#1f3a5f" in colours


def reread(path: Path) -> str:
    """The text as a reader of PDF copies it, without what is between the characters."""
    [page] = PdfReader(path).pages
    return "".join(page.extract_text().split())


@pytest.mark.parametrize("poem", [QUATRAIN, OCTAVE, COUPLET, TUNE], ids=lambda p: p.form)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_copied_out_of_a_pdf_is_the_poem(
    qapp: QGuiApplication, tmp_path: Path, layout: str, poem: Poem
) -> None:
    if not fits(layout, poem):
        pytest.skip("no couplet")
    save(made(layout, poem), tmp_path / "a.pdf")
    text = reread(tmp_path / "a.pdf")
    assert "".join(poem.lines) in text
    assert WORDS.title in text


@pytest.mark.parametrize("transparent", [False, True])
@pytest.mark.parametrize("layout", ["square", "fan"])
def test_an_animation_ends_with_the_poster(
    qapp: QGuiApplication, tmp_path: Path, layout: str, transparent: bool
) -> None:
    page = made(layout, QUATRAIN, transparent=transparent)
    save(page, tmp_path / "a.apng", scale=1, speed=5)
    with Image.open(tmp_path / "a.apng") as film:
        frames = getattr(film, "n_frames")  # noqa: B009 - Pillow's types lack it
        assert frames == 1 + 4 * len(page.sheet.glyphs) + len(page.sheet.seals) + 1
        first = film.convert("RGBA")
        film.seek(frames - 1)
        last = film.convert("RGBA")
    assert ImageChops.difference(first, last).getbbox(alpha_only=False) is not None
    still = QImage(str(tmp_path / "a.apng"))  # a program that plays none shows the paper
    assert (still.width(), still.height()) == last.size
    buffer = render(page, 0.5).convertToFormat(QImage.Format.Format_RGBA8888)
    whole = Image.frombytes("RGBA", last.size, bytes(buffer.constBits()))
    # Painted in parts, edges are laid over one another: nearly, not quite.
    worst = ImageStat.Stat(ImageChops.difference(whole, last)).mean
    assert max(worst) < 2.5
