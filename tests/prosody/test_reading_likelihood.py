"""Which reading is likely, and what is noted where only another one fits."""

from __future__ import annotations

import pytest

from poetgui.grid import Place, Tone
from poetgui.prosody.books.reading_likelihood import CUE, cues, load_table, table_of
from poetgui.prosody.books.rhyme_books import BOOKS, CILIN, PINGSHUI, TONGYUN, load_book
from poetgui.prosody.books.tones import EITHER, LEVEL, OBLIQUE, lookup
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Finding, Kind, Severity, State
from poetgui.prosody.checker.verse_text import parse_text
from tests.prosody.known import KNOWN

TOY = table_of({"长": {"平": "~ ~安", "仄": "生~", "两": "~者"}, "看": {"平": "相~"}})


def likely(line: str, name: str = PINGSHUI) -> str:
    """平 仄 or ? for each character of a line."""
    look = lookup(load_book(name))
    signs = {LEVEL: "平", OBLIQUE: "仄", EITHER: "?"}
    return "".join(signs[b] for b in load_table(name).narrow(line, look.tones(line)))


@pytest.mark.parametrize(
    ("character", "near", "tone"),
    [
        ("长", ["~安"], Tone.LEVEL),
        ("长", ["生~"], Tone.OBLIQUE),
        ("长", ["~者"], None),
        ("长", ["~江"], Tone.LEVEL),
        ("长", ["生~", "~安"], None),
        ("看", ["相~"], Tone.LEVEL),
        ("看", ["~花"], None),
        ("山", ["~花"], None),
    ],
)
def test_words_come_before_what_is_usual(
    character: str, near: list[str], tone: Tone | None
) -> None:
    assert TOY.tone(character, near) is tone


def test_words_stand_where_the_rhythm_has_them() -> None:
    assert list(cues("生长长安道", 1)) == ["生~"]
    assert list(cues("生长长安道", 2)) == ["~安"]
    assert list(cues("生长长安道", 4)) == ["安~"]
    assert list(cues("生长安", 1)) == ["~安", "生~"]
    assert TOY.narrow("生长长安道", (1, 3, 3, 1, 2)) == (1, 2, 1, 1, 2)
    assert TOY.narrow("生长安", (1, 3, 1)) == (1, 3, 1)
    assert TOY.narrow("山山", (1, 1)) == (1, 1)


@pytest.mark.parametrize(
    ("line", "column", "tone"),
    [
        ("长安一片月", 0, "平"),
        ("應是長安道", 2, "平"),
        ("不胜人生一场醉", 1, "平"),
        ("名胜满江南", 1, "仄"),
        ("白云千载空悠悠", 4, "平"),
        ("将军夜引弓", 0, "平"),
        ("将门无败将", 0, "仄"),
        ("九重城阙烟尘生", 1, "平"),
        ("相看两不厌", 3, "仄"),
        ("衣冠成古丘", 1, "平"),
        ("乘兴忽复起", 1, "仄"),
        ("幽燕客不归", 1, "平"),
        ("燕子来时社", 0, "仄"),
    ],
)
def test_the_table_knows_common_words(line: str, column: int, tone: str) -> None:
    assert likely(line)[column] == tone


def test_modern_readings_have_their_own_table() -> None:
    assert likely("生长在江南", TONGYUN)[1] == "仄"
    assert likely("长安一片月", TONGYUN)[0] == "平"
    assert likely("听雨", TONGYUN)[0] == "平"
    assert load_table(CILIN) is not load_table(TONGYUN)


@pytest.mark.parametrize("name", BOOKS)
def test_the_table_tells_only_what_the_book_leaves_open(name: str) -> None:
    known, told = load_book(name), load_table(name)._words
    assert told
    for character, words in told.items():
        assert len({r.tone for r in known.readings(character)}) == 2, character
        assert all(CUE in cue and len(cue) <= 2 for cue in words)


def unlikely(text: str) -> list[Finding]:
    return [f for f in check(parse_text(text)).findings if f.kind is Kind.UNLIKELY]


def test_the_level_tail_of_the_yellow_crane_tower_is_noted() -> None:
    text = next(k.text for k in KNOWN if k.title == "黄鹤楼")
    verdict = check(parse_text(text))
    (note,) = [f for f in verdict.findings if f.kind is Kind.UNLIKELY]
    assert note.place == Place(3, 4)
    assert note.severity is Severity.NOTE
    assert note.message == "第4句第5字“空”此处多读平声，依此则犯三平尾；读仄声方合。"
    mark = verdict.marks[3][4]
    assert (mark.state, mark.likely) == (State.SEVERAL, Tone.LEVEL)
    assert mark.to_json()["likely"] == "平"
    assert verdict.marks[0][0].likely is None


def test_a_likely_reading_that_fits_is_no_matter() -> None:
    assert unlikely("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。") == []


@pytest.mark.parametrize(
    ("text", "places", "what"),
    [
        ("白日依山尽，长安入海流。欲穷千里目，更上一层楼。", [], ""),
        ("白日依山尽，生长入海流。欲穷千里目，更上一层楼。", [Place(1, 1)], "出律"),
        ("白日依山尽，胜游入海流。欲穷千里目，更上一层楼。", [Place(1, 0)], "犯孤平"),
        ("白日依山尽，黄河入海流。欲穷千里目，更上一名胜。", [Place(3, 4)], "不押韵"),
    ],
)
def test_each_fault_that_a_likely_reading_brings_is_named(
    text: str, places: list[Place], what: str
) -> None:
    notes = unlikely(text)
    assert [f.place for f in notes] == places
    assert all(what in f.message for f in notes)


def test_a_repair_that_only_an_unlikely_reading_makes_is_noted() -> None:
    """平平仄平仄 for 平平平仄仄 wants its first character level: 胜 of 胜游 is not."""
    text = "白日依山尽，黄河入海流。胜游一时去，更上一层楼。"
    (note,) = unlikely(text)
    assert note.message == "第3句第1字“胜”此处多读仄声，依此则出律；读平声方合。"


def test_tunes_are_read_alike() -> None:
    text = "江南好，风景旧曾谙。日出江花红胜火，春来江水绿如蓝。能不忆江南？"
    verdict = check(parse_text(text))
    assert verdict.form is not None
    assert verdict.form.tune is not None
    assert unlikely(text) == []
    (tone,) = unlikely(text.replace("春来", "生长"))
    assert (tone.place, tone.message[-9:]) == (Place(3, 1), "出律；读平声方合。")
    (rhyme,) = unlikely(text.replace("如蓝", "名胜"))
    assert (rhyme.place, rhyme.message[-10:]) == (Place(3, 6), "不押韵；读平声方合。")
