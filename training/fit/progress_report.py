"""Where a run stands: a bar in a terminal, a line now and then in a log, JSON for a program."""

from __future__ import annotations

import json
import os
import sys
import time

VARIABLE, AS_JSON = "POETGUI_PROGRESS", "json"
"""The environment variable by which the program asks for JSON, a line on standard output each."""
EVERY = {True: 2.0, False: 60.0}
"""Seconds between two lines, for a program and for a log."""
BAR = 24


class ProgressReport:
    """Says no more often than a reader wants to hear."""

    def __init__(self) -> None:
        self._json = os.environ.get(VARIABLE) == AS_JSON
        self._said = 0.0

    def say(self, step: int, total: int, done: float, seconds_left: float, loss: float) -> None:
        """done: share of the run, 0 to 1; loss in nats a character."""
        left = max(0, round(seconds_left))
        if not self._json and sys.stderr.isatty():
            at = f"{'█' * round(BAR * done):<{BAR}} {step}/{total}"
            sys.stderr.write(f"\r{at}  损失 {loss:.3f}  余 {left / 60:.0f} 分 ")
            sys.stderr.flush()
            return
        now = time.monotonic()
        if self._said and now - self._said < EVERY[self._json]:
            return
        self._said = now
        if self._json:
            print(json.dumps({"done": round(done, 4), "left": left}), flush=True)
        else:
            print(f"步 {step}/{total}  损失 {loss:.3f}  余 {left / 60:.0f} 分", flush=True)
