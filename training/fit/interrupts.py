"""Hold what stops a run back while something must not be left half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STOPPING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Ctrl-C, a shutdown or a program that ends the run, a terminal that is closed."""


def listen() -> None:
    """Let all of STOPPING raise KeyboardInterrupt, so that a run is saved before it ends."""
    for number in STOPPING:
        signal.signal(number, signal.default_int_handler)


@contextmanager
def held() -> Iterator[None]:
    """Raise the KeyboardInterrupt of a signal in the block only when the block is done.

    A second signal is raised at once. Outside the main thread, where none arrives, and under a
    handler that is not Python's own, nothing is held.
    """
    usual = {number: signal.getsignal(number) for number in STOPPING}
    ours = [number for number in STOPPING if usual[number] is signal.default_int_handler]
    if not ours or threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = False

    def hold(number: int, frame: object) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True

    for number in ours:
        signal.signal(number, hold)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, usual[number])
    if pressed:
        raise KeyboardInterrupt
