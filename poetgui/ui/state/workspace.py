"""The open model and the poems that are shown: opens models, writes requests, saves the poems.

Uses no widgets. Panels call it and connect to its signals. How poems are changed: see
`revision_controller` and `edit_controller`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Container, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.revision.revision_options import RevisionOptions
from poetgui.composer.themes.theme_words import ReadTheme
from poetgui.engine.search.progress import Cancelled, Progress
from poetgui.engine.search.step_trace import StepTrace
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.history.store import History
from poetgui.ui.state.editable_stack import EditableStack
from poetgui.ui.state.recent_lines import recent_lines
from poetgui.ui.state.sheet_stack import Sheet
from poetgui.ui.state.worker import JobContext, Stopped, Worker

log = logging.getLogger(__name__)

WRITING = "writing"
OPENING = "opening"


class Composer(Protocol):
    """What is needed of a composer (composer.compose.Composer; the tests have another)."""

    def compose(
        self,
        request: ComposeRequest,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        watch: Callable[[StepTrace], None] | None = None,
    ) -> list[Poem]: ...


class Reviser(Protocol):
    """What is needed of a reviser (composer.revise.Reviser; the tests have another)."""

    def replacements(
        self,
        poem: Poem,
        place: Place,
        count: int = ...,
        page: int = ...,
        *,
        options: RevisionOptions = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> tuple[str, ...]: ...

    def rewrite(
        self,
        poem: Poem,
        locked: Collection[Place],
        seed: int,
        count: int = ...,
        *,
        options: RevisionOptions = ...,
        progress: Callable[[Progress], None] | None = ...,
        cancelled: Callable[[], bool] | None = ...,
        watch: Callable[[StepTrace], None] | None = ...,
    ) -> list[Poem]: ...


class Analyser(Protocol):
    """The model's probabilities for a finished poem.

    `composer.revision.analysis.PoemAnalysis` is one; the tests have another.
    """

    def weighed(
        self, poem: Poem, *, cancelled: Callable[[], bool] = ...
    ) -> tuple[StepTrace, ...]: ...

    def surprise(
        self, poem: Poem, *, cancelled: Callable[[], bool] = ...
    ) -> Mapping[Place, float]: ...


@dataclass(frozen=True)
class OpenModel:
    """A composer, and what the window shows of its model."""

    composer: Composer
    id: str
    styles: tuple[str, ...] = ()
    copies: Container[str] | None = None
    """Lines of the corpus; None where the bundle has no copy filter."""
    reviser: Reviser | None = None
    """None where poems can only be written, not revised."""
    common: tuple[str, ...] = ()
    """The characters that it knows, the commonest first."""
    read_theme: ReadTheme | None = None
    """The words that a theme gives the model; None: themes are shown as typed."""
    analyser: Analyser | None = None


class Workspace(EditableStack):
    """The sheet stack with a model that writes. Every poem is saved before it is shown."""

    progressed = Signal(int, int)
    step_traced = Signal(object)
    """A StepTrace of the poem that is being written; only while `tracing`."""
    busy_changed = Signal(bool)
    model_changed = Signal()
    """Another model is open, or none could be."""
    bug_found = Signal(object)
    """The exception of a bug, to be reported."""

    def __init__(self, worker: Worker, history: History, parent: QObject | None = None) -> None:
        super().__init__(history, parent)
        self._worker = worker
        self.tracing = False
        """Whether `step_traced` is emitted while a poem is written."""
        self._model: OpenModel | None = None
        self._waiting: ComposeRequest | None = None
        self._then: Callable[[list[Poem]], None] | None = None
        worker.finished.connect(self._on_finished)
        worker.failed.connect(self._on_failed)
        worker.stopped.connect(self._on_stopped)
        worker.progressed.connect(self._on_progress)
        worker.reported.connect(self._on_report)

    # -- state -----------------------------------------------------------------------------------

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

    # -- writing ------------------------------------------------------------------------------

    def open_model(self, load: Callable[[], OpenModel]) -> None:
        """Load a model in the worker. What is asked for meanwhile is written when it is ready."""
        self._worker.submit(OPENING, lambda _context: load())

    def write(self, request: ComposeRequest) -> None:
        """Replaces what is being written. Ends in `sheets_changed`, `problem` or `bug_found`.

        A request without a seed is told the lines that the person was shown lately; one with a
        seed is written as it stands, so that it writes the same poems again.
        """
        if self._model is None and not self.opening:
            self.problem.emit(
                self.tr("还没有可用的模型，写不了诗。请从菜单“模型”导入一个模型文件夹。")
            )
            return
        if request.seed is None:
            request = replace(request, recent=self._recent_lines())
        if self.opening:
            self._waiting = request
        else:
            self._start(request)
        self.busy_changed.emit(True)

    def _recent_lines(self) -> tuple[str, ...]:
        try:
            return recent_lines(self._history)
        except UserError:  # a poem that may repeat something is better than none
            log.warning("the recent poems could not be read", exc_info=True)
            return ()

    def again(self, different: bool, avoid: tuple[str, ...] = ()) -> None:
        """Write the current sheet's request again: with its seed (the same poems) or a new one.

        `avoid`: the words to avoid as they stand now; they take the place of the request's own.
        """
        request = self.current.request if self.current else None
        if request is not None:
            seed = None if different else request.seed
            self.write(replace(request, seed=seed, avoid=avoid))

    def cancel(self) -> None:
        if self._waiting is not None:
            self._waiting = None
            self.busy_changed.emit(self.busy)
        self._worker.cancel(WRITING)

    def _start(self, request: ComposeRequest) -> None:
        assert self._model is not None  # asked by the caller
        composer = self._model.composer

        def work(context: JobContext) -> list[Poem]:
            return composer.compose(
                request,
                progress=lambda step: context.progress(step.done, step.total),
                cancelled=context.cancelled,
                watch=context.report if self.tracing else None,
            )

        self._submit(work, lambda poems: self._show_saved(poems, request))

    def revise(
        self, work: Callable[[JobContext], list[Poem]], then: Callable[[list[Poem]], None]
    ) -> None:
        """Run `work` in the worker instead of what is being written; `then` gets its poems."""
        self._waiting = None
        self._submit(work, then)
        self.busy_changed.emit(True)

    def _submit(
        self, work: Callable[[JobContext], list[Poem]], then: Callable[[list[Poem]], None]
    ) -> None:
        def stoppable(context: JobContext) -> list[Poem]:
            try:
                return work(context)
            except Cancelled:
                raise Stopped from None

        self._then = then
        self._worker.submit(WRITING, stoppable)

    def _start_waiting(self) -> None:
        request, self._waiting = self._waiting, None
        if request is not None and self._model is not None:
            self._start(request)

    def _show_saved(self, poems: list[Poem], request: ComposeRequest) -> None:
        # Asked for again with its seed: what is there already is shown, and not stored twice.
        known = [] if request.seed is None else [self._history.find(poem) for poem in poems]
        if known and all(known):
            self.set_sheets(tuple(Sheet(e.poem, e.recipe, e.id, e.starred) for e in known if e))
            return
        # The seed and the model stand in each poem; together with the request they write it again.
        if sheets := self.save(poems, {"request": request.to_json()}):
            self.set_sheets(sheets)

    # -- signals of the worker ----------------------------------------------------------------

    def _on_finished(self, channel: str, _number: int, result: Any) -> None:
        if channel == OPENING:
            self._model = result
            self.model_changed.emit()
            self._start_waiting()
        elif channel == WRITING:
            self.busy_changed.emit(False)
            assert self._then is not None  # the job was submitted with it
            self._then(result)

    def _on_failed(self, channel: str, _number: int, error: Exception) -> None:
        if channel not in (OPENING, WRITING):
            return
        if channel == OPENING:
            self.model_changed.emit()
            self._start_waiting()  # the model that was open before still writes
        self.busy_changed.emit(self.busy)
        if isinstance(error, UserError):
            self.problem.emit(error.message)
        else:
            self.bug_found.emit(error)

    def _on_stopped(self, channel: str, _number: int) -> None:
        if channel == WRITING:
            self.busy_changed.emit(False)

    def _on_progress(self, channel: str, _number: int, done: int, total: int) -> None:
        if channel == WRITING:
            self.progressed.emit(done, total)

    def _on_report(self, channel: str, _number: int, word: Any) -> None:
        if channel == WRITING:
            self.step_traced.emit(word)
