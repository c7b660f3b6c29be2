"""Couplets on the toy model: the lower line answers the upper one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode, Pin
from poetgui.composer.request.upper_line import parse_upper
from poetgui.composer.revision.replaced import replaced
from poetgui.composer.revision.reviser import Reviser
from poetgui.composer.writing.composer import Composer
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.history.poem_filter import PoemFilter
from poetgui.history.store import History
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import COUPLET
from tests.toy import ToyModel

COMPOSER = Composer(ToyModel())


def couplets(text: str, **more: Any) -> list[Poem]:
    poems = COMPOSER.compose(
        ComposeRequest(Mode.COUPLET, text=text, **dict[str, Any](seed=1) | more)
    )
    assert poems  # a loop over none would find nothing wrong
    return poems


@pytest.mark.parametrize(
    "upper",
    ["两个黄鹂鸣翠柳", "海内存知己", "春风大雅能容物", "有容乃大", "水流东海月", "江山如此多娇色"],
)
@pytest.mark.parametrize("book", ["平水韵", "词林正韵", "中华通韵"])
def test_lower_lines_answer_in_tone_and_share_no_character(upper: str, book: str) -> None:
    poems = couplets(upper, book=book, daring=1.0)
    assert len(poems) == 5
    for poem in poems:
        assert poem.lines[0] == upper
        assert set(upper).isdisjoint(poem.lines[1])
        assert check(poem.lines, COUPLET, book).passed
        assert (poem.form, poem.title, poem.violations) == ("对联", "对联", ())
        assert poem.pins == {Place(0, j) for j in range(len(upper))}
        assert poem.text == f"{upper}，\n{poem.lines[1]}。"


def test_clauses_are_answered_clause_by_clause() -> None:
    for poem in couplets("海納百川，有容乃大"):
        assert poem.lines[:2] == ("海納百川", "有容乃大")
        assert [len(line) for line in poem.lines[2:]] == [4, 4]
        assert poem.text == f"海納百川，有容乃大；\n{poem.lines[2]}，{poem.lines[3]}。"
        assert check(poem.lines, COUPLET).passed


def test_an_upper_line_that_ends_level_is_answered_and_the_result_says_so() -> None:
    for poem in couplets("天涯共此时"):
        assert len(poem.violations) == 1
        assert poem.violations[0].startswith("上联以平声“时”收尾")
        assert poem.violations[0].endswith("（钉字所致）")


def test_without_a_book_only_the_shape_is_kept() -> None:
    for poem in couplets("春风得意马蹄轻", book="none"):
        assert poem.violations == ()
        assert len(poem.lines[1]) == 7


def test_pins_in_the_lower_line_stand() -> None:
    for poem in couplets("两个黄鹂鸣翠柳", pins=(Pin(Place(1, 6), "天"),)):
        assert poem.lines[1][6] == "天"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "请写上联"),
        ("，。", "请写上联"),
        ("春风来", "至少要4字"),
        ("春" * 12, "一句最多11字"),
        ("，".join(["春风大雅能容物"] * 5), "最多32字"),
        ("春风abc", "不是汉字"),
    ],
)
def test_an_upper_line_that_will_not_do_is_refused(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        couplets(text)


def test_spaced_out_characters_are_one_line() -> None:
    assert parse_upper("天 增 岁 月").clauses == ("天增岁月",)
    assert parse_upper("海纳百川 有容乃大").clauses == ("海纳百川", "有容乃大")
    assert parse_upper("《春风》大雅，").clauses == ("春风大雅",)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (ComposeRequest(Mode.COUPLET, text="海内存知己", form="五律"), "对联模式"),
        (ComposeRequest(Mode.FREE, form="对联"), "对联模式"),
        (ComposeRequest(Mode.COUPLET, text="海内存知己", rhyme_characters="东"), "不能限韵"),
        (ComposeRequest(Mode.COUPLET, text="海内存知己", answer="白日依山尽"), "不能次韵"),
    ],
)
def test_what_does_not_go_with_couplets_is_said(request_: ComposeRequest, words: str) -> None:
    with pytest.raises(UserError, match=words):
        COMPOSER.compose(request_)


def test_a_finished_couplet_is_revised_under_its_upper_line() -> None:
    model = ToyModel()
    reviser = Reviser(model, Composer(model))
    poem = couplets("海納百川，有容乃大")[0]
    given = {Place(i, j) for i in (0, 1) for j in range(4)}
    written = reviser.rewrite(poem, {Place(2, 0)}, 1, 2)
    assert len(written) == 2
    for other in written:
        assert other.lines[:2] == poem.lines[:2]
        assert other.lines[2][0] == poem.lines[2][0]
        assert other.lines[2:] != poem.lines[2:]
        assert (other.form, other.title, other.pins) == ("对联", "对联", given)
        assert other.violations == ()
    found = reviser.replacements(poem, Place(3, 3))
    assert found
    for character in found:
        changed = replaced(poem, Place(3, 3), character)
        assert changed.violations == ()
    assert replaced(poem, Place(3, 3), "月").violations
    free = replace(poem, book="none")
    assert reviser.replacements(free, Place(3, 3))


def test_many_couplets_are_written_at_once() -> None:
    poems = couplets("两个黄鹂鸣翠柳", count=50)
    assert len({poem.lines[1] for poem in poems}) == 50


def test_a_couplet_and_its_recipe_survive_the_history(tmp_path: Path) -> None:
    request = ComposeRequest(Mode.COUPLET, text="海内存知己", seed=7, count=1)
    poem = COMPOSER.compose(request)[0]
    history = History(tmp_path / "history.db")
    history.add([poem], {"request": request.to_json(), "seed": poem.seed, "model": "toy"})
    (entry,) = history.search(PoemFilter("海内"))
    history.close()
    assert entry.poem == poem
    again = COMPOSER.compose(ComposeRequest.from_json(entry.recipe["request"]))[0]
    assert again.lines == poem.lines
