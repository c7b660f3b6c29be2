"""Theme words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from poetgui import paths
from poetgui.composer.themes import theme_words as module
from poetgui.composer.themes.modern_words import MODERN, STOP_WORDS
from poetgui.composer.themes.theme_lexicon import ThemeLexicon
from poetgui.composer.themes.theme_words import MOST_WORDS, Theme, read_theme, theme_words
from poetgui.engine.model.arrays import Floats, Ints
from poetgui.errors import UserError
from poetgui.paths import resource
from tests.toy import ToyModel


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
        (["江南烟雨，小船"], ("江南", "烟雨", "小船")),
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


LEXICON = ("沙岸", "山上", "弟兄")


class _Lexicon(ToyModel):
    """Three words; characters that mean the same have the same sense."""

    @property
    def lexicon_bigrams(self) -> dict[int, tuple[Ints, Floats]]:
        ids = {c: i for i, c in enumerate(self.characters)}
        return {
            ids[word[0]]: (np.array([ids[word[1]]]), np.array([-1.0], np.float32))
            for word in LEXICON
        }

    @property
    def theme_vectors(self) -> Floats:
        table = np.eye(len(self.characters), dtype=np.float32)
        ids = {c: i for i, c in enumerate(self.characters)}
        table[ids["滩"]] = table[ids["岸"]]
        return table


LEXICON_MODEL = _Lexicon("沙岸滩山上弟兄手机飞凌云")


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("飞机", ("凌云", "飞")),  # on our own list
        ("山上", ("山上",)),  # a word of old poetry
        ("沙滩", ("沙岸",)),  # a near one
        ("山机", ("山机",)),  # nothing near: its characters
        ("岸", ("岸",)),
    ],
)
def test_words_of_today_are_told_as_old_poetry_has_them(theme: str, told: tuple[str, ...]) -> None:
    known = set(LEXICON_MODEL.characters)
    assert theme_words([theme], known, ThemeLexicon(LEXICON_MODEL)) == told
    assert read_theme(theme, known, ThemeLexicon(LEXICON_MODEL)) == (Theme(theme, told),)


def test_a_model_without_a_lexicon_is_told_the_characters() -> None:
    assert ThemeLexicon(ToyModel()).nearest("沙路") is None
    assert theme_words(["沙路"], set("沙路"), ThemeLexicon(ToyModel())) == ("沙路",)


def test_a_sentence_falls_into_words_each_with_what_is_told() -> None:
    assert read_theme("秋天夜里想家", _All()) == (
        Theme("秋天", ("秋",)), Theme("夜里", ("夜",)), Theme("想家", ("思乡",)),
    )  # fmt: skip
    assert read_theme("毕业", set("别离"))[0].given == ("别离",)
    assert read_theme("电脑", set("春"))[0].given == ()


@pytest.mark.parametrize(
    ("theme", "given"),
    [
        ("人工智能", "神机 天工"),
        ("高考加油", "登科 努力"),
        ("毕业", "别离 同游"),
        ("加班", "夜深 案牍"),
        ("手机", "尺素"),
        ("高铁", "千里 风"),
        ("妈妈我想你了", "慈母 相忆"),
        ("祝爸爸七十大寿", "父 古稀 寿"),
        ("祝爸爸七十大壽", "父 古稀 寿"),
        ("生日快乐", "寿 佳辰"),
        ("祝妈妈生日快乐", "慈母 寿 佳辰"),
        ("考研上岸", "登科 青云"),
        ("新年快乐", "新年 春色"),
        ("升职", "青云 莺迁"),
        ("结婚", "洞房 合欢"),
        ("宝宝满月", "婴儿 汤饼"),
        ("开业大吉", "经营 宾客"),
        ("退休", "归田"),
        ("祝你一路平安", "平安 客路"),
        ("女儿出嫁", "新妇 门阑"),
        ("和女朋友分手了", "佳人 离别"),
        ("早上学习", "晓 书"),  # no 上学 in it
    ],
)
def test_wishes_and_sentences_are_read_as_their_occasion(theme: str, given: str) -> None:
    assert theme_words([theme], _All()) == tuple(given.split())


def test_every_old_word_stands_in_the_lexicon_that_ships() -> None:
    lexicon = json.loads(resource("model", "lexicon.json").read_text(encoding="utf-8"))
    vocabulary = json.loads(resource("model", "vocabulary.json").read_text(encoding="utf-8"))
    known = set(lexicon["words"]) | set(vocabulary["characters"])
    assert {word for old in MODERN.values() for word in old} <= known
    assert not [today for today, old in MODERN.items() if old == (today,) or "" in old]
    assert MODERN.keys().isdisjoint(STOP_WORDS)


class TestCacheOfTheCutter:
    """It lies in the person's folder, and comes from a library that takes whatever is in it."""

    @pytest.fixture(autouse=True)
    def _fresh(self) -> Iterator[None]:
        module._cutter.cache_clear()
        yield
        module._cutter.cache_clear()

    def again(self) -> int:
        module._cutter.cache_clear()
        return module._cutter().total

    def test_what_a_disk_altered_is_made_anew(self) -> None:
        total = module._cutter().total
        (cache, digest) = sorted(paths.cache_folder().iterdir())
        assert digest.name == f"{cache.name}.sha256"
        whole = cache.read_bytes()
        spoilt = bytearray(whole)
        spoilt[-3] ^= 1  # in the last number
        cache.write_bytes(spoilt)
        assert self.again() == total
        assert cache.read_bytes() == whole
        cache.write_bytes(spoilt)
        digest.write_bytes(b"\xff")
        assert self.again() == total
        assert digest.read_text(encoding="ascii") == hashlib.sha256(whole).hexdigest()

    def test_a_sound_one_is_kept(self) -> None:
        module._cutter()
        files = sorted(paths.cache_folder().iterdir())
        before = [file.stat().st_mtime_ns for file in files]
        self.again()
        assert [file.stat().st_mtime_ns for file in files] == before

    def test_it_cuts_where_nothing_can_be_written(self, home: Path) -> None:
        home.write_text("in the way", encoding="utf-8")
        assert [theme.typed for theme in read_theme("思念故乡", "思念故乡")]
