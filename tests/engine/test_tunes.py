"""Tunes in the engine: a group for each rhyme, phrases said again, a hundred characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest

from poetgui.engine.model import features as f
from poetgui.engine.model import inputs
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.alternatives import Reader, rank_alternatives
from poetgui.engine.search.decoder import Decoder
from poetgui.engine.search.lanes import Lane, choose_lanes
from poetgui.engine.search.masks import Demand, Masks, demand
from poetgui.engine.search.repeated_cells import linked
from poetgui.engine.search.repetition import near
from poetgui.engine.search.rhyme_choice import families, requested_choices, slots_of, split_rhyme
from poetgui.engine.search.task import Candidate, SearchConfig, Task
from poetgui.errors import UserError
from poetgui.grid import Grid, Place, Slot, Tone
from poetgui.prosody.books.rhyme_books import BOOKS, CILIN, PINGSHUI, TONGYUN, load_book
from poetgui.prosody.books.rhyme_divisions import division_of, entering_groups
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.doubled import singled
from tests.hand_tunes import AGAIN, CHANGING, ENTERING, KIN, LONG
from tests.toy import ToyModel

BOOK = load_book(CILIN)
# All that can be written in 词林正韵 and GB 2312: oblique groups need room to choose from.
MODEL = ToyModel([c for c in BOOK.characters if c.encode("gb2312", "ignore")][:3000])
MASKS = Masks(MODEL.characters, BOOK)
VOCABULARY = Vocabulary(MODEL.characters)
TONE_OF = dict(BOOK.groups)


def lanes(
    grid: Grid,
    pins: Mapping[Place, str] | None = None,
    *,
    count: int = 8,
    rhyme: str | None = None,
    masks: Masks = MASKS,
    seed: int = 1,
) -> list[Lane]:
    return choose_lanes(
        [grid],
        pins or {},
        masks,
        MODEL.log_frequency,
        count=count,
        rhyme=rhyme,
        random=np.random.default_rng(seed),
    )


def write(grid: Grid, task: Task | None = None, masks: Masks = MASKS) -> list[Candidate]:
    task = task or Task({})
    chosen = lanes(grid, task.pins, count=3, masks=masks)
    decoder = Decoder(MODEL, masks, frozenset())
    found = decoder.write(
        task,
        chosen,
        SearchConfig(width=4, discount=0.275, noise=0.575, margin=6.0),
        np.random.default_rng(0),
    )
    assert found  # a loop over none would find nothing wrong
    return found


def test_every_slot_has_a_group_of_its_tone_and_a_change_of_rhyme_changes_the_part() -> None:
    drawn = lanes(CHANGING, count=40)
    for lane in drawn:
        first, second = lane.groups
        assert (TONE_OF[first], TONE_OF[second]) == (Tone.OBLIQUE, Tone.LEVEL)
        assert division_of(CILIN, first) != division_of(CILIN, second)
        assert split_rhyme(lane.rhyme) == lane.groups
        assert lane.log_prior < 0
    assert len({lane.groups[0] for lane in drawn[:8]}) == 8


def test_kin_share_a_part_in_both_tones() -> None:
    for lane in lanes(KIN, count=20):
        level, oblique = lane.groups
        assert level.removesuffix("平") == oblique.removesuffix("仄")


@pytest.mark.parametrize("name", BOOKS)
def test_kin_are_found_in_every_book(name: str) -> None:
    table = load_book(name)
    tones = dict(table.groups)
    for lane in lanes(KIN, count=9, masks=Masks(MODEL.characters, table)):
        level, oblique = lane.groups
        assert (tones[level], tones[oblique]) == (Tone.LEVEL, Tone.OBLIQUE)
        assert division_of(name, level) == division_of(name, oblique)
        assert oblique not in entering_groups(table)


@pytest.mark.parametrize("name", [CILIN, PINGSHUI])
def test_a_rhyme_meant_to_be_entering_is(name: str) -> None:
    table = load_book(name)
    for lane in lanes(ENTERING, count=6, masks=Masks(MODEL.characters, table)):
        assert lane.groups[0] in entering_groups(table)


def test_a_book_without_the_entering_tone_gives_any_oblique_group() -> None:
    (lane,) = lanes(ENTERING, count=1, masks=Masks(MODEL.characters, load_book(TONGYUN)))
    assert dict(load_book(TONGYUN).groups)[lane.groups[0]] is Tone.OBLIQUE


def test_pins_choose_the_group_of_their_own_slot() -> None:
    for lane in lanes(CHANGING, {Place(0, 6): "月", Place(3, 4): "东"}):
        assert lane.groups == ("第十八部", "第一部平")
    for lane in lanes(KIN, {Place(3, 5): "动"}):
        assert lane.groups == ("第一部平", "第一部仄")


def test_a_rhyme_asked_for_goes_to_the_first_slot_that_can_take_it_or_to_each_its_own() -> None:
    assert {lane.groups[1] for lane in lanes(CHANGING, rhyme="第一部平")} == {"第一部平"}
    assert {lane.groups[0] for lane in lanes(CHANGING, rhyme="第一部")} == {"第一部仄"}
    assert {lane.groups for lane in lanes(KIN, rhyme="第三部")} == {("第三部平", "第三部仄")}
    each = {lane.groups for lane in lanes(CHANGING, rhyme="第十八部、第一部")}
    assert each == {("第十八部", "第一部平")}


def test_rhymes_that_a_tune_cannot_take_are_refused() -> None:
    with pytest.raises(UserError, match="不能押“第一部”韵"):
        lanes(ENTERING, rhyme="第一部")
    with pytest.raises(UserError, match="不能押“第一部平、第一部仄”韵"):
        lanes(CHANGING, rhyme="第一部平、第一部仄")
    with pytest.raises(UserError, match="有2个韵，写了3个"):
        lanes(CHANGING, rhyme="第一部 第二部 第三部")
    with pytest.raises(UserError, match="没有“东风”"):
        lanes(CHANGING, rhyme="东风")


def test_verse_has_one_slot_of_the_tone_of_its_rhyme() -> None:
    assert slots_of(grids(form_of("七绝"))[0]) == (Slot(Tone.LEVEL),)
    assert slots_of(grids(form_of("七古"), 4)[0]) == (Slot(Tone.ANY),)
    assert families(KIN.slots) == [[0, 1]]
    assert families(CHANGING.slots) == [[0], [1]]
    assert len(requested_choices(CHANGING.slots, BOOK, None)) == 2


def test_the_network_is_told_the_next_rhyme_at_each_cell_and_nothing_after_the_last() -> None:
    groups = ("第十八部", "第一部平")
    open_end = Grid("试调", "", CHANGING.lines[:2] + CHANGING.lines[:1], CHANGING.slots)
    for grid, last in ((CHANGING, 24), (open_end, 21)):
        rows = inputs.cell_features(
            grid, {}, VOCABULARY, book=BOOK, groups=groups, known=MODEL.books
        )
        told = rows[:, f.FEATURES.index("rhyme")].tolist()
        first, second = (f.RHYME_FIRST[CILIN] + BOOK.index(group) for group in groups)
        assert told[:14] == [first] * 14
        assert told[14:last] == [second if grid is CHANGING else first] * (last - 14)
        assert set(rows[:, f.FEATURES.index("form")]) == {f.FORMS.index("词")}
    no_rhyme_after = Grid("试调", "", (ENTERING.lines[1], ENTERING.lines[0]), ENTERING.slots)
    rows = inputs.cell_features(
        no_rhyme_after, {}, VOCABULARY, book=BOOK, groups=groups[:1], known=MODEL.books
    )
    assert rows[7:, f.FEATURES.index("rhyme")].tolist() == [f.RHYME_NOT_GIVEN] * 4


def test_an_unrhymed_line_of_a_tune_ends_as_its_table_says() -> None:
    grid = LONG
    assert demand(grid, grid.lines[2][0], BOOK, ("第一部平",)) == Demand(Tone.ANY, None)
    assert demand(grid, grid.lines[0][3], BOOK, ("第一部平",)) == Demand(Tone.OBLIQUE, None)
    assert demand(grid, grid.lines[2][5], BOOK, ("第一部平",)) == Demand(Tone.LEVEL, "第一部平")


@pytest.mark.parametrize("grid", [CHANGING, KIN, ENTERING, AGAIN, LONG])
def test_what_is_written_keeps_tone_rhyme_and_repeats(grid: Grid) -> None:
    for candidate in write(grid):
        assert tuple(map(len, candidate.lines)) == grid.shape
        for cell in grid.cells:
            character = candidate.lines[cell.line][cell.column]
            group = None if cell.rhyme is None else candidate.lane.groups[cell.rhyme]
            assert any(
                cell.tone in (Tone.ANY, tone) and group in (None, own)
                for tone, own in BOOK.readings(character)
            )
        for later, earlier in grid.repeats:
            said = candidate.lines[earlier.line][earlier.column]
            assert candidate.lines[later.line][later.column] == said


def test_a_character_said_again_fits_both_places() -> None:
    both = Grid("", "", AGAIN.lines, AGAIN.slots, ((Place(1, 1), Place(0, 0)),))
    mask = MASKS.cell(both, both.lines[0][0], ("第一部仄",))
    assert mask.sum() == MASKS.of(Demand(Tone.OBLIQUE, "第一部仄")).sum()
    other = MASKS.cell(both, both.lines[0][1], ("第一部仄",))
    assert other.sum() == MASKS.of(Demand(Tone.OBLIQUE, None)).sum()


def test_a_pin_that_is_said_again_is_shown_again() -> None:
    task = Task({Place(1, 0): "喆", Place(4, 0): "月"})
    for candidate in write(AGAIN, task):
        assert candidate.lines[2][0] == "喆"
        assert candidate.lines[5] == "月"


def test_a_long_tune_repeats_little_and_nothing_nearby() -> None:
    common = ToyModel([c for c in BOOK.characters if c.encode("gb2312", "ignore")][:900])
    masks = Masks(common.characters, BOOK)
    task = Task({Place(19, 0): "东", Place(0, 0): "中"})
    chosen = choose_lanes(
        [LONG],
        task.pins,
        masks,
        common.log_frequency,
        count=2,
        rhyme=None,
        random=np.random.default_rng(0),
    )
    written = Decoder(common, masks, frozenset()).write(
        task,
        chosen,
        SearchConfig(width=4, discount=0.275, noise=0.575, margin=6.0),
        np.random.default_rng(0),
    )
    for candidate in written:
        counts = Counter("".join(map(singled, candidate.lines)))
        assert max(counts.values()) <= 2
        for i in range(17):
            within = "".join(map(singled, candidate.lines[i : i + 4]))
            assert len(set(within)) == len(within)
        ends = [line[-1] for line in candidate.lines]
        assert len(set(ends)) == len(ends)
        assert candidate.violations == 0


def test_near_and_linked_cells() -> None:
    assert linked(AGAIN, Place(2, 1)) == linked(AGAIN, Place(1, 1)) == (Place(1, 1), Place(2, 1))
    assert linked(AGAIN, Place(0, 0)) == (Place(0, 0),)
    assert Place(1, 1) not in near(AGAIN, Place(2, 1))
    assert len(near(AGAIN, Place(0, 0))) == len(AGAIN.cells) - 1
    far = near(LONG, Place(0, 3))
    assert Place(3, 0) in far
    assert Place(4, 0) not in far
    assert Place(19, 5) in far  # lines must not end alike


def test_other_characters_for_a_phrase_said_again_are_read_at_every_place() -> None:
    candidate = write(AGAIN)[0]
    reader = Reader(MODEL, VOCABULARY, candidate.lane, BOOK, candidate.lines)
    some = VOCABULARY.ids("动洞梦")
    found = rank_alternatives(reader, Place(2, 1), lambda _: some, 0.25)
    assert sorted(found.tolist()) == sorted(some.tolist())
    again = rank_alternatives(reader, Place(1, 1), lambda _: some, 0.25)
    assert found.tolist() == again.tolist()


def test_what_a_pause_parts_is_told_as_two_lines() -> None:
    grid = Grid("试调", "", ENTERING.lines, ENTERING.slots, stops=("，", "3、。"))
    told = inputs.model_places(grid)
    assert [told[Place(1, j)] for j in range(7)] == [
        *(Place(1, j) for j in range(3)),
        *(Place(2, j) for j in range(4)),
    ]
    rows = inputs.cell_features(
        grid, {}, VOCABULARY, book=BOOK, groups=("第十五部",), known=MODEL.books
    )
    column = {name: rows[:, i].tolist() for i, name in enumerate(f.FEATURES)}
    assert column["left"] == [3, 2, 1, 0, 2, 1, 0, 3, 2, 1, 0]
    assert column["lines_left"] == [2] * 4 + [1] * 3 + [0] * 4
    reader = Reader(
        MODEL, VOCABULARY, Lane(grid, ("第十五部",)), BOOK, ("春花秋月", "人间事一曲高独")
    )
    some = VOCABULARY.ids("动洞")
    assert len(rank_alternatives(reader, Place(1, 6), lambda _: some, 0.25)) == 2
