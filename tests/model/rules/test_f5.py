"""F5, supervision by residents 居务监督: low effort comes to light, for volunteers' and desks' hours and for pace."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.mechanisms.supervision import Supervision
from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

RULE: dict[str, Any] = {"resident_supervision": True}
MONTH = 20  # days


@pytest.mark.parametrize("seed", [1, 2])
def test_benefit_less_is_passed_on(lab: "Lab", seed: int) -> None:
    base, watched = (lab.run(seed, resident_supervision=on, ordered_care=0.0, answer_hours=0.0) for on in (False, True))
    a, b = lab.both(base, watched)
    assert b["passes"].sum() < 0.85 * a["passes"].sum()
    assert not watched.world.slip.any()


def test_benefit_a_desk_found_out_takes_more_care_and_works_slower(lab: "Lab") -> None:
    """Effort is ordered, not results: errors fall and pace falls, for the same effort."""
    model = lab.run(days=5 * MONTH + 1, **RULE, supervision_insight=1.0)
    mechanism, p = model.mechanisms.get(Supervision), model.scenario.parameters
    told = mechanism.care > 1.0
    assert told.any() and not told.all() and mechanism.found > 10
    assert (model.world.slip[told] < 0.0).all() and not model.world.slip[~told].any()
    assert (model.world.skill[~told] == 1.0).all()
    effort = (1.0 - p.care_share) * model.world.skill[:, 0] + p.care_share * mechanism.care
    assert effort == pytest.approx(1.0)
    assert not told[lab.desks(model, "department", "street", "team", "civil_affairs")].any()


def test_price_each_look_takes_hours_of_volunteers_and_of_the_desk(lab: "Lab") -> None:
    """To the hour: twelve cases a month in each of eight communities."""
    still = {"ordered_care": 0.0, "pass_detection": 0.0}
    base = lab.run(days=MONTH + 1, **still)
    model = lab.run(days=MONTH + 1, **RULE, **still, answer_hours=0.0, supervision_hours=0.5)
    assert model.voicing.volunteer_hours - base.voicing.volunteer_hours == pytest.approx(12 * 8 * 0.5)
    asked = lab.run(days=5 * MONTH, **RULE, **still, answer_hours=0.3)
    assert lab.hours(asked, Activity.MONITORING) == pytest.approx(4 * 12 * 8 * 0.3, rel=0.02)
    elsewhere = ("party", "property", "street", "department", "civil_affairs", "team")
    assert lab.hours(asked, Activity.MONITORING, *elsewhere) == 0.0


def test_neutral_without_hours_or_effect_the_run_is_as_without_the_rule(lab: "Lab") -> None:
    still = {"ordered_care": 0.0, "pass_detection": 0.0, "answer_hours": 0.0, "supervision_hours": 0.0}
    a, b = (lab.run(days=3 * MONTH, resident_supervision=on, **still) for on in (False, True))
    assert lab.fingerprint(a) == lab.fingerprint(b)
    assert a.voicing.volunteer_hours == b.voicing.volunteer_hours
    for neutral in ({"supervision_cases": 0}, {"supervision_insight": 0.0, "answer_hours": 0.0}):
        quiet = lab.run(days=3 * MONTH, **RULE, **neutral)
        base = lab.run(days=3 * MONTH)
        assert lab.fingerprint(quiet) == lab.fingerprint(base)
        assert quiet.mechanisms.get(Supervision).found == 0


def test_a_committee_looks_rather_at_cases_of_the_dissatisfied(lab: "Lab") -> None:
    committee = lab.run(days=1, **RULE).mechanisms.get(Supervision).committees[0]
    satisfaction = np.repeat([0.9, 0.1], 500)
    looked = committee.cases_to_look_at(satisfaction, (np.arange(1000) * 0.6180339887 + 0.01) % 1.0)
    assert len(looked) == 12 == len(set(looked.tolist()))
    assert (looked >= 500).sum() > 8


def test_a_dormant_rule_is_free_whatever_its_parameters(lab: "Lab") -> None:
    loud = {"supervision_cases": 60, "supervision_insight": 1.0, "supervision_hours": 3.0, "answer_hours": 2.0,
            "ordered_care": 2.0}  # fmt: skip
    a, b = lab.run(days=3 * MONTH), lab.run(days=3 * MONTH, **loud)
    assert lab.fingerprint(a) == lab.fingerprint(b)
    assert not b.mechanisms.get(Supervision).committees
