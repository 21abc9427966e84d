"""Quantities of one run in which the benefit or the price of a rule is seen, read off a model at its horizon.

Each function here makes a reading: a function of the model. Mind what is read of few: a mean over a hundred decisions
is rougher than one over ten thousand requests.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.calendar import AFTERNOON, DAY_HOURS
from model.coverage import reached
from model.estimators import mean, ratio
from model.governance import GovernanceModel
from model.ledger import ORIGINS
from model.mechanisms.careers import Careers
from model.mechanisms.communities import wealth
from model.mechanisms.complexes import HOUSE
from model.mechanisms.deliberation import Deliberation
from model.observed import Observed
from model.outcomes import OUTCOMES
from model.streams import Purpose
from model.tables import Activity
from scenarios.actors import CATEGORIES, KINDS
from scenarios.issues import load_issues

type Reading = Callable[[GovernanceModel], float]
type Bools = NDArray[np.bool_]
type Chosen = Callable[[GovernanceModel, dict[str, NDArray[Any]]], Bools]
"""Which rows of the requests are looked at, by their columns (`model.observed.Observed`)."""


@dataclass(frozen=True)
class Measure:
    """A quantity of one run: what it is called, its unit, how it is read off a model at its horizon."""

    name: str
    unit: str
    read: Reading


# --- outcomes
def outcome(key: str, chosen: Chosen | None = None) -> Reading:
    """An outcome by its key, of all requests or of those chosen."""
    estimator = next(one for one in OUTCOMES if one.key == key).estimator

    def read(model: GovernanceModel) -> float:
        return float(estimator(seen_of(model, chosen)))

    return read


def seen_of(model: GovernanceModel, chosen: Chosen | None) -> Observed:
    """What is seen of a run, of all requests or of those chosen."""
    seen = model.outcomes.observed()
    if chosen is None:
        return seen
    rows = chosen(model, seen.requests)
    return replace(seen, requests={name: column[rows] for name, column in seen.requests.items()})


def of_category(name: str) -> Chosen:
    """Requests of a category."""
    return lambda _, requests: np.asarray(requests["category"] == CATEGORIES.index(name))


def with_a_price(model: GovernanceModel, requests: dict[str, NDArray[Any]], most: float = np.inf) -> Bools:
    """Requests about issues whose decision costs money, and no more than `most` yuan."""
    issues = load_issues()
    dear = np.array([item.key in issues and 0.0 < issues[item.key].yuan <= most for item in model.items])
    return np.asarray(dear[requests["item"]])


def of_those(column: str, value: bool) -> Chosen:
    """Requests of residents by a trait of theirs."""
    return lambda model, requests: np.asarray(model.residents.columns[column][requests["resident"]] == value)


def needs_of_the_others(model: GovernanceModel) -> float:
    """Needs that residents who are not vulnerable bear in silence at the horizon, per 1,000 of them."""
    seen = model.outcomes.observed()
    return 1000.0 * float((~seen.requests["vulnerable"][seen.borne]).sum()) / float((~seen.vulnerable).sum())


def needs_that_arise(model: GovernanceModel) -> float:
    """Needs that arose, without those that decisions brought about, per 1,000 residents a year."""
    seen = model.outcomes.observed()
    return float(of_themselves(seen).sum()) / seen.resident_years


def of_themselves(seen: Observed) -> Bools:
    """Which needs arose by themselves, and were not brought about by decisions."""
    return np.asarray(seen.requests["origin"] != ORIGINS.index("fallout"))


def told_at_the_door(model: GovernanceModel) -> float:
    """Needs that were told to visitors, per 1,000 residents a year: those voiced at the close of a day to the hour."""
    seen = model.outcomes.observed()
    close = AFTERNOON + model.calendar.half
    return float((seen.requests["voiced_calendar"] % DAY_HOURS == close).sum()) / seen.resident_years


def answered(category: str) -> Reading:
    """Mean time from voicing to the first answer of a category's requests that were answered, working hours."""

    def read(model: GovernanceModel) -> float:
        rows = model.ledger.look(model.world)
        mine = rows[(rows["category"] == CATEGORIES.index(category)) & np.isfinite(rows["responded"])]
        return mean(mine["responded"] - mine["voiced"])

    return read


# --- hours and waits
def desks_of(model: GovernanceModel, *kinds: str, role: str = "") -> Bools:
    """Which rows are desks of these kinds (all, if none is named), with a role if one is named, (A,)."""
    mine = np.isin(model.world.orders["kind"], [KINDS.index(kind) for kind in kinds or KINDS])
    if role:
        mine &= np.array([role in institution.desks[number].roles for institution, number in model.rows])
    return mine


def legs_at(model: GovernanceModel, *kinds: str, role: str = "", activity: Activity | None = None) -> NDArray[np.void]:
    """Legs at desks of these kinds, or with a role, of one activity or all."""
    legs = model.legs()
    mine = desks_of(model, *kinds, role=role)[legs["actor"]]
    if activity is not None:
        mine &= legs["activity"] == int(activity)
    return np.asarray(legs[mine])


def hours(activity: Activity | tuple[Activity, ...], *kinds: str) -> Reading:
    """Hours a working day that desks of some kinds, or all, spend on an activity or several."""
    those = [int(one) for one in (activity if isinstance(activity, tuple) else (activity,))]

    def read(model: GovernanceModel) -> float:
        return float(model.world.activity[desks_of(model, *kinds)][:, those].sum()) / model.day

    return read


def waiting(*kinds: str, role: str = "", until: int | None = None) -> Reading:
    """Mean wait of what came to desks of these kinds, or to one role's, working hours; `until` before a working day."""

    def read(model: GovernanceModel) -> float:
        mine = legs_at(model, *kinds, role=role)
        if until is not None:
            mine = mine[mine["arrived"] < until * model.hours]
        return mean(mine["started"] - mine["arrived"])

    return read


def waiting_for(activity: Activity, *kinds: str, role: str = "") -> Reading:
    """Mean wait of one activity's pieces at desks of these kinds, or of one role, working hours."""

    def read(model: GovernanceModel) -> float:
        mine = legs_at(model, *kinds, role=role, activity=activity)
        return mean(mine["started"] - mine["arrived"])

    return read


def taking(activity: Activity, *kinds: str) -> Reading:
    """Mean hours that one piece of an activity takes at desks of these kinds."""

    def read(model: GovernanceModel) -> float:
        mine = legs_at(model, *kinds, activity=activity)
        return mean(mine["finished"] - mine["started"])

    return read


def hand_overs_in_complexes(share: float) -> Reading:
    """Hand-over hours a day at the desks that a complex houses, in the communities that have one at this share."""

    def read(model: GovernanceModel) -> float:
        has = reached(model.scenario.city, Purpose.COMPLEX_ORDER, share)
        there = np.array([bool(one.places) and bool(has[list(one.places)].all()) for one, _ in model.rows])
        mine = there & desks_of(model, *HOUSE, "station")
        return float(model.world.activity[mine, int(Activity.HANDOVER)].sum()) / model.day

    return read


def volunteers(model: GovernanceModel) -> float:
    """Hours that volunteers and neighbours gave, per 1,000 residents a year."""
    return model.voicing.volunteer_hours / model.outcomes.observed().resident_years


# --- issues and decisions
def agenda_time(model: GovernanceModel) -> float:
    """Mean time from the first request about an issue until it is on an agenda, of the decided, working hours."""
    told = _decisions(model)
    return mean(told["agenda"] - told["opened"])


def leaders_distance(model: GovernanceModel) -> float:
    """Mean distance of decisions from the ideal of the leaders whom those know who raised them, 0 to 1."""
    return mean(_decisions(model)["to_leaders"])


def decision_time(*reaches: str) -> Reading:
    """Mean time from the first request about an issue to its decision, of items of some reach, working hours."""

    def read(model: GovernanceModel) -> float:
        told, issues = _decisions(model), load_issues()
        keys = [model.items[int(item)].key for item in told["item"]]
        mine = np.array([issues[key].reach in reaches for key in keys], dtype=np.bool_)
        return mean((told["decided"] - told["opened"])[mine])

    return read


# --- money
def paid_for(model: GovernanceModel) -> float:
    """Share of the projects proposed so far that were paid for."""
    return ratio(model.projects.funded, model.projects.proposed)


def raised(model: GovernanceModel) -> tuple[float, float]:
    """What the rich and the poor quarter of communities raised, yuan per 1,000 residents a year."""
    places = model.scenario.city.communities
    got = {f"fund {place.community}": 0 for place in places}
    for (_, payee, purpose), amount in model.accounts.flows.items():
        if purpose in ("sponsorship", "contribution", "grant"):
            got[payee] += amount
    people = np.array([place.residents for place in places])
    a_head = np.array(list(got.values())) / 100.0 / people * 1000.0 * 250.0 / model.day
    order, quarter = np.argsort(wealth(model)), max(len(places) // 4, 1)
    return float(a_head[order[-quarter:]].mean()), float(a_head[order[:quarter]].mean())


def rich_less_poor(model: GovernanceModel) -> float:
    """What the rich quarter of communities raised less what the poor quarter did, yuan per 1,000 residents a year."""
    rich, poor = raised(model)
    return rich - poor


# --- organisations
def organization_fit(model: GovernanceModel) -> float:
    """Mean fit of organisations to the community where they are engaged, 0 to 1; those who wait for a fair left out."""
    known = model.organizations
    return mean(np.array([known.fit(one)[one.place] for one in known.alive if one.engaged]))


def waiting_organizations(model: GovernanceModel) -> float:
    """Organisations that are engaged nowhere at the horizon, until the next fair."""
    return float(sum(not one.engaged for one in model.organizations.alive))


def hired_hours(model: GovernanceModel) -> float:
    """Hours a working day on duty of those whom organisations hire for contracts, grants and saved rents."""
    known = model.organizations
    return sum(one.hours for one in (*known.alive, *known.gone)) / model.day


# --- social workers
def founders_burnout(model: GovernanceModel) -> float:
    """Mean burnout of the workers in studios; where there are none, of those who hold a licence."""
    workers = list(model.mechanisms.get(Careers).workers)
    chosen = [one for one in workers if one.studio] or [one for one in workers if one.licensed]
    return mean(np.array([one.burnout for one in chosen]))


# --- in the house
def _decisions(model: GovernanceModel) -> dict[str, NDArray[np.float64]]:
    return model.mechanisms.get(Deliberation).decisions.columns()
