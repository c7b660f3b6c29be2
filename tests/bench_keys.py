"""Time from a key press to the painted page while a poem is being written.

`python -m tests.bench_keys [FOLDER]`. Wanted: a median under 16 ms. Two kinds of key: an arrow that
moves the selection, and a character that is typed (checked, kept in the history, painted anew).
The clock runs from the moment the key is handed to the window until its page has been painted;
what lies in the event loop meanwhile (progress, candidates) is in it. Beside it is the time that
the window's thread itself computed: what is left of the other on a machine with nothing else to do.
Nothing is asserted of the time: machines differ.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from poetgui.app import App, engine_library
from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.grid import Place
from poetgui.prosody.forms.verse_forms import form_of
from poetgui.ui.state.model_manager import Library

REQUEST = ComposeRequest(Mode.FREE, themes=("秋夜",), form="七律", count=20, seed=3)
PRESSES = 60
TEXT = "故人西辞黄鹤楼烟花三月下扬州孤帆远影碧空尽唯见长江天际流"


class PaintWatch(QObject):
    """Says when the page was painted: after its paint event, the event filter sees the next one."""

    def __init__(self, page: QObject) -> None:
        super().__init__()
        self.painted = False
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False


def pressed(watch: PaintWatch, press: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds until the page is painted: by the clock, and computed by this thread."""
    loop = QEventLoop()
    watch.painted = False
    begun, computed = time.perf_counter(), time.thread_time()
    press()
    while not watch.painted:
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.thread_time() - computed)


def arrows(app: App) -> Iterator[Callable[[], None]]:
    canvas = app.window.poem_view.canvas
    app.revision.select(Place(0, 0))
    for i in range(PRESSES):
        key = Qt.Key.Key_Down if i // 5 % 2 == 0 else Qt.Key.Key_Up
        yield lambda key=key: _send(canvas, key)


def typing(app: App) -> Iterator[Callable[[], None]]:
    canvas = app.window.poem_view.canvas
    app.edit.new(form_of("七绝"))
    for i in range(PRESSES):
        if i % len(TEXT) == 0:
            app.revision.select(Place(0, 0))
        character = TEXT[i % len(TEXT)] if i < len(TEXT) else TEXT[-1 - i % len(TEXT)]
        yield lambda character=character: _commit(canvas, character)


def _send(widget: QObject, key: Qt.Key) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier(0)))


def _commit(widget: QObject, character: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(character)
    QApplication.sendEvent(widget, event)


def table(library: Library) -> list[str]:
    application = QApplication.instance() or QApplication(sys.argv[:1])
    app, loop = App(application, library), QEventLoop()  # type: ignore[arg-type]
    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    app.window.show()
    app.models.open_preferred()
    while app.workspace.model is None:
        loop.processEvents(wait)
    app.workspace.write(ComposeRequest(Mode.FREE, form="七绝", count=1, seed=1))
    while app.workspace.busy:
        loop.processEvents(wait)
    watch = PaintWatch(app.window.poem_view.canvas)
    rows = ["按键到上屏（毫秒）| 中位 | 九成之内 | 最久 | 其中计算", "---|---|---|---|---"]
    kinds = (("移动", arrows), ("打字", typing))
    states = (
        ("闲时", False, False),
        ("写诗时", True, False),
        ("写诗并看掂量的字", True, True),
    )
    for when, writing, shown in states:
        app.preferences.set(candidates=shown)
        for name, presses in kinds:
            times = []
            for press in presses(app):
                if writing and not app.workspace.busy:
                    app.workspace.write(REQUEST)
                elif not writing and app.workspace.busy:
                    app.workspace.cancel()
                times.append(pressed(watch, press))
            clock, computed = ([t[i] for t in times] for i in (0, 1))
            rows.append(
                f"{when}{name} | {statistics.median(clock):.1f} | "
                f"{statistics.quantiles(clock, n=10)[-1]:.1f} | {max(clock):.1f} | "
                f"{statistics.median(computed):.1f}"
            )
    app.close()
    return rows


@pytest.mark.benchmark
def test_speed_of_keys() -> None:
    if not list_bundles():
        pytest.skip("no model is installed")
    rows = table(engine_library())
    print("\n" + "\n".join(rows))
    assert len(rows) == 8


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["POETGUI_HOME"] = home
        library = engine_library()
        if len(sys.argv) > 1:
            only = [card for card in library.installed() if card.folder == Path(sys.argv[1])]
            library = replace(library, installed=lambda: only)
        print("\n".join(table(library)))


if __name__ == "__main__":
    main()
