"""Random open networks against the product form (Jackson 1957, 1963).

In the city: requests come at random to several desks, each with some posts, and go from desk to desk as a table of
chances says, until they leave. Traffic equations give what each desk receives, λ = γ (I − P)⁻¹; then each desk is as if
it stood alone (M/M/c), and how many are at one says nothing of how many are at another at the same moment.

The engine serves fixed routes, so each request's way is drawn before it comes, step by step from the same table of
chances. That is the same in law: the next desk depends on nothing but the desk.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.service import simulate_service
from model.streams import in_turn, uniforms
from proofs.kernel.erlang_c import chance_of_waiting
from proofs.kernel.serving import (
    GREY,
    REPLICATIONS,
    WARM_UP,
    Floats,
    Ints,
    came_to,
    exponentials,
    marks,
    mean_present,
    open_frames,
    present_at,
    ratios,
)
from proofs.known import KnownAnswer, frame, of_replications

NETWORKS = 5
REQUESTS = 40_000
GLANCES = 20_000  # evenly spaced moments at which desks are looked at
TABLE, BETWEEN, FIRST, NEXT, WORK = 1060, 1061, 1062, 1063, 1064  # purposes of draws
KINDS = ("mean number", "at most so many", "at most so many at both", "whole way")


@dataclass(frozen=True)
class Network:
    """An open network: all arrivals together come once an hour.

    Attributes:
        outside: Arrivals an hour at each desk from outside, (desks,).
        chances: Of going from each desk to each, (desks, desks); the rest of a row leaves.
        servers: Posts of each desk, (desks,).
        work: Mean hours of work at each desk, (desks,).
    """

    outside: Floats
    chances: Floats
    servers: Ints
    work: Floats

    @cached_property
    def received(self) -> Floats:
        """What each desk receives an hour by the traffic equations, (desks,)."""
        return np.asarray(np.linalg.solve(np.eye(len(self.outside)) - self.chances.T, self.outside))

    @cached_property
    def loads(self) -> Floats:
        """Utilisation of each desk, (desks,)."""
        return self.received * self.work / self.servers

    def mean_number(self, desk: int) -> float:
        """Mean number at a desk, waiting or in service."""
        load, windows = float(self.loads[desk]), int(self.servers[desk])
        return windows * load + chance_of_waiting(windows, load) * load / (1.0 - load)

    def at_most(self, desk: int, number: int) -> float:
        """The chance that at most so many are at a desk, at a random moment."""
        load, windows = float(self.loads[desk]), int(self.servers[desk])
        n = np.arange(max(number, windows) + 1)
        below = np.minimum(n, windows)
        weights = np.cumprod(np.concatenate([[1.0], windows * load / below[1:]]))
        none = 1.0 / (weights[:windows].sum() + weights[windows] / (1.0 - load))
        return float(none * weights[: number + 1].sum())


def random_network(index: int) -> Network:
    """The index-th network: 4 to 8 desks of 1 to 4 posts, loads 0.3 to 0.85, a third of those finished leave."""
    desks = 4 + index
    draw = iter(np.split(in_turn(index, TABLE, 0, desks * (desks + 3)), desks + 3))
    servers = 1 + (4 * next(draw)).astype(np.int64)
    loads, outside = 0.3 + 0.55 * next(draw), next(draw) ** 2
    weights = -np.log(np.stack(list(draw)))  # a row each, uniform over all rows of that sum
    chances = 2 / 3 * weights / weights.sum(axis=1, keepdims=True)
    plain = Network(outside / outside.sum(), chances, servers, np.ones(desks))
    return Network(plain.outside, chances, servers, loads * servers / plain.received)


def ways(network: Network, index: int, replication: int, requests: int) -> tuple[Ints, Ints]:
    """(leg_ptr, leg_actor): each request's desks, drawn beforehand."""
    onward = np.cumsum(network.chances, axis=1)
    walking = np.arange(requests)
    first = uniforms(replication, FIRST, walking, index)
    at = np.minimum(np.searchsorted(np.cumsum(network.outside), first), len(network.outside) - 1)
    who, where, step = [walking], [at], 0
    while len(walking):
        u = uniforms(replication, NEXT + 10 * index, walking, step)
        at = (u[:, None] >= onward[at]).sum(axis=1)
        stays = at < len(network.outside)
        walking, at, step = walking[stays], at[stays], step + 1
        who.append(walking)
        where.append(at)
    request = np.concatenate(who)
    order = np.argsort(request, kind="stable")
    return np.searchsorted(request[order], np.arange(requests + 1)), np.concatenate(where)[order].astype(np.int64)


def pairs(network: Network) -> list[tuple[int, int, int, int]]:
    """Neighbouring desks and, for each, the number up to which is asked: the mean, rounded down."""
    numbers = [int(network.mean_number(desk)) for desk in range(len(network.outside))]
    return [(i, (i + 1) % len(numbers), numbers[i], numbers[(i + 1) % len(numbers)]) for i in range(len(numbers))]


def known(network: Network) -> list[tuple[str, str, float]]:
    """(kind, desk, theory) of all that is asked of a network."""
    desks, whole = range(len(network.outside)), sum(map(network.mean_number, range(len(network.outside))))
    asked = [(KINDS[0], f"desk {i}", network.mean_number(i)) for i in desks]
    asked += [(KINDS[1], f"desk {i}, {n}", network.at_most(i, n)) for i, _, n, _ in pairs(network)]
    asked += [
        (KINDS[2], f"desks {i} and {j}, {n} and {m}", network.at_most(i, n) * network.at_most(j, m))
        for i, j, n, m in pairs(network)
    ]
    return [*asked, (KINDS[3], "hours", whole)]


def simulated(network: Network, index: int, replication: int) -> list[float]:
    """What `known` asks, of one replication of the engine."""
    arrival = np.cumsum(exponentials(replication, BETWEEN, index, REQUESTS))
    ptr, actor = ways(network, index, replication, REQUESTS)
    work = exponentials(replication, WORK, index, len(actor)) * network.work[actor]
    _, finish = simulate_service(arrival, ptr, actor, work, network.servers)
    came, desks = came_to(arrival, ptr, finish), range(len(network.outside))
    begin, end = float(arrival[int(WARM_UP * REQUESTS)]), float(arrival[-1])
    moments = np.linspace(begin, end, GLANCES)
    there = np.stack([present_at(moments, came[actor == i], finish[actor == i]) for i in desks])
    found = [mean_present(came[actor == i], finish[actor == i], begin, end) for i in desks]
    found += [float((there[i] <= n).mean()) for i, _, n, _ in pairs(network)]
    found += [float(((there[i] <= n) & (there[j] <= m)).mean()) for i, j, n, m in pairs(network)]
    return [*found, float((finish[ptr[1:] - 1] - arrival)[int(WARM_UP * REQUESTS) :].mean())]


def points() -> pd.DataFrame:
    """Mean numbers, chances of few, joint chances at two desks, and the whole way, of all networks."""
    cases, kinds = [], []
    for index in range(NETWORKS):
        network = random_network(index)
        found = np.array([simulated(network, index, i) for i in range(REPLICATIONS)])
        for i, (kind, what, theory) in enumerate(known(network)):
            cases.append((f"network {index}: {kind}, {what}", theory, *of_replications(found[:, i])))
            kinds.append(kind)
    return frame(cases).assign(kind=kinds)


def draw(points: pd.DataFrame, figure: Figure) -> None:
    """Left model against theory, means and ways; middle the chances; right all of them as model over theory."""
    numbers, chances, all_of_them = figure.subplots(1, 3)
    for i, kind in enumerate(KINDS):
        mine = points[points["kind"] == kind]
        axes = numbers if i in (0, 3) else chances
        label = {0: "desk, mean number", 3: "whole way, hours", 1: "a desk", 2: "two desks at once"}[i]
        marks(axes, mine["theory"], mine, i, label=label)
        ratios(all_of_them, mine["theory"], mine, i)
    for axes in (numbers, chances):
        span = np.array([axes.dataLim.x0, axes.dataLim.x1])
        axes.plot(span, span, color=GREY, linewidth=0.8, zorder=0)
        axes.legend(frameon=False)
    numbers.set(xscale="log", yscale="log", xlabel="product form", ylabel="model, number or hours")
    chances.set(xlabel="product form", ylabel="model, chance of few")
    all_of_them.axhline(1.0, color=GREY, linewidth=1.0)
    all_of_them.set(xscale="log", xlabel="product form, all of them", ylabel="model ÷ product form")
    open_frames(numbers, chances, all_of_them)


ANSWER = KnownAnswer(
    key="jackson",
    title="Random networks have the product form",
    reference="Jackson 1957, Operations Research 5:518; Jackson 1963, Management Science 10:131",
    setting="five random open networks of 4 to 8 desks with 1 to 4 posts; Poisson arrivals, exponential work",
    through="sanshe.simulate_service",
    points=points,
    draw=draw,
)
