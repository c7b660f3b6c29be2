"""自检: whether this installation works, from the model to the window. No screen is needed.

Everything is tried in a folder of its own, so that nothing of the person's is touched. Exit code 0
when all is well, 3 with the reason otherwise.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from poetgui import __version__, resource_files
from poetgui.history.poem_filter import PoemFilter

BROKEN = 3
PATIENCE_MS = 120_000
"""How long the window may take to show its first poem; far beyond any slow machine."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default="", metavar="模型", help="名字或文件夹；不写则用第一个")


def run(args: argparse.Namespace) -> int:
    """Print what was tried and how long it took. Returns 0, or 3 when something broke."""
    try:
        _versions()
        _timed("随带的文件", _files)
        bundle = _timed("载入模型", lambda: _load(args.model))
        print(f"  {bundle.manifest['id']}  {bundle.folder}")
        _modes(bundle)
        with tempfile.TemporaryDirectory(prefix="诗囊 自检 ") as folder:
            _timed("开关窗口", lambda: _window(bundle, Path(folder)))
    except Exception as error:
        traceback.print_exc()
        print(f"自检未通过：{error}", file=sys.stderr)
        return BROKEN
    print("自检通过。")
    return 0


def _timed(name: str, work: Callable[[], Any]) -> Any:
    begun = time.perf_counter()
    result = work()
    print(f"{name}  {time.perf_counter() - begun:.2f} 秒")
    return result


def _versions() -> None:
    from PySide6.QtCore import qVersion

    print(f"诗囊 {__version__}  Python {platform.python_version()}  {platform.platform()}")
    names = ("PySide6_Essentials", "onnxruntime", "numpy", "jieba", "OpenCC")
    print(f"Qt {qVersion()}  " + "  ".join(f"{name} {_version(name)}" for name in names))


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "?"  # the packaged program carries no metadata


def _files() -> None:
    """Every file that has a hash is what was shipped."""
    for name in resource_files.names():
        resource_files.read(*name.split("/"))


def _load(name: str) -> Any:
    from poetgui.engine.bundle.bundles import choose_bundle

    return choose_bundle(name)


def _modes(bundle: Any) -> None:
    """One poem of each mode, and what the checker says of it."""
    from poetgui.composer.request.compose_request import ComposeRequest, Mode
    from poetgui.composer.writing.composer import Composer

    composer = Composer.of(bundle)
    for name, request in (
        ("藏头", ComposeRequest(Mode.ACROSTIC, heads="春花秋月", count=1, seed=1)),
        ("续写", ComposeRequest(Mode.CONTINUE, text="空山", form="五绝", count=1, seed=1)),
        ("自由", ComposeRequest(Mode.FREE, themes=("秋夜",), form="五律", count=1, seed=1)),
    ):
        (poem,) = _timed(name, lambda request=request: composer.compose(request))
        print("  " + poem.text.replace("\n", "\n  "))
        if poem.violations:
            raise RuntimeError(f"{name}写出的诗不合律：{'；'.join(poem.violations)}")


def _window(bundle: Any, folder: Path) -> None:
    """The first start of a new person: a poem appears, is saved as a picture, the window closes."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["POETGUI_HOME"] = str(folder / "家")
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from poetgui.app import App, engine_library
    from poetgui.engine.bundle.bundle_list import Card
    from poetgui.export.image import save_png

    engine = engine_library()
    card = Card(bundle.folder, bundle.manifest)
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app = App(application, replace(engine, installed=lambda: [card]))
    problems: list[str] = []
    loop = QEventLoop()
    app.workspace.sheets_changed.connect(loop.quit)
    app.workspace.problem.connect(lambda sentence: (problems.append(sentence), loop.quit()))
    app.workspace.bug_found.connect(lambda error: (problems.append(repr(error)), loop.quit()))
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    app.start()
    loop.exec()
    sheet = app.workspace.current
    if sheet is None or problems:
        raise RuntimeError("；".join(problems) or "窗口里迟迟没有写出诗来")
    picture = folder / "诗.png"
    save_png(sheet.poem, app.preferences.picture_style(), picture)
    if not app.history.search(PoemFilter(sheet.poem.lines[0])):
        raise RuntimeError("写出的诗没有存进旧作")
    app.window.close()
    app.close()
    if not picture.stat().st_size:
        raise RuntimeError("图片是空的")
