"""How long the window takes to open, beside the smallest program that Qt allows.

`python -m tests.bench_start [--program PATH] [--rounds N] [--home FOLDER]`. Both are started by
turns, so that what else runs on the machine slows both; the clock runs from the moment when the
process is asked for until it says that its window has been painted. Milliseconds belong to a
machine, the ratios travel further. `--program` measures a packaged program instead of this clone's.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from poetgui.engine.bundle.bundle_list import list_bundles
from poetgui.start_profile import MODEL, WINDOW

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
BARE = f"""
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False

def done():
    print({WINDOW!r}, flush=True)
    application.quit()

application = QApplication([])
label, watch = QLabel("诗囊"), Watch()
label.installEventFilter(watch)
label.show()
application.exec()
"""
"""A window with two characters in it."""


def started(command: Sequence[str], home: str, steps: Sequence[str]) -> list[float]:
    """Milliseconds until the process has said each of the steps, in that order."""
    environment = os.environ | {"POETGUI_HOME": home, "PYTHONIOENCODING": "utf-8"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    found: list[float] = []
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if len(found) < len(steps) and line.rstrip("\n").endswith(steps[len(found)]):
                found.append(1000 * (time.perf_counter() - begun))
    if process.returncode or len(found) < len(steps):
        raise RuntimeError(f"{command[0]} ended with {process.returncode} after {found}")
    return found


def table(program: Sequence[str], home: str, rounds: int) -> list[str]:
    """Medians, and how many times as long as the bare window, round by round."""
    bare, window, model = list[float](), list[float](), list[float]()
    ours = [*program, "--profile-start"]
    started(ours, home, [WINDOW, MODEL])  # files come from the disk at first
    for _ in range(rounds):
        bare += started([sys.executable, "-c", BARE], home, [WINDOW])
        painted, ready = started(ours, home, [WINDOW, MODEL])
        window.append(painted)
        model.append(ready)
    rows = [f"{'毫秒':>8}{'比空窗':>8}{'至少':>8}{'至多':>8}  {rounds} 次的中位"]
    for name, times in (("空窗", bare), (WINDOW, window), (MODEL, model)):
        ratios = [ours / other for ours, other in zip(times, bare, strict=True)]
        middle, ratio = statistics.median(times), statistics.median(ratios)
        rows.append(f"{middle:10.0f}{ratio:11.2f}{min(ratios):10.2f}{max(ratios):10.2f}  {name}")
    return rows


@pytest.mark.benchmark
def test_time_to_start(tmp_path: Path) -> None:
    if not list_bundles():
        pytest.skip("no bundle is installed")
    print("\n" + "\n".join(table([sys.executable, "-m", "poetgui"], str(tmp_path), ROUNDS)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, help="of a package, instead of this clone's")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--home", help="a folder with a history and settings; a fresh one without")
    options = parser.parse_args()
    python = [sys.executable, "-m", "poetgui"]
    program = [str(options.program.resolve())] if options.program else python
    with tempfile.TemporaryDirectory() as fresh:
        print("\n".join(table(program, options.home or fresh, options.rounds)))


if __name__ == "__main__":
    main()
