import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.equivalence import by_outcome, equivalence, smallest_of_interest
from experiments.statistics import compare_outcomes, verdict_of
from scenarios.errors import InputError


def normal(size: tuple[int, ...], seed: int = 0) -> np.ndarray:
    return np.asarray(stats.norm.ppf(stats.qmc.Sobol(size[-1], rng=seed).random(size[0])))


def test_two_one_sided_tests_are_those_of_the_textbook() -> None:
    a, b = np.array([3.0, 4.0, 5.0, 9.0, 6.0]), np.array([3.2, 4.1, 4.9, 9.3, 6.2])
    d, margin = b - a, 0.5
    error = d.std(ddof=1) / math.sqrt(len(d))
    low, high = (d.mean() + margin) / error, (d.mean() - margin) / error
    expected = max(stats.t.sf(low, 4), stats.t.cdf(high, 4))
    assert equivalence(np.column_stack([a, b]), margin) == pytest.approx(expected)


def test_equivalent_at_five_per_cent_is_the_ninety_per_cent_interval_within_the_margin() -> None:
    for seed in range(40):
        pair = normal((16, 2), seed)
        d = pair[:, 1] - pair[:, 0]
        half = stats.t.ppf(0.95, len(d) - 1) * d.std(ddof=1) / math.sqrt(len(d))
        inside = d.mean() - half > -0.7 and d.mean() + half < 0.7
        assert (equivalence(pair, 0.7) < 0.05) == inside


def test_at_the_margin_equivalence_is_claimed_in_five_of_a_hundred() -> None:
    draws = stats.norm.ppf(stats.qmc.LatinHypercube(12, rng=1).random(2000)) + 0.5  # the difference is the margin
    claimed = [equivalence(np.column_stack([np.zeros(12), d]), 0.5) < 0.05 for d in draws]
    assert 0.035 < np.mean(claimed) < 0.065


def test_what_does_not_vary_is_told_by_itself() -> None:
    one = np.ones(4)
    assert equivalence(np.column_stack([one, one]), 0.0) == 0.0
    assert equivalence(np.column_stack([one, one + 0.1]), 0.2) == 0.0
    assert equivalence(np.column_stack([one, one + 0.1]), 0.05) == 1.0


def test_one_pair_and_no_margin_tell_nothing() -> None:
    assert math.isnan(equivalence(np.ones((1, 2)), 1.0))
    assert math.isnan(equivalence(normal((4, 2)), math.nan))


@pytest.mark.parametrize(("unit", "margin"), [("share", 0.01), ("0 to 1", 0.01), ("working hours", 0.4), ("x", 0.4)])
def test_the_registered_smallest_differences(unit: str, margin: float) -> None:
    assert smallest_of_interest(unit, -20.0, 10.0) == pytest.approx(margin)


@pytest.mark.parametrize(
    ("difference", "p", "alike", "better", "verdict"),
    [
        (1.0, 0.01, 0.9, "higher", "better"), (1.0, 0.01, 0.9, "lower", "worse"), (-1.0, 0.01, 0.9, "none", "lower"),
        (1.0, 0.01, 0.9, "none", "higher"), (1.0, 0.2, 0.9, "higher", "open"), (1.0, 0.2, 0.04, "higher", "equivalent"),
        (0.1, 0.001, 0.001, "higher", "equivalent"), (math.nan, math.nan, math.nan, "higher", "open"),
        (0.0, 0.0, 1.0, "higher", "open"),
    ],
)  # fmt: skip
def test_verdicts(difference: float, p: float, alike: float, better: str, verdict: str) -> None:
    assert verdict_of(difference, p, alike, better) == verdict


def test_equivalence_is_adjusted_over_outcomes_and_a_margin_of_ones_own_counts() -> None:
    noise = np.sin(np.arange(24.0)) * 0.02
    rows = [
        {"arm": arm, "seed": seed, "outcome": key, "unit": "share", "better": "higher", "value": arm * noise[seed + k]}
        for arm in (0, 1) for k, key in enumerate("xyz") for seed in range(20)
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    three = compare_outcomes(frame, ["a", "b"])
    one = compare_outcomes(frame[frame["outcome"] == "x"], ["a", "b"])
    assert three["margin"].tolist() == [0.01] * 3
    assert three["p_equivalent"].iloc[0] >= one["p_equivalent"].iloc[0] > 0.0
    wide = compare_outcomes(frame, ["a", "b"], {"x": 1.0}).set_index("outcome")
    assert wide.loc["x", "margin"] == 1.0 and wide.loc["x", "verdict"] == "equivalent"


@pytest.mark.parametrize(
    ("given", "words"),
    [({"satisfactoin": 0.1}, "'satisfaction' (the nearest)"), ({"satisfaction": 0.0}, "above 0"),
     ({"satisfaction": "x"}, "above 0"), ({"satisfaction": math.inf}, "above 0"), ({"satisfaction": True}, "above 0"),
     ([("satisfaction", 1.0)], "numbers by outcome")],
)  # fmt: skip
def test_bad_numbers_by_outcome_are_bad_input(given: object, words: str) -> None:
    with pytest.raises(InputError, match="precision: found") as caught:
        by_outcome("precision", given)  # type: ignore[arg-type]  # wrong on purpose
    assert words in caught.value.message
