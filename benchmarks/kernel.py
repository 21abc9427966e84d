"""Cost of a served leg, beside SimPy and Ciw on the same requests."""

import time
from collections.abc import Generator, Iterator
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

from benchmarks.table import Line
from benchmarks.with_ciw import Network, simulation, starts
from model.service import simulate_service

ACTORS, LEGS, LEGS_A_REQUEST = 1_000, 350_000, 4
LOADS = {0.85: 350, 0.9: 350, 1.5: 800}  # utilisation: allowed ns a leg
REPEATS = 5
CIW_PARTS = {ACTORS: 1_000, 10: 5_000}  # actors: so many of the first requests; Ciw asks every node after every event
CIW_LOAD = 0.9


class Row(NamedTuple):
    """One line of the table; costs in nanoseconds a leg."""

    load: float
    legs: int
    ours: float
    limit: int
    simpy_legs: int
    theirs: float


def network(load: float, seed: int = 1, actors: int = ACTORS) -> Network:
    """Requests of four legs over actors of one to three posts, in proportion to their posts."""
    rng = np.random.default_rng(seed)
    requests = LEGS // LEGS_A_REQUEST
    servers = rng.integers(1, 4, actors)
    arrival = np.sort(rng.uniform(0, LEGS / (load * servers.sum()), requests))
    actor = rng.choice(actors, LEGS, p=servers / servers.sum())
    ptr = np.arange(0, LEGS + 1, LEGS_A_REQUEST)
    return arrival, ptr, actor, rng.exponential(1.0, LEGS), servers, rng.integers(0, 3, requests)


def with_simpy(net: Network, requests: int) -> NDArray[np.float64]:
    """Starts of the legs of the first requests, by SimPy."""
    arrival, ptr, actor, hours, servers, urgency = net
    env = simpy.Environment()
    counters = [simpy.PriorityResource(env, int(posts)) for posts in servers]
    start = np.empty(ptr[requests])

    def request(i: int) -> Generator[simpy.Event]:
        yield env.timeout(arrival[i])
        for leg in range(ptr[i], ptr[i + 1]):
            with counters[actor[leg]].request(priority=int(urgency[i])) as post:
                yield post
                start[leg] = env.now
                yield env.timeout(hours[leg])

    for i in range(requests):
        env.process(request(i))
    env.run()
    return start


def kernel(_: bool) -> Iterator[tuple[str, list[Line]]]:
    """The engine beside SimPy, and where a leg's time goes; as long with `quick`."""
    lines = []
    for row in measure():
        lines += [
            Line(f"load {row.load}: a served leg", row.ours, "ns", row.limit),
            Line(f"load {row.load}: SimPy on the same requests", row.theirs, "ns"),
            Line(f"load {row.load}: quicker than SimPy", row.theirs / row.ours, "times", 75.0, at_least=True),
        ]
    yield "The service kernel alone: 1,000 actors, 350,000 legs, three classes; same starts as SimPy", lines
    yield "The service kernel beside Ciw; same starts as Ciw", beside_ciw()
    costs = where_it_goes()
    last = costs[-1][1]
    yield "Where a leg's time goes", [Line(what, c, "ns", ratio=c / last, beside="of the last") for what, c in costs]


def measure() -> list[Row]:
    """Time both; raises `AssertionError` if they do not agree on when each leg starts."""
    rows = []
    simulate_service([0.0], [0, 1], [0], [1.0], [1])  # compiles
    for load, limit in LOADS.items():
        net = network(load)
        costs = []
        for _ in range(REPEATS):
            began = time.process_time()
            simulate_service(*net)
            costs.append(time.process_time() - began)
        requests = len(net[0])
        began = time.process_time()
        theirs = with_simpy(net, requests)
        cost = time.process_time() - began
        assert np.abs(simulate_service(*net)[0] - theirs).max() < 1e-9
        rows.append(Row(load, LEGS, 1e9 * float(np.median(costs)) / LEGS, limit, LEGS, 1e9 * cost / LEGS))
    return rows


def first_requests(net: Network, requests: int) -> Network:
    """The first requests alone, with no two legs in a row at the same actor, where Ciw has another rule than SimPy."""
    arrival, ptr, actor, hours, servers, urgency = net
    legs = int(ptr[requests])
    ways = actor[:legs].reshape(requests, -1).copy()
    for leg in range(1, ways.shape[1]):
        ways[:, leg] = (ways[:, leg] + (ways[:, leg] == ways[:, leg - 1])) % len(servers)
    return arrival[:requests], ptr[: requests + 1], ways.ravel(), hours[:legs], servers, urgency[:requests]


def beside_ciw() -> list[Line]:
    """Cost of a leg of the first requests, ours and Ciw's; raises `AssertionError` if they start at other hours.

    Only what serving takes is counted of Ciw, not the making of its network.
    """
    lines = []
    for actors, requests in CIW_PARTS.items():
        net = first_requests(network(CIW_LOAD, actors=actors), requests)
        legs = len(net[2])
        simulate_service(*net)  # compiles
        costs = []
        for _ in range(REPEATS):
            began = time.process_time()
            simulate_service(*net)
            costs.append(time.process_time() - began)
        ours = 1e9 * float(np.median(costs)) / legs
        ciw = simulation(net, requests)
        began = time.process_time()
        ciw.simulate_until_max_customers(requests, method="Finish")
        theirs = 1e9 * (time.process_time() - began) / legs
        assert np.abs(simulate_service(*net)[0] - starts(ciw, net, requests)[0]).max() < 1e-9
        about = f"{actors:,} actors, load {CIW_LOAD}, the first {legs:,} legs"
        lines += [
            Line(f"{about}: a served leg", ours, "ns"),
            Line(f"{about}: Ciw on the same requests", theirs, "ns"),
            Line(f"{about}: quicker than Ciw", theirs / ours, "times", 100.0, at_least=True),
        ]
    return lines


def where_it_goes() -> list[tuple[str, float]]:
    """What a leg costs as the network grows and fills, ns: the loop alone, then tables, calendar and queues."""
    simulate_service([0.0], [0, 1], [0], [1.0], [1])  # compiles
    cases = (
        ("4 actors, load 0.05: the event loop alone", 4, 0.05),
        ("1,000 actors, load 0.05: and tables that the first cache cannot hold", 1_000, 0.05),
        ("1,000 actors, load 0.5: and a calendar of 1,000 events", 1_000, 0.5),
        ("1,000 actors, load 0.9: and queues, and a calendar of 1,800", 1_000, 0.9),
    )
    found = []
    for what, actors, load in cases:
        net = network(load, actors=actors)
        costs = []
        for _ in range(REPEATS):
            began = time.process_time()
            simulate_service(*net)
            costs.append(time.process_time() - began)
        found.append((what, 1e9 * float(np.median(costs)) / LEGS))
    return found
