from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.export.plain_text import as_text
from poetgui.export.script import shown_lines, shown_title, to_traditional
from poetgui.grid import Place, Poem


def test_phrases_choose_the_form() -> None:
    lines = ("白发三千丈", "落花时节后", "皇后太后前", "万里云千里", "头发发现后")
    assert to_traditional(lines) == (
        "白髮三千丈",
        "落花時節後",
        "皇后太后前",
        "萬里雲千里",
        "頭髮發現後",
    )


def test_pins_stay_as_typed_and_still_help_their_phrase() -> None:
    assert to_traditional(("白发三千丈", "后来发"), {Place(0, 1), Place(1, 0)}) == (
        "白发三千丈",
        "后來發",
    )


def test_a_phrase_does_not_reach_across_lines() -> None:
    assert to_traditional(("一头", "发现")) == ("一頭", "發現")


@given(st.lists(st.text(min_size=1, max_size=9), max_size=5))
@settings(deadline=None)
def test_no_line_changes_its_length(lines: list[str]) -> None:
    assert [len(line) for line in to_traditional(lines)] == [len(line) for line in lines]


def test_a_title_is_converted_unless_the_pins_spell_it() -> None:
    poem = Poem(lines=("发春", "后秋"), form="其他", title="白发")
    assert shown_title(poem, "traditional") == "白髮"
    assert shown_title(poem, "simplified") == "白发"
    named = Poem(
        lines=("发春", "后秋"),
        form="其他",
        title="发后",
        pins=frozenset({Place(0, 0), Place(1, 0)}),
    )
    assert shown_title(named, "traditional") == "发后"
    assert shown_lines(named, "traditional") == ("发春", "后秋")
    assert shown_lines(named, "simplified") is named.lines


BULL = ("牛渚西江夜", "青天無片雲", "登舟望秋月", "空憶謝將軍", "余亦能高詠", "斯人不可聞")


def test_what_was_pasted_in_traditional_script_stays_as_it_came() -> None:
    poem = Poem(lines=BULL, form="五古", title="夜泊余里")
    assert shown_lines(poem, "traditional") == shown_lines(poem, "simplified") == BULL
    assert shown_title(poem, "traditional") == "夜泊余里"
    assert "余亦能高詠" in as_text(poem, "traditional")


def test_what_the_program_wrote_is_converted_by_the_words_of_verse() -> None:
    poem = Poem(
        lines=("蜡炬成灰泪始干", "含情欲说宫中事", "画梁双燕并头栖", "余亦能高咏"), form="其他"
    )
    assert shown_lines(poem, "traditional") == (
        "蠟炬成灰淚始乾",
        "含情欲說宮中事",
        "畫梁雙燕並頭棲",
        "余亦能高詠",
    )
