"""One's own voice: a finished model trained further on one's own poems.

    python -m training finetune my-poems --name 我的诗 [--minutes 10] [--install]

All that the model knew stays: characters, poets, words, the copy filter. New characters and a
style of that name come behind; the poems are read mixed with poems that the model itself wrote
before (`replay`), at a low rate, until held-out poems of one's own no longer gain. Where they gain
nothing, no model is written. Its weights are of sixteen bits: rounded to eight, a network lost a
third of what three minutes had taught it.
"""

from __future__ import annotations

import argparse
import math
import shutil
from pathlib import Path

import numpy as np
import torch

from poetgui.engine.bundle import bundles
from poetgui.engine.bundle.bundles import COPIES, LEXICON, STOCK_PHRASES, TITLES, Bundle
from poetgui.engine.bundle.contents import Contents
from poetgui.engine.bundle.copy_filter import CopyFilter
from poetgui.engine.bundle.ids import checked_id
from poetgui.errors import UserError
from poetgui.files import write_text
from poetgui.paths import resource
from training.bundle.card import card
from training.bundle.onnx_export import export, write_manifest
from training.corpus import replay
from training.corpus.conditioning import FORM_ONLY
from training.corpus.dataset import Corpus
from training.corpus.own_poems import Own, prepare_own
from training.corpus.prepare import Known
from training.corpus.splits import Split
from training.fit import checkpoint, learning_curve, warm_start
from training.fit.held_out_loss import loss_of
from training.fit.presets import Preset
from training.fit.training_run import Run, device_for

MINUTES = 10.0
REPLAYED = {"五绝": 60, "七绝": 160, "五律": 60, "七律": 100}
"""Poems of each form that the model writes for itself before it is trained."""
OWN_SHARE = 0.6
"""Of the characters read in a pass. The rest, replayed, keeps what was known."""
GAIN = 0.005
"""Nats a character that held-out poems must gain for the training to count as a help."""
PATIENCE = 4
"""Evaluations without a better one after which the training is over."""
PRESET = Preset(
    name="finetune",
    # Of 203 poems by 纳兰性德, three minutes: perplexity of 50 others 97.7 to 91.9, of the general
    # test part 96.5 to 96.8; at three times the rate 93.2 and 99.8.
    why="one's own poems: AdamW at a rate at which a few thousand characters do not undo what"
    " millions taught; some dropout, since they are read many times",
    dropout=0.2, passes=200.0, batch=2048, optimiser="adamw",
    rate=0.0001, rate_tables=0.0001, warm_up=8, evaluate_every=8, evaluate_poems=400,
    forms=dict.fromkeys(("五绝", "七绝", "五律", "七律", "五古", "七古", "词", "其他"), 1.0),
)  # fmt: skip


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("poems", type=Path, nargs="+", metavar="诗", help="自己的诗：文件夹或 .txt")
    parser.add_argument("--name", default="我的诗", metavar="名", help="新模型和新风格叫什么")
    parser.add_argument("--base", type=Path, default=resource("model"), metavar="模型",
                        help="从哪个模型学起（默认诗囊自带的）")  # fmt: skip
    parser.add_argument("--minutes", type=float, default=MINUTES, metavar="分钟",
                        help=f"至多练这么久（默认 {MINUTES:g}）")  # fmt: skip
    parser.add_argument("--run", type=Path, metavar="文件夹", help="训练放在哪里（默认 runs/名）")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto",
                        help="在哪里练（默认 auto：有显卡就用显卡）")  # fmt: skip
    parser.add_argument("--install", action="store_true", help="学成了就装进诗囊")
    parser.add_argument("--replace", action="store_true", help="已装有同名的模型就换掉它")


def run(options: argparse.Namespace) -> None:
    """Train, tell what came of it, write the bundle, install it if asked to."""
    name = checked_id(options.name)
    if not 0 < options.minutes < math.inf:
        raise UserError("--minutes 要大于零。")
    if options.install and not options.replace and bundles.installed_as(name):
        raise bundles.AlreadyInstalledError(name)
    folder = options.run or Path("runs") / name
    if (folder / "last.pt").exists():
        raise UserError(f"{folder} 里已经有一次训练；用 --run 另给一个文件夹，或先把它移走。")
    base = bundles.load_bundle(options.base)
    known = known_of(base)
    if name in known.styles:
        raise UserError(f"“{name}”是 {base.model.id} 里已有的风格，请另取一个名字。")
    device = device_for(options.device)
    chance = np.random.default_rng(PRESET.seed)
    print("它先写些诗，好在学的时候温习……", flush=True)
    replayed = [
        poem
        for form, count in REPLAYED.items()
        for poem in replay.samples(base.model, form, count, chance)
    ]
    own = prepare_own(options.poems, folder / "data", known, name, replayed)
    print(own.tally.table())
    print(
        f"学 {own.poems - own.held_out} 首，留 {own.held_out} 首不看，用来量学得如何。", flush=True
    )
    training = further(options.base, Corpus(folder / "data"), folder, device, options.minutes)
    training.train()
    bundle = conclude(training, base, own, name)
    print(f"写好了：{bundle}")
    if options.install:
        print(f"装好了：{bundles.install(bundle, options.replace).folder}")


def known_of(base: Bundle) -> Known:
    """What a bundle knows, for `prepare`."""
    characters, counts = Contents(base.folder).vocabulary()
    words: tuple[list[str], list[int]] = ([], [])
    if (base.folder / LEXICON).is_file():
        words = Contents(base.folder).counted(LEXICON, "words")
    return Known(
        characters=characters,
        counts=counts,
        words=words[0],
        word_counts=words[1],
        styles=base.manifest.get("styles", []),
    )


def further(base: Path, corpus: Corpus, folder: Path, device: torch.device, minutes: float) -> Run:
    """A run that begins with the weights of a bundle, ready to train."""
    training = Run(warm_start.with_widths_of(PRESET, base), corpus, folder, device)
    training.begin(base)
    # The new style begins as what all poets have in common.
    with torch.no_grad():
        styles = training.network.styles
        styles[-1] = styles[1:-1].mean(0)
    is_own = corpus.pieces["style"] == len(corpus.manifest["styles"])
    trained = corpus.pieces["part"] == Split.TRAIN
    characters = [int(corpus.pieces["length"][trained & kind].sum()) for kind in (is_own, ~is_own)]
    times = OWN_SHARE / (1 - OWN_SHARE) * characters[1] / max(1, characters[0])
    training.read_as_often(np.where(is_own, max(1.0, times), 1.0).astype(np.float32))
    training.minutes, training.patience = minutes, PATIENCE
    training.evaluated = -1  # once before the first step: what the model could do already
    return training


def conclude(training: Run, base: Bundle, own: Own, name: str) -> Path:
    """The bundle of the best checkpoint. Raises UserError where it is no better than the base."""
    state = checkpoint.load(training.folder / "best.pt", training.corpus)
    first, best = (learning_curve.point_at(training.folder, step) for step in (0, state["step"]))
    gain = first.valid_loss - best.valid_loss
    told = f"没学过的那 {own.held_out} 首，困惑度原是 {first.perplexity:.1f}"
    if gain < GAIN:
        raise UserError(f"{told}，练后 {best.perplexity:.1f}：没有帮助，所以没有写出模型。")
    print(f"{told}，练后 {best.perplexity:.1f}（少 {1 - math.exp(-gain):.0%}）。")
    if own.held_out < 100:
        print("只量了这几首，这个数只作参考。")
    network = checkpoint.network_of(state)
    rows = training.corpus.rows(Split.TEST)
    forgotten, _ = loss_of(network, training.corpus, rows, FORM_ONLY, torch.device("cpu"))
    bundle = export(
        network, training.corpus, training.folder / "bundle", name=name,
        training=checkpoint.facts(state, training.folder),
        figures={"own_held_out": own.held_out, "own_perplexity": best.perplexity,
                 "own_perplexity_before": first.perplexity,
                 "replayed_perplexity": round(math.exp(forgotten), 1)},
        titles=base.model.knows_titles,
    )  # fmt: skip
    keep_lists(base.folder, bundle, own)
    return bundle


def keep_lists(base: Path, bundle: Path, own: Own) -> None:
    """Words, titles and phrases of the base; its copy filter with one's own lines added."""
    for name in (LEXICON, STOCK_PHRASES, TITLES):
        if (base / name).is_file():
            shutil.copyfile(base / name, bundle / name)
    if (base / COPIES).is_file():
        copies = CopyFilter.load(base / COPIES)
        copies.add(own.lines)
        copies.save(bundle / COPIES)
    manifest = bundles.read_manifest(bundle)
    write_manifest(bundle, manifest)
    write_text(bundle / "CARD.md", card(manifest))
