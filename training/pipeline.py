"""The steps from a corpus to a bundle: fetch, prepare, train, evaluate, export, and all of them.

Each step imports what it needs when it runs: fetching must not wait for torch, nor need it.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

from poetgui.errors import UserError
from poetgui.files import write_text

STEPS = {
    "fetch": "下载公开语料（chinese-poetry 的定版）",
    "prepare": "清洗、去重、切分，写成数组",
    "train": "训练",
    "evaluate": "在测试部分上算困惑度",
    "export": "导出成诗囊能装的模型",
}
ALL = "all"
"""The command that runs every step."""
FEW_STEPS = 200
"""A network learns next to nothing in fewer updates, whatever the corpus."""
ANNEAL_STEPS = 300
"""Default of --steps: the rate then falls over as many steps as lie between two evaluations of
the presets that are read for hours."""

ANY = tuple(STEPS)
OPTIONS: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("--corpus", ("fetch", "prepare"), {
        "type": Path, "metavar": "路径", "help": "语料：压缩包，或解开的文件夹，或自己的 .txt"}),
    ("--preset", ("train", "evaluate", "export"), {
        "default": "base", "metavar": "名字",
        "help": "预设，决定网络的大小和练法（默认 base）；evaluate、export 由它找训练文件夹"}),
    ("--resume", ("train",), {"action": "store_true", "help": "从上次的存档接着练"}),
    ("--device", ("train", "evaluate"), {
        "choices": ("auto", "cpu", "cuda"), "default": "auto",
        "help": "在哪里练（默认 auto：有显卡就用显卡）"}),
    ("--passes", ("train",), {
        "type": float, "metavar": "遍", "help": "把语料读几遍（默认依预设；诗少就多读几遍）"}),
    ("--minutes", ("train",), {
        "type": float, "metavar": "分钟", "help": "至多练这么久，学习率随之降到头"}),
    ("--start", ("train",), {
        "type": Path, "metavar": "模型", "help": "从导出的模型（如 resources/model）接着练"}),
    ("--anneal", ("train",), {
        "type": Path, "metavar": "训练文件夹",
        "help": "从那里的最后一个存档分出一支，学习率在 --steps 步里降到头，好导出一个模型；"
                "那边的训练不受影响，可以照旧练下去。要用同一个 --preset，"
                "并用 --run 另给一个文件夹"}),
    ("--steps", ("train",), {
        "type": int, "default": ANNEAL_STEPS, "metavar": "步",
        "help": f"--anneal 降多少步（默认 {ANNEAL_STEPS}）"}),
    ("--data", ANY, {
        "type": Path, "default": Path("data"), "metavar": "文件夹",
        "help": "数组放在哪里（默认 data）"}),
    ("--run", ("train", "evaluate", "export"), {
        "type": Path, "metavar": "文件夹", "help": "训练放在哪里（默认 runs/预设）"}),
    ("--checkpoint", ("evaluate", "export"), {
        "default": "best.pt", "metavar": "文件", "help": "用哪个存档（默认 best.pt）"}),
    ("--tutorial-minutes", ("evaluate",), {
        "type": float, "default": 0.0, "metavar": "分钟",
        "help": "先训练教程的小网络来比，至多这么久（默认不练）"}),
    ("--generated", ("evaluate",), {
        "type": Path, "metavar": "文件", "help": "generated-poems write 写的诗，与人作相比"}),
    ("--bundle", ("evaluate",), {
        "type": Path, "metavar": "文件夹", "help": "导出的模型，把数字写进它的清单和 CARD.md"}),
    ("--out", ("export",), {
        "type": Path, "metavar": "文件夹", "help": "模型写到哪里（默认 训练文件夹/bundle）"}),
    ("--bits", ("export",), {
        "type": int, "choices": (8, 16), "default": 16,
        "help": "每个权重几位（默认 16）；8 位的小三分之一，写得也快，large 宜用"}),
    ("--name", ("export",), {"metavar": "名字", "help": "模型在诗囊里叫什么"}),
    ("--install", ("export",), {"action": "store_true", "help": "顺便装进诗囊"}),
    ("--replace", ("export",), {
        "action": "store_true", "help": "连同 --install：已装有同名的模型就换掉它"}),
)  # fmt: skip
"""Every option, the steps that it means something to, and how argparse takes it."""


def add_options(parser: argparse.ArgumentParser, step: str) -> None:
    """Give the parser of a step (or `all`) its options.

    Options of other steps are taken too, without a word in --help: one line of options serves every
    step of a run.
    """
    for name, steps, settings in OPTIONS:
        shown = step == ALL or step in steps
        help_text = settings["help"] if shown else argparse.SUPPRESS
        parser.add_argument(name, **{**settings, "help": help_text})
    if step in ("train", ALL):
        parser.epilog = _presets()
        parser.formatter_class = argparse.RawDescriptionHelpFormatter


def _presets() -> str:
    from training.fit.presets import SUMMARIES

    return "预设：\n" + "\n".join(f"  {name:<8} {line}" for name, line in SUMMARIES.items())


def run(options: argparse.Namespace) -> None:
    """Run the step that `options.command` names, or all. Raises UserError where it cannot."""
    steps = list(STEPS) if options.command == ALL else [options.command]
    if options.command == ALL and options.corpus:
        steps.remove("fetch")
    folder = options.run or Path("runs") / options.preset
    if "train" in steps:
        _refuse_early(options, folder)
    # An export alone takes its name from the checkpoint where none is given.
    if "export" in steps and ("train" in steps or options.name is not None):
        _refuse_name(options)
    for step in steps:
        {"fetch": _fetch, "prepare": _prepare, "train": _train, "evaluate": _evaluate,
         "export": _export}[step](options, folder)  # fmt: skip


def _refuse_name(options: argparse.Namespace) -> None:
    """A name that cannot be installed, or is taken, is said before the work."""
    from poetgui.engine.bundle.bundles import AlreadyInstalledError, installed_as
    from poetgui.engine.bundle.ids import checked_id

    name = checked_id(f"诗囊 {options.preset}" if options.name is None else options.name)
    if options.install and not options.replace and installed_as(name):
        raise AlreadyInstalledError(name)


def _refuse_early(options: argparse.Namespace, folder: Path) -> None:
    """What would stop the training is said before the hour that comes before it."""
    from training.fit.presets import preset

    preset(options.preset)
    if options.passes is not None and not options.passes > 0:
        raise UserError("--passes 要大于零。")
    if options.minutes is not None and not options.minutes > 0:
        raise UserError("--minutes 要大于零。")
    if options.steps < 1:
        raise UserError("--steps 要大于零。")
    if sum(map(bool, (options.start, options.anneal, options.resume))) > 1:
        raise UserError(
            "--start 是另起一次训练，--anneal 是从别的训练分出一支，--resume 是接着上一次："
            "只能用一个。"
        )
    if not options.resume and (folder / "last.pt").exists():
        raise UserError(f"{folder} 里已有一次训练：加 --resume 接着练，或用 --run 另起一个文件夹。")


def _fetch(options: argparse.Namespace, folder: Path) -> None:
    from training.corpus.fetch import ARCHIVE, fetch

    fetch(options.corpus or options.data / ARCHIVE)


def _prepare(options: argparse.Namespace, folder: Path) -> None:
    from training.corpus.fetch import ARCHIVE
    from training.corpus.prepare import prepare

    corpus = options.corpus or options.data / ARCHIVE
    if not options.corpus and not corpus.exists():
        raise UserError(
            f"找不到语料：{corpus}\n先运行 python -m training fetch，或用 --corpus 指给它自己的诗。"
        )
    prepare(corpus, options.data)


def _train(options: argparse.Namespace, folder: Path) -> None:
    from training.corpus.dataset import Corpus
    from training.fit import checkpoint, processes, warm_start
    from training.fit.presets import preset
    from training.fit.training_run import Run, device_for

    chosen = preset(options.preset)
    if options.passes is not None:
        chosen = dataclasses.replace(chosen, passes=options.passes)
    corpus = Corpus(options.data)
    if options.start and not options.resume:
        chosen = warm_start.with_widths_of(chosen, options.start)
    elif earlier := folder if options.resume else options.anneal:
        chosen = checkpoint.with_widths_of(chosen, earlier / "last.pt", corpus)
    together = processes.joined(device_for(options.device))
    run = Run(chosen, corpus, folder, together.device, together)
    if options.minutes is not None:
        run.minutes = options.minutes
    if options.resume:
        run.resume()
    elif options.anneal:
        run.anneal(options.anneal, options.steps)
    elif options.start:
        run.begin(options.start)
    if run.total < FEW_STEPS and together.first:
        print(f"诗不多，一共只练 {run.total} 步，学不到什么。"
              f"想多读几遍，加 --passes（现在是 {chosen.passes:g} 遍）。")  # fmt: skip
    try:
        run.train()
    finally:
        processes.leave()


def _evaluate(options: argparse.Namespace, folder: Path) -> None:
    from poetgui.engine.bundle.bundles import load_bundle
    from poetgui.paths import resource
    from training.bundle.card import put
    from training.corpus.dataset import Corpus
    from training.corpus.splits import Split
    from training.evaluation import (
        ablation,
        baseline_lstm,
        generated_poems,
        human_comparison,
        schools,
    )
    from training.evaluation.perplexity import measure
    from training.fit import checkpoint
    from training.fit.training_run import device_for

    corpus, device = Corpus(options.data), device_for(options.device)
    state = checkpoint.load(folder / options.checkpoint, corpus)
    if options.tutorial_minutes:
        baseline_lstm.train(corpus, folder, device, options.tutorial_minutes)
    written = options.generated and generated_poems.read(options.generated)
    network = checkpoint.network_of(state)
    figures = measure(network, corpus, folder, device).to_json()
    figures["schools"] = schools.figures(network, corpus, Split.VALID, device)
    if recipe := ablation.read(folder):
        figures["ablation"] = dataclasses.asdict(recipe)
    if written:
        model = load_bundle(options.bundle or resource("model")).model
        figures["generated"] = human_comparison.figures(written, corpus, model, Split.TEST)
    text = json.dumps(figures | {"steps": state["step"]}, ensure_ascii=False, indent=1)
    write_text(folder / "figures.json", text)
    print(put(figures, state["step"], options.bundle) if options.bundle else text)


def _export(options: argparse.Namespace, folder: Path) -> None:
    from poetgui.engine.bundle.bundles import install
    from training.bundle.card import card
    from training.bundle.onnx_export import export
    from training.corpus.dataset import Corpus
    from training.fit import checkpoint

    corpus = Corpus(options.data)
    state = checkpoint.load(folder / options.checkpoint, corpus)
    name = f"诗囊 {state['preset']['name']}" if options.name is None else options.name
    bundle = export(
        checkpoint.network_of(state), corpus, options.out or folder / "bundle",
        name=name, training=checkpoint.facts(state, folder),
        figures=_figures(folder, state["step"]),
        titles=checkpoint.trained_with_titles(state, corpus), bits=options.bits,
    )  # fmt: skip
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    write_text(bundle / "CARD.md", card(manifest))
    print(f"写好了：{bundle}")
    if options.install:
        print(f"装好了：{install(bundle, options.replace).folder}")


def _figures(folder: Path, steps: int) -> dict:
    """What `evaluate` measured of the checkpoint with so many steps; nothing if of another one."""
    if not (folder / "figures.json").exists():
        return {}
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    return figures if figures.pop("steps", steps) == steps else {}
