"""C9, incubation 孵化: organisations and projects for posts that stations give up; some fail, all are contended for."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.mechanisms.incubation import LEAST, MOST, Incubation
from model.tables import Activity
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

MONEY = {"incubation": 5_000_000}


def test_benefit_organisations_are_founded_and_hire(lab: "Lab") -> None:
    base, model = lab.run(), lab.run(**MONEY)
    new = [one for one in model.organizations.alive if not one.from_start]
    assert len(new) >= 1 and len(base.organizations.alive) == 8
    assert sum(one.hours for one in model.organizations.alive) > 500.0
    assert not any(one.hours for one in base.organizations.alive)
    work = [lab.hours(m, Activity.WORK, "organization") for m in (base, model)]
    assert work[1] > work[0]


def test_benefit_granted_hours_meet_needs_of_the_organisations_field(lab: "Lab") -> None:
    model = lab.run(**MONEY)
    routed = model.reception.bought.share
    held = {(deal.place, deal.field) for o in model.organizations.alive for deal in o.deals if deal.posts}
    assert held
    for place, category in np.argwhere(routed > 0.0).tolist():
        assert (place, CATEGORIES[category]) in held
    assert routed.max() <= 1.0


def test_price_posts_worth_the_money_leave_the_stations(lab: "Lab") -> None:
    model = lab.new(**MONEY)
    posts = int(-model.standing.posts("incubation").sum())
    yuan = 5_000_000 * 8 * 6541 / 353_200
    assert posts == round(yuan / (60.0 * 6 * 250))
    assert model.accounts.total("incubation") == posts * 60 * 6 * 250 * 100
    base = lab.new()
    for kind, lost in (("station", posts), ("committee", 0), ("organization", 0)):
        servers = [int(m.world.orders["servers"][lab.desks(m, kind)].sum()) for m in (base, model)]
        assert servers[0] - servers[1] == lost


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_price_training_takes_money_and_windows_hours(lab: "Lab", share: float) -> None:
    model = lab.run(days=100, **MONEY, training_share=share)
    month = model.accounts.total("incubation") / 100 * share * 20 / 250
    assert model.organizations.training_yuan == pytest.approx(6 * month, rel=1e-6)  # the sixth has just begun
    assert lab.hours(model, Activity.TRAINING) == pytest.approx(5 * month / 150.0, rel=0.15)
    assert lab.hours(model, Activity.TRAINING) == lab.hours(model, Activity.TRAINING, "station")


def test_price_failures_cost_the_grant(lab: "Lab") -> None:
    sure, shaky = (lab.run(**MONEY, incubation_failure=chance) for chance in (0.0, 0.6))
    assert sure.mechanisms.get(Incubation).failures == 0 < shaky.mechanisms.get(Incubation).failures
    assert sure.accounts.total("failed") == 0 < shaky.accounts.total("failed")
    hours = [sum(one.hours for one in m.organizations.alive) for m in (sure, shaky)]
    assert hours[1] < hours[0]


def test_price_applications_are_contests(lab: "Lab") -> None:
    alone, rivals = (lab.run(days=60, **MONEY, tender_bidders=n) for n in (1, 3))
    assert lab.hours(alone, Activity.CONTEST) == 0.0 < lab.hours(rivals, Activity.CONTEST)
    assert rivals.voicing.volunteer_hours > alone.voicing.volunteer_hours  # founders' own time


def test_grants_are_as_large_as_the_literature_says(lab: "Lab") -> None:
    book = lab.new(**MONEY).mechanisms.get(Incubation)
    sizes = np.array([book._size(number) for number in range(2000)])
    assert sizes.min() >= LEAST and sizes.max() <= MOST
    assert np.median(sizes) == pytest.approx(70_000.0, rel=0.06)


def test_organisations_that_cannot_pay_close_and_leave_the_rest_to_the_foundation(lab: "Lab") -> None:
    model = lab.run(days=600, **MONEY, venue_yuan=100_000.0)
    assert model.organizations.gone and not any(one.from_start for one in model.organizations.gone)
    assert all(model.accounts.balance[one.account] == 0 for one in model.organizations.gone)
    assert model.accounts.total("returned") > 0
    assert min(model.accounts.balance[o.account] for o in model.organizations.alive if not o.from_start) >= 0
    assert sum(model.accounts.balance.values()) == 0
    cheap = lab.run(days=600, **MONEY, venue_yuan=0.0)
    assert len(cheap.organizations.alive) > len(model.organizations.alive)


def test_dormant_whatever_organisations_cost_or_are_worth(lab: "Lab") -> None:
    """No parameter of organisations bears on a run in which no rule gives them anything to do."""
    others = {
        "organization_overhead": 0.3, "organization_quality_premium": 0.5, "learning_rate": 1.0, "learning_gain": 0.5,
        "reputation_rate": 1.0, "venue_yuan": 90_000.0, "venue_upkeep_hours": 8.0, "venue_displaced_hours": 8.0,
        "tender_bidders": 8, "contest_stake": 0.5, "bid_review_hours": 8.0, "monitoring_hours": 12.0,
        "contract_settling": 0.6, "contract_settling_days": 120.0, "grant_median_yuan": 10_000.0, "grant_spread": 1.5,
        "incubation_failure": 0.6, "training_share": 1.0, "training_yuan_per_hour": 50.0, "registered_share": 1.0,
        "fit_weight": 0.5, "fair_hours": 18.0, "fair_distance": 0.5,
    }  # fmt: skip
    a, b = lab.run(days=260), lab.run(days=260, **others)
    assert lab.fingerprint(a) == lab.fingerprint(b)
    assert not b.accounts.journal and not b.organizations.active
