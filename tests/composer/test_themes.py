"""Theme words."""

from __future__ import annotations

import pytest

from poetgui.composer.themes import MOST_WORDS, theme_words
from poetgui.errors import UserError


class _All:
    def __contains__(self, character: object) -> bool:
        return True


@pytest.mark.parametrize(
    ("themes", "expected"),
    [
        ([], ()),
        (["", " "], ()),
        (["明月", "故鄉"], ("明月", "故乡")),
        (["秋天夜里想家"], ("秋", "夜", "思乡")),
        (["写一首关于母亲的诗"], ("慈母",)),
        (["江南烟雨，小船"], ("江南", "烟雨", "舟")),
        (["明月", "月亮"], ("明月",)),
        (["的"], ("的",)),
    ],
)
def test_words_are_found_and_put_as_old_poetry_would(themes: list[str], expected: object) -> None:
    assert theme_words(themes, _All()) == expected


def test_long_words_are_cut_to_what_the_model_can_be_told() -> None:
    assert all(len(word) <= 3 for word in theme_words(["中华人民共和国"], _All()))


def test_characters_that_the_model_does_not_know_fall_away() -> None:
    assert theme_words(["明月", "电脑"], set("明月")) == ("明月",)
    assert theme_words(["孤帆"], set("帆")) == ("帆",)


def test_not_more_words_than_the_model_can_hear() -> None:
    assert len(theme_words(list("春夏秋冬风花雪月"), _All())) == MOST_WORDS


def test_themes_without_anything_known_are_refused() -> None:
    with pytest.raises(UserError, match="没有汉字"):
        theme_words(["love"], _All())
    with pytest.raises(UserError, match="模型都不认识"):
        theme_words(["电脑"], set("春"))
