"""The self test: passes with a bundle, and says what is wrong without one."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from poetgui.commands import selftest
from tests.tiny_bundle import write_bundle


def run(model: str, monkeypatch: pytest.MonkeyPatch) -> int:
    # It sets these for itself: monkeypatch puts them back.
    for name in ("QT_QPA_PLATFORM", "POETGUI_HOME"):
        monkeypatch.setenv(name, "offscreen" if name == "QT_QPA_PLATFORM" else str(Path.cwd()))
    parser = argparse.ArgumentParser()
    selftest.add_arguments(parser)
    return selftest.run(parser.parse_args(["--model", model] if model else []))


def test_a_working_installation_passes(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bundle = write_bundle(tmp_path / "模 型")
    assert run(str(bundle), monkeypatch) == 0
    said = capsys.readouterr().out
    for word in ("Qt ", "tiny", "藏头", "续写", "自由", "开关窗口", "自检通过"):
        assert word in said


def test_a_broken_one_says_why(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bundle = write_bundle(tmp_path / "model")
    (bundle / "poet.onnx").write_bytes(b"damaged")
    assert run(str(bundle), monkeypatch) == selftest.BROKEN
    assert "poet.onnx" in capsys.readouterr().err
