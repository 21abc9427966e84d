"""The same requests served by Ciw (Palmer et al. 2019, Journal of Simulation 13:68), which others made.

Ciw draws its own arrivals, routes and hours, so it is handed those given by the hooks it has for that: an arrival node
of one's own, a route for each individual, and hours that depend on who is served.
"""

from typing import Any

import ciw
import numpy as np
from numpy.typing import NDArray

type Network = tuple[
    NDArray[np.float64],
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.float64],
    NDArray[np.int64],
    NDArray[np.int64],
]


class _Comes(ciw.ArrivalNode):  # type: ignore[misc]
    """Individuals come at the hours given, each to the first actor of its route."""

    given: "list[tuple[float, int, list[int], list[float]]]"  # (hour, class, nodes, hours a leg), the latest first

    def initialise(self) -> None:
        self.find_next_event_date()

    def find_next_event_date(self) -> None:
        self.next_event_date = self.given[-1][0] if self.given else float("inf")

    def have_event(self) -> None:
        _, urgency, nodes, hours = self.given.pop()
        self.number_of_individuals += 1
        one = self.simulation.IndividualType(self.number_of_individuals, f"Class {urgency}", urgency)
        self.next_class = one.customer_class
        one.way, one.hours = nodes, hours
        one.starting_node = nodes[0]
        self.simulation.routers[one.customer_class].initialise_individual(one)
        self.send_individual(self.simulation.nodes[nodes[0]], one)
        self.find_next_event_date()


class _AsGiven(ciw.dists.Distribution):  # type: ignore[misc]
    """The hours of the leg at which the individual is."""

    def sample(self, t: float | None = None, ind: Any = None) -> float:  # noqa: ARG002 Ciw names them
        return float(ind.hours[len(ind.data_records)])


def simulation(net: Network, requests: int) -> ciw.Simulation:
    """Ciw, ready to serve the first requests, which must come in the order of their hours and have a leg each."""
    arrival, ptr, actor, hours, servers, urgency = net
    classes = int(urgency.max()) + 1
    names = [f"Class {k}" for k in range(classes)]
    network = ciw.create_network(
        arrival_distributions={name: [None] * len(servers) for name in names},
        service_distributions={name: [_AsGiven()] * len(servers) for name in names},
        number_of_servers=servers.tolist(),
        routing={name: ciw.routing.ProcessBased(lambda one, _: one.way[1:]) for name in names},
        priority_classes={name: k for k, name in enumerate(names)},
    )
    legs = [slice(ptr[i], ptr[i + 1]) for i in range(requests)]
    given = [
        (float(arrival[i]), int(urgency[i]), (actor[legs[i]] + 1).tolist(), hours[legs[i]].tolist())
        for i in range(requests)
    ]
    return ciw.Simulation(network, arrival_node_class=type("Comes", (_Comes,), {"given": given[::-1]}))


def starts(simulated: ciw.Simulation, net: Network, requests: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(start, finish) of the legs of the first requests, once Ciw has served them all."""
    ptr = net[1]
    start, finish = np.full((2, ptr[requests]), np.inf)
    for one in simulated.nodes[-1].all_individuals:
        at = ptr[one.id_number - 1]
        for leg, told in enumerate(one.data_records, start=at):
            start[leg], finish[leg] = told.service_start_date, told.service_end_date
    return start, finish


def with_ciw(net: Network, requests: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(start, finish) of the legs of the first requests, served by Ciw."""
    simulated = simulation(net, requests)
    simulated.simulate_until_max_customers(requests, method="Finish")
    return starts(simulated, net, requests)
