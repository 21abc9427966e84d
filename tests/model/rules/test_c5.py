"""C5, open venues 公共资源免费开放: organisations hire for the rent they save; others keep the rooms up."""

from typing import TYPE_CHECKING

import pytest

from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

OPEN = {"open_venues": 0.8}
NO_HOURS = {"venue_upkeep_hours": 0.0, "venue_displaced_hours": 0.0}


def test_benefit_the_rent_that_is_saved_buys_hours(lab: "Lab") -> None:
    model = lab.run(days=260, **OPEN)
    accounts = model.accounts
    saved = 8 * 13 * 0.8 * 20_000.0 * 20 / 250 * 100
    assert accounts.total("venue_saved") == pytest.approx(saved, rel=0.1)
    kept = sum(amount for name, amount in accounts.balance.items() if name.startswith("organization"))
    assert accounts.total("wage") + accounts.total("organization_overhead") + kept == accounts.total("venue_saved")
    hours = sum(one.hours for one in model.organizations.alive)
    assert hours == pytest.approx(accounts.total("wage") / 100 / 60.0) and hours > 0.0


@pytest.mark.parametrize("share", [0.4, 0.8])
def test_price_upkeep_and_displaced_use(lab: "Lab", share: float) -> None:
    base, model = lab.run(days=50), lab.run(days=50, open_venues=share)
    more = [
        lab.hours(model, activity, kind) - lab.hours(base, activity, kind)
        for activity, kind in ((Activity.UPKEEP, "committee"), (Activity.MEETING, "station"))
    ]
    assert more == pytest.approx([8 * 10 * share * 1.5, 8 * 10 * share * 1.0], rel=0.1)


def test_neutral_without_rent_nothing_is_saved(lab: "Lab") -> None:
    model = lab.run(days=60, **OPEN, **NO_HOURS, venue_yuan=0.0)
    assert lab.fingerprint(model) == lab.fingerprint(lab.run(days=60))
    assert not any("organization" in entry.payer + entry.payee for entry in model.accounts.journal)


def test_neutral_without_hours_the_price_is_gone(lab: "Lab") -> None:
    model = lab.run(days=60, **OPEN, **NO_HOURS)
    assert lab.hours(model, Activity.UPKEEP, "committee") == lab.hours(model, Activity.MEETING) == 0.0


def test_dormant_closed_venues_whatever_they_would_cost(lab: "Lab") -> None:
    dear = {"venue_yuan": 90_000.0, "venue_upkeep_hours": 8.0, "venue_displaced_hours": 8.0}
    a, b = (lab.run(days=40, **changes) for changes in ({}, dear))
    assert lab.fingerprint(a) == lab.fingerprint(b) and not b.organizations.active
