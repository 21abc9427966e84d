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


@pytest.mark.parametrize("actors", [1, 5])
def test_there_are_queues_and_classes_to_compare(actors: int) -> None:
    network = random_network(1, 200, actors, 0.95)
    arrival, ptr, *_, urgency = network
    start, _ = simulate_service(*network)
    first = start[ptr[:-1]]
    assert (first > arrival).mean() > 0.3
    # Some who came later began before somebody who had come to the same actor earlier: urgency decides.
    assert any(
        (urgency[i] > urgency[k]) and first[i] > first[k]
        for i in range(100)
        for k in range(i + 1, i + 30)
        if network[2][ptr[i]] == network[2][ptr[k]]
    )
    same_as_ciw(network)
