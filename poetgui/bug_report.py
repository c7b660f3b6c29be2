"""Reports of the program's own errors: the one way from every thread and entry point."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from poetgui import __version__
from poetgui.paths import user_data

LOG_FILE = "error.log"
LOG_BYTES, OLD_LOGS = 256_000, 2
"""A traceback has some 3 kB: the log and its two older parts hold the last 250 reports."""

_lock = threading.Lock()


def log_path() -> Path:
    """Where reports are written: in the person's own folder."""
    return user_data() / LOG_FILE


def report_bug(error: BaseException) -> str:
    """Write the traceback to the log and to stderr, where there is one; returns it for a dialog.

    Never raises: a full disk must not hide the error that is reported. Safe from any thread.
    """
    report = "".join(traceback.format_exception(error))
    with _lock:
        with suppress(OSError):
            _append(f"{report}poetgui {__version__}")
        if sys.stderr is not None:
            with suppress(OSError, ValueError):  # closed, or its reader left
                sys.stderr.write(report)
                sys.stderr.flush()
    return report


def _append(text: str) -> None:
    # Opened for each report: bugs are rare, and the folder may be another one by then.
    log_path().parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        log_path(), maxBytes=LOG_BYTES, backupCount=OLD_LOGS, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(threadName)s\n%(message)s\n"))
    try:
        handler.emit(logging.LogRecord("poetgui", logging.ERROR, "", 0, text, None, None))
    finally:
        handler.close()
