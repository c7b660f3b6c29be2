"""Training in a process of its own: the program itself knows neither torch nor the training."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from poetgui.errors import Message
from poetgui.paths import user_data

INTERPRETERS = (".venv/bin/python", ".venv/Scripts/python.exe")
"""Where an environment has its Python, from the folder of the sources."""
KEPT_LINES = 40
"""Of what the process says, for a report of what went wrong."""
PATIENCE_MS = 20_000
"""For a run that was cancelled to save and end."""


@dataclass(frozen=True)
class Workshop:
    """Where training can be started."""

    python: Path
    sources: Path
    """The folder that has `training` in it."""


def workshop(sources: Path | None = None) -> Workshop | None:
    """The one in a folder of sources, or beside the running program; None where there is none."""
    folder = sources or Path(__file__).resolve().parents[3]
    if not (folder / "training" / "__main__.py").is_file():
        return None
    for name in INTERPRETERS:
        if (folder / name).exists():
            return Workshop(folder / name, folder)
    # A program that runs from its sources has Python; a packaged one is none.
    frozen = getattr(sys, "frozen", False)
    return None if sources or frozen else Workshop(Path(sys.executable), folder)


class TrainingProcess(QObject):
    """One fine-tuning at a time."""

    progressed = Signal(float, int)
    """Share that is done, 0 to 1; seconds left."""
    said = Signal(str)
    """A line of what it says."""
    finished = Signal(bool, object)
    """Whether a model was installed, and a sentence on what came of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._lines: list[str] = []
        self._cancelled = False

    @property
    def running(self) -> bool:
        return self._process is not None

    def start(
        self, place: Workshop, poems: Sequence[Path], name: str, minutes: int, run: Path
    ) -> None:
        """Learn from poems, for so many minutes at most; `run` is a new folder for the run."""
        process = QProcess(self)
        process.setWorkingDirectory(str(place.sources))
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("POETGUI_PROGRESS", "json")
        environment.insert("PYTHONUTF8", "1")
        environment.insert("PYTHONUNBUFFERED", "1")
        environment.insert("POETGUI_HOME", str(user_data()))
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._fail)
        self._process, self._lines, self._cancelled = process, [], False
        arguments = ["-m", "training", "finetune", *map(str, poems), "--name", name]
        arguments += ["--minutes", str(minutes), "--run", str(run), "--install"]
        process.start(str(place.python), arguments)

    def cancel(self) -> None:
        """End the run; nothing is installed."""
        process = self._process
        if process is None:
            return
        self._cancelled = True
        # On Windows a console program hears no request to end.
        if os.name == "nt":
            process.kill()
        else:
            process.terminate()

    def close(self) -> None:
        """End the run and wait until it has ended: the program closes."""
        self.cancel()
        if self._process is not None and not self._process.waitForFinished(PATIENCE_MS):
            self._process.kill()
            self._process.waitForFinished(PATIENCE_MS)

    def _read(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            line = bytes(process.readLine().data()).decode("utf-8", "replace").rstrip()
            report = _report(line)
            if report is not None:
                self.progressed.emit(*report)
            elif line.strip():
                self._lines = [*self._lines, line][-KEPT_LINES:]
                self.said.emit(line)

    def _end(self, code: int, _status: QProcess.ExitStatus) -> None:
        self._read()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if self._cancelled:
            self.finished.emit(False, Message("停下了，没有装模型。"))
        elif code == 0:
            self.finished.emit(True, "\n".join(_outcome(self._lines)))
        else:
            said = "\n".join(self._lines[-6:])
            self.finished.emit(False, Message("没有学成。\n{}", said) if said else NO_WORD)

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._process.deleteLater()
            self._process = None
            self.finished.emit(False, Message("训练没有能够开始：那里的 Python 打不开。"))


NO_WORD = Message("没有学成，也没有说为什么。")


def _report(line: str) -> tuple[float, int] | None:
    """What a line of progress says; None for any other."""
    if not line.startswith("{"):
        return None
    try:
        data = json.loads(line)
        return float(data["done"]), int(data["left"])
    except (ValueError, KeyError, TypeError):
        return None


def _outcome(lines: Sequence[str]) -> list[str]:
    """The sentences at the end that say how well it went."""
    return [line for line in lines if "困惑度" in line and "步 " not in line][-1:] or ["学好了。"]
