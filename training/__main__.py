"""`python -m training fetch|prepare|train|evaluate|export|all`: a step of the pipeline or all."""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
import sys
import traceback
from pathlib import Path

from poetgui.errors import UserError
from poetgui.files import write_text

STEPS = {
    "fetch": "下载公开语料（chinese-poetry 的定版）",
    "prepare": "清洗、去重、切分，写成数组",
    "train": "训练",
    "evaluate": "在测试部分上算困惑度",
    "export": "导出成诗囊能装的模型",
}
EXTRA = ("torch", "onnx", "onnxruntime", "matplotlib", "opencc", "numpy")
"""What the extra `training` installs, directly or along with the program."""


FEW_STEPS = 200
"""A network learns next to nothing in fewer updates, whatever the corpus."""


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 done, 1 the user's input was at fault, 2 usage, 3 our fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the system's code page
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        _run(options)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in EXTRA:
            return _confess()
        print(f"训练要用的 {library} 没有装。在源码文件夹里运行 make train，\n"
              "或者 pip install -e '.[training]'，装好再试。", file=sys.stderr)  # fmt: skip
        return 1
    except KeyboardInterrupt:
        print("\n停下了。训练若已开始，存档都在，加 --resume 可以接着练。", file=sys.stderr)
        return 1
    except Exception:
        return _confess()
    return 0


def _confess() -> int:
    traceback.print_exc()
    print("程序出错了，以上是详情。", file=sys.stderr)
    return 3


def _parser() -> argparse.ArgumentParser:
    steps = "\n".join(f"  {step:<9} {line}" for step, line in STEPS.items())
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description=f"训练诗囊的模型，一步一步，或者一口气（all）：\n{steps}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("step", choices=(*STEPS, "all"), metavar="步骤",
                        help="、".join((*STEPS, "all")))  # fmt: skip
    parser.add_argument("--corpus", type=Path, metavar="路径",
                        help="语料：压缩包，或解开的文件夹，或自己的 .txt")  # fmt: skip
    parser.add_argument("--preset", default="base", help="预设：tiny、base 或 large（默认 base）")
    parser.add_argument("--passes", type=float, metavar="遍",
                        help="train：把语料读几遍（默认依预设；诗少就多读几遍）")  # fmt: skip
    parser.add_argument("--minutes", type=float, metavar="分钟",
                        help="train：至多练这么久，学习率随之降到头")  # fmt: skip
    parser.add_argument("--anneal", type=Path, metavar="训练文件夹",
                        help="train：从那里的存档分出一支，学习率降到头，好出一个模型")  # fmt: skip
    parser.add_argument("--steps", type=int, default=300, metavar="步",
                        help="train：--anneal 降多少步（默认 300）")  # fmt: skip
    parser.add_argument("--start", type=Path, metavar="模型",
                        help="train：从导出的模型（如 resources/model）接着练")  # fmt: skip
    parser.add_argument("--resume", action="store_true", help="从上次的存档接着练")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto",
                        help="在哪里练（默认有显卡就用显卡）")  # fmt: skip
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="文件夹",
                        help="数组放在哪里（默认 data）")  # fmt: skip
    parser.add_argument("--run", type=Path, metavar="文件夹", help="训练放在哪里（默认 runs/预设）")
    parser.add_argument("--checkpoint", default="best.pt", metavar="文件",
                        help="评测和导出用哪个存档（默认 best.pt）")  # fmt: skip
    parser.add_argument("--tutorial-minutes", type=float, default=0.0, metavar="分钟",
                        help="evaluate：先训练教程的小网络来比，至多这么久")  # fmt: skip
    parser.add_argument("--generated", type=Path, metavar="文件",
                        help="evaluate：training.generated write 写的诗，与人作相比")  # fmt: skip
    parser.add_argument("--bundle", type=Path, metavar="文件夹",
                        help="evaluate：导出的模型，把数字写进它的清单和 CARD.md")  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="文件夹",
                        help="export：模型写到哪里（默认 训练文件夹/bundle）")  # fmt: skip
    parser.add_argument("--name", metavar="名字", help="export：模型在诗囊里叫什么")
    parser.add_argument("--install", action="store_true", help="export：顺便装进诗囊")
    parser.add_argument("--replace", action="store_true",
                        help="export --install：已装有同名的模型就换掉它")  # fmt: skip
    return parser


def _run(options: argparse.Namespace) -> None:
    steps = list(STEPS) if options.step == "all" else [options.step]
    if options.step == "all" and options.corpus:
        steps.remove("fetch")
    run = options.run or Path("runs") / options.preset
    if "train" in steps:
        _refuse_early(options, run)
    # An export alone takes its name from the checkpoint where none is given.
    if "export" in steps and ("train" in steps or options.name is not None):
        _refuse_name(options)
    for step in steps:
        {"fetch": _fetch, "prepare": _prepare, "train": _train, "evaluate": _evaluate,
         "export": _export}[step](options, run)  # fmt: skip


def _refuse_name(options: argparse.Namespace) -> None:
    """A name that cannot be installed, or is taken, is said before the work."""
    from poetgui.engine.bundle import AlreadyInstalledError, installed_as
    from poetgui.engine.ids import checked_id

    name = checked_id(f"诗囊 {options.preset}" if options.name is None else options.name)
    if options.install and not options.replace and installed_as(name):
        raise AlreadyInstalledError(name)


def _refuse_early(options: argparse.Namespace, run: Path) -> None:
    """What would stop the training is said before the hour that comes before it."""
    from training.presets import preset

    preset(options.preset)
    if options.passes is not None and not options.passes > 0:
        raise UserError("--passes 要大于零。")
    if options.minutes is not None and not options.minutes > 0:
        raise UserError("--minutes 要大于零。")
    if options.start and options.resume:
        raise UserError("--start 是另起一次训练，--resume 是接着上一次：只能用一个。")
    if not options.resume and (run / "last.pt").exists():
        raise UserError(f"{run} 里已有一次训练：加 --resume 接着练，或用 --run 另起一个文件夹。")


# Each step imports what it needs: fetching must not wait for torch.


def _fetch(options: argparse.Namespace, run: Path) -> None:
    from training.fetch import ARCHIVE, fetch

    fetch(options.corpus or options.data / ARCHIVE)


def _prepare(options: argparse.Namespace, run: Path) -> None:
    from training.fetch import ARCHIVE
    from training.prepare import prepare

    corpus = options.corpus or options.data / ARCHIVE
    if not options.corpus and not corpus.exists():
        raise UserError(
            f"找不到语料：{corpus}\n先运行 python -m training fetch，或用 --corpus 指给它自己的诗。"
        )
    prepare(corpus, options.data)


def _train(options: argparse.Namespace, run: Path) -> None:
    from training.dataset import Corpus
    from training.presets import preset
    from training.train import Run, device_for

    chosen = preset(options.preset)
    if options.passes is not None:
        chosen = dataclasses.replace(chosen, passes=options.passes)
    training = Run(chosen, Corpus(options.data), run, device_for(options.device))
    if options.minutes is not None:
        training.minutes = options.minutes
    if options.resume:
        training.resume()
    elif options.anneal:
        training.anneal(options.anneal, options.steps)
    elif options.start:
        training.begin(options.start)
    if training.total < FEW_STEPS:
        print(f"诗不多，一共只练 {training.total} 步，学不到什么。"
              f"想多读几遍，加 --passes（现在是 {chosen.passes:g} 遍）。")  # fmt: skip
    training.train()


def _evaluate(options: argparse.Namespace, run: Path) -> None:
    from poetgui.engine.bundle import load_bundle
    from poetgui.paths import resource
    from training import ablation, beside, checkpoint, generated, schools, tutorial
    from training.card import put
    from training.dataset import Corpus
    from training.evaluate import TEST, measure
    from training.human import VALID
    from training.train import device_for

    corpus, device = Corpus(options.data), device_for(options.device)
    state = checkpoint.load(run / options.checkpoint, corpus)
    if options.tutorial_minutes:
        tutorial.train(corpus, run, device, options.tutorial_minutes)
    written = options.generated and generated.read(options.generated)
    network = checkpoint.network_of(state)
    figures = measure(network, corpus, run, device).to_json()
    figures["schools"] = schools.figures(network, corpus, VALID, device)
    if recipe := ablation.read(run):
        figures["ablation"] = dataclasses.asdict(recipe)
    if written:
        model = load_bundle(options.bundle or resource("model")).model
        figures["generated"] = beside.figures(written, corpus, model, TEST)
    text = json.dumps(figures | {"steps": state["step"]}, ensure_ascii=False, indent=1)
    write_text(run / "figures.json", text)
    print(put(figures, state["step"], options.bundle) if options.bundle else text)


def _export(options: argparse.Namespace, run: Path) -> None:
    from poetgui.engine.bundle import install
    from training import checkpoint, curve
    from training.card import card
    from training.dataset import Corpus
    from training.export import export

    corpus = Corpus(options.data)
    state = checkpoint.load(run / options.checkpoint, corpus)
    trained = {
        "preset": state["preset"]["name"],
        "steps": state["step"],
        "characters": state["characters"],
        "seconds": round(state["seconds"]),
        "passes": next(p.passes for p in curve.read(run) if p.step == state["step"]),
        "device": state["device"],
    }
    if state.get("began"):
        trained["began"] = state["began"]
    name = f"诗囊 {state['preset']['name']}" if options.name is None else options.name
    bundle = export(checkpoint.network_of(state), corpus, options.out or run / "bundle",
                    name, trained,
                    _figures(run, state["step"]))  # fmt: skip
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    write_text(bundle / "CARD.md", card(manifest))
    print(f"写好了：{bundle}")
    if options.install:
        print(f"装好了：{install(bundle, options.replace).folder}")


def _figures(run: Path, steps: int) -> dict:
    """What `evaluate` measured of the checkpoint with so many steps; nothing if of another one."""
    if not (run / "figures.json").exists():
        return {}
    figures = json.loads((run / "figures.json").read_text(encoding="utf-8"))
    return figures if figures.pop("steps", steps) == steps else {}


if __name__ == "__main__":
    sys.exit(main())
