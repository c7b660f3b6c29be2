"""The model card: perplexities of the test part under what is told, beside the tutorial's network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch

from training import tutorial
from training.dataset import NOTHING, PROSODY, Corpus, Told
from training.measure import loss_of
from training.network import Poet
from training.presets import VERSE

TEST = 2
HEADS = Told(0, 0, 0, 0, 0, pins=1, heads_only=1, theme=0, unknown=0, unknown_pin=0)
THEME = Told(0, 0, 0, 0, 0, pins=0, theme=1, theme_words=2, unknown=0, unknown_pin=0)


@dataclass(frozen=True)
class Figures:
    """Perplexities per Han character on quatrains and octaves of the test part."""

    poems: int
    form: float
    prosody: float
    heads: float
    """Open cells only, the heads of all lines pinned."""
    theme: float
    accuracy: float
    tutorial: float | None = None
    tutorial_finished: bool = False

    @property
    def of_tutorial(self) -> float | None:
        """Ours over the tutorial network's, form told only."""
        return self.form / self.tutorial if self.tutorial else None

    def to_json(self) -> dict:
        numbers = {
            "test_poems": self.poems,
            "perplexity_form": round(self.form, 1),
            "perplexity_prosody": round(self.prosody, 1),
            "perplexity_heads": round(self.heads, 1),
            "perplexity_theme": round(self.theme, 1),
            "accuracy": round(self.accuracy, 4),
        }
        if self.tutorial and self.of_tutorial:
            numbers |= {
                "perplexity_tutorial": round(self.tutorial, 1),
                "tutorial_finished": self.tutorial_finished,
                "share_of_tutorial": round(self.of_tutorial, 3),
            }
        return numbers


def measure(network: Poet, corpus: Corpus, baseline: Path | None, device: torch.device) -> Figures:
    """Every figure; read the test part for the card alone, never to choose anything."""
    rows = corpus.rows(TEST, VERSE)
    unseen = corpus.manifest["unseen_types"]
    network.to(device)
    form, accuracy = loss_of(network, corpus, rows, NOTHING, device, unseen)
    prosody, _ = loss_of(network, corpus, rows, PROSODY, device, unseen)
    heads, _ = loss_of(network, corpus, rows, HEADS, device, unseen)
    theme, _ = loss_of(network, corpus, rows, THEME, device, unseen)
    small, finished = None, False
    if baseline and baseline.exists():
        other, state = tutorial.load(baseline, corpus)
        small = math.exp(tutorial.loss_of(other.to(device), corpus, rows, device, unseen))
        finished = bool(state["stopped"])
    return Figures(
        len(rows), math.exp(form), math.exp(prosody), math.exp(heads), math.exp(theme), accuracy,
        small, finished,
    )  # fmt: skip


def card(manifest: dict) -> str:
    """CARD.md: what the model is, what it was trained on, how well it does, what it cannot do."""
    data, training, figures = manifest["data"], manifest["training"], manifest["figures"]
    kept = "、".join(f"{form} {n:,}" for form, n in data.get("kept", {}).items())
    rows = [
        ("form told · 只示体裁", figures.get("perplexity_form")),
        ("tone and rhyme told · 示平仄与韵部", figures.get("perplexity_prosody")),
        ("line heads pinned, open cells · 示藏头字，只计其余", figures.get("perplexity_heads")),
        ("two theme words told · 示两个主题词", figures.get("perplexity_theme")),
        ("the tutorial's network · 教程小网络", figures.get("perplexity_tutorial")),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows if value is not None)
    note = ""
    if figures.get("perplexity_tutorial") and not figures.get("tutorial_finished"):
        note = "\nThe tutorial's network had not stopped improving when it was measured.\n"
    return f"""# {manifest["id"]}

A character-level LSTM that writes classical Chinese verse; told the form, the place in it, and, as far
as it is asked to, tone, rhyme, poet, pinned characters and theme words.

- weights: {manifest["network"]["weights"]:,}; embedding {manifest["network"]["embedding"]}, two layers \
of {manifest["network"]["hidden"]}, attention over the hints between them
- data: chinese-poetry (MIT), commit {data.get("commit", "—")[:12]}; {data["characters"]:,} characters, \
vocabulary {data["vocabulary"]:,}; {kept}
- training: {training.get("characters", 0):,} characters read ({training.get("passes", 0)} passes), \
{training.get("seconds", 0) / 60:.0f} minutes on {training.get("device", "—")}, preset {training.get("preset", "—")}
- split: {data["split_sha256"][:16]} (sha256 of parts and text)

## Perplexity per Han character, test part ({figures.get("test_poems", 0):,} quatrains and octaves)

Unknown characters are counted with the probability of `<unk>` divided evenly among the
{manifest.get("unseen_types", figures.get("unseen_types", "—"))} types that the vocabulary leaves out.

| told | perplexity |
|---|---|
{table}
{note}
## Limits

It knows the verse of Tang and Song and nothing since: modern words are broken into their characters.
It keeps metre because the decoder does. It does not know what is true.
"""
