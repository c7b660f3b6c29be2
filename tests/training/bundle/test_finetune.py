"""One's own voice out of a finished model: what it knew stays, what is new comes behind."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from poetgui.engine.bundle.bundles import AlreadyInstalledError, load_bundle
from poetgui.engine.bundle.contents import Contents
from poetgui.errors import UserError
from tests.training import poems
from training.bundle import finetune
from training.command_list import parser_for
from training.corpus import replay
from training.corpus.dataset import Corpus
from training.corpus.lexicon import of_words
from training.fit import warm_start
from training.fit.training_run import Run

NEW = "鬯"
"""No poem of the base has this character."""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty poems as people keep them, one with a character that is new."""
    texts = [
        "\n".join(f"{a}，{b}。" for a, b in zip(made.lines[::2], made.lines[1::2], strict=True))
        for made in poems.make(60, seed=9)
    ]
    texts[0] = texts[0].replace(texts[0][1], NEW, 1)
    folder = tmp_path_factory.mktemp("own")
    (folder / "我的诗.txt").write_text("\n\n".join(texts), encoding="utf-8")
    return folder


def options(own: Path, base: Path, run: Path, *more: str) -> argparse.Namespace:
    words = ["finetune", str(own), "--base", str(base), "--run", str(run), "--minutes", "0.1"]
    words += more
    return parser_for(words).parse_args(words)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finetune, "REPLAYED", {"五绝": 12, "七绝": 12})
    faster = dataclasses.replace(
        finetune.PRESET, batch=512, rate=0.01, rate_tables=0.01, evaluate_every=6, warm_up=2
    )
    monkeypatch.setattr(finetune, "PRESET", faster)


@pytest.fixture(scope="module")
def learned(own: Path, bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "run"
    with pytest.MonkeyPatch.context() as patch:
        _small.__wrapped__(patch)  # type: ignore[attr-defined]
        finetune.run(options(own, bundle, folder, "--name", "我的声音"))
    return folder / "bundle"


def test_what_was_known_stays_in_its_place(learned: Path, bundle: Path) -> None:
    before, after = (Contents(folder).vocabulary() for folder in (bundle, learned))
    assert after[0][: len(before[0])] == before[0]
    assert after[0][len(before[0]) :] == [NEW]
    old, new = (load_bundle(folder) for folder in (bundle, learned))
    assert list(new.model.styles) == [*old.model.styles, "我的声音"]
    for name in ("lexicon.json", "stock_phrases.json", "titles.json"):
        assert (learned / name).read_bytes() == (bundle / name).read_bytes()
    assert new.model.knows_titles
    assert new.manifest["id"] == "我的声音"
    assert new.manifest["training"]["began"]["id"] == "小样"


def test_neither_its_old_lines_nor_ones_own_are_copied(
    learned: Path, bundle: Path, own: Path
) -> None:
    copies, before = load_bundle(learned).copies, load_bundle(bundle).copies
    assert copies is not None
    assert before is not None
    text = (own / "我的诗.txt").read_text(encoding="utf-8")
    lines = [line for line in text.replace("。", "，").replace("\n", "").split("，") if line]
    assert all(line in copies for line in lines)
    assert copies.lines > before.lines


def test_the_card_says_how_held_out_poems_gained(learned: Path) -> None:
    figures = json.loads((learned / "manifest.json").read_text(encoding="utf-8"))["figures"]
    assert figures["own_perplexity"] < figures["own_perplexity_before"]
    assert figures["own_held_out"] > 0


def test_what_does_not_help_is_not_written(
    own: Path, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finetune, "GAIN", 99.0)
    with pytest.raises(UserError, match="没有帮助"):
        finetune.run(options(own, bundle, tmp_path / "run"))
    assert not (tmp_path / "run" / "bundle").exists()


def test_a_run_ends_when_nothing_gets_better(corpus: Corpus, bundle: Path, tmp_path: Path) -> None:
    preset = dataclasses.replace(
        warm_start.with_widths_of(finetune.PRESET, bundle), rate=0.0, rate_tables=0.0
    )
    run = Run(preset, corpus, tmp_path, torch.device("cpu"))
    run.patience = 2
    run.train()
    assert run.step == 3 * preset.evaluate_every


def test_too_few_poems_are_refused_with_the_number_needed(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "少.txt").write_text("白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。", "utf-8")
    with pytest.raises(UserError, match=r"只有 1 首，至少要 30 首"):
        finetune.run(options(tmp_path / "少.txt", bundle, tmp_path / "run"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--minutes", "0"), "大于零"),
        (("--minutes", "inf"), "大于零"),
        (("--name", "../坏"), "不能用"),
        (("--name", "甲山人"), "已有的风格"),
        (("--base", "nowhere"), "不是诗囊的模型"),
    ],
)
def test_what_cannot_be_is_said_at_once(
    own: Path, bundle: Path, tmp_path: Path, more: tuple[str, ...], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        finetune.run(options(own, bundle, tmp_path / "run", *more))


def test_nothing_is_replaced_unasked(
    own: Path, learned: Path, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = options(own, bundle, learned.parent, "--name", "别的")
    with pytest.raises(UserError, match="已经有一次训练"):
        finetune.run(asked)
    monkeypatch.setattr(finetune.bundles, "installed_as", lambda _: tmp_path)
    with pytest.raises(AlreadyInstalledError):
        finetune.run(options(own, bundle, tmp_path / "run", "--install"))


def test_samples_have_the_shape_of_their_form(bundle: Path) -> None:
    model = load_bundle(bundle).model
    for form, (lines, width) in replay.SHAPES.items():
        drawn = replay.samples(model, form, 3, np.random.default_rng(1))
        assert [tuple(map(len, poem)) for poem in drawn] == [(width,) * lines] * 3
        assert set("".join(map("".join, drawn))) <= set(model.characters[3:])
    again = replay.samples(model, "五绝", 3, np.random.default_rng(2))
    assert again == replay.samples(model, "五绝", 3, np.random.default_rng(2))


def test_the_lexicon_of_a_model_is_taken_up() -> None:
    table = of_words(["春风", "悠悠", "明月", "远客"], [40, 30, 400, 5], list("春风悠明月"))
    words = dict(zip(table.to_json()["words"], table.to_json()["weights"], strict=True))
    assert words.keys() == {"春风", "明月"}
    assert words["春风"] > words["明月"]
