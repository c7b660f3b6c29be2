from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QRawFont

from poetgui.export import fonts
from poetgui.export.fonts import covers, drawable, poem_font, register
from poetgui.export.script import convert
from poetgui.paths import resource
from poetgui.prosody.books import PINGSHUI, book

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


def test_the_rhyme_book_needs_no_other_font() -> None:
    # What is missing are simplified forms by analogy, of characters hardly seen in a poem.
    missing = [c for c in book(PINGSHUI).characters if not covers(c)]
    assert len(missing) <= 0.016 * len(book(PINGSHUI).characters), missing


def test_the_vocabulary_needs_no_other_font() -> None:
    path = resource("model", "vocabulary.json")
    if not path.exists():
        pytest.skip("no bundle is installed in this checkout")
    data = json.loads(path.read_text(encoding="utf-8"))
    seen = dict(zip(data["characters"], data["counts"], strict=True))
    missing = {
        c: n for c, n in seen.items() if len(c) == 1 and not covers(c) and not covers(convert(c))
    }
    # No 楷体 that may be bundled has them all; what is left is one character in five thousand.
    assert sum(missing.values()) < 0.0002 * sum(seen.values()), missing


def test_a_character_of_no_font_is_known_as_such() -> None:
    assert not drawable("\U0003ffff")
    assert not covers("あ")


def test_a_missing_font_file_is_loud(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(fonts, "resource", lambda *parts: tmp_path.joinpath(*parts))
    with pytest.raises(RuntimeError, match="PoetKai"):
        register.__wrapped__()
