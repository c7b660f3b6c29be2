"""What each part of the recipe is worth: one network a line, all trained for the same time.

    python -m training ablation --data DIR --minutes 5 [--preset small] [--only NAME ...]
    python -m training ablation --data DIR --run runs/base      # and evaluate puts it on the card

Every line changes one thing. Each network begins from the same seed, is trained by the clock (so
that what is slower must be better by more than it costs), and is measured on the validation split.
Runs of one machine at one time are comparable; the table says how much each of them read. With a
run folder each line is kept there as soon as it is measured, and not measured again.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from torch import nn

from poetgui.files import write_text
from training.corpus.conditioning import FORM_ONLY, PROSODY, TRAINING, Conditioning
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.evaluation.perplexity import HEADS, THEME
from training.fit.held_out_loss import loss_of, sample
from training.fit.presets import Preset, preset
from training.fit.training_run import Run, device_for
from training.network.poet import Poet

MEASURED = (("form", FORM_ONLY), ("tone, rhyme", PROSODY), ("heads", HEADS), ("theme", THEME))
POEMS = 1000
"""Of the validation split that each network is measured on."""
KEPT = "ablation.json"
"""In the run folder: what was measured there."""


@dataclass(frozen=True)
class Variant:
    """One thing changed."""

    name: str
    preset: dict = field(default_factory=dict)
    conditioning: Conditioning = TRAINING
    change: Callable[[Poet], None] | None = None
    """What is done to the fresh network."""
    average: float = 0.0
    """The weights are averaged over this share of the run, its end."""


def _without_self_attention(network: Poet) -> None:
    """It is computed all the same, but stays multiplied by the zeros that it began with."""
    network.self_attention.requires_grad_(False)


def _narrow_start(network: Poet) -> None:
    nn.init.normal_(network.embedding.weight, std=0.02)


VARIANTS = (
    Variant("as it is"),
    Variant("no self-attention over the poem", change=_without_self_attention),
    Variant("output not tied to the embedding", {"tied": False}),
    Variant("embedding begun at 0.02", change=_narrow_start),
    Variant("label smoothing 0.1", {"smoothing": 0.1}),
    Variant("last quarter averaged", average=0.25),
    Variant("AdamW for everything", {"optimiser": "adamw", "rate": 0.002}),
    Variant("192 wide", {"hidden": 192}),
    Variant("384 wide", {"hidden": 384}),
    Variant("half the batch", {"batch": 1536}),
    Variant("twice the batch", {"batch": 6144}),
    Variant("locked dropout 0.1", {"dropout": 0.1}),
    Variant("weight drop 0.2", {"weight_drop": 0.2}),
    Variant("no hints", conditioning=dataclasses.replace(TRAINING, pins=0.0, theme=0.0)),
    Variant("no conditioning", conditioning=FORM_ONLY),
)


@dataclass(frozen=True)
class Row:
    """What became of a variant."""

    name: str
    characters: int
    perplexities: dict[str, float]
    """By the names of MEASURED, on validation poems."""


class _Averaging(Run):
    """Keeps the mean of its weights over the end of the run, as Polyak and Juditsky do."""

    share = 0.0
    _count = 0

    def _update(self, batch):  # type: ignore[override]
        result = super()._update(batch)
        if self.seconds >= (1 - self.share) * 60 * self.minutes:
            self._count += 1
            state = self.network.state_dict()
            if self._count == 1:
                self._mean = {name: weight.clone() for name, weight in state.items()}
            for name, weight in state.items():
                self._mean[name].lerp_(weight, 1 / self._count)
        return result

    def settle(self) -> None:
        """Put the mean in the place of the last weights, if there is one."""
        if self._count:
            self.network.load_state_dict(self._mean)


def measure(variant: Variant, base: Preset, corpus: Corpus, minutes: float, device: str) -> Row:
    """Train the variant for so many minutes and measure it."""
    changed = dataclasses.replace(
        base, name=variant.name, passes=1000.0, evaluate_every=1_000_000, **variant.preset
    )
    with tempfile.TemporaryDirectory() as folder:
        run = _Averaging(changed, corpus, Path(folder), device_for(device))
        run.minutes, run.conditioning, run.share = minutes, variant.conditioning, variant.average
        if variant.change:
            variant.change(run.network)
        run.train()
        run.settle()
    rows = sample(corpus, Split.VALID, POEMS)
    found = {
        name: round(math.exp(loss_of(run.network, corpus, rows, conditioning, run.device)[0]), 1)
        for name, conditioning in MEASURED
    }
    return Row(variant.name, run.characters, found)


def table(rows: list[Row]) -> str:
    """Markdown, a line a variant."""
    head = ["changed", "characters read", *(name for name, _ in MEASURED)]
    return "\n".join(map(_line, [head, ["---"] * len(head), *map(_cells, rows)]))


def _cells(row: Row) -> list[str]:
    figures = (f"{row.perplexities[name]:.1f}" for name, _ in MEASURED)
    return [row.name, f"{row.characters / 1e6:.2f} M", *figures]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


@dataclass
class Table:
    """The lines measured under the same terms."""

    preset: str
    minutes: float
    rows: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, data: dict) -> Table:
        """From the JSON that a run folder and a bundle's figures hold."""
        return cls(data["preset"], data["minutes"], [Row(**row) for row in data["rows"]])

    @classmethod
    def kept(cls, folder: Path, preset: str, minutes: float) -> Table:
        """What a run folder holds of it; empty where that was measured under other terms."""
        found = read(folder)
        if found is not None and (found.preset, found.minutes) == (preset, minutes):
            return found
        return cls(preset, minutes)

    def keep(self, folder: Path) -> None:
        """Write it into the run folder."""
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1)
        write_text(folder / KEPT, text)


def read(folder: Path) -> Table | None:
    """The table that a run folder holds, if it holds one."""
    path = folder / KEPT
    if not path.exists():
        return None
    return Table.of(json.loads(path.read_text(encoding="utf-8")))


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--data",
        type=Path,
        default=Path("data"),
        metavar="文件夹",
        help="prepare 写的数组（默认 data）",
    )
    add("--preset", default="small", metavar="名字", help="预设（默认 small）")
    add("--minutes", type=float, default=5.0, metavar="分钟", help="每一项练多久（默认 5）")
    add("--run", type=Path, metavar="文件夹", help="训练文件夹：表存在里面，量过的不再量")
    add("--device", choices=("auto", "cpu", "cuda"), default="auto", help="在哪里练（默认 auto）")
    names = [variant.name for variant in VARIANTS]
    add("--only", nargs="+", choices=names, metavar="项", help="只量这几项：" + "；".join(names))


def run(options: argparse.Namespace) -> None:
    corpus, base = Corpus(options.data), preset(options.preset)
    terms = options.preset, options.minutes
    found = Table.kept(options.run, *terms) if options.run else Table(*terms)
    for variant in VARIANTS:
        wanted = options.only is None or variant.name in options.only
        if wanted and variant.name not in {row.name for row in found.rows}:
            found.rows.append(measure(variant, base, corpus, options.minutes, options.device))
            print(_line(_cells(found.rows[-1])), flush=True)
            if options.run:
                found.keep(options.run)
    print(table(found.rows))
