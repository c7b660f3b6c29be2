"""A composer without a model: lays requests out as the real one does and fills the rest."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.request.request_layout import lay_out
from poetgui.composer.revision.revision_options import RevisionOptions
from poetgui.engine.search.progress import Cancelled, Progress
from poetgui.engine.search.step_trace import StepTrace
from poetgui.errors import UserError
from poetgui.grid import Place, Poem
from poetgui.ui.state.model_manager import Library
from poetgui.ui.state.workspace import OpenModel

FILLER = "风来山色远水静月光明云起松声近花开日影清"


class FakeComposer:
    """Writes at once, unless told to wait: then it stops at the gate until it opens."""

    def __init__(self) -> None:
        self.requests: list[ComposeRequest] = []
        self.gate = threading.Event()
        self.gate.set()
        self.reached = threading.Event()
        """Set when a poem is being written and the gate is closed."""
        self.error: Exception | None = None
        self.cancels = 0

    def compose(
        self,
        request: ComposeRequest,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        watch: Callable[[StepTrace], None] | None = None,
    ) -> list[Poem]:
        self.requests.append(request)
        if self.error is not None:
            raise self.error
        layout = lay_out(request)
        if progress:
            progress(Progress(1, 4))
        if watch:
            watch(seen_at(Place(0, 1), "风"))
        while not self.gate.is_set():
            self.reached.set()
            if cancelled and cancelled():
                self.cancels += 1
                raise Cancelled
            self.gate.wait(0.005)
        seed = 7 if request.seed is None else request.seed
        grid = layout.grids[0]
        poems = []
        for n in range(request.count):
            lines = tuple(
                "".join(
                    layout.typed.get(Place(i, j), FILLER[(seed + n * 5 + i * 7 + j) % len(FILLER)])
                    for j in range(length)
                )
                for i, length in enumerate(grid.shape)
            )
            poems.append(
                Poem(
                    lines,
                    layout.form.name,
                    title=layout.title,
                    book=layout.book,
                    pattern=grid.pattern,
                    pins=frozenset(layout.typed),
                    themes=request.themes,
                    seed=seed,
                    model="fake",
                )
            )
        return poems


OFFERED = "云雨雪霜露烟霞虹雷电冰雾松竹梅兰菊荷"
"""What the fake reviser offers: a page of twelve, and one of six."""


class FakeReviser:
    """Offers the same for every cell; rewrites with characters that the composer never writes."""

    def __init__(self) -> None:
        self.asked: list[tuple[Place, int]] = []
        self.wishes: list[RevisionOptions] = []
        self.locked: list[frozenset[Place]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.reached = threading.Event()
        self.error: Exception | None = None

    def _pass(self, cancelled: Callable[[], bool] | None) -> None:
        if self.error is not None:
            raise self.error
        while not self.gate.is_set():
            self.reached.set()
            if cancelled and cancelled():
                raise Cancelled
            self.gate.wait(0.005)

    def replacements(
        self,
        poem: Poem,
        place: Place,
        count: int = 12,
        page: int = 0,
        *,
        options: RevisionOptions | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[str, ...]:
        self.asked.append((place, page))
        self._pass(cancelled)
        return tuple(OFFERED[page * count : (page + 1) * count])

    def rewrite(
        self,
        poem: Poem,
        locked: Collection[Place],
        seed: int,
        count: int = 1,
        *,
        options: RevisionOptions | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        watch: Callable[[StepTrace], None] | None = None,
    ) -> list[Poem]:
        self.locked.append(frozenset(locked))
        if options is not None:
            self.wishes.append(options)
        if progress:
            progress(Progress(1, 4))
        self._pass(cancelled)
        fresh = OFFERED[len(self.locked) % len(OFFERED)]
        lines = tuple(
            "".join(c if Place(i, j) in locked else fresh for j, c in enumerate(line))
            for i, line in enumerate(poem.lines)
        )
        return [replace(poem, lines=lines, seed=seed)]


def seen_at(place: Place, character: str) -> StepTrace:
    """Twelve candidates, each half as likely as the one before."""
    chances = tuple(0.5 ** (i + 1) for i in range(12))
    return StepTrace(place, tuple(OFFERED[:12]), chances, character, 0.01, character)


class FakeReflector:
    """Finds each character less likely than the one before it in its line."""

    def __init__(self) -> None:
        self.read: list[tuple[str, Poem]] = []

    def weighed(
        self, poem: Poem, *, cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[StepTrace, ...]:
        self.read.append(("weighed", poem))
        return tuple(
            seen_at(Place(i, j), c) for i, line in enumerate(poem.lines) for j, c in enumerate(line)
        )

    def surprise(
        self, poem: Poem, *, cancelled: Callable[[], bool] = lambda: False
    ) -> dict[Place, float]:
        self.read.append(("surprise", poem))
        return {
            Place(i, j): -2.5 * j for i, line in enumerate(poem.lines) for j in range(len(line))
        }


@dataclass(frozen=True)
class FakeCard:
    id: str
    folder: Path
    manifest: dict[str, Any] = field(
        default_factory=lambda: {"created": "2026-11-21", "figures": {"perplexity": 61.5}}
    )


class FakeModels:
    """Installed models by name, all with one composer."""

    def __init__(self, composer: FakeComposer, names: tuple[str, ...] = ("fake",)) -> None:
        self.composer, self.reviser = composer, FakeReviser()
        self.reflector = FakeReflector()
        self.names = list(names)
        self.loaded: list[str] = []
        self.trash: list[str] = []
        self.replaced: list[str] = []

    def installed(self) -> list[FakeCard]:
        return [FakeCard(name, Path(name)) for name in self.names]

    def load(self, folder: Path) -> OpenModel:
        if folder.name not in self.names:
            raise UserError(f"{folder.name} 里没有 manifest.json，它不是诗囊的模型。")
        self.loaded.append(folder.name)
        styles = ("唐", "宋", "李白", "杜甫")
        return OpenModel(
            self.composer,
            folder.name,
            styles,
            frozenset(),
            self.reviser,
            analyser=self.reflector,
        )

    def replaces(self, folder: Path) -> str:
        return folder.name if folder.name in self.names else ""

    def install(self, folder: Path, replace: bool = False) -> FakeCard:
        if folder.name == "broken":
            raise UserError("broken 里没有 manifest.json，它不是诗囊的模型。")
        if self.replaces(folder):
            assert replace
            self.replaced.append(folder.name)
        else:
            self.names.append(folder.name)
        return FakeCard(folder.name, folder)

    def remove(self, folder: Path) -> Callable[[], None]:
        if folder.name == "stuck":
            raise UserError("模型“stuck”移动不了：磁盘只读。")
        at = self.names.index(folder.name)
        self.trash.append(self.names.pop(at))

        def restore() -> None:
            if folder.name in self.names:
                raise UserError(f"已另装了“{folder.name}”，删去的那个不再放回。")
            self.trash.remove(folder.name)
            self.names.insert(at, folder.name)

        return restore

    def library(self) -> Library:
        return Library(
            self.installed,
            self.load,
            self.install,
            self.replaces,
            self.remove,
            lambda folder: folder.name != "fake",
            self.trash.clear,
        )
