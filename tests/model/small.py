"""Small cities, random rules, and what several tests of the whole model count."""

from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from model.governance import GovernanceModel
from model.tables import Job, Phase
from scenarios.library import load
from scenarios.scenario import Scenario

ROWS = ("乙,北街,700", "甲,北街,900", "丙,北街,500", "丁,南街,800", "戊,南街,600")


def small(name: str, city: Path, **changes: object) -> Scenario:
    # Three officers and a few posts: a small city's load is lumpy, so it is kept light.
    return load(name).replace(city=str(city), staff_per_10000=30.0, **changes)


def rules() -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "enforcement_seat": st.sampled_from(["district", "street"]),
            "committee_admin_share": st.floats(0.0, 1.0),
            "communities_per_station": st.integers(1, 4),
            "station_functions": st.sampled_from(["siloed", "integrated"]),
            "sole_duty_enforcement": st.floats(0.0, 1.0),
            "sole_duty_service": st.floats(0.0, 1.0),
            "street_allocation": st.floats(0.0, 0.3),
            "data_platform": st.floats(0.0, 1.0),
            "service_complexes": st.floats(0.0, 1.0),
            "overlap_share": st.sampled_from([0.1, 0.5, 1.0]),
            "lost_information_rework": st.sampled_from([0.0, 0.3]),
        }
    )


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
