"""What a title says, and that the network is given it."""

from __future__ import annotations

import random

import numpy as np
import pytest

from poetgui.engine.model.features import HINT_TITLE, MAX_TITLE
from training.corpus.conditioning import FORM_ONLY, Conditioning
from training.corpus.dataset import Corpus
from training.corpus.title_occasions import occasion


@pytest.mark.parametrize(
    ("title", "expected_title"),
    [
        ("送李判官归蜀", "送李判官归蜀"),
        ("和同官问耳疾六首　其二", "和同官问耳疾"),
        ("和张功父梅诗十绝句  其四", "和张功父梅诗"),
        ("奉同张敬夫城南二十咏 听雨舫", "听雨舫"),
        ("金陵杂兴二百首  其一七八", "金陵杂兴"),
        ("感春四首 三", "感春"),
        ("杂曲歌辞·少年行 其一", "少年行"),
        ("中秋月（一作秋月）", "中秋月"),
        ("咏怀并序", "咏怀"),
        ("句  其一○", ""),
        ("十首", ""),
        ("次韵", ""),
        ("无题", ""),
        ("", ""),
    ],
)
def test_what_a_title_says(title: str, expected_title: str) -> None:
    assert occasion(title) == expected_title


def test_a_long_title_is_cut() -> None:
    assert occasion("修竹百竿才欣种植佳篇五首旋辱咏歌") == "修竹百竿才欣种植佳篇五首"[:MAX_TITLE]


def test_titles_are_hints_with_their_places(corpus: Corpus) -> None:
    rows = np.flatnonzero(corpus.pieces["titled"][: len(corpus.poems)])[:8]
    batch = corpus.batch(rows, Conditioning(title=1.0, pins=0, theme=0), random.Random(1))
    for hints, poem in zip(batch.hints, corpus.pieces[rows], strict=True):
        begin = int(poem["title_start"])
        expected = corpus.titles[begin : begin + int(poem["titled"])].tolist()
        given = [hint.tolist() for hint in hints if hint[1] == HINT_TITLE]
        assert [hint[0] for hint in given] == expected
        assert [hint[2:] for hint in given] == [[0, 1 + n] for n in range(len(expected))]


def test_titles_can_be_left_out(corpus: Corpus) -> None:
    rows = np.flatnonzero(corpus.pieces["titled"])[:8]
    batch = corpus.batch(rows, FORM_ONLY, random.Random(1))
    assert not (batch.hints[:, :, 1] == HINT_TITLE).any()
