"""Replacements, rewriting, and a poem with another character."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from poetgui.composer.request.compose_request import ComposeRequest, Mode
from poetgui.composer.request.han import NotHan
from poetgui.composer.revision.replaced import replaced
from poetgui.composer.revision.reviser import SHORTLIST, Reviser, lane_of
from poetgui.composer.revision.revision_options import DARING, RevisionOptions
from poetgui.composer.writing.composer import Composer
from poetgui.composer.writing.search_presets import search_preset
from poetgui.engine.model.arrays import Floats, Ints
from poetgui.engine.model.vocabulary import Vocabulary
from poetgui.engine.scoring.poem_scores import score_poems
from poetgui.engine.search.masks import writable
from poetgui.engine.search.progress import Cancelled
from poetgui.errors import UserError
from poetgui.grid import Place, Poem, Tone
from poetgui.prosody.books.rhyme_books import load_book
from tests.toy import ToyModel


class WordyModel(ToyModel):
    """Knows a few words, so that penalties depend on the neighbour."""

    @property
    def lexicon_bigrams(self) -> dict[int, tuple[Ints, Floats]]:
        known = np.arange(3, len(self.characters))
        return {
            i: (known[i % 5 :: 5], np.full(len(known[i % 5 :: 5]), -0.5, np.float32))
            for i in range(3, len(self.characters))
        }


MODEL = WordyModel()
VOCABULARY = Vocabulary(MODEL.characters)
ACROSTIC = ComposeRequest(Mode.ACROSTIC, heads="春花秋月", form="五绝", count=1, seed=4, rhyme="先")


@cache
def written(request: ComposeRequest = ACROSTIC) -> Poem:
    return Composer(MODEL).compose(request)[0]


def reviser(copies: frozenset[str] = frozenset()) -> Reviser:
    return Reviser(MODEL, Composer(MODEL, copies), copies)


def whole_score(poem: Poem, place: Place, character: str) -> float:
    """The plain definition: the whole poem read anew, less all its penalties."""
    lines = replaced(poem, place, character).lines
    table = None if poem.book == "none" else load_book(poem.book)
    logp = score_poems(MODEL, VOCABULARY, [(lane_of(poem), lines)], book=table)
    tokens = np.array([[VOCABULARY.id(c) for line in lines for c in line]])
    habit = MODEL.habit_penalty.of_poems(tokens, [len(ln) for ln in lines])
    return float(logp.sum() - search_preset(DARING).discount * habit.sum())


# -- replacements ---------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [Place(0, 1), Place(1, 3), Place(2, 4), Place(3, 4)])
def test_replacements_keep_to_the_metre_and_are_new(place: Place) -> None:
    poem = written()
    found = reviser().replacements(poem, place)
    assert len(found) == len(set(found)) == 12
    assert set(found).isdisjoint("".join(poem.lines))
    cell = lane_of(poem).grid.lines[place.line][place.column]
    for character in found:
        readings = load_book(poem.book).readings(character)
        assert writable(character)
        assert cell.tone is Tone.ANY or any(r.tone is cell.tone for r in readings)
        if cell.rhyme is not None:
            assert any(r.group == poem.rhyme for r in readings)
        assert replaced(poem, place, character).violations == ()


@pytest.mark.parametrize("place", [Place(2, 4), Place(3, 0), Place(3, 4)])
def test_they_are_ranked_by_how_the_whole_poem_reads(place: Place) -> None:
    """Near the end every candidate is read to the end: the order is that of the definition."""
    poem = written()
    found = reviser().replacements(poem, place)
    scores = [whole_score(poem, place, character) for character in found]
    assert scores == sorted(scores, reverse=True)


def test_at_the_beginning_the_best_are_read_to_the_end_too() -> None:
    poem, place = written(), Place(0, 1)
    found = reviser().replacements(poem, place)
    scores = [whole_score(poem, place, character) for character in found]
    assert scores == sorted(scores, reverse=True)


def test_what_follows_counts() -> None:
    """The same beginning, another next character: other characters come first."""
    poem, place = written(), Place(1, 2)
    other = replaced(poem, Place(1, 3), reviser().replacements(poem, Place(1, 3))[5])
    assert reviser().replacements(poem, place) != reviser().replacements(other, place)


def test_pages_go_on_without_repeating() -> None:
    poem, place, made = written(), Place(1, 2), reviser()
    pages = [made.replacements(poem, place, page=page) for page in range(6)]
    seen = [character for page in pages for character in page]
    assert len(seen) == len(set(seen)) > SHORTLIST
    assert made.replacements(poem, place, page=99) == ()


def test_a_page_may_lie_across_two_shortlists() -> None:
    poem, place, made = written(), Place(1, 2), reviser()
    long = made.replacements(poem, place, count=60)
    assert made.replacements(poem, place, count=20, page=2) == long[40:]


def test_without_a_book_any_tone_will_do() -> None:
    poem = written(ComposeRequest(Mode.FREE, form="五绝", book="none", count=1, seed=1))
    found = reviser().replacements(poem, Place(0, 1), count=36)
    tones = {r.tone for c in found for r in load_book("平水韵").readings(c)}
    assert tones == {Tone.LEVEL, Tone.OBLIQUE}


def test_words_to_avoid_and_lines_of_the_corpus_are_left_out() -> None:
    poem, place = written(), Place(1, 2)
    first, second, third = reviser().replacements(poem, place)[:3]
    pair = poem.lines[1][1] + second
    copied = replaced(poem, place, third).lines[1]
    found = reviser(frozenset({copied})).replacements(
        poem, place, options=RevisionOptions(avoid=(first, pair)), count=40
    )
    assert found
    assert {first, second, third}.isdisjoint(found)


def test_a_pin_in_traditional_script_is_read_in_simplified() -> None:
    poem = written(replace(ACROSTIC, heads="雲花秋月"))
    assert poem.lines[0][0] == "雲"
    assert "云" not in reviser().replacements(poem, Place(0, 1), count=48)


def test_replacing_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        reviser().replacements(written(), Place(2, 2), cancelled=lambda: True)


def test_what_stands_before_the_cell_is_read_once() -> None:
    """As many steps as cells, whatever the shortlist."""
    poem, made = written(), reviser()
    before = MODEL.steps
    made.replacements(poem, Place(3, 4))
    assert MODEL.steps - before == 20
    made.replacements(poem, Place(3, 4), page=1)
    assert MODEL.steps - before == 20  # the second page was ranked with the first


# -- rewriting ------------------------------------------------------------------------------------


def cells(poem: Poem) -> set[Place]:
    return {Place(i, j) for i, line in enumerate(poem.lines) for j in range(len(line))}


def test_what_is_locked_stays_and_the_line_is_new() -> None:
    poem = written()
    locked = {place for place in cells(poem) if place.line != 2} | {Place(2, 0)}
    (found,) = reviser().rewrite(poem, locked, seed=5)
    assert [found.lines[i] for i in (0, 1, 3)] == [poem.lines[i] for i in (0, 1, 3)]
    assert found.lines[2] != poem.lines[2]
    assert found.lines[2][0] == "秋"
    assert (found.form, found.book, found.title) == (poem.form, poem.book, poem.title)
    assert found.rhyme == poem.rhyme
    assert found.violations == ()


def test_only_the_persons_pins_are_shown_as_pins() -> None:
    poem = written()
    locked = {place for place in cells(poem) if place.line != 2} | {Place(2, 0)}
    (found,) = reviser().rewrite(poem, locked, seed=5)
    assert found.pins == poem.pins == {Place(i, 0) for i in range(4)}


def test_a_pin_that_was_unlocked_is_written_anew() -> None:
    poem = written()
    (found,) = reviser().rewrite(poem, poem.pins - {Place(1, 0)}, seed=5)
    assert found.pins == poem.pins - {Place(1, 0)}
    assert [line[0] for line in found.lines][0::2] == ["春", "秋"]


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    poem = written()
    first, again, other = (reviser().rewrite(poem, poem.pins, seed)[0] for seed in (1, 1, 2))
    assert first.lines == again.lines != other.lines
    assert poem.lines not in (first.lines, other.lines)


def test_as_many_as_asked_for_all_different() -> None:
    poem = written()
    found = reviser().rewrite(poem, poem.pins, seed=4, count=3)
    assert len({p.lines for p in found} | {poem.lines}) == 4


def test_the_poem_itself_never_comes_back() -> None:
    """The very seed that wrote it."""
    poem = written()
    found = reviser().rewrite(poem, poem.pins, ACROSTIC.seed or 0)
    assert found
    assert poem.lines not in [p.lines for p in found]


def test_all_locked_is_said() -> None:
    poem = written()
    with pytest.raises(UserError, match="钉住"):
        reviser().rewrite(poem, cells(poem), seed=1)


def test_rewriting_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        reviser().rewrite(written(), (), seed=1, cancelled=lambda: True)


def test_pins_as_typed_stay_as_typed() -> None:
    poem = written(replace(ACROSTIC, heads="雲花秋月"))
    (found,) = reviser().rewrite(poem, poem.pins, seed=2)
    assert found.lines[0][0] == "雲"


# -- another character ----------------------------------------------------------------------------


def test_a_character_is_replaced_and_the_poem_checked_anew() -> None:
    poem = written()
    last = Place(3, 4)
    wrong = replaced(poem, last, "屋")
    assert wrong.lines[3] == poem.lines[3][:4] + "屋"
    assert wrong.lines[:3] == poem.lines[:3]
    assert any("第4句第5字" in message for message in wrong.violations)
    assert replaced(wrong, last, poem.lines[3][4]).violations == poem.violations


def test_it_stands_in_simplified_script_and_is_no_pin() -> None:
    changed = replaced(written(), Place(0, 0), "雲")
    assert changed.lines[0][0] == "云"
    assert changed.pins == {Place(i, 0) for i in (1, 2, 3)}
    assert changed.score == 0


@pytest.mark.parametrize("text", ["A", "，", " "])
def test_what_is_no_han_character_is_refused(text: str) -> None:
    with pytest.raises(NotHan):
        replaced(written(), Place(0, 0), text)


@pytest.mark.parametrize("text", ["", "春风"])
def test_one_character_stands_in_a_cell(text: str) -> None:
    with pytest.raises(UserError, match="一个字"):
        replaced(written(), Place(0, 0), text)


def test_the_lane_is_the_poems_own_or_the_nearest() -> None:
    poem = written()
    lane = lane_of(poem)
    assert (lane.grid.pattern, lane.rhyme) == (poem.pattern, poem.rhyme)
    told_nothing = replace(poem, pattern="", rhyme="")
    assert lane_of(told_nothing).rhyme == poem.rhyme
    assert np.all([len(line) == 5 for line in lane_of(told_nothing).grid.lines])
