"""What the service engine must answer where the answer is known, and that it serves as SimPy does."""

import heapq
import inspect
import itertools
from collections.abc import Generator

import numba
import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from model.service import simulate_service

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]
type Network = tuple[Floats, Ints, Ints, Floats, Ints, Ints]

CUSTOMERS = 400_000
long_run = pytest.mark.skipif(
    bool(numba.config.DISABLE_JIT),
    reason="needs many customers; in plain Python the identity with SimPy is shown instead",
)
FEW = settings(max_examples=60, deadline=None)


def single_station(arrival: Floats, hours: Floats, windows: int, urgency: Ints | None = None) -> tuple[Floats, Floats]:
    """Start and finish at one station with so many windows."""
    n = len(arrival)
    return simulate_service(arrival, np.arange(n + 1), np.zeros(n, dtype=np.int64), hours, [windows], urgency)


def agrees(waits: Floats, expected: float) -> bool:
    """Whether the mean after warm-up lies within the 99.9 % interval of ten batch means."""
    batches = waits[len(waits) // 10 :]
    batches = batches[: len(batches) // 10 * 10].reshape(10, -1).mean(axis=1)
    half = stats.t.ppf(0.9995, 9) * batches.std(ddof=1) / np.sqrt(10)
    return bool(abs(batches.mean() - expected) <= half)


@long_run
@pytest.mark.parametrize(("windows", "expected"), [(1, 9.0), (2, 4.263), (4, 1.969), (8, 0.877)])
def test_waits_of_erlang_c(windows: int, expected: float) -> None:
    rng = np.random.default_rng(windows)
    arrival = np.cumsum(rng.exponential(1 / (0.9 * windows), CUSTOMERS))
    start, _ = single_station(arrival, rng.exponential(1.0, CUSTOMERS), windows)
    assert agrees(start - arrival, expected)


@long_run
def test_tandem_of_tiers_takes_k_over_mu_minus_lambda() -> None:
    rng = np.random.default_rng(5)
    tiers, n = 3, CUSTOMERS // 4
    arrival = np.cumsum(rng.exponential(1 / 0.7, n))
    ptr = np.arange(0, tiers * n + 1, tiers)
    actor = np.tile(np.arange(tiers), n)
    _, finish = simulate_service(arrival, ptr, actor, rng.exponential(1.0, tiers * n), [1] * tiers)
    assert agrees(finish[ptr[1:] - 1] - arrival, tiers / (1 - 0.7))


@long_run
def test_two_urgency_classes_of_cobham() -> None:
    rng = np.random.default_rng(6)
    arrival = np.cumsum(rng.exponential(1 / 0.8, CUSTOMERS))
    hours, urgency = rng.exponential(1.0, CUSTOMERS), (rng.random(CUSTOMERS) >= 0.2).astype(np.int64)
    waits = single_station(arrival, hours, 1, urgency)[0] - arrival
    assert agrees(waits[urgency == 0], 0.8 / (1 - 0.16))
    assert agrees(waits[urgency == 1], 0.8 / (1 - 0.16) / (1 - 0.8))
    assert agrees(single_station(arrival, hours, 1)[0] - arrival, 4.0)


@long_run
def test_work_waiting_is_conserved_over_classes() -> None:
    rng = np.random.default_rng(7)
    arrival = np.cumsum(rng.exponential(1 / 0.8, CUSTOMERS))
    hours, urgency = rng.exponential(1.0, CUSTOMERS), (rng.random(CUSTOMERS) >= 0.2).astype(np.int64)
    waits = single_station(arrival, hours, 1, urgency)[0] - arrival
    shares = np.where(urgency == 0, 0.16, 0.64) / np.where(urgency == 0, 0.2, 0.8)
    assert agrees(shares * waits, 3.2)


@long_run
def test_pooling_two_counters_shortens_the_wait() -> None:
    rng = np.random.default_rng(8)
    n = CUSTOMERS // 4
    arrival, hours, side = np.cumsum(rng.exponential(1 / 1.8, n)), rng.exponential(1.0, n), rng.integers(0, 2, n)
    apart, _ = simulate_service(arrival, np.arange(n + 1), side, hours, [1, 1])
    pooled, _ = single_station(arrival, hours, 2)
    assert (pooled - arrival).mean() < 0.75 * (apart - arrival).mean()


@long_run
def test_little_l_is_lambda_w() -> None:
    rng = np.random.default_rng(9)
    n = CUSTOMERS // 4
    arrival = np.cumsum(rng.exponential(1 / 1.7, n))
    _, finish = single_station(arrival, rng.exponential(1.0, n), 2)
    cut = float(arrival[n // 2])
    moments = np.concatenate([arrival, finish])
    steps = np.concatenate([np.ones(n), -np.ones(n)])
    order = np.argsort(moments, kind="stable")
    moments, steps = np.minimum(moments[order], cut), steps[order]
    present = np.cumsum(steps)[:-1] @ np.diff(moments)
    assert present == pytest.approx((np.minimum(finish, cut) - np.minimum(arrival, cut)).sum(), rel=1e-9)
    assert agrees((finish - arrival), 1 / (1 - 0.85**2))


class Windows(simpy.PriorityResource):
    """A SimPy resource whose number of windows may be nought and may change while it is in use."""

    def __init__(self, env: simpy.Environment, windows: int) -> None:
        super().__init__(env, 1)
        self.set(windows)

    def set(self, windows: int) -> None:
        self._capacity = windows
        for _ in range(len(self.put_queue)):
            self._trigger_put(None)


def with_simpy(network: Network, changes: list[tuple[float, int, int]] | None = None) -> tuple[Floats, Floats]:
    """The same network served by SimPy."""
    arrival, ptr, actor, hours, servers, urgency = network
    env = simpy.Environment()
    counters = [Windows(env, int(windows)) for windows in servers]
    start, finish = np.full(len(actor), np.inf), np.full(len(actor), np.inf)

    def request(i: int) -> Generator[simpy.Event]:
        yield env.timeout(arrival[i])
        for leg in range(ptr[i], ptr[i + 1]):
            with counters[actor[leg]].request(priority=int(urgency[i])) as window:
                yield window
                start[leg] = env.now
                yield env.timeout(hours[leg])
                finish[leg] = env.now

    def change(time: float, who: int, windows: int) -> Generator[simpy.Event]:
        yield env.timeout(time)
        counters[who].set(windows)

    for i in range(len(arrival)):
        env.process(request(i))
    for one in changes or []:
        env.process(change(*one))
    env.run()
    return start, finish


def random_network(seed: int, requests: int, actors: int, whole: bool = False) -> Network:
    """Random requests with 0 to 5 legs; `whole` hours make ties."""
    rng = np.random.default_rng(seed)
    ptr = np.concatenate([[0], np.cumsum(rng.integers(0, 6, requests))]).astype(np.int64)
    legs = int(ptr[-1])
    arrival, hours = rng.uniform(0, requests / 2, requests), rng.exponential(1.0, legs)
    if whole:
        arrival, hours = np.floor(arrival), np.floor(hours * 1.5)
    return (
        arrival, ptr, rng.integers(0, actors, legs), hours, rng.integers(0 if seed % 5 == 0 else 1, 4, actors),
        rng.integers(0, 3, requests),
    )  # fmt: skip


@FEW
@given(st.integers(0, 2**32), st.integers(0, 60), st.integers(1, 6))
def test_random_networks_are_served_as_simpy_serves_them(seed: int, requests: int, actors: int) -> None:
    network = random_network(seed, requests, actors)
    for ours, theirs in zip(simulate_service(*network), with_simpy(network), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@pytest.mark.proof
@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32), st.integers(50, 400), st.integers(1, 25), st.integers(0, 12))
def test_larger_networks_whose_servers_change_are_served_as_simpy_serves_them(
    seed: int, requests: int, actors: int, number: int
) -> None:
    network = random_network(seed, requests, actors)
    rng = np.random.default_rng([seed, 4])
    time, who = rng.uniform(0, requests, number), rng.integers(0, actors, number)
    windows = rng.integers(0, 6, number)
    ours = simulate_service(*network, changes=(time, who, windows))
    theirs = with_simpy(network, [(float(time[k]), int(who[k]), int(windows[k])) for k in range(number)])
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-9)


@FEW
@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 4), st.integers(1, 6))
def test_a_change_of_servers_midway_is_served_as_simpy_serves_it(
    seed: int, requests: int, actors: int, number: int
) -> None:
    network = random_network(seed, requests, actors)
    rng = np.random.default_rng([seed, 1])
    time, who = rng.uniform(0, requests, number), rng.integers(0, actors, number)
    windows = rng.integers(0, 6, number)
    ours = simulate_service(*network, changes=(time, who, windows))
    theirs = with_simpy(network, [(float(time[k]), int(who[k]), int(windows[k])) for k in range(number)])
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-9)


def test_many_windows_opened_at_once_all_take_up_work() -> None:
    n = 5000
    start, _ = simulate_service(
        np.zeros(n), np.arange(n + 1), np.zeros(n, dtype=np.int64), np.ones(n), [0], changes=([2.0], [0], [n])
    )
    assert (start == 2.0).all()


def by_hand(network: Network) -> tuple[Floats, Floats]:
    """The rule of ties written out: completions, then arrivals, then the lower request.

    A request that goes on at the same actor keeps the post if all who wait are less urgent.
    """
    arrival, ptr, actor, hours, servers, urgency = network
    start, finish = np.full(len(actor), np.inf), np.full(len(actor), np.inf)
    leg, free, count = ptr[:-1].copy(), servers.copy(), itertools.count()
    queues: list[list[tuple[int, int, int]]] = [[] for _ in servers]
    events = [(float(arrival[i]), 1, i) for i in range(len(arrival))]
    heapq.heapify(events)

    def begin(i: int, now: float) -> None:
        free[actor[leg[i]]] -= 1
        start[leg[i]] = now
        heapq.heappush(events, (now + float(hours[leg[i]]), 0, i))

    while events:
        now, kind, i = heapq.heappop(events)
        if kind == 1:
            if leg[i] == ptr[i + 1]:
                continue
            heapq.heappush(queues[actor[leg[i]]], (int(urgency[i]), next(count), i))
            a = int(actor[leg[i]])
        else:
            finish[leg[i]] = now
            a = int(actor[leg[i]])
            free[a] += 1
            leg[i] += 1
            if (
                leg[i] < ptr[i + 1]
                and actor[leg[i]] == a
                and queues[a]
                and queues[a][0][0] > urgency[i]
                and free[a] > 0
            ):
                begin(i, now)
                continue
            heapq.heappush(events, (now, 1, i))
        while free[a] > 0 and queues[a]:
            begin(heapq.heappop(queues[a])[2], now)
    return start, finish


@FEW
@given(st.integers(0, 2**32), st.integers(0, 40), st.integers(1, 4))
def test_ties_completions_then_arrivals_then_the_lower_request(seed: int, requests: int, actors: int) -> None:
    network = random_network(seed, requests, actors, whole=True)
    for ours, theirs in zip(simulate_service(*network), by_hand(network), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_tie_in_one_picture() -> None:
    start, _ = simulate_service([0, 1, 1], [0, 1, 2, 3], [0, 0, 0], [1.0, 1.0, 1.0], [1])
    assert start.tolist() == [0.0, 1.0, 2.0]
    start, _ = simulate_service([1, 1], [0, 1, 2], [0, 0], [2.0, 2.0], [1], urgency=[5, -5])
    assert start.tolist() == [1.0, 3.0]


def test_legs_of_no_hours_and_requests_of_no_legs() -> None:
    start, finish = simulate_service([3.0, 1.0], [0, 3, 3], [0, 1, 0], [0.0, 0.0, 0.0], [1, 1])
    assert start.tolist() == finish.tolist() == [3.0, 3.0, 3.0]


def test_where_nobody_serves_nothing_starts() -> None:
    start, finish = simulate_service([0.0, 0.0], [0, 2, 3], [0, 1, 0], [1.0, 1.0, 1.0], [1, 0])
    assert start.tolist() == [0.0, np.inf, 1.0]
    assert finish.tolist() == [1.0, np.inf, 2.0]


def test_nothing_to_serve() -> None:
    start, finish = simulate_service([], [0], [], [], [])
    assert start.shape == finish.shape == (0,)


def test_work_that_never_ends_has_a_start() -> None:
    start, finish = simulate_service([1e308], [0, 1], [0], [1.7e308], [1])
    assert start[0] == 1e308
    assert np.isinf(finish[0])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"arrival": [0.0, np.nan]}, "arrival"),
        ({"arrival": [[0.0, 1.0]]}, "arrival"),
        ({"arrival": [0.0]}, "leg_ptr"),
        ({"arrival": ["soon", "later"]}, "arrival"),
        ({"leg_ptr": [0, 2, 1]}, "leg_ptr"),
        ({"leg_ptr": [1, 1, 2]}, "leg_ptr"),
        ({"leg_ptr": [0.0, 1.0, 2.0]}, "leg_ptr"),
        ({"leg_ptr": [0, 1, 3]}, "leg_ptr"),
        ({"leg_actor": [0, 2]}, "leg_actor"),
        ({"leg_actor": [0, -1]}, "leg_actor"),
        ({"leg_hours": [1.0, -1.0]}, "leg_hours"),
        ({"leg_hours": [1.0, np.inf]}, "leg_hours"),
        ({"leg_hours": [1.0]}, "leg_hours"),
        ({"servers": [1, -1]}, "servers"),
        ({"servers": [1.5, 1.0]}, "servers"),
        ({"urgency": [1]}, "urgency"),
        ({"urgency": [1, np.nan]}, "urgency"),
        ({"changes": ([1.0], [0], [1, 2])}, "changes"),
        ({"changes": ([1.0], [2], [1])}, "changes"),
        ({"changes": ([1.0], [0], [-1])}, "changes"),
        ({"changes": ([1.0], [0])}, "changes"),
    ],
)
def test_bad_input_is_named(change: dict[str, object], word: str) -> None:
    good: dict[str, object] = {
        "arrival": [0.0, 1.0],
        "leg_ptr": [0, 1, 2],
        "leg_actor": [0, 1],
        "leg_hours": [1.0, 1.0],
        "servers": [1, 1],
    }
    call = inspect.signature(simulate_service).bind(**(good | change))
    with pytest.raises(ValueError, match=word):
        simulate_service(*call.args, **call.kwargs)


def test_the_input_is_left_as_it_was() -> None:
    network = random_network(3, 50, 4)
    before = [array.copy() for array in network]
    for array in network:
        array.setflags(write=False)
    simulate_service(*network, changes=(np.array([3.0]), np.array([0]), np.array([4])))
    for now, then in zip(network, before, strict=True):
        np.testing.assert_array_equal(now, then)


@FEW
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_the_order_of_the_rows_changes_nothing(seed: int, requests: int) -> None:
    arrival, ptr, actor, hours, servers, urgency = random_network(seed, requests, 3)
    start, finish = simulate_service(arrival, ptr, actor, hours, servers, urgency)
    order = np.random.default_rng([seed, 2]).permutation(requests)
    legs = np.concatenate([np.arange(ptr[i], ptr[i + 1]) for i in order]).astype(np.int64)
    moved = np.concatenate([[0], np.cumsum(np.diff(ptr)[order])])
    again = simulate_service(arrival[order], moved, actor[legs], hours[legs], servers, urgency[order])
    np.testing.assert_array_equal(again[0], start[legs])
    np.testing.assert_array_equal(again[1], finish[legs])


@FEW
@given(st.integers(0, 2**32), st.integers(1, 80), st.integers(1, 5))
def test_another_window_makes_nobody_wait_longer(seed: int, requests: int, windows: int) -> None:
    rng = np.random.default_rng(seed)
    arrival, hours = rng.uniform(0, requests / windows, requests), rng.weibull(0.7, requests)
    fewer, _ = single_station(arrival, hours, windows)
    more, _ = single_station(arrival, hours, windows + 1)
    assert (more <= fewer + 1e-9).all()
