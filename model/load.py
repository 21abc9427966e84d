"""Offered load: the hours that come to each kind of actor, before any queue forms.

The same model runs with unlimited posts, so that nothing waits, nothing is passed on for load, and no visit is ordered
from free hours; what its actors are busy with is what is offered to them. Divided by their posts it is the offered ρ.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from agents.institution import Institution
from model.governance import GovernanceModel
from model.tables import Floats, Ints

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

UNLIMITED = 1_000_000
WARM_UP_DAYS, COUNTED_DAYS = 10, 250


def offered_load(scenario: "Scenario", seed: int = 1, warm_up_days: int = WARM_UP_DAYS) -> pd.DataFrame:
    """Offered load by kind of actor and, for stations, by window.

    Columns: `kind`, `roles`, `desks`, `posts`, `capacity` and `offered` in hours a working day, `load` = offered ρ,
    `highest` the largest ρ of a single desk, `above_1` how many desks are offered more than they have. A year is
    counted after `warm_up_days`; what is borne long goes on coming in for some months more. Studios, which take posts
    and their cases with them, are not founded; posts are those of the first day, and no timeline begins.
    """
    model = GovernanceModel(scenario.replace(studios=False, timeline=[]), rng=seed)
    posts = model.world.orders["servers"].copy()
    model.standing.staff(UNLIMITED)
    model.reception.reallocation.share = 0.0
    model.committees = []
    model.run_for(warm_up_days)
    before = model.world.floor["busy_hours"].copy()
    model.run_for(COUNTED_DAYS)
    busy = (model.world.floor["busy_hours"] - before) / COUNTED_DAYS
    return load_table(model.rows, posts, busy, model.hours)


def load_table(rows: list[tuple[Institution, int]], posts: Ints, offered: Floats, hours: float) -> pd.DataFrame:
    """The table of `offered_load` from `offered` hours a working day by desk; `hours` are those of a post a day.

    A desk without posts to which hours come is offered infinitely more than it has.
    """
    capacity = posts * hours
    none = np.where(offered > 0.0, np.inf, np.nan)
    load = np.divide(offered, capacity, out=none, where=capacity > 0.0)
    table = pd.DataFrame(
        {
            "kind": [institution.kind for institution, _ in rows],
            "roles": ["+".join(institution.desks[number].roles) for institution, number in rows],
            "desks": 1,
            "posts": posts,
            "capacity": capacity,
            "offered": offered,
            "highest": load,
            "above_1": load > 1.0,
        }
    )
    how = dict.fromkeys(("desks", "posts", "capacity", "offered", "above_1"), "sum") | {"highest": "max"}
    by_kind = table.groupby(["kind", "roles"], sort=False, as_index=False).agg(how)
    by_kind["load"] = by_kind["offered"] / by_kind["capacity"]
    return by_kind[["kind", "roles", "desks", "posts", "capacity", "offered", "load", "highest", "above_1"]]
