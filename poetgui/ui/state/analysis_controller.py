"""What the model thinks of the poem on top of the desk: read in the worker, remembered, told.

Knows no widget. Nothing is read unless it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from poetgui.engine.task import Cancelled
from poetgui.engine.weighing import Glimpse
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.state.worker import JobContext, Stopped, Worker
from poetgui.ui.state.workspace import Desk, Reflector

SURPRISE, WEIGHED = "surprise", "weighed"
REMEMBERED = 64
"""Readings that are kept; a poem is leafed back to more often than not."""
_TENTHS = (1.0, 4.0)
"""A character of probability 10^-1 is no surprise, one of 10^-4 a full one."""


def depth(logp: float) -> float:
    """0 (expected) … 1 (astonishing) for a log-probability in nats."""
    low, high = _TENTHS
    return min(1.0, max(0.0, (-logp / math.log(10) - low) / (high - low)))


class Insight(QObject):
    """Belongs to `desk.current`."""

    shaded = Signal(object)
    """Place -> depth of its shade for the poem on top; empty while nothing is known or wanted."""
    seen = Signal(object)
    """The Glimpse to show, or None."""

    def __init__(self, desk: Desk, worker: Worker, preferences: Preferences) -> None:
        super().__init__(desk)
        self._desk, self._worker, self._preferences = desk, worker, preferences
        self._known: dict[tuple[str, ...], Any] = {}
        self._wanted: dict[str, tuple[str, ...]] = {}
        self._place: Place | None = None
        for signal in (desk.sheets_changed, desk.leafed, desk.model_changed, preferences.changed):
            signal.connect(self.refresh)
        desk.weighing.connect(self._on_weighing)
        worker.finished.connect(self._on_finished)
        worker.failed.connect(self._on_failed)
        self.refresh()

    def refresh(self) -> None:
        """Another poem lies on top, or something else is to be shown."""
        values = self._preferences.values
        # Told one by one, what is weighed moves like a film: who wants none sees the poem's own.
        self._desk.watched = values.candidates and values.animation
        known = self._ask(SURPRISE) if values.surprise else None
        self.shaded.emit({p: depth(logp) for p, logp in known.items()} if known else {})
        self._show()

    def look_at(self, place: Place | None) -> None:
        """The cell under the mouse, or the one that is stepped on."""
        if place != self._place:
            self._place = place
            self._show()

    def _show(self) -> None:
        if not self._preferences.values.candidates or self._desk.busy:
            return
        glimpses = self._ask(WEIGHED)
        found = (g for g in glimpses or () if g.place == self._place)
        self.seen.emit(next(found, None))

    def _ask(self, channel: str) -> Any:
        """What is known of the poem on top; if nothing, it is asked for."""
        sheet, model = self._desk.current, self._desk.model
        if sheet is None or model is None or model.reflection is None or not sheet.poem.form:
            return None
        poem, reflection = sheet.poem, model.reflection
        key = (channel, model.id, poem.form, poem.book, *poem.lines)
        if key in self._known:
            return self._known[key]
        if self._wanted.get(channel) != key:
            self._wanted[channel] = key
            self._worker.submit(channel, _reading(channel, key, poem, reflection))
        return None

    def _on_finished(self, channel: str, _number: int, result: Any) -> None:
        if channel in (SURPRISE, WEIGHED):
            key, found = result
            while len(self._known) >= REMEMBERED:
                self._known.pop(next(iter(self._known)))
            self._known[key] = found
            self._wanted.pop(channel, None)
            self.refresh()

    def _on_failed(self, channel: str, _number: int, error: Exception) -> None:
        """A poem that can't be read stays unread, and is not asked for again and again."""
        if channel in (SURPRISE, WEIGHED) and not isinstance(error, UserError):
            self._desk.broken.emit(error)

    def _on_weighing(self, glimpse: Glimpse) -> None:
        if self._preferences.values.candidates:
            self.seen.emit(glimpse)


def _reading(
    channel: str, key: tuple[str, ...], poem: Poem, reflection: Reflector
) -> Callable[[JobContext], tuple[tuple[str, ...], Mapping[Place, float] | tuple[Glimpse, ...]]]:
    def work(context: JobContext) -> Any:
        read = reflection.surprise if channel == SURPRISE else reflection.weighed
        try:
            return key, read(poem, cancelled=context.cancelled)
        except Cancelled:
            raise Stopped from None

    return work
