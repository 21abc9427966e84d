"""Public money flows in instalments, is the same under any rules, and departments pay in the order of proposal."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.accounts import OUTSIDE
from model.budget import posts_by_kind, public_money
from model.governance import GovernanceModel
from model.mechanisms.budget_flow import BudgetFlow
from scenarios.actors import DEPARTMENTS, KINDS
from tests.model.money import district, project
from tests.model.small import STILL, rules

MONEY = st.fixed_dictionaries(
    {
        "fund_devolution": st.floats(0.0, 1.0),
        "fund_mix": st.sampled_from(["government", "four_sources"]),
        "crowdfunding": st.booleans(),
        "charity_pantry": st.booleans(),
        "fund_allocation": st.sampled_from(["equal_shares", "greedy"]),
        "works_yuan_per_resident": st.floats(0.0, 40.0),
    }
)


def balanced(model: GovernanceModel) -> None:
    balance = model.accounts.balance
    assert sum(balance.values()) == 0
    assert all(amount >= 0 for name, amount in balance.items() if name not in OUTSIDE)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=rules(), money=MONEY, days=st.sampled_from([1, 19, 65, 130]), projects=st.integers(0, 30))
def test_public_money_is_the_same_under_any_rules_and_the_books_balance_every_day(
    city: Path, changes: dict[str, Any], money: dict[str, Any], days: int, projects: int
) -> None:
    works = {"works_yuan_per_resident": money["works_yuan_per_resident"]}
    base, model = district(city, **works), district(city, **(changes | money))
    for number in range(projects):
        project(model, number % 5, 500.0 + 2_000.0 * number)
    for _ in range(days):
        model.run_for(1)
        balanced(model)
    base.run_for(days)
    assert model.accounts.public == base.accounts.public > 0
    assert base.accounts.private == 0
    gifts = model.scenario.rules.open_venues > 0.0  # rents that organisations are spared are given by resident units
    if money["fund_mix"] == "government" and not money["crowdfunding"] and not gifts:
        assert model.accounts.private == 0
    flows, entries = model.accounts.flows, model.accounts.journal
    assert sum(flows.values()) == sum(entry.fen for entry in entries)


def test_a_year_is_paid_to_the_fen_and_every_post_its_wage(city: Path) -> None:
    model = district(city, **STILL)  # no post is vacant
    account = public_money(posts_by_kind(model.world.orders), len(model.residents), model.scenario.resources)
    model.run_for(249)
    accounts, total = model.accounts, account[-1]
    assert model.mechanisms.get(BudgetFlow).paid_until == 250
    assert accounts.public == round(total.yuan * 100)
    wages = {line.what: line.yuan for line in account if line.posts and line.what != "total"}
    paid = {what: accounts.total(f"wages {what}") / 100 for what in wages}
    assert paid == pytest.approx(wages, abs=0.02 * 13)
    assert accounts.balance["district"] == 0
    departments = [f"department {role}" for role in DEPARTMENTS]
    works = sum(accounts.balance[name] for name in departments)
    carried_out = accounts.total("works", payers=departments)  # issues that residents raised
    assert works + carried_out == accounts.total("works", payers=["treasury"]) > carried_out
    frame = model.outcomes.frame().set_index("outcome")["value"]
    assert frame["public_money"] == pytest.approx(total.yuan / len(model.residents) * 1000)
    assert frame["private_money"] == 0.0
    assert frame["spent_share"] == pytest.approx(1.0 - works / accounts.public)


def test_a_year_of_grants_is_paid_in_advance_and_made_up_for_by_its_end(city: Path) -> None:
    model, base = (district(city, incubation=yuan, **STILL) for yuan in (8_000_000, 0))
    granted = model.accounts.total("incubation")
    assert granted > 0 and model.accounts.advanced == pytest.approx(granted * (1 - 20 / 250), abs=1)
    base.run_for(249)
    model.run_for(249)
    assert model.accounts.advanced == pytest.approx(0, abs=5)
    assert model.accounts.public == base.accounts.public
    wages = [each.accounts.total(*(f"wages {kind}" for kind in KINDS)) for each in (base, model)]
    assert wages[0] - wages[1] == pytest.approx(granted, abs=5)


@pytest.mark.parametrize("mode", ["posts", "projects"])
def test_contracts_are_paid_with_the_wages_of_posts_given_up_for_them(city: Path, mode: str) -> None:
    model, base = (district(city, purchase_mode=each, purchase_share=1.0, needs_care=250.0, **STILL)
                   for each in (mode, "none"))  # fmt: skip
    base.run_for(249)
    model.run_for(249)
    given_up = -int(model.standing.posts("purchase").sum())
    assert given_up > 0 and model.accounts.public == base.accounts.public
    wages = [each.accounts.total(*(f"wages {kind}" for kind in KINDS)) for each in (base, model)]
    r = model.scenario.resources
    year = given_up * r.productive_hours * r.working_days * r.wage_yuan_per_hour * 100
    assert wages[0] - wages[1] == pytest.approx(year, abs=5) == model.accounts.total("advances")
    # Contracts run from month to month, a month ahead and in advance: a month and a half beyond the year of 12.5.
    assert model.accounts.total("purchase") - model.accounts.total("advances") <= 1.5 / 12.5 * year + 500


def test_the_outcome_does_not_depend_on_when_one_looks(city: Path) -> None:
    model, found = district(city), []
    for _ in range(4):
        model.run_for(17)
        found.append(model.outcomes.frame().set_index("outcome")["value"]["public_money"])
    assert found == pytest.approx([found[0]] * 4, rel=1e-6)


def test_a_department_pays_first_come_first_served_and_waits_when_its_money_is_spent(city: Path) -> None:
    model = district(city)
    account = "department dept_housing"
    has = model.accounts.balance[account] / 100
    first = project(model, 0, 0.4 * has, liable="dept_housing")
    dear = project(model, 1, 1.2 * has, liable="dept_housing")
    cheap = project(model, 2, 0.1 * has, liable="dept_housing")
    other = project(model, 2, 0.1 * has, liable="dept_urban_management")
    model.run_for(6)
    assert model.projects.waiting == [dear, cheap]  # what is behind the dear one waits too
    assert model.accounts.balance[account] == round(has * 100) - first.cost
    assert other not in model.projects.waiting
    model.run_for(20)
    assert model.projects.waiting == []


def test_a_project_that_no_department_answers_for_is_paid_by_who_has_most_to_spare(city: Path) -> None:
    model = district(city)
    accounts = {role: model.accounts.balance[f"department {role}"] for role in DEPARTMENTS}
    richest = max(accounts, key=accounts.__getitem__)
    project(model, 0, 100.0)
    project(model, 0, 100.0, liable="street")
    model.run_for(6)
    assert model.projects.waiting == []
    assert model.accounts.balance[f"department {richest}"] == accounts[richest] - 200_00


@pytest.mark.parametrize(("changes", "share"), [
    ({}, 0.0), ({"fund_devolution": 0.7}, 0.7), ({"fund_mix": "four_sources"}, 0.5),
    ({"fund_mix": "four_sources", "fund_devolution": 0.7}, 0.7),
    ({"fund_mix": "four_sources", "government_fund_share": 0.0}, 0.0),
])  # fmt: skip
def test_works_money_is_shared_out_by_residents(city: Path, changes: dict[str, Any], share: float) -> None:
    model = district(city, **changes)
    funds = {place.community: model.accounts.balance[f"fund {place.community}"] for place in
             model.scenario.city.communities}  # fmt: skip
    paid = model.accounts.total("works", payers=["treasury"])
    assert sum(funds.values()) == round(share * paid)
    people = len(model.residents)
    for place in model.scenario.city.communities:
        assert funds[place.community] == pytest.approx(share * paid * place.residents / people, abs=1.0)
