"""F1, matchmaking fairs 公益相亲会: organisations are engaged where they fit; it takes a day of all, and waiting."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from agents.organization import NOWHERE
from model.matching import blocking_pairs
from model.mechanisms.fairs import Fairs
from model.tables import Activity

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

FAIR = {"matching": "fair"}


def fits(model: "GovernanceModel") -> float:
    """Mean fit of organisations to where they are engaged."""
    known = model.organizations
    return float(np.mean([known.fit(one)[one.place] for one in known.alive]))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_benefit_fit_is_better_and_work_quicker(lab: "Lab", seed: int) -> None:
    assigned, fair = lab.new(seed), lab.new(seed, **FAIR)
    assert fits(assigned) == 0.5
    assert fits(fair) > 0.6
    skill = fair.world.skill[lab.desks(fair, "organization")]
    assert skill.mean() == pytest.approx(1.0 + 0.15 * (2.0 * fits(fair) - 1.0))
    slip = fair.world.slip[lab.desks(fair, "organization")]
    assert slip.mean() == pytest.approx(-0.05 * 0.15 * (2.0 * fits(fair) - 1.0))


def test_the_match_is_stable(lab: "Lab") -> None:
    model = lab.new(**FAIR)
    liking, rating = model.mechanisms.get(Fairs).opinions()
    match = np.array([one.place for one in model.organizations.alive])
    assert blocking_pairs(match, liking, rating, np.ones(8, dtype=np.int64)) == []
    assert sorted(match.tolist()) == list(range(8))


@pytest.mark.parametrize("hours", [3.0, 6.0])
def test_price_fair_days(lab: "Lab", hours: float) -> None:
    """Each organisation, each committee and the service centre, which holds it."""
    model = lab.run(days=20, **FAIR, fair_hours=hours)
    assert lab.hours(model, Activity.MEETING, "committee") == pytest.approx(8 * hours)
    assert lab.hours(model, Activity.MEETING, "service_centre") == pytest.approx(hours)
    assert lab.hours(model, Activity.MEETING, "organization") == pytest.approx(8 * hours, rel=0.15)  # work ÷ skill


def test_price_who_is_founded_between_fairs_waits(lab: "Lab") -> None:
    waits, starts = (lab.run(**rule, incubation=10_000_000, incubation_failure=0.0) for rule in (FAIR, {}))
    new = [[one for one in m.organizations.alive if not one.from_start] for m in (waits, starts)]
    assert new[0] and new[1]
    assert all(one.place == NOWHERE and one.hours == 0.0 for one in new[0])
    assert any(one.hours > 0.0 for one in new[1])
    waits.run_for(180)  # past the next fair, and till the rent of the wait is made up
    assert sum(one.hours for one in new[0]) > 0.0


def test_neutral_without_weight_or_hours_a_fair_changes_nothing(lab: "Lab") -> None:
    """Communities here are alike, each with one organisation of two posts, wherever it comes from."""
    model = lab.run(days=60, **FAIR, fit_weight=0.0, fair_hours=0.0)
    assert lab.fingerprint(model) == lab.fingerprint(lab.run(days=60))
    assert lab.hours(lab.run(days=20, **FAIR, fair_hours=0.0), Activity.MEETING) == 0.0


def test_dormant_assigned_whatever_fit_and_fairs_would_be(lab: "Lab") -> None:
    others = {"fit_weight": 0.5, "fair_hours": 18.0, "fair_distance": 0.5}
    a, b = (lab.run(days=40, **changes) for changes in ({}, others))
    assert lab.fingerprint(a) == lab.fingerprint(b) and not b.organizations.active
