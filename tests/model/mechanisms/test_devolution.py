"""Consultations are held by quarter, hold from the morning after, and follow what residents know."""

from pathlib import Path

import numpy as np
import pytest

from model.mechanisms.devolution import CHOICES, CONSULTATION, Devolution
from tests.model.money import district
from tests.model.small import STILL


def test_nothing_moves_before_the_first_consultation_has_been_held(city: Path) -> None:
    model, base = (district(city, fund_devolution=d, service_money_yuan_per_resident=100.0) for d in (1.0, 0.0))
    for each in (model, base):
        each.run_for(59)
    assert (model.world.orders == base.world.orders).all()
    assert not model.mechanisms.get(Devolution).voiced.any()
    model.run_for(15)
    told = model.mechanisms.get(Devolution).voiced
    assert told.any() and np.allclose(told.sum(axis=1)[told.any(axis=1)], 1.0)
    assert len(CONSULTATION.stops) == 2


def test_late_hours_are_those_beyond_the_standard_by_hand(city: Path) -> None:
    model = district(city)
    model.run_for(70)
    frame = model.requests.frame()
    names = sorted((place.street, place.community) for place in model.scenario.city.communities)
    owner = {item.key: item.candidates[0] for item in model.items}
    now, since, expected = 70 * model.hours, 10 * model.hours, np.zeros((5, len(CHOICES)))
    for row in frame[frame["voiced"] <= now].to_dict("records"):
        end = now if np.isnan(row["resolved"]) else min(float(row["resolved"]), now)
        late = end - max(float(row["voiced"]) + float(row["standard_hours"]), since)
        if late > 0.0 and owner[row["item"]] in CHOICES:
            place = names.index((row["street"], row["community"]))
            expected[place, CHOICES.index(owner[row["item"]])] += late
    assert expected.sum() > 0.0
    np.testing.assert_allclose(model.mechanisms.get(Devolution).late_hours(), expected)


@pytest.mark.parametrize("share", [0.7, 1.0])
def test_posts_return_when_nothing_is_devolved_any_more(city: Path, share: float) -> None:
    ends = [{"day": 75, "rules": {"fund_devolution": 0.0}}]
    model = district(city, fund_devolution=share, service_money_yuan_per_resident=100.0, timeline=ends, **STILL)
    home = model.standing.home.copy()
    model.run_for(75)
    layer = model.standing.posts("devolution")
    assert layer.any() and layer.sum() == 0
    model.run_for(1)
    assert (model.standing.home == home).all() and not layer.any()
    assert (model.standing.skill("devolution") == 1.0).all()
