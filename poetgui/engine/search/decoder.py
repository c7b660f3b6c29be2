"""Fills what is open in a grid.

All lanes (tone pattern × rhyme group) step through the network in one batch. Within a lane a beam
search runs over scores that are

    log p(character | everything before, hints)      the model's own, before any masking
    − discount × log p(character | no context)         the habit penalty (`habit_penalty`)
    + noise × Gumbel, drawn once a lane and cell      so that lanes differ

A pinned character is scored like any other, so a beam that leads naturally into it outlives one
that collides with it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

import numpy as np

from poetgui.engine.model.arrays import Ints
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.search.beam_search import Search
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.line_rules import LineRules
from poetgui.engine.search.masks import Masks, demand
from poetgui.engine.search.progress import Cancelled
from poetgui.engine.search.step_trace import StepTrace
from poetgui.engine.search.task import Candidate, SearchConfig, Task
from poetgui.errors import Message, UserError
from poetgui.grid import Place, Tone


class Decoder:
    """Fills grids with one model, one rhyme book and one copy filter."""

    def __init__(self, model: LanguageModel, masks: Masks, copies: Container[str]) -> None:
        self._model, self._masks, self._copies = model, masks, copies
        self._vocabulary = Vocabulary(model.characters)

    def write(
        self,
        task: Task,
        lanes: Sequence[Lane],
        config: SearchConfig,
        random: np.random.Generator,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        watch: Callable[[StepTrace], None] | None = None,
    ) -> list[Candidate]:
        """Every beam of every lane, lane by lane, best first. All lanes have the same shape.

        progress: called after each cell with the number of cells written. watch: called with the
        trace of each cell; nothing is computed without it. Raises UserError when an open cell has
        no allowed character in any lane, Cancelled when `cancelled` says so.
        """
        single = self._vocabulary.ids(word for word in task.avoid if len(word) == 1)
        lanes = self._passable(lanes, task, single)
        rules = LineRules(self._copies, task.avoid, task.phrases)
        search = Search(self._model, self._vocabulary, self._masks, task, lanes, config, rules)
        for cell in range(search.cells):
            if cancelled is not None and cancelled():
                raise Cancelled
            search.advance(cell, random)
            if progress is not None:
                progress(cell + 1)
            if watch is not None:
                watch(search.last_step())
        return search.finished()

    def _passable(self, lanes: Sequence[Lane], task: Task, single: Ints) -> list[Lane]:
        """The lanes in which every open cell can be filled. Raises UserError when there is none."""
        closed = [self._closed_cell(lane, task.pins, single) for lane in lanes]
        passable = [lane for lane, place in zip(lanes, closed, strict=True) if place is None]
        if not passable and closed[0] is not None:
            raise self._nothing_fits(lanes[0], closed[0])
        return passable

    def _closed_cell(self, lane: Lane, pins: Mapping[Place, str], single: Ints) -> Place | None:
        copied = {later for later, _ in lane.grid.repeats}
        for cell in lane.grid.cells:
            mask = self._masks.cell(lane.grid, cell, lane.groups)
            given = cell.place in pins or cell.place in copied
            if not given and mask.sum() == mask[single].sum():
                return cell.place
        return None

    def _nothing_fits(self, lane: Lane, place: Place) -> UserError:
        cell = lane.grid.lines[place.line][place.column]
        wanted = demand(lane.grid, cell, self._masks.book, lane.groups)
        where = Message("第{}句第{}字", place.line + 1, place.column + 1)
        wants = [] if wanted.tone is Tone.ANY else [Message("要{}声", wanted.tone)]
        if wanted.group is not None:
            wants.append(Message("押“{}”韵", wanted.group))
        if not wants:
            return UserError("{}，没有可用的字；请减少要避开的字。", where)
        return UserError(
            "{}{}，没有可用的字；请换一个韵部，或减少要避开的字。", where, tuple(wants)
        )
