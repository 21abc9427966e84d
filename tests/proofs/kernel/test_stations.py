"""Theory of single stations and of tiers: the numbers of the literature, and what they come to at their ends."""

import numpy as np
import pytest
from scipy import stats

from proofs.kernel import cobham, erlang_c, pollaczek, pooling, tandem


def test_cobham_at_a_load_of_four_fifths_with_a_fifth_urgent() -> None:
    assert cobham.known(0.2) == pytest.approx((0.952, 4.762, 4.0, 3.2), abs=5e-4)


def test_no_class_or_all_in_one_class_is_in_order() -> None:
    assert cobham.known(0.0)[1] == pytest.approx(cobham.known(0.0)[2])
    assert cobham.known(1.0)[0] == pytest.approx(cobham.known(1.0)[2])


def test_exponential_work_is_erlangs_and_work_without_spread_waits_half() -> None:
    assert pollaczek.mean_wait(1.0, 0.7) == pytest.approx(erlang_c.mean_wait(1, 0.7))
    assert pollaczek.mean_wait(0.0, 0.7) == pytest.approx(erlang_c.mean_wait(1, 0.7) / 2)


@pytest.mark.parametrize("spread", [0.0, 0.25, 2.0, 4.0])
def test_work_has_mean_one_and_its_spread(spread: float) -> None:
    work = pollaczek.work_of((np.arange(20_000) + 0.5) / 20_000, spread)
    assert work.mean() == pytest.approx(1.0, rel=3e-3)
    assert work.var() == pytest.approx(spread, rel=5e-2)


def test_a_pool_of_like_work_is_erlangs() -> None:
    assert pooling.wait_pooled(1.0) == pytest.approx(erlang_c.mean_wait(2, pooling.LOAD), rel=1e-9)


def test_unlike_work_waits_less_apart_from_seven_times_on() -> None:
    assert pooling.wait_pooled(5.0) < pooling.wait_apart(5.0)
    assert pooling.wait_pooled(10.0) > pooling.wait_apart(10.0)


def test_a_pool_of_unlike_work_is_the_stationary_state_of_its_chain_written_out() -> None:
    ratio, most = 3.0, 120  # states (there, long ones in service), cut off where hardly anybody comes
    arrivals, short = pooling.LOAD * (1.0 + 1.0 / ratio), ratio / (ratio + 1.0)
    states = [(n, i) for n in range(most + 1) for i in range(min(n, 2) + 1)]
    at = {state: k for k, state in enumerate(states)}
    q = np.zeros((len(states), len(states)))
    for (n, i), k in at.items():
        if n < most:
            for new, chance in ((0, short), (1, 1.0 - short)):
                q[k, at[n + 1, i + (new if n < 2 else 0)]] += arrivals * (chance if n < 2 else 0.5)
        for done, rate in ((0, min(n, 2) - i), (1, i / ratio)):
            for new, chance in ((0, short), (1, 1.0 - short)):
                if rate > 0.0:
                    q[k, at[n - 1, i - done + (new if n > 2 else 0)]] += rate * (chance if n > 2 else 0.5)
    q -= np.diag(q.sum(axis=1))
    equations = np.column_stack([q[:, 1:], np.ones(len(states))])
    chances = np.linalg.solve(equations.T, np.append(np.zeros(len(states) - 1), 1.0))
    waiting = sum(chances[k] * max(n - 2, 0) for (n, _), k in at.items())
    assert pooling.wait_pooled(ratio) == pytest.approx(waiting / arrivals, rel=1e-6)


def test_ways_through_tiers_have_erlangs_distribution() -> None:
    assert tandem.mean_way(3, 0.7) == pytest.approx(10.0)
    assert tandem.late_way(3, 0.7) == pytest.approx(stats.gamma(3, scale=1.0 / 0.3).ppf(0.9))
