"""The provision point: a project is paid for iff what is pledged reaches its cost, else all get their money back."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.mechanisms.crowdfunding import PLEDGES, Crowdfunding
from scenarios.actors import DEPARTMENTS
from tests.model.money import district, project


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 200), st.floats(100.0, 12_000.0)), min_size=1, max_size=8))
def test_funded_if_and_only_if_the_pledges_suffice(city: Path, wanted: list[tuple[int, int, float]]) -> None:
    model = district(city, crowdfunding=True, works_yuan_per_resident=0.0, campaign_days=5.0, unit_pledge_yuan=500.0)
    crowd = model.mechanisms.get(Crowdfunding)
    made = [project(model, place, yuan, supporters) for place, supporters, yuan in wanted]
    # Trust may move a little before the campaign ends, so a pledge that just reaches the cost is left aside.
    sums = [int(each.sum()) + units for each, units in map(crowd.pledged, made)]
    model.run_for(12)
    accounts = model.accounts
    for one, pledged in zip(made, sums, strict=True):
        if abs(pledged - one.cost) > 0.05 * one.cost:
            assert (one not in model.projects.waiting) == (pledged >= one.cost)
    paid = sum(one.cost for one in made if one not in model.projects.waiting)
    assert accounts.private == accounts.total("works", payers=[PLEDGES]) == paid
    assert accounts.balance.get(PLEDGES, 0) == 0
    assert accounts.total("pledge") - accounts.total("refund") == paid
    assert crowd.succeeded + crowd.failed == len(made)


def test_a_campaign_takes_its_days_and_nobody_else_pays_meanwhile(city: Path) -> None:
    model = district(city, crowdfunding=True, campaign_days=20.0, pledge_yuan=500.0, works_yuan_per_resident=0.0)
    made = project(model, 0, 500.0)
    model.run_for(6)
    for role in DEPARTMENTS:
        model.accounts.pay(6, "treasury", f"department {role}", made.cost, "works")
    model.run_for(18)
    assert model.projects.waiting == [] and model.projects.funded == 0
    model.run_for(3)
    assert model.projects.funded == 1
    assert made.cost == model.accounts.private


def test_a_project_is_put_to_residents_once(city: Path) -> None:
    model = district(city, crowdfunding=True, campaign_days=5.0, pledge_yuan=0.0, unit_pledge_yuan=0.0,
                     works_yuan_per_resident=0.0)  # fmt: skip
    project(model, 0, 500.0)
    model.run_for(30)
    assert model.mechanisms.get(Crowdfunding).failed == 1
    assert len(model.projects.waiting) == 1


@pytest.mark.parametrize("wealth_spread", [0.0, 1.0])
def test_pledges_follow_trust_and_wealth(city: Path, wealth_spread: float) -> None:
    model = district(city, crowdfunding=True, wealth_spread=wealth_spread)
    crowd, made = model.mechanisms.get(Crowdfunding), project(model, 0, 500.0, supporters=500)
    before, units = crowd.pledged(made)
    model.residents.columns["trust"][made.supporters, 0] *= 0.5
    after, same = crowd.pledged(made)
    assert same == units
    assert after.sum() == pytest.approx(before.sum() / 2, rel=0.01)
