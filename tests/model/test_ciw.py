"""A second simulator of queues, made by others, serves as the engine does: Ciw (Palmer et al. 2019)."""

from typing import Any

import ciw
import numpy as np
import pytest

from model.service import simulate_service
from model.tables import Floats, Ints

REQUESTS = 300
NEVER = 1e6


def requests(seed: int, windows: int) -> tuple[Floats, Floats, Ints]:
    """Arrival, hours of work and urgency (0 goes first) of requests at a station that is nearly full."""
    rng = np.random.default_rng(seed)
    arrival = np.cumsum(rng.exponential(1.0 / (0.95 * windows), REQUESTS))
    return arrival, rng.exponential(1.0, REQUESTS), (rng.random(REQUESTS) >= 0.3).astype(np.int64)


class AsWritten(ciw.dists.Distribution):  # type: ignore[misc]
    """Numbers in the order in which they are written down; then none for a long time."""

    def __init__(self, numbers: Floats) -> None:
        super().__init__()
        self.numbers = numbers.tolist()

    def sample(self, t: float | None = None, ind: object = None) -> float:  # noqa: ARG002 Ciw names them
        return float(self.numbers.pop(0)) if self.numbers else NEVER


def ciw_starts(arrival: Floats, hours: Floats, urgency: Ints, windows: int) -> Floats:
    """When Ciw begins each request; within a class it draws work in the order of coming, as it is written down."""
    arrivals: dict[str, Any] = {}
    work: dict[str, Any] = {}
    for kind in (0, 1):
        mine = urgency == kind
        arrivals[f"Class {kind}"] = [AsWritten(np.diff(arrival[mine], prepend=0.0))]
        work[f"Class {kind}"] = [AsWritten(hours[mine])]
    network = ciw.create_network(
        arrival_distributions=arrivals,
        service_distributions=work,
        number_of_servers=[windows],
        priority_classes={"Class 0": 0, "Class 1": 1},
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(NEVER / 2)
    start = np.full(REQUESTS, np.nan)
    for kind in (0, 1):
        records = sorted(
            (one.arrival_date, one.service_start_date)
            for one in simulation.get_all_records()
            if one.customer_class == f"Class {kind}"
        )
        start[urgency == kind] = [began for _, began in records]
    return start


@pytest.mark.parametrize("windows", [1, 3])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_station_with_two_urgencies_begins_each_request_when_ciw_does(seed: int, windows: int) -> None:
    arrival, hours, urgency = requests(seed, windows)
    ours, _ = simulate_service(
        arrival, np.arange(REQUESTS + 1), np.zeros(REQUESTS, dtype=np.int64), hours, [windows], urgency
    )
    theirs = ciw_starts(arrival, hours, urgency, windows)
    assert (ours > arrival).mean() > 0.3  # there is a queue to compare
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)
