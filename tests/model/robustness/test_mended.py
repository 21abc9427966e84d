"""What random scenarios once found, each as the smallest case that shows it."""

from typing import Any

import numpy as np
import pytest

from model.calendar import day_at
from model.governance import GovernanceModel
from model.ledger import State
from model.mechanisms.careers import Careers
from model.mechanisms.civil_affairs import Application
from model.tables import Job
from scenarios.library import load

HOURS = (1.4, 2.3, 4.9, 5.3, 6.0, 6.7, 7.9, 11.3)
TOWN = [{"community": "甲", "street": "北", "residents": 1500, "staff": 8}]


@pytest.mark.parametrize("hours", HOURS)
def test_an_opening_belongs_to_the_day_that_it_opens(hours: float) -> None:
    """6 · 1.4 ÷ 1.4 is less than 6 in doubles: by the quotient, the opening of day 6 would be of day 5."""
    days = np.arange(2000)
    openings = days * hours
    np.testing.assert_array_equal(day_at(openings, hours), days)
    np.testing.assert_array_equal(day_at(np.nextafter(openings[1:], 0.0), hours), days[:-1])
    np.testing.assert_array_equal(day_at(openings + hours / 3.0, hours), days)


@pytest.mark.parametrize("hours", [1.4, 5.3])
def test_what_comes_in_at_an_opening_is_served(hours: float) -> None:
    """A request that came in at an opening was put down for the evening before, when nobody took it in any more."""
    model = GovernanceModel(load("hierarchy").replace(city=TOWN, productive_hours=hours), rng=3)
    model.run_for(30)
    rows, jobs = model.ledger.look(model.world), model.world.jobs
    case = np.flatnonzero(model.ledger.row_of_case >= 0)
    inside = case[rows["state"][model.ledger.row_of_case[case]] == int(State.UNDERWAY)]
    at_work = (jobs["state"].reshape(len(model.world.cases), -1) != int(Job.IDLE)).any(axis=1)
    assert len(inside) > 0 and at_work[inside].all()
    opened = np.isin(rows["voiced"], np.arange(30) * hours)
    assert opened.sum() > 5  # those online come at the opening


@pytest.mark.parametrize("hours", [1.4, 5.3])
def test_an_errand_sent_for_an_opening_comes_in(hours: float) -> None:
    model = GovernanceModel(load("network").replace(city=TOWN, productive_hours=hours), rng=3)
    for _ in range(40):
        model.run_for(1)
        assert all(day >= model.day for day in model.errands._waiting)


def test_a_district_without_needs_has_journeys_that_are_empty() -> None:
    nobody: Any = [{"community": "独居", "street": "北", "residents": 1}]
    model = GovernanceModel(load("hierarchy").replace(city=nobody), rng=3, record_legs=True)
    model.run_for(1)
    assert len(model.requests) == 0
    assert model.journeys.frame().empty and model.journeys.time_spent().empty


def test_organisations_paid_for_needs_that_hardly_arise_get_all_of_them() -> None:
    """Hours that are paid for, over next to none that are asked for: a share of one, not one that overflows."""
    scenario = load("network").replace(city=TOWN, reach_mutual_aid=1e-308, incubation=0)
    model = GovernanceModel(scenario, rng=3)
    granted = np.ones_like(model.engagement.demanded)
    model.engagement._route(granted)
    share = model.reception.bought.share
    assert np.isfinite(share).all() and (share <= 1.0).all()


def test_a_post_that_a_reform_has_ended_is_not_advertised() -> None:
    """Civil affairs approves what was asked for before the reform; the post is no more."""
    model = GovernanceModel(load("hierarchy").replace(city=TOWN), rng=3)
    careers = model.mechanisms.get(Careers)
    late = Application("posts", 0, len(careers.posts), careers, 0.0, granted=6.0)
    before = [post.ready for post in careers.posts]
    careers.application_granted(late)
    assert [post.ready for post in careers.posts] == before


def test_an_association_that_sits_all_the_time_decides() -> None:
    """A cycle of next to no days: the number of sittings until then has no double."""
    scenario = load("network").replace(city=TOWN, sitting_days=5e-324, needs_collective=50.0)
    model = GovernanceModel(scenario, rng=3)
    model.run_for(40)
    assert len(model.outcomes.observed().decisions["decided"]) > 0
