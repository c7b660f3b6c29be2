"""Reports of bugs: one log for all of them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from poetgui import bug_report
from poetgui.bug_report import log_path, report_bug


def _failed(word: str) -> Exception:
    try:
        raise RuntimeError(word)
    except RuntimeError as error:
        return error


def test_reports_are_appended_and_returned(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for word in ("first", "second"):
        report = report_bug(_failed(word))
        assert report.endswith(f"RuntimeError: {word}\n")
        assert report in capsys.readouterr().err
    text = log_path().read_text(encoding="utf-8")
    assert log_path().parent == home
    assert text.index("RuntimeError: first") < text.index("RuntimeError: second")


@pytest.mark.usefixtures("home")
def test_the_log_is_rotated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bug_report, "LOG_BYTES", 2000)
    for number in range(40):
        report_bug(_failed(str(number)))
    logs = sorted(log_path().parent.glob("error.log*"))
    assert len(logs) == 1 + bug_report.OLD_LOGS
    assert all(log.stat().st_size <= 2000 for log in logs)
    assert "RuntimeError: 39" in log_path().read_text(encoding="utf-8")


@pytest.mark.usefixtures("home")
def test_reports_of_several_threads_are_all_kept() -> None:
    threads = [threading.Thread(target=report_bug, args=[_failed(f"no. {n}")]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = log_path().read_text(encoding="utf-8")
    assert all(f"RuntimeError: no. {n}" in text for n in range(8))


def test_a_log_that_cannot_be_written_hides_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "error.log").mkdir(parents=True)
    report_bug(_failed("seen"))
    assert "RuntimeError: seen" in capsys.readouterr().err
