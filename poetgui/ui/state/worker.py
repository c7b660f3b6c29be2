"""The one worker: a thread that does one job after another and knows neither widgets nor poems.

Every job has a number. On a channel only the newest job counts: an older one is asked to stop, and
what it still answers is dropped here, so that no receiver ever sees a stale answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from poetgui.bug_report import report_bug
from poetgui.errors import UserError


class Stopped(Exception):  # noqa: N818 - named for what happened, it is no error
    """A job's work raises this (or a subclass) when it noticed the stop flag."""


@dataclass(frozen=True)
class JobContext:
    """What a job's function is given: it reports progress and asks whether to stop."""

    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]
    report: Callable[[object], None] = lambda _word: None
    """Send an intermediate result to `Worker.reported`."""


Work = Callable[[JobContext], Any]


@dataclass(frozen=True)
class _Job:
    number: int
    channel: str
    work: Work
    stop: threading.Event = field(default_factory=threading.Event)


class _Runner(QObject):
    """Lives in the worker's thread."""

    progressed = Signal(object, int, int)
    reported = Signal(object, object)
    done = Signal(object, object)
    failed = Signal(object, object)
    stopped = Signal(object)

    @Slot(object)
    def run(self, job: _Job) -> None:
        if job.stop.is_set():
            self.stopped.emit(job)
            return
        context = JobContext(
            progress=lambda done, total: self.progressed.emit(job, done, total),
            cancelled=job.stop.is_set,
            report=lambda word: self.reported.emit(job, word),
        )
        try:
            result = job.work(context)
        except Stopped:
            self.stopped.emit(job)
        except Exception as error:  # handed over whole: the receiver distinguishes the two kinds
            if not isinstance(error, UserError):
                report_bug(error)
            self.failed.emit(job, error)
        else:
            self.done.emit(job, result)


class Worker(QObject):
    """Submit jobs from the window's thread; its signals arrive in that thread."""

    progressed = Signal(str, int, int, int)
    """channel, number, done, total"""
    reported = Signal(str, int, object)
    """channel, number, an intermediate result"""
    finished = Signal(str, int, object)
    """channel, number, result"""
    failed = Signal(str, int, object)
    """channel, number, the exception"""
    stopped = Signal(str, int)
    """channel, number: cancelled by the person (not replaced by a newer job)"""

    _submitted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._newest: dict[str, _Job] = {}
        self._thread = QThread()
        self._thread.setObjectName("worker")
        self._runner = _Runner()
        self._runner.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._submitted.connect(self._runner.run, queued)
        self._runner.progressed.connect(self._on_progress, queued)
        self._runner.reported.connect(self._on_report, queued)
        self._runner.done.connect(self._on_done, queued)
        self._runner.failed.connect(self._on_failed, queued)
        self._runner.stopped.connect(self._on_stopped, queued)
        self._thread.start()

    def submit(self, channel: str, work: Work) -> int:
        """Replaces the channel's running or waiting job; returns the new job's number."""
        self.cancel(channel)
        self._count += 1
        job = _Job(self._count, channel, work)
        self._newest[channel] = job
        self._submitted.emit(job)
        return job.number

    def cancel(self, channel: str) -> None:
        """Ask the channel's job to stop; `stopped` comes once it has noticed."""
        if job := self._newest.get(channel):
            job.stop.set()

    def busy(self, channel: str) -> bool:
        return channel in self._newest

    @property
    def running(self) -> bool:
        """Whether the thread is alive; False after `close`."""
        return self._thread.isRunning()

    def close(self) -> None:
        """Stop every job and wait for the thread to end; nothing is heard afterwards."""
        for job in self._newest.values():
            job.stop.set()
        self._newest.clear()
        self._thread.quit()
        self._thread.wait()

    def _current(self, job: _Job) -> bool:
        return self._newest.get(job.channel) is job

    @Slot(object, int, int)
    def _on_progress(self, job: _Job, done: int, total: int) -> None:
        if self._current(job) and not job.stop.is_set():
            self.progressed.emit(job.channel, job.number, done, total)

    @Slot(object, object)
    def _on_report(self, job: _Job, word: object) -> None:
        if self._current(job) and not job.stop.is_set():
            self.reported.emit(job.channel, job.number, word)

    @Slot(object, object)
    def _on_done(self, job: _Job, result: object) -> None:
        if not self._current(job):
            return
        del self._newest[job.channel]
        if job.stop.is_set():
            # It ended before it noticed the flag; the person asked for a stop and gets one.
            self.stopped.emit(job.channel, job.number)
        else:
            self.finished.emit(job.channel, job.number, result)

    @Slot(object, object)
    def _on_failed(self, job: _Job, error: Exception) -> None:
        if self._current(job):
            del self._newest[job.channel]
            self.failed.emit(job.channel, job.number, error)

    @Slot(object)
    def _on_stopped(self, job: _Job) -> None:
        if self._current(job):
            del self._newest[job.channel]
            self.stopped.emit(job.channel, job.number)
