"""What lies on the desk: the poems just written, the one on top, and how new ones come.

Knows no widget. Panels call it and listen to it; rewriting, undo and editing belong here too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from poetgui.composer.compose import Cancelled, Progress
from poetgui.composer.request import ComposeRequest
from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.history.store import Entry, History
from poetgui.ui.worker import JobContext, Stopped, Worker

log = logging.getLogger(__name__)

WRITING = "writing"
OPENING = "opening"


class Composer(Protocol):
    """What the desk asks of a composer (composer.compose.Composer and the tests' own fit it)."""

    def compose(
        self,
        request: ComposeRequest,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Poem]: ...


@dataclass(frozen=True)
class OpenModel:
    """A composer, and what the window shows of its model."""

    composer: Composer
    id: str
    styles: tuple[str, ...] = ()
    copies: Container[str] | None = None
    """Lines of the corpus; None where the bundle has no copy filter."""


@dataclass(frozen=True)
class Sheet:
    """A poem on paper and where it came from."""

    poem: Poem
    recipe: Mapping[str, Any] = field(default_factory=dict)
    entry: int | None = None
    """Its number in the history; None only for a classic that was not written here."""
    starred: bool = False
    author: str = ""
    """Who wrote it, for a classic."""

    @property
    def request(self) -> ComposeRequest | None:
        """The request that wrote it, with its seed: what "the same again" asks for."""
        kept = self.recipe.get("request")
        if not isinstance(kept, Mapping):
            return None
        try:
            return replace(ComposeRequest.from_json(dict(kept)), seed=self.poem.seed)
        except (KeyError, TypeError, ValueError, UserError):
            return None  # written by another version: the poem can be read, not repeated


class Desk(QObject):
    """The window's state. Every poem goes into the history before it is shown."""

    sheets_changed = Signal()
    """Other poems lie here now."""
    leafed = Signal()
    """Another of them is on top, or the top one was starred."""
    written = Signal()
    """New poems entered the history."""
    progressed = Signal(int, int)
    busy_changed = Signal(bool)
    model_changed = Signal()
    """Another model is open, or none could be."""
    problem = Signal(str)
    """Something the person can mend, in a sentence."""
    broken = Signal(object)
    """A bug: the exception."""

    def __init__(self, worker: Worker, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._history = history
        self._model: OpenModel | None = None
        self._waiting: ComposeRequest | None = None
        self._request: ComposeRequest | None = None
        self._sheets: tuple[Sheet, ...] = ()
        self._index = 0
        worker.finished.connect(self._on_finished)
        worker.failed.connect(self._on_failed)
        worker.stopped.connect(self._on_stopped)
        worker.progressed.connect(self._on_progress)

    # -- what lies here -----------------------------------------------------------------------

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self._sheets

    @property
    def index(self) -> int:
        return self._index

    @property
    def current(self) -> Sheet | None:
        return self._sheets[self._index] if self._sheets else None

    @property
    def model(self) -> OpenModel | None:
        """None until one is open."""
        return self._model

    @property
    def opening(self) -> bool:
        """Whether a model is being loaded."""
        return self._worker.busy(OPENING)

    @property
    def busy(self) -> bool:
        return self._waiting is not None or self._worker.busy(WRITING)

    def lay(self, sheets: tuple[Sheet, ...]) -> None:
        """Put these on the desk, the first on top."""
        self._sheets = sheets
        self._index = 0
        self.sheets_changed.emit()

    def open_entry(self, entry: Entry) -> None:
        self.lay((Sheet(entry.poem, entry.recipe, entry.id, entry.starred),))

    def leaf(self, step: int) -> None:
        """Turn `step` sheets on; stops at either end."""
        index = min(max(self._index + step, 0), len(self._sheets) - 1)
        if self._sheets and index != self._index:
            self._index = index
            self.leafed.emit()

    def star(self, on: bool) -> None:
        sheet = self.current
        if sheet is not None and sheet.entry is not None and sheet.starred != on:
            self._history.star(sheet.entry, on)
            self.entry_starred(sheet.entry, on)
            self.written.emit()

    def entry_starred(self, entry: int, on: bool) -> None:
        """The history changed a star: the sheet follows."""
        self._sheets = tuple(
            replace(sheet, starred=on) if sheet.entry == entry else sheet for sheet in self._sheets
        )
        self.leafed.emit()

    # -- writing ------------------------------------------------------------------------------

    def open_model(self, load: Callable[[], OpenModel]) -> None:
        """Load a model in the worker. What is asked for meanwhile is written when it is ready."""
        self._worker.submit(OPENING, lambda _context: load())

    def write(self, request: ComposeRequest) -> None:
        """Replaces what is being written. Ends in `sheets_changed`, `problem` or `broken`."""
        if self._model is None and not self.opening:
            self.problem.emit(
                self.tr("还没有可用的模型，写不了诗。请从菜单“模型”导入一个模型文件夹。")
            )
            return
        if self.opening:
            self._waiting = request
        else:
            self._start(request)
        self.busy_changed.emit(True)

    def again(self, different: bool) -> None:
        """The top sheet's request once more: with its seed (the same poems) or a new one."""
        request = self.current.request if self.current else None
        if request is not None:
            self.write(replace(request, seed=None) if different else request)

    def cancel(self) -> None:
        if self._waiting is not None:
            self._waiting = None
            self.busy_changed.emit(self.busy)
        self._worker.cancel(WRITING)

    def _start(self, request: ComposeRequest) -> None:
        assert self._model is not None  # asked by the caller
        composer = self._model.composer

        def work(context: JobContext) -> list[Poem]:
            try:
                return composer.compose(
                    request,
                    progress=lambda step: context.progress(step.done, step.total),
                    cancelled=context.cancelled,
                )
            except Cancelled:
                raise Stopped from None

        self._request = request
        self._worker.submit(WRITING, work)

    def _start_waiting(self) -> None:
        request, self._waiting = self._waiting, None
        if request is not None and self._model is not None:
            self._start(request)

    def _keep(self, poems: list[Poem]) -> None:
        assert self._request is not None  # a job was started with it
        # The seed and the model stand in each poem; together with the request they write it again.
        recipe = {"request": self._request.to_json()}
        try:
            # The best is added last, so that it stands first among the newest.
            entries = self._history.add(poems[::-1], recipe)[::-1]
        except UserError as error:  # a full disk: the poems are lost rather than shown unkept
            self.problem.emit(str(error))
            return
        self.written.emit()
        self.lay(
            tuple(Sheet(poem, recipe, entry) for poem, entry in zip(poems, entries, strict=True))
        )

    # -- what the worker says -----------------------------------------------------------------

    def _on_finished(self, channel: str, _number: int, result: Any) -> None:
        if channel == OPENING:
            self._model = result
            self.model_changed.emit()
            self._start_waiting()
        elif channel == WRITING:
            self.busy_changed.emit(False)
            self._keep(result)

    def _on_failed(self, channel: str, _number: int, error: Exception) -> None:
        if channel not in (OPENING, WRITING):
            return
        if channel == OPENING:
            self.model_changed.emit()
            self._start_waiting()  # the model that was open before still writes
        self.busy_changed.emit(self.busy)
        if isinstance(error, UserError):
            self.problem.emit(str(error))
        else:
            self.broken.emit(error)

    def _on_stopped(self, channel: str, _number: int) -> None:
        if channel == WRITING:
            self.busy_changed.emit(False)

    def _on_progress(self, channel: str, _number: int, done: int, total: int) -> None:
        if channel == WRITING:
            self.progressed.emit(done, total)
