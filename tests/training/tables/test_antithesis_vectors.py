"""The table of what answers what, counted out of a small corpus."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from poetgui.engine.search.antithesis_table import AntithesisTable
from training.__main__ import main
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.tables import antithesis_vectors
from training.tables.antithesis_vectors import couplets, directions, measure


def test_couplets_are_the_lines_of_octaves(corpus: Corpus) -> None:
    for form, width in antithesis_vectors.OCTAVES.items():
        found = couplets(corpus, Split.TRAIN, form, antithesis_vectors.MIDDLE)
        rows = corpus.rows(Split.TRAIN, {form: 1.0})
        assert found.shape == (2 * len(rows), 2, width)
        if len(rows):
            start = int(corpus.pieces["start"][rows[0]])
            text = corpus.text[start : start + 8 * width].reshape(8, width)
            assert (found[0] == text[2:4]).all()
            assert (found[len(rows)] == text[4:6]).all()


def test_characters_that_answer_the_same_lie_close() -> None:
    together = np.zeros((12, 12))
    for a, b in ((3, 4), (3, 5), (4, 5), (6, 7), (6, 8), (7, 8), (3, 3), (6, 6)):
        together[a, b] = together[b, a] = 20
    together[9, 3] = together[3, 9] = 1  # too rare
    vectors = directions(together)
    like = vectors @ vectors.T
    assert like[4, 5] > 0.9 > 0.1 > abs(like[4, 7])
    assert not vectors[9].any()
    assert np.allclose(np.linalg.norm(vectors[3:9], axis=1), 1)


def test_building_and_measuring(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(antithesis_vectors, "FEWEST", 1)
    table = tmp_path / "表.npz"
    build = ["antithesis-vectors", "build", "--data", str(data), "--out", str(table)]
    assert main(build) == 0
    figures = measure(Corpus(data), AntithesisTable.load(table), Split.TRAIN)
    for found in figures.values():
        assert found["couplets"] > 0
        assert found["mean"] > found["mean_shuffled"]
    monkeypatch.setattr(
        antithesis_vectors, "measure", lambda *_: {"五律": {"couplets": 3, "mean": 0.25}}
    )
    assert main(["antithesis-vectors", "measure", "--data", str(data), "--table", str(table)]) == 0
    assert "五律 couplets 3.000  mean 0.250" in capsys.readouterr().out
