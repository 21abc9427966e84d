"""Consultations are held by quarter, hold from the morning after, and follow what residents know."""

from pathlib import Path

import numpy as np
import pytest

from model.mechanisms.devolution import CHOICES, CONSULTATION, Devolution
from model.routes import ROLE
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


@pytest.mark.parametrize("functions", ["siloed", "integrated"])
def test_residents_know_the_hours_that_work_stood_in_line(city: Path, functions: str) -> None:
    """Every hour of last quarter in line at a committee or a station is told once, by those whom the desk serves."""
    model = district(city, station_functions=functions, communities_per_station=2)
    asked = model.mechanisms.get(Devolution)
    mine = [row for row, (institution, _) in enumerate(model.rows) if institution.kind in ("committee", "station")]
    model.run_for(59)
    first = model.world.floor["queue_hours"].copy()
    told = asked.waiting_hours()
    assert told.min() >= 0.0
    assert told.sum() == pytest.approx(first[mine].sum())
    committee = model.world.role_actor[ROLE["committee"]]
    np.testing.assert_allclose(told[:, CHOICES.index("committee")], first[committee])
    # The second quarter begins on day 60, though nothing is devolved yet: who is asked first later knows no more of it.
    model.run_for(1)
    first = model.world.floor["queue_hours"].copy()
    model.run_for(59)
    later = model.world.floor["queue_hours"] - first
    assert asked.waiting_hours().sum() == pytest.approx(later[mine].sum())


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
