"""A model writes a poem in another process before it is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from poetgui.engine.bundle import trial
from poetgui.errors import UserError
from poetgui.paths import resource


def test_ours_passes() -> None:
    trial.run(resource("model"))


def test_a_folder_that_is_no_model_does_not(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有成功"):
        trial.run(tmp_path)


@pytest.mark.parametrize(
    ("code", "words"),
    [("import time; time.sleep(60)", "太久"), ("import os; os.abort()", "没有成功")],
)
def test_one_that_hangs_or_crashes_takes_nothing_with_it(
    code: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = subprocess.run

    def instead(command: list[str], **options: object) -> object:
        assert command[-1] == str(tmp_path)
        return real([sys.executable, "-c", code], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", instead)
    monkeypatch.setattr(trial, "PATIENCE", 0.5)
    with pytest.raises(UserError, match=words):
        trial.run(tmp_path)


def test_the_packaged_program_asks_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def note(command: list[str], **options: object) -> object:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", note)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    trial.run(tmp_path)
    assert asked[0][:2] == [sys.executable, "compose"]
