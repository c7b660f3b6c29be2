"""One training run: a folder with its config, its curve, its last and its best checkpoint."""

from __future__ import annotations

import dataclasses
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from poetgui.errors import UserError
from training.corpus.conditioning import FORM_ONLY, PROSODY, TRAINING
from training.corpus.dataset import Corpus, schedule
from training.corpus.splits import Split
from training.fit import checkpoint, interrupts, learning_curve, warm_start
from training.fit.acrostic_samples import acrostics
from training.fit.batch_stream import Drawn, TrainingBatch, stream
from training.fit.held_out_loss import loss_of, sample
from training.fit.optimisers import optimisers_for
from training.fit.poem_weights import weights
from training.fit.precision import autocast, describe
from training.fit.presets import Preset
from training.fit.processes import ALONE, Processes
from training.fit.progress_report import ProgressReport
from training.network.poet import Poet, Size, loss_sum

LOSS_SCALE = 64
"""What the sum of the losses is divided by for the backward pass; the mean over all cells is taken
of the gradients afterwards. A card computes recurrent layers in float16 (PyTorch's autocast knows
no other type for them), and of a mean over 50,000 cells the gradients would lie below its range."""


def device_for(name: str) -> torch.device:
    """auto takes a GPU where there is one. Raises UserError when cuda was asked for in vain."""
    if name == "cuda" and not torch.cuda.is_available():
        raise UserError("这台机器上没有可用的 CUDA 显卡；改用 --device cpu。")
    cuda = name == "cuda" or (name == "auto" and torch.cuda.is_available())
    return torch.device("cuda" if cuda else "cpu")


class Run:
    """One training run: the state that a checkpoint holds, and the loop over it."""

    def __init__(
        self,
        preset: Preset,
        corpus: Corpus,
        folder: Path,
        device: torch.device,
        processes: Processes = ALONE,
    ) -> None:
        """processes: of several, the first keeps the folder."""
        self.preset, self.corpus, self.folder, self.device = preset, corpus, folder, device
        self.processes = processes
        torch.manual_seed(preset.seed)
        self.network = Poet(_size(preset, corpus)).to(device)
        self.network.bias.data.copy_(_log_frequency(corpus))
        self.optimisers = optimisers_for(self.network, preset)
        self._parallel = processes.wrapped(self.network)
        # The weights begin alike; what dropout leaves out does not have to be.
        torch.manual_seed(preset.seed + processes.rank)
        self.step = 0
        self.seconds = 0.0
        self.characters = 0
        self.best = math.inf
        self.nats, self.cells = torch.zeros((), dtype=torch.float64, device=device), 0
        """Training loss in nats, and cells, summed since the last evaluation. The sum stays on the
        device: to read it means to wait for the step."""
        self.evaluated = 0
        """Step of the last evaluation."""
        self.read_as_often(weights(corpus) if preset.weighted else None)
        self.annealed_from: int | None = None
        """Step at which the rate began to fall for good, in a run of constant rate."""
        self.began: dict | None = None
        """The bundle that the weights were taken from, as `warm_start.begin` describes it."""
        self.conditioning = TRAINING
        self.minutes = math.inf
        """After so many minutes of training the run is over; the rate falls in time for that."""
        self.patience = math.inf
        """After so many evaluations in a row without a better one the run is over."""
        self.worse = 0
        """Evaluations since the best one."""
        self._report = ProgressReport()

    def read_as_often(self, weights: NDArray[np.float32] | None) -> None:
        """weights [pieces]: how often a pass reads each piece; None: all alike."""
        self.weights = weights
        self.pass_steps = self._pass_steps()
        """Steps of one pass."""
        self.total = max(1, round(self.preset.passes * self.pass_steps))

    def train(self) -> None:
        """Run to the end, evaluating and saving every so often, and saving when stopped."""
        if self.processes.first:
            _write_config(self.folder, self.preset, self.corpus)
        if self.over and self.step == self.evaluated:
            self.processes.tell(f"{self.folder} 里的训练已经练完了。")
            return
        count = self.processes.count
        others = f"，{count} 个进程" if count > 1 else ""
        self.processes.tell(
            f"在 {self.device.type} 上练{others}，至多 {self.total} 步；{describe(self.device)}。"
        )
        try:
            self._loop()
        except KeyboardInterrupt:
            if self.processes.first:
                checkpoint.save(self._state(), self.folder / "last.pt")
            raise

    def _loop(self) -> None:
        processes = self.processes
        batches = stream(
            self.corpus,
            processes.share(self._drawn()),
            self.conditioning,
            self.preset.seed + processes.rank,
            self.device,
        )
        self._evaluate_if_due()
        while not self.over:
            with interrupts.held():
                clock = time.perf_counter()
                batch = next(batches)
                self.nats += self._update(batch)
                self.cells += len(batch.cells)
                self.step += 1
                self.characters += processes.total(batch.characters)
                self.seconds += time.perf_counter() - clock
                [self.seconds] = processes.agreed(self.seconds)
            if self.step % 10 == 0 and processes.first:
                self._progress()
            self._evaluate_if_due()

    @property
    def train_loss(self) -> float:
        """Nats a cell since the last evaluation."""
        return self.nats.item() / max(1, self.cells)

    def _evaluate_if_due(self) -> None:
        due = self.step % self.preset.evaluate_every == 0 or self.over
        if not due or self.step <= self.evaluated:
            return
        if self.processes.first:
            self._evaluate()
        self.evaluated = self.step
        self.best, worse = self.processes.agreed(self.best, self.worse)
        self.worse = int(worse)

    def resume(self) -> None:
        """Take up `last.pt`. Raises UserError when it does not fit this data or preset."""
        state = checkpoint.load(self.folder / "last.pt", self.corpus)
        if _effective(Preset(**state["preset"])) != _effective(self.preset):
            raise UserError(f"{self.folder} 里的训练用的是另一套参数，不能接着训练。")
        self._restore(state)
        done = [point.step for point in learning_curve.read(self.folder)]
        self.evaluated = max((step for step in done if step <= self.step), default=0)

    def _restore(self, state: dict) -> None:
        self.network.load_state_dict(state["network"])
        for optimiser, saved in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(saved)
        torch.set_rng_state(state["random"])
        self.step, self.best, self.began = state["step"], state["best"], state.get("began")
        self.seconds, self.characters = state["seconds"], state["characters"]
        nats, self.cells = state.get("since_evaluation", (0.0, 0))
        self.nats.fill_(nats)
        self.annealed_from = state.get("annealed_from")
        if self.annealed_from is not None:
            self.total = state["total"]

    def rate(self) -> float:
        """The share of the top rate for the coming step.

        Warm-up, then cosine to a fiftieth; of a preset of constant rate nothing changes until
        `anneal`, from where it falls in a line (warm-up, stable, decay; Hu et al. 2024, MiniCPM).
        """
        # A small corpus has few steps: no more than a fifth of them for the warm-up.
        warm_up = min(self.preset.warm_up, max(1, self.total // 5))
        if self.step < warm_up:
            return (self.step + 1) / warm_up
        if self.preset.constant:
            if self.annealed_from is None:
                return 1.0
            left = self.total - self.step
            return max(0.02, left / max(1, self.total - self.annealed_from))
        # By steps or by the clock, whichever is farther.
        done = max(
            (self.step - warm_up) / max(1, self.total - warm_up), self.seconds / 60 / self.minutes
        )
        return 0.02 + 0.98 * (1 + math.cos(math.pi * min(1.0, done))) / 2

    @property
    def over(self) -> bool:
        """Whether the steps, the minutes or the patience are used up."""
        used_up = self.step >= self.total or self.seconds >= 60 * self.minutes
        return used_up or self.worse >= self.patience

    def anneal(self, run: Path, steps: int) -> None:
        """Continue the last checkpoint of another run, the rate falling over `steps` steps.

        The other run may go on. At a high rate a network is not yet what it could be: a branch
        whose rate falls to nothing is what a bundle is exported from. Raises UserError when the
        checkpoint is of other data or another size of network.
        """
        state = checkpoint.load(run / "last.pt", self.corpus)
        if state["size"] != dataclasses.asdict(self.network.size):
            raise UserError(f"{run} 里的训练用的是另一种尺寸的网络：--preset 要与那边的相同。")
        self._restore(state)
        self.annealed_from, self.total = self.step, self.step + steps
        self.best, self.evaluated = math.inf, self.step

    def begin(self, bundle: Path) -> None:
        """Start from the weights of a bundle. Raises UserError where they don't fit."""
        known, self.began = warm_start.begin(self.network, bundle, self.corpus)
        total = len(self.corpus.vocabulary["characters"])
        print(f"从 {bundle} 接着练：{total:,} 字里它认得 {known:,}。", flush=True)

    def _pass_steps(self) -> int:
        order = random.Random(f"{self.preset.seed}/1")
        one = sum(1 for _ in self._schedule(order))
        if not one:
            forms = "、".join(self.preset.forms)
            raise UserError(f"训练部分没有可学的诗（只学{forms}），请多备些诗再试。")
        return one

    def _schedule(self, order: random.Random) -> Iterator[NDArray[np.int64]]:
        preset = self.preset
        return schedule(self.corpus, preset.forms, preset.batch, order, self.weights)

    def _drawn(self) -> Iterator[Drawn]:
        """The steps from where the run stands, each with its rows."""
        done, passed = 0, self.step
        for number in range(1, 1_000_000):
            order = random.Random(f"{self.preset.seed}/{number}")
            for rows in self._schedule(order):
                done += 1
                if done > passed:  # a resumed run passes over what it has read
                    yield done, rows

    def _update(self, batch: TrainingBatch) -> Tensor:
        """One step of the optimisers; the sum of the losses."""
        self.network.train()
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = group["top"] * self.rate()
        with autocast(self.device):
            output = self._parallel(batch.previous, batch.features, batch.hints)
            smoothing = self.preset.smoothing
            loss = loss_sum(self.network, output, batch.target, batch.cells, smoothing)
        (loss / LOSS_SCALE).backward()
        # The processes' gradients are averaged, not summed.
        cells = self.processes.total(len(batch.cells)) / self.processes.count
        for parameter in self.network.parameters():
            if parameter.grad is not None:
                parameter.grad *= LOSS_SCALE / max(1, cells)
        nn.utils.clip_grad_norm_(self.network.parameters(), self.preset.clip)
        for optimiser in self.optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        return loss.detach()

    def _evaluate(self) -> None:
        train_loss = self.train_loss
        rows = sample(self.corpus, Split.VALID, self.preset.evaluate_poems)
        valid, accuracy = loss_of(self.network, self.corpus, rows, FORM_ONLY, self.device)
        prosody, _ = loss_of(self.network, self.corpus, rows, PROSODY, self.device)
        point = learning_curve.Point(
            step=self.step,
            passes=round(self.step / self.pass_steps, 3),
            characters=self.characters,
            seconds=round(self.seconds, 1),
            rate=round(self.rate(), 5),
            train_loss=round(train_loss, 4),
            valid_loss=round(valid, 4),
            perplexity=round(math.exp(valid), 2),
            accuracy=round(accuracy, 4),
            prosody_perplexity=round(math.exp(prosody), 2),
        )
        self._keep(point, valid + prosody)
        print(
            f"\n步 {self.step}/{self.total}  训练损失 {train_loss:.3f}  "
            f"验证困惑度 {math.exp(valid):.1f}（示格律 {math.exp(prosody):.1f}）  "
            f"准确率 {accuracy:.1%}  {self.characters / max(1e-9, self.seconds):,.0f} 字/秒"
        )
        for line in acrostics(
            self.network, self.corpus.vocabulary["characters"], "春花秋月", 3, self.device
        ):
            print("  " + line, flush=True)

    def _keep(self, point: learning_curve.Point, measure: float) -> None:
        """Record an evaluation; `measure` decides whether it is the best one."""
        with interrupts.held():
            learning_curve.record(self.folder, point)
            self.evaluated = self.step
            self.nats.zero_()
            self.cells = 0
            better, self.best = measure < self.best, min(measure, self.best)
            self.worse = 0 if better else self.worse + 1
            checkpoint.save(self._state(), self.folder / "last.pt")
            if better:
                checkpoint.save(self._state(), self.folder / "best.pt")

    def _progress(self) -> None:
        # By steps or by the clock, whichever ends first.
        left = min(
            self.seconds / self.step * (self.total - self.step), 60 * self.minutes - self.seconds
        )
        done = self.seconds / max(1e-9, self.seconds + max(0.0, left))
        self._report.say(self.step, self.total, done, left, self.train_loss)

    def _state(self) -> dict:
        return {
            "network": self.network.state_dict(),
            "optimisers": [o.state_dict() for o in self.optimisers],
            "size": dataclasses.asdict(self.network.size),
            "preset": dataclasses.asdict(self.preset),
            "step": self.step,
            "seconds": self.seconds,
            "characters": self.characters,
            "best": self.best,
            "since_evaluation": [self.nats.item(), self.cells],
            "random": torch.get_rng_state(),
            "vocabulary": checkpoint.vocabulary_hash(self.corpus),
            "device": self.device.type,
            "began": self.began,
            "conditioning": dataclasses.asdict(self.conditioning),
            "annealed_from": self.annealed_from,
            "total": self.total,
        }


def _effective(preset: Preset) -> Preset:
    """What of a preset decides the training: all but the words on what it is for.

    A field that a checkpoint is too old to have takes its default, by which it was trained.
    """
    return dataclasses.replace(preset, why="")


def _write_config(folder: Path, preset: Preset, corpus: Corpus) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    config = dataclasses.asdict(preset) | {"data": corpus.manifest["split_sha256"]}
    text = json.dumps(config, ensure_ascii=False, indent=1)
    (folder / "config.json").write_text(text, encoding="utf-8")


def _size(preset: Preset, corpus: Corpus) -> Size:
    return Size(
        vocabulary=len(corpus.vocabulary["characters"]),
        styles=len(corpus.manifest["styles"]),
        embedding=preset.embedding,
        features=preset.features,
        hidden=preset.hidden,
        attention=preset.attention,
        dropout=preset.dropout,
        weight_drop=preset.weight_drop,
        tied=preset.tied,
    )


def _log_frequency(corpus: Corpus) -> torch.Tensor:
    """[V] log-probability of each character by its count: where the output's bias starts."""
    counts = torch.tensor(corpus.vocabulary["counts"], dtype=torch.float32) + 0.5
    return torch.log(counts / counts.sum())
