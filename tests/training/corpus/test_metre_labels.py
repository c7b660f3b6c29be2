"""What is found out about human poems: words, rhyme groups, tones that the pattern decides."""

from __future__ import annotations

import random

import numpy as np
import pytest

from poetgui.engine.model.features import (
    FORMS,
    RHYME_FIRST,
    RHYME_NOT_GIVEN,
    RHYMES,
    TONE_LEVEL,
    TONE_NOT_GIVEN,
    TONE_OBLIQUE,
)
from poetgui.grid import Tone
from poetgui.prosody.books.rhyme_books import CILIN, PINGSHUI, load_book
from poetgui.prosody.forms.verse_forms import form_of, grids
from tests.training import poems
from training.corpus import lexicon, metre_labels
from training.corpus.dataset import Corpus
from training.corpus.metre_labels import TONE_EITHER
from training.corpus.prepare import MARKERS, POEM, Kept
from training.corpus.splits import Split

TABLE = load_book(PINGSHUI)
IDS = {Tone.LEVEL: TONE_LEVEL, Tone.OBLIQUE: TONE_OBLIQUE}


class Arrays:
    """The arrays of a few poems, all of the training part."""

    def __init__(self, made: list[Kept]) -> None:
        found = dict.fromkeys(c for p in made for line in p.lines for c in line)
        self.characters = [*MARKERS, *found]
        ids = {c: i for i, c in enumerate(self.characters)}
        self.text = np.array([ids[c] for p in made for line in p.lines for c in line], np.uint16)
        self.widths = np.array([len(line) for p in made for line in p.lines], np.uint8)
        self.poems = np.zeros(len(made), POEM)
        for row, poem in zip(self.poems, made, strict=True):
            row["length"], row["lines"] = sum(map(len, poem.lines)), len(poem.lines)
            row["form"], row["part"] = FORMS.index(poem.form), poem.split
        self.poems["start"] = np.cumsum(self.poems["length"]) - self.poems["length"]
        self.poems["line"] = np.cumsum(self.poems["lines"]) - self.poems["lines"]

    def rhymes(self) -> list[list[str]]:
        """Poem by poem the group that each line rhymes on, empty where it does not."""
        found = metre_labels.rhymes(self.poems, self.text, self.widths, self.characters)
        names = ["", *(g for name in (PINGSHUI, CILIN) for g, _ in load_book(name).groups)]
        ends = self.poems["line"] + self.poems["lines"]
        return [
            [names[i] for i in found[a:b]] for a, b in zip(self.poems["line"], ends, strict=True)
        ]

    def tones(self) -> np.ndarray:
        return metre_labels.tones(self.poems, self.text, self.characters)


def kept(lines: tuple[str, ...], form: str, split: Split = Split.TRAIN) -> Kept:
    return Kept(lines=lines, form=form, split=split)


class TestLexicon:
    def test_the_words_of_the_made_up_corpus_are_found(self, corpus: Corpus) -> None:
        pairs = {word for found in poems.words().values() for word in found}
        counts = zip(corpus.lexicon["counts"], corpus.lexicon["words"], strict=True)
        commonest = sorted(counts, reverse=True)[: len(pairs)]
        assert {word for _, word in commonest} == pairs

    def test_weights_stand_where_the_words_begin(self, corpus: Corpus) -> None:
        weight = dict(zip(corpus.lexicon["words"], corpus.lexicon["weights"], strict=True))
        text = [corpus.vocabulary["characters"][i] for i in corpus.text]
        _, column, _ = corpus.places
        begins = {5: (0, 2, 3), 7: (0, 2, 4, 5)}
        widths = np.repeat(corpus.widths, corpus.widths)
        for at in range(len(text)):
            may = column[at] in begins.get(int(widths[at]), ())
            word = "".join(text[at : at + 2]) if may else ""
            assert corpus.words[at] == weight.get(word, 0)

    def test_rare_words_weigh_more_than_common_ones(self, corpus: Corpus) -> None:
        order = np.argsort(corpus.lexicon["counts"])
        weights = np.array(corpus.lexicon["weights"])[order]
        assert (np.diff(weights) <= 0).all()
        assert weights[0] > weights[-1] > 0

    def test_words_are_counted_in_the_training_part_alone(self) -> None:
        train = [
            kept(("清雪事消霞", "清雪麻似花"), "五古"),
            kept(("事消休阴霞", "麻似百古花"), "五古"),
        ]
        held = [kept(("百古事残客", "百古麻丹照"), "五古", split=Split.VALID)]
        arrays = Arrays(train * 2 + held * 5)
        table = lexicon.mine(arrays.poems, arrays.text, arrays.widths, arrays.characters)
        words = dict(zip(table.to_json()["words"], table.counts.tolist(), strict=True))
        assert words["清雪"] == 4
        assert words["百古"] == 2
        assert "残客" not in words

    def test_doubled_characters_and_single_sightings_are_no_words(self) -> None:
        arrays = Arrays([kept(("清清事消霞", "清清麻似花"), "五古")])
        table = lexicon.mine(arrays.poems, arrays.text, arrays.widths, arrays.characters)
        assert table.to_json()["words"] == []
        assert table.rows(np.array([1, 2], np.uint32)).tolist() == [-1, -1]
        assert table.weights_in(arrays.poems, arrays.text, arrays.widths).sum() == 0

    def test_titles_name_at_most_two_words_the_heaviest_first(self, corpus: Corpus) -> None:
        words, weights = corpus.lexicon["words"], corpus.lexicon["weights"]
        ids = {c: i for i, c in enumerate(corpus.vocabulary["characters"])}
        codes = np.array([ids[w[0]] << 16 | ids[w[1]] for w in words], np.uint32)
        table = lexicon.Lexicon(codes, np.array(weights, np.uint8), np.zeros(len(words), np.int64),
                                corpus.vocabulary["characters"])  # fmt: skip
        light, heavy = np.argsort(weights, kind="stable")[[0, -1]]
        middle = next(i for i in range(len(words)) if weights[light] < weights[i] < weights[heavy])
        title = "、".join(words[i] for i in (light, middle, heavy, heavy))
        assert table.in_titles([title, "无题"]).tolist() == [[heavy, middle], [-1, -1]]

    def test_lines_of_other_widths_have_no_words(self) -> None:
        arrays = Arrays([kept(("清雪事消", "清雪麻似"), "其他")] * 5)
        table = lexicon.mine(arrays.poems, arrays.text, arrays.widths, arrays.characters)
        assert len(table.codes) == 0


class TestRhymes:
    def test_the_group_of_every_made_up_poem_is_given(self, corpus: Corpus) -> None:
        regulated = corpus.poems[np.isin(corpus.poems["form"], (1, 2, 3, 4))]
        given = corpus.rhymes[regulated["line"] + regulated["lines"] - 1]
        assert (given > 0).mean() > 0.97  # a rhyme word may be unknown to the vocabulary

    @pytest.mark.parametrize("form", poems.REGULATED)
    def test_the_group_holds_the_ends_of_the_even_lines(self, form: str) -> None:
        chance = random.Random(1)
        made = [poems.regulated(form, chance) for _ in range(20)]
        found = Arrays([kept(lines, form) for lines in made]).rhymes()
        for lines, groups in zip(made, found, strict=True):
            assert len({group for group in groups if group}) == 1
            for i, (line, group) in enumerate(zip(lines, groups, strict=True)):
                assert i % 2 == 0 or group
                assert not group or group in {r.group for r in TABLE.readings(line[-1])}
                assert not group or i % 2 or i == 0

    def test_no_group_is_told_where_none_prevails(self) -> None:
        good = ("清雪事消东", "休阴麻似空", "残客神车欲", "休阴石道风")
        broken = (*good[:3], "休阴石道麻")
        assert Arrays([kept(good, "五绝"), kept(broken, "五绝")]).rhymes() == [
            ["东", "东", "", "东"],
            [""] * 4,
        ]

    def test_a_single_couplet_is_left_out(self) -> None:
        assert Arrays([kept(("清雪事消东", "休阴麻似空"), "五古")]).rhymes() == [["", ""]]

    def test_a_tune_changes_its_rhyme(self) -> None:
        lines = ("休阴麻似空", "残客神车东", "清雪事消风", "休阴石道麻", "清雪事消花", "石道家")
        first, then = ["第一部平"] * 3, ["第十部平"] * 3
        assert Arrays([kept(lines, "词")]).rhymes() == [first + then]

    def test_two_line_ends_alike_are_chance_in_a_tune_seen_once(self) -> None:
        lines = ("休阴麻似空", "残客神车东", "清雪事消麻", "石道欲")
        assert Arrays([kept(lines, "词")]).rhymes() == [[""] * 4]

    def test_many_poems_to_one_tune_say_where_it_rhymes(self) -> None:
        lines = ("休阴麻似空", "残客神车东", "清雪事消麻", "石道欲")
        chance = ("休阴麻似空", "残客神车东", "清雪事消风", "石道欲")
        made = [kept(lines, "词")] * 30 + [kept(chance, "词")]
        for found in Arrays(made).rhymes():
            assert found == ["第一部平", "第一部平", "", ""]

    def test_one_line_off_in_four_is_forgiven(self) -> None:
        ends = "东风空麻"
        lines = tuple(f"清雪事消{c}" for end in ends for c in ("欲", end))
        assert Arrays([kept(lines, "五律")]).rhymes() == [["", "东"] * 3 + ["", ""]]


class TestTones:
    EITHER = tuple(c for c in "看教思过望胜听观空" if len({r.tone for r in TABLE.readings(c)}) == 2)

    def test_there_are_characters_with_both_tones(self) -> None:
        assert len(self.EITHER) >= 5

    @pytest.mark.parametrize("form", poems.REGULATED)
    @pytest.mark.parametrize("seed", range(4))
    def test_the_pattern_decides_between_two_readings(self, form: str, seed: int) -> None:
        chance = random.Random(seed)
        grid = grids(form_of(form))[seed]
        cells = [c for c in grid.cells if c.rhyme is None]
        open_cell = next(c for c in cells if c.tone is Tone.ANY)
        level = next(c for c in cells if c.tone is Tone.LEVEL)
        oblique = next(c for c in cells if c.tone is Tone.OBLIQUE)
        lines = []
        for row in grid.lines:
            lines.append("")
            for cell in row:
                pool = poems.one_tone(Tone.LEVEL if cell.tone is Tone.LEVEL else Tone.OBLIQUE)
                either = cell in (open_cell, level, oblique)
                lines[-1] += chance.choice(self.EITHER if either else pool)
        given = Arrays([kept(tuple(lines), form)]).tones()
        at = {cell: i for i, cell in enumerate(grid.cells)}
        assert given[at[level]] == TONE_LEVEL
        assert given[at[oblique]] == TONE_OBLIQUE
        assert given[at[open_cell]] == TONE_EITHER

    def test_verse_without_a_pattern_leaves_both_readings(self) -> None:
        line = self.EITHER[0] + "平" * 4
        given = Arrays([kept((line, line), "五古"), kept((line,) * 4, "五绝")]).tones()
        assert set(given[::5]) == {TONE_EITHER}

    def test_each_tone_is_that_of_the_book(self, corpus: Corpus) -> None:
        for identity, tone in zip(corpus.text.tolist(), corpus.tones.tolist(), strict=True):
            character = corpus.vocabulary["characters"][identity]
            classes = {IDS[r.tone] for r in TABLE.readings(character)}
            assert tone in (classes or {TONE_NOT_GIVEN})

    def test_a_character_that_the_book_does_not_know(self) -> None:
        assert not TABLE.readings("她")
        assert set(Arrays([kept(("她她她她她",) * 2, "五古")]).tones()) == {TONE_NOT_GIVEN}


@pytest.mark.parametrize("name", [PINGSHUI, CILIN])
def test_membership_is_that_of_the_book(name: str) -> None:
    table = load_book(name)
    characters = [*MARKERS, "东", "空", "她"]
    member = metre_labels.membership(characters, name)
    assert member.shape == (6, len(table.groups))
    for row, character in zip(member, characters, strict=True):
        groups = {table.groups[i][0] for i in np.nonzero(row)[0]}
        assert groups == {r.group for r in table.readings(character)}


def test_the_ids_of_the_books_do_not_meet() -> None:
    assert RHYME_FIRST[PINGSHUI] > RHYME_NOT_GIVEN
    assert RHYME_FIRST[PINGSHUI] + len(load_book(PINGSHUI).groups) == RHYME_FIRST[CILIN]
    assert RHYME_FIRST[CILIN] + len(load_book(CILIN).groups) <= RHYMES
