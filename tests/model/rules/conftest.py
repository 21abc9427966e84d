"""A small district in which a rule can be tried alone, and how its quantities are read off."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from model.governance import GovernanceModel
from model.mechanisms.deciding import FALLOUT_KEYS
from model.routes import OWN_WORK
from model.tables import Activity
from scenarios.actors import KINDS
from scenarios.library import load
from tests.model.small import STILL

SIZE = 6541  # residents a community: then own work comes in the pieces a day that the parameters say
SIZED = {"staff_per_10000": 18.0}  # five posts at a committee, seven at a station, two of them for social work
DAYS = 120


class Lab:
    """Runs of small cities, and their quantities.

    `even`: two streets of four like communities; `pairs`: four streets of two; `single`: one community; `uneven`: as
    `even`, but with staff for neither what comes in nor for each other.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.even = self.city("even", [4, 4])
        self.pairs = self.city("pairs", [2, 2, 2, 2])
        self.single = self.city("single", [1])
        self.uneven = self.city("uneven", [4, 4], staff=(8, 14))

    def city(self, name: str, streets: list[int], staff: tuple[int, ...] = ()) -> Path:
        """A city file with so many like communities a street; `staff` is given out in turn."""
        places = [street for street, number in enumerate(streets) for _ in range(number)]
        lines = ["community,street,residents" + (",staff" if staff else "")]
        for i, street in enumerate(places):
            posts = f",{staff[i % len(staff)]}" if staff else ""
            lines.append(f"社{i:02d},街{street},{SIZE}{posts}")
        path = self.folder / f"{name}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def new(self, seed: int = 1, /, **changes: Any) -> GovernanceModel:
        """The hierarchy with these changes (`city` among them), before its first day."""
        city = changes.pop("city", self.even)
        scenario = load("hierarchy").replace(city=str(city), **(STILL | SIZED | changes))
        return GovernanceModel(scenario, rng=seed, record_legs=True)

    def run(self, seed: int = 1, /, **changes: Any) -> GovernanceModel:
        """The hierarchy with these changes (`city` and `days` among them), after some days."""
        days = changes.pop("days", DAYS)
        model = self.new(seed, **changes)
        model.run_for(days)
        return model

    def desks(self, model: GovernanceModel, *kinds: str) -> NDArray[np.bool_]:
        """Which desks are of these kinds."""
        return np.isin(model.world.orders["kind"], [KINDS.index(kind) for kind in kinds])

    def hours(self, model: GovernanceModel, activity: Activity, *kinds: str) -> float:
        """Hours in the books on an activity, of all kinds or of some."""
        return float(model.world.activity[self.desks(model, *(kinds or KINDS)), int(activity)].sum())

    def legs(self, model: GovernanceModel, activity: Activity | None = None, *kinds: str) -> NDArray[np.void]:
        """Realised legs of an activity at desks of some kinds."""
        legs = model.legs()
        legs = legs[self.desks(model, *(kinds or KINDS))[legs["actor"]]]
        mine: NDArray[np.void] = legs if activity is None else legs[legs["activity"] == int(activity)]
        return mine

    def wait(self, legs: NDArray[np.void]) -> float:
        """Mean wait of legs, working hours."""
        assert len(legs) > 1000
        return float((legs["started"] - legs["arrived"]).mean())

    def both(self, a: GovernanceModel, b: GovernanceModel) -> tuple[NDArray[np.void], NDArray[np.void]]:
        """The ledgers of two runs with the same needs, row by row, those left out that decisions brought about."""
        looked = a.ledger.look(a.world), b.ledger.look(b.world)
        rows = tuple(ledger[ledger["need"] % 8 != FALLOUT_KEYS] for ledger in looked)
        np.testing.assert_array_equal(rows[0]["need"], rows[1]["need"])
        return rows[0], rows[1]

    def fingerprint(self, model: GovernanceModel) -> bytes:
        """What a run was, to the last bit."""
        rows = model.ledger.look(model.world)
        return rows.tobytes() + model.world.activity.tobytes() + model.residents.columns["trust"].tobytes()

    def settings(self, model: GovernanceModel) -> dict[str, bytes]:
        """Every number by which a new model will go, under names that say whose and what."""
        world, told = model.world, {}
        for name in world.orders.dtype.names or ():
            for kind in KINDS:
                told[f"orders.{name}.{kind}"] = world.orders[name][self.desks(model, kind)]
        for name in world.steps.dtype.names or ():
            for activity in Activity:
                mine = world.steps["activity"] == int(activity)
                told[f"steps.{name}.{activity.name.lower()}"] = world.steps[name][mine]
        told |= {f"fusion.{name}": world.fusion[name] for name in world.fusion.dtype.names or ()}
        told |= {f"own_work.{work.key}": model.reception.own_work.mean[i] for i, work in enumerate(OWN_WORK)}
        for table in ("skill", "role_actor", "routes", "candidates", "intake_role", "hand_hours", "hand_kept"):
            told[table] = getattr(world, table)
        told |= {"duty": model.duty, "way_hours": model.voicing.way_hours}
        told |= {f"residents.{name}": column for name, column in model.residents.columns.items()}
        moved = model.reception.reallocation
        told |= {"moved.share": np.array(moved.share), "moved.home": np.array(list(moved.home.items()))}
        told |= {"moved.settling": np.array(moved.settling), "moved.weeks": np.array(moved.weeks)}
        return {name: np.ascontiguousarray(numbers).tobytes() for name, numbers in told.items()}

    def differing(self, key: str, values: tuple[object, object], /, **rules: Any) -> set[str]:
        """What differs between two new models in which one parameter does."""
        a, b = (self.settings(self.new(**rules, **{key: value})) for value in values)
        return {name for name in a if a[name] != b[name]}


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """Small cities, and how to read off what happens in them."""
    return Lab(tmp_path_factory.mktemp("lab"))
