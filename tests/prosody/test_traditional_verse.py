"""Simplified verse in traditional script, held against lines as they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.prosody.books import traditional_verse
from poetgui.prosody.books.traditional_verse import completed, families, verse_to_traditional
from poetgui.prosody.books.written_words import written_words
from poetgui.script_conversion import TO_SIMPLIFIED, convert

LINES = Path(__file__).parent.with_name("traditional_lines.txt").read_text(encoding="utf-8").split()


def test_the_lines_are_many_and_full_of_characters_that_merged() -> None:
    assert len(set(LINES)) > 300
    confused = {c for family in families().values() for c in family.forms}
    assert sum(c in confused for line in LINES for c in line) > 200
    assert len(confused & set("".join(LINES))) > 80


@pytest.mark.parametrize("line", LINES)
def test_a_printed_line_comes_back(line: str) -> None:
    plain = "".join(convert(c, TO_SIMPLIFIED) for c in line)
    assert verse_to_traditional(plain) == line


@pytest.mark.parametrize("line", LINES)
def test_what_is_in_traditional_script_already_stays(line: str) -> None:
    assert completed(line) == line


def test_only_what_is_simplified_is_completed() -> None:
    assert completed("续·余亦能高詠…") == "續·余亦能高詠…"
    assert completed("后里云") == "后里云"


def test_words_decide_then_what_the_character_usually_is() -> None:
    assert verse_to_traditional("干") == "乾"
    assert verse_to_traditional("干戈") == "干戈"
    assert verse_to_traditional("蒙蒙") == "濛濛"
    assert verse_to_traditional("云云") == "雲雲"
    assert verse_to_traditional("郁郁乎文哉") == "郁郁乎文哉"


@given(st.text(max_size=9))
@settings(deadline=None)
def test_no_text_changes_its_length(text: str) -> None:
    assert len(verse_to_traditional(text)) == len(text)


def test_a_rule_that_changes_the_length_is_not_followed(monkeypatch) -> None:
    table = {"甲乙": "甲乙丙", "甲": "申", "乙": "乙乙"}
    monkeypatch.setattr(traditional_verse, "convert", lambda text, _: table[text])
    assert verse_to_traditional("甲乙") == "申乙"


def test_one_character_for_each_word() -> None:
    assert written_words(("白发三千丈", "花发一枝春")) == ("白髮三千丈", "花發一枝春")
    assert written_words(("夢裏身", "花裡人", "峯迴")) == ("梦裏身", "花裏人", "峰回")
