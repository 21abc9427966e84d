"""Public money: the account of a year by hand, and the same in every regime to the last bit."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model import engagement
from model.budget import Line, posts_by_kind, public_money, yuan
from model.expected_load import Staffed
from model.governance import GovernanceModel
from model.institutions import allot_staff
from model.mechanisms import incubation, purchase
from scenarios.actors import KINDS
from scenarios.library import load, presets
from scenarios.resources import Resources
from tests.model.small import rules

CITY = """community,street,residents,staff,stations,organizations,workers
a,one,900,,1,0,
b,one,700,5,0,2,3
c,one,450,,,,
d,two,820,,1,1,
e,two,610,3,0,,1
f,two,2300,,,3,
"""
OF_A_COMMUNITY = ("committee", "station")


def test_the_account_by_hand() -> None:
    resources = Resources(
        wage_yuan_per_hour=50.0, overhead_yuan_per_resident=2.0, productive_hours=5.0, works_yuan_per_resident=3.0
    )
    lines = public_money({"committee": 3, "team": 1}, residents=100, resources=resources)
    assert lines == (
        Line("committee", 3, 3 * 1250.0, 187_500.0),
        Line("team", 1, 1250.0, 62_500.0),
        Line("overhead", 0, 0.0, 200.0),
        Line("works", 0, 0.0, 300.0),
        Line("total", 4, 5000.0, 250_500.0),
    )


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("uneven") / "city.csv"
    path.write_text(CITY, encoding="utf-8")
    return path


def with_what_was_given_up(model: GovernanceModel) -> dict[str, int]:
    """Posts by kind, those given up for contracts and grants among them, without those hired for that money.

    That the money of those given up is what contracts and grants cost stands in `mechanisms/test_budget_flow.py`.
    """
    orders = model.world.orders.copy()
    for name in (purchase.NAME, incubation.NAME, engagement.NAME):
        orders["servers"] -= model.standing.posts(name)
    return posts_by_kind(orders)


def by_group(posts: dict[str, int]) -> dict[str, int]:
    """Posts by kind, those of committees and stations together: rules move posts between the two."""
    rest = {kind: n for kind, n in posts.items() if kind not in OF_A_COMMUNITY}
    return rest | {"community workers": sum(posts[kind] for kind in OF_A_COMMUNITY)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=rules(), staff=st.floats(5.0, 60.0), hours=st.floats(4.0, 8.0), officers=st.integers(5, 900))
def test_hours_and_money_are_the_same_under_any_rules(
    uneven: Path, changes: dict[str, object], staff: float, hours: float, officers: int
) -> None:
    given_ = {"city": str(uneven), "staff_per_10000": staff, "productive_hours": hours, "officers": officers}
    given_ |= {"complex_yuan": 0.0}  # what a rule buys with posts is on its own account (`rules/test_f6.py`)
    models = [GovernanceModel(load("hierarchy").replace(**given_, **more)) for more in ({}, changes)]
    assert posts_by_kind(models[0].world.orders) == with_what_was_given_up(models[0])
    posts = [with_what_was_given_up(model) for model in models]
    assert by_group(posts[0]) == by_group(posts[1])
    accounts = [public_money(of, len(m.residents), m.scenario.resources) for of, m in zip(posts, models, strict=True)]
    assert accounts[0][-1] == accounts[1][-1]
    for name in ("overhead", *(kind for kind in KINDS if kind not in OF_A_COMMUNITY)):
        assert [line for line in accounts[0] if line.what == name] == [
            line for line in accounts[1] if line.what == name
        ]
    models[1].run_for(11)  # two reallocations
    assert by_group(with_what_was_given_up(models[1])) == by_group(posts[0])


def test_the_ready_district_costs_the_same_in_every_preset() -> None:
    """Community workers, officers and the rest, and the yuan of a year, with nothing rounded away."""
    found = set()
    for name in presets():
        scenario = load(name).replace(complex_yuan=0.0)  # nothing is bought with posts
        staff, posts = allot_staff(scenario), posts_by_kind(Staffed(scenario).orders)
        assert by_group(posts)["community workers"] == staff.total
        account = public_money(posts, scenario.city.residents, scenario.resources)
        found.add((staff.total, staff.officers, account[-1]))
    assert found == {(742, 30, Line("total", 1136, 1136 * 1500.0, 1136 * 90_000.0 + 7_064_000.0 + 14_128_000.0))}


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=rules(), days=st.integers(1, 12))
def test_the_cost_outcome_is_the_account_and_overrun(uneven: Path, changes: dict[str, object], days: int) -> None:
    """A run pays its posts as the account says.

    Jobs that posts finish after being moved come on top, and what organisations spend on other things than wages.
    """
    model = GovernanceModel(load("hierarchy").replace(city=str(uneven), **changes))
    model.run_for(days)
    r = model.scenario.resources
    *_, works, total = public_money(posts_by_kind(model.world.orders), len(model.residents), r)
    overrun = yuan(float(model.world.floor["overrun_hours"].sum()), r.wage_yuan_per_hour)
    frame = model.outcomes.frame().set_index("outcome")["value"]
    resolved = model.outcomes.observed().number_resolved
    assert frame["cost_per_resolved"] * resolved == pytest.approx(
        (total.yuan - works.yuan) * days / r.working_days + overrun + model.organizations.other_yuan
    )


@pytest.mark.parametrize(
    ("changes", "seed"),
    [
        ({"venue_yuan": 1e5, "wage_yuan_per_hour": 1.0, "overhead_yuan_per_resident": 0.0, "street_posts": 1}, 561),
        ({"incubation_failure": 0.6, "works_yuan_per_resident": 0.0}, 458),
    ],
)
def test_extreme_prices_make_no_cost_below_zero_and_no_share_above_one(
    uneven: Path, changes: dict[str, float], seed: int
) -> None:
    model = GovernanceModel(load("network").replace(city=str(uneven), **changes), rng=seed)
    model.run_for(40)
    told = model.outcomes.frame().set_index("outcome")["value"]
    assert told["cost_per_resolved"] > 0.0 and 0.0 < told["spent_share"] <= 1.0
