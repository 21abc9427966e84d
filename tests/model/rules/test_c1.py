"""C1, the community development association 社区发展协会: nearer decisions; everyone's hours, and slower."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.mechanisms.deciding import FALLOUT_KEYS
from model.mechanisms.deliberation import Deliberation
from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

SEEDS = (1, 2)
SITS: dict[str, Any] = {"association_deliberates": True, "association_decides": True}
BUSY: dict[str, Any] = {"needs_collective": 50.0, "days": 200}


def decided(model: GovernanceModel) -> dict[str, np.ndarray]:
    return model.mechanisms.get(Deliberation).decisions.columns()


@pytest.mark.parametrize("seed", SEEDS)
def test_benefit_decisions_are_nearer_to_those_they_bind_and_bring_fewer_objections(lab: "Lab", seed: int) -> None:
    street, sits = (lab.run(seed, **BUSY, **rules, objection_rate=0.005) for rules in ({}, SITS))
    far, near = (decided(model)["distance"] for model in (street, sits))
    assert len(near) > 150
    error = np.hypot(*(one.std() / len(one) ** 0.5 for one in (far, near)))
    assert near.mean() < far.mean() - 2.0 * error
    objected = [int((model.ledger.look(model.world)["need"] % 8 == FALLOUT_KEYS).sum()) for model in (street, sits)]
    assert objected[1] < objected[0]


def test_an_opinion_alone_makes_the_streets_decision_nearer_too(lab: "Lab") -> None:
    runs = [lab.run(**BUSY, **rules) for rules in ({}, {"association_deliberates": True})]
    far, near = (decided(model)["distance"].mean() for model in runs)
    assert near < far


@pytest.mark.parametrize("seed", SEEDS)
def test_price_all_who_sit_give_hours_and_wait_for_the_sitting(lab: "Lab", seed: int) -> None:
    street, sits = lab.run(seed, **BUSY), lab.run(seed, **BUSY, **SITS)
    assert lab.hours(street, Activity.MEETING) == 0.0
    for kind in ("committee", "party", "property", "organization", "station"):
        assert lab.hours(sits, Activity.MEETING, kind) > 10.0
    assert sits.volunteers.hours[Activity.MEETING] > 100.0
    waits = [float((decided(model)["decided"] - decided(model)["opened"]).mean()) for model in (street, sits)]
    assert waits[1] > waits[0] + 4.0 * sits.hours


def test_price_narrow_bounds_put_decisions_off(lab: "Lab") -> None:
    wide, narrow = (lab.run(**BUSY, **SITS, confidence=bound) for bound in (1.0, 0.05))
    waits = [float((decided(model)["decided"] - decided(model)["opened"]).mean()) for model in (wide, narrow)]
    assert waits[1] > waits[0] + 4.0 * wide.hours


def test_executing_takes_volunteers_hours_in_place_of_posts(lab: "Lab") -> None:
    rich = BUSY | {"works_yuan_per_resident": 60.0}  # what is decided is paid for, and so carried out
    alone, hands, none = (
        lab.run(**rich, association_executes=executes, volunteer_share=share)
        for executes, share in ((False, 0.5), (True, 0.5), (True, 0.0))
    )
    assert hands.voicing.volunteer_hours > none.voicing.volunteer_hours + 300.0
    assert lab.hours(hands, Activity.WORK, "property") < 0.85 * lab.hours(alone, Activity.WORK, "property")


def test_what_residents_decide_and_execute_needs_no_office_above_what_the_street_decides_does(lab: "Lab") -> None:
    rich = BUSY | {"works_yuan_per_resident": 60.0}
    street, own = (
        [
            lab.hours(lab.run(**rich, **rules, association_executes=executes), Activity.APPROVAL, "department")
            for executes in (False, True)
        ]
        for rules in ({}, SITS)
    )
    assert own[0] - own[1] > 15.0
    assert abs(street[0] - street[1]) < 10.0


def test_supervising_finds_faults_before_the_end(lab: "Lab") -> None:
    faults = []
    for watches in (False, True):
        model = lab.run(**BUSY, association_supervises=watches, task_error=0.15, objection_tolerance=1.0)
        rows = model.ledger.look(model.world)
        issue = [i for i, item in enumerate(model.items) if item.key in ("parking", "charging_point", "property_fee")]
        mine = np.isin(rows["item"], issue) & np.isfinite(rows["resolved"])
        faults.append(((rows["reopened"] > 0) | (rows["defect"] > 0))[mine].mean())
    assert faults[1] < 0.6 * faults[0]


def test_neutral_free_sittings_leave_no_hour_of_meetings(lab: "Lab") -> None:
    model = lab.run(**BUSY, **SITS, sitting_hours=0.0, preparation_hours=0.0)
    assert lab.hours(model, Activity.MEETING) == 0.0
    assert model.volunteers.hours[Activity.MEETING] == 0.0
    soon = lab.run(**BUSY, **SITS, sitting_days=0.0, confidence=1.0, convening_power=1.0)
    late = lab.run(**BUSY, **SITS, sitting_days=40.0, confidence=1.0, convening_power=1.0)
    waits = [float((decided(run)["decided"] - decided(run)["opened"]).mean()) for run in (soon, late)]
    assert waits[1] > waits[0] + 15.0 * soon.hours


def test_dormant_no_parameter_of_the_association_bears_on_the_hierarchy(lab: "Lab") -> None:
    far = {"sitting_days": 7.0, "sitting_hours": 3.0, "preparation_hours": 6.0, "convening_power": 0.1, "quorum": 1.0,
           "confidence": 0.9, "exchanges": 1, "agreement_width": 0.5, "opinion_noise": 0.0, "volunteer_share": 0.8,
           "volunteer_efficiency": 0.4, "inspection_share": 0.1, "inspection_hours": 4.0}  # fmt: skip
    a, b = (lab.run(days=60, needs_collective=50.0, **values) for values in ({}, far))
    assert lab.fingerprint(a) == lab.fingerprint(b)
