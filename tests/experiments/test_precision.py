import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.precision import FEWEST, STEP, Width, run_until_narrow, seeds_to_add, widths
from experiments.statistics import paired

MOST = 400


def arms_of(differences: np.ndarray, ran: list[int], key: str = "x", holes: int = 0) -> object:
    """A model of two arms whose paired differences are these, by seed; the seeds that ran are written down."""

    def run(seeds: Sequence[int]) -> pd.DataFrame:
        ran.extend(seeds)
        return pd.DataFrame(
            [
                {"arm": arm, "seed": seed, "outcome": key, "unit": "u", "better": "higher",
                 "value": math.nan if seed <= holes else arm * differences[seed - 1]}
                for arm in (0, 1) for seed in seeds
            ]
        )  # fmt: skip

    return run


def stopped_at(differences: np.ndarray, asked: float) -> int:
    """How many seeds the very rule takes, without frames."""
    ran, before = FEWEST, False
    while True:
        _, low, high, _, _ = paired(differences[:ran])
        one = Width(1, "x", asked, high - low, ran)
        more = seeds_to_add([one], ran, MOST, before)
        if not more:
            return ran
        before, ran = one.narrow, ran + more


@pytest.mark.parametrize("needed", [3, 12, 20, 50])
def test_intervals_cover_nearly_as_often_as_they_say(needed: int) -> None:
    # Differences of standard deviation 1 and mean 0; the width is that of `needed` seeds were the spread known.
    asked = 2.0 * float(stats.norm.ppf(0.975)) / math.sqrt(needed)
    draws = stats.norm.ppf(stats.qmc.LatinHypercube(4 * max(needed, 12), rng=needed).random(2500))
    covered, narrow = 0, 0
    for row in draws:
        n = stopped_at(np.append(row, np.zeros(MOST)), asked)
        assert n <= len(row)
        _, low, high, _, _ = paired(row[:n])
        covered += low <= 0.0 <= high
        narrow += high - low <= asked
    assert 0.935 <= covered / len(draws) <= 0.965
    assert narrow == len(draws)


def test_stopping_hangs_on_the_spread_alone_not_on_the_difference() -> None:
    draws = stats.norm.ppf(stats.qmc.LatinHypercube(MOST, rng=3).random(20))
    for row in draws:
        assert len({stopped_at(shift + sign * row, 0.8) for shift in (0.0, 5.0, -3.0) for sign in (1.0, -1.0)}) == 1


def test_seeds_are_added_once_each_until_it_is_narrow_and_then_a_step_more() -> None:
    differences, ran = np.sin(np.arange(MOST) * 1.7), list[int]()
    every, seeds = run_until_narrow(arms_of(differences, ran), {"x": 0.5}, 10, 200)  # type: ignore[arg-type]
    assert ran == list(range(1, seeds + 1)) == sorted(every["seed"].unique())
    assert widths(every, {"x": 0.5})[0].narrow and widths(every[every["seed"] <= seeds - STEP], {"x": 0.5})[0].narrow
    assert seeds == stopped_at(differences, 0.5) > FEWEST + STEP


def test_the_most_seeds_are_never_passed_and_it_is_said() -> None:
    ran = list[int]()
    every, seeds = run_until_narrow(arms_of(np.sin(np.arange(99.0)), ran), {"x": 1e-6}, 10, 33)  # type: ignore[arg-type]
    assert seeds == 33 and len(ran) == 33
    assert not widths(every, {"x": 1e-6})[0].narrow


def test_an_outcome_nobody_has_is_not_chased() -> None:
    ran = list[int]()
    every, seeds = run_until_narrow(arms_of(np.ones(99), ran, holes=99), {"x": 0.1}, 10, 90)  # type: ignore[arg-type]
    assert seeds == 10 and widths(every, {"x": 0.1})[0].hopeless


def test_seeds_without_a_value_do_not_count() -> None:
    ran = list[int]()
    every, seeds = run_until_narrow(arms_of(np.ones(99), ran, holes=8), {"x": 0.1}, 10, 90)  # type: ignore[arg-type]
    one = widths(every, {"x": 0.1})[0]
    assert one.n == seeds - 8 >= FEWEST and one.narrow and one.width == 0.0
    assert seeds > FEWEST + 8


def test_every_further_arm_must_be_narrow() -> None:
    frame = pd.DataFrame(
        [
            {"arm": arm, "seed": seed, "outcome": "x", "value": arm * arm * math.sin(seed)}
            for arm in range(3) for seed in range(1, 13)
        ]
    )  # fmt: skip
    one, two = widths(frame, {"x": 3.0})
    assert (one.arm, two.arm, one.n) == (1, 2, 12)
    assert two.width == pytest.approx(4.0 * one.width)
    assert one.narrow and not two.narrow
    assert seeds_to_add([one, two], 12, 200, True) >= STEP
