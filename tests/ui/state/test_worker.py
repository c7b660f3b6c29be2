"""The worker: numbers, stale answers, cancelling, draining."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from poetgui.bug_report import log_path
from poetgui.errors import UserError
from poetgui.ui.state.worker import JobContext, Stopped, Worker


def waiting(started: threading.Event, gate: threading.Event):
    """Work that says when it began and goes on until the gate opens or it is stopped."""

    def work(context: JobContext) -> str:
        started.set()
        while not gate.wait(0.002):
            if context.cancelled():
                raise Stopped
        return "late"

    return work


def test_a_result_comes_with_channel_and_number(worker: Worker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.finished) as heard:
        number = worker.submit("a", lambda _context: 42)
    assert heard.args == ["a", number, 42]
    assert not worker.busy("a")


def test_work_is_done_in_another_thread(worker: Worker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.finished) as heard:
        worker.submit("a", lambda _context: threading.get_ident())
    assert heard.args
    assert heard.args[2] != threading.get_ident()


def test_progress_is_told(worker: Worker, qtbot: QtBot) -> None:
    spy = QSignalSpy(worker.progressed)
    with qtbot.waitSignal(worker.finished):
        number = worker.submit("a", lambda context: context.progress(3, 8))
    assert spy.count() == 1
    assert spy.at(0) == ["a", number, 3, 8]


@pytest.mark.parametrize("error", [UserError("改一改"), ValueError("a bug")])
def test_both_kinds_of_error_are_handed_over(
    worker: Worker, qtbot: QtBot, error: Exception
) -> None:
    def work(_context: JobContext) -> None:
        raise error

    with qtbot.waitSignal(worker.failed) as heard:
        worker.submit("a", work)
    assert heard.args
    assert heard.args[2] is error


def test_a_bug_is_logged_and_a_user_error_is_not(worker: Worker, qtbot: QtBot) -> None:
    for error in (UserError("请换一个"), ZeroDivisionError("a bug")):

        def fail(_context: JobContext, error: Exception = error) -> None:
            raise error

        with qtbot.waitSignal(worker.failed):
            worker.submit("a", fail)
    text = log_path().read_text(encoding="utf-8")
    assert "ZeroDivisionError: a bug" in text
    assert "UserError" not in text


def test_a_newer_job_silences_the_older(worker: Worker, qtbot: QtBot) -> None:
    started, gate = threading.Event(), threading.Event()
    finished, stopped = QSignalSpy(worker.finished), QSignalSpy(worker.stopped)
    worker.submit("a", waiting(started, gate))
    assert started.wait(5)
    with qtbot.waitSignal(worker.finished):
        newer = worker.submit("a", lambda _context: "new")
    assert finished.count() == 1
    assert finished.at(0) == ["a", newer, "new"]
    assert stopped.count() == 0


def test_an_answer_that_was_overtaken_is_dropped(worker: Worker, qtbot: QtBot) -> None:
    """The older job ends well, but only after the newer was asked for."""
    started, gate = threading.Event(), threading.Event()

    def stubborn(_context: JobContext) -> str:
        started.set()
        assert gate.wait(5)
        return "old"

    finished = QSignalSpy(worker.finished)
    worker.submit("a", stubborn)
    assert started.wait(5)
    newer = worker.submit("a", lambda _context: "new")
    with qtbot.waitSignal(worker.finished):
        gate.set()
    assert [finished.at(i) for i in range(finished.count())] == [["a", newer, "new"]]


def test_channels_do_not_disturb_each_other(worker: Worker, qtbot: QtBot) -> None:
    spy = QSignalSpy(worker.finished)
    with qtbot.waitSignals([worker.finished, worker.finished]):
        worker.submit("a", lambda _context: 1)
        worker.submit("b", lambda _context: 2)
    assert [spy.at(i)[0::2] for i in range(2)] == [["a", 1], ["b", 2]]


def test_cancel_ends_in_stopped(worker: Worker, qtbot: QtBot) -> None:
    started, gate = threading.Event(), threading.Event()
    number = worker.submit("a", waiting(started, gate))
    assert started.wait(5)
    with qtbot.waitSignal(worker.stopped) as heard:
        worker.cancel("a")
    assert heard.args == ["a", number]
    assert not worker.busy("a")


def test_a_waiting_job_that_is_cancelled_never_runs(worker: Worker, qtbot: QtBot) -> None:
    started, gate = threading.Event(), threading.Event()
    ran: list[bool] = []
    worker.submit("a", waiting(started, gate))
    assert started.wait(5)
    worker.submit("b", lambda _context: ran.append(True))
    worker.cancel("b")
    with qtbot.waitSignal(worker.stopped):
        gate.set()
    assert not ran


def test_close_stops_what_runs_and_says_nothing_more(qtbot: QtBot) -> None:
    worker = Worker()
    started, gate = threading.Event(), threading.Event()
    spies = [QSignalSpy(s) for s in (worker.finished, worker.failed, worker.stopped)]
    worker.submit("a", waiting(started, gate))
    assert started.wait(5)
    worker.close()
    assert not worker.running
    assert [spy.count() for spy in spies] == [0, 0, 0]
