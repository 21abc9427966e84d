"""The ledger by calendar month: flows and stocks by category and vulnerability, and how each month's needs fared.

A month's *flows* are what happened in it, its *stocks* what stood at its last close. A *cohort* is the needs that arose
in a month, followed to the horizon and censored there, so that months can be compared.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.calendar import day_at
from model.estimators import kaplan_meier, mean, quantile_time, ratio, restricted_mean
from model.ledger import State
from model.observed import LIMIT_DAYS
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from model.governance import GovernanceModel

FLOWS = ("arose", "voiced", "responded", "resolved", "followed_up")
_CAME = (State.UNDERWAY, State.RESOLVED, State.CLOSED)


def months_of(model: "GovernanceModel") -> tuple[NDArray[np.int64], list[str]]:
    """(number of the month of each working day so far, names of the months as YYYY-MM)."""
    dates = [model.calendar.date(day) for day in range(model.day)]
    names = [f"{date:%Y-%m}" for date in dates]
    months = sorted(set(names))
    number = {name: i for i, name in enumerate(months)}
    return np.array([number[name] for name in names], dtype=np.int64), months


def day_of(times: NDArray[Any], name: str, hours: float) -> NDArray[np.int64]:
    """Working day of time stamps; what ends at the very close of a day belongs to that day."""
    if name in ("arose", "voiced"):
        return day_at(times, hours)
    return np.asarray((np.ceil(times / hours) - 1).astype(np.int64))


def by_month(model: "GovernanceModel") -> pd.DataFrame:
    """One row a month, category and vulnerability: what arose, was voiced, answered, resolved, followed up in it.

    Stocks at its last close: `open` requests that were voiced and not yet resolved. `hours` that institutions have
    spent up to the horizon on the requests first resolved in it, and their wages, `yuan`; what is done for no single
    request (delegated work, sittings, upkeep) has no category and stands in the days alone.
    """
    rows = model.ledger.look(model.world)
    month_of_day, months = months_of(model)
    weak = model.residents.columns["vulnerable"][rows["resident"]].astype(np.int64)
    shape = (len(months), len(CATEGORIES), 2)
    group = rows["category"].astype(np.int64) * 2 + weak
    came = np.isin(rows["state"], _CAME)
    flows = {}
    for name in FLOWS:
        known = np.isfinite(rows[name]) & (came | (name == "arose"))
        day = day_of(rows[name][known], name, model.hours)
        inside = (day >= 0) & (day < model.day)
        cell = month_of_day[day[inside]] * (2 * len(CATEGORIES)) + group[known][inside]
        flows[name] = np.bincount(cell, minlength=int(np.prod(shape))).reshape(shape)
        if name == "resolved":
            spent = np.bincount(cell, rows["hours"][known][inside], minlength=int(np.prod(shape)))
    month, category, vulnerable = (axis.ravel() for axis in np.indices(shape))
    table = {
        "month": np.array(months, dtype=object)[month],
        "category": np.array(CATEGORIES, dtype=object)[category],
        "vulnerable": vulnerable.astype(bool),
    }
    table |= {"arisen" if name == "arose" else name: flows[name].ravel() for name in FLOWS}
    table["open"] = (flows["voiced"] - flows["resolved"]).cumsum(axis=0).ravel()
    table |= {"hours": spent, "yuan": spent * model.scenario.resources.wage_yuan_per_hour}
    return pd.DataFrame(table)


def cohorts(model: "GovernanceModel") -> pd.DataFrame:
    """One row a month of arising and category: how its needs fared up to the horizon.

    `voiced_share`; restricted mean working hours from arising to voicing, response and resolution, with the median of
    the last (Kaplan–Meier; not-a-number where fewer than half are resolved); `within_standard` of those whose standard
    has ended; mean `satisfaction` of those who judged.
    """
    rows = model.ledger.look(model.world)
    month_of_day, months = months_of(model)
    horizon, standard = model.day * model.hours, model.standard_hours
    limit = min(LIMIT_DAYS * model.hours, horizon)
    day = np.clip(day_of(rows["arose"], "arose", model.hours), 0, model.day - 1)
    key = month_of_day[day] * len(CATEGORIES) + rows["category"]
    told = []
    for number in range(len(months) * len(CATEGORIES)):
        mine = rows[key == number]
        voiced = mine["voiced"] < horizon
        came = mine[voiced]
        left = horizon - mine["arose"]
        spoke = np.where(voiced, mine["voiced"] - mine["arose"], left)
        line: dict[str, object] = {
            "month": months[number // len(CATEGORIES)],
            "category": CATEGORIES[number % len(CATEGORIES)],
            "arisen": len(mine),
            "voiced_share": ratio(int(voiced.sum()), len(mine)),
            "time_to_voice": restricted_mean(kaplan_meier(spoke, voiced), limit),
        }
        for name, stamp in (("response_time", "responded"), ("resolution_time", "resolved")):
            happened = came[stamp] <= horizon
            curve = kaplan_meier(np.where(happened, came[stamp], horizon) - came["arose"], happened)
            line[name] = restricted_mean(curve, limit)
        line["resolution_median"] = quantile_time(curve)
        due = came["voiced"] + standard[came["item"]]
        ended = due <= horizon
        line["within_standard"] = ratio(int((came["resolved"] <= due)[ended].sum()), int(ended.sum()))
        line["satisfaction"] = mean(came["satisfaction"])
        told.append(line)
    return pd.DataFrame(told)
