"""From a request to finished poems."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from poetgui.composer import antithesis, ranking
from poetgui.composer.dials import dials, lanes_for
from poetgui.composer.han import simplified_lines
from poetgui.composer.layout import Layout, lay_out
from poetgui.composer.muse import Muse
from poetgui.composer.old_words import OldWords
from poetgui.composer.omens import unsaid
from poetgui.composer.request import ComposeRequest
from poetgui.composer.rereading import reread
from poetgui.composer.themes import Theme, read_theme, theme_words
from poetgui.composer.voices import lend
from poetgui.engine.decoder import Decoder
from poetgui.engine.lanes import choose_lanes
from poetgui.engine.masks import Masks
from poetgui.engine.model import Floats, LanguageModel
from poetgui.engine.parallel import shipped
from poetgui.engine.task import Cancelled, Candidate, Task
from poetgui.engine.vocabulary import Vocabulary
from poetgui.engine.weighing import Glimpse
from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.prosody.books import NO_BOOK
from poetgui.prosody.books import book as load_book
from poetgui.prosody.checker import check
from poetgui.prosody.forms import COUPLET
from poetgui.prosody.verdict import Verdict

if TYPE_CHECKING:  # the bundle brings onnxruntime with it, which only a loaded model needs
    from poetgui.engine.bundle import Bundle

__all__ = ["Cancelled", "Composer", "Progress"]

ROUNDS = 3
"""Decodings tried before poems may share a line, or fewer come back than were asked for."""
_SEEDS = 2**31


@dataclass(frozen=True)
class Progress:
    """How far the writing is, in cells. `total` grows when another round is needed."""

    done: int
    total: int


class Composer:
    """Writes poems with one model."""

    def __init__(
        self,
        model: LanguageModel,
        copies: Container[str] = frozenset(),
        weights: ranking.Weights = ranking.USUAL,
    ) -> None:
        """copies: lines that stand in the corpus and must not be written again."""
        self._model, self._copies, self._weights = model, copies, weights
        self._vocabulary = Vocabulary(model.characters)
        self._masks: dict[str, Masks] = {}
        self._words = OldWords(model)
        self._muse = Muse(self._words)

    @classmethod
    def of(cls, bundle: Bundle) -> Composer:
        """With the copy filter and the weights that come with the model."""
        return cls(bundle.model, bundle.copies or frozenset(), ranking.Weights.of(bundle.manifest))

    @cached_property
    def _pairing(self) -> Floats:
        """[V, dimensions] see `engine.parallel`."""
        return shipped().over(self._model.characters)

    def compose(
        self,
        request: ComposeRequest,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        watch: Callable[[Glimpse], None] | None = None,
    ) -> list[Poem]:
        """Up to `request.count` poems, best first; fewer only where so few different ones exist.

        watch: told at each cell what the leading beam weighed there. Raises UserError for a request
        that cannot be met, Cancelled when `cancelled` says so.
        """
        begun = time.perf_counter()
        job = _Job(request, lay_out(request), self._themes(request), self._style(request.style))
        seed = secrets.randbelow(_SEEDS) if request.seed is None else request.seed
        chosen = self._write(job, np.random.default_rng(seed), progress, cancelled, watch)
        seconds = (time.perf_counter() - begun) / len(chosen)
        return [self._poem(job, ranked, seed, seconds) for ranked in chosen]

    def candidates(self, request: ComposeRequest) -> list[Candidate]:
        """Every poem of one round of decoding, lane by lane, before any is chosen."""
        job = _Job(request, lay_out(request), self._themes(request), self._style(request.style))
        chance = np.random.default_rng(request.seed)
        return self._decode(job, 1, chance, lambda _: None, None, None)

    def _write(
        self,
        job: _Job,
        random: np.random.Generator,
        progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool] | None,
        watch: Callable[[Glimpse], None] | None,
    ) -> list[ranking.Ranked]:
        count, cells = job.request.count, len(job.layout.grids[0].cells)
        weights = self._weights
        if job.layout.form is COUPLET:
            # Antithesis is what it is for, enough as octaves may have; its subject is not its own.
            weights = replace(weights, antithesis=ranking.USUAL.antithesis, habit=0.0)
        best = ranking.Ranking(job.layout.typed, job.themes, weights, job.answers)
        chosen: list[ranking.Ranked] = []
        for round_ in range(ROUNDS):

            def report(done: int, before: int = round_ * cells) -> None:
                if progress is not None:
                    progress(Progress(before + done, before + cells))

            wanted = count - len(chosen)
            best.add(self._decode(job, wanted, random, report, cancelled, watch), round_)
            chosen = best.choose(count)
            if len(chosen) == count:
                return chosen
        return best.choose(count, share_lines=True)

    def _decode(
        self,
        job: _Job,
        poems: int,
        random: np.random.Generator,
        report: Callable[[int], None],
        cancelled: Callable[[], bool] | None,
        watch: Callable[[Glimpse], None] | None,
    ) -> list[Candidate]:
        request, layout = job.request, job.layout
        masks = self.masks_of(layout.book)
        lanes = choose_lanes(
            layout.grids,
            layout.seen,
            masks,
            self._model.log_frequency,
            count=lanes_for(poems, layout.form is COUPLET),
            rhyme=job.rhyme,
            random=random,
        )
        if not job.has_subject:
            lanes = self._muse.inspire(lanes, random, job.themes)
            if not job.style:
                tune = layout.form.tune is not None
                lanes = lend(lanes, self._model.styles, random, tune=tune)
        task = Task(
            layout.seen,
            job.themes,
            job.style,
            job.avoid,
            job.answers,
            antithesis.parallel(layout.form, self._pairing),
            antithesis.numerals(layout.form, layout.seen),
        )
        turned = dials(request.daring)
        found = Decoder(self._model, masks, self._copies).write(
            task, lanes, turned, random, progress=report, cancelled=cancelled, watch=watch
        )
        if job.has_subject and layout.form is not COUPLET:
            return found  # what stands around an open line has been read with it
        return reread(found, self._model, masks.book, turned.discount, cancelled)

    def _themes(self, request: ComposeRequest) -> tuple[str, ...]:
        return theme_words(request.themes, self._vocabulary, self._words)

    def read_theme(self, theme: str) -> tuple[Theme, ...]:
        """The words in a theme, each with what the model is told of it."""
        return read_theme(theme, self._vocabulary, self._words)

    def _style(self, name: str | None) -> int:
        if name is None:
            return 0
        try:
            return 1 + list(self._model.styles).index(simplified_lines(name))
        except ValueError:
            some = "、".join(self._model.styles[:12])
            raise UserError(f"模型不认识“{name}”这种风格，可选：{some}……") from None

    def masks_of(self, book: str) -> Masks:
        """The masks of a rhyme book over the model's characters, or of none. Raises UserError."""
        if book not in self._masks:
            table = None if book == NO_BOOK else load_book(book)
            self._masks[book] = Masks(self._model.characters, table)
        return self._masks[book]

    def _poem(self, job: _Job, ranked: ranking.Ranked, seed: int, seconds: float) -> Poem:
        request, layout, candidate = job.request, job.layout, ranked.candidate
        verdict = check(candidate.lines, layout.form, layout.book, layout.typed.keys())
        return Poem(
            lines=layout.shown(candidate.lines),
            form=layout.form.name,
            title=layout.title,
            book=layout.book,
            rhyme=candidate.lane.rhyme,
            pattern=candidate.lane.grid.pattern,
            stops=candidate.lane.grid.stops,
            stanzas=candidate.lane.grid.stanzas,
            pins=frozenset(layout.typed),
            themes=request.themes,
            score=round(ranked.score, 4),
            seed=seed,
            model=self._model.id,
            violations=faults_of(verdict),
            seconds=seconds,
        )


def faults_of(verdict: Verdict) -> tuple[str, ...]:
    """The faults as a poem carries them: a sentence each, which says where a pin is the cause."""
    return tuple(
        f"{fault.message}（钉字所致）" if fault.pinned else fault.message
        for fault in verdict.faults
    )


@dataclass(frozen=True)
class _Job:
    """A request, understood."""

    request: ComposeRequest
    layout: Layout
    themes: tuple[str, ...]
    style: int

    def __post_init__(self) -> None:
        if len(self.layout.typed) == len(self.layout.grids[0].cells):
            raise UserError("每个字都钉住了，没有可写的。")
        if self.request.rhyme is not None and self.layout.book == NO_BOOK:
            raise UserError("不用韵书时不能指定韵部；请选一部韵书，或不指定韵部。")

    @property
    def rhyme(self) -> str | None:
        return None if self.request.rhyme is None else simplified_lines(self.request.rhyme)

    @property
    def answers(self) -> dict[int, int]:
        """Lines that are to answer an earlier one."""
        return antithesis.answering(self.layout.form, self.layout.grids[0])

    @property
    def has_subject(self) -> bool:
        """Whether at least half of the cells stand: an upper line, or a poem to mend."""
        return 2 * len(self.layout.typed) >= len(self.layout.grids[0].cells)

    @property
    def avoid(self) -> tuple[str, ...]:
        """Words to avoid, in the script that the model writes: the person's, and ill omens."""
        words = (simplified_lines(word.strip()) for word in self.request.avoid)
        return (*(word for word in words if word), *unsaid(self.request))
