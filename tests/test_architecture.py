"""The arrows between the rooms, as pyproject.toml draws them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_rooms_import_only_as_the_contracts_allow(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    result = subprocess.run(
        [*command, "--cache-dir", str(tmp_path)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_contracts_are_read() -> None:
    """A misspelt section would hold nothing and pass."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert len(settings["tool"]["importlinter"]["contracts"]) >= 10


def test_the_state_of_the_window_needs_no_widgets() -> None:
    """import-linter sees PySide6 as one package: so the import is tried without QtWidgets."""
    blocked = """
import importlib, pkgutil, sys
sys.modules["PySide6.QtWidgets"] = None
import poetgui.ui.state as state
names = [module.name for module in pkgutil.iter_modules(state.__path__)]
assert "workspace" in names, names
for name in names:
    importlib.import_module(f"poetgui.ui.state.{name}")
"""
    result = subprocess.run(
        [sys.executable, "-c", blocked], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr


def test_the_program_runs_without_the_training_extra() -> None:
    """No module of the program may need torch at import; a lazy import would slip past a linter."""
    blocked = """
import importlib, pkgutil, sys
for name in ("torch", "onnx", "matplotlib", "training", "pytest"):
    sys.modules[name] = None
import poetgui
for module in pkgutil.walk_packages(poetgui.__path__, "poetgui."):
    importlib.import_module(module.name)
"""
    result = subprocess.run(
        [sys.executable, "-c", blocked], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr


def test_no_two_modules_have_one_name() -> None:
    """A file name stands for one thing in the whole project."""
    names: dict[str, list[str]] = {}
    for room in ("poetgui", "training"):
        for path in (ROOT / room).rglob("*.py"):
            if not path.stem.startswith("__"):
                names.setdefault(path.stem, []).append(path.relative_to(ROOT).as_posix())
    assert len(names) > 150
    assert {name: paths for name, paths in names.items() if len(paths) > 1} == {}
