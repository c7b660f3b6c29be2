"""The model's probabilities for the current poem: computed in the worker and cached.

Uses no widgets. Nothing is computed unless it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from poetgui.engine.search.progress import Cancelled
from poetgui.engine.search.step_trace import StepTrace
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.ui.state.preferences import Preferences
from poetgui.ui.state.worker import JobContext, Stopped, Worker
from poetgui.ui.state.workspace import Analyser, Workspace

SURPRISE, CANDIDATES = "surprise", "candidates"
CACHE_SIZE = 64
"""Analyses that are cached: people often go back to a poem."""
_LOG10_RANGE = (1.0, 4.0)
"""A character of probability 10^-1 is no surprise, one of 10^-4 a full one."""


def surprise_level(logp: float) -> float:
    """0 (expected) … 1 (astonishing) for a log-probability in nats."""
    low, high = _LOG10_RANGE
    return min(1.0, max(0.0, (-logp / math.log(10) - low) / (high - low)))


class AnalysisController(QObject):
    """Belongs to `workspace.current`."""

    surprise_changed = Signal(object)
    """Place -> 0 (expected) … 1 (most surprising) for the current poem; empty while unknown or
    switched off."""
    trace_changed = Signal(object)
    """The StepTrace to show, or None."""

    def __init__(self, workspace: Workspace, worker: Worker, preferences: Preferences) -> None:
        super().__init__(workspace)
        self._workspace, self._worker, self._preferences = workspace, worker, preferences
        self._cache: dict[tuple[str, ...], Any] = {}
        self._pending: dict[str, tuple[str, ...]] = {}
        self._place: Place | None = None
        for signal in (
            workspace.sheets_changed,
            workspace.current_changed,
            workspace.model_changed,
            preferences.changed,
        ):
            signal.connect(self.refresh)
        workspace.step_traced.connect(self._on_step_traced)
        worker.finished.connect(self._on_finished)
        worker.failed.connect(self._on_failed)
        self.refresh()

    @property
    def busy(self) -> bool:
        """Whether results are still awaited from the worker."""
        return bool(self._pending)

    def refresh(self) -> None:
        """Emit what is known of the current poem; start computing what is wanted and unknown."""
        values = self._preferences.values
        # A trace for each character is an animation: without it only the finished poem's is shown.
        self._workspace.tracing = values.candidates and values.animation
        known = self._ask(SURPRISE) if values.surprise else None
        self.surprise_changed.emit(
            {p: surprise_level(logp) for p, logp in known.items()} if known else {}
        )
        self._show()

    def look_at(self, place: Place | None) -> None:
        """The cell under the mouse, or the one that is stepped on."""
        if place != self._place:
            self._place = place
            self._show()

    def _show(self) -> None:
        if not self._preferences.values.candidates or self._workspace.busy:
            return
        glimpses = self._ask(CANDIDATES)
        found = (g for g in glimpses or () if g.place == self._place)
        self.trace_changed.emit(next(found, None))

    def _ask(self, channel: str) -> Any:
        """The cached result for the current poem; else a job is submitted and None returned."""
        sheet, model = self._workspace.current, self._workspace.model
        if sheet is None or model is None or model.analyser is None or not sheet.poem.form:
            return None
        poem, analyser = sheet.poem, model.analyser
        key = (channel, model.id, poem.form, poem.book, *poem.lines)
        if key in self._cache:
            return self._cache[key]
        if self._pending.get(channel) != key:
            self._pending[channel] = key
            self._worker.submit(channel, _analyse(channel, key, poem, analyser))
        return None

    def _on_finished(self, channel: str, _number: int, result: Any) -> None:
        if channel in (SURPRISE, CANDIDATES):
            key, found = result
            while len(self._cache) >= CACHE_SIZE:
                self._cache.pop(next(iter(self._cache)))
            self._cache[key] = found
            self._pending.pop(channel, None)
            self.refresh()

    def _on_failed(self, channel: str, _number: int, error: Exception) -> None:
        """A poem that can't be analysed is not tried again."""
        if channel in (SURPRISE, CANDIDATES) and not isinstance(error, UserError):
            self._workspace.bug_found.emit(error)

    def _on_step_traced(self, glimpse: StepTrace) -> None:
        if self._preferences.values.candidates:
            self.trace_changed.emit(glimpse)


def _analyse(
    channel: str, key: tuple[str, ...], poem: Poem, analyser: Analyser
) -> Callable[[JobContext], tuple[tuple[str, ...], Mapping[Place, float] | tuple[StepTrace, ...]]]:
    def work(context: JobContext) -> Any:
        read = analyser.surprise if channel == SURPRISE else analyser.weighed
        try:
            return key, read(poem, cancelled=context.cancelled)
        except Cancelled:
            raise Stopped from None

    return work
