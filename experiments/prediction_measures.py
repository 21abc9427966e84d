"""Further readings of a run that the registered predictions speak of and no rule's own page shows."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.rule_measures import Bools, Reading, desks_of, hours, of_category
from model.boundaries import duty_states
from model.estimators import mean, quantile_time, ratio
from model.governance import GovernanceModel
from model.ledger import ORIGINS
from model.mechanisms.assembly import Assembly
from model.observed import YEAR_DAYS
from model.tables import Activity, Duty
from scenarios.actors import CHANNELS
from scenarios.issues import load_issues
from scenarios.rules import RULES


def needs_between(first: int, end: int) -> Reading:
    """The same, of those that arose from one working day to before another."""

    def read(model: GovernanceModel) -> float:
        seen = model.outcomes.observed()
        day = seen.requests["arose"] / model.hours
        mine = (seen.requests["origin"] != ORIGINS.index("fallout")) & (day >= first) & (day < end)
        return float(mine.sum()) / seen.resident_years * model.day / (end - first)

    return read


def needs_where_represented(well: bool) -> Reading:
    """The same in the half of communities that the assembly's voices represent better a head, or in the other."""

    def read(model: GovernanceModel) -> float:
        seen = model.outcomes.observed()
        voice = model.mechanisms.get(Assembly).representation()
        half = np.zeros(len(voice), dtype=np.bool_)
        half[np.argsort(-voice, kind="stable")[: len(voice) // 2]] = True
        half = half if well else ~half
        mine = (seen.requests["origin"] != ORIGINS.index("fallout")) & half[seen.requests["community"]]
        people = np.bincount(model.residents.columns["community"], minlength=len(half))[half].sum()
        return float(mine.sum()) / (people / 1000.0 * model.day / YEAR_DAYS)

    return read


def by_visit(model: GovernanceModel) -> float:
    """Share of the voiced requests whose channel is a visit."""
    seen = model.outcomes.observed()
    return mean(seen.requests["channel"][seen.came] == CHANNELS.index("visit"))


def with_a_small_price(model: GovernanceModel, requests: dict[str, NDArray[Any]]) -> Bools:
    """Requests about issues whose decision costs money, no more than a crowdfunding takes on."""
    issues, most = load_issues(), model.scenario.parameters.crowdfunding_most_yuan
    small = np.array([item.key in issues and 0.0 < issues[item.key].yuan <= most for item in model.items])
    return np.asarray(small[requests["item"]])


def made_sole(model: GovernanceModel, requests: dict[str, NDArray[Any]]) -> Bools:
    """Requests of items that are an overlap at the hierarchy's pole of sole duty and sole at the network's."""
    card = next(card for card in RULES if card.id == "R8")
    before, after = (
        duty_states(model.scenario.replace(**{key: poles[i] for key, poles in card.poles.items()}), model.items)
        for i in (0, 1)
    )
    return np.asarray(((before == Duty.OVERLAP) & (after == Duty.SOLE))[requests["item"]])


def late_cases(category: str) -> Reading:
    """90th percentile of the time from arising to resolution of a category's requests, working hours."""

    def read(model: GovernanceModel) -> float:
        seen = model.outcomes.observed()
        rows = of_category(category)(model, seen.requests)
        mine = replace(seen, requests={name: column[rows] for name, column in seen.requests.items()})
        return quantile_time(mine.resolution, 0.9)

    return read


def waited(*kinds: str) -> Reading:
    """Hours that work waited at desks of these kinds, in all, per working day."""

    def read(model: GovernanceModel) -> float:
        legs = model.legs()
        mine = legs[desks_of(model, *kinds)[legs["actor"]]]
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
