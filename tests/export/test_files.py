"""Text, pictures, SVG, PDF: what is written, and what is said when it cannot be."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from poetgui import files
from poetgui.errors import UserError
from poetgui.export.image import copy, render, save_png
from poetgui.export.page_style import Marks, PageStyle
from poetgui.export.plain_text import as_text, save_txt
from poetgui.export.saving import save_page
from poetgui.export.vector import save_pdf, save_svg
from poetgui.grid import Place, Poem, Tone

WRITERS = {
    "txt": lambda poem, path: save_txt(poem, path),
    "png": lambda poem, path: save_png(poem, PageStyle(), path),
    "svg": lambda poem, path: save_svg(poem, PageStyle(), path),
    "pdf": lambda poem, path: save_pdf(poem, PageStyle(), path),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "测试 路径"
    place.mkdir()
    return place


def test_text_has_title_and_punctuation(spring: Poem) -> None:
    body = "春风何处好，花发已成阴。\n秋色无多日，月明一夜心。"
    assert as_text(spring) == f"春花秋月\n\n{body}"
    assert as_text(replace(spring, title="")) == body
    assert as_text(spring, "traditional").splitlines()[2] == "春風何處好，花發已成陰。"


def test_a_text_file_is_utf8_with_the_systems_line_ends(spring: Poem, folder: Path) -> None:
    save_txt(spring, folder / "诗.txt")
    expected = (as_text(spring) + "\n").replace("\n", os.linesep)
    assert (folder / "诗.txt").read_bytes() == expected.encode("utf-8")


@pytest.mark.parametrize(("lines", "size"), [(4, (1080, 1080)), (20, (1080, 1440))])
def test_a_picture_is_square_or_a_poster(folder: Path, lines: int, size) -> None:
    poem = Poem(lines=("春风何处好",) * lines, form="五古", title="春")
    save_png(poem, PageStyle(), folder / "春.png")
    image = QImage(str(folder / "春.png"))
    assert (image.width(), image.height()) == size
    assert image.text("Title") == "春"
    assert image.convertToFormat(QImage.Format.Format_RGB32) == render(poem, PageStyle())


def test_a_picture_can_be_larger_than_the_page(spring: Poem, folder: Path) -> None:
    save_png(spring, PageStyle(scale=2.0), folder / "大.png")
    assert QImage(str(folder / "大.png")).width() == 2160


def test_the_clipboard_gets_the_picture(spring: Poem) -> None:
    copy(spring, PageStyle(theme="dark"))
    assert QGuiApplication.clipboard().image().size() == render(spring, PageStyle()).size()


def test_svg_carries_its_characters_as_outlines(spring: Poem, folder: Path) -> None:
    marks = Marks({Place(0, 0): Tone.LEVEL}, frozenset({Place(1, 4)}))
    save_svg(spring, PageStyle(tone_marks=True), folder / "春.svg", marks)
    tree = ElementTree.parse(folder / "春.svg")
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert "path" in tags
    assert "text" not in tags
    assert "春花秋月" in (folder / "春.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(str(folder / "春.svg"))
    drawn = QImage(1080, 1080, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(drawn.rect()))
    painter.end()
    expected = render(spring, PageStyle(tone_marks=True), marks)
    # The sheet differs in its grain; the writing must be where it is on the picture.
    for x, y in ((800, 265), (640, 540), (130, 840)):
        ours, theirs = (i.copy(x - 40, y - 40, 80, 80).scaled(1, 1) for i in (expected, drawn))
        dark = [abs(ours.pixelColor(0, 0).lightness() - theirs.pixelColor(0, 0).lightness())]
        assert max(dark) < 30


def test_pdf_embeds_the_font(spring: Poem, folder: Path) -> None:
    save_pdf(spring, PageStyle(), folder / "春.pdf")
    data = (folder / "春.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"PoetKai" in data
    assert b"FontFile2" in data
    assert b"/MediaBox [0 0 540" in data
    assert len(data) < 1_000_000


@pytest.mark.parametrize("kind", WRITERS)
def test_a_folder_that_is_not_there_is_said_in_chinese(spring: Poem, folder: Path, kind) -> None:
    with pytest.raises(UserError, match="文件夹不存在"):
        WRITERS[kind](spring, folder / "没有" / f"春.{kind}")


@pytest.mark.parametrize("kind", WRITERS)
def test_a_folder_in_the_files_place_is_said_in_chinese(spring: Poem, folder: Path, kind) -> None:
    (folder / f"春.{kind}").mkdir()
    with pytest.raises(UserError, match="存不进"):
        WRITERS[kind](spring, folder / f"春.{kind}")
    assert [p.name for p in folder.iterdir()] == [f"春.{kind}"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "权限"), (errno.ENOSPC, "磁盘满了"), (errno.EIO, "Input/output error")],
)
@pytest.mark.parametrize("kind", WRITERS)
def test_a_write_that_fails_leaves_the_old_file(
    spring: Poem, folder: Path, kind, number: int, words: str, monkeypatch
) -> None:
    path = folder / f"春.{kind}"
    path.write_bytes(b"old")

    def refuse(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", refuse)
    with pytest.raises(UserError, match=words):
        WRITERS[kind](spring, path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in folder.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", WRITERS)
def test_an_old_file_is_replaced(spring: Poem, folder: Path, kind) -> None:
    path = folder / f"春.{kind}"
    path.write_bytes(b"old")
    WRITERS[kind](spring, path)
    assert path.stat().st_size > 50
    assert [p.name for p in folder.iterdir()] == [path.name]


def test_another_format_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"春\.jpg.*png、svg、pdf"):
        save_page(Poem(("春眠不觉晓", "处处闻啼鸟"), "五古"), PageStyle(), tmp_path / "春.jpg")
    assert not list(tmp_path.iterdir())
