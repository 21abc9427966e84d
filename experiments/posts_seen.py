"""Posts by kind of institution and how busy they are, as runs come out: where the hours of an arm stand."""

from typing import TYPE_CHECKING

import pandas as pd

from experiments.provenance import Tabled
from experiments.runner import spread
from scenarios.library import load

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("arm", "seed", "kind", "posts", "posts_at_the_end", "at_work")


def see(name: str, seed: int, days: int) -> list[tuple[str, int, str, float, int, float]]:
    """One row a kind of institution: posts on duty, mean and at the horizon, and the share of their hours at work."""
    from model.governance import GovernanceModel

    model = GovernanceModel(load(name), rng=seed)
    model.run_for(days)
    seen, now = model.outcomes.observed(), model.world.orders
    rows = []
    for number, kind in enumerate(seen.kinds):
        mine = seen.actor_kind == number
        capacity = float(seen.capacity[mine].sum())
        if capacity > 0.0:
            posts = int(now["servers"][now["kind"] == number].sum())
            rows.append((name, seed, kind, capacity / seen.horizon, posts, float(seen.busy[mine].sum()) / capacity))
    return rows


def posts_seen(names: "Sequence[str]", seeds: int, days: int, workers: int = 1) -> Tabled:
    """The rows of `see` for scenarios of the library at seeds 1 to `seeds`; columns `COLUMNS`."""
    tasks = [(name, seed, days) for name in names for seed in range(1, seeds + 1)]
    found = dict(spread(see, tasks, workers, load(names[0])))
    table = pd.DataFrame([row for i in range(len(tasks)) for row in found[i]], columns=list(COLUMNS))
    return Tabled(tuple(names), tuple(load(name) for name in names), seeds, days, table)
