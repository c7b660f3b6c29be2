"""Which candidates are shown."""

from __future__ import annotations

from poetgui.composer.writing.ranking import Ranking, Weights, coverage
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
) -> Candidate:
    return Candidate(Lane(PLAIN, groups), lane, lines, score, gain, violations)


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
