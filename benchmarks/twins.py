"""The model beside its Mesa twins: what they share, where they differ, and what a day costs each.

`python -m benchmarks.twins [--residents N] [--days D] [--seed S] [--regime KEY]` runs all three on the same needs,
prints the largest difference and the processor time of a day.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.event_mesa import EventDistrict
from benchmarks.plain.district import District
from benchmarks.plain_mesa import PlainDistrict
from model.governance import GovernanceModel
from model.tables import NOBODY, Activity
from scenarios.library import load
from scenarios.rules import RULES
from scenarios.scenario import Scenario

COVERED = ("R1", "R2", "R3", "R4", "R8", "R9")
"""The rules that the twins know; all others stay at the hierarchy's pole."""

OFF: dict[str, Any] = {
    # Social workers are all alike and stay.
    "turnover_a_year": 0.0,
    "learning_gain": 0.0,
    "licence_premium": 0.0,
    # Nobody applies for anything at civil affairs, and nobody claims the credit for an overlap's request.
    "applications_registration": 0.0,
    "applications_grant": 0.0,
    "applications_posts": 0.0,
    "credit_stake": 0.0,
    # Collective needs are borne, fade or go over everyone's head, so that no issue waits for a decision.
    "reach_collective": 0.0,
}
"""What goes on under any rules and the twins leave out."""

EXACT = ("need", "resident", "item", "place", "origin", "channel", "duty", "state", "hand_overs", "passes",
         "reopened", "defect")  # fmt: skip
TIMES = ("arose_calendar", "arose", "voiced_calendar", "voiced", "responded", "resolved", "followed_up")
OF_A_LEG = ("serial", "step", "actor", "rank", "copy", "activity", "kept")

type Which = Literal["ours", "plain", "event"]
type Columns = dict[str, NDArray[Any]]


def regimes() -> dict[str, dict[str, Any]]:
    """Changes of rules by the name of a regime: the hierarchy, each covered rule at the network's pole, and all."""
    mine = {card.id: card.at("network") for card in RULES if card.id in COVERED}
    every = {key: value for changes in mine.values() for key, value in changes.items()}
    return {"hierarchy": {}} | mine | {"all": every}


def town(residents: int, communities: int = 6, streets: int = 2) -> list[dict[str, object]]:
    """A small city as data, in communities of unlike size."""
    shares = [1.0 + 0.1 * (number % 3) for number in range(communities)]
    edges = [round(residents * sum(shares[:number]) / sum(shares)) for number in range(communities + 1)]
    return [
        {"community": f"C{number}", "street": f"S{number * streets // communities}", "residents": end - begin}
        for number, (begin, end) in enumerate(zip(edges[:-1], edges[1:], strict=True))
    ]


def district(residents: int) -> list[dict[str, object]]:
    """The ready district with so many residents in all."""
    places = load("hierarchy").city.communities
    whole = sum(place.residents for place in places)
    return [
        {"community": place.community, "street": place.street, "residents": round(place.residents * residents / whole)}
        for place in places
    ]


def scenario(city: list[dict[str, object]], **changes: Any) -> Scenario:
    """The hierarchy in this city, without what the twins leave out, and with these changes."""
    return load("hierarchy").replace(city=city, **(OFF | changes))


# --- the same day?
@dataclass
class Compared:
    """`unequal` numbers of entries that should be the same and are not, `apart` largest differences, both by name."""

    unequal: dict[str, int] = field(default_factory=dict)
    apart: dict[str, float] = field(default_factory=dict)

    def exact(self, name: str, ours: NDArray[Any], theirs: NDArray[Any]) -> None:
        """These should be equal."""
        same_shape = ours.shape == theirs.shape
        self.unequal[name] = int((ours != theirs).sum()) if same_shape else abs(len(ours) - len(theirs))

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
            "origin": int(one.escalated),
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
    return {name: np.array(column) for name, column in zip(names, zip(*twin.legs, strict=True), strict=True)}


# --- what a day costs
TWINS: dict[Which, Callable[[Scenario, int], GovernanceModel | District]] = {
    "ours": GovernanceModel,
    "plain": PlainDistrict,
    "event": EventDistrict,
}


def seconds(
    which: Which, residents: int, days: int, seed: int = 1, regime: str = "hierarchy", warm_up_days: int = 5
) -> float:
    """Processor seconds of so many days of the ready district with so many residents, after set-up and some days.

    Args:
        which: `ours`, or one of the twins, `plain` and `event`.
        residents: Residents of the district in all, in 6 streets and 54 communities.
        days: Working days that are timed.
        seed: The seed.
        regime: One of `regimes`.
        warm_up_days: Days before the clock starts, on which queues fill.
    """
    model = TWINS[which](scenario(district(residents), **regimes()[regime]), seed)
    model.run_for(warm_up_days)
    began = time.process_time()
    model.run_for(days)
    return time.process_time() - began


def run_plain(residents: int, days: int, seed: int = 1, regime: str = "hierarchy") -> float:
    """Processor seconds of so many days in plain Mesa (`seconds`)."""
    return seconds("plain", residents, days, seed, regime)


def run_event(residents: int, days: int, seed: int = 1, regime: str = "hierarchy") -> float:
    """Processor seconds of so many days in event-driven Mesa (`seconds`)."""
    return seconds("event", residents, days, seed, regime)


def run_ours(residents: int, days: int, seed: int = 1, regime: str = "hierarchy") -> float:
    """Processor seconds of so many days in Sanshe (`seconds`)."""
    return seconds("ours", residents, days, seed, regime)
