"""The numbers of the lean day, from Sanshe's own declarations."""

import numpy as np

from benchmarks.lean.day import Spec
from model.institutions import REFERENCE_RESIDENTS
from model.routes import DELEGATED_JOB_HOURS
from scenarios.actors import CATEGORIES, kind_of
from scenarios.duty_list import load_duty_list
from scenarios.library import load
from scenarios.parameters import Parameters

LOAD = 0.85  # at which every kind of desk stands, were all voiced needs of a year spread evenly
DAYS, PEOPLE = 250.0, 1_000.0  # rates are per 1,000 residents a year of 250 working days
COMMUNITIES_A_STREET = 9
TIES = 6
LOCAL = {"committee": 0, "party": 0, "property": 0, "station": 1, "street": 2}
SHARED = tuple(name for name in Spec.__annotations__ if name in Parameters.model_fields)


def lean_spec(residents: int, seed: int) -> Spec:
    """The lean day for so many residents, the hierarchy's approvals, and the parameters' defaults."""
    scenario = load("hierarchy")
    p, items = scenario.parameters, load_duty_list()
    rate = {c: getattr(p, f"needs_{c}") / (DAYS * PEOPLE) for c in CATEGORIES}
    chance = [rate[item.category] * item.share for item in items]
    reach = [getattr(p, f"reach_{item.category}") for item in items]
    steps: list[tuple[int, float]] = []
    first, last = [], []
    for item in items:
        first.append(len(steps))
        steps += [(_kind(role), p.approval_hours) for role in item.approvals_hierarchy]
        steps += [(_kind(item.candidates[0] if t.who == "owner" else t.who), t.hours) for t in item.tasks]
        last.append(len(steps))
    asked = np.zeros(4)
    for voiced, start, end in zip(np.multiply(chance, reach), first, last, strict=True):
        for kind, hours in steps[start:end]:
            asked[kind] += voiced * hours
    share = scenario.rules.committee_admin_share
    delegated = p.delegated_hours * np.array([share, (1.0 - share) / p.station_admin_efficiency])
    own = np.array([delegated[0] + p.routine_hours, delegated[1] + p.hotline_hours + p.home_visit_hours, 0.0, 0.0])
    pieces = np.rint(own / DELEGATED_JOB_HOURS).astype(int)
    communities = max(2, round(residents / REFERENCE_RESIDENTS))
    return Spec(
        residents, communities, max(1, communities // COMMUNITIES_A_STREET), seed, TIES, chance, first, last,
        standard=[item.standard_days for item in items],
        reach=[float(np.log(share / (1.0 - share))) for share in reach],
        self_help=[getattr(p, f"self_help_{item.category}") for item in items],
        neighbour=[getattr(p, f"neighbour_{item.category}") for item in items],
        kind=[kind for kind, _ in steps],
        hours=[hours for _, hours in steps],
        capacity=[float(x) for x in (asked + pieces * DELEGATED_JOB_HOURS * communities / residents) / LOAD],
        own_pieces=[int(number) for number in pieces],
        own_hours=[DELEGATED_JOB_HOURS] * 4,
        **{name: getattr(p, name) for name in SHARED},
    )  # fmt: skip


def _kind(role: str) -> int:
    """The kind of desk of a role of the duty list."""
    return LOCAL.get(kind_of(role), 3)
