"""The table of pinyin is what its command makes."""

from __future__ import annotations

import json

from pypinyin.phrases_dict import phrases_dict

from poetgui.paths import resource
from training.tables import pinyin_table


def test_the_table_is_as_new_as_its_command() -> None:
    kept = json.loads(resource("prosody", "pinyin.json").read_text(encoding="utf-8"))
    made = pinyin_table.build()
    assert kept == made
    assert kept["license"] == "MIT"
    assert "pypinyin" in kept["source"]


def test_every_reading_that_is_left_out_stands_in_the_source() -> None:
    known = {
        (c, readings[0], phrase)
        for phrase, syllables in phrases_dict.items()
        if len(phrase) == len(syllables)
        for c, readings in zip(phrase, syllables, strict=True)
    }
    every = {(c, reading, "*") for c, reading, _ in known}
    assert pinyin_table.left_out() <= known | every


def test_phrases_are_kept_only_where_they_say_something() -> None:
    alone = {"长": "cháng", "大": "dà", "安": "ān"}
    found = pinyin_table.phrases(alone | pinyin_table.characters())
    assert found["长大"] == "zhǎng dà"
    assert "长安" not in found
    assert "一" not in "".join(p for p in found if p in ("一个", "一样"))
