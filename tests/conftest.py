"""For every test: the person's folder is a fresh one, and Qt needs no screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--plots", type=Path, help="benchmarks write their curves as PNG there")


@pytest.fixture
def plots(request: pytest.FixtureRequest) -> Path | None:
    """The folder of `--plots`."""
    return request.config.getoption("--plots")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """POETGUI_HOME: settings, history and models of a test never touch the person's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("POETGUI_HOME", str(folder))
    return folder
