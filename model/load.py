"""Offered load: the hours that come to each kind of actor, before any queue forms.

The same model runs with unlimited posts, so that nothing waits, nothing is passed on for load, and no visit is ordered
from free hours; what its actors are busy with is what is offered to them. Divided by their posts it is the offered ρ.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.governance import GovernanceModel
from scenarios.actors import KINDS

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

UNLIMITED = 1_000_000
WARM_UP_DAYS, COUNTED_DAYS = 10, 250


def offered_load(scenario: "Scenario", seed: int = 1) -> pd.DataFrame:
    """Offered load by kind of actor and, for stations, by window.

    Columns: `kind`, `roles`, `desks`, `posts`, `capacity` and `offered` in hours a working day, `load` = offered ρ,
    `highest` the largest ρ of a single desk.
    """
    model = GovernanceModel(scenario, rng=seed)
    orders = model.world.orders
    posts = orders["servers"].copy()
    orders["servers"] = UNLIMITED
    model.reception.reallocation.share = 0.0
    model.committees = []
    model.run_for(WARM_UP_DAYS)
    before = model.world.floor["busy_hours"].copy()
    model.run_for(COUNTED_DAYS)
    busy = (model.world.floor["busy_hours"] - before) / COUNTED_DAYS
    roles = ["+".join(i.desks[n].roles) for i, n in model.rows]
    table = pd.DataFrame(
        {
            "kind": [KINDS[k] for k in orders["kind"]],
            "roles": roles,
            "desks": 1,
            "posts": posts,
            "capacity": posts * model.hours,
            "offered": busy,
            "highest": np.divide(busy, posts * model.hours, out=np.full(len(posts), np.nan), where=posts > 0),
        }
    )
    how = {"desks": "sum", "posts": "sum", "capacity": "sum", "offered": "sum", "highest": "max"}
    by_kind = table.groupby(["kind", "roles"], sort=False, as_index=False).agg(how)
    by_kind["load"] = by_kind["offered"] / by_kind["capacity"]
    return by_kind[["kind", "roles", "desks", "posts", "capacity", "offered", "load", "highest"]]
