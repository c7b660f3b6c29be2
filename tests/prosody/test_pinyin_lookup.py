"""Pinyin by characters and phrases, and the load_table that it is read from."""

from __future__ import annotations

import json

import pytest

from poetgui.paths import resource
from poetgui.prosody.books.pinyin_lookup import LONGEST, load_table, pinyin


@pytest.mark.parametrize(
    ("line", "spelled"),
    [
        ("床前明月光", "chuáng qián míng yuè guāng"),
        ("白日依山尽", "bái rì yī shān jìn"),
        ("千里江陵一日还", "qiān lǐ jiāng líng yī rì huán"),
        ("少小离家老大回", "shào xiǎo lí jiā lǎo dà huí"),
        ("音乐", "yīn yuè"),
        ("快乐", "kuài lè"),
        ("春眠不觉晓", "chūn mián bù jué xiǎo"),
        ("遠上寒山石徑斜", "yuǎn shàng hán shān shí jìng xié"),
        ("還來就菊花", "huán lái jiù jú huā"),
        ("古朴", "gǔ pǔ"),
        ("素朴", "sù pǔ"),
        ("此地空余黄鹤楼", "cǐ dì kōng yú huáng hè lóu"),
        ("长相思", "cháng xiāng sī"),
        ("何曾", "hé céng"),
        ("无处", "wú chù"),
        ("君子", "jūn zǐ"),
        ("北斗", "běi dǒu"),
        ("斗鸡", "dòu jī"),
        ("出塞", "chū sài"),
    ],
)
def test_lines_are_read_by_phrases(line: str, spelled: str) -> None:
    assert " ".join(pinyin(line)) == spelled


def test_what_is_no_character_has_no_pinyin() -> None:
    assert pinyin("□春a") == ("", "chūn", "")
    assert pinyin("") == ()


def test_a_text_that_changes_its_length_is_read_as_it_stands() -> None:
    """A phrase rule of the converter may change the number of characters."""
    assert len(pinyin("㐂")) == 1


def test_the_longest_phrase_counts() -> None:
    known = load_table()
    assert max(map(len, known.phrases)) <= LONGEST
    assert all(len(phrase) == len(read) for phrase, read in known.phrases.items())
    assert len(known.characters) > 20_000


def test_every_character_of_the_rhyme_books_can_be_read() -> None:
    data = json.loads(resource("prosody", "pingshui.json").read_text(encoding="utf-8"))
    level = "".join(group["characters"] for group in data["groups"])
    common = [c for c in level if _in_gb2312(c)]
    assert not [c for c in common if not pinyin(c)[0]]


def _in_gb2312(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False
