"""What two neighbours say about each other's tone, and that the search listens."""

from __future__ import annotations

import numpy as np
import pytest

from poetgui.engine.search.decoder import Decoder
from poetgui.engine.search.lanes import choose_lanes
from poetgui.engine.search.masks import Masks
from poetgui.engine.search.reading_rules import ReadingRules
from poetgui.engine.search.task import SearchConfig, Task
from poetgui.grid import Place, Tone
from poetgui.prosody.books.rhyme_books import CILIN, load_book
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.checker.verdict import Kind
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.toy import ToyModel

CHARACTERS = ("", "<s>", "<unk>", *"十分不教重锦屏三更九拍浪几时长安生山沧风光来")
RULES = ReadingRules(CHARACTERS, load_book(CILIN))
TONES = {"平": Tone.LEVEL, "仄": Tone.OBLIQUE, "中": Tone.ANY}


def misread(tones: str, before: str, after: str = "") -> str:
    found = RULES.misread([TONES[t] for t in tones], before, after)
    return "".join(CHARACTERS[i] for i in sorted(found))


@pytest.mark.parametrize(
    ("tones", "before", "after", "wrong"),
    [
        ("仄仄平平", "十", "", "分"),
        ("中仄平平", "不", "", "教"),
        ("平仄平平", "锦", "", "屏"),
        ("平仄平平", "三", "", "更"),
        ("仄仄", "九", "", "重"),
        ("平平", "拍", "", "浪"),
        ("平平", "", "时", "几"),
        ("平平", "几", "", "时"),  # 几 is written already: 时 would make it 仄
        ("仄平平", "长", "", "安"),
        ("平仄", "", "分", "十"),  # the pinned 分 is to be 仄
    ],
)
def test_a_word_that_tells_another_tone_is_found(
    tones: str, before: str, after: str, wrong: str
) -> None:
    assert wrong in misread(tones, before, after)


@pytest.mark.parametrize(
    ("tones", "before", "after", "right"),
    [
        ("仄平平平", "十", "", "分"),
        ("中平平平", "不", "", "教"),
        ("平平平平", "三", "", "更"),
        ("中中", "三", "", "更"),
        ("平平", "沧", "", "浪"),
        ("平仄仄平平", "长", "", "安"),
    ],
)
def test_what_fits_is_no_matter(tones: str, before: str, after: str, right: str) -> None:
    assert right not in misread(tones, before, after)


def test_in_verse_only_words_of_the_rhythm_count() -> None:
    assert "安" in misread("仄平平仄平", "长")
    assert "安" not in misread("平仄平仄平", "山长")  # 山长 is the word, 安 begins another


@pytest.mark.parametrize(("form", "seed"), [("破阵子", 1), ("浣溪沙", 2), ("七绝", 3)])
def test_no_written_poem_needs_an_unlikely_reading(form: str, seed: int) -> None:
    book = load_book(CILIN)
    model = ToyModel([c for c in book.characters if c.encode("gb2312", "ignore")][:3000])
    masks = Masks(model.characters, book)
    chance = np.random.default_rng(seed)
    lanes = choose_lanes(
        grids(form_of(form)), {}, masks, model.log_frequency, count=2, rhyme=None, random=chance
    )
    config = SearchConfig(width=3, discount=0.275, noise=0.575, margin=6.0)
    found = Decoder(model, masks, frozenset()).write(Task({}), lanes[:1], config, chance)
    for poem in found:
        notes = check(poem.lines, form_of(form), CILIN).notes
        assert [note.message for note in notes if note.kind is Kind.UNLIKELY] == []


def test_a_pin_may_use_the_other_reading_and_is_noted() -> None:
    book = load_book(CILIN)
    model = ToyModel([c for c in book.characters if c.encode("gb2312", "ignore")][:3000])
    pins = {Place(0, 0): "三", Place(0, 1): "更"}  # 平平, where the pattern wants 仄
    pattern = next(g for g in grids(form_of("七绝")) if g.lines[0][1].tone is Tone.OBLIQUE)
    masks = Masks(model.characters, book)
    chance = np.random.default_rng(0)
    lanes = choose_lanes(
        [pattern], pins, masks, model.log_frequency, count=1, rhyme=None, random=chance
    )
    poem, *_ = Decoder(model, masks, frozenset()).write(
        Task(pins), lanes, SearchConfig(width=2), chance
    )
    assert poem.lines[0][:2] == "三更"
    notes = check(poem.lines, form_of("七绝"), CILIN, pins).notes
    assert any(note.kind is Kind.UNLIKELY and note.place == Place(0, 1) for note in notes)
