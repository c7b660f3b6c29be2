"""Booklets and copybooks: every character is there, on its page, and nothing stands on another."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from poetgui.errors import UserError
from poetgui.export.booklet.booklet import Booklet, BookletPoem, booklet_poem
from poetgui.export.booklet.booklet_epub import as_epub
from poetgui.export.booklet.booklet_flow import HEIGHT, WIDTH, pages
from poetgui.export.booklet.booklet_pages import BookletPages
from poetgui.export.copybook.copybook import Copybook, sheets
from poetgui.export.copybook.copybook_pages import CopybookPages
from poetgui.export.paged import save_pdf, transform
from poetgui.grid import Poem

SPRING = Poem(("春眠不觉晓", "处处闻啼鸟", "夜来风雨声", "花落知多少"), "五绝", "春晓", "孟浩然")
TUNE = Poem(
    ("谁怕", "一蓑烟雨任平生", "归去", "也无风雨也无晴"),
    "定风波",
    stops=("，", "。", "，", "。"),
    stanzas=(2, 2),
)
LONG = Poem(("汉皇重色思倾国", "御宇多年求不得") * 20, "七古", title="长" * 30)
MOMENT = datetime(2026, 1, 2, tzinfo=UTC)


def booklet(*poems: BookletPoem, **changes: object) -> Booklet:
    return replace(Booklet("春日集", "某人", poems), **changes)  # type: ignore[arg-type]


def made(poem: Poem, note: str = "") -> BookletPoem:
    return booklet_poem(poem, "无题", note, "simplified")


@pytest.mark.parametrize("flowing", [False, True])
def test_every_character_is_on_a_page_and_none_on_another(flowing: bool) -> None:
    poems = [made(SPRING, "赠老王\n丙午春"), made(TUNE), made(LONG), *[made(SPRING)] * 30]
    found = pages(booklet(*poems, flowing=flowing))
    letters = [letter for page in found for letter in page]
    expected = Counter("".join("".join(p.lines) + p.note.replace("\n", "") for p in poems))
    assert expected <= Counter(letter.character for letter in letters)
    for page in found:
        for letter in page:
            assert letter.em / 2 <= letter.x <= WIDTH - letter.em / 2
            assert letter.em / 2 <= letter.y <= HEIGHT - letter.em / 2
        large = [letter for letter in page if letter.em > 60 and letter.role == "ink"]
        places = {(round(letter.x), round(letter.y)) for letter in large}
        assert len(places) == len(large)


def test_each_poem_begins_a_page_or_follows_the_one_before() -> None:
    poems = [made(SPRING)] * 6
    bare = booklet(*poems, title="", author="", contents=False)
    assert len(pages(bare)) == 6
    assert len(pages(replace(bare, flowing=True))) < 6
    assert len(pages(booklet(*poems))) == 8  # a cover and a table of contents


def test_the_contents_name_the_pages_where_poems_begin() -> None:
    found = pages(booklet(*[made(replace(SPRING, title=f"第{c}")) for c in "甲乙丙"]))
    rows: dict[float, str] = {}
    for letter in found[1]:
        if letter.character not in "·　":
            rows[letter.y] = rows.get(letter.y, "") + letter.character
    assert list(rows.values()) == ["目录", "第甲3", "第乙4", "第丙5"]
    for number, character in ((3, "甲"), (4, "乙"), (5, "丙")):
        text = "".join(letter.character for letter in found[number - 1])
        assert f"第{character}" in text
        assert text.endswith(str(number))


def test_notes_and_author_can_be_left_out() -> None:
    with_note = pages(booklet(made(SPRING, "赠老王"), contents=False))
    without = pages(booklet(made(SPRING, "赠老王"), contents=False, notes=False))
    assert "王" in {letter.character for letter in with_note[1]}
    assert "王" not in {letter.character for letter in without[1]}


def test_a_pdf_has_all_pages(qapp: QGuiApplication, tmp_path: Path) -> None:
    path = tmp_path / "集.pdf"
    document = BookletPages(booklet(*[made(SPRING)] * 3))
    save_pdf(document, path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == document.count == 5
    with pytest.raises(UserError):
        save_pdf(document, tmp_path / "没有" / "集.pdf")


def test_pages_are_painted(qapp: QGuiApplication) -> None:
    document = BookletPages(booklet(made(SPRING), title="", author="", contents=False))
    assert document.title == "春晓"
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    painter = QPainter(image)
    painter.setTransform(transform(document, image.rect().toRectF()))
    document.paint(painter, 0)
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(300) for y in range(0, 300, 2)}
    assert "#ffffff" in colours
    assert min(QColor(colour).lightness() for colour in colours) < 80
    assert image.pixelColor(5, 150).name() == "#00ff00"  # beside the page


@pytest.mark.parametrize("flowing", [False, True])
@pytest.mark.parametrize("contents", [False, True])
def test_an_epub_is_one_and_has_everything(flowing: bool, contents: bool) -> None:
    poems = [made(replace(SPRING, title="春 & <晓>"), "赠老王"), made(TUNE)]
    data = as_epub(booklet(*poems, flowing=flowing, contents=contents), MOMENT)
    archive = zipfile.ZipFile(io.BytesIO(data))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    documents = {
        name: ET.fromstring(archive.read(name))
        for name in archive.namelist()
        if name.endswith(("xml", "xhtml", "opf"))
    }
    package = documents["book/content.opf"]
    space = {"o": "http://www.idpf.org/2007/opf"}
    hrefs = {item.get("id"): item.get("href") for item in package.findall(".//o:item", space)}
    assert {f"book/{href}" for href in hrefs.values()} <= set(archive.namelist())
    order = [hrefs[item.get("idref")] for item in package.findall(".//o:itemref", space)]
    assert order[0] == "cover.xhtml"
    assert ("nav.xhtml" in order) == contents
    text = "".join("".join(document.itertext()) for document in documents.values())
    for part in (
        "春 & <晓>",
        "孟浩然",
        "春眠不觉晓，处处闻啼鸟。",
        "赠老王",
        "谁怕，一蓑烟雨任平生。",
    ):
        assert part in text
    assert as_epub(booklet(*poems, flowing=flowing, contents=contents), MOMENT) == data


@pytest.mark.parametrize("columns", [6, 7, 10, 14])
@pytest.mark.parametrize(("repeats", "blanks"), [(1, 0), (1, 2), (5, 5)])
def test_every_character_has_its_squares(columns: int, repeats: int, blanks: int) -> None:
    for poem in (SPRING, TUNE, LONG):
        found = sheets(poem.lines, Copybook(columns=columns, repeats=repeats, blanks=blanks))
        squares = [square for sheet in found for square in sheet]
        written = "".join(square.character for square in squares)
        assert written == "".join(c * repeats for line in poem.lines for c in line)
        assert len({len(sheet) for sheet in found}) == 1
        assert all(sheet[-1].y + sheet[-1].side <= 2970 for sheet in found)
        assert all(square.x + square.side <= 2100 for square in squares)


def test_a_line_of_verse_begins_a_row() -> None:
    [sheet] = sheets(SPRING.lines, Copybook(columns=8))
    begins = [sheet[8 * row].character for row in range(4)]
    assert begins == ["春", "处", "夜", "花"]


@pytest.mark.parametrize("grid", ["field", "rice", "plain"])
@pytest.mark.parametrize("ink", ["red", "grey", "black"])
def test_copybooks_are_painted_and_saved(
    qapp: QGuiApplication, tmp_path: Path, grid: str, ink: str
) -> None:
    document = CopybookPages(LONG, Copybook(grid, ink, repeats=4), "simplified")
    assert document.count > 1
    path = tmp_path / "字帖.pdf"
    save_pdf(document, path)
    assert path.read_bytes().count(b"/Type /Page\n") == document.count
