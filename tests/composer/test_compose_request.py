"""Requests as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetgui.composer.request.compose_request import POSITIONS, ComposeRequest, Mode, Pin
from poetgui.errors import UserError
from poetgui.grid import Place

words = st.text(max_size=4)
optional = st.none() | words
requests = st.builds(
    ComposeRequest,
    mode=st.sampled_from(Mode),
    heads=words,
    position=st.sampled_from(POSITIONS),
    text=words,
    answer=words,
    rhyme_characters=words,
    themes=st.lists(words, max_size=3).map(tuple),
    form=optional,
    lines=st.none() | st.integers(),
    book=words,
    rhyme=optional,
    style=optional,
    pins=st.lists(
        st.builds(Pin, st.builds(Place, st.integers(0, 9), st.integers(0, 9)), words), max_size=3
    ).map(tuple),
    count=st.integers(1, 50),
    seed=st.none() | st.integers(0),
    daring=st.floats(0, 1),
    avoid=st.lists(words, max_size=2).map(tuple),
    title=words,
    recent=st.lists(words, max_size=2).map(tuple),
)


@given(requests)
def test_a_request_survives_json(request: ComposeRequest) -> None:
    assert ComposeRequest.from_json(json.loads(json.dumps(request.to_json()))) == request


def test_what_is_left_out_has_its_default() -> None:
    assert ComposeRequest.from_json({"mode": "free"}) == ComposeRequest(Mode.FREE)
    assert ComposeRequest.from_json({"seed": None}).mode is Mode.FREE
    assert ComposeRequest.from_json({"heads": "春花", "theme": "秋夜"}) == ComposeRequest(
        Mode.ACROSTIC, heads="春花", themes=("秋夜",)
    )
    request = ComposeRequest.from_json({"mode": "acrostic", "position": 3})
    assert request.position == "3"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "JSON 对象"),
        ({"mode": "sonnet"}, "mode 不对"),
        ({"mode": "free", "colour": 1}, "不认识的项：colour"),
        ({"mode": "free", "count": True}, "count 不对"),
        ({"mode": "free", "count": 0}, "不能写0首"),
        ({"mode": "free", "count": 51}, "不能写51首"),
        ({"mode": "free", "seed": -1}, "种子"),
        ({"mode": "free", "seed": "1"}, "seed 不对"),
        ({"mode": "free", "daring": 2}, "奇崛"),
        ({"mode": "free", "position": "9"}, "没有“9”这个位置"),
        ({"mode": "free", "themes": "秋"}, "themes 不对"),
        ({"mode": "free", "themes": [1]}, "themes 不对"),
        ({"mode": "free", "heads": 5}, "heads 不对"),
        ({"mode": "free", "pins": [{"line": 0}]}, "钉字应写作"),
        ({"mode": "free", "pins": [{"line": 0, "column": "1", "character": "春"}]}, "钉字应写作"),
        ({"mode": "free", "pins": [{"line": 0, "column": 1, "character": 5}]}, "钉字应写作"),
    ],
)
def test_what_is_wrong_is_named(data: object, words: str) -> None:
    with pytest.raises(UserError, match=words):
        ComposeRequest.from_json(data)
