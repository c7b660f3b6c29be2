"""From a request to finished poems."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from poetgui.composer.request.compose_request import ComposeRequest
from poetgui.composer.request.han import simplified_lines, simplified_text
from poetgui.composer.request.request_layout import UNTITLED, Layout, lay_out
from poetgui.composer.themes.style_sampler import assign_styles
from poetgui.composer.themes.subject_sampler import SubjectSampler
from poetgui.composer.themes.taboo_words import taboo_words_for
from poetgui.composer.themes.theme_lexicon import ThemeLexicon
from poetgui.composer.themes.theme_words import Theme, read_theme, theme_words
from poetgui.composer.themes.title_sampler import TitleSampler, title_hint
from poetgui.composer.writing import antithesis_rules, ranking
from poetgui.composer.writing.rescoring import rescore
from poetgui.composer.writing.search_presets import lanes_for, search_preset
from poetgui.composer.writing.traditional_poem import shown_lines
from poetgui.engine.model.arrays import Floats
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.search.antithesis_table import shipped_table
from poetgui.engine.search.decoder import Decoder
from poetgui.engine.search.lanes import choose_lanes
from poetgui.engine.search.line_rules import phrases_of
from poetgui.engine.search.masks import Masks
from poetgui.engine.search.progress import Progress
from poetgui.engine.search.step_trace import StepTrace
from poetgui.engine.search.task import Candidate, Task
from poetgui.errors import UserError
from poetgui.grid import Poem
from poetgui.prosody.books.rhyme_books import NO_BOOK, load_book
from poetgui.prosody.books.traditional_verse import verse_to_traditional
from poetgui.prosody.checker.poem_checker import check
from poetgui.prosody.forms.verse_forms import COUPLET

if TYPE_CHECKING:  # the bundle brings onnxruntime with it, which only a loaded model needs
    from poetgui.engine.bundle.bundles import Bundle

ROUNDS = 3
"""Decodings tried before poems may share a phrase, or fewer come back than were asked for."""
_SEEDS = 2**31


class Composer:
    """Writes poems with one model."""

    def __init__(
        self,
        model: LanguageModel,
        copies: Container[str] = frozenset(),
        stock_phrases: frozenset[str] = frozenset(),
        titles: Mapping[str, int] = {},
    ) -> None:
        """copies: lines that stand in the corpus and must not be written again. stock_phrases: what
        poets have said so often that no poem should (`engine.search.line_rules`). titles: of human
        poems, with their counts, for poems that are asked for without one."""
        self._model, self._copies = model, copies
        self._stock_phrases = stock_phrases
        self._vocabulary = Vocabulary(model.characters)
        self._masks: dict[str, Masks] = {}
        self._lexicon = ThemeLexicon(model)
        self._subjects = SubjectSampler(self._lexicon)
        self._titles = TitleSampler(titles)

    @classmethod
    def of(cls, bundle: Bundle) -> Composer:
        """With the copy filter, the stock phrases and the titles that come with the model."""
        return cls(
            bundle.model,
            bundle.copies or frozenset(),
            bundle.stock_phrases,
            bundle.titles,
        )

    @cached_property
    def _antithesis_vectors(self) -> Floats:
        """[V, dimensions] see `engine.search.antithesis_table`."""
        return shipped_table().vectors_of(self._model.characters)

    def compose(
        self,
        request: ComposeRequest,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        watch: Callable[[StepTrace], None] | None = None,
    ) -> list[Poem]:
        """Up to `request.count` poems, best first; fewer only where so few different ones exist.

        watch: called at each cell with the trace of the leading beam. Raises UserError for a
        request that cannot be met, Cancelled when `cancelled` says so.
        """
        begun = time.perf_counter()
        resolved = ResolvedRequest(
            request, lay_out(request), self._themes(request), self._style(request.style)
        )
        seed = secrets.randbelow(_SEEDS) if request.seed is None else request.seed
        chosen = self._write(resolved, np.random.default_rng(seed), progress, cancelled, watch)
        seconds = (time.perf_counter() - begun) / len(chosen)
        return [self._poem(resolved, ranked, seed, seconds) for ranked in chosen]

    def candidates(self, request: ComposeRequest) -> list[Candidate]:
        """Every poem of one round of decoding, lane by lane, before any is chosen."""
        resolved = ResolvedRequest(
            request, lay_out(request), self._themes(request), self._style(request.style)
        )
        chance = np.random.default_rng(request.seed)
        return self._decode(resolved, 1, chance, lambda _: None, None, None)

    def _write(
        self,
        resolved: ResolvedRequest,
        random: np.random.Generator,
        progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool] | None,
        watch: Callable[[StepTrace], None] | None,
    ) -> list[ranking.Ranked]:
        count, cells = resolved.request.count, len(resolved.layout.grids[0].cells)
        weights = ranking.COUPLET if resolved.layout.form is COUPLET else ranking.USUAL
        pool = ranking.Ranking(
            resolved.layout.typed, resolved.themes, weights, resolved.paired_lines
        )
        chosen: list[ranking.Ranked] = []
        for round_ in range(ROUNDS):

            def report(done: int, before: int = round_ * cells) -> None:
                if progress is not None:
                    progress(Progress(before + done, before + cells))

            wanted = count - len(chosen)
            pool.add(self._decode(resolved, wanted, random, report, cancelled, watch), round_)
            chosen = pool.choose(count)
            if len(chosen) == count:
                return chosen
        return pool.choose(count, share_phrases=True)

    def _decode(
        self,
        resolved: ResolvedRequest,
        poems: int,
        random: np.random.Generator,
        report: Callable[[int], None],
        cancelled: Callable[[], bool] | None,
        watch: Callable[[StepTrace], None] | None,
    ) -> list[Candidate]:
        request, layout = resolved.request, resolved.layout
        masks = self.masks_of(layout.book)
        lanes = choose_lanes(
            layout.grids,
            layout.seen,
            masks,
            self._model.log_frequency,
            count=lanes_for(poems, layout.form is COUPLET),
            rhyme=resolved.rhyme,
            random=random,
        )
        if not resolved.has_subject:
            if resolved.wants_title and self._titles:
                lanes = self._titles.assign_titles(lanes, random)
            else:
                lanes = self._subjects.assign_subjects(lanes, random, resolved.themes)
            if not resolved.style:
                tune = layout.form.tune is not None
                lanes = assign_styles(lanes, self._model.styles, random, tune=tune)
        task = Task(
            layout.seen,
            themes=resolved.themes,
            title=title_hint(request.title) if self._model.knows_titles else "",
            style=resolved.style,
            avoid=resolved.avoid,
            phrases=self._stock_phrases | phrases_of(simplified_lines(request.recent)),
            paired_lines=resolved.paired_lines,
            antithesis=antithesis_rules.antithesis_bonus(layout.form, self._antithesis_vectors),
            preferred=antithesis_rules.numerals(layout.form, layout.seen),
        )
        config = search_preset(request.daring)
        found = Decoder(self._model, masks, self._copies).write(
            task, lanes, config, random, progress=report, cancelled=cancelled, watch=watch
        )
        if resolved.has_subject and layout.form is not COUPLET:
            return found  # an open line was already scored within what stands around it
        return rescore(found, self._model, masks.book, config.discount, cancelled)

    def _themes(self, request: ComposeRequest) -> tuple[str, ...]:
        """The theme words; for a model that knows no titles those of the title are among them."""
        themes = request.themes
        if title_hint(request.title) and not self._model.knows_titles:
            themes = (*themes, request.title)
        return theme_words(themes, self._vocabulary, self._lexicon)

    def read_theme(self, theme: str) -> tuple[Theme, ...]:
        """The words in a theme, each with the words given to the model for it."""
        return read_theme(theme, self._vocabulary, self._lexicon)

    def _style(self, name: str | None) -> int:
        if name is None:
            return 0
        try:
            return 1 + list(self._model.styles).index(simplified_text(name))
        except ValueError:
            some = tuple(self._model.styles[:12])
            raise UserError("模型不认识“{}”这种风格，可选：{}……", name, some) from None

    def masks_of(self, book: str) -> Masks:
        """The masks of a rhyme book over the model's characters, or of none. Raises UserError."""
        if book not in self._masks:
            table = None if book == NO_BOOK else load_book(book)
            self._masks[book] = Masks(self._model.characters, table)
        return self._masks[book]

    def _poem(
        self, resolved: ResolvedRequest, ranked: ranking.Ranked, seed: int, seconds: float
    ) -> Poem:
        request, layout, candidate = resolved.request, resolved.layout, ranked.candidate
        lines = shown_lines(layout, candidate)
        verdict = check(lines, layout.form, layout.book, layout.typed.keys())
        return Poem(
            lines=lines,
            form=layout.form.name,
            title=_title(layout, candidate.lane.title),
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
            violations=verdict.told(),
            seconds=seconds,
        )


def _title(layout: Layout, drawn: str) -> str:
    """The person's title, else the one that was drawn for the poem."""
    if not drawn or layout.title != UNTITLED:
        return layout.title
    return verse_to_traditional(drawn) if layout.traditional else drawn


@dataclass(frozen=True)
class ResolvedRequest:
    """A request with its form, grids, pins, theme words and style."""

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
        return None if self.request.rhyme is None else simplified_text(self.request.rhyme)

    @property
    def paired_lines(self) -> dict[int, int]:
        """Line -> the earlier line to which it stands in antithesis 对仗."""
        return self.layout.form.paired_lines(len(self.layout.grids[0].lines))

    @property
    def wants_title(self) -> bool:
        """Whether a title may be drawn: of 诗 on which the request says nothing."""
        form = self.layout.form
        told = self.themes or self.layout.typed or self.request.title
        return not told and form.tune is None and form is not COUPLET

    @property
    def has_subject(self) -> bool:
        """Whether half of the cells are pinned: a couplet, or a poem rewritten in part."""
        return 2 * len(self.layout.typed) >= len(self.layout.grids[0].cells)

    @property
    def avoid(self) -> tuple[str, ...]:
        """Words to avoid, in the script that the model writes: the person's, and ill omens."""
        words = (simplified_text(word.strip()) for word in self.request.avoid)
        return (*(word for word in words if word), *taboo_words_for(self.request))
