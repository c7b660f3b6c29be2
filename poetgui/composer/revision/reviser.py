"""Changing a finished poem: other characters for a cell, cells written anew.

Rewriting is writing: what is locked is pinned, the decoder fills the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Sequence
from dataclasses import replace

import numpy as np

from poetgui.composer.request.compose_request import MOST_POEMS, ComposeRequest, Mode, Pin
from poetgui.composer.request.han import (
    simplified_lines,
    simplified_text,
)
from poetgui.composer.request.upper_line import upper_places, upper_text
from poetgui.composer.revision.rechecked import with_violations
from poetgui.composer.revision.replaced import pattern_of
from poetgui.composer.revision.revision_options import USUAL, RevisionOptions
from poetgui.composer.writing.composer import Composer
from poetgui.composer.writing.search_presets import search_preset
from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.model.language_model import LanguageModel
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.alternatives import Reader, rank_alternatives
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.line_rules import LineRules
from poetgui.engine.search.masks import Mask, Masks
from poetgui.engine.search.progress import Progress
from poetgui.engine.search.repeated_cells import linked
from poetgui.engine.search.repetition import near
from poetgui.engine.search.rhyme_choice import slots_of, split_rhyme
from poetgui.engine.search.step_trace import StepTrace
from poetgui.errors import UserError
from poetgui.grid import OPEN, Grid, Place, Poem
from poetgui.prosody.books.rhyme_books import load_book
from poetgui.prosody.books.rhyme_groups import RhymeCell, choose_group
from poetgui.prosody.books.tones import BITS, lookup
from poetgui.prosody.books.traditional_verse import verse_to_traditional
from poetgui.prosody.forms.verse_forms import COUPLET, form_of
from poetgui.script_conversion import is_traditional

SHORTLIST = 48
"""Characters with each of which the whole poem is read."""
SHOWN = 12


class Reviser:
    """Revises poems with one model."""

    def __init__(
        self, model: LanguageModel, composer: Composer, copies: Container[str] = frozenset()
    ) -> None:
        """composer: writes with the same model; copies: lines that must not be written again."""
        self._model, self._composer, self._copies = model, composer, copies
        self._vocabulary = Vocabulary(model.characters)
        self._last: tuple[object, tuple[str, ...]] | None = None

    def replacements(
        self,
        poem: Poem,
        place: Place,
        count: int = SHOWN,
        page: int = 0,
        *,
        options: RevisionOptions = USUAL,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[str, ...]:
        """The best characters for a cell by how the whole poem reads with each, in simplified
        script; `page` leafs on by `count`.

        All meet the metre of the cell and stand nowhere in the poem, or nowhere near in a long one;
        with a cell of a repeated phrase its copies change too. Fewer than `count`, or none,
        where no more are allowed. The shortlists of 48 are ranked one after the other. Raises
        Cancelled, UserError for a form or book that is not known.
        """
        skip, found = page * count, list[str]()
        for batch in range(skip // SHORTLIST, (skip + count - 1) // SHORTLIST + 1):
            ranked = self._ranked(poem, place, batch, options, cancelled)
            first = batch * SHORTLIST
            found += ranked[max(0, skip - first) : max(0, skip + count - first)]
        return tuple(found)

    def rewrite(
        self,
        poem: Poem,
        locked: Collection[Place],
        seed: int,
        count: int = 1,
        *,
        options: RevisionOptions = USUAL,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        watch: Callable[[StepTrace], None] | None = None,
    ) -> list[Poem]:
        """The poem with every cell written anew that is not locked, in the same form and book;
        pattern and rhyme follow what is locked. The upper line of a couplet always is.

        The person's pins stay pins where they are locked; what else is locked is not shown as one.
        Open cells (`grid.OPEN`) that are locked stay open.
        The same poem, locks, seed and count give the same. Raises UserError when all is locked or
        nothing else fits, Cancelled.
        """
        left = poem.open & frozenset(locked)
        locked = frozenset(locked) - left
        form = form_of(poem.form)
        if form is COUPLET:
            locked |= frozenset(upper_places(poem.lines))
        pins = tuple(Pin(p, poem.lines[p.line][p.column]) for p in sorted(locked))
        shape = (
            ComposeRequest(Mode.COUPLET, text=upper_text(poem.lines))
            if form is COUPLET
            else ComposeRequest(Mode.FREE, form=form.name, lines=len(poem.lines))
        )
        request = replace(
            shape,
            themes=poem.themes,
            pattern=poem.pattern if form.tune else None,
            book=poem.book,
            style=options.style,
            pins=pins,
            # One more, so that enough are left when the poem itself comes back.
            count=min(count + 1, MOST_POEMS),
            seed=seed,
            daring=options.daring,
            avoid=options.avoid,
        )
        written = self._composer.compose(
            request, progress=progress, cancelled=cancelled, watch=watch
        )
        written = [_in_its_script(other, poem, locked) for other in written]
        others = [other for other in written if other.lines != poem.lines][:count]
        if not others:
            raise UserError("没有别的写法了；请少锁几个字，或者换一个字再试。")
        kept = poem.pins & locked
        return [
            with_violations(replace(_opened(other, left), title=poem.title, pins=kept))
            for other in others
        ]

    def _ranked(
        self,
        poem: Poem,
        place: Place,
        batch: int,
        options: RevisionOptions,
        cancelled: Callable[[], bool],
    ) -> tuple[str, ...]:
        """The shortlist with this number, ranked; remembered, for the pages that show the rest."""
        key = (poem.lines, poem.book, poem.rhyme, place, batch, options)
        if self._last is None or self._last[0] != key:
            lines = simplified_lines(poem.lines)
            masks = self._composer.masks_of(poem.book)
            lane = lane_of(poem)
            first = linked(lane.grid, place)[0]
            cell = lane.grid.lines[first.line][first.column]
            allowed = masks.cell(lane.grid, cell, lane.groups).copy()
            used = {*near(lane.grid, cell.place), cell.place}
            allowed[self._vocabulary.ids(lines[p.line][p.column] for p in used)] = False
            allowed = _likely(allowed, masks, lane, lines, cell.place)
            avoid = tuple(map(simplified_text, options.avoid))
            allowed[self._vocabulary.ids(w for w in avoid if len(w) == 1)] = False
            rules = LineRules(self._copies, avoid)

            def shortlist(logp: Floats) -> Ints:
                return self._shortlist(logp, allowed, rules, lines, cell.place, batch)

            reader = Reader(self._model, self._vocabulary, lane, masks.book, lines)
            ids = rank_alternatives(
                reader,
                place,
                shortlist,
                search_preset(options.daring).discount,
                cancelled=cancelled,
            )
            self._last = key, tuple(self._vocabulary.characters[i] for i in ids)
        return self._last[1]

    def _shortlist(
        self,
        logp: Floats,
        allowed: Mask,
        rules: LineRules,
        lines: Sequence[str],
        place: Place,
        batch: int,
    ) -> Ints:
        """The likeliest allowed characters that break no rule of the line, less earlier ones."""
        line, column = lines[place.line], place.column
        open_ = np.flatnonzero(allowed)
        wanted, found = (batch + 1) * SHORTLIST, list[int]()
        for token in open_[np.argsort(-logp[open_], kind="stable")].tolist():
            changed = line[:column] + self._vocabulary.characters[token] + line[column + 1 :]
            if not rules.breaks(changed, column, True):
                found.append(token)
            if len(found) == wanted:
                break
        return np.array(found[batch * SHORTLIST :], np.int64)


def _likely(allowed: Mask, masks: Masks, lane: Lane, lines: Sequence[str], place: Place) -> Mask:
    """The mask without what its neighbours make unlikely to be read so, while others are left."""
    if masks.readings is None:
        return allowed
    tones, line = masks.tones(lane.grid, lane.groups)[place.line], lines[place.line]
    narrow = allowed.copy()
    narrow[masks.readings.misread(tones, line[: place.column], line[place.column + 1 :])] = False
    return narrow if narrow.any() else allowed


def _opened(poem: Poem, places: Collection[Place]) -> Poem:
    lines = (
        "".join(OPEN if Place(i, j) in places else c for j, c in enumerate(line))
        for i, line in enumerate(poem.lines)
    )
    return replace(poem, lines=tuple(lines))


def _in_its_script(other: Poem, poem: Poem, kept: Collection[Place]) -> Poem:
    """A poem written anew in the script of the one that it comes from; `kept` stays as it is."""
    if not is_traditional("".join(poem.lines)) or is_traditional("".join(other.lines)):
        return other
    lines = tuple(
        "".join(
            old if Place(i, j) in kept else new
            for j, (old, new) in enumerate(zip(line, verse_to_traditional(line), strict=True))
        )
        for i, line in enumerate(other.lines)
    )
    return replace(other, lines=lines)


def lane_of(poem: Poem) -> Lane:
    """The tone pattern and rhyme group that the poem keeps, or comes nearest to."""
    grid, verdict = pattern_of(poem)
    groups = split_rhyme(poem.rhyme or verdict.rhyme)
    if groups and len(groups) != len(slots_of(grid)):
        groups = _groups(grid, simplified_lines(poem.lines), poem.book)
    return Lane(grid, groups)


def _groups(grid: Grid, lines: Sequence[str], book: str) -> tuple[str, ...]:
    """The group that most cells of each slot share: a poem may name those that differ only once."""
    look, cells = lookup(load_book(book)), [cell for cell in grid.cells if cell.rhyme is not None]
    return tuple(
        choose_group(
            [RhymeCell(c.line, lines[c.line][c.column], False) for c in cells if c.rhyme == i],
            look,
            BITS[slot.tone],
        )
        for i, slot in enumerate(slots_of(grid))
    )
