"""The table of likely readings, from its three sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetgui.prosody.books.rhyme_books import PINGSHUI, TONGYUN
from training.tables.tone_readings import (
    ALONE,
    FEWEST_ALONE,
    FEWEST_WORDS,
    Cell,
    ambiguous,
    judge,
    merge,
    phrases,
    poets,
    rules,
    to_json,
)


def said(tone: str, count: int, end: bool = False) -> list[Cell]:
    return [("长", ("~安",), end, tone)] * count


def test_poets_tell_a_word_where_nine_of_ten_agree() -> None:
    assert poets(said("平", FEWEST_WORDS))["长"] == {"~安": "平"}
    assert poets(said("平", FEWEST_WORDS - 1)) == {}
    assert poets([*said("平", 8), *said("仄", 2)])["长"]["~安"] == "两"


def test_a_line_end_tells_of_its_word_alone() -> None:
    assert poets(said("平", FEWEST_ALONE))["长"][ALONE] == "平"
    assert ALONE not in poets(said("平", FEWEST_ALONE, end=True))["长"]


def test_the_first_source_wins_and_what_is_usual_is_not_said_twice() -> None:
    first = {"长": {ALONE: "平", "生~": "仄"}}
    second = {"长": {"生~": "平", "~安": "平", "~者": "两"}, "中": {ALONE: "两", "~酒": "仄"}}
    merged = merge(first, second)
    assert merged == {"长": {ALONE: "平", "生~": "仄", "~者": "两"}, "中": {"~酒": "仄"}}
    assert to_json(merged)["长"] == {"平": "~", "仄": "生~", "两": "~者"}
    assert first == {"长": {ALONE: "平", "生~": "仄"}}


def test_pypinyin_tells_where_modern_sounds_differ() -> None:
    modern, old = phrases(TONGYUN), phrases(PINGSHUI)
    assert modern["长"]["生~"] == "仄"
    assert modern["长"]["~江"] == "平"
    assert old["重"]["~阳"] == "平"
    assert set(old) <= ambiguous(PINGSHUI)


def test_the_reviewed_rules_hold_and_faulty_ones_are_refused(tmp_path: Path) -> None:
    own = rules()
    assert own["乘"]["四~"] == "仄"
    assert set(own) <= ambiguous(PINGSHUI)
    file = tmp_path / "rules.tsv"
    for line in ("长\t平\t安\tx\n", "长\t上\t~安\tx\n", "长\t平\t~安\t\n"):
        file.write_text(line, encoding="utf-8")
        with pytest.raises(ValueError, match="rules"):
            rules(file)


def test_the_table_is_judged_on_cells_that_it_was_not_counted_from() -> None:
    table = {"长": {"~安": "平", "生~": "仄"}}
    found = [("长", ("~安",), False, "平"), ("长", ("生~",), False, "平"), ("长", (), False, "平")]
    assert judge(table, found) == (3, 2, 1)
