"""Which script a text is in."""

from __future__ import annotations

import pytest

from poetgui.script_conversion import is_traditional, script_of


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("余亦能高詠斯人不可聞", True),
        ("余亦能高咏斯人不可闻", False),
        ("春花秋月何時了往事知多少", True),
        ("春花秋月", False),
        ("后里云", False),
        ("", False),
        ("風起春城暮高樓鼓角悲來", True),
        ("风起春城暮高樓鼓角悲来", False),
        ("從来多古意登眺獨躊躇樓", True),
        ("□\ud83d，a", False),
    ],
)
def test_a_text_is_traditional_where_its_characters_say_so(text: str, traditional: bool) -> None:
    assert is_traditional(text) is traditional


def test_a_character_that_both_scripts_have_says_nothing() -> None:
    assert [script_of(c) for c in "里后云余于斗乾"] == [""] * 7
    assert {script_of(c) for c in "风来国"} == {"simplified"}
    assert {script_of(c) for c in "風來國裡説"} == {"traditional"}
