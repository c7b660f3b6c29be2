"""`python -m training fetch|prepare|train|evaluate|export|all`: the pipeline, a step or the whole."""

from __future__ import annotations

import argparse
import sys
import traceback
from pathlib import Path

from poetgui.errors import UserError

STEPS = ("fetch", "prepare", "train", "evaluate", "export", "all")


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 done, 1 the user's input was at fault, 2 usage, 3 our fault."""
    options = _parser().parse_args(arguments)
    try:
        _run(options)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n停下了。存档都在，加 --resume 可以接着练。", file=sys.stderr)
        return 1
    except Exception:
        traceback.print_exc()
        print("程序出错了，以上是详情。", file=sys.stderr)
        return 3
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("--corpus", type=Path, help="archive, folder of it, or folder of .txt poems")
    parser.add_argument("--preset", default="base", help="tiny, base or large")
    parser.add_argument("--resume", action="store_true", help="take up the last checkpoint")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the arrays")
    parser.add_argument("--run", type=Path, help="run folder (default: runs/PRESET)")
    parser.add_argument("--checkpoint", default="best.pt", help="which checkpoint of the run")
    parser.add_argument("--tutorial-minutes", type=float, default=0.0,
                        help="evaluate: first train the tutorial's network for at most this long")  # fmt: skip
    parser.add_argument("--out", type=Path, help="export: bundle folder (default: RUN/bundle)")
    parser.add_argument("--name", help="export: what the bundle is called in the app")
    parser.add_argument("--install", action="store_true",
                        help="export: put the bundle where the app lists its models")  # fmt: skip
    return parser


def _run(options: argparse.Namespace) -> None:
    # Each step imports what it needs: fetching must not wait for torch.
    steps = ("fetch", "prepare", "train", "evaluate", "export")
    run = options.run or Path("runs") / options.preset
    for step in steps if options.step == "all" else (options.step,):
        if step == "fetch" and options.step == "all" and options.corpus:
            continue
        {"fetch": _fetch, "prepare": _prepare, "train": _train, "evaluate": _evaluate,
         "export": _export}[step](options, run)  # fmt: skip


def _fetch(options: argparse.Namespace, run: Path) -> None:
    from training.fetch import ARCHIVE, fetch

    fetch(options.corpus or options.data / ARCHIVE)


def _prepare(options: argparse.Namespace, run: Path) -> None:
    from training.fetch import ARCHIVE
    from training.prepare import prepare

    prepare(options.corpus or options.data / ARCHIVE, options.data)


def _train(options: argparse.Namespace, run: Path) -> None:
    from training.dataset import Corpus
    from training.presets import preset
    from training.train import Run, device_for

    training = Run(preset(options.preset), Corpus(options.data), run, device_for(options.device))
    if options.resume:
        training.resume()
    elif (run / "last.pt").exists():
        raise UserError(f"{run} 里已有一次训练：加 --resume 接着练，或用 --run 另起一个文件夹。")
    training.train()


def _evaluate(options: argparse.Namespace, run: Path) -> None:
    import json

    from training import checkpoint, tutorial
    from training.dataset import Corpus
    from training.evaluate import measure
    from training.train import device_for

    corpus, device = Corpus(options.data), device_for(options.device)
    if options.tutorial_minutes:
        tutorial.train(corpus, run, device, options.tutorial_minutes)
    network = checkpoint.network_of(checkpoint.load(run / options.checkpoint, corpus))
    figures = measure(network, corpus, run / "tutorial.pt", device).to_json()
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    (run / "figures.json").write_text(text, encoding="utf-8")
    print(text)


def _export(options: argparse.Namespace, run: Path) -> None:
    import json

    from training import checkpoint
    from training.dataset import Corpus
    from training.evaluate import card
    from training.export import export, install

    corpus = Corpus(options.data)
    state = checkpoint.load(run / options.checkpoint, corpus)
    figures = {}
    if (run / "figures.json").exists():
        figures = json.loads((run / "figures.json").read_text(encoding="utf-8"))
    trained = {
        "preset": state["preset"]["name"],
        "steps": state["step"],
        "characters": state["characters"],
        "seconds": round(state["seconds"]),
        "passes": state["preset"]["passes"],
        "device": state["device"],
    }
    bundle = export(checkpoint.network_of(state), corpus, options.out or run / "bundle",
                    options.name or f"诗囊 {state['preset']['name']}", trained, figures)  # fmt: skip
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    (bundle / "CARD.md").write_text(card(manifest), encoding="utf-8")
    print(f"写好了：{bundle}")
    if options.install:
        print(f"装好了：{install(bundle)}")


if __name__ == "__main__":
    sys.exit(main())
