"""No process of the program talks to anyone or leaves files outside its own folders."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import sealed
from tests.training import poems

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.skipif(not sealed.SUPPORTED, reason="needs Linux's seccomp")

HELD_OPEN = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from poetgui import app

application = QApplication(sys.argv[:1])
timer, begun = QTimer(), []

def look():
    if "onnxruntime" in sys.modules and not begun:
        begun.append(time.monotonic())
    if begun and time.monotonic() - begun[0] > {seconds}:
        timer.stop()
        print("held open")
        application.closeAllWindows()

timer.timeout.connect(look)
timer.start(100)
sys.exit(app.main())
"""
"""The window, open for so long after the library that runs the model was imported."""

PATIENCE = 15
"""Seconds: onnxruntime 1.32 waits nine before it first asks for a host."""


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere"


def quiet(command: list[str], scratch: Path, home: Path) -> str:
    """Run Python with these arguments; returns what it said. Fails where it was not silent."""
    environment = {
        "POETGUI_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    cwd = home.parent / "here"
    cwd.mkdir()
    outcome = sealed.run([sys.executable, *command], scratch, cwd, environment)
    assert not outcome.opened_a_socket, outcome.output
    assert outcome.code == 0, outcome.output
    assert outcome.left == []
    return outcome.output


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_the_seal_holds(family: str, tmp_path: Path) -> None:
    code = f"import socket; socket.socket(socket.AF_UNIX); socket.socket(socket.{family})"
    assert sealed.run([sys.executable, "-c", code], tmp_path / "a").opened_a_socket
    code = "import socket, tempfile; socket.socket(socket.AF_UNIX); tempfile.mkstemp()"
    outcome = sealed.run([sys.executable, "-c", code], tmp_path / "b")
    assert not outcome.opened_a_socket
    assert len(outcome.left) == 1


def test_the_command_line(scratch: Path, home: Path) -> None:
    command = ["-m", "poetgui", "compose", "--mode", "free", "--theme", "秋夜听雨", "--seed", "1"]
    assert "。" in quiet([*command, "--count", "1"], scratch, home)


def test_the_window(scratch: Path, home: Path) -> None:
    driver = HELD_OPEN.format(seconds=PATIENCE)
    assert "held open" in quiet(["-c", driver], scratch, home)
    assert (home / "history.sqlite3").is_file()


def test_the_training(scratch: Path, home: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    own = poems.write_texts(poems.make(120, seed=5), tmp_path / "own")
    command = ["-m", "training", "all", "--corpus", str(own), "--preset", "tiny"]
    said = quiet([*command, "--device", "cpu", "--passes", "1", "--install"], scratch, home)
    assert "装好了" in said


@pytest.mark.parametrize("module", ["poetgui.engine.session", "training.export"])
def test_whoever_imports_a_part(module: str, scratch: Path, home: Path) -> None:
    if module == "training.export":
        pytest.importorskip("torch")
    code = f"import sys, {module}; print('onnxruntime' in sys.modules)"
    assert "True" in quiet(["-c", code], scratch, home)
