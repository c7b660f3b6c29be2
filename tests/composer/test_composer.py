"""From a request to poems, on the toy model."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.composer.request.compose_request import ComposeRequest, Mode, Pin
from poetgui.composer.writing.composer import Composer
from poetgui.engine.search.line_rules import phrases_of
from poetgui.engine.search.progress import Cancelled, Progress
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import form_of
from tests.toy import CHARACTERS, ToyModel

COMPOSER = Composer(ToyModel())


def compose(mode: Mode = Mode.FREE, composer: Composer = COMPOSER, **more: Any) -> list[Poem]:
    values: dict[str, Any] = {"seed": 1} | more
    poems = composer.compose(ComposeRequest(mode, **values))
    assert poems  # a loop over none would find nothing wrong
    return poems


@pytest.mark.parametrize("form", ["五绝", "七绝", "五律", "七律", "五古", "七古"])
def test_poems_are_in_metre_and_rhyme(form: str) -> None:
    poems = compose(form=form)
    assert len(poems) == 5
    for poem in poems:
        assert check(poem.lines, form_of(form)).passed
        assert poem.violations == ()
        assert poem.form == form
        assert poem.rhyme
        assert poem.model == "toy"


def test_heads_stand_and_unknown_ones_are_kept() -> None:
    for poem in compose(Mode.ACROSTIC, heads="春喆𠮷月"):
        assert "".join(line[0] for line in poem.lines) == "春喆𠮷月"
        assert poem.title == "春喆𠮷月"
        assert poem.pins == {Place(i, 0) for i in range(4)}


def test_a_pin_beats_tone_and_the_checker_says_so() -> None:
    for poem in compose(Mode.ACROSTIC, heads="月月", position="tail", form="五绝"):
        assert poem.lines[1][-1] == "月"
        assert any(v.endswith("（钉字所致）") for v in poem.violations)


def test_traditional_heads_stay_as_typed() -> None:
    poem = compose(Mode.ACROSTIC, heads="風雲", count=1)[0]
    assert [line[0] for line in poem.lines[:2]] == ["風", "雲"]
    assert poem.violations == ()


def test_an_opening_is_continued() -> None:
    for poem in compose(Mode.CONTINUE, text="白日依山尽，黄河"):
        assert poem.lines[0] == "白日依山尽"
        assert poem.lines[1].startswith("黄河")
        assert poem.title == "续·白日依山尽…"


@pytest.mark.parametrize(("themes", "title"), [((), "无题"), (("秋风", "明月"), "秋风·明月")])
def test_free_poems_are_called_after_their_themes(themes: tuple[str, ...], title: str) -> None:
    poem = compose(themes=themes, count=1)[0]
    assert (poem.title, poem.themes) == (title, themes)


def test_the_same_request_and_seed_write_the_same_poems() -> None:
    def lines(**more: Any) -> list[tuple[str, ...]]:
        return [p.lines for p in compose(Mode.ACROSTIC, heads="春花", **more)]

    assert lines(seed=7) == lines(seed=7)
    assert lines(seed=7) != lines(seed=8)
    poems = compose(Mode.ACROSTIC, heads="春花", seed=None)
    assert lines(seed=poems[0].seed) == [p.lines for p in poems]


def test_no_two_results_share_a_line() -> None:
    poems = compose(Mode.ACROSTIC, heads="春花秋月", count=20)
    lines = [line for poem in poems for line in poem.lines]
    assert len(poems) == 20
    assert len(set(lines)) == len(lines)


def test_where_few_poems_exist_they_may_share_lines_and_none_comes_twice() -> None:
    pins = tuple(
        Pin(Place(i, j), c)
        for i, line in enumerate(["白日依山尽", "黄河入海流", "欲穷千里目"])
        for j, c in enumerate(line)
    ) + tuple(Pin(Place(3, j), c) for j, c in enumerate("更上一层"))
    poems = compose(form="五绝", pins=pins, rhyme="尤", count=9)
    assert 1 < len(poems) <= 9
    assert len({poem.lines for poem in poems}) == len(poems)


def test_a_fixed_rhyme_is_kept_in_either_script() -> None:
    assert {poem.rhyme for poem in compose(rhyme="東")} == {"东"}


def test_without_a_book_nothing_is_demanded_or_reported() -> None:
    for poem in compose(book="none"):
        assert (poem.rhyme, poem.pattern, poem.violations) == ("", "", ())


def test_lines_of_the_corpus_are_not_written() -> None:
    copied = {line for poem in compose(form="五绝") for line in poem.lines}
    again = compose(form="五绝", composer=Composer(ToyModel(), copies=copied))
    assert copied.isdisjoint(line for poem in again for line in poem.lines)


def test_words_to_avoid_are_avoided_in_either_script() -> None:
    for poem in compose(avoid=("風", " 花 ", "")):
        assert {"风", "花"}.isdisjoint("".join(poem.lines))


def test_recent_lines_share_no_four_characters_with_new_ones() -> None:
    recent = tuple(line for poem in compose(form="五绝") for line in poem.lines)
    again = [line for poem in compose(form="五绝", recent=recent) for line in poem.lines]
    assert phrases_of(recent).isdisjoint(phrases_of(again))
    assert phrases_of(again)


def test_daring_changes_the_poems() -> None:
    assert compose(daring=0.0)[0].lines != compose(daring=1.0)[0].lines


def test_style_is_told_and_an_unknown_one_refused() -> None:
    assert compose(style="李白", count=1)[0].lines != compose(style="宋", count=1)[0].lines
    with pytest.raises(UserError, match="不认识“莎士比亚”"):
        compose(style="莎士比亚")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"book": "广韵"}, "没有“广韵”这部韵书"),
        ({"book": "none", "rhyme": "东"}, "不用韵书时不能指定韵部"),
        ({"rhyme": "送"}, "仄声韵"),
        ({"form": "十四行"}, "没有“十四行”"),
        (
            {
                "form": "五绝",
                "pins": tuple(Pin(Place(i, j), "春") for i in range(4) for j in range(5)),
            },
            "没有可写的",
        ),
    ],
)
def test_requests_that_cannot_be_met_are_refused(more: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        compose(**more)


def test_progress_is_told_cell_by_cell() -> None:
    seen: list[Progress] = []
    COMPOSER.compose(ComposeRequest(Mode.FREE, form="五绝", seed=1), progress=seen.append)
    assert [p.done for p in seen] == list(range(1, 21))
    assert {p.total for p in seen} == {20}


def test_cancel_is_noticed_within_one_cell() -> None:
    seen: list[Progress] = []
    with pytest.raises(Cancelled):
        COMPOSER.compose(
            ComposeRequest(Mode.FREE),
            progress=seen.append,
            cancelled=lambda: len(seen) >= 5,
        )
    assert len(seen) == 5


@settings(max_examples=25, deadline=None)
@given(
    st.text(CHARACTERS[:60] + "喆𠮷龍", min_size=1, max_size=12),
    st.sampled_from(["head", "tail", "diagonal", "2", "5"]),
    st.integers(0, 99),
)
def test_any_heads_anywhere_are_written(heads: str, position: str, seed: int) -> None:
    poem = compose(Mode.ACROSTIC, heads=heads, position=position, seed=seed, count=1)[0]
    assert "".join(poem.lines[p.line][p.column] for p in sorted(poem.pins)) == heads
    assert all(v.endswith("（钉字所致）") for v in poem.violations)
