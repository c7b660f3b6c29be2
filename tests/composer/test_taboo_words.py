"""What an acrostic does not say."""

from __future__ import annotations

import dataclasses

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode, Pin
from poetgui.composer.themes import taboo_words
from poetgui.composer.themes.taboo_words import TABOO, taboo_words_for
from poetgui.composer.writing.composer import Composer
from poetgui.grid import Place
from tests.toy import ToyModel

NAMED = ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝", seed=1, daring=1.0)


def test_a_poem_for_somebody_speaks_of_no_grave(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the toy model's usual poem everything is forbidden that is not pinned."""
    composer = Composer(ToyModel())
    usual = {c for line in composer.compose(NAMED)[0].lines for c in line[1:]}
    monkeypatch.setattr(taboo_words, "TABOO", "".join(usual))
    poems = composer.compose(NAMED)
    assert poems
    for poem in poems:
        assert usual.isdisjoint("".join(line[1:] for line in poem.lines))


@pytest.mark.parametrize(
    "request_",
    [
        dataclasses.replace(NAMED, heads="春墓秋月"),
        dataclasses.replace(NAMED, themes=("掃墓",)),
        dataclasses.replace(NAMED, pins=(Pin(Place(1, 3), "墓"),)),
    ],
)
def test_who_asks_for_it_gets_it(request_: ComposeRequest) -> None:
    assert set(TABOO) - set(taboo_words_for(request_)) == {"墓"}


def test_a_head_does_not_ask_for_a_word_that_it_begins() -> None:
    assert "生前" in taboo_words_for(dataclasses.replace(NAMED, heads="生日快乐"))
    assert "生前" not in taboo_words_for(dataclasses.replace(NAMED, heads="生前春花"))


def test_other_ways_of_writing_may_mourn() -> None:
    assert taboo_words_for(dataclasses.replace(NAMED, mode=Mode.FREE)) == ()
    assert taboo_words_for(NAMED) == tuple(TABOO)
