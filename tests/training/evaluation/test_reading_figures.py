"""Figures of blind readings, against values that were published or reckoned by hand."""

from __future__ import annotations

import pytest

from training.evaluation.reading_figures import HUMAN, OURS, Mark, figures, spearman, table, wilson


def mark(human: bool, *values: float) -> Mark:
    return Mark(human, values * (4 // len(values)))


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_those_of_the_literature(
    hits: int, total: int, low: float, high: float
) -> None:
    """Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I."""
    assert wilson(hits, total) == pytest.approx((hits / total, low, high), abs=5e-5)


def test_without_a_trial_any_share_is_possible() -> None:
    assert wilson(0, 0) == (0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("xs", "ys", "value"),
    [
        ((1, 2, 3, 4), (10, 20, 30, 400), 1.0),
        ((1, 2, 3, 4), (4, 3, 2, 1), -1.0),
        # Ranks 1, 2½, 2½, 4 and 1, 3, 2, 4: covariance 4.5, sums of squares 4.5 and 5.
        ((1, 2, 2, 4), (1, 3, 2, 4), 4.5 / (4.5 * 5) ** 0.5),
    ],
)
def test_rank_correlation(xs: tuple[float, ...], ys: tuple[float, ...], value: float) -> None:
    assert spearman(xs, ys) == pytest.approx(value)


@pytest.mark.parametrize(("xs", "ys"), [((), ()), ((1,), (2,)), ((3, 3, 3), (1, 2, 3))])
def test_a_constant_side_has_no_rank_correlation(
    xs: tuple[float, ...], ys: tuple[float, ...]
) -> None:
    assert spearman(xs, ys) is None


def test_figures_are_counted_by_who_wrote_the_poems() -> None:
    key = [OURS, HUMAN, OURS, HUMAN]
    one = {1: mark(True, 2, 3, 4, 1), 2: mark(True, 5), 3: mark(False, 1), 4: mark(True, 4)}
    other = {1: mark(False, 3, 3, 2, 2), 2: mark(False, 4)}
    found = figures(key, [one, other])
    assert found["readers"] == 2
    assert found["writers"][OURS] == {
        "poems": 2,
        "marks": 3,
        "fluency": 2.0,
        "coherence": 2.33,
        "meaning": 2.33,
        "overall": 1.33,
        "taken_for_human": 0.333,
    }
    assert found["writers"][HUMAN]["taken_for_human"] == 0.667
    assert found["told_apart"] == [0.667, 0.3, 0.903]  # 4 of 6 guesses
    assert found["agreement"] == 1.0  # of the two poems that both read


def test_agreement_is_the_mean_over_pairs_of_readers() -> None:
    overall = ((1, 2, 3), (1, 2, 3), (3, 2, 1))
    readers = [{n: mark(True, v) for n, v in enumerate(marks, 1)} for marks in overall]
    assert figures([OURS] * 3, readers)["agreement"] == pytest.approx(-1 / 3, abs=0.005)
    assert figures([OURS] * 3, readers[:1])["agreement"] is None


def test_a_writer_whom_nobody_read_has_no_means() -> None:
    found = figures([OURS, HUMAN], [{1: mark(False, 3)}])
    assert found["writers"][HUMAN] == {"poems": 1, "marks": 0, "taken_for_human": 0.0}
    assert "| human | 1 |  |  |  |  | 0% |" in table(found)


def test_the_table_says_what_was_found() -> None:
    found = figures([OURS, HUMAN], [{1: mark(False, 3), 2: mark(True, 4)}] * 2)
    assert table(found) == [
        "| writer | poems | fluency | coherence | meaning | overall | taken for human |",
        "|---|---|---|---|---|---|---|",
        "| ours | 1 | 3.00 | 3.00 | 3.00 | 3.00 | 0% |",
        "| human | 1 | 4.00 | 4.00 | 4.00 | 4.00 | 100% |",
        "",
        "Told apart: 100% (51% to 100%), 2 readers.",
        "Agreement of the readers on the overall mark (Spearman): 1.0.",
    ]
