"""Extreme settings end in what one would expect of them, said for each; no crash, no 0/0, no number that cannot be."""

from typing import Any

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.ledger import ORIGINS, State
from model.observed import Observed
from model.outcomes import OUTCOMES
from scenarios.actors import CATEGORIES, CHANNELS
from scenarios.declare import declarations
from scenarios.library import load, presets
from scenarios.resources import Resources
from scenarios.rules import Rules
from scenarios.shocks import SHOCKS
from tests.model.robustness.books import INSIDE, check, look, open_requests, outcomes_can_be

TOWN: list[dict[str, Any]] = [
    {"community": f"社区{i}", "street": f"街{i % 2}", "residents": people} for i, people in enumerate((900, 60, 400))
]
proof = pytest.mark.proof
both = pytest.mark.parametrize("name", [pytest.param("hierarchy", marks=proof), "network"])


def run(name: str, days: int = 25, city: list[dict[str, Any]] = TOWN, **changes: Any) -> GovernanceModel:
    """A preset in the town with these changes, its books checked at the end."""
    model = GovernanceModel(load(name).replace(city=city, **changes), rng=3, record_legs=True)
    model.run_for(days)
    check(model)
    look(model)
    return model


def seen(model: GovernanceModel) -> tuple[Observed, dict[str, float]]:
    """What is observed, and its outcomes, each within its range or rightly unknown."""
    return model.outcomes.observed(), outcomes_can_be(model)


def staffed(**changes: Any) -> list[dict[str, Any]]:
    """The town with these columns in every community."""
    return [row | changes for row in TOWN]


# --- nobody works
@both
def test_without_a_single_post_nothing_is_answered_and_everything_waits(name: str) -> None:
    """Needs arise, are voiced, borne, helped with by neighbours as ever; no hour is worked, no request is answered."""
    model = GovernanceModel(load(name).replace(city=TOWN), rng=3, record_legs=True)
    model.standing.posts("nobody")[:] = -1_000_000  # more than any rule puts there
    model.standing.write()
    model.run_for(25)
    check(model)
    look(model)
    observed, values = seen(model)
    rows = model.ledger.look(model.world)
    assert len(observed.came) > 50 and (rows["state"][observed.came] == State.UNDERWAY).all()
    assert not observed.busy.any() and not observed.capacity.any() and not len(model.legs())
    assert values["resolved_share"] == 0.0 and values["within_standard"] == 0.0
    assert values["backlog"] == 1000.0 * len(observed.came) / len(model.residents)
    for key in ("response_time", "resolution_time", "cost_per_resolved", "satisfaction", "utilisation"):
        assert np.isnan(values[key]), key
    assert (rows["state"] == State.NEIGHBOUR_HELPED).any()


@proof
@both
@pytest.mark.parametrize("without", [
    {"party_posts": 0}, {"property_posts": 0}, {"organization_posts": 0}, {"organizations_per_community": 0},
    {"committee_posts_share": 0.0}, {"committee_posts_share": 1.0}, {"staff": 0},
    {"staff": 0, "party_posts": 0, "property_posts": 0, "organization_posts": 0}, {"stations": 0, "staff": 0},
], ids=lambda without: ",".join(f"{key}={value}" for key, value in without.items()))  # fmt: skip
def test_a_kind_without_posts_works_no_hour_and_the_others_go_on(name: str, without: dict[str, Any]) -> None:
    own = {key: value for key, value in without.items() if key in ("staff", "stations")}
    model = run(name, city=staffed(**own), **{key: value for key, value in without.items() if key not in own})
    busy, posts = model.world.floor["busy_hours"], model.world.orders["servers"]
    if name != "network":  # there organisations hire, and posts move
        assert not busy[posts == 0].any()
    rows = model.ledger.look(model.world)
    resolved = rows[np.isfinite(rows["resolved"])]
    if without.get("staff") == 0:  # every way begins with them, but of what goes over everyone's head
        assert (resolved["origin"] == ORIGINS.index("escalated")).all()
    else:
        assert len(resolved) > 20
    assert open_requests(model) > 0


# --- no money
@proof
@both
def test_without_money_nothing_is_bought_and_nobody_owes(name: str) -> None:
    """Wages are paid from public money; without works and service money nothing that costs is carried out or funded."""
    money: dict[str, Any] = {
        "works_yuan_per_resident": 0.0, "service_money_yuan_per_resident": 0.0, "overhead_yuan_per_resident": 0.0,
        "wage_yuan_per_hour": 1.0,
    }  # fmt: skip
    off: dict[str, Any] = {
        "crowdfunding": False, "open_venues": 0.0, "incubation": 0, "purchase_mode": "none", "purchase_share": 0.0,
        "fund_mix": "government", "service_complexes": 0.0,
    }  # fmt: skip
    model = run(name, days=70, **money, **off)
    assert model.accounts.total("works") == 0
    balances = model.accounts.balances().set_index("account")["yuan"]
    assert (balances[model.accounts.balances().set_index("account")["inside"]] >= 0.0).all()
    assert model.accounts.private == 0 and seen(model)[1]["resolved_share"] > 0.1


# --- who is online
@both
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_with_everyone_off_or_on_line_channels_are_as_they_must_be(name: str, share: float) -> None:
    model = run(name, city=staffed(share_online=share), data_platform=0.0)
    rows = model.ledger.look(model.world)
    online = rows["channel"][rows["channel"] >= 0] == CHANNELS.index("online")
    assert (model.residents.columns["online"] == bool(share)).all()
    assert len(online) > 50 and (online.mean() > 0.2 if share else not online.any())


# --- the smallest district, the shortest run
@both
@pytest.mark.parametrize("people", [1, 2])
@pytest.mark.parametrize("days", [1, 40])
def test_one_community_of_one_resident(name: str, people: int, days: int) -> None:
    """Nothing arises on most days: all tables are there, empty, and what has no cases is unknown."""
    model = run(name, days=days, city=[{"community": "独居", "street": "一街", "residents": people}])
    assert len(model.residents) == people and len(model.requests) < 30
    observed, values = seen(model)
    if not len(model.requests):
        assert np.isnan(values["voiced_share"]) and values["backlog"] == values["unvoiced_stock"] == 0.0
        assert model.requests.frame().empty and model.journeys.frame().empty and not observed.hand_overs.any()


def test_where_no_need_arises_the_institutions_own_work_goes_on() -> None:
    """One resident, one day, and no need: the posts are there and are paid; no outcome about requests is told."""
    model = run("hierarchy", days=1, city=[{"community": "独居", "street": "一街", "residents": 1}])
    assert len(model.requests) == 0
    observed, values = seen(model)
    assert observed.capacity.sum() > 0.0 and values["public_money"] > 0.0 and 0.0 <= values["utilisation"] < 0.1
    known = {outcome.key for outcome in OUTCOMES if np.isfinite(values[outcome.key])}
    assert not known & {"voiced_share", "response_time", "hand_overs", "cost_per_resolved", "within_standard"}


@proof
@both
def test_where_nothing_reaches_institutions_they_have_their_own_work_alone(name: str) -> None:
    """No need is voiced to them unless somebody comes to the door or the need grows over the resident's head."""
    unheard: dict[str, Any] = {f"reach_{category}": 0.0 for category in CATEGORIES}
    model = run(name, **unheard)
    ordinary = run(name)
    assert len(model.requests) > 100
    voiced, usual = (seen(each)[1]["voiced_share"] for each in (model, ordinary))
    assert voiced < 0.2 * usual
    assert model.world.activity.sum() > 0.0


# --- too much
@proof
@both
@pytest.mark.parametrize("times", [10, 100])
def test_demand_ten_and_a_hundred_times_the_usual(name: str, times: int) -> None:
    """Desks that everything passes work all the time they have and no more; what they cannot do waits, and is told."""
    most = next(d.high for d in declarations(SHOCKS["surge"]) if d.key == "factor") or 0.0
    factors = [most] * ((times - 1) // int(most - 1)) + [1.0 + (times - 1) % (most - 1)]
    surges = [
        {"day": 0, "for": 30, "surge": {"category": category, "factor": factor}}
        for category in CATEGORIES
        for factor in factors
    ]
    model, usual = run(name, timeline=surges), run(name)
    observed, values = seen(model)
    expected = times * float(usual.needs.rate.sum()) * usual.calendar.day_period(24)[1]
    assert abs(len(model.requests) - expected) < 5.0 * np.sqrt(expected) + 0.05 * expected  # fallout on top
    station = model.desks.rows(kind="station")
    share = observed.busy[station].sum() / observed.capacity[station].sum()
    assert share > (0.9 if times == 100 else 0.7)
    assert (observed.busy <= observed.capacity * (1.0 + 1e-9) + 1e-9).all()
    assert values["resolved_share"] < seen(usual)[1]["resolved_share"] / 2
    assert values["backlog"] * len(model.residents) / 1000.0 == pytest.approx(open_requests(model))
    legs = model.legs()
    assert (legs["finished"] <= model.day * model.hours).all()


# --- all posts withdrawn, and given back
@proof
@both
def test_all_posts_that_may_go_are_withdrawn_and_come_back(name: str) -> None:
    """Meanwhile open requests pile up; afterwards the same posts stand where they stood, and work them off."""
    kinds = next(d for d in declarations(SHOCKS["staff_loss"]) if d.key == "kind").choices
    most = next(d for d in declarations(SHOCKS["staff_loss"]) if d.key == "share").high
    gone = [{"day": 10, "for": 20, "staff_loss": {"kind": kind, "share": most}} for kind in kinds]
    none = {d.key: 0 for d in declarations(Resources) if d.integer and d.low == 0 and d.key.endswith("_posts")}
    timeline = [*gone, {"day": 10, "for": 20, "resources": none}]
    still = {"street_allocation": 0.0, "incubation": 0, "purchase_mode": "none", "purchase_share": 0.0,
             "service_complexes": 0.0, "licence_premium": 0.0, "turnover_a_year": 0.0, "evaluation": 0.0}  # fmt: skip
    city = staffed(staff=10)
    model = GovernanceModel(load(name).replace(city=city, timeline=timeline, **still), rng=3, record_legs=True)
    told, posts = [], []
    for _ in range(60):
        model.run_for(1)
        told.append(open_requests(model))
        posts.append(model.world.orders["servers"].copy())
        check(model)
    look(model)
    assert set(none) == {"party_posts", "property_posts", "organization_posts"}
    assert posts[15].sum() < 0.45 * posts[5].sum() and (posts[15] <= posts[5]).all()
    np.testing.assert_array_equal(posts[40], posts[5])
    assert told[29] > told[9] and (np.diff(told[10:30]) >= 0).mean() > 0.5
    assert told[59] < told[29] or told[29] == 0


# --- odd combinations of rules
@proof
@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("turned", range(4))
def test_all_rules_at_one_end_but_every_fourth(end: str, turned: int) -> None:
    """Choices and switches too: whatever combination the file may say can be run."""
    ends: dict[str, tuple[Any, Any]] = {
        d.key: (d.choices[0], d.choices[-1]) if d.choices else (False, True) if d.kind is bool
        else (int(d.low or 0), int(d.high or 0)) if d.integer else (d.low, d.high)
        for d in declarations(Rules)
    }  # fmt: skip
    which = end == "high"
    rules = {key: pair[which != (number % 4 == turned)] for number, (key, pair) in enumerate(ends.items())}
    model = run("hierarchy", days=65, **rules)
    assert np.isin(model.ledger.look(model.world)["state"], INSIDE).any()


@proof
@pytest.mark.parametrize("name", presets())
def test_a_day_and_two_years_of_every_preset(name: str) -> None:
    for days in (1, 500):
        run(name, days=days)
