"""Poems that the program writes to be measured, and their figures beside human ones.

    python -m training.generated write   --model resources/model --out generated.jsonl
    python -m training.generated figures generated.jsonl --model resources/model
    python -m training evaluate --generated generated.jsonl --bundle resources/model

`write` takes up where it was stopped. --kinds and --share ask for less; what there is: asked.KINDS.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from poetgui.commands.compose import poem_json
from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundles import Bundle, load_bundle
from poetgui.errors import UserError
from training import asked, beside, human
from training.dataset import Corpus

PARTS = {"valid": human.VALID, "test": human.TEST}
SAID_EVERY = 25
"""Poems between two lines of progress."""


def write(bundle: Bundle, asks: Sequence[dict], out: Path) -> int:
    """Write what each request asks for, a line of `out` each; what stands there already is kept.

    A line is {"kind", "request", "poem"}, with "others" where more were asked for, or "error" in
    place of the poem. Returns how many lines were added.
    """
    composer = Composer.of(bundle)
    done = len(out.read_text(encoding="utf-8").splitlines()) if out.exists() else 0
    began = time.perf_counter()
    with out.open("a", encoding="utf-8") as file:
        for number, ask in enumerate(asks[done:], 1):
            try:
                poems = composer.compose(ComposeRequest.from_json(ask["request"]))
                first, *others = map(poem_json, poems)
                answer = {"poem": first} | ({"others": others} if others else {})
            except UserError as error:
                answer = {"error": str(error)}
            file.write(json.dumps(ask | answer, ensure_ascii=False) + "\n")
            file.flush()
            if number % SAID_EVERY == 0:
                each = (time.perf_counter() - began) / number
                left = (len(asks) - done - number) * each / 60
                print(
                    f"{done + number}/{len(asks)}，每首 {each:.1f} 秒，还要 {left:.0f} 分",
                    flush=True,
                )
    return max(0, len(asks) - done)


def read(path: Path) -> list[dict]:
    """The lines of a file that `write` made. Raises UserError where there is none, or another."""
    try:
        answers = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except OSError as error:
        raise UserError(f"打不开 {path}：先运行 python -m training.generated write。") from error
    except ValueError as error:
        raise UserError(f"{path} 不是 python -m training.generated write 写的。") from error
    if not all(isinstance(a, dict) and {"kind", "request"} <= a.keys() for a in answers):
        raise UserError(f"{path} 不是 python -m training.generated write 写的。")
    return answers


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        for line in _run(options):
            print(line)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(options: argparse.Namespace) -> Iterator[str]:
    corpus, bundle = Corpus(options.data), load_bundle(options.model)
    part = PARTS[options.part]
    if options.what == "write":
        kinds = options.kinds.split(",")
        if unknown := [kind for kind in kinds if kind not in asked.KINDS]:
            raise UserError(f"没有这种：{'、'.join(unknown)}；可选：{'、'.join(asked.KINDS)}。")
        added = write(bundle, asked.requests(corpus, part, kinds, options.share), options.out)
        yield f"写了 {added} 首：{options.out}"
        return
    if options.poems is None:
        raise UserError("请给出 write 写的文件。")
    figures = beside.figures(read(options.poems), corpus, bundle.model, part)
    yield from beside.table(figures)
    yield json.dumps(figures, ensure_ascii=False, indent=1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.generated",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("what", choices=("write", "figures"))
    add("poems", nargs="?", type=Path, help="figures: the file that write made")
    add("--out", type=Path, default=Path("generated.jsonl"))
    add("--model", type=Path, default=Path("resources/model"), help="the bundle")
    add("--data", type=Path, default=Path("data"))
    add("--kinds", default=",".join(asked.KINDS), help=f"of {', '.join(asked.KINDS)}")
    add("--share", type=float, default=1.0, help="of the usual number of requests")
    add("--part", choices=PARTS, default="test", help="valid while something is being chosen")
    return parser


if __name__ == "__main__":
    sys.exit(main())
