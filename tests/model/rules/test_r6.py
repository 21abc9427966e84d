"""R6, civil affairs in one desk 民政三合一: fewer desks in a row, and a desk that knows each field less well."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.mechanisms.civil_affairs import CivilAffairsDesks
from model.routes import ROLE
from model.tables import Activity
from scenarios.actors import DESKS

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

SEEDS = (1, 2, 3)
WAYS = ("fragmented", "unified")
APPLICATIONS = {"applications_registration": 600.0, "applications_grant": 600.0, "applications_posts": 600.0}


def times(model: "GovernanceModel") -> np.ndarray:
    return model.mechanisms.get(CivilAffairsDesks).times


@pytest.mark.parametrize("seed", SEEDS)
def test_benefit_an_application_waits_for_one_sitting_and_not_for_three(lab: "Lab", seed: int) -> None:
    """At its price's neutral value and at the default alike: sittings, not hours of work, make the time."""
    for overhead in (0.0, 0.15):
        a, b = (
            times(lab.run(seed, civil_affairs_integration=way, wider_desk_overhead=overhead, **APPLICATIONS))
            for way in WAYS
        )
        np.testing.assert_array_equal(a[:, 0], b[:, 0])  # the same applications at the same moments
        both = np.isfinite(a[:, 1]) & np.isfinite(b[:, 1])
        assert both.sum() > 60
        gain = (a[:, 1] - b[:, 1])[both] / 6.0
        assert gain.min() > 0.0 and gain.mean() > 5.0  # working days; a desk sits every five


@pytest.mark.parametrize("overhead", [0.0, 0.15, 0.5])
def test_price_all_work_of_the_desk_takes_a_share_longer(lab: "Lab", overhead: float) -> None:
    model = lab.run(civil_affairs_integration="unified", wider_desk_overhead=overhead, **APPLICATIONS)
    legs = lab.legs(model, Activity.ROUTINE, "civil_affairs")
    assert len(legs) > 60
    took = model.scenario.parameters.application_hours * (1.0 + overhead)
    np.testing.assert_allclose(legs["finished"] - legs["started"], took, rtol=1e-9)
    approvals = lab.legs(model, Activity.APPROVAL, "civil_affairs")
    p = model.scenario.parameters
    least = p.approval_hours * (1.0 + overhead)
    assert len(approvals) > 60
    assert (approvals["finished"] - approvals["started"]).min() >= least - 1e-9


def test_price_relief_is_approved_by_a_slower_desk_whose_posts_are_pooled(lab: "Lab") -> None:
    """Items whose chain passes the desk for social work come to the one desk: more posts, more hours each."""
    three, one = (lab.run(civil_affairs_integration=way, wider_desk_overhead=0.5) for way in WAYS)
    role = [ROLE[desk] for desk in DESKS]
    assert len(np.unique(three.world.role_actor[role])) == 3 and len(np.unique(one.world.role_actor[role])) == 1
    posts = [model.world.orders["servers"][lab.desks(model, "civil_affairs")] for model in (three, one)]
    assert posts[0].sum() == posts[1].sum() and len(posts[1]) == 1
    hours = [lab.hours(model, Activity.APPROVAL, "civil_affairs") for model in (three, one)]
    numbers = [len(lab.legs(model, Activity.APPROVAL, "civil_affairs")) for model in (three, one)]
    assert hours[1] / numbers[1] > 1.4 * hours[0] / numbers[0]


def test_neutral_a_wider_desk_that_knows_as_much_is_as_quick(lab: "Lab") -> None:
    told = lab.differing("wider_desk_overhead", (0.0, 0.5), civil_affairs_integration="unified")
    assert told == {"orders.overhead.civil_affairs"}
    model = lab.new(civil_affairs_integration="unified", wider_desk_overhead=0.0)
    assert (model.world.orders["overhead"] == 1.0).all()


def test_dormant_whatever_its_price(lab: "Lab") -> None:
    a, b = (lab.run(days=40, wider_desk_overhead=overhead) for overhead in (0.0, 0.5))
    assert lab.fingerprint(a) == lab.fingerprint(b)
