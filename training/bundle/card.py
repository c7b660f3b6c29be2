"""CARD.md: what a model is, and every figure that was counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from poetgui.engine.bundle.bundle_list import read_manifest
from poetgui.engine.bundle.bundles import MANIFEST
from poetgui.errors import UserError
from poetgui.files import with_checksum, write_text
from training.evaluation import ablation, human_comparison, overlap
from training.evaluation.reading_figures import ASPECTS, HIGHEST, HUMAN, LOWEST, OURS

MARK = {True: "✓", False: ""}


def card(manifest: dict) -> str:
    """What the model is, what it was trained on, how well it does, what it cannot do."""
    data, training, network = manifest["data"], manifest["training"], manifest["network"]
    kept = "、".join(f"{form} {n:,}" for form, n in data["kept"].items())
    source = "poems of one's own"
    limits = "It knows the verse that it was trained on and nothing else."
    if "commit" in data:
        source = f"chinese-poetry (MIT), commit {data['commit'][:12]}"
        limits = (
            "It knows the verse of Tang and Song and nothing since: "
            "modern words are put as old poetry would have put them, or described by characters."
        )
    title = ", title" if manifest.get("titles") else ""
    return f"""# {manifest["id"]}

A character-level LSTM that writes classical Chinese verse, conditioned on the form, the place
in it, and, as far as they are given, tone, rhyme, poet, pinned characters{title} and theme words.

- weights: {network["weights"]:,}{_eight_bits(manifest["figures"])}; embedding \
{network["embedding"]}, two layers of {network["hidden"]}, between them attention over the hints \
and over the poem so far
- data: {source}; {data["characters"]:,} characters, vocabulary {data["vocabulary"]:,}; {kept}
- training: {training["characters"]:,} characters read ({training["passes"]} passes), \
{training["seconds"] / 60:.0f} minutes on {training["device"]}, preset \
{training["preset"]}{_began(training)}
- split: {data["split_sha256"][:16]} (sha256 of parts and text)

{_perplexities(manifest["figures"], data.get("unseen_types", 0))}
{_recipe(manifest["figures"])}{_schools(manifest["figures"])}\
{_generated(manifest["figures"])}{_readings(manifest["figures"])}## Limits

{limits}
It keeps metre because the decoder does. It does not know what is true.
"""


def _eight_bits(figures: dict) -> str:
    if "eight_bit_loss" not in figures:
        return ""
    return (
        f", of eight bits in what ships, which adds {figures['eight_bit_loss']:g} nats a character"
    )


def _began(training: dict) -> str:
    if "began" not in training:
        return ""
    before = training["began"]
    return f"""; begun from a finished model, {before["id"]}, that had read \
{before["characters"]:,} characters"""


def _perplexities(figures: dict, unseen_types: int) -> str:
    if "test_poems" not in figures:
        return "## Perplexity\n\nNot measured.\n"
    rows = [
        ("form given · 只示体裁", figures.get("perplexity_form")),
        ("tone and rhyme given · 示平仄与韵部", figures.get("perplexity_prosody")),
        ("line heads pinned, open cells · 示藏头字，只计其余", figures.get("perplexity_heads")),
        ("two theme words given · 示两个主题词", figures.get("perplexity_theme")),
        ("a 5-gram model, place in the line given · 五元文法", figures.get("perplexity_5gram")),
        ("a small baseline LSTM · 教程小网络", figures.get("perplexity_tutorial")),
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
        note = "\nThe baseline LSTM had not stopped improving when it was measured.\n"
    choice = figures.get("theme_choice")
    if choice is not None:
        note += f"\nIts own two theme words are picked out among ten poems' in {choice:.0%}.\n"
    return f"""## Perplexity per Han character, test split ({figures["test_poems"]:,} poems)

{unknown}

| given | perplexity |
|---|---|
{table}
{note}"""


def _recipe(figures: dict) -> str:
    if "ablation" not in figures:
        return ""
    table = ablation.Table.of(figures["ablation"])
    return f"""## What each part of the recipe is worth

Networks of the preset {table.preset}, each trained for {table.minutes:g} minutes with one thing
changed; perplexity of validation poems by what is given. No hints: trained
with neither pins nor themes; no conditioning: nor tone, rhyme or poet.

{ablation.table(table.rows)}

"""


def _schools(figures: dict) -> str:
    if "schools" not in figures:
        return ""
    rows = "\n".join(
        f"| {name} | {h['poems']} | {h['gain']:+.3f} ± {h['error']:.3f} | {MARK[h['exists']]} |"
        for name, h in figures["schools"].items()
    )
    return f"""## Schools

What a poet's poems of the validation split gain, in nats a character, from being given the mean of
the other poets of the school instead of the dynasty. Those that exist by this measure are styles.

| school | poems | gain | exists |
|---|---|---|---|
{rows}

"""


def _generated(figures: dict) -> str:
    if "generated" not in figures:
        return ""
    table = "\n".join(human_comparison.table(figures["generated"]))
    return f"""## Poems that it wrote, beside human ones

Written by the program as it ships, a poem a request, no request like another; heads, openings and
theme words from the test split. Human poems are as many, of the same forms; for runs of characters
each of {overlap.POETS} poets is compared with all others. What is counted, and how:
`training/evaluation/human_comparison.py`.

{table}

"""


def _readings(figures: dict) -> str:
    if "readings" not in figures:
        return ""
    rows = "\n".join(map(_reading, figures["readings"]))
    return f"""## Read blind, beside human poems

Poems of the program and human poems in random order, marked by readers who saw nothing but the
text: means of marks from {LOWEST:g} to {HIGHEST:g}, and the share that was taken for human, the
program's poems / the human ones. Told apart: the share of right guesses with its 95 % interval; at
50 % they are guesses by chance.

| reading | date | readers | poems | {" | ".join(ASPECTS)} | taken for human | told apart |
|---|---|---|---|{"---|" * len(ASPECTS)}---|---|
{rows}

"""


def _reading(reading: dict) -> str:
    """A row of the table. Where one side was not marked its mean is a dash."""
    sides = [reading["writers"].get(writer, {}) for writer in (OURS, HUMAN)]

    def pair(name: str, form: str) -> str:
        return " / ".join(format(side[name], form) if name in side else "–" for side in sides)

    share, low, high = reading["told_apart"]
    cells = [
        reading["name"].replace("|", "/"),
        reading["date"],
        str(reading["readers"]),
        pair("poems", "d"),
        *(pair(aspect, ".2f") for aspect in ASPECTS),
        pair("taken_for_human", ".0%"),
        f"{share:.0%} ({low:.0%} to {high:.0%})",
    ]
    return f"| {' | '.join(cells)} |"


def put(figures: dict, steps: int, bundle: Path) -> str:
    """Write figures into a bundle's manifest and its CARD.md; returns the card.

    Raises UserError where the bundle was not exported from the checkpoint with so many steps.
    """
    manifest = read_manifest(bundle)
    if manifest["training"]["steps"] != steps:
        raise UserError(f"{bundle} 不是从这个存档导出的，先运行 python -m training export。")
    manifest["figures"] |= figures
    return _write(bundle, manifest)


def add_reading(bundle: Path, reading: dict[str, Any]) -> str:
    """Add a blind reading to a bundle's manifest and its CARD.md; returns the card.

    reading: `name`, `date`, and what `reading_figures.figures` found. An earlier reading of the
    same name is replaced. No other file of the bundle changes. Raises UserError where the folder
    has no manifest that can be read.
    """
    manifest = read_manifest(bundle)
    before = manifest["figures"].get("readings", [])
    kept = [other for other in before if other["name"] != reading["name"]]
    manifest["figures"]["readings"] = [*kept, reading]
    return _write(bundle, manifest)


def _write(bundle: Path, manifest: dict[str, Any]) -> str:
    text = card(manifest)
    write_text(bundle / "CARD.md", text)
    write_text(bundle / MANIFEST, json.dumps(with_checksum(manifest), ensure_ascii=False, indent=1))
    return text
