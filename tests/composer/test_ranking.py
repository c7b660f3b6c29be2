"""Which candidates are shown."""

from __future__ import annotations

import pytest

from poetgui.composer.writing.antithesis_rules import similarity
from poetgui.composer.writing.ranking import COHERENCE_CAP, COUPLET, Ranking, Weights, coverage
from poetgui.engine.search.lanes import Lane
from poetgui.engine.search.task import Candidate
from poetgui.grid import Grid, Place

PLAIN = Grid("其他", "", ())


def candidate(
    *lines: str,
    score: float = -1.0,
    lane: int = 0,
    groups: tuple[str, ...] = (),
    gain: float = 0.0,
    violations: int = 0,
    log_prior: float = 0.0,
    fluency: float | None = None,
    coherence: float = 0.0,
    weakest: float = 0.0,
) -> Candidate:
    way = Lane(PLAIN, groups, log_prior)
    return Candidate(way, lane, lines, score, gain, violations, fluency, coherence, weakest)


def chosen(ranking: Ranking, count: int, *, share_phrases: bool = False) -> list[tuple[str, ...]]:
    return [r.candidate.lines for r in ranking.choose(count, share_phrases=share_phrases)]


def test_the_likeliest_comes_first() -> None:
    ranking = Ranking((), ())
    ranking.add([candidate("甲乙", score=-2), candidate("丙丁", score=-1, lane=1)])
    assert chosen(ranking, 5) == [("丙丁",), ("甲乙",)]


def test_no_two_results_share_a_phrase_unless_they_must() -> None:
    ranking = Ranking((), ())
    ranking.add([candidate("甲乙丙丁戊"), candidate("己甲乙丙丁"), candidate("甲乙丙戊丁")])
    assert len(chosen(ranking, 3)) == 2
    assert len(chosen(ranking, 3, share_phrases=True)) == 3


def test_where_phrases_are_shared_whole_lines_are_the_last_resort() -> None:
    ranking = Ranking((), ())
    first, same, near = "甲乙丙丁戊", "甲乙丙丁戊", "甲乙丙丁己"
    ranking.add(
        [
            candidate(first, "庚辛", score=-1.0),
            candidate(same, "壬癸", score=-1.1, lane=1),
            candidate(near, "子丑", score=-3.0, lane=2),
        ]
    )
    assert [lines[1] for lines in chosen(ranking, 2, share_phrases=True)] == ["庚辛", "子丑"]
    assert len(chosen(ranking, 3, share_phrases=True)) == 3
    assert len(chosen(ranking, 3)) == 1


def test_a_contradiction_counts_against() -> None:
    ranking = Ranking((), ())
    whole, torn = candidate("春风吹杏花"), candidate("红叶吹杏花")
    assert ranking.standing(whole) > ranking.standing(torn)


def test_phrases_of_a_tune_may_be_shared() -> None:
    ranking = Ranking((), ())
    ranking.add([candidate("人何处", "丙丁戊己庚"), candidate("人何处", "庚辛壬癸子")])
    assert len(chosen(ranking, 2)) == 2


def test_a_pinned_line_may_be_shared() -> None:
    ranking = Ranking({Place(0, i) for i in range(5)}, ())
    ranking.add([candidate("甲乙丙丁戊", "丙丁"), candidate("甲乙丙丁戊", "戊己")])
    assert len(chosen(ranking, 2)) == 2


def test_what_every_lane_says_is_marked_down() -> None:
    ranking = Ranking((), ())
    ranking.add([candidate("不知天", lane=0), candidate("不知地", lane=1)])
    ranking.add([candidate("青山人", score=-1.01, lane=0)], round_=1)
    assert chosen(ranking, 1) == [("青山人",)]


def test_a_theme_that_is_heard_counts() -> None:
    ranking = Ranking((), ("明月", "故乡"))
    ranking.add([candidate("甲乙丙", score=-1.0), candidate("明乙乡", score=-1.3, lane=1)])
    assert chosen(ranking, 1) == [("明乙乡",)]
    assert coverage(["明乙", "丙丁"], ["明月", "故乡"]) == 0.5
    assert coverage(["明乙"], ["明月"], {Place(0, 0)}) == 0
    assert coverage(["明乙"], []) == 0


def test_gain_counts_for_and_barriers_against() -> None:
    ranking = Ranking((), ())
    better = candidate("甲乙", gain=0.5)
    worse = candidate("丙丁", violations=1, lane=1)
    assert ranking.standing(better) > -1.0 > ranking.standing(worse)


def test_a_second_poem_is_unlike_the_first() -> None:
    ranking = Ranking((), ())
    ranking.add(
        [
            candidate("甲乙丙", score=-1.0, lane=0, groups=("东",)),
            candidate("甲乙丁", score=-1.01, lane=1, groups=("东",)),
            candidate("戊己庚", score=-1.1, lane=2, groups=("真",)),
        ]
    )
    assert ("戊己庚",) in chosen(ranking, 2)


def test_the_same_poem_from_two_lanes_is_one() -> None:
    ranking = Ranking((), ())
    ranking.add([candidate("甲乙", lane=0), candidate("甲乙", lane=1)])
    assert len(chosen(ranking, 2, share_phrases=True)) == 1


def test_both_theme_words_are_worth_more_than_twice_one() -> None:
    ranking = Ranking((), ("明月", "故乡"))
    none, one, both = (ranking.standing(candidate(line)) for line in ("甲乙丙", "明乙丙", "明乙乡"))
    assert both - one > one - none > 0


def test_weights_decide() -> None:
    heard, unheard = candidate("明乙丙"), candidate("甲乙丙", gain=0.1)
    by_theme = Ranking((), ("明月",))
    by_gain = Ranking((), ("明月",), Weights(theme=0, whole_theme=0, gain=2))
    assert by_theme.standing(heard) > by_theme.standing(unheard)
    assert by_gain.standing(heard) < by_gain.standing(unheard)


def test_a_standing_is_the_sum_of_its_parts() -> None:
    """Worked by hand with the usual weights."""
    torn = candidate(
        "春风吹",  # spring, and autumn in the next line: one contradiction
        "红叶飞",
        score=-3.0,
        fluency=-4.0,
        log_prior=-3.0,
        gain=0.4,
        coherence=0.3,
        weakest=-5.0,
        violations=2,
    )
    pins, themes = {Place(0, 0)}, ("红豆", "山花")
    rest = -3.0 / 6 + 0.5 * 0.4 + 0.5 * 0.3 - 0.15 * 5.0 - 0.3 - 0.2 * 2
    half_covered = -0.5 * 3.0 - 0.5 * 4.0 + 0.5 * 0.5 + rest
    assert Ranking(pins, themes).standing(torn) == pytest.approx(half_covered)
    # Without pins the score without hints is not looked at; a full theme counts once more.
    assert Ranking((), ("红豆",)).standing(torn) == pytest.approx(-3.0 + 0.5 + 0.25 + rest)


def test_beyond_enough_the_likelier_is_no_better_and_the_weakest_character_decides() -> None:
    bland = candidate("甲乙", score=-1.0, fluency=-1.0, weakest=-6.0)
    whole = candidate("丙丁", score=-2.5, fluency=-2.5, weakest=-5.0)
    usual = Ranking((), ())
    assert usual.standing(whole) - usual.standing(bland) == pytest.approx(0.15)
    couplet = Ranking((), (), COUPLET)  # half of it stands already
    assert couplet.standing(bland) > couplet.standing(whole)


def test_a_candidate_that_was_not_rescored_counts_with_its_score() -> None:
    assert Ranking({Place(0, 0)}, ()).standing(candidate("甲乙", score=-1.5)) == -1.5


def test_coherence_beyond_the_cap_is_no_gain() -> None:
    ranking = Ranking((), ())
    below, at, above = (
        ranking.standing(candidate("甲乙", coherence=value))
        for value in (COHERENCE_CAP - 0.1, COHERENCE_CAP, 9.0)
    )
    assert below < at == above
    assert at == pytest.approx(-1.0 + 0.5 * 0.6)


def test_antithesis_counts_in_a_couplet_alone() -> None:
    couplet, paired_lines = candidate("明月松间照", "清泉石上流"), {1: 0}
    answered = similarity(couplet.lines, paired_lines)
    assert answered > 0
    usual = Ranking((), (), paired_lines=paired_lines)
    assert usual.standing(couplet) == -1.0
    assert Ranking((), (), COUPLET, paired_lines).standing(couplet) == pytest.approx(
        -1.0 + answered
    )


def test_the_share_that_other_lanes_write_too() -> None:
    ranking = Ranking((), ())
    ranking.add([candidate("不知天", lane=0), candidate("不知人", lane=0)])
    ranking.add([candidate("不知地", lane=1), candidate("青山人", lane=2), candidate("山", lane=2)])
    assert ranking.lane_repetition() == {
        ("不知天",): 0.25,  # one of two pairs, in one of two other lanes
        ("不知人",): 0.25,  # its own lane counts once
        ("不知地",): 0.25,
        ("青山人",): 0.0,
        ("山",): 0.0,
    }


@pytest.mark.parametrize(
    ("weights", "score"), [(Weights(), -2.5), (Weights(lane_repetition=0.4), -1.2)]
)
def test_repetition_is_taken_from_the_score(weights: Weights, score: float) -> None:
    ranking = Ranking((), (), weights)
    ranking.add([candidate("不知天", lane=0), candidate("不知地", lane=1)])
    assert [r.score for r in ranking.choose(2)] == pytest.approx([score, score])


def test_what_every_lane_writes_and_nothing_else_is_repeated_wholly() -> None:
    ranking = Ranking((), ())
    ranking.add([candidate("不知", lane=0), candidate("不知", "不知", lane=1)])
    assert set(ranking.lane_repetition().values()) == {1.0}
    alone = Ranking((), ())
    alone.add([candidate("不知")])
    assert alone.lane_repetition() == {("不知",): 0.0}


def test_lanes_of_another_round_are_other_lanes_and_the_first_round_is_0() -> None:
    ranking = Ranking((), ())
    ranking.add([candidate("不知天")])
    ranking.add([candidate("不知地")], round_=0)
    assert set(ranking.lane_repetition().values()) == {0.0}
    ranking.add([candidate("不知人")], round_=1)
    assert set(ranking.lane_repetition().values()) == {0.5}


def test_a_pair_that_is_pinned_is_not_repeated_and_one_that_is_half_pinned_is() -> None:
    for pinned, share in ((1, 0.5), (2, 0.0)):
        ranking = Ranking({Place(0, j) for j in range(pinned)}, ())
        ranking.add([candidate("不知天", lane=0), candidate("不知地", lane=1)])
        assert set(ranking.lane_repetition().values()) == {share}
    # Of 知 and 天 only the one is pinned.
    ranking = Ranking({Place(0, 0), Place(0, 1)}, ())
    ranking.add([candidate("不知天", lane=0), candidate("地知天", lane=1)])
    assert set(ranking.lane_repetition().values()) == {1.0}


@pytest.mark.parametrize(
    ("first", "second", "groups", "pinned", "penalty"),
    [
        (("甲乙丙",), ("丁甲乙",), ("", ""), 0, 0.5),  # one of two pairs
        (("甲乙丙",), ("丁戊己",), ("东", "东"), 0, 0.05),
        (("甲乙丙",), ("丁戊己",), ("东", "真"), 0, 0.0),
        (("甲乙丙",), ("丁戊己",), ("", ""), 0, 0.0),  # no rhyme is none in common
        (("甲乙丙",), ("甲乙丁",), ("", ""), 2, 0.15),  # the pair is pinned, the opening counts
        (("甲乙丙",), ("甲乙丁",), ("东", "东"), 2, 0.2),
        (("甲乙丙", "丁戊己"), ("甲乙庚", "辛壬癸"), ("", ""), 2, 0.15),  # line 1 is the opening
        (("甲乙丙",), ("甲丁乙",), ("", ""), 0, 0.0),
        (("甲乙丙", "丁戊己"), ("庚辛壬", "甲乙癸"), ("", ""), 0, 0.25),
        (("甲", "乙"), ("丙", "丁"), ("", ""), 0, 0.0),  # no pairs at all
    ],
)
def test_what_a_second_poem_shares_with_the_first_costs(
    first: tuple[str, ...],
    second: tuple[str, ...],
    groups: tuple[str, str],
    pinned: int,
    penalty: float,
) -> None:
    """A third poem that shares nothing comes before the second if it is worse by less."""
    third = tuple("子丑寅"[: len(line)] for line in first)
    ones = [(group,) if group else () for group in groups]
    for worse, expected in ((penalty - 0.02, third), (penalty + 0.02, second)):
        ranking = Ranking({Place(0, j) for j in range(pinned)}, (), Weights(lane_repetition=0))
        ranking.add(
            [
                candidate(*first, score=-1.0, groups=ones[0]),
                candidate(*second, score=-1.2, groups=ones[1]),
                candidate(*third, score=-1.2 - worse),
            ]
        )
        assert set(chosen(ranking, 2)) == {first, expected}


def test_a_rhyme_and_an_opening_of_any_of_the_chosen_count() -> None:
    pins = {Place(0, 0), Place(0, 1)}
    ranking = Ranking(pins, (), Weights(lane_repetition=0))
    ranking.add(
        [
            candidate("甲乙丙", score=-1.0, groups=("东",)),
            candidate("丁戊己", score=-1.1, groups=("真",)),
            candidate("甲乙庚", score=-1.4, groups=("东",)),  # as the first: 0.2
            candidate("辛壬癸", score=-1.55, groups=("寒",)),
        ]
    )
    assert set(chosen(ranking, 3)) == {("甲乙丙",), ("丁戊己",), ("辛壬癸",)}


def test_the_best_is_shown_first_in_whatever_order_they_were_chosen() -> None:
    ranking = Ranking((), (), Weights(lane_repetition=0))
    ranking.add([candidate("甲乙丙"), candidate("甲乙丁", score=-1.1)])
    ranking.add([candidate("戊己庚", score=-1.2)])
    assert set(chosen(ranking, 2)) == {("甲乙丙",), ("戊己庚",)}
    assert chosen(ranking, 3) == [("甲乙丙",), ("甲乙丁",), ("戊己庚",)]


@pytest.mark.parametrize(
    ("one", "other", "pins", "both"),
    [
        ("甲乙丙丁戊", "己乙丙丁戊", (), False),  # the last four
        ("甲乙丙丁戊", "己甲乙丙丁庚辛", (), False),
        ("甲乙丙丁戊", "甲乙丙己丁", (), True),  # three in a row
        ("甲乙丙丁", "甲乙丙丁", (), True),  # a line of four characters is no phrase
        ("甲乙丙丁戊", "甲乙丙丁己", (0, 1, 2), False),  # the fourth is open
        ("甲乙丙丁戊", "己乙丙丁戊", (1, 2, 3), False),
        ("甲乙丙丁戊", "甲乙丙丁己", (0, 1, 2, 3), True),
    ],
)
def test_which_phrases_are_not_shared(
    one: str, other: str, pins: tuple[int, ...], both: bool
) -> None:
    ranking = Ranking({Place(0, j) for j in pins}, ())
    ranking.add([candidate(one, "子丑"), candidate(other, "寅卯")])
    assert len(ranking.choose(2)) == 1 + both
