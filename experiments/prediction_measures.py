"""Further readings of a run that the registered predictions speak of and no rule's own page shows."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.rule_measures import (
    Bools,
    Reading,
    desks_of,
    hours,
    legs_at,
    of_category,
    of_themselves,
    seen_of,
    with_a_price,
)
from model.boundaries import duty_states
from model.estimators import mean, quantile_time, ratio
from model.governance import GovernanceModel
from model.mechanisms.assembly import Assembly
from model.observed import YEAR_DAYS
from model.tables import Activity, Duty
from scenarios.actors import CHANNELS
from scenarios.rules import RULES


def needs_between(first: int, end: int) -> Reading:
    """Needs that arose by themselves from one working day to before another, per 1,000 residents a year."""

    def read(model: GovernanceModel) -> float:
        seen = model.outcomes.observed()
        day = seen.requests["arose"] / model.hours
        mine = of_themselves(seen) & (day >= first) & (day < end)
        return float(mine.sum()) / seen.resident_years * model.day / (end - first)

    return read


def needs_where_represented(well: bool) -> Reading:
    """Needs that arose by themselves in the half of communities that the assembly represents better, or in the other.

    Per 1,000 of their residents a year.
    """

    def read(model: GovernanceModel) -> float:
        seen = model.outcomes.observed()
        voice = model.mechanisms.get(Assembly).representation()
        half = np.zeros(len(voice), dtype=np.bool_)
        half[np.argsort(-voice, kind="stable")[: len(voice) // 2]] = True
        half = half if well else ~half
        mine = of_themselves(seen) & half[seen.requests["community"]]
        people = np.bincount(model.residents.columns["community"], minlength=len(half))[half].sum()
        return float(mine.sum()) / (people / 1000.0 * model.day / YEAR_DAYS)

    return read


def by_visit(model: GovernanceModel) -> float:
    """Share of the voiced requests whose channel is a visit."""
    seen = model.outcomes.observed()
    return mean(seen.requests["channel"][seen.came] == CHANNELS.index("visit"))


def with_a_small_price(model: GovernanceModel, requests: dict[str, NDArray[Any]]) -> Bools:
    """Requests about issues whose decision costs money, no more than a crowdfunding takes on."""
    return with_a_price(model, requests, model.scenario.parameters.crowdfunding_most_yuan)


def made_sole(model: GovernanceModel, requests: dict[str, NDArray[Any]]) -> Bools:
    """Requests of items that are an overlap at the hierarchy's pole of sole duty and sole at the network's."""
    card = next(card for card in RULES if card.id == "R8")
    poles = (card.at("hierarchy"), card.at("network"))
    before, after = (duty_states(model.scenario.replace(**pole), model.items) for pole in poles)
    return np.asarray(((before == Duty.OVERLAP) & (after == Duty.SOLE))[requests["item"]])


def late_cases(category: str) -> Reading:
    """90th percentile of the time from arising to resolution of a category's requests, working hours."""
    return lambda model: quantile_time(seen_of(model, of_category(category)).resolution, 0.9)


def waited(*kinds: str) -> Reading:
    """Hours that work waited at desks of these kinds, in all, per working day."""

    def read(model: GovernanceModel) -> float:
        mine = legs_at(model, *kinds)
        return float((mine["started"] - mine["arrived"]).sum()) / model.day

    return read


def backing(model: GovernanceModel) -> tuple[float, float]:
    """Mean supporters of the projects paid for, and of those that wait."""
    known = model.projects
    waiting = [len(project.supporters) for project in known.waiting]
    return ratio(known.backers, known.funded), mean(np.array(waiting))


def care_hours(model: GovernanceModel) -> float:
    """Hours a working day on duty at the social-work windows and organisations' desks, used or not."""
    mine = desks_of(model, "station", role="station_social") | desks_of(model, "organization")
    return float(model.outcomes.observed().capacity[mine].sum()) / model.day


def granted_hours(model: GovernanceModel) -> float:
    """Hours of civil affairs' desks for each application granted so far."""
    granted = int(np.isfinite(model.outcomes.observed().applications[:, 1]).sum())
    return ratio(hours(Activity.ROUTINE, "civil_affairs")(model) * model.day, granted)
