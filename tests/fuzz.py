"""Coverage-guided fuzzing of everything that reads what a person or a file gives: `make fuzz`.

    python -m tests.fuzz [TARGET ...] [--inputs N]

Each target may raise UserError and nothing else, and may not hang. Each runs in a process of its
own; an input that fails is written to `build/fuzz`, and the command ends with 1. It prints a table.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "build" / "fuzz"
LONGEST = 400
"""Bytes of an input: what is long is tested by hand-made examples."""
PATIENCE = 20
"""Seconds after which an input counts as one that hangs."""
SEEDS = (
    "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。",
    "浣溪沙·其一（晏殊）\n一曲新词酒一杯。去年天气旧亭台。夕阳西下几时回。\n\n无可奈何花落去",
    '{"mode": "acrostic", "heads": "春花秋月", "form": "七绝", "seed": 1, "pins": []}',
    '{"mode": "couplet", "text": "千江有水千江月", "count": 2, "daring": 0.5, "rhyme": "东"}',
    '{"answer": "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。", "avoid": ["愁"], "lines": 8}',
)


def _check(text: str) -> None:
    from poetgui.prosody.checker.pasted_poems import read_poems
    from poetgui.prosody.checker.poem_checker import check

    for poem in read_poems(text):
        check(poem.lines, poem.form)


def _paste(text: str) -> None:
    from poetgui.composer.revision.manual_edit import pasted

    pasted(text)


def _request(text: str) -> None:
    from poetgui.composer.request.compose_request import ComposeRequest
    from poetgui.composer.request.request_layout import lay_out
    from poetgui.errors import UserError
    from poetgui.files import parse_json

    try:
        data = parse_json(text)
    except ValueError as error:
        raise UserError("这一行不是 JSON：{}。", error) from error
    lay_out(ComposeRequest.from_json(data))


def _heads(text: str) -> None:
    from poetgui.composer.request.compose_request import ComposeRequest, Mode
    from poetgui.composer.request.request_layout import lay_out

    lay_out(ComposeRequest(Mode.ACROSTIC, heads=text))


def _opening(text: str) -> None:
    from poetgui.composer.request.compose_request import ComposeRequest, Mode
    from poetgui.composer.request.request_layout import lay_out

    lay_out(ComposeRequest(Mode.CONTINUE, text=text))


def _theme(text: str) -> None:
    from poetgui.composer.themes.theme_words import read_theme

    read_theme(text, "春花秋月山水风雨")


def _history(text: str) -> None:
    from poetgui.history import codec

    row = dict.fromkeys(codec.CHECKED, text) | {"created": "2024-01-01T00:00:00+00:00"}
    try:
        codec.load_row(row, codec.checksum(*(row[name] for name in codec.CHECKED)))
    except ValueError:
        return


def _settings(text: str) -> None:
    from poetgui import settings

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.json"
        path.write_bytes(text.encode(errors="surrogatepass"))
        settings.read(path)


def _bundle(text: str) -> None:
    from poetgui.engine.bundle.contents import Contents

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "model"
        folder.mkdir()
        for file in ("manifest.json", "vocabulary.json"):
            (folder / file).write_bytes(text.encode(errors="surrogatepass"))
        contents = Contents(folder)
        contents.manifest()
        contents.vocabulary()


def _graph(text: str) -> None:
    from poetgui.engine.bundle.graph_check import check_graph

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "poet.onnx"
        path.write_bytes(text.encode(errors="surrogatepass"))
        check_graph(path)


TARGETS: dict[str, Callable[[str], None]] = {
    "check": _check,
    "paste": _paste,
    "request": _request,
    "heads": _heads,
    "opening": _opening,
    "theme": _theme,
    "history": _history,
    "settings": _settings,
    "bundle": _bundle,
    "graph": _graph,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET")
    parser.add_argument("--inputs", type=int, default=100_000, help="for each target")
    parser.add_argument("--run", choices=TARGETS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        _fuzz(options.run, options.inputs)
    rows, failed = [f"{'target':10}{'inputs':>10}{'seconds':>10}  result"], False
    for name in options.targets or TARGETS:
        begun = time.perf_counter()
        folder = FOUND / name
        (folder / "corpus").mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(SEEDS):
            (folder / "corpus" / f"seed-{number}").write_text(seed, encoding="utf-8")
        command = [sys.executable, "-m", "tests.fuzz", "--run", name, "--inputs"]
        with (folder / "log").open("w", encoding="utf-8") as log:
            done = subprocess.run(
                [*command, str(options.inputs)], cwd=ROOT, stdout=log, stderr=log, check=False
            )
        failed |= done.returncode != 0
        result = "sound" if done.returncode == 0 else f"FAILED, see {folder.relative_to(ROOT)}/log"
        rows.append(f"{name:10}{options.inputs:10,}{time.perf_counter() - begun:10.0f}  {result}")
        print(rows[-1], file=sys.stderr, flush=True)
    print("\n".join(rows))
    return int(failed)


def _fuzz(name: str, inputs: int) -> None:
    """Never returns: libFuzzer ends the process."""
    atheris: Any = importlib.import_module("atheris")  # it carries no types

    with atheris.instrument_imports(include=["poetgui"]):
        from poetgui.errors import UserError

        with suppress(UserError):
            TARGETS[name](SEEDS[0])  # so that its modules are imported, and seen by the fuzzer
    target = TARGETS[name]

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        # Half of the inputs as they are, so that the seeds can be read; the others any code points.
        plain = not data or data[0] < 0x80
        text = data.decode("utf-8", "replace") if plain else provider.ConsumeUnicode(LONGEST)
        try:
            target(text)
        except UserError as error:
            json.dumps(str(error))

    folder = FOUND / name
    arguments = [
        f"-runs={inputs}",
        f"-max_len={LONGEST}",
        f"-timeout={PATIENCE}",
        f"-artifact_prefix={folder}{os.sep}",
        "-verbosity=0",
        str(folder / "corpus"),
    ]
    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
