"""What no engine of this kind could go below on this machine: the floors, measured beside our own cost in the same run.

The *event floor* is a calendar and nothing else: a compiled binary heap of 16-byte entries that takes out and puts in
as many events as there are legs, at the same hours ahead, and touches each leg's actor in the three tables that hold
actors (orders, floor, books). The *memory floor* is what it takes to copy, in order, as many bytes as the rows of a leg
have.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.alone import alone
from benchmarks.kernel import LEGS, LOADS, REPEATS, network
from benchmarks.table import Line
from benchmarks.with_ciw import Network
from model.compiled import kernel
from model.ledger import ROW
from model.service import plain_orders, simulate_service
from model.tables import (
    CASES,
    EVENTS,
    FLOOR,
    JOBS,
    LOG,
    ORDERS,
    STEPS,
    Activity,
    Floats,
    Ints,
    Table,
    make_floor,
    record,
)
from scenarios.actors import TRUSTED

ENTRY = record([("time", "f8"), ("leg", "i8")])
ROWS_OF_A_LEG = (STEPS, CASES, JOBS, ORDERS, FLOOR, EVENTS, LOG)
MOST_OF_FLOOR = 3.0
DAYS = 25


@kernel
def events_alone(
    calendar: Table, n: int, actor: Ints, hours: Floats, orders: Table, floor: Table, books: Floats
) -> float:
    """Take out and put in an event a leg, in a calendar of `n`; returns the last event's time."""
    time = 0.0
    for leg in range(len(hours)):
        time = calendar[0].time
        a = actor[calendar[0].leg]
        floor[a].server_hours += orders[a].servers * (time - floor[a].since)
        floor[a].since = time
        books[a, 0] += hours[leg]
        # Out: the last entry goes down from the top.
        last, last_leg = calendar[n - 1].time, calendar[n - 1].leg
        i = 0
        while 2 * i + 1 < n - 1:
            low = 2 * i + 1
            right = min(low + 1, n - 2)
            low += (right > low) & (calendar[right].time < calendar[low].time)
            if last <= calendar[low].time:
                break
            calendar[i].time, calendar[i].leg = calendar[low].time, calendar[low].leg
            i = low
        calendar[i].time, calendar[i].leg = last, last_leg
        # In: a new entry goes up from the end.
        new = time + hours[leg]
        i = n - 1
        while i > 0 and calendar[(i - 1) >> 1].time > new:
            calendar[i].time, calendar[i].leg = calendar[(i - 1) >> 1].time, calendar[(i - 1) >> 1].leg
            i = (i - 1) >> 1
        calendar[i].time, calendar[i].leg = new, leg
    return time


def _median_ns(run: Callable[[], Any], times: int = REPEATS) -> float:
    """Median processor time of a call, ns a leg, after one that is not counted."""
    run()
    costs = []
    for _ in range(times):
        began = time.process_time()
        run()
        costs.append(time.process_time() - began)
    return 1e9 * float(np.median(costs)) / LEGS


def event_floor(net: Network, load: float) -> float:
    """The calendar alone, ns a leg, with as many events in it as posts are at work."""
    *_, actor, hours, servers, _ = net
    n = round(min(load, 1.0) * servers.sum())
    calendar, orders, floor = np.zeros(n, ENTRY), plain_orders(servers), make_floor(len(servers))
    books = np.zeros((len(servers), len(Activity)))
    begun = np.sort(hours[:n])  # sorted numbers are a heap

    def run() -> float:
        calendar["time"], calendar["leg"] = begun, np.arange(n)
        return float(events_alone(calendar, n, actor, hours, orders, floor, books))

    return _median_ns(run)


def copy_ns(size: int) -> float:
    """Copying so many bytes a leg in order, reading and writing, ns a leg."""
    source: NDArray[np.uint8] = np.ones(size * LEGS, dtype=np.uint8)
    target = np.empty_like(source)
    return _median_ns(lambda: np.copyto(target, source))


def floors(quick: bool) -> list[Line]:
    """A leg of the kernel's network and a day of the district against what lies below them; `quick`: a leg alone."""
    size = sum(kind.itemsize for kind in ROWS_OF_A_LEG)
    memory = copy_ns(size)
    lines = [Line(f"copying the {size} bytes of a leg's rows", memory, "ns a leg")]
    for load in LOADS:
        net = network(load)
        ours, floor = _median_ns(lambda net=net: simulate_service(*net)), event_floor(net, load)  # type: ignore[misc]
        lines += [
            Line(f"load {load}: a leg", ours, "ns", ratio=ours / memory, beside="the copy"),
            Line(f"load {load}: events alone", floor, "ns a leg"),
            Line(f"load {load}: a leg, of events alone", ours / floor, "times", MOST_OF_FLOOR),
        ]
    for name in () if quick else ("hierarchy", "network"):
        day = alone("benchmarks.district", name, str(DAYS), "legs")
        legs, needs = day["legs"] / DAYS, day["needs"] / DAYS
        size_of_day = legs * size + needs * ROW.itemsize + day["residents"] * 4 * len(TRUSTED)
        floor = memory * size_of_day / size * 1e-6
        ours = 1e3 * day["run"] / DAYS
        lines += [
            Line(f"{name}: copying the {size_of_day / 2**20:.1f} MiB that a day touches", floor, "ms a day"),
            Line(f"{name}: a day", ours, "ms", ratio=ours / floor, beside="the copy"),
        ]
    return lines
