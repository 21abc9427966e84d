import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from experiments.statistics import COLUMNS, compare_outcomes, holm, paired, winner_of


def frame(values: dict[tuple[int, str], list[float]], better: str = "higher") -> pd.DataFrame:
    rows = [
        {"arm": arm, "seed": seed, "outcome": key, "unit": "share", "better": better, "value": value}
        for (arm, key), column in values.items()
        for seed, value in enumerate(column, 1)
    ]
    return pd.DataFrame(rows)


def test_paired_equals_the_textbook_and_scipy() -> None:
    a, b = np.array([3.0, 4.0, 5.0, 9.0]), np.array([4.0, 6.0, 5.5, 12.0])
    mean, low, high, effect, p = paired(b - a)
    known = stats.ttest_rel(b, a)
    interval = known.confidence_interval(0.95)
    assert mean == pytest.approx(1.625)
    assert (low, high) == pytest.approx((interval.low, interval.high))
    assert effect == pytest.approx(1.625 / np.std(b - a, ddof=1))
    assert p == pytest.approx(known.pvalue)


def test_one_pair_has_a_difference_and_no_interval() -> None:
    mean, *rest = paired(np.array([2.0]))
    assert mean == 2.0
    assert all(math.isnan(value) for value in rest)


def test_no_pair_has_nothing() -> None:
    assert all(math.isnan(value) for value in paired(np.array([])))


def test_differences_that_are_all_the_same() -> None:
    assert paired(np.zeros(5)) == (0.0, 0.0, 0.0, 0.0, 1.0)
    assert paired(np.full(5, -0.1)) == pytest.approx((-0.1, -0.1, -0.1, -math.inf, 0.0))


def test_holm_steps_down_and_leaves_out_what_is_not_a_number() -> None:
    found = holm(np.array([0.01, math.nan, 0.04, 0.03]))
    assert found == pytest.approx([0.03, math.nan, 0.06, 0.06], nan_ok=True)
    assert holm(np.array([0.9, 0.8])) == pytest.approx([1.0, 1.0])
    assert np.isnan(holm(np.array([math.nan]))).all()


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40))
def test_holm_is_that_of_statsmodels(p_values: list[float]) -> None:
    expected = multipletests(np.array(p_values), method="holm")[1]
    np.testing.assert_allclose(holm(np.array(p_values)), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("difference", "p", "better", "winner"),
    [
        (1.0, 0.01, "higher", "B"), (-1.0, 0.01, "higher", "A"), (1.0, 0.01, "lower", "A"), (-1.0, 0.01, "lower", "B"),
        (1.0, 0.05, "higher", "none"), (1.0, math.nan, "higher", "none"), (1.0, 0.001, "none", "none"),
        (0.0, 0.0, "higher", "none"),
    ],
)  # fmt: skip
def test_winner(difference: float, p: float, better: str, winner: str) -> None:
    assert winner_of(difference, p, better) == winner


def test_table_has_the_columns_and_b_minus_a_for_every_further_arm() -> None:
    data = frame({(0, "x"): [1.0, 2.0, 3.0], (1, "x"): [2.0, 4.0, 6.0], (2, "x"): [1.0, 1.0, 1.0]})
    table = compare_outcomes(data, ["base", "one", "two"])
    assert tuple(table.columns) == COLUMNS
    assert list(table["arm"]) == ["one", "two"]
    assert list(table["mean_a"]) == [2.0, 2.0]
    assert list(table["mean_b"]) == [4.0, 1.0]
    assert list(table["difference"]) == [2.0, -1.0]
    assert list(table["n"]) == [3, 3]


def test_holm_is_over_the_outcomes_of_one_arm() -> None:
    rng = np.arange(5.0)
    values = {(0, key): [0.0] * 5 for key in "xyz"} | {
        (1, "x"): list(rng + 3),
        (1, "y"): list(rng),
        (1, "z"): [0.0] * 5,
    }
    alone = {(a, k): v for (a, k), v in values.items() if k == "x"}
    p_alone = compare_outcomes(frame(alone), ["a", "b"])["p_holm"].iloc[0]
    p_of_three = compare_outcomes(frame(values), ["a", "b"]).set_index("outcome").loc["x", "p_holm"]
    assert p_of_three == pytest.approx(3.0 * p_alone)


def test_seeds_that_miss_a_value_are_left_out_on_both_sides() -> None:
    data = frame({(0, "x"): [1.0, math.nan, 3.0, 4.0], (1, "x"): [2.0, 5.0, math.nan, 6.0]})
    row = compare_outcomes(data, ["a", "b"]).iloc[0]
    assert (row["n"], row["mean_a"], row["mean_b"], row["difference"]) == (2, 2.5, 4.0, 1.5)


def test_an_outcome_nobody_has_leaves_no_claim() -> None:
    row = compare_outcomes(frame({(0, "x"): [math.nan] * 3, (1, "x"): [1.0] * 3}), ["a", "b"]).iloc[0]
    assert row["n"] == 0
    assert math.isnan(row["difference"])
    assert row["winner"] == "none"


def test_exchanging_the_sides_exchanges_signs_and_winners() -> None:
    rng = np.array([0.1, 0.5, 0.2, 0.4, 0.3])
    one, two = [0.0, 1.0, 2.0, 3.0, 4.0], list(np.arange(5.0) + 2.0 + rng)
    forth = compare_outcomes(frame({(0, "x"): one, (1, "x"): two}), ["a", "b"]).iloc[0]
    back = compare_outcomes(frame({(0, "x"): two, (1, "x"): one}), ["b", "a"]).iloc[0]
    assert forth["difference"] == -back["difference"]
    assert (forth["ci_low"], forth["ci_high"]) == pytest.approx((-back["ci_high"], -back["ci_low"]))
    assert forth["p_holm"] == pytest.approx(back["p_holm"])
    assert (forth["winner"], back["winner"]) == ("B", "A")
