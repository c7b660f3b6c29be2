"""The beam: pins stand, masks hold, and nothing makes it crash."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.search.beam_search import _top
from poetgui.engine.search.decoder import Decoder
from poetgui.engine.search.lanes import Lane, choose_lanes
from poetgui.engine.search.masks import Masks
from poetgui.engine.search.progress import Cancelled
from poetgui.engine.search.task import Candidate, SearchConfig, Task
from poetgui.errors import UserError
from poetgui.grid import Cell, Grid, Place
from poetgui.prosody.books.rhyme_books import PINGSHUI, load_book
from poetgui.prosody.forms.verse_forms import FORMS, form_of, grids
from tests.doubled import doubles, singled
from tests.toy import CHARACTERS, Memory, ToyModel

MODEL = ToyModel()
VOCABULARY = Vocabulary(MODEL.characters)
MASKS = Masks(MODEL.characters, load_book(PINGSHUI))
FREE_MASKS = Masks(MODEL.characters, None)


def choose(
    form: str, task: Task, lines: int | None = None, count: int = 4, rhyme: str | None = None
) -> list[Lane]:
    return choose_lanes(
        grids(form_of(form), lines),
        task.pins,
        MASKS,
        MODEL.log_frequency,
        count=count,
        rhyme=rhyme,
        random=np.random.default_rng(0),
    )


def write(
    lanes: Sequence[Lane],
    task: Task,
    *,
    masks: Masks = MASKS,
    copies: Container[str] = frozenset(),
    seed: int = 0,
    model: ToyModel = MODEL,
    config: SearchConfig | None = None,
) -> list[Candidate]:
    decoder = Decoder(model, masks, copies)
    rng = np.random.default_rng(seed)
    found = decoder.write(task, lanes, config or SearchConfig(width=4), rng)
    assert found  # a loop over none would find nothing wrong
    return found


def row(width: int, lines: int = 1) -> Lane:
    """A bare grid without demands."""
    cells = tuple(tuple(Cell(i, j) for j in range(width)) for i in range(lines))
    return Lane(Grid("其他", "", cells))


@st.composite
def tasks(draw: st.DrawFn) -> tuple[str, int | None, Task]:
    form = draw(st.sampled_from(tuple(FORMS.values())))
    lines = form.lines or draw(st.integers(form.fewest, 12).filter(form.takes))
    places = draw(
        st.lists(
            st.builds(Place, st.integers(0, lines - 1), st.integers(0, form.width - 1)),
            max_size=12,
            unique=True,
        )
    )
    characters = st.sampled_from(CHARACTERS[:80] + "喆堃𠮷")
    pins = {place: draw(characters) for place in places}
    themes = draw(st.sampled_from([(), ("秋风",), ("明月", "山")]))
    style = draw(st.integers(0, 2))
    return (
        form.name,
        None if form.lines else lines,
        Task(pins, themes=themes, style=style, avoid=("春风", "花")),
    )


@settings(max_examples=60, deadline=None)
@given(tasks(), st.integers(0, 1000))
def test_pins_stand_and_masks_hold(case: tuple[str, int | None, Task], seed: int) -> None:
    form, lines, task = case
    lanes = choose(form, task, lines, count=2)
    for candidate in write(lanes, task, seed=seed):
        grid = candidate.lane.grid
        assert tuple(map(len, candidate.lines)) == grid.shape
        for cell in grid.cells:
            character = candidate.lines[cell.line][cell.column]
            if cell.place in task.pins:
                assert character == task.pins[cell.place]
            else:
                mask = MASKS.cell(grid, cell, candidate.lane.groups)
                assert mask[VOCABULARY.id(character)]
                assert character != "花"


@pytest.mark.parametrize("form", ["五绝", "七绝", "五律", "七律"])
def test_no_character_comes_twice_in_a_short_poem(form: str) -> None:
    task = Task({Place(0, 0): "春", Place(1, 0): "春", Place(3, 0): "𠮷"})
    for candidate in write(choose(form, task, rhyme="先"), task):
        text = "".join(map(singled, candidate.lines)).replace("春", "", 1)
        assert len(set(text)) == len(text)
        assert candidate.violations == 0


def test_a_long_poem_repeats_nothing_nearby_and_no_line_end() -> None:
    task = Task({})
    for candidate in write(choose("七古", task, 16, rhyme="先"), task):
        ends = [line[-1] for line in candidate.lines]
        assert len(set(ends)) == len(ends)
        for i in range(12):
            near = "".join(map(singled, candidate.lines[i : i + 4]))
            assert len(set(near)) == len(near)


class Stammering(ToyModel):
    """Would rather say everything again."""

    def step(
        self, previous: Ints, features: Ints, state: tuple[Ints], memory: Memory
    ) -> tuple[Floats, tuple[Ints]]:
        logp, state = super().step(previous, features, state, memory)
        logp[np.arange(len(previous)), previous] += 12
        return logp, state


def test_a_character_may_be_doubled_once_a_line() -> None:
    task = Task({Place(0, 0): "春", Place(2, 3): "山"})
    for candidate in write(choose("七绝", task), task, model=Stammering()):
        for line in candidate.lines:
            assert len(line) - len(singled(line)) == 1
        assert candidate.lines[0].startswith("春春")
        text = "".join(map(singled, candidate.lines))
        assert len(set(text)) == len(text)


def test_a_line_that_answers_doubles_where_the_other_does() -> None:
    task = Task({Place(4, 0): "明", Place(4, 1): "月"}, paired_lines={3: 2, 5: 4})
    found = write(choose("七律", task), task, model=Stammering())
    for candidate in found:
        for below, above in task.paired_lines.items():
            assert doubles(candidate.lines[below]) <= doubles(candidate.lines[above])
    assert any(doubles(c.lines[3]) for c in found)


def test_the_same_seed_writes_the_same_and_another_differs() -> None:
    task = Task({Place(0, 0): "春"})
    lanes = choose("七绝", task)
    assert write(lanes, task, seed=3) == write(lanes, task, seed=3)
    assert write(lanes, task, seed=3) != write(lanes, task, seed=4)


def test_lanes_have_tastes_of_their_own() -> None:
    lane = choose("七绝", Task({}), count=1)[0]
    best = [c.lines for c in write([lane] * 4, Task({}), config=SearchConfig(width=1))]
    assert len(set(best)) == 4


def test_lines_of_the_corpus_are_not_written() -> None:
    task = Task({Place(0, 0): "春", Place(0, 4): "喆"})
    lanes = choose("五绝", task)
    copied = {line for c in write(lanes, task) for line in c.lines}
    for candidate in write(lanes, task, copies=copied):
        assert copied.isdisjoint(candidate.lines)


def test_a_pinned_line_may_stand_in_the_corpus() -> None:
    line = "白日依山尽"
    task = Task({Place(0, j): c for j, c in enumerate(line)})
    for candidate in write(choose("五绝", task), task, copies={line}):
        assert candidate.lines[0] == line
        assert candidate.violations == 0


def test_a_copied_line_before_a_pinned_end_is_seen_in_time() -> None:
    # Only the last open cell can still turn away from the line; its end is pinned.
    task = Task({Place(0, 2): "风"})
    first = {c.lines[0] for c in write([row(3)], task, masks=FREE_MASKS)}
    second = {c.lines[0] for c in write([row(3)], task, masks=FREE_MASKS, copies=first)}
    assert first.isdisjoint(second)


def test_words_to_avoid_are_avoided_also_across_pins() -> None:
    free = Task({Place(0, 1): "风", Place(0, 3): "山"})
    words = {
        c.lines[0][i : i + 2]
        for c in write([row(5)], free, masks=FREE_MASKS, config=SearchConfig(width=16))
        for i in range(4)
    }
    task = Task(free.pins, avoid=tuple(words))
    for candidate in write([row(5)], task, masks=FREE_MASKS):
        line = candidate.lines[0]
        assert words.isdisjoint(line[i : i + 2] for i in range(4))
        assert candidate.violations == 0


def test_a_pinned_word_is_written_though_it_is_to_be_avoided() -> None:
    task = Task({Place(0, 0): "春", Place(0, 1): "风"}, avoid=("春风", "春"))
    for candidate in write([row(5)], task, masks=FREE_MASKS):
        assert candidate.lines[0].startswith("春风")
        assert candidate.violations == 0


def test_a_beam_leads_into_the_pin_that_follows() -> None:
    """Of two first characters the one that makes the pin likely wins, though it is rarer itself."""

    class Leading(ToyModel):
        def step(self, previous, features, state, memory):
            logp, state = super().step(previous, features, state, memory)
            logp = np.full_like(logp, -20.0)
            first = features[:, 3] == 0
            logp[first, self.index("山")] = -0.5
            logp[first, self.index("水")] = -1.5
            logp[~first, self.index("月")] = np.where(
                previous[~first] == self.index("水"), -0.1, -6.0
            )
            return logp, state

        def index(self, character: str) -> int:
            return self.characters.index(character)

    task = Task({Place(0, 1): "月"})
    config = SearchConfig(width=2, discount=0, noise=0)
    best = write([row(2)], task, masks=FREE_MASKS, model=Leading(), config=config)[0]
    assert best.lines == ("水月",)


def test_repeats_are_allowed_where_no_fresh_character_is_left() -> None:
    model = ToyModel("春花秋月")
    masks = Masks(model.characters, None)
    candidates = write([row(3, lines=2)], Task({}), masks=masks, model=model)
    assert all(set("".join(c.lines)) == set("春花秋月") for c in candidates)
    for candidate in candidates:  # one double in each line is welcome
        assert candidate.violations == 2 - sum(bool(doubles(line)) for line in candidate.lines)


def test_fewer_ways_than_beams_give_each_way_once() -> None:
    model = ToyModel("春花")
    candidates = write([row(1)], Task({}), masks=Masks(model.characters, None), model=model)
    assert sorted(c.lines for c in candidates) == [("春",), ("花",)]


def test_what_breaks_a_rule_is_written_only_when_nothing_else_is_left() -> None:
    model = ToyModel("春花")
    masks = Masks(model.characters, None)
    kept = write([row(1)], Task({}), masks=masks, model=model, copies={"春"})
    assert [c.lines for c in kept if not c.violations] == [("花",)]
    forced = write([row(1)], Task({}), masks=masks, model=model, copies={"春", "花"})
    assert sorted(c.lines for c in forced) == [("春",), ("花",)]
    assert all(c.violations == 1 for c in forced)


def test_unlikely_characters_are_kept_out_whatever_the_noise() -> None:
    task = Task({})
    lane = choose("七绝", task, count=1)
    plain = write(lane, task, config=SearchConfig(width=4, noise=5.0, margin=2.0))
    assert all(c.violations == 0 for c in plain)
    assert np.mean([c.score for c in plain]) > np.mean(
        [c.score for c in write(lane, task, config=SearchConfig(width=4, noise=5.0, margin=30.0))]
    )


def test_an_open_cell_without_characters_is_named_before_decoding() -> None:
    model = ToyModel("春风花月山水人家日夜")
    masks = Masks(model.characters, load_book(PINGSHUI))
    lane = Lane(grids(form_of("七绝"))[0], ("江",))
    with pytest.raises(UserError, match=r"第1句第7字要平声、押“江”韵，没有可用的字"):
        write([lane], Task({}), masks=masks, model=model)
    assert model.steps == 0


def test_words_to_avoid_may_close_a_cell() -> None:
    model = ToyModel("春花")
    with pytest.raises(UserError, match="第1句第1字，没有可用的字"):
        write(
            [row(1)], Task({}, avoid=("春", "花")), masks=Masks(model.characters, None), model=model
        )


def test_lanes_that_cannot_be_filled_leave_the_others_to_go_on() -> None:
    model = ToyModel("春风花月山水人家日夜天年中云")
    masks = Masks(model.characters, load_book(PINGSHUI))
    grid = grids(form_of("五绝"))[0]
    candidates = write(
        [Lane(grid, ("江",)), Lane(grid, ("东",))], Task({}), masks=masks, model=model
    )
    assert {c.lane.rhyme for c in candidates} == {"东"}


def test_cancel_is_noticed_within_one_cell() -> None:
    model = ToyModel()
    done: list[int] = []
    lanes = choose("七绝", Task({}))
    with pytest.raises(Cancelled):
        Decoder(model, MASKS, frozenset()).write(
            Task({}),
            lanes,
            SearchConfig(),
            np.random.default_rng(0),
            progress=done.append,
            cancelled=lambda: len(done) == 3,
        )
    assert done == [1, 2, 3]
    assert model.steps == 3


def test_themes_are_heard_with_guidance() -> None:
    lanes = choose("七绝", Task({}))

    def heard(task: Task, guidance: float) -> float:
        found = write(lanes, task, config=SearchConfig(width=4, guidance=guidance))
        return float(np.mean([sum(c in "桥洞" for c in "".join(f.lines)) for f in found]))

    told = Task({}, themes=("桥", "洞"))
    assert heard(told, 2.0) > heard(Task({}), 0.0)
    gains = [c.gain for c in write(lanes, told)]
    assert all(np.isfinite(gains))
    assert any(gains)
    assert {c.gain for c in write(lanes, Task({}))} == {0.0}


def test_a_lane_hears_its_own_subject_and_no_other() -> None:
    lane = row(5, 4)
    silent = write([lane, lane], Task({}))
    moved = write([lane, dataclasses.replace(lane, subject=("明月",))], Task({}))

    def of(number: int, found: list[Candidate]) -> list[tuple[str, ...]]:
        return [c.lines for c in found if c.number == number]

    assert of(0, moved) == of(0, silent)
    assert of(1, moved) != of(1, silent)
    assert sum("明" in "".join(lines) for lines in of(1, moved)) > sum(
        "明" in "".join(lines) for lines in of(1, silent)
    )


def test_the_gain_is_that_of_the_theme_and_not_of_the_subject() -> None:
    lane = dataclasses.replace(row(5, 4), subject=("龙钟",))
    assert all(c.gain == 0 for c in write([lane], Task({})))
    # Given already by the lane's subject, the theme brings nothing new to the toy model.
    told = write([dataclasses.replace(lane, subject=("春风",))], Task({}, themes=("春风",)))
    assert all(c.gain == pytest.approx(0, abs=1e-5) for c in told)


@pytest.mark.parametrize("count", [1, 3, 8, 200, 1000])
def test_the_highest_entries_are_found_in_order(count: int) -> None:
    random = np.random.default_rng(count)
    total = random.normal(size=900).round(1)  # with many equals
    total[random.integers(0, 900, 300)] = -np.inf
    alive = np.flatnonzero(np.isfinite(total))
    expected = sorted(alive.tolist(), key=lambda i: (-total[i], i))[:count]
    assert _top(total, count).tolist() == expected


def test_a_title_is_heard_with_its_own_guidance() -> None:
    lanes = choose("七绝", Task({}))

    def gain(guidance: float, title: str = "") -> float:
        config = SearchConfig(guidance=0.0, title_guidance=guidance)
        found = write(lanes, Task({}, title=title), config=config)
        return float(np.mean([candidate.gain for candidate in found]))

    assert gain(2.0) == 0.0
    assert gain(2.0, title="桥洞") > gain(0.0, title="桥洞")


def test_a_title_that_was_drawn_for_a_lane_is_not_guided_towards() -> None:
    lane = dataclasses.replace(row(5, 4), title="明月")
    assert {c.gain for c in write([lane, lane], Task({}))} == {0.0}
