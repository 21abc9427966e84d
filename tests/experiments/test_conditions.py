"""The strongest condition is found where it is known, and none where there is none."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import qmc

from experiments.conditions import Cuts, Split, strongest


def factors(n: int, seed: int = 1) -> pd.DataFrame:
    return pd.DataFrame(qmc.LatinHypercube(d=6, rng=seed).random(n), columns=list("abcdef"))


def test_a_known_threshold_is_found() -> None:
    x = factors(80)
    won = (x["c"] > 0.6).to_numpy()
    found = strongest(Cuts(x), x, won)
    assert found is not None and len(found.splits) == 1
    split = found.splits[0]
    assert (split.factor, split.above) == ("c", True) and split.threshold == pytest.approx(0.6, abs=0.02)
    assert (found.inside, found.won_inside, found.won_outside) == (int(won.sum()), 1.0, 0.0)
    assert found.p == 1 / 2000


def test_a_corner_needs_two_thresholds() -> None:
    x = factors(120)
    won = ((x["b"] <= 0.5) & (x["e"] > 0.4)).to_numpy()
    found = strongest(Cuts(x), x, won)
    assert found is not None
    assert {(s.factor, s.above) for s in found.splits} == {("b", False), ("e", True)}
    assert found.won_inside > 0.95 and found.won_outside < 0.1 and found.p < 0.01


def test_wins_that_hang_on_nothing_are_seldom_given_a_condition() -> None:
    x = factors(60)
    cuts = Cuts(x)
    noise = qmc.LatinHypercube(d=40, rng=5).random(60) < 0.5
    p = [found.p for k in range(40) if (found := strongest(cuts, x, noise[:, k])) is not None]
    assert len(p) == 40
    assert sum(value < 0.05 for value in p) <= 6  # 2 expected; more than 6 has a chance of one in 200
    assert 0.3 < float(np.mean(p)) < 0.7


@pytest.mark.parametrize("always", [True, False])
def test_who_wins_everywhere_or_nowhere_has_no_condition(always: bool) -> None:
    x = factors(40)
    assert strongest(Cuts(x), x, np.full(40, always)) is None


def test_a_handful_of_draws_gives_none() -> None:
    x = factors(6)
    assert strongest(Cuts(x), x, np.arange(6) > 2) is None
    assert strongest(Cuts(x[:1]), x[:1], np.array([True])) is None


def test_a_side_holds_a_tenth_of_the_draws() -> None:
    x = factors(100)
    found = strongest(Cuts(x), x, (x["a"] > 0.97).to_numpy())
    assert found is not None
    assert min(found.splits[0].inside(x).sum(), (~found.splits[0].inside(x)).sum()) >= 10


def test_a_threshold_never_parts_equal_values() -> None:
    x = pd.DataFrame({"a": [0.0] * 10 + [1.0] * 10, "b": [0.5] * 20})
    found = strongest(Cuts(x), x, np.arange(20) >= 12)
    assert found is not None and found.splits[0] == Split("a", 0.5, True)
