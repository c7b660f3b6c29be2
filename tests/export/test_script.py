from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

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


def test_a_rule_that_changes_the_length_is_not_followed(monkeypatch) -> None:
    from poetgui.export import script

    monkeypatch.setattr(script, "convert", {"甲乙": "甲乙丙", "甲": "申", "乙": "乙乙"}.__getitem__)
    assert script.to_traditional(("甲乙",)) == ("申乙",)
