"""The model beside its Mesa twins: what they share, where they differ, and what a day costs each.

`python -m benchmarks.twins [--residents N] [--days D] [--seed S]` runs all three on the same needs under every regime
that the twins know, and prints what is unequal and how far apart they are at most.
"""

import argparse
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.event_mesa import EventDistrict
from benchmarks.plain.district import District
from benchmarks.plain.setting import DENSE, dense_town, district, regimes, scenario
from benchmarks.plain_mesa import PlainDistrict
from model.governance import GovernanceModel
from model.ledger import ORIGINS
from model.tables import NOBODY, Activity
from scenarios.scenario import Scenario

EXACT = ("need", "resident", "item", "place", "origin", "channel", "duty", "state", "hand_overs", "passes",
         "reopened", "defect")  # fmt: skip
TIMES = ("arose_calendar", "arose", "voiced_calendar", "voiced", "responded", "resolved", "followed_up")
OF_A_LEG = ("serial", "step", "actor", "rank", "copy", "activity", "kept")

type Columns = dict[str, NDArray[Any]]


# --- the same day?
@dataclass
class Compared:
    """`unequal` numbers of entries that should be the same and are not, `apart` largest differences, both by name."""

    unequal: dict[str, int] = field(default_factory=dict)
    apart: dict[str, float] = field(default_factory=dict)

    def exact(self, name: str, ours: NDArray[Any], theirs: NDArray[Any]) -> None:
        """These should be equal."""
        same_shape = ours.shape == theirs.shape
        self.unequal[name] = int((ours != theirs).sum()) if same_shape else max(ours.size, theirs.size)

    def near(self, name: str, ours: NDArray[Any], theirs: NDArray[Any]) -> None:
        """These should be nearly equal; what is unknown to one is to be unknown to the other."""
        ours, theirs = ours.astype(np.float64), theirs.astype(np.float64)
        self.exact(f"{name} known", np.isnan(ours), np.isnan(theirs))
        if ours.shape == theirs.shape:
            self.apart[name] = float(np.nanmax(np.abs(ours - theirs), initial=0.0))

    @property
    def differing(self) -> dict[str, int]:
        """What is not the same, by name."""
        return {name: number for name, number in self.unequal.items() if number}

    @property
    def furthest(self) -> float:
        """The largest difference of all."""
        return max(self.apart.values())


def differences(setting: Scenario, seed: int, days: int, kind: type[District]) -> Compared:
    """Run the model and a twin of this kind side by side, and compare them."""
    model, twin = GovernanceModel(setting, seed, record_legs=True), kind(setting, seed, record_legs=True)
    model.run_for(days)
    twin.run_for(days)
    return compare(model, twin)


def compare(model: GovernanceModel, twin: District) -> Compared:
    """Hold a run of the model, which has kept its legs, against one of a twin."""
    found = Compared()
    ledger = model.ledger.look(model.world)
    theirs = requests_of(twin)
    for name in EXACT:
        found.exact(name, ledger[name].astype(np.int64), theirs[name])
    for name in (*TIMES, "severity", "satisfaction", "hours"):
        found.near(name, ledger[name], theirs[name])
    cases = np.flatnonzero(model.ledger.row_of_case >= 0)
    live = model.ledger.row_of_case[cases]
    found.exact("owner", model.world.cases["owner"][cases].astype(np.int64), theirs["owner"][live])
    legs, leg_columns = model.legs(), legs_of(twin)
    for name in OF_A_LEG:
        found.exact(f"leg {name}", legs[name].astype(np.int64), leg_columns[name])
    for name in ("arrived", "started", "finished"):
        found.near(f"leg {name}", legs[name], leg_columns[name])
    for name in ("trust", "expectation", "satisfaction"):
        column = np.array([getattr(resident, name) for resident in twin.residents], dtype=np.float32)
        found.near(f"residents' {name}", model.residents.columns[name], column)
    found.exact("posts", model.world.orders["servers"], np.array([desk.posts for desk in twin.desks]))
    for name in ("busy_hours", "queue_hours"):
        found.near(name, model.world.floor[name], np.array([getattr(desk, name) for desk in twin.desks]))
    for name, ours in (("unvoiced", model.record.unvoiced), ("trust", model.record.trust)):
        found.near(f"daily {name}", ours, np.array(twin.datacollector.model_vars[name]).astype(ours.dtype))
    books = np.array([[desk.books[activity] for activity in Activity] for desk in twin.desks])
    found.near("books", model.world.activity, books)
    return found


def requests_of(twin: District) -> Columns:
    """The requests of a twin as columns that have the names of the model's ledger."""
    number = {resident: row for row, resident in enumerate(twin.residents)}
    rows = [
        {
            "need": one.key,
            "resident": number[one.resident],
            "item": one.item,
            "place": one.place,
            "origin": ORIGINS.index(one.origin),
            "channel": one.channel,
            "duty": int(one.duty) if one.serial >= 0 else NOBODY,
            "state": int(one.state),
            "hand_overs": one.hand_overs,
            "passes": one.passes,
            "reopened": one.reopened,
            "defect": int(one.defect),
            "owner": NOBODY if one.owner is None else one.owner.row,
            "arose_calendar": one.arose_calendar,
            "arose": one.arose,
            "voiced_calendar": one.voiced_calendar,
            "voiced": one.voiced,
            "responded": one.responded,
            "resolved": one.first_resolved,
            "followed_up": one.followed,
            "severity": one.severity,
            "satisfaction": one.satisfaction,
            "hours": np.float32(one.hours),
        }
        for one in twin.requests
    ]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def legs_of(twin: District) -> Columns:
    """The legs of a twin as columns, in the order in which they ended."""
    names = (*OF_A_LEG, "arrived", "started", "finished")
    return {name: np.array(column) for name, column in zip(names, zip(*(twin.legs or ()), strict=True), strict=True)}


# --- what a day costs
def seconds(
    kind: type[GovernanceModel | District],
    residents: int,
    days: int,
    seed: int = 1,
    regime: str = "hierarchy",
    warm_up_days: int = 5,
) -> float:
    """Processor seconds of so many days of the ready district with so many residents, after set-up and some days.

    Args:
        kind: The model, or a twin.
        residents: Residents of the district in all, in 6 streets and 54 communities.
        days: Working days that are timed.
        seed: The seed.
        regime: One of `benchmarks.plain.setting.regimes`.
        warm_up_days: Days before the clock starts, in which kernels are loaded and queues fill.
    """
    model = kind(scenario(district(residents), **regimes()[regime]), seed)
    model.run_for(warm_up_days)
    began = time.process_time()
    model.run_for(days)
    return time.process_time() - began


def run_plain(residents: int, days: int, seed: int = 1, regime: str = "hierarchy") -> float:
    """Processor seconds of so many days in plain Mesa (`seconds`)."""
    return seconds(PlainDistrict, residents, days, seed, regime)


def run_event(residents: int, days: int, seed: int = 1, regime: str = "hierarchy") -> float:
    """Processor seconds of so many days in event-driven Mesa (`seconds`)."""
    return seconds(EventDistrict, residents, days, seed, regime)


def run_ours(residents: int, days: int, seed: int = 1, regime: str = "hierarchy") -> float:
    """Processor seconds of so many days of the model (`seconds`)."""
    return seconds(GovernanceModel, residents, days, seed, regime)


def main() -> None:
    """Run the model and both twins on the same needs, and print how far apart they are."""
    parser = argparse.ArgumentParser(prog="benchmarks.twins", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--residents", type=int, default=5_000)
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    for name, rules in regimes().items():
        for kind in (PlainDistrict, EventDistrict):
            found = differences(scenario(dense_town(told.residents), **(DENSE | rules)), told.seed, told.days, kind)
            unequal = ", ".join(f"{what}: {number}" for what, number in found.differing.items()) or "none"
            print(f"{name:<10} {kind.__name__:<14} entries unequal: {unequal}; furthest apart: {found.furthest:.3g}")


if __name__ == "__main__":
    main()
