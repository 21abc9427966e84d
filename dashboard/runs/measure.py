"""What is read of a model while it runs: outcomes, communities, promises kept. Looking changes nothing."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.runs.frames import PLACES, PROMISED
from model.estimators import ratio
from model.governance import GovernanceModel
from model.ledger import State
from model.observed import Observed
from model.outcomes import evaluate


def point(model: GovernanceModel) -> tuple[float, ...]:
    """Every outcome of a run so far, in the order of `OUTCOMES`: the values of `model.outcomes.frame()`."""
    return tuple(evaluate(model.outcomes.observed()).values())


def happened(observed: Observed) -> dict[str, NDArray[np.bool_]]:
    """For each of `PROMISED`, which needs (n,) came so far: each step is counted among those of the step before."""
    requests, horizon = observed.requests, observed.horizon
    came = observed.voiced
    resolved = came & (requests["resolved"] <= horizon)
    return {
        "arisen": np.ones(len(came), dtype=np.bool_),
        "voiced": came,
        "answered": came & ((requests["responded"] <= horizon) | resolved),
        "resolved": resolved,
        "followed_up": resolved & (requests["followed_up"] <= horizon),
    }


def promises(model: GovernanceModel) -> pd.DataFrame:
    """The four promises of the article (voiced, answered, resolved, followed up): how many needs came how far.

    One row a group ("all", "vulnerable", "others"): `group`, and a count for each of `PROMISED`.
    """
    observed = model.outcomes.observed()
    steps = happened(observed)
    weak = np.asarray(observed.requests["vulnerable"], dtype=np.bool_)
    groups = {"all": np.ones_like(weak), "vulnerable": weak, "others": ~weak}
    rows = [
        {"group": name, **{step: int((came & mine).sum()) for step, came in steps.items()}}
        for name, mine in groups.items()
    ]
    return pd.DataFrame(rows, columns=["group", *PROMISED])


def places(model: GovernanceModel, arm: int) -> pd.DataFrame:
    """How each community stands now, one row each: the columns of `PLACES`.

    `residents` persons; `backlog` voiced requests not yet resolved once and `unvoiced` needs borne in silence, both
    counts; `voiced_share` of all that arose, `resolved_share` of the voiced, `satisfaction` mean of the latest
    judgements, 0 to 1; not-a-number where there is nothing to divide by.
    """
    rows = model.ledger.look(model.world)
    there = model.scenario.city.communities
    place = rows["place"]
    now = model.day * model.hours
    voiced = rows["voiced"] < now
    resolved = voiced & (rows["resolved"] <= now)
    judged = voiced & np.isfinite(rows["satisfaction"])

    def count(which: NDArray[np.bool_], weights: NDArray[Any] | None = None) -> NDArray[Any]:
        return np.bincount(place[which], None if weights is None else weights[which], minlength=len(there))

    arisen, came, went = np.bincount(place, minlength=len(there)), count(voiced), count(resolved)
    return pd.DataFrame(
        {
            "arm": arm,
            "day": model.day,
            "community": [community.community for community in there],
            "street": [community.street for community in there],
            "residents": [community.residents for community in there],
            "backlog": came - went,
            "unvoiced": count(rows["state"] == State.UNVOICED),
            "voiced_share": shares(came, arisen),
            "resolved_share": shares(went, came),
            "satisfaction": shares(count(judged, rows["satisfaction"].astype(np.float64)), count(judged)),
        },
        columns=list(PLACES),
    )


def shares(part: NDArray[Any], whole: NDArray[Any]) -> list[float]:
    """Part of whole, one by one; not-a-number of nothing."""
    return [ratio(float(a), float(b)) for a, b in zip(part, whole, strict=True)]
