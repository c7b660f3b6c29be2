"""One decoding: the beams of all lanes, and the state of the network behind them.

What should not happen but must not end the poem is a barrier: a penalty that only matters when
every other way is closed (a repeated character where no fresh one is left).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poetgui.engine import inputs
from poetgui.engine.doubling import Doubling
from poetgui.engine.features import BOS, HINT_PAD, HINTS
from poetgui.engine.lanes import Lane
from poetgui.engine.lines import LineRules
from poetgui.engine.masks import Mask, Masks
from poetgui.engine.model import Floats, Ints, LanguageModel
from poetgui.engine.repetition import Repetition, origins
from poetgui.engine.task import Candidate, Dials, Task
from poetgui.engine.vocabulary import Vocabulary
from poetgui.engine.weighing import Glimpse, glimpse
from poetgui.grid import Place

FAINT, REPEAT, BROKEN = 1e2, 1e3, 1e4
"""Barriers, each far above what those before can sum to: too unlikely; used before; copied or
unwanted."""
LOOK = 4
"""How many times further down the list each look goes, where lines are judged as a whole."""
PULL = (-2.0, 4.0)
"""The gain of a character from being told themes and style is clipped to this before guidance."""


@dataclass
class _Beams:
    """tokens int64 [L, W, T], barriers int64 [L, W], the rest float64 [L, W].

    search is what the beams compete by (−inf: dead), clean what they are ranked by afterwards.
    """

    tokens: Ints
    search: NDArray[np.float64]
    clean: NDArray[np.float64]
    gain: NDArray[np.float64]
    barriers: Ints


@dataclass(frozen=True)
class _Choice:
    """The rows that follow, each [L, W]: parent row, character, and penalty for a broken rule."""

    parents: Ints
    tokens: Ints
    penalties: NDArray[np.float64]


@dataclass(frozen=True)
class _Weighed:
    """The step that was taken last, kept for `Search.glimpse`; nothing is computed for it."""

    cell: int
    logp: Floats
    masks: Mask | None = None
    parents: Ints | None = None


class Search:
    """Beams start as one row a lane and spread at the first open cell."""

    def __init__(
        self,
        model: LanguageModel,
        vocabulary: Vocabulary,
        masks: Masks,
        task: Task,
        lanes: Sequence[Lane],
        dials: Dials,
        rules: LineRules,
    ) -> None:
        self._model, self._vocabulary, self._masks = model, vocabulary, masks
        self._task, self._lanes, self._dials, self._rules = task, lanes, dials, rules
        self._grid = lanes[0].grid
        self._places = [cell.place for cell in self._grid.cells]
        self.cells = len(self._places)
        self._halves = 2 if task.guided else 1
        self._unwanted = vocabulary.ids(word for word in task.avoid if len(word) == 1)
        pinned = {p: vocabulary.id(c) for p, c in task.pins.items() if c in vocabulary}
        self._repetition = Repetition(self._grid, pinned, len(vocabulary), REPEAT)
        self._number = {place: i for i, place in enumerate(self._places)}
        first = origins(self._grid)
        self._origin = [self._number[first.get(place, place)] for place in self._places]
        """The cell itself, or the earlier one whose character it repeats."""
        self._above = [self._answered(place) for place in self._places]
        """The cell that it is to answer, if any."""
        self._doubling = Doubling(self._places, self._above)
        self._features = self._tell(lanes)
        self._remembered = self._remember()
        shape = (len(lanes), 1)
        self._beams = _Beams(
            tokens=np.zeros((*shape, self.cells), np.int64),
            search=np.zeros(shape),
            clean=np.zeros(shape),
            gain=np.zeros(shape),
            barriers=np.zeros(shape, np.int64),
        )
        self._weighed: _Weighed | None = None
        self._state: Any = model.start(self._halves * len(lanes))
        self._memory: Any = self._memory_of(len(lanes))

    def _tell(self, lanes: Sequence[Lane]) -> Ints:
        """int64 [halves, L, T, features]: with the task's style, and without."""
        pins, book = self._task.pins, self._masks.book
        told = [
            [
                inputs.cell_features(
                    lane.grid,
                    pins,
                    self._vocabulary,
                    book=book,
                    groups=lane.groups,
                    known=self._model.books,
                    style=style or lane.voice,
                )
                for lane in lanes
            ]
            for style in (self._task.style, 0)[: self._halves]
        ]
        return np.array(told, np.int64)

    def _remember(self) -> Any:
        """The memory, a row for each lane of each half: with themes, and without."""
        told_at = inputs.told_places(self._grid)
        pins = {told_at[place]: character for place, character in self._task.pins.items()}
        begin = next((p for p in told_at.values() if p not in pins), told_at[self._places[-1]])
        told = [
            inputs.hints(pins, (*themes, *lane.muse), self._vocabulary, begin=begin)
            for themes in (self._task.themes, ())[: self._halves]
            for lane in self._lanes
        ]
        rows = np.full((len(told), max(len(h) for h in told), len(HINTS)), HINT_PAD, np.int64)
        for row, hint in zip(rows, told, strict=True):
            row[: len(hint)] = hint
        return self._model.remember(rows)

    def _memory_of(self, rows: int) -> Any:
        """As many rows a half, lane by lane."""
        of_lanes = np.arange(self._halves * len(self._lanes))
        return self._model.select(self._remembered, np.repeat(of_lanes, rows // len(self._lanes)))

    def advance(self, cell: int, random: np.random.Generator) -> None:
        """Write one cell in every beam."""
        logp, gain = self._predict(cell)
        prices = self._price(cell)
        pin = self._task.pins.get(self._places[cell])
        if pin is not None:
            shape = self._beams.tokens.shape[:2]
            self._weighed = _Weighed(cell, logp)
            self._force(cell, np.full(shape, self._vocabulary.id(pin)), logp - prices)
            return
        if self._origin[cell] != cell:
            self._weighed = _Weighed(cell, logp)
            # Said again, it costs and earns nothing: 一 would win for being likely after itself.
            again = self._beams.tokens[:, :, self._origin[cell]]
            self._force(cell, again, np.zeros_like(logp))
            return
        masks = self._allowed(cell)
        pull = self._dials.guidance * np.clip(gain, *PULL)
        guided = np.asarray(logp + pull + self._lean(cell), np.float32)
        barrier = self._barriers(cell, guided, masks)
        lanes, _, size = logp.shape
        noise = random.gumbel(scale=self._dials.noise, size=(lanes, 1, size)).astype(np.float32)
        key = np.where(masks, guided - prices + noise - barrier, np.float32(-np.inf))
        choice = self._choose(cell, key)
        self._weighed = _Weighed(cell, logp, masks, choice.parents)
        self._keep(cell, choice, key, barrier >= FAINT, logp - prices, gain)

    def glimpse(self) -> Glimpse:
        """What was weighed at the cell written last, by the beam that now leads all others."""
        weighed = self._weighed
        assert weighed is not None  # a cell was written
        lane, beam = np.unravel_index(np.argmax(self._beams.search), self._beams.search.shape)
        parent = beam if weighed.parents is None else weighed.parents[lane, beam]
        token = int(self._beams.tokens[lane, beam, weighed.cell])
        line = self._line(int(lane), int(beam), weighed.cell) + self._shown(weighed.cell, token)
        return glimpse(
            self._places[weighed.cell],
            weighed.logp[lane, parent],
            None if weighed.masks is None else weighed.masks[lane, 0],
            self._vocabulary.characters,
            token,
            line,
        )

    def _predict(self, cell: int) -> tuple[Floats, Floats]:
        """Log-probabilities, and their gain from themes and style, both float32 [L, W, V]."""
        lanes, width = self._beams.tokens.shape[:2]
        if cell == 0:
            previous = np.full(lanes * width, BOS, np.int64)
        else:
            previous = self._beams.tokens[:, :, cell - 1].reshape(-1)
        features = np.repeat(self._features[:, :, cell], width, axis=1)
        logp, self._state = self._model.step(
            np.tile(previous, self._halves),
            features.reshape(-1, features.shape[-1]),
            self._state,
            self._memory,
        )
        halves = logp.reshape(self._halves, lanes, width, -1)
        if self._halves == 1:
            return halves[0], np.zeros((1, 1, 1), np.float32)
        return halves[0], halves[0] - halves[1]

    def _price(self, cell: int) -> Floats:
        """float32 [L, W, V]: what is taken off each character's log-probability."""
        lanes, width = self._beams.tokens.shape[:2]
        if self._places[cell].column == 0:
            habit = np.broadcast_to(
                self._model.prices.alone(), (lanes, width, len(self._vocabulary))
            )
        else:
            before = self._beams.tokens[:, :, cell - 1].reshape(-1)
            habit = self._model.prices.after(before).reshape(lanes, width, -1)
        return np.float32(self._dials.discount) * habit

    def _answered(self, place: Place) -> int | None:
        """The number of the cell above, where the line is to answer another."""
        line = self._task.answers.get(place.line)
        return None if line is None else self._number[Place(line, place.column)]

    def _lean(self, cell: int) -> Floats | float:
        """[L, W, V]: what speaks for each character because it answers the one above it."""
        parallel, above = self._task.parallel, self._above[cell]
        if parallel is None or above is None:
            return 0.0
        return parallel.lean(self._beams.tokens[:, :, above])

    def _force(self, cell: int, tokens: Ints, scores: Floats) -> None:
        """Every beam takes what is fixed here. tokens [L, W]; scores: of every character."""
        self._beams.tokens[:, :, cell] = tokens
        step = np.take_along_axis(scores, tokens[:, :, None], axis=2)[:, :, 0]
        self._beams.search += step
        self._beams.clean += step

    def _allowed(self, cell: int) -> Mask:
        """[L, 1, V]"""
        masks = np.stack(
            [
                self._masks.cell(lane.grid, lane.grid.cells[cell], lane.groups)
                for lane in self._lanes
            ]
        )
        masks[:, self._unwanted] = False
        rather = self._task.rather.get(self._places[cell], frozenset())
        narrow = masks & np.isin(np.arange(masks.shape[1]), self._vocabulary.ids(rather))
        masks = np.where(narrow.any(axis=1, keepdims=True), narrow, masks)
        return masks[:, None, :]

    def _barriers(self, cell: int, logp: Floats, masks: Mask) -> Floats:
        """float32 [L, W, V]: what stands in the way of each character."""
        barrier = self._repetition.barrier(cell, self._beams.tokens[:, :, :cell])
        self._doubling.lift(cell, self._beams.tokens, barrier, FAINT)
        best = np.where(masks, logp - barrier, -np.inf).max(axis=2, keepdims=True)
        barrier[logp - barrier < best - self._dials.margin] += FAINT
        return barrier

    def _choose(self, cell: int, key: Floats) -> _Choice:
        """The best rows of each lane that break no rule; others only where too few are left."""
        lanes, _, size = key.shape
        kept = self._dials.width
        choice = _Choice(
            parents=np.zeros((lanes, kept), np.int64),
            tokens=np.zeros((lanes, kept), np.int64),
            penalties=np.zeros((lanes, kept)),
        )
        for lane in range(lanes):
            total = key[lane] + self._beams.search[lane][:, None]
            rows, penalties = self._best_rows(lane, cell, total.reshape(-1))
            # Where fewer rows are alive than are kept, they are repeated and marked dead.
            pick = np.arange(kept) % len(rows)
            choice.parents[lane], choice.tokens[lane] = np.divmod(rows[pick], size)
            dead = np.arange(kept) >= len(rows)
            choice.penalties[lane] = np.where(dead, np.inf, penalties[pick])
        return choice

    def _best_rows(
        self, lane: int, cell: int, total: NDArray[np.float64]
    ) -> tuple[Ints, NDArray[np.float64]]:
        """Indices into total [W * V] of the rows to keep, and their penalties for broken rules.

        Looks further down the list until enough rows are found that break none.
        """
        kept = self._dials.width
        following, whole = self._following(self._places[cell])
        if not (whole or self._rules.watches_words):
            rows = _top(total, kept)
            return rows, np.zeros(len(rows))
        judged: dict[int, bool] = {}
        good = look = 0
        while good < kept and look < len(total):
            look = min(LOOK * max(look, kept), len(total))
            for row in _top(total, look).tolist():
                if row not in judged:
                    judged[row] = self._breaks(lane, cell, row, following, whole)
                    good += not judged[row]
                if good == kept:
                    break
        rows = np.array(sorted(judged, key=lambda row: judged[row])[:kept], np.int64)
        return rows, np.array([BROKEN * judged[row] for row in rows.tolist()])

    def _breaks(self, lane: int, cell: int, row: int, following: str, whole: bool) -> bool:
        parent, token = divmod(row, len(self._vocabulary))
        line = self._line(lane, parent, cell) + self._vocabulary.characters[token] + following
        return self._rules.breaks(line, self._places[cell].column, whole)

    def _following(self, place: Place) -> tuple[str, bool]:
        """The pins directly after a place in its line, and whether nothing open is left there."""
        following = ""
        for column in range(place.column + 1, self._grid.shape[place.line]):
            pin = self._task.pins.get(Place(place.line, column))
            if pin is None:
                return following, False
            following += pin
        return following, True

    def _line(self, lane: int, beam: int, cell: int) -> str:
        """What stands in the line before the cell."""
        begin = cell - self._places[cell].column
        tokens = self._beams.tokens[lane, beam]
        return "".join(self._shown(i, int(tokens[i])) for i in range(begin, cell))

    def _shown(self, cell: int, token: int) -> str:
        known = self._vocabulary.characters[token]
        place, first = self._places[cell], self._places[self._origin[cell]]
        return self._task.pins.get(place, self._task.pins.get(first, known))

    def _keep(
        self, cell: int, choice: _Choice, key: Floats, barred: Mask, step: Floats, gain: Floats
    ) -> None:
        """Replace the beams by the chosen rows."""
        beams, parents, tokens = self._beams, choice.parents, choice.tokens
        lanes, width, _ = key.shape
        lane = np.arange(lanes)[:, None]
        at = lane, parents, tokens
        gain = np.broadcast_to(gain, step.shape)
        past = beams.tokens[lane, parents]
        past[:, :, cell] = tokens
        hurdle = barred[at].astype(np.int64) + (choice.penalties > 0)
        self._beams = _Beams(
            tokens=past,
            search=beams.search[lane, parents] + key[at] - choice.penalties,
            clean=beams.clean[lane, parents] + step[at],
            gain=beams.gain[lane, parents] + gain[at],
            barriers=beams.barriers[lane, parents] + hurdle,
        )
        rows = (lane * width + parents).reshape(-1)
        halves = np.concatenate([rows + half * lanes * width for half in range(self._halves)])
        self._state = self._model.select(self._state, halves)
        if parents.shape[1] != width:
            self._memory = self._memory_of(parents.size)

    def finished(self) -> list[Candidate]:
        """All living beams, lane by lane, best first."""
        beams = self._beams
        unpinned = max(1, self.cells - len(self._task.pins))
        candidates = []
        for number, lane in enumerate(self._lanes):
            alive = np.flatnonzero(np.isfinite(beams.search[number]))
            for beam in alive[np.argsort(-beams.clean[number, alive], kind="stable")]:
                tokens = beams.tokens[number, beam]
                text = iter([self._shown(i, int(token)) for i, token in enumerate(tokens)])
                candidates.append(
                    Candidate(
                        lane=lane,
                        number=number,
                        lines=tuple("".join(next(text) for _ in ln) for ln in lane.grid.lines),
                        score=float(beams.clean[number, beam]) / self.cells,
                        gain=float(beams.gain[number, beam]) / unpinned,
                        barriers=int(beams.barriers[number, beam]),
                    )
                )
        return candidates


def _top(total: NDArray[np.float64], count: int) -> Ints:
    """Indices of the highest finite entries, best first."""
    count = min(count, len(total))
    top = np.argpartition(-total, count - 1)[:count]
    top = top[np.argsort(-total[top], kind="stable")]
    return top[np.isfinite(total[top])].astype(np.int64)
