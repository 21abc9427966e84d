"""F3, charity pantry 义仓义集: needs that the vulnerable bear are met in kind; hours, and waste."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.ledger import State
from model.mechanisms.charity_pantry import IN_KIND, CharityPantry

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

NO_HOURS = {"pantry_opening_hours": 0.0, "pantry_parcel_hours": 0.0}


@pytest.mark.parametrize("seed", [1, 2])
def test_benefit_the_vulnerable_bear_fewer_needs(lab: "Lab", seed: int) -> None:
    off, on = (lab.run(seed, charity_pantry=rule) for rule in (False, True))
    values = [model.outcomes.frame().set_index("outcome")["value"] for model in (off, on)]
    assert values[1]["unvoiced_stock_vulnerable"] < 0.95 * values[0]["unvoiced_stock_vulnerable"]
    assert values[0]["supplied_needs"] == 0.0 < values[1]["supplied_needs"]
    frame = on.requests.frame()
    helped = frame[frame["state"] == "supplied"]
    assert len(helped) == on.mechanisms.get(CharityPantry).given.sum() > 20
    assert helped["vulnerable"].all() and helped["item"].isin(IN_KIND).all()
    assert helped["voiced"].isna().all() and (helped["hours"] == 0.0).all()


def test_who_asks_an_institution_is_served_by_it_as_before(lab: "Lab") -> None:
    """The pantry takes no request from anybody: whatever was voiced at once comes in as without it."""
    off, on = (lab.ledger for lab in (lab.run(days=60, charity_pantry=rule, **NO_HOURS) for rule in (False, True)))
    n = min(off.size, on.size)
    a, b = off.rows[:n], on.rows[:n]
    at_once = np.isfinite(a["voiced"]) & (a["voiced"] == b["voiced"])
    changed = (a["state"] != b["state"]) & ~at_once
    assert changed.sum() > 0
    assert (b["state"][changed] == State.SUPPLIED).mean() > 0.9


def test_price_volunteers_give_hours_an_opening_and_a_parcel(lab: "Lab") -> None:
    free, model = (lab.run(days=62, charity_pantry=True, **hours) for hours in (NO_HOURS, {}))
    given = model.mechanisms.get(CharityPantry).given.sum()
    assert given > 10
    more = model.voicing.volunteer_hours - free.voicing.volunteer_hours
    assert more == pytest.approx(12 * 8 * 6.0 + 0.5 * given)


def test_price_goods_spoil(lab: "Lab") -> None:
    pantries = [
        lab.run(charity_pantry=True, pantry_waste=waste, pantry_donations=0.08).mechanisms.get(CharityPantry)
        for waste in (0.0, 0.05, 0.5)
    ]
    assert pantries[0].wasted.sum() == 0 < pantries[1].wasted.sum() < pantries[2].wasted.sum()
    assert (pantries[0].donated == pantries[2].donated).all()
    assert pantries[2].given.sum() < pantries[0].given.sum()


@pytest.mark.parametrize("neutral", [{"pantry_donations": 0.0}, {"pantry_reach": 0.0}])
def test_neutral_without_gifts_or_without_anybody_reached_nothing_changes(
    lab: "Lab", neutral: dict[str, float]
) -> None:
    base = lab.run(days=40)
    model = lab.run(days=40, charity_pantry=True, **neutral, **NO_HOURS)
    assert lab.fingerprint(model) == lab.fingerprint(base)
    assert model.voicing.volunteer_hours == base.voicing.volunteer_hours


def test_dormant_there_is_no_pantry_whatever_one_would_be(lab: "Lab") -> None:
    other = {"pantry_donations": 3.0, "pantry_waste": 0.5, "pantry_reach": 1.0, "pantry_opening_hours": 30.0,
             "pantry_parcel_hours": 2.0}  # fmt: skip
    a, b = (lab.run(days=40, **changes) for changes in ({}, other))
    assert lab.fingerprint(a) == lab.fingerprint(b)
    assert a.voicing.volunteer_hours == b.voicing.volunteer_hours
    assert b.mechanisms.get(CharityPantry).donated.sum() == 0
