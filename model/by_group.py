"""Outcomes of some residents, and of the needs since some day: the district's own estimators over a part of a run.

A part is again an `Observed`, with the requests and residents of that part alone, so every outcome keeps its one
definition. Only outcomes that ask for nothing but requests and residents have a meaning for a part: hours, money and
what institutions do stay the district's, and are not among `GROUPED` and `SINCE`.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.observed import Observed
from model.outcomes import OUTCOMES

if TYPE_CHECKING:
    from model.governance import GovernanceModel

type Integers = NDArray[np.integer[Any]]

# Outcomes of a group of residents: those that are of its requests, its trust, and its satisfaction.
GROUPED = (
    "voiced_share", "time_to_voice", "unvoiced_stock", "escalated", "response_time", "resolution_time",
    "resolution_mean", "within_standard", "resolved_share", "backlog", "followed_up_share", "reopened_share",
    "satisfaction", "resident_satisfaction", "trust_committee", "trust_station", "trust_government",
    "trust_organization", "hand_overs", "passed_on",
)  # fmt: skip
# Outcomes that follow needs from their arising, and so can be counted of those alone that arose from some day on.
SINCE = tuple(outcome.key for outcome in OUTCOMES if outcome.kind == "cohort")
AGES = ("under_18", "18_to_59", "over_60")  # in the order of the residents' column `age_band`
_ESTIMATORS = {outcome.key: outcome.estimator for outcome in OUTCOMES}


def values_of(observed: Observed, keys: tuple[str, ...]) -> dict[str, float]:
    """Some outcomes by their keys."""
    return {key: float(_ESTIMATORS[key](observed)) for key in keys}


def since(observed: Observed, hour: float) -> Observed:
    """The needs that arose, and the applications that were sent, from this working hour on.

    What of it ends after the horizon is censored there as before; residents, hours and money stay those of the run.
    """
    rows = np.flatnonzero(observed.arose >= hour)
    sent = observed.applications
    return replace(
        observed,
        requests={name: column[rows] for name, column in observed.requests.items()},
        applications=sent[sent[:, 0] >= hour] if len(sent) else sent,
    )


def split(observed: Observed, code: Integers, groups: int) -> Iterator[Observed]:
    """The run by group of residents; `code` (residents,) is the group of each, from 0 to `groups` − 1.

    Requests and residents of a group keep their order, so that a group of all is the district to the last bit.
    """
    of_request = code[observed.requests["resident"]]
    by_request, by_resident = (np.argsort(x, kind="stable") for x in (of_request, code))
    requests = {name: column[by_request] for name, column in observed.requests.items()}
    people = {name: getattr(observed, name)[by_resident] for name in _OF_RESIDENTS}
    edges = (np.searchsorted(np.sort(x), np.arange(groups + 1)) for x in (of_request, code))
    for (first, end), (low, high) in zip(*(zip(e[:-1].tolist(), e[1:].tolist(), strict=True) for e in edges),
                                         strict=True):  # fmt: skip
        yield replace(
            observed,
            requests={name: column[first:end] for name, column in requests.items()},
            residents=high - low,
            **{name: column[low:high] for name, column in people.items()},
        )


_OF_RESIDENTS = ("trust", "satisfaction", "vulnerable", "age_band", "community")


def breakdowns(observed: Observed, places: tuple[str, ...]) -> dict[str, tuple[Integers, tuple[str, ...]]]:
    """The group of each resident, and the groups' names, by breakdown; `places` are the communities in their order.

    `oldest` splits at 60 alone, so that those of 60 and more can be held against all others.
    """
    age = np.asarray(observed.age_band)
    return {
        "all": (np.zeros(len(age), dtype=np.int8), ("all",)),
        "vulnerability": (observed.vulnerable.astype(np.int8), ("others", "vulnerable")),
        "age": (age, AGES),
        "oldest": ((age == len(AGES) - 1).astype(np.int8), ("under_60", "over_60")),
        "community": (np.asarray(observed.community), places),
    }


def by_group(observed: Observed, places: tuple[str, ...]) -> pd.DataFrame:
    """One row a breakdown, group and outcome of `GROUPED`: `breakdown`, `group`, `residents`, `needs`, `outcome`,
    `value`. What a group does not have, such as a request, leaves not-a-number.
    """
    rows = []
    for breakdown, (code, names) in breakdowns(observed, places).items():
        for name, part in zip(names, split(observed, code, len(names)), strict=True):
            about = (breakdown, name, part.residents, len(part.arose))
            rows += [(*about, key, value) for key, value in values_of(part, GROUPED).items()]
    return pd.DataFrame(rows, columns=["breakdown", "group", "residents", "needs", "outcome", "value"])


def read_groups(model: "GovernanceModel") -> pd.DataFrame:
    """`by_group` of a run so far."""
    return by_group(model.outcomes.observed(), tuple(place.community for place in model.scenario.city.communities))


def read_since(model: "GovernanceModel", shares: tuple[float, ...] = (0.25, 0.5)) -> pd.DataFrame:
    """The outcomes of `SINCE` over needs that arose after these shares of the run: `since_day`, `outcome`, `value`."""
    observed = model.outcomes.observed()
    rows = []
    for day in sorted({int(share * model.day) for share in shares} - {0}):  # from day 0 on is the whole
        part = since(observed, day * model.hours)
        rows += [(day, key, value) for key, value in values_of(part, SINCE).items()]
    return pd.DataFrame(rows, columns=["since_day", "outcome", "value"])
