"""Service and whole runs, told number by number, to be held against each other with and without the compiler.

`python tests/model/uncompiled.py CITY FILE` writes them; with NUMBA_DISABLE_JIT=1 the same lines run as plain Python.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.governance import GovernanceModel
from model.service import simulate_service
from scenarios.library import load
from scenarios.scenario import Scenario

NETWORKS, REQUESTS, ACTORS, DAYS = 40, 60, 5, 40
PRESETS = ("hierarchy", "messy_network", "clean_hierarchy", "network")


def networks() -> Iterator[tuple[str, NDArray[Any]]]:
    """Starts and finishes on random networks; every other one of whole hours, so that much falls together."""
    for seed in range(NETWORKS):
        rng = np.random.default_rng(seed)
        ptr = np.append(0, np.cumsum(rng.integers(0, 6, REQUESTS)))
        arrival, hours = rng.uniform(0, REQUESTS / 2, REQUESTS), rng.exponential(1.0, ptr[-1])
        if seed % 2:
            arrival, hours = np.floor(arrival), np.floor(hours * 1.5)
        changes = (rng.uniform(0, REQUESTS, 5), rng.integers(0, ACTORS, 5), rng.integers(0, 6, 5))
        told = simulate_service(
            arrival, ptr, rng.integers(0, ACTORS, ptr[-1]), hours, rng.integers(0, 4, ACTORS),
            rng.integers(0, 3, REQUESTS), changes,
        )  # fmt: skip
        yield f"random network {seed}", np.stack(told)


def scenarios(city: Path) -> Iterator[Scenario]:
    """Both poles and what lies between, and a regime that changes while requests are under way."""
    changes: dict[str, Any] = {"city": str(city), "staff_per_10000": 30.0}
    for name in PRESETS:
        yield load(name).replace(**changes)
    turn = {"enforcement_seat": "street", "communities_per_station": 3, "station_functions": "integrated"}
    yield load("hierarchy").replace(name="turned", timeline=[{"day": DAYS // 2, "rules": turn}], **changes)


def runs(city: Path) -> Iterator[tuple[str, NDArray[Any]]]:
    """All that a run leaves: needs, legs, integrals of the desks, books, hand-overs, trust."""
    for scenario in scenarios(city):
        model = GovernanceModel(scenario, rng=5, record_legs=True)
        model.run_for(DAYS)
        for table, rows in (
            ("needs", model.ledger.look(model.world)), ("legs", model.legs()), ("floor", model.world.floor)
        ):  # fmt: skip
            for name in rows.dtype.names or ():
                yield f"{scenario.name}, {table}: {name}", rows[name]
        yield f"{scenario.name}: books", model.world.activity
        yield f"{scenario.name}: hand-overs", model.world.hand_overs
        yield f"{scenario.name}: trust", model.record.trust


def told(city: Path) -> dict[str, NDArray[Any]]:
    """All of it by name."""
    return {**dict(networks()), **dict(runs(city))}


if __name__ == "__main__":
    np.savez(sys.argv[2], **told(Path(sys.argv[1])))  # type: ignore[arg-type]
