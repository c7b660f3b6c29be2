"""What a line must not be."""

from __future__ import annotations

import pytest

from poetgui.engine.search.line_rules import LineRules, phrases_of


@pytest.mark.parametrize(
    ("line", "column", "whole", "broken"),
    [
        ("不知何处", 3, False, True),
        ("春来不知何处", 5, False, True),
        ("不知何处是", 4, True, False),  # the phrase was there before this character
        ("不知何", 2, False, False),
        ("不知何处", 1, False, True),  # the pins that follow complete it
        ("一去今何在", 4, True, True),
        ("一去今何在", 4, False, False),  # not yet the end of the line
        ("今何在人间", 4, True, False),
    ],
)
def test_phrases(line: str, column: int, whole: bool, broken: bool) -> None:
    rules = LineRules(frozenset(), (), frozenset(("不知何处", "今何在")))
    assert rules.has_words
    assert rules.breaks(line, column, whole) is broken


def test_copies_and_words() -> None:
    rules = LineRules(frozenset(("春眠不觉晓",)), ("何处", "愁"))
    assert rules.breaks("春眠不觉晓", 4, True)
    assert rules.breaks("春风何处", 3, False)
    assert not rules.breaks("春风愁", 2, False)  # single characters are masked, not judged here
    assert not LineRules(frozenset(), ()).has_words


def test_phrases_of_lines() -> None:
    assert phrases_of(["春眠不觉晓", "花落知"]) == {"春眠不觉", "眠不觉晓"}
