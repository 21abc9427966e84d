"""R1, enforcement moved to the streets 执法主体下移: a shorter chain and local knowledge, for smaller pools."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.tables import Activity
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

SEEDS = (1, 2, 3)
SEATS = ("district", "street")
DAY = 6.0
SOLE = {"sole_duty_enforcement": 1.0, "sole_duty_service": 1.0}
NO_FAULT = {"task_error": 0.0, "error_lost_information": 0.0, "escalation_probability": 0.0}
FREE_HAND_OVERS = {
    "handover_hours": 0.0,
    "handover_hours_tier": 0.0,
    "retention_same": 1.0,
    "retention_street": 1.0,
    "retention_district": 1.0,
    "team_knowledge_decay": 0.0,
}


def approvals_before_a_team(lab: "Lab", model: GovernanceModel) -> set[int]:
    """How many approvals each enforcement request had when a team took it up."""
    legs, steps = model.legs(), model.world.steps
    worked = np.unique(lab.legs(model, Activity.WORK, "team")["serial"])
    # A gap's assignment is booked as approval too, at the owner's step; a follow-up stands behind the last step.
    approval = (legs["activity"] == int(Activity.APPROVAL)) & (steps["activity"][legs["step"]] == Activity.APPROVAL)
    mine = legs[np.isin(legs["serial"], worked) & approval]
    _, number = np.unique(mine["serial"], return_counts=True)
    assert len(number) == len(worked) > 500
    return set(number.tolist())


@pytest.mark.parametrize(("seat", "approvals"), [("district", 3), ("street", 1)])
def test_benefit_one_approval_stands_before_the_work_and_not_three(lab: "Lab", seat: str, approvals: int) -> None:
    model = lab.run(enforcement_seat=seat, escalation_probability=0.0)
    assert approvals_before_a_team(lab, model) == {approvals}


@pytest.mark.parametrize("seed", SEEDS)
def test_benefit_enforcement_is_answered_a_working_day_sooner(lab: "Lab", seed: int) -> None:
    district, street = lab.both(*(lab.run(seed, enforcement_seat=seat) for seat in SEATS))
    mine = (district["category"] == CATEGORIES.index("enforcement")) & (district["origin"] == street["origin"])
    gain = (district["responded"] - district["voiced"] - street["responded"] + street["voiced"])[mine]
    gain = gain[np.isfinite(gain)]
    assert len(gain) > 500
    assert gain.mean() > DAY


@pytest.mark.parametrize("decay", [0.0, 0.05, 0.15])
@pytest.mark.parametrize("seat", SEATS)
def test_benefit_a_team_knows_the_few_communities_it_serves(lab: "Lab", seat: str, decay: float) -> None:
    """Sole duty, no faults: every case comes to its team the same way, so the share lost is known exactly."""
    model = lab.run(enforcement_seat=seat, team_knowledge_decay=decay, **SOLE, **NO_FAULT)
    p = model.scenario.parameters
    served = 8 if seat == "district" else 4
    if seat == "district":  # station, committee, street, department, team
        kept = p.retention_same * p.retention_street * p.retention_district * p.retention_same
    else:  # station, street, department, team
        kept = p.retention_street * p.retention_district * p.retention_district
    kept *= served**-decay
    lost = lab.hours(model, Activity.LOST_INFORMATION, "team") / lab.hours(model, Activity.WORK, "team")
    assert lost == pytest.approx(p.lost_information_rework * (1.0 - kept), rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_benefit_less_is_lost_at_teams_where_knowledge_outweighs_the_hand_over(lab: "Lab", seed: int) -> None:
    """A street's team is a tier away from the department that sends the case: that loses more, and knowledge less."""

    def lost(seat: str, decay: float) -> float:
        model = lab.run(seed, enforcement_seat=seat, team_knowledge_decay=decay)
        work = lab.hours(model, Activity.WORK, "team") + lab.hours(model, Activity.REWORK, "team")
        return lab.hours(model, Activity.LOST_INFORMATION, "team") / work

    assert lost("street", 0.15) < lost("district", 0.15)
    assert lost("street", 0.0) > lost("district", 0.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_price_smaller_teams_wait_longer_for_the_same_work(lab: "Lab", seed: int) -> None:
    """Hand-overs cost nothing here, so the teams do the same jobs with as many officers, and only pooling differs."""
    pooled, split = (lab.run(seed, city=lab.pairs, enforcement_seat=seat, **FREE_HAND_OVERS) for seat in SEATS)
    officers = [model.world.orders["servers"][lab.desks(model, "team")] for model in (pooled, split)]
    assert len(officers[0]) == 1 and len(officers[1]) == 4
    assert officers[0].sum() == officers[1].sum() == 4
    jobs = [lab.legs(model, None, "team") for model in (pooled, split)]
    work = [float((legs["finished"] - legs["started"]).mean()) for legs in jobs]
    assert work[0] == pytest.approx(work[1], rel=0.02)
    assert lab.wait(jobs[1]) > 1.5 * lab.wait(jobs[0])


def test_price_in_one_street_there_is_nothing_to_split(lab: "Lab") -> None:
    city = lab.city("one_street", [4])
    a, b = (lab.settings(lab.new(city=city, enforcement_seat=seat)) for seat in SEATS)
    assert {name for name in a if a[name] != b[name] and name.startswith("orders.")} == set()


def test_price_the_liable_department_signs_off_in_hours(lab: "Lab") -> None:
    model = lab.run(enforcement_seat="street", sign_off_hours=0.5)
    signed = len(lab.legs(model, Activity.SIGN_OFF))
    assert signed > 500
    assert lab.hours(model, Activity.SIGN_OFF) == pytest.approx(0.5 * signed)
    assert lab.hours(model, Activity.SIGN_OFF) == lab.hours(model, Activity.SIGN_OFF, "department")
    assert lab.hours(lab.run(days=40, enforcement_seat="district"), Activity.SIGN_OFF) == 0.0


def test_neutral_sign_off_takes_no_hours_and_changes_nothing_else(lab: "Lab") -> None:
    model = lab.run(enforcement_seat="street", sign_off_hours=0.0)
    assert len(lab.legs(model, Activity.SIGN_OFF)) > 500
    assert lab.hours(model, Activity.SIGN_OFF) == 0.0
    assert lab.differing("sign_off_hours", (0.0, 0.6), enforcement_seat="street") == {"steps.hours.sign_off"}
    assert lab.differing("sign_off_hours", (0.0, 0.6)) == set()
    a, b = (lab.run(days=60, sign_off_hours=hours) for hours in (0.0, 0.6))
    assert lab.fingerprint(a) == lab.fingerprint(b)


@pytest.mark.parametrize("seat", SEATS)
def test_neutral_knowledge_that_does_not_fade_changes_nothing_else(lab: "Lab", seat: str) -> None:
    """The decay acts at both poles: the district's team knows its many communities worst."""
    told = lab.differing("team_knowledge_decay", (0.0, 0.15), enforcement_seat=seat)
    assert told == {"orders.local_knowledge.team"}
    model = lab.new(enforcement_seat=seat, team_knowledge_decay=0.0)
    assert (model.world.orders["local_knowledge"][lab.desks(model, "team")] == 1.0).all()
    a, b = (
        lab.run(days=60, city=lab.single, enforcement_seat=seat, team_knowledge_decay=decay) for decay in (0.0, 0.15)
    )
    assert lab.fingerprint(a) == lab.fingerprint(b)


def test_neutral_departments_that_decide_at_once_leave_no_wait_for_a_sitting(lab: "Lab") -> None:
    """The sign-off's other price is the wait for the sitting, which the department's cycle sets at both poles."""
    model = lab.run(enforcement_seat="street", department_cycle_days=0.0, **SOLE, **NO_FAULT)
    legs = model.legs()
    signed = legs[legs["activity"] == int(Activity.SIGN_OFF)]
    assert len(signed) > 500
    work = lab.legs(model, Activity.WORK, "team")
    ended = dict(zip(work["serial"].tolist(), work["finished"].tolist(), strict=True))
    np.testing.assert_array_equal(signed["arrived"], [ended[serial] for serial in signed["serial"].tolist()])
    told = lab.differing("department_cycle_days", (0.0, 5.0), enforcement_seat="street")
    assert told == {"orders.sitting_every.department", "orders.sitting_first.department"}
