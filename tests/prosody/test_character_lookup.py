"""韵部检索 without a window, and from the command line."""

from __future__ import annotations

import json

import pytest

from poetgui.__main__ import main
from poetgui.errors import UserError
from poetgui.grid import Tone
from poetgui.prosody.books.character_lookup import look_up
from poetgui.prosody.books.rhyme_books import BOOKS, PINGSHUI


def test_a_character_in_every_book() -> None:
    entries = look_up("东")
    assert [entry.book for entry in entries] == list(BOOKS)
    (sound,) = entries[0].sounds
    assert (sound.tone, sound.group, sound.label) == (Tone.LEVEL, "东", "上平声一东")
    assert "同" in sound.members
    assert "东" not in sound.members
    assert not sound.usual
    assert sound.words == ()


def test_several_readings_are_told_apart_by_words() -> None:
    (entry,) = look_up("長", (PINGSHUI,))
    assert entry.character == "长"
    level, rising, departing = entry.sounds
    assert "长安" in level.words
    assert "生长" in rising.words
    assert rising.words == departing.words
    (entry,) = look_up("空", (PINGSHUI,))
    assert [s.usual for s in entry.sounds if s.tone is Tone.LEVEL] == [True]
    assert [s.usual for s in entry.sounds if s.tone is Tone.OBLIQUE] == [False] * (
        len(entry.sounds) - 1
    )


def test_of_a_group_what_the_model_knows_comes_commonest_first() -> None:
    (entry,) = look_up("东", (PINGSHUI,), common=("山", "风", "中", "东", "同"))
    assert entry.sounds[0].members == ("风", "中", "同")


def test_a_character_that_no_book_knows_and_what_is_none() -> None:
    assert look_up("喆", (PINGSHUI,))[0].sounds == ()
    for typed in ("", "东风", "a", "，", "1"):
        with pytest.raises(UserError, match="请给一个汉字来查"):
            look_up(typed)


def test_the_command_for_reading_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rhyme", "东", "--book", PINGSHUI]) == 0
    out = capsys.readouterr().out
    assert out.startswith("平水韵 · 东\n  平　上平声一东\n    同韵：")
    assert main(["rhyme", "空"]) == 0
    assert "（常读" in capsys.readouterr().out
    assert main(["rhyme", "喆", "--book", PINGSHUI]) == 0
    assert capsys.readouterr().out == "平水韵 · 喆：未收此字。\n"
    assert main(["rhyme", "--json", "长"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [entry["book"] for entry in data] == list(BOOKS)
    assert data[0]["readings"][0]["tone"] == "平"
    assert main(["rhyme", "长安"]) == 1
    assert "请给一个汉字来查" in capsys.readouterr().err
