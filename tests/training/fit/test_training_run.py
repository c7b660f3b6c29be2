"""A whole run, small enough for a test: it learns, it stops, it goes on, it refuses."""

from __future__ import annotations

import dataclasses
import json
import math
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from poetgui.errors import UserError
from tests.training import poems
from tests.training.conftest import CPU
from training.corpus.dataset import Corpus
from training.corpus.prepare import prepare
from training.corpus.splits import Split
from training.fit import checkpoint, interrupts, learning_curve
from training.fit import training_run as module
from training.fit.acrostic_samples import acrostics
from training.fit.presets import PRESETS, Preset, preset
from training.fit.training_run import Run, device_for


def state_of(folder: Path, name: str = "last.pt") -> dict:
    return torch.load(folder / name, weights_only=True)


def losses(folder: Path) -> list[tuple]:
    """The curve without what the clock adds to it."""
    return [tuple(p._replace(seconds=0)) for p in learning_curve.read(folder)]


@pytest.fixture
def at_step(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], None]], None]:
    """Do something in the middle of the n-th update: gradients taken, no weight moved yet."""

    def arrange(step: int, act: Callable[[], None]) -> None:
        clip, calls = torch.nn.utils.clip_grad_norm_, []

        def clip_and_act(*arguments, **named):
            calls.append(1)
            if len(calls) == step:
                act()
            return clip(*arguments, **named)

        monkeypatch.setattr(module.nn.utils, "clip_grad_norm_", clip_and_act)

    return arrange


def test_it_learns(finished: Path, corpus: Corpus) -> None:
    points = learning_curve.read(finished)
    assert len(points) >= 2
    first, last = points[0], points[-1]
    assert last.valid_loss < first.valid_loss
    assert last.train_loss < first.train_loss
    counts = torch.tensor(corpus.vocabulary["counts"], dtype=torch.float)
    share = counts[counts > 0] / counts.sum()
    entropy = -(share * share.log()).sum().item()
    assert last.valid_loss < entropy - 0.5  # it knows more than how often each character stands


def test_after_its_minutes_the_run_is_over_and_the_rate_has_fallen(
    corpus: Corpus, micro: Preset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(100_000))
    monkeypatch.setattr(module.time, "perf_counter", lambda: float(next(clock)))
    run = Run(micro, corpus, tmp_path, CPU)  # by this clock an update takes a second
    run.minutes = 12 / 60
    run.train()
    last = learning_curve.read(tmp_path)[-1]
    assert last.step == run.step == 12 < run.total
    assert last.rate == pytest.approx(0.02)
    assert (tmp_path / "best.pt").exists()


def test_the_curve_says_what_was_read(finished: Path, micro: Preset, corpus: Corpus) -> None:
    points, state = learning_curve.read(finished), state_of(finished)
    steps = [p.step for p in points]
    assert steps == [*range(micro.evaluate_every, steps[-1], micro.evaluate_every), steps[-1]]
    assert points[-1].passes == micro.passes
    assert points[-1].characters == state["characters"]
    read = sum(
        int(corpus.pieces["length"][corpus.rows(Split.TRAIN, {form: share})].sum()) * share
        for form, share in micro.forms.items()
    )
    assert state["characters"] == pytest.approx(micro.passes * read, rel=0.2)
    for p in points:
        assert p.perplexity == pytest.approx(math.exp(p.valid_loss), rel=1e-3)
        assert 0 <= p.accuracy <= 1
    assert (finished / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_best_is_the_evaluation_with_the_least_loss(finished: Path) -> None:
    points = {
        p.step: p.valid_loss + math.log(p.prosody_perplexity) for p in learning_curve.read(finished)
    }
    best = state_of(finished, "best.pt")
    assert points[best["step"]] == pytest.approx(min(points.values()), abs=1e-3)
    assert best["best"] == pytest.approx(min(points.values()), abs=1e-3)
    assert state_of(finished)["step"] == max(points)


def test_the_folder_says_what_was_run(finished: Path, micro: Preset, corpus: Corpus) -> None:
    config = json.loads((finished / "config.json").read_text(encoding="utf-8"))
    assert config == dataclasses.asdict(micro) | {"data": corpus.manifest["split_sha256"]}
    names = {"config.json", "curve.csv", "curve.png", "last.pt", "best.pt"}
    assert {f.name for f in finished.iterdir()} == names


def test_an_interrupted_run_goes_on_as_if_nothing_had_been(
    finished: Path, micro: Preset, corpus: Corpus, tmp_path: Path, at_step
) -> None:
    """Stopped by a Ctrl-C in the middle of an update, between two evaluations."""
    at_step(20, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        Run(micro, corpus, tmp_path, CPU).train()
    assert state_of(tmp_path)["step"] == 20
    assert [p.step for p in learning_curve.read(tmp_path)] == [15]
    again = Run(micro, corpus, tmp_path, CPU)
    again.resume()
    again.train()
    assert losses(tmp_path) == losses(finished)
    whole, resumed = state_of(finished), state_of(tmp_path)
    assert resumed["characters"] == whole["characters"]
    for name, weight in whole["network"].items():
        torch.testing.assert_close(resumed["network"][name], weight, msg=name)


def test_an_evaluation_that_was_stopped_is_made_up_for(
    finished: Path, micro: Preset, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "loss_of", stop)
        with pytest.raises(KeyboardInterrupt):
            Run(micro, corpus, tmp_path, CPU).train()
    assert state_of(tmp_path)["step"] == micro.evaluate_every
    assert learning_curve.read(tmp_path) == []
    again = Run(dataclasses.replace(micro), corpus, tmp_path, CPU)
    again.resume()
    again.total = again.step + 1
    again.train()
    assert losses(tmp_path)[0][5:] == losses(finished)[0][5:]


def test_a_finished_run_is_left_as_it_is(
    finished: Path, micro: Preset, corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {f.name: f.read_bytes() for f in finished.iterdir()}
    again = Run(micro, corpus, finished, CPU)
    again.resume()
    again.train()
    assert "已经练完" in capsys.readouterr().out
    assert {f.name: f.read_bytes() for f in finished.iterdir()} == before


def test_the_optimisers_go_on_where_they_were(
    finished: Path, micro: Preset, corpus: Corpus
) -> None:
    again = Run(micro, corpus, finished, CPU)
    again.resume()
    for optimiser, saved in zip(again.optimisers, state_of(finished)["optimisers"], strict=True):
        ours = optimiser.state_dict()["state"]
        assert ours.keys() == saved["state"].keys()
        assert ours
        for key, values in saved["state"].items():
            for name, value in values.items():
                assert torch.equal(torch.as_tensor(ours[key][name]), torch.as_tensor(value))


def test_it_refuses_what_does_not_fit(
    finished: Path, micro: Preset, corpus: Corpus, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="另一套参数"):
        Run(dataclasses.replace(micro, seed=2), corpus, finished, CPU).resume()
    with pytest.raises(UserError, match="找不到训练存档"):
        Run(micro, corpus, tmp_path, CPU).resume()
    prepare(poems.write_texts(poems.make(20, seed=99), tmp_path / "诗"), tmp_path / "data")
    other = Corpus(tmp_path / "data")
    with pytest.raises(UserError, match="字表不同"):
        Run(micro, other, finished, CPU).resume()


@pytest.mark.parametrize("content", [b"", b"no checkpoint", None])
def test_a_damaged_checkpoint(
    content: bytes | None, finished: Path, corpus: Corpus, tmp_path: Path
) -> None:
    whole = (finished / "last.pt").read_bytes()
    (tmp_path / "last.pt").write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(UserError, match="可能已损坏"):
        checkpoint.load(tmp_path / "last.pt", corpus)
    torch.save([1], tmp_path / "last.pt")
    with pytest.raises(UserError, match="不是训练存档"):
        checkpoint.load(tmp_path / "last.pt", corpus)


def test_a_crash_while_saving_leaves_the_old_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint.save({"step": 1}, tmp_path / "last.pt")

    def half(state: dict, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(torch, "save", half)
    with pytest.raises(OSError, match="disk full"):
        checkpoint.save({"step": 2}, tmp_path / "last.pt")
    assert state_of(tmp_path) == {"step": 1}


def test_weights_are_rounded_as_they_ship(finished: Path, corpus: Corpus) -> None:
    state = checkpoint.load(finished / "best.pt", corpus)
    network = checkpoint.network_of(state)
    changed = 0
    for name, weight in network.state_dict().items():
        assert torch.equal(weight, weight.half().float()), name
        torch.testing.assert_close(weight, state["network"][name], rtol=1e-3, atol=1e-6)
        changed += not torch.equal(weight, state["network"][name])
    assert changed
    assert not network.training


def test_nothing_to_learn_is_said(micro: Preset, tmp_path: Path) -> None:
    chance = random.Random(1)
    made = [poems.Made(poems.old_style(6, 4, chance), "六言") for _ in range(5)]
    prepare(poems.write_texts(made, tmp_path / "诗"), tmp_path / "data")
    with pytest.raises(UserError, match="没有可学的诗"):
        Run(micro, Corpus(tmp_path / "data"), tmp_path / "run", CPU)


def test_poems_in_old_style_alone_are_measured_too(micro: Preset, tmp_path: Path) -> None:
    """Validation counts quatrains and octaves, but a part without any is still measured."""
    chance = random.Random(1)
    made = [poems.Made(poems.old_style(5, 6, chance), "古风") for _ in range(30)]
    prepare(poems.write_texts(made, tmp_path / "诗"), tmp_path / "data")
    Run(micro, Corpus(tmp_path / "data"), tmp_path / "run", CPU).train()
    assert all(p.valid_loss > 1 for p in learning_curve.read(tmp_path / "run"))


def rates_of(run: Run) -> list[float]:
    rates = []
    while run.step < run.total:
        rates.append(run.rate())
        run.step += 1
    return rates


def test_the_rate_rises_then_falls(micro: Preset, corpus: Corpus, tmp_path: Path) -> None:
    run = Run(micro, corpus, tmp_path, CPU)
    rates = rates_of(run)
    assert rates[: micro.warm_up] == pytest.approx([1 / 3, 2 / 3, 1])
    assert rates[micro.warm_up :] == sorted(rates[micro.warm_up :], reverse=True)
    assert 0.02 <= rates[-1] < 0.1


def test_a_run_of_few_steps_still_reaches_its_rate(corpus: Corpus, tmp_path: Path) -> None:
    slow = dataclasses.replace(PRESETS["base"], embedding=8, features=8, hidden=8, attention=8)
    run = Run(slow, corpus, tmp_path, CPU)
    assert run.total < slow.warm_up
    rates = rates_of(run)
    assert max(rates) == 1


def test_presets_and_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [preset(name).name for name in PRESETS] == [
        "tiny",
        "small",
        "base",
        "further",
        "onward",
        "large",
    ]
    with pytest.raises(
        UserError, match="没有“huge”这个预设，可选：tiny、small、base、further、onward、large"
    ):
        preset("huge")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert device_for("auto").type == device_for("cpu").type == "cpu"
    with pytest.raises(UserError, match="没有可用的 CUDA"):
        device_for("cuda")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert device_for("auto").type == device_for("cuda").type == "cuda"
    assert device_for("cpu").type == "cpu"


def test_adamw_alone_learns_too(micro: Preset, corpus: Corpus, tmp_path: Path) -> None:
    alone = dataclasses.replace(micro, optimiser="adamw", rate=0.01, passes=1.0, evaluate_every=5)
    run = Run(alone, corpus, tmp_path, CPU)
    assert len(run.optimisers) == 1
    run.train()
    points = learning_curve.read(tmp_path)
    assert points[-1].valid_loss < points[0].valid_loss


def test_every_weight_has_one_optimiser(micro: Preset, corpus: Corpus, tmp_path: Path) -> None:
    run = Run(micro, corpus, tmp_path, CPU)
    held = [p for o in run.optimisers for group in o.param_groups for p in group["params"]]
    assert {id(p) for p in held} == {id(p) for p in run.network.parameters()}
    assert len(held) == len({id(p) for p in held})
    inside = {id(p) for p in run.optimisers[0].param_groups[0]["params"]}
    assert id(run.network.embedding.weight) not in inside
    assert id(run.network.lower.weight_hh_l0) in inside


def test_samples_begin_with_their_heads(network, corpus: Corpus) -> None:
    written = acrostics(network, corpus.vocabulary["characters"], "清她残休", 3, CPU)
    assert len(written) == 3
    for poem in written:
        lines = poem.split(" ")
        assert [line[0] for line in lines] == list("清她残休")
        assert [len(line) for line in lines] == [5] * 4
    assert written == acrostics(network, corpus.vocabulary["characters"], "清她残休", 3, CPU)


class TestHeld:
    @staticmethod
    def pressed(times: int, done: list[str]) -> None:
        with interrupts.held():
            for _ in range(times):
                os.kill(os.getpid(), signal.SIGINT)
            done.append("the block")
        done.append("what follows")

    @pytest.mark.parametrize(("times", "expected"), [(1, ["the block"]), (2, [])])
    def test_one_waits_for_the_block_a_second_does_not(
        self, times: int, expected: list[str]
    ) -> None:
        done: list[str] = []
        with pytest.raises(KeyboardInterrupt):
            self.pressed(times, done)
        assert done == expected
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def test_without_one_nothing_happens_and_errors_pass(self) -> None:
        with interrupts.held():
            pass
        with pytest.raises(ValueError, match="own"), interrupts.held():
            raise ValueError("own")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def test_a_foreign_handler_stays(self) -> None:
        caught = []
        before = signal.signal(signal.SIGINT, lambda *_: caught.append(1))
        try:
            with interrupts.held():
                os.kill(os.getpid(), signal.SIGINT)
                assert caught
        finally:
            signal.signal(signal.SIGINT, before)
