"""Organisations at their desks: none swallows cases, none leaves any behind, and every yuan is somewhere."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agents.organization import NOWHERE, Organization
from model.estimators import herfindahl, shannon
from model.governance import GovernanceModel
from scenarios.actors import DEPARTMENTS, KINDS
from scenarios.library import load
from tests.model.small import STILL

CITY = "community,street,residents,organizations,workers\na,one,5000,0,\nb,one,6000,2,3\nc,two,7000,,\n"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("organizations") / "city.csv"
    path.write_text(CITY, encoding="utf-8")
    return path


def model_of(city: Path, **rules: object) -> GovernanceModel:
    return GovernanceModel(load("hierarchy").replace(city=str(city), **rules), rng=3)


def test_they_are_agents_with_the_posts_of_their_desk(city: Path) -> None:
    model = model_of(city)
    assert [(one.number, one.home, one.posts) for one in model.organizations.alive] == [(1, 1, 2), (2, 1, 1), (3, 2, 2)]
    assert len(model.agents_by_type[Organization]) == 3
    assert model.world.orders["servers"][model.organizations.row].tolist() == [0, 3, 2]


def test_a_desk_without_posts_takes_no_case(city: Path) -> None:
    model = model_of(city)
    model.run_for(120)
    row = model.organizations.row[0]
    assert model.world.floor["waiting"][row] == model.world.floor["busy_hours"][row] == 0
    rows = model.ledger.look(model.world)
    assert np.isfinite(rows["resolved"][rows["place"] == 0]).sum() > 500


def test_the_first_organisation_of_a_community_is_given_cases_and_the_last_leaves_none_behind(city: Path) -> None:
    model = model_of(city, matching="fair")
    known = model.organizations
    row = int(known.row[0])
    known.engage(known.alive[0], 0)
    model.engagement.write()
    model.run_for(60)
    busy = float(model.world.floor["busy_hours"][row])
    assert busy > 5.0
    for one in known.alive:
        if one.place == 0:
            known.engage(one, 2)
    model.engagement.write()
    assert not (model.world.role_actor == row).any()
    model.run_for(120)
    assert model.world.floor["waiting"][row] == 0 == model.world.orders["servers"][row]
    live = model.world.cases["state"] == 1
    assert not (live & (model.world.cases["owner"] == row)).any()


def test_without_any_organisation_nothing_can_be_bought(city: Path) -> None:
    rules = {"purchase_mode": "projects", "purchase_share": 0.6, "organization_posts": 0}
    none = city.parent / "none.csv"
    none.write_text(CITY.replace("2,3", "0,").replace("7000,", "7000,0"), encoding="utf-8")
    a, b = model_of(none, **rules), model_of(none, organization_posts=0)
    for model in (a, b):
        model.run_for(30)
    assert a.ledger.look(a.world).tobytes() == b.ledger.look(b.world).tobytes()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    mode=st.sampled_from(["posts", "projects"]),
    share=st.floats(0.0, 1.0),
    opened=st.sampled_from([0.0, 0.5, 1.0]),
    money=st.integers(0, 20_000_000),
    fair=st.booleans(),
    k=st.integers(1, 2),
)
@example(mode="projects", share=0.5, opened=0.0, money=9713000, fair=False, k=1)  # a worker has quit on day 271
def test_any_mix_of_rules_keeps_money_and_posts(
    city: Path, mode: str, share: float, opened: float, money: int, fair: bool, k: int
) -> None:
    model = model_of(
        city, purchase_mode=mode, purchase_share=share, open_venues=opened, incubation=money,
        matching="fair" if fair else "assigned", communities_per_station=k,
    )  # fmt: skip
    for days in (1, 60, 210):
        model.run_for(days)
        balance = model.accounts.balance
        assert sum(balance.values()) == 0
        assert min([balance[n] for n in balance if n.startswith(("organization", "foundation"))], default=0) >= 0
        servers = model.world.orders["servers"]
        assert (servers >= 0).all()
        assert (servers[model.world.orders["kind"] == KINDS.index("station")] >= 1).all()
        hired = sum(deal.posts for one in model.organizations.alive for deal in one.deals)
        given_up = -sum(int(model.standing.posts(name).sum()) for name in ("purchase", "incubation"))
        first = int(model_of(city, communities_per_station=k).world.orders["servers"].sum())
        vacant = -int(model.standing.posts("careers").sum())
        kept = int(servers.sum()) - (first - given_up + hired - vacant)
        assert 0 <= kept <= 3  # posts that stay where the last organisation left
        placed = [one.place for one in model.organizations.alive]
        assert all(place == NOWHERE or 0 <= place < 3 for place in placed)


def test_rules_may_come_and_go(city: Path) -> None:
    """What organisations are paid for ends with the rule; other changes leave contracts, fairs and grants alone."""
    bought = {"purchase_mode": "projects", "purchase_share": 0.6, "incubation": 20_000_000, "matching": "fair"}
    turns = [
        {"day": 30, "for": 32, "rules": bought},
        {"day": 31, "for": 31, "rules": {"sole_duty_service": 0.7}},
    ]
    model = model_of(city, timeline=turns, **STILL)
    for role in DEPARTMENTS:  # no issue that a desk works on waits for money
        model.accounts.pay(0, "treasury", f"department {role}", 10**12, "works")
    servers = model.world.orders["servers"].copy()
    model.run_for(31)
    changed = model.world.orders["servers"].copy()
    assert (changed != servers).any()
    journal = len(model.accounts.journal)
    model.run_for(1)
    assert model.scenario.rules.sole_duty_service == 0.7
    np.testing.assert_array_equal(model.world.orders["servers"], changed)
    assert len(model.accounts.journal) == journal
    assert any(deal.source == "purchase" for one in model.organizations.alive for deal in one.deals)
    model.run_for(31)
    assert not any(deal.source == "purchase" for one in model.organizations.alive for deal in one.deals)
    model.run_for(300)  # until what was granted is spent
    row = model.organizations.row
    others = np.setdiff1d(np.arange(len(servers)), row)
    np.testing.assert_array_equal(model.world.orders["servers"][others], servers[others])
    hired = sum(deal.posts for one in model.organizations.alive for deal in one.deals)
    assert model.world.orders["servers"][row].sum() == servers[row].sum() + hired
    assert sum(model.accounts.balance.values()) == 0


def test_concentration_and_diversity_by_hand() -> None:
    assert herfindahl(np.array([1.0, 1.0, 2.0])) == pytest.approx(0.375)
    assert np.isnan(herfindahl(np.zeros(3)))
    assert shannon(np.array([0, 1, 2, 1])) == pytest.approx(1.5 * np.log(2.0))
    assert shannon(np.array([2, 2])) == shannon(np.zeros(0)) == 0.0
