"""The model card: perplexities of the test part by what is told, beside the tutorial's network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch

from training import tutorial
from training.dataset import NOTHING, PROSODY, Corpus, Told
from training.measure import loss_of, measured, sample, theme_choice
from training.network import Poet
from training.presets import VERSE

TEST = 2
HEADS = Told(0, 0, 0, 0, 0, pins=1, heads_only=1, theme=0, unknown=0, unknown_pin=0)
THEME = Told(0, 0, 0, 0, 0, pins=0, theme=1, theme_words=2, unknown=0, unknown_pin=0)


THEME_POEMS = 500


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
    theme_choice: float
    """Share of poems whose two theme words are picked out among those of nine others."""
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
            "theme_choice": round(self.theme_choice, 3),
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
    rows = measured(corpus, TEST)
    unseen = corpus.manifest["unseen_types"]
    network.to(device)
    form, accuracy = loss_of(network, corpus, rows, NOTHING, device, unseen)
    prosody, _ = loss_of(network, corpus, rows, PROSODY, device, unseen)
    heads, _ = loss_of(network, corpus, rows, HEADS, device, unseen)
    theme, _ = loss_of(network, corpus, rows, THEME, device, unseen)
    choice = theme_choice(network, corpus, sample(corpus, TEST, THEME_POEMS), THEME, device)
    small, finished = None, False
    if baseline and baseline.exists() and len(corpus.rows(TEST, VERSE)):
        other, state = tutorial.load(baseline, corpus)
        small = math.exp(tutorial.loss_of(other.to(device), corpus, rows, device, unseen))
        finished = bool(state["stopped"])
    return Figures(
        len(rows), math.exp(form), math.exp(prosody), math.exp(heads), math.exp(theme), accuracy,
        choice, small, finished,
    )  # fmt: skip


def card(manifest: dict) -> str:
    """CARD.md: what the model is, what it was trained on, how well it does, what it cannot do."""
    data, training, network = manifest["data"], manifest["training"], manifest["network"]
    kept = "、".join(f"{form} {n:,}" for form, n in data["kept"].items())
    source = "poems of one's own"
    limits = "It knows the verse that it was trained on and nothing else."
    if "commit" in data:
        source = f"chinese-poetry (MIT), commit {data['commit'][:12]}"
        limits = (
            "It knows the verse of Tang and Song and nothing since: "
            "modern words are broken into their characters."
        )
    return f"""# {manifest["id"]}

A character-level LSTM that writes classical Chinese verse; told the form, the place in it, and, as
far as it is asked to, tone, rhyme, poet, pinned characters and theme words.

- weights: {network["weights"]:,}; embedding {network["embedding"]}, two layers of \
{network["hidden"]}, attention over the hints between them
- data: {source}; {data["characters"]:,} characters, vocabulary {data["vocabulary"]:,}; {kept}
- training: {training["characters"]:,} characters read ({training["passes"]} passes), \
{training["seconds"] / 60:.0f} minutes on {training["device"]}, preset {training["preset"]}
- split: {data["split_sha256"][:16]} (sha256 of parts and text)

{_perplexities(manifest["figures"], data.get("unseen_types", 0))}
## Limits

{limits}
It keeps metre because the decoder does. It does not know what is true.
"""


def _perplexities(figures: dict, unseen_types: int) -> str:
    if "test_poems" not in figures:
        return "## Perplexity\n\nNot measured.\n"
    rows = [
        ("form told · 只示体裁", figures.get("perplexity_form")),
        ("tone and rhyme told · 示平仄与韵部", figures.get("perplexity_prosody")),
        ("line heads pinned, open cells · 示藏头字，只计其余", figures.get("perplexity_heads")),
        ("two theme words told · 示两个主题词", figures.get("perplexity_theme")),
        ("the tutorial's network · 教程小网络", figures.get("perplexity_tutorial")),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows if value is not None)
    unknown = "Unknown characters are left out."
    if unseen_types:
        unknown = (
            "Unknown characters are counted with the probability of `<unk>` divided evenly among\n"
            f"the {unseen_types:,} types that the vocabulary leaves out."
        )
    note = ""
    if figures.get("perplexity_tutorial") and not figures.get("tutorial_finished"):
        note = "\nThe tutorial's network had not stopped improving when it was measured.\n"
    choice = figures.get("theme_choice")
    if choice is not None:
        note += f"\nIts own two theme words are picked out among ten poems' in {choice:.0%}.\n"
    return f"""## Perplexity per Han character, test part ({figures["test_poems"]:,} poems)

{unknown}

| told | perplexity |
|---|---|
{table}
{note}"""
