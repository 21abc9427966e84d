"""A second simulator of queues, made by others, serves as the engine does: Ciw (Palmer et al. 2019).

Random networks, with everything given: hours of arrival, route and hours of work of each request, posts, urgency.
Left out is what the two settle differently, each by a rule of its own: equal times (Ciw draws who goes first), and a
next leg with the same actor (Ciw first lets the next one begin; here, as in SimPy, the more urgent keeps the post).
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.with_ciw import Network, with_ciw
from model.service import simulate_service


def random_network(seed: int, requests: int, actors: int, load: float) -> Network:
    """Requests in the order of their coming, each with a leg or more and no two in a row with the same actor."""
    rng = np.random.default_rng(seed)
    number = rng.integers(1, 7, requests) if actors > 1 else np.ones(requests, dtype=np.int64)
    ways = [(rng.integers(actors) + np.append(0, np.cumsum(rng.integers(1, actors, n - 1)))) % actors for n in number]
    ptr, actor = np.append(0, np.cumsum(number)), np.concatenate(ways).astype(np.int64)
    servers = rng.integers(1, 5, actors)
    arrival = np.sort(rng.uniform(0.0, len(actor) / (load * servers.sum()), requests))
    return arrival, ptr, actor, rng.exponential(1.0, len(actor)), servers, rng.integers(0, 4, requests)


def same_as_ciw(network: Network) -> None:
    for ours, theirs in zip(simulate_service(*network), with_ciw(network, len(network[0])), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40), st.integers(1, 6), st.floats(0.3, 2.0))
def test_random_networks_are_served_as_ciw_serves_them(seed: int, requests: int, actors: int, load: float) -> None:
    same_as_ciw(random_network(seed, requests, actors, load))


@pytest.mark.proof
@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 150), st.integers(1, 20), st.floats(0.3, 2.0))
def test_larger_random_networks_are_served_as_ciw_serves_them(
    seed: int, requests: int, actors: int, load: float
) -> None:
    same_as_ciw(random_network(seed, requests, actors, load))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_station_with_two_urgencies_begins_each_request_when_ciw_does(seed: int) -> None:
    network = random_network(seed, 300, 1, 0.95)
    arrival, *_, urgency = network
    urgency %= 2
    start, _ = simulate_service(*network)
    assert (start > arrival).mean() > 0.3  # there is a queue to compare
    urgent, others = start[urgency == 0], start[urgency == 1]
    assert (np.diff(urgent) >= 0).all() and (np.diff(others) >= 0).all()
    assert (np.diff(start) < 0).any()  # somebody who came later began before: urgency decides
    same_as_ciw(network)
