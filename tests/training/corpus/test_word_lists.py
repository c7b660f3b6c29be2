"""Stock phrases, and titles that name an occasion and nobody."""

from __future__ import annotations

from collections import Counter

import pytest

from training.corpus import stock_phrases as module
from training.corpus import title_list
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.corpus.stock_phrases import stock_phrases
from training.corpus.title_list import title_counts


def lines_of(corpus: Corpus, split: Split) -> list[str]:
    """Line by line, the plain way."""
    characters, found = corpus.vocabulary["characters"], []
    for poem in corpus.poems[corpus.poems["part"] == split]:
        at = int(poem["start"])
        for width in corpus.widths[int(poem["line"]) : int(poem["line"]) + int(poem["lines"])]:
            found.append("".join(characters[i] for i in corpus.text[at : at + int(width)]))
            at += int(width)
    return [line for line in found if "<" not in line]


def test_stock_phrases_are_counted_at_the_pauses_and_ends_of_lines(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEWEST", 3)
    lines = lines_of(corpus, Split.TRAIN)
    five, seven = ([line for line in lines if len(line) == width] for width in (5, 7))
    phrases = [
        Counter(line[:4] for line in five),
        Counter(line[:4] for line in seven),
        Counter(line[2:6] for line in seven),
        Counter(line[-3:] for line in five + seven),
    ]
    expected = {phrase for counts in phrases for phrase, n in counts.items() if n >= 3}
    assert expected
    assert stock_phrases(corpus) == sorted(expected)


def test_titles_that_several_poets_chose(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(title_list, "POETS", 1)
    counts = title_counts(corpus)
    assert counts
    characters = corpus.vocabulary["characters"]
    poets: dict[str, set[int]] = {}
    for poem in corpus.poems[corpus.poems["part"] == Split.TRAIN]:
        begin = int(poem["title_start"])
        ids = corpus.titles[begin : begin + int(poem["titled"])]
        if len(ids) and poem["style"]:
            poets.setdefault("".join(characters[i] for i in ids), set()).add(int(poem["style"]))
    for title, count in counts.items():
        assert len(poets[title]) == count
    monkeypatch.setattr(title_list, "POETS", 1 + max(counts.values()))
    assert title_counts(corpus) == {}


@pytest.mark.parametrize("title", ["韩公挽词", "再用前韵", "雨", "偈颂", "春日应制", "<unk>夜雨"])
def test_what_is_no_occasion(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    assert title_list._is_occasion("夜雨")
    assert not title_list._is_occasion(title)
