"""The way in: exit codes, sentences, and what is not imported."""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from poetgui import __main__ as entry
from poetgui import __version__, start_profile
from poetgui.errors import UserError
from poetgui.libraries import explain
from poetgui.start_profile import BUILT, IMPORTS, INTERPRETER, MODEL, QT, WINDOW

ROOT = Path(__file__).resolve().parent.parent
Install = Callable[[Callable[[argparse.Namespace], int]], None]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a subcommand `check` in place of the real one, whose `run` is given."""

    def install(run: Callable[[argparse.Namespace], int]) -> None:
        module = types.ModuleType("poetgui.commands.check")
        module.add_arguments = lambda parser: parser.add_argument("--word")  # type: ignore[attr-defined]
        module.run = run  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "poetgui.commands.check", module)

    return install


def test_a_command_gets_its_arguments_and_gives_the_exit_code(command: Install) -> None:
    seen: list[str] = []

    def run(args: argparse.Namespace) -> int:
        seen.append(args.word)
        return 7

    command(run)
    assert entry.main(["check", "--word", "春"]) == 7
    assert seen == ["春"]


def test_a_user_error_is_its_sentence_and_1(
    command: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: argparse.Namespace) -> int:
        raise UserError("这不是汉字。")

    command(run)
    assert entry.main(["check"]) == 1
    assert capsys.readouterr().err == "这不是汉字。\n"


def test_a_bug_is_its_traceback_and_3(command: Install, capsys: pytest.CaptureFixture[str]) -> None:
    command(lambda args: 1 // 0)
    assert entry.main(["check"]) == 3
    error = capsys.readouterr().err
    assert "ZeroDivisionError" in error
    assert __version__ in error


def test_a_bug_without_a_console_is_written_to_a_file(
    command: Install, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "platform", "linux")
    command(lambda args: 1 // 0)
    assert entry.main(["check"]) == 3
    assert "ZeroDivisionError" in (home / "error.log").read_text(encoding="utf-8")


def test_the_steps_of_the_start_are_printed(home: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "poetgui", "--profile-start"],
        cwd=ROOT,
        env=os.environ | {"POETGUI_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    head, *rows = run.stdout.splitlines()
    assert head == start_profile.HEAD
    columns = [row.split(maxsplit=2) for row in rows]
    steps = [INTERPRETER, IMPORTS, QT, BUILT, WINDOW, MODEL]
    assert [name for _, _, name in columns] == steps
    spent, took = ([int(column[i]) for column in columns] for i in (0, 1))
    assert spent == sorted(spent)
    assert all(abs(sum(took[: i + 1]) - total) <= i + 1 for i, total in enumerate(spent))
    assert run.stderr == ""


WRONG = [["nonsense"], ["check", "--nonsense"], ["--nonsense"], ["--profile-start", "check"]]


@pytest.mark.parametrize("words", WRONG)
def test_wrong_usage_is_2(words: list[str], command: Install) -> None:
    command(lambda args: 0)
    with pytest.raises(SystemExit) as stopped:
        entry.main(words)
    assert stopped.value.code == 2


def test_an_interruption_is_130(command: Install) -> None:
    def run(args: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    command(run)
    assert entry.main(["check"]) == 130


def test_a_missing_module_of_ours_is_a_bug(command: Install) -> None:
    def run(args: argparse.Namespace) -> int:
        raise ModuleNotFoundError("No module named 'poetgui.nothing'", name="poetgui.nothing")

    command(run)
    assert entry.main(["check"]) == 3


def test_output_is_utf8_in_a_gbk_or_ascii_world() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "poetgui", "--help"],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
    )
    assert result.returncode == 0
    assert "藏头" in result.stdout.decode("utf-8")


def test_no_display_says_so_and_shows_the_way() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "poetgui"], cwd=ROOT, env={"PATH": ""}, capture_output=True
    )
    error = result.stderr.decode("utf-8")
    assert result.returncode == 1
    assert "DISPLAY" in error
    assert "-m poetgui compose --mode acrostic --heads 春花秋月" in error


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="they have no DISPLAY")
def test_a_display_that_is_not_there_is_said_in_chinese() -> None:
    environment = {n: v for n, v in os.environ.items() if not n.startswith(("WAYLAND", "QT_"))}
    result = subprocess.run(
        [sys.executable, "-m", "poetgui"],
        cwd=ROOT,
        env=environment | {"DISPLAY": ":9977"},
        capture_output=True,
    )
    assert result.returncode == 1
    assert "窗口打不开：连不上图形界面" in result.stderr.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    script = "import sys, poetgui.__main__ as m; sys.stdout.reconfigure(line_buffering=True);" + (
        "import types; c = types.ModuleType('c'); c.add_arguments = lambda p: None;"
        "c.run = lambda a: [print('诗' * 4096) for _ in range(64)] and 0;"
        "sys.modules['poetgui.commands.check'] = c; sys.exit(m.main(['check']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert errors == b""


def test_help_loads_neither_qt_nor_a_model() -> None:
    script = (
        "import sys, poetgui.__main__ as m\n"
        "try: m.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'PySide6', 'onnxruntime', 'numpy', 'jieba', 'opencc'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True)
    assert result.returncode == 0, result.stderr


def test_streams_that_are_not_files_are_left_alone(
    monkeypatch: pytest.MonkeyPatch, command: Install
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    command(lambda args: 0)
    assert entry.main(["check"]) == 0


def _raised(source: str, path: Path) -> ImportError:
    """The ImportError that the source raises, run as if it stood in the file."""
    with pytest.raises(ImportError) as caught:
        exec(compile(source, str(path), "exec"), {})
    return caught.value


@pytest.mark.parametrize(
    ("platform", "remedy"), [("win32", "Visual C++"), ("linux", "make run"), ("darwin", "macOS")]
)
def test_a_library_that_does_not_load_is_explained(
    platform: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    loader = "DLL load failed while importing onnxruntime_pybind11_state: not found"
    sentence = str(explain(ImportError(loader)))
    assert remedy in sentence
    assert loader in sentence


def test_a_system_library_is_traced_to_the_one_that_needs_it(tmp_path: Path) -> None:
    error = _raised(
        'raise ImportError("libEGL.so.1: cannot open shared object file")',
        tmp_path / "PySide6" / "__init__.py",
    )
    assert "Qt" in str(explain(error))


def test_a_library_that_is_not_there_is_named() -> None:
    error = ModuleNotFoundError("No module named 'onnxruntime'", name="onnxruntime")
    assert "onnxruntime" in str(explain(error))


def test_an_import_error_of_our_own_is_not_explained_away() -> None:
    assert explain(ImportError("cannot import name 'x' from 'poetgui.grid'")) is None
    assert explain(ModuleNotFoundError("No module named 'y'", name="y")) is None
