"""Perplexities of the test split by what is given, beside a 5-gram model and a baseline LSTM."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from pathlib import Path

import torch

from training.corpus.conditioning import FORM_ONLY, PROSODY
from training.corpus.dataset import Corpus
from training.corpus.splits import REGULATED_FORMS, Split
from training.evaluation import baseline_lstm
from training.evaluation import five_gram as five_gram_model
from training.fit.held_out_loss import loss_of, measured, sample, theme_choice
from training.network.poet import Poet

HEADS = dataclasses.replace(FORM_ONLY, pins=1, heads_only=1)
THEME = dataclasses.replace(FORM_ONLY, theme=1, theme_words=2)
THEME_POEMS = 500
"""The standard error of the share of right choices is 2.2 points at most."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Perplexities per Han character on quatrains and octaves of the test split."""

    poems: int
    form: float
    prosody: float
    heads: float
    """Open cells only, the heads of all lines pinned."""
    theme: float
    accuracy: float
    theme_choice: float
    """Share of poems whose two theme words are picked out among those of nine others."""
    five_gram: float | None = None
    baseline: float | None = None
    baseline_finished: bool = False

    @property
    def share_of_baseline(self) -> float | None:
        """Ours over the baseline LSTM's, the form given only."""
        return self.form / self.baseline if self.baseline else None

    def to_json(self) -> dict:
        """The figures by the keys of a bundle's manifest; `tutorial` there is the baseline LSTM."""
        numbers = {
            "test_poems": self.poems,
            "perplexity_form": round(self.form, 1),
            "perplexity_prosody": round(self.prosody, 1),
            "perplexity_heads": round(self.heads, 1),
            "perplexity_theme": round(self.theme, 1),
            "accuracy": round(self.accuracy, 4),
            "theme_choice": round(self.theme_choice, 3),
        }
        if self.five_gram:
            numbers["perplexity_5gram"] = round(self.five_gram, 1)
        if self.baseline and self.share_of_baseline:
            numbers |= {
                "perplexity_tutorial": round(self.baseline, 1),
                "tutorial_finished": self.baseline_finished,
                "share_of_tutorial": round(self.share_of_baseline, 3),
            }
        return numbers


def measure(network: Poet, corpus: Corpus, run: Path | None, device: torch.device) -> Figures:
    """Every figure; read the test split for the card alone, never to choose anything.

    run: the folder with the baseline LSTM, if it was trained, and what the 5-gram model gave;
    without one they are left out.
    """
    rows = measured(corpus, Split.TEST)
    unseen = corpus.manifest["unseen_types"]
    network.to(device)
    form, accuracy = loss_of(network, corpus, rows, FORM_ONLY, device, unseen)
    prosody, _ = loss_of(network, corpus, rows, PROSODY, device, unseen)
    heads, _ = loss_of(network, corpus, rows, HEADS, device, unseen)
    theme, _ = loss_of(network, corpus, rows, THEME, device, unseen)
    choice = theme_choice(network, corpus, sample(corpus, Split.TEST, THEME_POEMS), THEME, device)
    of_five_gram, of_baseline, finished = None, None, False
    baseline = run and run / "tutorial.pt"
    if run and len(corpus.rows(Split.TEST, REGULATED_FORMS)):
        of_five_gram = math.exp(
            five_gram_model.kept_loss(corpus, rows, unseen, run / "five_gram.json")
        )
    if baseline and baseline.exists() and len(corpus.rows(Split.TEST, REGULATED_FORMS)):
        other, state = baseline_lstm.load(baseline, corpus)
        of_baseline = math.exp(
            baseline_lstm.loss_of(other.to(device), corpus, rows, device, unseen)
        )
        finished = bool(state["stopped"])
    return Figures(
        poems=len(rows),
        form=math.exp(form),
        prosody=math.exp(prosody),
        heads=math.exp(heads),
        theme=math.exp(theme),
        accuracy=accuracy,
        theme_choice=choice,
        five_gram=of_five_gram,
        baseline=of_baseline,
        baseline_finished=finished,
    )
