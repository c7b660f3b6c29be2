from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QRawFont

from poetgui import resource_files
from poetgui.errors import UserError
from poetgui.export import poem_fonts
from poetgui.export.poem_fonts import covers, drawable, poem_font, register
from poetgui.export.script import convert
from poetgui.paths import resource
from poetgui.prosody.books.rhyme_books import BOOKS, load_book

COMMON = (
    "春风何处好花发已成阴秋色无多日月明一夜心春風何處好花發已成陰詩囊試筆韻"
    "王喆刘堃陈婕赵翀𠮷，。、；：？！《》「」『』〔〕·—…○●āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜABCabc0123★"
)


def test_the_bundled_font_is_used(qapp) -> None:
    assert register() == "Poet Kai"
    assert QRawFont.fromFont(poem_font(40)).familyName() == "Poet Kai"


@pytest.mark.parametrize("character", COMMON)
def test_common_and_name_characters_need_no_other_font(character: str) -> None:
    assert covers(character)
    assert drawable(character)


def test_gb2312_needs_no_other_font() -> None:
    rows = (bytes((r, c)) for r in range(0xB0, 0xF8) for c in range(0xA1, 0xFF))
    characters = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    assert len(characters) == 6763
    assert [c for c in characters if not covers(c)] == []


def drawn_by_ours(character: str) -> bool:
    """Whether one of the bundled fonts draws it, or its traditional form, which the page shows."""
    rare = QRawFont(str(resource("fonts", poem_fonts.RARE_FILE)), 16.0)
    return any(
        covers(form) or rare.supportsCharacter(ord(form))
        for form in {character, convert(character)}
    )


def test_no_glyph_of_the_vocabulary_is_missing(qapp) -> None:
    data = json.loads(resource("model", "vocabulary.json").read_text(encoding="utf-8"))
    characters = [c for c in data["characters"] if len(c) == 1]
    assert len(characters) > 5000
    assert [c for c in characters if not drawn_by_ours(c)] == []


@pytest.mark.parametrize("name", BOOKS)
def test_no_glyph_of_a_rhyme_book_is_missing(qapp, name: str) -> None:
    assert [c for c in load_book(name).characters if not drawn_by_ours(c)] == []


def test_a_rare_character_is_drawn_by_the_second_font(qapp) -> None:
    assert not covers("䨴")
    assert drawable("䨴")


def test_a_character_of_no_font_is_known_as_such() -> None:
    assert not drawable("\U0003ffff")
    assert not covers("あ")


def test_a_missing_font_file_is_loud(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(resource_files, "resource", lambda *parts: tmp_path.joinpath(*parts))
    with pytest.raises(UserError, match="fonts/"):
        register.__wrapped__()
