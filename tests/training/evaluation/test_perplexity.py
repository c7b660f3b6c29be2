"""The figures of the card, counted a second time in the plainest way; the tutorial's network."""

from __future__ import annotations

import dataclasses
import json
import math
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from poetgui.engine.model.features import UNK
from poetgui.errors import UserError
from tests.training import poems
from tests.training.conftest import CPU
from training.bundle.card import card
from training.corpus.conditioning import FORM_ONLY
from training.corpus.dataset import Corpus
from training.corpus.prepare import prepare
from training.corpus.splits import REGULATED_FORMS, Split
from training.evaluation import ablation, baseline_lstm
from training.evaluation.baseline_lstm import BaselineLSTM
from training.evaluation.perplexity import HEADS, Figures, measure
from training.fit.held_out_loss import loss_of, measured, sample, tensors
from training.network.poet import Poet


@pytest.fixture(autouse=True)
def _full_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted here is counted in full precision on every processor."""
    off = torch.autocast("cpu", torch.bfloat16, enabled=False)
    monkeypatch.setattr("training.fit.held_out_loss.autocast", lambda _: off)


@torch.no_grad()
def plainly(
    network: Poet, corpus: Corpus, rows: np.ndarray, pinned_heads: bool, unseen_types: int
) -> float:
    """Poem by poem, cell by cell: -log p of every open cell, `<unk>` shared among the unseen."""
    total, cells = 0.0, 0
    for row in rows:
        given = HEADS if pinned_heads else FORM_ONLY
        batch = corpus.batch(np.array([row]), given, random.Random(0))
        previous, features, hints, *_ = tensors(batch, CPU)
        scores = torch.log_softmax(network.logits(network(previous, features, hints)), -1)[0]
        at, length = int(corpus.poems[row]["start"]), int(corpus.poems[row]["length"])
        column = corpus.places[1][at : at + length]
        for t, character in enumerate(corpus.text[at : at + length].tolist()):
            if (pinned_heads and column[t] == 0) or (character == UNK and not unseen_types):
                continue
            total -= scores[t, character].item()
            total += math.log(unseen_types) if character == UNK else 0.0
            cells += 1
    return total / cells


@pytest.fixture(scope="module")
def rows(corpus: Corpus) -> np.ndarray:
    """Some of every part, with characters among them that the training part does not have."""
    found = np.concatenate([corpus.rows(split)[:8] for split in Split])
    heads = corpus.text[corpus.poems["start"][found]]
    seconds = corpus.text[corpus.poems["start"][found] + 7]
    assert (heads == UNK).any() or (seconds == UNK).any()
    return found


@pytest.mark.parametrize("unseen_types", [0, 50])
@pytest.mark.parametrize("heads", [False, True])
def test_the_loss_is_the_mean_over_open_characters(
    heads: bool, unseen_types: int, network: Poet, corpus: Corpus, rows: np.ndarray
) -> None:
    given = HEADS if heads else FORM_ONLY
    loss, accuracy = loss_of(network, corpus, rows, given, CPU, unseen_types)
    expected = plainly(network, corpus, rows, heads, unseen_types)
    assert loss == pytest.approx(expected, rel=1e-4)
    assert 0 <= accuracy <= 1


def test_a_pinned_head_is_not_scored_even_when_it_is_unknown(
    network: Poet, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = corpus.rows(Split.TRAIN, REGULATED_FORMS)[:1]
    text = corpus.text.copy()
    text[int(corpus.poems[row[0]]["start"])] = UNK
    monkeypatch.setattr(corpus, "text", text)
    loss, _ = loss_of(network, corpus, row, HEADS, CPU, 50)
    assert loss == pytest.approx(plainly(network, corpus, row, True, 50), rel=1e-4)


def test_the_sample_is_always_the_same(corpus: Corpus) -> None:
    few = sample(corpus, Split.TRAIN, 5)
    assert len(few) == 5
    assert few.tolist() == sample(corpus, Split.TRAIN, 5).tolist()
    assert sorted(sample(corpus, Split.TRAIN, None)) == sorted(
        corpus.rows(Split.TRAIN, REGULATED_FORMS)
    )


def test_figures_are_those_of_the_test_part(network: Poet, corpus: Corpus) -> None:
    figures = measure(network, corpus, None, CPU)
    held = measured(corpus, Split.TEST)
    assert figures.poems == len(held) > 0
    unseen = corpus.manifest["unseen_types"]
    assert figures.form == pytest.approx(
        math.exp(plainly(network, corpus, held, False, unseen)), rel=1e-3
    )
    assert figures.heads == pytest.approx(
        math.exp(plainly(network, corpus, held, True, unseen)), rel=1e-3
    )
    assert figures.prosody < figures.form  # what is given of tone and rhyme was learnt
    assert figures.baseline is None
    assert "perplexity_tutorial" not in figures.to_json()


class TestBaseline:
    def test_it_learns_a_little_and_is_kept(
        self, corpus: Corpus, network: Poet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        best = baseline_lstm.train(corpus, tmp_path, CPU, 1e-9)
        assert "教程网络" in capsys.readouterr().out
        torch.manual_seed(1)
        fresh = BaselineLSTM(len(corpus.vocabulary["characters"]) + 3).eval()
        held = corpus.rows(Split.VALID, REGULATED_FORMS)
        assert best < baseline_lstm.loss_of(fresh, corpus, held, CPU)
        loaded, state = baseline_lstm.load(tmp_path / "tutorial.pt", corpus)
        assert baseline_lstm.loss_of(loaded, corpus, held, CPU) == pytest.approx(best, rel=1e-5)
        assert state["stopped"] is False
        assert 0 < state["read"] < len(corpus.rows(Split.TRAIN, REGULATED_FORMS))
        numbers = measure(network, corpus, tmp_path, CPU).to_json()
        assert numbers["tutorial_finished"] is False
        assert numbers["share_of_tutorial"] == pytest.approx(
            numbers["perplexity_form"] / numbers["perplexity_tutorial"], abs=0.01
        )

    def test_it_goes_on_where_it_stopped(self, corpus: Corpus, tmp_path: Path) -> None:
        baseline_lstm.train(corpus, tmp_path, CPU, 1e-9)
        _, first = baseline_lstm.load(tmp_path / "tutorial.pt", corpus)
        baseline_lstm.train(corpus, tmp_path, CPU, 1e-9)
        _, second = baseline_lstm.load(tmp_path / "tutorial.pt", corpus)
        assert second["read"] == 2 * first["read"]
        steps = [s["optimiser"]["state"][0]["step"].item() for s in (first, second)]
        assert steps == [1, 2]
        assert second["best"] < first["best"]

    def test_it_stops_when_it_gains_nothing_more(
        self, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        losses = iter((3.0, 2.0, 2.5, 2.1, 1.0))
        monkeypatch.setattr(baseline_lstm, "loss_of", lambda *_: next(losses))
        monkeypatch.setattr(baseline_lstm, "_batches", lambda *_: [])
        assert baseline_lstm.train(corpus, tmp_path, CPU, 60) == 2.0
        assert baseline_lstm.load(tmp_path / "tutorial.pt", corpus)[1]["stopped"] is True
        assert baseline_lstm.train(corpus, tmp_path, CPU, 60) == 2.0  # and does not begin again

    def test_marks_stand_where_the_form_puts_them(self, corpus: Corpus) -> None:
        row = corpus.rows(Split.TRAIN, {"五绝": 1})[:1]
        text, han = baseline_lstm._with_marks(corpus, row, CPU)
        marks = len(corpus.vocabulary["characters"])
        at = int(corpus.poems[row[0]]["start"])
        lines = corpus.text[at : at + 20].astype(int).reshape(4, 5).tolist()
        comma, stop = marks + baseline_lstm.COMMA, marks + baseline_lstm.STOP
        assert text[0].tolist() == [
            marks + baseline_lstm.END,
            *lines[0], comma, *lines[1], stop, *lines[2], comma, *lines[3], stop,
        ]  # fmt: skip
        assert han[0].tolist() == [i < marks for i in text[0].tolist()]
        assert int(han.sum()) == 20

    @torch.no_grad()
    @pytest.mark.parametrize("unseen_types", [0, 50])
    def test_only_han_characters_are_counted(self, unseen_types: int, corpus: Corpus) -> None:
        torch.manual_seed(0)
        marks = len(corpus.vocabulary["characters"])
        network = BaselineLSTM(marks + 3).eval()
        network.out.bias.data[marks:] = 9.0  # a network that expects a mark at every place
        rows = np.concatenate(
            [corpus.rows(split, REGULATED_FORMS) for split in (Split.VALID, Split.TEST)]
        )
        nats, cells = 0.0, 0
        for row in rows:
            text, _ = baseline_lstm._with_marks(corpus, np.array([row]), CPU)
            scores = network(text[:, :-1])[0, :, :marks]
            losses = functional.cross_entropy(
                scores, text[0, 1:].clamp(max=marks - 1), reduction="none"
            )
            for character, loss in zip(text[0, 1:].tolist(), losses.tolist(), strict=True):
                if character < marks and (character != UNK or unseen_types):
                    nats += loss + (math.log(unseen_types) if character == UNK else 0.0)
                    cells += 1
        found = baseline_lstm.loss_of(network, corpus, rows, CPU, unseen_types)
        assert found == pytest.approx(nats / cells, rel=1e-5)

    def test_a_corpus_without_quatrains_is_refused(self, tmp_path: Path) -> None:
        chance = random.Random(1)
        made = [poems.Made(poems.old_style(5, 6, chance), "古风") for _ in range(9)]
        prepare(poems.write_texts(made, tmp_path / "诗"), tmp_path / "data")
        with pytest.raises(UserError, match="没有绝句律诗"):
            baseline_lstm.train(Corpus(tmp_path / "data"), tmp_path, CPU, 1)


FIGURES = Figures(
    poems=1234, form=90.12, prosody=55.5, heads=70.0, theme=80.0, accuracy=0.2, theme_choice=0.6,
    baseline=190.0, baseline_finished=False,
)  # fmt: skip


class TestCard:
    @staticmethod
    def manifest(bundle: Path, **changes: Any) -> dict[str, Any]:
        return json.loads((bundle / "manifest.json").read_text(encoding="utf-8")) | changes

    def test_it_says_what_was_measured(self, bundle: Path) -> None:
        figures = FIGURES.to_json()
        text = card(self.manifest(bundle, figures=figures))
        assert text.startswith("# 小样\n")
        assert "1,234 poems" in text
        for number in ("90.1", "55.5", "70.0", "80.0", "190.0"):
            assert f"| {number} |" in text
        assert "had not stopped improving" in text
        assert "—" not in text
        done = dataclasses.replace(FIGURES, baseline_finished=True).to_json()
        assert "had not stopped" not in card(self.manifest(bundle, figures=done))

    def test_it_says_where_the_poems_come_from(self, bundle: Path) -> None:
        own = card(self.manifest(bundle))
        assert "poems of one's own" in own
        assert "chinese-poetry" not in own
        data = self.manifest(bundle)["data"] | {"commit": "0123456789abcdef", "unseen_types": 4321}
        public = card(self.manifest(bundle, data=data))
        assert "chinese-poetry (MIT), commit 0123456789ab;" in public
        assert "4,321 types" in public
        assert "Tang and Song" in public

    def test_it_says_what_the_parts_of_the_recipe_are_worth(self, bundle: Path) -> None:
        given = dict.fromkeys([name for name, _ in ablation.MEASURED], 345.6)
        recipe = ablation.Table("small", 4.0, [ablation.Row("no hints", 1_230_000, given)])
        figures = FIGURES.to_json() | {"ablation": dataclasses.asdict(recipe)}
        text = card(self.manifest(bundle, figures=figures))
        assert "preset small, each trained for 4 minutes" in text
        assert "| no hints | 1.23 M | 345.6 | 345.6 |" in text
        assert "recipe" not in card(self.manifest(bundle))

    def test_it_says_whether_titles_can_be_given(self, bundle: Path) -> None:
        manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
        assert "pinned characters, title and theme words" in card(manifest)
        del manifest["titles"]
        assert "title" not in card(manifest).partition("- weights")[0]

    def test_it_says_when_nothing_was_measured(self, bundle: Path) -> None:
        text = card(self.manifest(bundle, figures={"onnx_difference": 0.0}))
        assert "Not measured." in text
        assert "None" not in text
        assert "eight bits" not in text

    def test_it_says_what_eight_bits_cost(self, bundle: Path) -> None:
        text = card(self.manifest(bundle, figures={"eight_bit_loss": 0.0012}))
        assert "of eight bits in what ships, which adds 0.0012 nats a character" in text
