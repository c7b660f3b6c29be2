"""Documents of the history, and the text that its search compares."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from poetgui.grid import Place, Poem
from poetgui.history import codec
from tests.history.poems import SPRING

TUNE = Poem(("如梦", "如梦", "残月落花烟重"), "如梦令", stops=("，", "，", "2、。"), stanzas=(2, 1))


def document(**changed: Any) -> str:
    return json.dumps({"lines": ["春风", "秋月"], "form": "其他"} | changed)


@pytest.mark.parametrize("poem", [SPRING, TUNE])
def test_a_poem_comes_back_as_it_was(poem: Poem) -> None:
    assert codec.load_poem(codec.dump_poem(poem)) == poem


def test_a_document_is_one_that_a_person_can_read() -> None:
    assert codec.dump({"题": ["春", 1]}) == '{"题":["春",1]}'


def test_lines_and_form_are_enough_and_what_is_unknown_is_left_out() -> None:
    expected = Poem(("春风", "秋月"), "其他")
    assert codec.load_poem(document()) == expected
    assert codec.load_poem(document(colour="red", open=[])) == expected


@pytest.mark.parametrize("number", [3, -1.5])
def test_a_number_may_be_whole_or_not(number: float) -> None:
    assert codec.load_poem(document(score=number, seed=number)).score == number


def test_pins_are_places() -> None:
    pins = codec.load_poem(document(pins=[[1, 0], [0, 1]])).pins
    assert pins == {Place(0, 1), Place(1, 0)}
    assert all(isinstance(pin, Place) for pin in pins)


@pytest.mark.parametrize(
    "text",
    [
        *(json.dumps({name: value}) for name, value in (("form", "其他"), ("lines", ["春"]))),
        document(lines=[]),
        document(lines="春风"),
        document(lines=["春风", 1]),
        document(title=None),
        document(themes="春风"),
        document(seconds="1"),
        document(stanzas="12"),
        document(stanzas={}),
        document(stanzas=[2, "1"]),
        document(pins={}),
        document(pins=""),
        document(pins=[3]),
        document(pins=[[0, 1], [0]]),
        document(pins=[[0, 1], [0, 1, 2]]),
        document(pins=[[0, "1"]]),
        document(pins=["01"]),
        document(stops=["，"]),
        document(stops=["，", 1]),
        document(title="\ud800"),
        "[]",
        "",
    ],
)
def test_what_is_no_poem_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any, and nothing else
        codec.load_poem(text)


@pytest.mark.parametrize(
    "text", [b'{"a":1}', None, 3, "[1]", '"a"', '{"a":"\\ud800"}', "[" * 99999]
)
def test_what_is_no_recipe_is_refused(text: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any, and nothing else
        codec.load_recipe(text)


def test_a_recipe_and_tags_may_be_written_with_escapes() -> None:
    assert codec.load_recipe('{"题":"\\u6625"}') == {"题": "春"}
    assert codec.load_tags('["\\u6625","秋"]') == ("春", "秋")
    assert codec.load_tags("[]") == ()


@pytest.mark.parametrize("text", ['["春",1]', '{"春":1}', '"春"'])
def test_what_are_no_tags_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not what this program writes"):
        codec.load_tags(text)


@pytest.mark.parametrize("year", [1970, 2024, 9000])
def test_a_moment(year: int) -> None:
    moment = datetime(year, 2, 1, 8, 30, tzinfo=UTC)
    assert codec.load_moment(moment.isoformat()) == moment


@pytest.mark.parametrize(
    "text",
    ["1969-12-31T23:59:59+00:00", "9001-01-01T00:00:00+00:00", "2024-01-01T00:00:00", "昨天"],
)
def test_a_moment_without_a_zone_or_out_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any, and nothing else
        codec.load_moment(text)


def test_what_is_a_text() -> None:
    assert codec.is_text("春") is True
    assert codec.is_text("") is True
    assert [codec.is_text(value) for value in (b"a", 3, None, "\ud800")] == [False] * 4


def test_search_compares_simplified_half_width_lower_case() -> None:
    assert codec.normalise("春風ＡＢ１") == "春风ab1"


def test_everything_that_can_be_searched_stands_on_a_line_of_its_own() -> None:
    assert codec.search_text(SPRING, ["好友", "Tag"]) == (
        "春风何处好\n花发已成阴\n秋色无多日\n月明一夜心\n春花秋月\n秋夜\n思乡\n五绝\n侵\n好友\ntag"
    )


def test_punctuation_parts_the_words_of_a_query() -> None:
    assert codec.search_words("，春風、 好友。\n") == ["春风", "好友"]
    assert codec.search_words(" 。") == []
