"""C5, open venues 公共资源免费开放: organisations hire for the rent they save; others keep the rooms up."""

from typing import TYPE_CHECKING

import pytest

from model.mechanisms.civil_affairs import CivilAffairsDesks
from model.mechanisms.founding import Founding
from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

OPEN: dict[str, float] = {"open_venues": 0.8}
ALONE = {**OPEN, "foundings_a_year": 0.0}  # what those of the start do with their rents, and nobody else
NO_HOURS = {"venue_upkeep_hours": 0.0, "venue_displaced_hours": 0.0}


def test_benefit_the_rent_that_is_saved_buys_hours(lab: "Lab") -> None:
    model = lab.run(days=260, **ALONE)
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
    model = lab.run(days=60, **ALONE, **NO_HOURS, venue_yuan=0.0)
    assert lab.fingerprint(model) == lab.fingerprint(lab.run(days=60))
    assert not any("organization" in entry.payer + entry.payee for entry in model.accounts.journal)


def test_neutral_without_hours_the_price_is_gone(lab: "Lab") -> None:
    model = lab.run(days=60, **OPEN, **NO_HOURS)
    assert lab.hours(model, Activity.UPKEEP, "committee") == lab.hours(model, Activity.MEETING) == 0.0


def test_dormant_closed_venues_whatever_they_would_cost(lab: "Lab") -> None:
    dear = {"venue_yuan": 90_000.0, "venue_upkeep_hours": 8.0, "venue_displaced_hours": 8.0,
            "foundings_a_year": 2.0, "founding_hours": 300.0, "founding_dues": 50_000.0}  # fmt: skip
    a, b = (lab.run(days=40, **changes) for changes in ({}, dear))
    assert lab.fingerprint(a) == lab.fingerprint(b) and not b.organizations.active


FOUNDING = {**OPEN, "foundings_a_year": 2.0}


@pytest.mark.parametrize("seed", [1, 2])
def test_benefit_residents_found_organisations_without_public_money(lab: "Lab", seed: int) -> None:
    base, model = (lab.run(seed, days=260, **OPEN, foundings_a_year=rate) for rate in (0.0, 2.0))
    new = [one for one in model.organizations.alive if not one.from_start]
    assert 1 <= len(new) == model.mechanisms.get(Founding).founded <= 8 * 2
    assert all(one.from_start for one in base.organizations.alive)
    assert not any(one.registered for one in new) and not any(one.received for one in new)
    assert model.accounts.public == base.accounts.public and model.accounts.total("dues") > 0


def test_price_founders_give_their_own_hours_and_file_at_civil_affairs(lab: "Lab") -> None:
    free, dear = (lab.run(days=200, **FOUNDING, founding_hours=hours) for hours in (0.0, 60.0))
    filed = [a for a in dear.mechanisms.get(CivilAffairsDesks).applications if isinstance(a.owner, Founding)]
    assert len(filed) > 0
    given = [model.volunteers.hours[Activity.MEETING] for model in (free, dear)]
    assert given[1] - given[0] == pytest.approx(60.0 * len(filed))
    base = lab.run(days=200, **OPEN, foundings_a_year=0.0)
    assert lab.hours(dear, Activity.ROUTINE, "civil_affairs") > lab.hours(base, Activity.ROUTINE, "civil_affairs")


def test_who_cannot_pay_the_rest_of_the_rent_closes(lab: "Lab") -> None:
    """4,000 yuan a year are left of a rent of 20,000 where four venues in five are free."""
    closes, stays = (lab.run(days=260, **FOUNDING, founding_dues=dues) for dues in (3_000.0, 5_000.0))
    assert len(closes.organizations.gone) > 0 and not stays.organizations.gone
    assert sum(not one.from_start for one in closes.organizations.alive) < stays.mechanisms.get(Founding).founded


def test_more_is_founded_where_leaders_take_part_and_rooms_are_free(lab: "Lab") -> None:
    """The same ideas at one seed: a leader brings together those who would not have gone on alone."""
    founded = {
        (rooms, leaders): lab.run(days=260, **FOUNDING | {"open_venues": rooms, "leaders": leaders})
        .mechanisms.get(Founding)
        .founded
        for rooms in (0.2, 0.8)
        for leaders in (0.0, 1.0)
    }
    assert founded[0.2, 0.0] <= founded[0.2, 1.0] <= founded[0.8, 1.0]
    assert founded[0.8, 0.0] < founded[0.8, 1.0] and founded[0.2, 0.0] < founded[0.8, 0.0]


def test_neutral_without_ideas_nobody_founds(lab: "Lab") -> None:
    a, b = (
        lab.run(days=60, **OPEN, foundings_a_year=0.0, founding_hours=hours, founding_dues=dues)
        for hours, dues in ((0.0, 0.0), (300.0, 50_000.0))
    )
    assert lab.fingerprint(a) == lab.fingerprint(b)
    assert a.mechanisms.get(Founding).founded == b.mechanisms.get(Founding).founded == 0
