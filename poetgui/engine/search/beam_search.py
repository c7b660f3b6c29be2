"""One decoding: the beams of all lanes, and the state of the network behind them.

Hard rules are masks. What should not happen, but must not end the poem, is a soft rule: a character
that breaks it gets a large penalty, so that it is taken only where no other is left (a repeated
character where no new one is allowed).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.model.features import BOS, UNK
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.line_rules import LineRules
from poetgui.engine.search.masks import Mask, Masks
from poetgui.engine.search.reduplication import Reduplication
from poetgui.engine.search.repeated_cells import origins
from poetgui.engine.search.repetition import Repetition
from poetgui.engine.search.search_conditions import SearchConditions
from poetgui.engine.search.step_trace import StepTrace
from poetgui.engine.search.step_tracing import trace_step
from poetgui.engine.search.task import Candidate, SearchConfig, Task
from poetgui.grid import Place

UNLIKELY, REPEAT, BROKEN = 1e2, 1e3, 1e4
"""Penalties in nats of the soft rules: far less likely than the best; used before, or in a reading
that the word makes unlikely; a line that is copied or has a word to avoid. Each is far above what
the ones before can sum to in one poem."""
BLOCK = 64
"""Entries of which `_top` takes the maximum at once: a tenth of the time of a partition of all."""
LOOK = 4
"""Where a whole line must be checked, each pass looks this many times further down the sorted rows.
Larger passes check more lines than are needed, smaller ones sort more often."""
GAIN_CLIP = (-2.0, 4.0)
"""Range in nats to which the difference of classifier-free guidance is clipped, for each character.
Unclipped, one theme character that the unconditioned model finds impossible outweighs the sense of
the whole line; the bounds were settled by reading poems."""


@dataclass
class _Beams:
    """The rows of all lanes. L lanes, W rows a lane, T cells.

    tokens, violations: int64 [L, W, T] and [L, W]. The rest is float64 [L, W]: `search` is what the
    rows compete by (−inf: dead), `score` what they are ranked by afterwards, free of noise,
    penalties and bonuses.
    """

    tokens: Ints
    search: NDArray[np.float64]
    score: NDArray[np.float64]
    gain: NDArray[np.float64]
    violations: Ints


@dataclass(frozen=True)
class _Choice:
    """The rows that follow, each [L, W]: parent row, character, and penalty for a broken rule."""

    parents: Ints
    tokens: Ints
    penalties: NDArray[np.float64]


@dataclass(frozen=True)
class _LastStep:
    """The step that was taken last, kept for `Search.last_step`."""

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
        config: SearchConfig,
        rules: LineRules,
    ) -> None:
        self._model, self._vocabulary, self._masks = model, vocabulary, masks
        self._task, self._lanes, self._config, self._rules = task, lanes, config, rules
        self._grid = lanes[0].grid
        self._places = [cell.place for cell in self._grid.cells]
        self.cells = len(self._places)
        self._unwanted = vocabulary.ids(word for word in task.avoid if len(word) == 1)
        pinned = {p: i for p, c in task.pins.items() if (i := vocabulary.id(c)) != UNK}
        self._repetition = Repetition(self._grid, pinned, len(vocabulary), REPEAT)
        self._number = {place: i for i, place in enumerate(self._places)}
        first = origins(self._grid)
        self._origin = [self._number[first.get(place, place)] for place in self._places]
        """The cell itself, or the earlier one whose character it repeats."""
        self._above = [self._cell_above(place) for place in self._places]
        """The cell at the same place of the paired line, if there is one."""
        self._reduplication = Reduplication(self._places, self._above)
        self._tones = [masks.tones(lane.grid, lane.groups) for lane in lanes]
        self._conditions = SearchConditions(model, vocabulary, masks.book, task, lanes)
        config = self._config
        self._guidance = config.title_guidance if task.title else config.guidance
        shape = (len(lanes), 1)
        self._beams = _Beams(
            tokens=np.zeros((*shape, self.cells), np.int64),
            search=np.zeros(shape),
            score=np.zeros(shape),
            gain=np.zeros(shape),
            violations=np.zeros(shape, np.int64),
        )
        self._last: _LastStep | None = None
        self._state: Any = model.initial_state(self._conditions.passes * len(lanes))
        self._memory: Any = self._conditions.memory(1)

    def advance(self, cell: int, random: np.random.Generator) -> None:
        """Write one cell in every beam."""
        logp, gain = self._predict(cell)
        habit = self._habit_penalty(cell)
        pin = self._task.pins.get(self._places[cell])
        if pin is not None:
            shape = self._beams.tokens.shape[:2]
            self._last = _LastStep(cell, logp)
            self._force(cell, np.full(shape, self._vocabulary.id(pin)), logp - habit)
            return
        if self._origin[cell] != cell:
            self._last = _LastStep(cell, logp)
            # A repeated phrase has score 0: a character likely after itself (一) must gain nothing.
            again = self._beams.tokens[:, :, self._origin[cell]]
            self._force(cell, again, np.zeros_like(logp))
            for lane, beam, misread in self._misread(cell):
                if again[lane, beam] in misread:
                    self._beams.search[lane, beam] -= REPEAT
                    self._beams.violations[lane, beam] += 1
            return
        masks = self._allowed(cell)
        guidance = self._guidance * np.clip(gain, *GAIN_CLIP)
        guided = np.asarray(logp + guidance + self._antithesis_bonus(cell), np.float32)
        penalty = self._penalties(cell, guided, masks)
        lanes, _, size = logp.shape
        noise = random.gumbel(scale=self._config.noise, size=(lanes, 1, size)).astype(np.float32)
        key = np.where(masks, guided - habit + noise - penalty, np.float32(-np.inf))
        choice = self._choose(cell, key)
        self._last = _LastStep(cell, logp, masks, choice.parents)
        self._keep(cell, choice, key, penalty >= UNLIKELY, logp - habit, gain)

    def last_step(self) -> StepTrace:
        """What was weighed at the cell written last, by the beam that now leads all others."""
        last = self._last
        assert last is not None  # a cell was written
        lane, beam = np.unravel_index(np.argmax(self._beams.search), self._beams.search.shape)
        parent = beam if last.parents is None else last.parents[lane, beam]
        token = int(self._beams.tokens[lane, beam, last.cell])
        line = self._line(int(lane), int(beam), last.cell) + self._shown(last.cell, token)
        return trace_step(
            self._places[last.cell],
            last.logp[lane, parent],
            None if last.masks is None else last.masks[lane, 0],
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
        features = np.repeat(self._conditions.features[:, :, cell], width, axis=1)
        logp, self._state = self._model.step(
            np.tile(previous, self._conditions.passes),
            features.reshape(-1, features.shape[-1]),
            self._state,
            self._memory,
        )
        passes = logp.reshape(self._conditions.passes, lanes, width, -1)
        if self._conditions.passes == 1:
            return passes[0], np.zeros((1, 1, 1), np.float32)
        return passes[0], passes[0] - passes[1]

    def _habit_penalty(self, cell: int) -> Floats | float:
        """float32 [L, W, V]: what is subtracted from the log-probability of each character; 0.0 of
        all in plain poems, which are spared the look-up."""
        if not self._config.discount:
            return 0.0
        lanes, width = self._beams.tokens.shape[:2]
        if self._places[cell].column == 0:
            habit = np.broadcast_to(
                self._model.habit_penalty.at_line_start(), (lanes, width, len(self._vocabulary))
            )
        else:
            before = self._beams.tokens[:, :, cell - 1].reshape(-1)
            habit = self._model.habit_penalty.after(before).reshape(lanes, width, -1)
        return np.float32(self._config.discount) * habit

    def _cell_above(self, place: Place) -> int | None:
        """The number of the cell above it, where its line is paired with an earlier one."""
        line = self._task.paired_lines.get(place.line)
        return None if line is None else self._number[Place(line, place.column)]

    def _antithesis_bonus(self, cell: int) -> Floats | float:
        """[L, W, V]: nats for antithesis to the character above."""
        parallel, above = self._task.antithesis, self._above[cell]
        if parallel is None or above is None:
            return 0.0
        return parallel.bonus(self._beams.tokens[:, :, above])

    def _force(self, cell: int, tokens: Ints, scores: Floats) -> None:
        """Every beam takes what is fixed here. tokens [L, W]; scores: of every character."""
        self._beams.tokens[:, :, cell] = tokens
        step = np.take_along_axis(scores, tokens[:, :, None], axis=2)[:, :, 0]
        self._beams.search += step
        self._beams.score += step

    def _allowed(self, cell: int) -> Mask:
        """[L, 1, V]"""
        masks = np.stack(
            [
                self._masks.cell(lane.grid, lane.grid.cells[cell], lane.groups)
                for lane in self._lanes
            ]
        )
        masks[:, self._unwanted] = False
        preferred = self._task.preferred.get(self._places[cell], frozenset())
        narrow = masks & np.isin(np.arange(masks.shape[1]), self._vocabulary.ids(preferred))
        masks = np.where(narrow.any(axis=1, keepdims=True), narrow, masks)
        return masks[:, None, :]

    def _penalties(self, cell: int, logp: Floats, masks: Mask) -> Floats:
        """float32 [L, W, V]: penalties of the soft rules that each character would break."""
        penalty = self._repetition.penalties(cell, self._beams.tokens[:, :, :cell])
        self._reduplication.apply(cell, self._beams.tokens, penalty, UNLIKELY)
        for lane, beam, misread in self._misread(cell):
            penalty[lane, beam, misread] += REPEAT
        best = np.where(masks, logp - penalty, -np.inf).max(axis=2, keepdims=True)
        penalty[logp - penalty < best - self._config.margin] += UNLIKELY
        return penalty

    def _misread(self, cell: int) -> Iterator[tuple[int, int, Ints]]:
        """(lane, beam, tokens): what would be read in the wrong tone, or make a neighbour so."""
        rules, (line, _) = self._masks.readings, self._places[cell]
        if rules is None:
            return
        after, _ = self._following(self._places[cell])
        for lane, beam in np.ndindex(self._beams.tokens.shape[:2]):
            before = self._line(lane, beam, cell)
            tokens = rules.misread(self._tones[lane][line], before, after)
            if len(tokens):
                yield lane, beam, tokens

    def _choose(self, cell: int, key: Floats) -> _Choice:
        """The best rows of each lane that break no rule; others only where too few are left."""
        lanes, _, size = key.shape
        kept = self._config.width
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
        kept = self._config.width
        following, whole = self._following(self._places[cell])
        if not (whole or self._rules.has_words):
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
        self, cell: int, choice: _Choice, key: Floats, penalised: Mask, step: Floats, gain: Floats
    ) -> None:
        """Replace the beams by the chosen rows."""
        beams, parents, tokens = self._beams, choice.parents, choice.tokens
        lanes, width, _ = key.shape
        lane = np.arange(lanes)[:, None]
        at = lane, parents, tokens
        gain = np.broadcast_to(gain, step.shape)
        past = beams.tokens[lane, parents]
        past[:, :, cell] = tokens
        broken = penalised[at].astype(np.int64) + (choice.penalties > 0)
        self._beams = _Beams(
            tokens=past,
            search=beams.search[lane, parents] + key[at] - choice.penalties,
            score=beams.score[lane, parents] + step[at],
            gain=beams.gain[lane, parents] + gain[at],
            violations=beams.violations[lane, parents] + broken,
        )
        rows = (lane * width + parents).reshape(-1)
        offsets = lanes * width * np.arange(self._conditions.passes)
        self._state = self._model.select(self._state, np.add.outer(offsets, rows).reshape(-1))
        if parents.shape[1] != width:
            self._memory = self._conditions.memory(parents.shape[1])

    def finished(self) -> list[Candidate]:
        """All living beams, lane by lane, best first."""
        beams = self._beams
        unpinned = max(1, self.cells - len(self._task.pins))
        candidates = []
        for number, lane in enumerate(self._lanes):
            alive = np.flatnonzero(np.isfinite(beams.search[number]))
            for beam in alive[np.argsort(-beams.score[number, alive], kind="stable")]:
                tokens = beams.tokens[number, beam]
                text = iter([self._shown(i, int(token)) for i, token in enumerate(tokens)])
                candidates.append(
                    Candidate(
                        lane=lane,
                        number=number,
                        lines=tuple("".join(next(text) for _ in ln) for ln in lane.grid.lines),
                        score=float(beams.score[number, beam]) / self.cells,
                        gain=float(beams.gain[number, beam]) / unpinned,
                        violations=int(beams.violations[number, beam]),
                    )
                )
        return candidates


def _top(total: NDArray[np.float64], count: int) -> Ints:
    """Indices of the highest finite entries, best first; of equals the earlier one.

    total is long and count small: what is below the count-th highest maximum of a block cannot be
    among the highest, and only the rest is sorted.
    """
    count = min(count, len(total))
    blocks = total[: len(total) // BLOCK * BLOCK].reshape(-1, BLOCK).max(axis=1)
    found = np.arange(len(total))
    if count <= len(blocks):
        found = np.flatnonzero(total >= np.partition(blocks, -count)[-count])
    top = found[np.argsort(-total[found], kind="stable")[:count]]
    return top[np.isfinite(total[top])].astype(np.int64)
