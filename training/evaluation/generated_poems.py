"""Poems that the program writes to be measured, and their figures beside human ones.

    python -m training generated-poems write   --model resources/model --out generated.jsonl
    python -m training generated-poems figures generated.jsonl --model resources/model
    python -m training evaluate --generated generated.jsonl --bundle resources/model

`write` takes up where it was stopped. --kinds and --share ask for less; what there is:
`evaluation_requests.KINDS`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from poetgui.commands.compose import poem_json
from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.writing.composer import Composer
from poetgui.engine.bundle.bundles import Bundle, load_bundle
from poetgui.errors import UserError
from training.corpus.dataset import Corpus
from training.corpus.splits import Split
from training.evaluation import evaluation_requests, human_comparison

SAID_EVERY = 25
"""Poems between two lines of progress."""


def write(bundle: Bundle, requests: Sequence[dict], out: Path) -> int:
    """Write what each request asks for, a line of `out` each; the lines that are there are kept.

    A line is {"kind", "request", "poem"}, with "others" where more poems were asked for, or "error"
    in place of the poem. Returns how many lines were added.
    """
    composer = Composer.of(bundle)
    done = len(out.read_text(encoding="utf-8").splitlines()) if out.exists() else 0
    began = time.perf_counter()
    with out.open("a", encoding="utf-8") as file:
        for number, request in enumerate(requests[done:], 1):
            try:
                poems = composer.compose(ComposeRequest.from_json(request["request"]))
                first, *others = map(poem_json, poems)
                answer = {"poem": first} | ({"others": others} if others else {})
            except UserError as error:
                answer = {"error": str(error)}
            file.write(json.dumps(request | answer, ensure_ascii=False) + "\n")
            file.flush()
            if number % SAID_EVERY == 0:
                each = (time.perf_counter() - began) / number
                left = (len(requests) - done - number) * each / 60
                print(
                    f"{done + number}/{len(requests)}，每首 {each:.1f} 秒，还要 {left:.0f} 分",
                    flush=True,
                )
    return max(0, len(requests) - done)


def read(path: Path) -> list[dict]:
    """The lines of a file that `write` made. Raises UserError where there is none, or another."""
    try:
        answers = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except OSError as error:
        raise UserError(
            f"打不开 {path}：先运行 python -m training generated-poems write。"
        ) from error
    except ValueError as error:
        raise UserError(f"{path} 不是 generated-poems write 写的。") from error
    if not all(isinstance(a, dict) and {"kind", "request"} <= a.keys() for a in answers):
        raise UserError(f"{path} 不是 generated-poems write 写的。")
    return answers


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("action", choices=("write", "figures"), metavar="write|figures",
        help="write 照题目写一批；figures 量写好的一批")  # fmt: skip
    add("poems", nargs="?", type=Path, metavar="文件", help="figures：write 写的文件")
    add("--out", type=Path, default=Path("generated.jsonl"), metavar="文件",
        help="write：写到哪里；停下后再运行就接着写（默认 generated.jsonl）")  # fmt: skip
    add("--model", type=Path, default=Path("resources/model"), metavar="文件夹",
        help="导出的模型（默认 resources/model）")  # fmt: skip
    add(
        "--data",
        type=Path,
        default=Path("data"),
        metavar="文件夹",
        help="prepare 写的数组（默认 data）",
    )
    kinds = ",".join(evaluation_requests.KINDS)
    add("--kinds", default=kinds, metavar="类", help=f"write：哪几类题目（默认全部：{kinds}）")
    add(
        "--share", type=float, default=1.0, metavar="成", help="write：题目数为平常的几成（默认 1）"
    )
    splits = [split.name.lower() for split in (Split.VALID, Split.TEST)]
    add("--part", choices=splits, default="test",
        help="题目取自语料的哪一部分（默认 test；还在挑选时用 valid）")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    corpus, bundle = Corpus(options.data), load_bundle(options.model)
    split = Split[options.part.upper()]
    if options.action == "write":
        kinds = options.kinds.split(",")
        if unknown := [kind for kind in kinds if kind not in evaluation_requests.KINDS]:
            known = "、".join(evaluation_requests.KINDS)
            raise UserError(f"没有这种：{'、'.join(unknown)}；可选：{known}。")
        requests = evaluation_requests.requests(corpus, split, kinds, options.share)
        print(f"写了 {write(bundle, requests, options.out)} 首：{options.out}")
        return
    if options.poems is None:
        raise UserError("请给出 write 写的文件。")
    figures = human_comparison.figures(read(options.poems), corpus, bundle.model, split)
    for line in human_comparison.table(figures):
        print(line)
    print(json.dumps(figures, ensure_ascii=False, indent=1))
