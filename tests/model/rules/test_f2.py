"""F2, crowdfunding 资本众筹会: small projects that many want are paid for; others cost hours and stay unfunded."""

from typing import TYPE_CHECKING, Any

import pytest

from model.governance import GovernanceModel
from model.mechanisms.crowdfunding import PLEDGES, Crowdfunding
from model.tables import Activity
from tests.model.money import alone, fingerprint, project

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

NO_HOURS: dict[str, Any] = {"campaign_hours": 0.0, "campaign_volunteer_hours": 0.0}
NOBODY_GIVES: dict[str, Any] = {"pledge_yuan": 0.0, "unit_pledge_yuan": 0.0}


def with_projects(lab: "Lab", days: int = 40, /, *, supporters: int = 400, yuan: float = 8_000.0,
                  **changes: Any) -> GovernanceModel:  # fmt: skip
    """Every community wants one project; there is no works money."""
    model = lab.new(**({"works_yuan_per_resident": 0.0} | changes))
    for place in range(8):
        project(model, place, yuan, supporters=supporters)
    alone(model).run_for(days)
    return model


def without(lab: "Lab") -> GovernanceModel:
    """Nobody wants any."""
    model = alone(lab.new())
    model.run_for(40)
    return model


def test_benefit_popular_small_projects_are_done_with_private_money(lab: "Lab") -> None:
    off, on = (with_projects(lab, crowdfunding=rule) for rule in (False, True))
    assert (off.projects.funded, on.projects.funded) == (0, 8)
    assert on.accounts.public == off.accounts.public
    assert on.accounts.private == 8 * 8_000_00  # what was pledged beyond the cost has gone back


def test_price_what_few_want_stays_unfunded_and_everybody_is_refunded(lab: "Lab") -> None:
    """The same need, the same cost: only how many want it differs."""
    model = with_projects(lab, crowdfunding=True, supporters=10, unit_pledge_yuan=0.0)
    crowd = model.mechanisms.get(Crowdfunding)
    assert (crowd.succeeded, crowd.failed, model.projects.funded) == (0, 8, 0)
    assert model.accounts.total("pledge") == model.accounts.total("refund") > 0
    assert model.accounts.private == model.accounts.balance[PLEDGES] == 0
    assert len(model.projects.waiting) == 8  # they wait for other money


def test_price_campaigns_take_hours_won_or_lost(lab: "Lab") -> None:
    for supporters in (10, 400):
        free, asked, helped = (
            with_projects(lab, supporters=supporters, crowdfunding=True, **(NO_HOURS | hours))
            for hours in ({}, {"campaign_hours": 6.0}, {"campaign_volunteer_hours": 15.0})
        )
        assert lab.hours(asked, Activity.MEETING, "committee") == pytest.approx(8 * 6.0)
        assert helped.voicing.volunteer_hours - free.voicing.volunteer_hours == pytest.approx(8 * 15.0)
        assert lab.fingerprint(free) == lab.fingerprint(without(lab))


def test_neutral_where_nobody_gives_nothing_is_funded(lab: "Lab") -> None:
    model = with_projects(lab, crowdfunding=True, **NOBODY_GIVES)
    assert model.accounts.private == model.projects.funded == 0


def test_dear_projects_are_not_put_to_residents(lab: "Lab") -> None:
    model = with_projects(lab, crowdfunding=True, yuan=30_001.0)
    assert lab.hours(model, Activity.MEETING) == 0.0
    assert model.mechanisms.get(Crowdfunding).failed == 0


def test_dormant_without_the_rule_nobody_is_asked_whatever_they_would_give(lab: "Lab") -> None:
    other: dict[str, Any] = {
        "crowdfunding_most_yuan": 200_000.0, "campaign_days": 1.0, "campaign_hours": 30.0, "pledge_yuan": 500.0,
        "campaign_volunteer_hours": 60.0, "unit_pledge_yuan": 20_000.0,
    }  # fmt: skip
    a, b = (with_projects(lab, **changes) for changes in ({}, other))
    assert fingerprint(a) == fingerprint(b)
    assert lab.fingerprint(a) == lab.fingerprint(without(lab))
