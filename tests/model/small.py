"""Small cities, random rules, and what several tests of the whole model count."""

from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from model.governance import GovernanceModel
from model.tables import Job, Phase
from scenarios.declare import declarations
from scenarios.library import load
from scenarios.rules import Rules
from scenarios.scenario import Scenario

ROWS = ("乙,北街,700", "甲,北街,900", "丙,北街,500", "丁,南街,800", "戊,南街,600")

STILL: dict[str, Any] = {
    "turnover_a_year": 0.0,
    "learning_gain": 0.0,
    "licence_premium": 0.0,
    "applications_registration": 0.0,
    "applications_grant": 0.0,
    "applications_posts": 0.0,
    "credit_stake": 0.0,
}
"""Social workers stay and are all alike, nobody applies for anything or claims credit, unless a rule is about it."""


def small(name: str, city: Path, **changes: object) -> Scenario:
    # Three officers and a few posts: a small city's load is lumpy, so it is kept light.
    return load(name).replace(city=str(city), staff_per_10000=30.0, **changes)


def rules() -> st.SearchStrategy[dict[str, object]]:
    """Any values of all rules, and of two prices that change how work flows."""
    values: dict[str, st.SearchStrategy[object]] = {}
    for d in declarations(Rules):
        if d.choices:
            values[d.key] = st.sampled_from(d.choices)
        elif d.kind is bool:
            values[d.key] = st.booleans()
        elif d.integer:
            values[d.key] = st.integers(int(d.low or 0), int(d.high or 0))
        else:
            values[d.key] = st.floats(d.low or 0.0, d.high)
    values["overlap_share"] = st.sampled_from([0.1, 0.5, 1.0])
    values["lost_information_rework"] = st.sampled_from([0.0, 0.3])
    return st.fixed_dictionaries(values)


def unbooked(model: GovernanceModel) -> np.ndarray:
    """Hours worked by desk that are not in the books yet, because the work is still going on."""
    world, hours = model.world, np.zeros(len(model.rows))
    now = model.day * model.hours
    for job in world.jobs[world.jobs["state"] != int(Job.IDLE)]:
        racing = job["phase"] in (int(Phase.OPENING), int(Phase.FINISHING))
        if job["state"] == int(Job.IN_SERVICE):
            hours[job["actor"]] += now - job["started"] + (job["done"] if racing else -job["done"])
        elif job["state"] in (int(Job.STANDBY), int(Job.WAITING), int(Job.DELAYED)) and racing:
            hours[job["actor"]] += job["done"]
    return hours
