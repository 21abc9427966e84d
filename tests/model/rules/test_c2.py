"""C2, the unit of self-governance 居民自治单元: fewer heads agree sooner; what reaches beyond meets once more."""

from typing import TYPE_CHECKING, Any

import pytest

from model.governance import GovernanceModel
from model.mechanisms.deliberation import Deliberation
from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

BUSY: dict[str, Any] = {"needs_collective": 50.0, "days": 200}


def wait(model: GovernanceModel) -> float:
    told = model.mechanisms.get(Deliberation).decisions.columns()
    assert len(told["decided"]) > 150
    return float((told["decided"] - told["opened"]).mean())


@pytest.mark.parametrize("seed", [1, 2])
def test_benefit_a_small_unit_brings_its_issues_up_and_settles_them_sooner(lab: "Lab", seed: int) -> None:
    """Estates against the whole community, both by a council; leave the notice out, which both give."""
    council = {"council_notice_days": 0.0, "issue_raisers": 2}
    large, small = (
        lab.run(seed, **BUSY, **council, self_governance_unit=unit, issue_wait_days=40.0)
        for unit in ("community", "estate")
    )
    assert wait(small) < wait(large)
    took = [len(model.mechanisms.get(Deliberation).decisions.took_part) for model in (large, small)]
    assert took[1] > took[0]


def test_price_what_reaches_beyond_the_unit_meets_twice_and_takes_longer(lab: "Lab") -> None:
    """Most items reach beyond a building: its council meets, and the street decides all the same."""
    none, building, estate = (
        lab.run(**BUSY, self_governance_unit=unit, issue_raisers=1) for unit in ("none", "building", "estate")
    )
    assert lab.hours(none, Activity.MEETING) == 0.0
    assert lab.hours(building, Activity.MEETING, "committee") > 100.0
    assert wait(building) > wait(none)
    street = [lab.hours(model, Activity.APPROVAL, "street") for model in (none, building, estate)]
    assert street[2] < street[1]  # an estate settles most by itself


def test_price_small_units_work_each_issue_alone(lab: "Lab") -> None:
    """The fewer share an issue, the more hours its work takes for each of them."""
    hours = []
    for unit in ("community", "estate"):
        model = lab.run(**BUSY, self_governance_unit=unit, issue_work_exponent=0.2, objection_rate=0.0)
        hours.append(lab.hours(model, Activity.WORK, "property"))
    assert hours[1] > hours[0]


def test_neutral_without_support_and_notice(lab: "Lab") -> None:
    free = lab.run(**BUSY, self_governance_unit="estate", council_support_hours=0.0)
    assert lab.hours(free, Activity.MEETING) == 0.0
    soon, late = (
        lab.run(**BUSY, self_governance_unit="estate", council_notice_days=days, confidence=1.0) for days in (0.0, 15.0)
    )
    assert wait(late) > wait(soon) + 10.0 * soon.hours


def test_dormant_no_parameter_of_councils_bears_on_the_hierarchy(lab: "Lab") -> None:
    far = {"council_notice_days": 20.0, "council_support_hours": 4.0}
    a, b = (lab.run(days=60, needs_collective=50.0, **values) for values in ({}, far))
    assert lab.fingerprint(a) == lab.fingerprint(b)
