import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.warmup import LAST, compare_since, day_to_count_from, find_cuts, mser, warmup_table


def autoregressive(days: int, phi: float, seed: int, start: float = 0.0, decay: float = 10.0) -> np.ndarray:
    """An AR(1) series about 0 with a start that dies away."""
    noise = stats.norm.ppf(stats.qmc.LatinHypercube(1, rng=seed).random(days)[:, 0])
    series = np.zeros(days)
    for i in range(1, days):
        series[i] = phi * series[i - 1] + noise[i]
    return np.asarray(series + start * np.exp(-np.arange(days) / decay))


def by_brute_force(series: np.ndarray, batch: int = 5) -> int:
    means = [float(np.mean(series[i : i + batch])) for i in range(0, len(series) // batch * batch, batch)]
    scores = []
    for cut in range(len(means) - LAST):
        rest = means[cut:]
        level = sum(rest) / len(rest)
        scores.append(sum((x - level) ** 2 for x in rest) / len(rest) ** 2)
    return batch * scores.index(min(scores))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("days", "start"), [(50, 0.0), (123, 8.0), (250, -20.0)])
def test_the_cut_is_that_of_brute_force(days: int, start: float, seed: int) -> None:
    series = autoregressive(days, 0.5, seed, start)
    assert mser(series).day == by_brute_force(series)


def test_a_known_transient_is_cut_and_a_settled_series_hardly() -> None:
    cuts = [mser(autoregressive(500, 0.5, seed, 30.0, 12.0)) for seed in range(30)]
    assert sum(cut.settled for cut in cuts) >= 25
    days = np.array([cut.day for cut in cuts if cut.settled])
    assert 30.0 <= np.median(days) <= 90.0  # after 30 days the start is 2.5, after 60 a fifth of the noise
    steady = [mser(autoregressive(500, 0.5, seed)).day for seed in range(30)]
    assert np.median(steady) <= 10.0


def test_level_and_scale_do_not_matter() -> None:
    series = autoregressive(250, 0.7, 4, 9.0)
    assert mser(series) == mser(1e7 + 3.0 * series) == mser(-series)


def test_a_series_that_goes_on_rising_has_not_settled() -> None:
    cut = mser(np.arange(250.0))
    assert cut.day == 5.0 * (50 - LAST - 1) and not cut.settled


def test_a_series_without_change_has_settled_at_once() -> None:
    assert mser(np.full(60, 0.1)) == (0.0, True)


def test_a_short_series_tells_nothing() -> None:
    cut = mser(np.ones(49))
    assert math.isnan(cut.day) and not cut.settled


def days(arms: int = 2, seeds: int = 3) -> pd.DataFrame:
    rows = []
    for arm in range(arms):
        for seed in range(1, seeds + 1):
            fall = autoregressive(100, 0.2, 10 * arm + seed, 40.0, 4.0)
            rows += [
                {"arm": arm, "seed": seed, "day": day, "backlog": fall[day], "unvoiced": float(day * (arm or 0)),
                 "trust_committee": 0.2, "trust_station": 0.4, "trust_government": 0.4, "trust_organization": 0.2}
                for day in range(100)
            ]  # fmt: skip
    return pd.DataFrame(rows).sample(frac=1.0, random_state=1)  # whatever the order of days


def test_a_row_an_arm_and_series_with_those_seeds_that_settled() -> None:
    cuts = find_cuts(days())
    assert len(cuts) == 2 * 3 * 3
    table = warmup_table(cuts, ("a", "b"), 100)
    told: dict[tuple[str, str], Any] = {(row["arm"], row["series"]): row for row in table.to_dict("records")}
    assert (told["a", "trust"]["median"], told["a", "trust"]["settled"]) == (0.0, 3)
    assert 5.0 <= told["a", "backlog"]["median"] <= 30.0
    assert told["b", "unvoiced"]["settled"] == 0 and math.isnan(told["b", "unvoiced"]["median"])


def test_the_day_to_count_from_comes_after_all_have_settled() -> None:
    table = pd.DataFrame({"median": [10.0, 30.0], "settled": [3, 2], "seeds": [3, 3]})
    assert day_to_count_from(table, [25, 50]) == 50
    assert day_to_count_from(table.iloc[:1], [50, 25]) == 25
    assert day_to_count_from(table.assign(settled=[3, 1]), [25, 50]) == 50
    assert day_to_count_from(table, []) is None


def test_counting_from_a_day_compares_the_outcomes_of_that_day() -> None:
    outcomes = pd.DataFrame(
        [
            {"arm": arm, "seed": seed, "outcome": key, "unit": "share", "better": "higher", "value": arm + 0.01 * seed}
            for arm in (0, 1) for seed in range(1, 6) for key in ("x", "y")
        ]
    )  # fmt: skip
    later = outcomes[outcomes["outcome"] == "x"].assign(since_day=50)
    later = later.assign(value=-later["arm"] + 0.01 * later["seed"])[["since_day", "arm", "seed", "outcome", "value"]]
    table = compare_since(outcomes, later, ("a", "b"))
    assert table["outcome"].unique().tolist() == ["x"]
    assert dict(zip(table["since_day"], table["verdict"], strict=True)) == {0: "better", 50: "worse"}
    assert compare_since(outcomes, pd.DataFrame(), ("a", "b")).empty
