"""What is installed and shipped: the wheel's contents, and a program that runs out of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

from poetgui import __version__

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_version_stands_in_one_place(wheel: Path) -> None:
    assert wheel.name == f"poetgui-{__version__}-py3-none-any.whl"
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_wheel_holds_every_module_and_resource(names: set[str]) -> None:
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "poetgui").rglob("*.py")}
    resources = {
        f"poetgui/{p.relative_to(ROOT).as_posix()}"
        for p in (ROOT / "resources").rglob("*")
        if p.is_file() and "screenshots" not in p.parts
    }
    assert "poetgui/resources/prosody/pingshui.json" in resources
    assert modules | resources <= names


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"poetgui", f"poetgui-{__version__}.dist-info"}
    assert not [name for name in names if "screenshots" in name]


def test_the_wheel_has_a_window_and_a_console_program(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"poetgui-{__version__}.dist-info/entry_points.txt").decode("utf-8")
    entries = ConfigParser()
    entries.read_string(text)
    assert entries["gui_scripts"]["poetgui"] == "poetgui.__main__:main"
    assert entries["console_scripts"]["poetgui-cli"] == "poetgui.__main__:main"


def test_the_installed_program_finds_its_resources(wheel: Path, tmp_path: Path, home: Path) -> None:
    place = tmp_path / "测试 路径"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    poem = place / "诗.txt"
    poem.write_text("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "poetgui", "check", str(poem)],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(place), "POETGUI_HOME": str(home)},
        capture_output=True,
    )
    assert result.returncode == 0, result.stderr.decode("utf-8")
    assert "五言绝句" in result.stdout.decode("utf-8")


def test_the_program_depends_on_no_training_library() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for heavy in ("torch", "onnx>", "matplotlib"):
        assert not [d for d in project["dependencies"] if d.startswith(heavy)]
