"""For every test: the person's folder is a fresh one, and Qt needs no screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """POETGUI_HOME: settings, history and models of a test never touch the person's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("POETGUI_HOME", str(folder))
    return folder
