"""Analysis of a finished poem by the model: likely characters, and how likely its own are."""

from __future__ import annotations

from collections.abc import Callable

from poetgui.composer.request.han import simplified_lines
from poetgui.composer.revision.reviser import lane_of
from poetgui.composer.writing.composer import Composer
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.alternatives import Reader
from poetgui.engine.scoring.poem_scores import score_poems
from poetgui.engine.scoring.poem_trace import trace_poem
from poetgui.engine.search.step_trace import StepTrace
from poetgui.grid import Place, Poem


class PoemAnalysis:
    """Analyses poems with one model."""

    def __init__(self, model: LanguageModel, composer: Composer) -> None:
        """composer: of the same model."""
        self._model, self._composer = model, composer
        self._vocabulary = Vocabulary(model.characters)

    def weighed(
        self, poem: Poem, *, cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[StepTrace, ...]:
        """What the model weighs at every cell, in writing order, conditioned on form, metre, pins
        and themes of the poem and on the characters before.

        Raises Cancelled, UserError for a form or book that is not known.
        """
        masks, lines = self._composer.masks_of(poem.book), simplified_lines(poem.lines)
        reader = Reader(self._model, self._vocabulary, lane_of(poem), masks.book, lines)
        pins = {p: lines[p.line][p.column] for p in poem.pins}
        return trace_poem(reader, pins, poem.themes, masks, poem.open, cancelled=cancelled)

    def surprise(
        self, poem: Poem, *, cancelled: Callable[[], bool] = lambda: False
    ) -> dict[Place, float]:
        """Log-probability (in nats) of every character that is written, given form and metre alone.

        Raises Cancelled, UserError for a form or book that is not known.
        """
        book, lane = self._composer.masks_of(poem.book).book, lane_of(poem)
        read = [(lane, simplified_lines(poem.lines))]
        logp = score_poems(self._model, self._vocabulary, read, book=book, cancelled=cancelled)[0]
        places = (cell.place for cell in lane.grid.cells)
        return {
            p: float(value) for p, value in zip(places, logp, strict=True) if p not in poem.open
        }
