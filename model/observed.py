"""What can be seen of a run at its horizon, and what the outcomes take from it.

A request counts as voiced, answered, resolved or followed up only if that happened by the horizon. Times run from
arising, over the requests that were voiced by then; what is still open is censored at the horizon.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.budget import yuan
from model.estimators import (
    Survival,
    kaplan_meier,
    mean,
    ratio,
    recovery_days,
    restricted_mean,
    share_by_group,
)
from model.ledger import State
from model.tables import Activity

type Bools = NDArray[np.bool_]
type Integers = NDArray[np.int64]

LIMIT_DAYS = 60  # working days to which mean times are restricted
YEAR_DAYS = 250  # working days of a model year
NON_STATE = ("organization", "property")  # kinds of actor, beside residents themselves


class Standard(NamedTuple):
    """Requests whose time standard has ended, one entry each."""

    kept: Bools
    community: Integers
    vulnerable: Bools


class CareersSeen(NamedTuple):
    """Social workers over the run: posts, years of it, months worked, open cases summed over these, who quit."""

    posts: int = 0
    years: float = 0.0
    worker_months: int = 0
    cases: float = 0.0
    quits: int = 0
    vacant_days: int = 0
    burnout: NDArray[Any] = np.zeros(0)  # of those in a post at the horizon, 0 to 1


@dataclass(frozen=True, eq=False)
class Observed:
    """What can be seen of a run at its horizon. Nothing here is changed.

    `requests`: columns of the ledger, one entry a need, (n,) each: arose, voiced, responded, resolved (first time),
    followed_up (working hours since the start, NaN: not yet), standard_hours, hand_overs, passes, reopened,
    satisfaction (NaN: not judged), vulnerable, community (from 0), state and origin; category, channel, state, duty
    and origin are codes in the order of CATEGORIES, CHANNELS, STATES, DUTIES and ORIGINS (-1: none).
    Hours are working hours over the whole run; `A` actors, `K` kinds, activities in the order of ACTIVITIES.
    """

    requests: dict[str, NDArray[Any]]
    horizon: float  # working hours
    residents: int
    actor_kind: NDArray[Any]  # (A,) place in `kinds`
    kinds: tuple[str, ...]
    capacity: NDArray[Any]  # (A,) hours
    busy: NDArray[Any]  # (A,) hours
    cancelled: NDArray[Any]  # (A,) hours of stopped copies in an overlap; they are in the books as `duplicate`
    activity: NDArray[Any]  # (A, activities) hours
    hand_overs: NDArray[Any]  # (K, K) from kind to kind; a block each where a reform moved a kind to another level
    tier_of_kind: NDArray[Any]  # (K,) level of government, in the order of `hand_overs`
    trust: NDArray[Any]  # (residents, 4) in 0..1, columns committee, station, government, organization
    satisfaction: NDArray[Any]  # (residents,) in 0..1
    vulnerable: NDArray[Any]  # (residents,) bool
    visit_hours: float  # residents' ways, and their answers to surveys
    volunteered: NDArray[Any]  # (activities,) hours that residents gave
    wage: float  # yuan an hour
    overhead_yuan: float  # over the run
    shadow_wage: float  # yuan an hour of residents and volunteers
    day_hours: float = 6.0  # productive hours of a working day
    found_out: int = 0  # defects that residents' supervision has found
    care_effort: float = 1.0  # care taken against upward evaluation alone, mean over evaluated desks' hours
    shocks: tuple[tuple[int, int], ...] = ()  # (first working day, first one after its end) of each shock
    public_yuan: float = 0.0  # paid in by the treasury
    private_yuan: float = 0.0  # paid in by resident units and residents, less refunds
    advanced_yuan: float = 0.0  # paid in ahead by the treasury, and not paid back yet
    spent_yuan: float = 0.0  # wages and all that was bought, whoever paid
    paid_days: float = 0.0  # working days for which the treasury has paid
    careers: CareersSeen = field(default_factory=CareersSeen)
    applications: NDArray[Any] = field(default_factory=lambda: np.zeros((0, 2)))  # sent and granted, NaN: not yet
    decisions: dict[str, NDArray[Any]] = field(default_factory=dict)  # columns of `model.issues.Decisions`
    took_part: int = 0  # residents who sat in a council or an association, led, or lent a hand
    contacts: int = 0  # times a resident dealt with another (`model.volunteers`)
    organization_quality: NDArray[Any] = field(default_factory=lambda: np.zeros(0))  # (alive,) against a station worker
    organization_field: NDArray[Any] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # (alive,) codes
    organization_hours: NDArray[Any] = field(default_factory=lambda: np.zeros(0))  # (ever,) on duty over the run
    age_band: NDArray[Any] = field(default_factory=lambda: np.zeros(0, dtype=np.int8))  # (residents,) 0, 1, 2: 60+
    community: NDArray[Any] = field(default_factory=lambda: np.zeros(0, dtype=np.int16))  # (residents,) from 0

    @cached_property
    def arose(self) -> NDArray[Any]:
        """When each need arose, (n,)."""
        return np.ascontiguousarray(self.requests["arose"])

    @cached_property
    def voiced(self) -> Bools:
        """Who came in before the horizon, (n,). A moment fixed for later is not yet voiced."""
        return np.asarray(self.requests["voiced"] < self.horizon)

    @cached_property
    def came(self) -> Integers:
        """Rows of the needs that were voiced."""
        return np.flatnonzero(self.voiced)

    def of_voiced(self, name: str) -> NDArray[Any]:
        """A column, of the voiced alone."""
        return np.asarray(self.requests[name][self.came])

    @cached_property
    def borne(self) -> Integers:
        """Rows of the needs that are borne in silence at the horizon."""
        return np.flatnonzero(self.requests["state"] == State.UNVOICED)

    @cached_property
    def resolved_at(self) -> NDArray[Any]:
        """When each voiced request was first resolved."""
        return self.of_voiced("resolved")

    @cached_property
    def resolved(self) -> Bools:
        """Which of the voiced were resolved by the horizon."""
        return np.asarray(self.resolved_at <= self.horizon)

    @cached_property
    def number_resolved(self) -> int:
        """How many requests were resolved by the horizon."""
        return int(self.resolved.sum())

    def survival(self, name: str) -> Survival:
        """Kaplan–Meier curve of voiced requests from arising to their first `name`."""
        start, end = self.arose[self.came], self.resolved_at if name == "resolved" else self.of_voiced(name)
        event = np.asarray(end <= self.horizon)
        return kaplan_meier(np.where(event, end, self.horizon) - start, event)

    @cached_property
    def resolution(self) -> Survival:
        """Curve of the time from arising to resolution."""
        return self.survival("resolved")

    @cached_property
    def limit(self) -> float:
        """Working hours to which mean times are restricted: 60 days, or the run if it is shorter."""
        return min(LIMIT_DAYS * self.day_hours, self.horizon)

    @cached_property
    def standard(self) -> Standard:
        """Voiced requests whose time standard ended by the horizon, and which of them kept it.

        Only the hour at which the standard ends decides who is left out, never how the request went.
        """
        due = self.of_voiced("voiced") + self.of_voiced("standard_hours")
        told = due <= self.horizon
        rows = self.came[told]
        return Standard(
            kept=np.asarray(self.resolved_at[told] <= due[told]),
            community=np.asarray(self.requests["community"][rows]),
            vulnerable=np.asarray(self.requests["vulnerable"][rows], dtype=bool),
        )

    @cached_property
    def open_by_day(self) -> Integers:
        """Open requests of the district at the close of each working day."""
        days = round(self.horizon / self.day_hours)
        closes = self.day_hours * np.arange(1, days + 1)
        came, went = np.sort(self.of_voiced("voiced")), np.sort(self.resolved_at[self.resolved])
        still: Integers = np.searchsorted(came, closes, side="left") - np.searchsorted(went, closes, side="right")
        return still

    def hours_of(self, *activities: Activity) -> float:
        """Hours that all institutions together spent on these activities."""
        return float(self.activity[:, [int(a) for a in activities]].sum())

    def hours_of_all(self, activity: Activity) -> float:
        """Hours that institutions and residents together spent on an activity."""
        return self.hours_of(activity) + float(self.volunteered[activity])

    @cached_property
    def volunteer_hours(self) -> float:
        """Hours that residents gave to each other and to common affairs."""
        return float(self.volunteered.sum())

    @cached_property
    def resident_years(self) -> float:
        """Thousands of residents times model years."""
        return self.residents / 1000.0 * self.horizon / (YEAR_DAYS * self.day_hours)


def time_to_voice(o: Observed) -> float:
    """Restricted mean of the time from arising to voicing; what is borne, helped or fades stays unvoiced."""
    end = np.where(o.voiced, o.requests["voiced"], o.horizon)
    return restricted_mean(kaplan_meier(end - o.arose, o.voiced), o.limit)


def issues_decided(o: Observed) -> float:
    """Issues decided by the horizon, per 1,000 residents a year."""
    return ratio(len(o.decisions.get("decided", ())), o.resident_years)


def decision_time(o: Observed) -> float:
    """Mean working hours from opening an issue to its decision."""
    return mean(o.decisions["decided"] - o.decisions["opened"]) if o.decisions else float("nan")


def decision_distance(o: Observed) -> float:
    """Mean distance of decisions from the ideals of those they bind."""
    return mean(o.decisions["distance"]) if o.decisions else float("nan")


def of_both(activity: Activity) -> Callable[[Observed], float]:
    """Hours of institutions and residents on an activity, per 1,000 residents a year."""
    return lambda o: ratio(o.hours_of_all(activity), o.resident_years)


def per_voiced(name: str) -> Callable[[Observed], float]:
    """Mean of a count over voiced requests."""
    return lambda o: mean(o.of_voiced(name))


def per_thousand_voiced(activity: Activity) -> Callable[[Observed], float]:
    """Hours spent on an activity per 1,000 voiced requests."""
    return lambda o: 1000.0 * ratio(o.hours_of(activity), len(o.came))


def trust(column: int) -> Callable[[Observed], float]:
    """Mean trust in the kind of actor of this column."""
    return lambda o: mean(o.trust[:, column])


def share_of_resolved(o: Observed, name: str) -> float:
    """Share of resolved requests that were followed up, or that came back."""
    column = o.of_voiced(name)
    happened = column <= o.horizon if name == "followed_up" else column > 0
    return ratio(int((happened & o.resolved).sum()), o.number_resolved)


def vulnerable_gap(o: Observed) -> float:
    """Share within the standard of the others less that of the vulnerable."""
    kept, weak = o.standard.kept, o.standard.vulnerable
    return ratio(int(kept[~weak].sum()), int((~weak).sum())) - ratio(int(kept[weak].sum()), int(weak.sum()))


def worst_community(o: Observed) -> float:
    """Smallest share within the standard of any community."""
    shares = share_by_group(o.standard.kept, o.standard.community)
    return float(shares.min()) if len(shares) else float("nan")


def self_governance(o: Observed) -> float:
    """Committees' hours that are not delegated work, per 1,000 residents a year."""
    committees = np.asarray(o.actor_kind) == o.kinds.index("committee")
    hours = float(o.busy[committees].sum() - o.activity[committees, Activity.DELEGATED].sum())
    return ratio(max(hours, 0.0), o.resident_years)  # the two sums may differ by rounding


def recovery(o: Observed) -> float:
    """Mean over shocks of the working days until open requests are as many as before."""
    return mean(np.array([recovery_days(o.open_by_day, first, end) for first, end in o.shocks]))


def initiative(o: Observed) -> float:
    """Share of hours for residents that others than the public side spend; delegated work and contests left out."""
    there = np.ones(len(Activity), dtype=np.bool_)
    there[[Activity.DELEGATED, Activity.CONTEST]] = False
    given = float(o.volunteered[there].sum())
    hours = o.activity[:, there].sum(axis=1)
    others = np.isin(o.actor_kind, [o.kinds.index(kind) for kind in NON_STATE])
    return ratio(float(hours[others].sum()) + given, float(hours.sum()) + given)


def social_hours(o: Observed) -> float:
    """Hours of institutions, of residents' ways, and those that residents gave."""
    return float(o.busy.sum()) + o.visit_hours + o.volunteer_hours


def cost(o: Observed) -> float:
    """Yuan of all hours on duty, used or not, and of overhead."""
    return yuan(float(o.capacity.sum()), o.wage, o.overhead_yuan)


def public_money(o: Observed) -> float:
    """Yuan of public money per 1,000 residents a year, over the days that the treasury has paid for."""
    return ratio(o.public_yuan * YEAR_DAYS * 1000.0, o.paid_days * o.residents)


def supplied(o: Observed) -> float:
    """Needs met from a pantry per 1,000 vulnerable residents a year."""
    years = o.resident_years * ratio(int(o.vulnerable.sum()), o.residents)
    return ratio(int((o.requests["state"] == State.SUPPLIED).sum()), years)


def social_cost(o: Observed) -> float:
    """Cost with residents' and volunteers' hours at their shadow price."""
    return cost(o) + (o.visit_hours + o.volunteer_hours) * o.shadow_wage


def application_time(o: Observed) -> float:
    """Restricted mean of the time from sending an application to its grant."""
    if not len(o.applications):
        return float("nan")
    sent, granted = o.applications.T
    event = np.asarray(granted <= o.horizon)
    return restricted_mean(kaplan_meier(np.where(event, granted, o.horizon) - sent, event), o.limit)
