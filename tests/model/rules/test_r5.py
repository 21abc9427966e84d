"""R5, purchase of services 政府购买服务: hours are bought where the skill is, at a price, from rivals, and watched."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.mechanisms.purchase import Purchase
from model.tables import Activity, Duty
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

PROJECTS: dict[str, Any] = {"purchase_mode": "projects", "purchase_share": 0.6}
POSTS: dict[str, Any] = {"purchase_mode": "posts", "purchase_share": 0.6}
FREE: dict[str, Any] = {
    "organization_overhead": 0.0, "learning_rate": 0.0, "contest_stake": 0.0, "bid_review_hours": 0.0,
    "monitoring_hours": 0.0, "contract_settling": 1.0, "fit_weight": 0.0,
}  # fmt: skip
MONTHS = 6


def hired(model: GovernanceModel) -> int:
    """Posts that contracts have now."""
    return sum(deal.posts for one in model.organizations.alive for deal in one.deals)


def withdrawn(model: GovernanceModel) -> int:
    """Posts that left the windows for it."""
    return int(-model.standing.posts("purchase").sum())


def owned(model: GovernanceModel) -> float:
    """Share of care requests that came to the organisations' desk at once."""
    rows = model.ledger.look(model.world)
    care = (rows["category"] == CATEGORIES.index("care")) & np.isfinite(rows["voiced"]) & (rows["origin"] == 0)
    sole = model.duty[rows["item"]] == int(Duty.SOLE)  # those whom the duty list gives to nobody alone tell
    told = care & ~sole & (rows["state"] >= 5)
    return float((rows["duty"][told] == int(Duty.SOLE)).mean())


def test_benefit_a_share_of_care_comes_to_the_contractor_at_once(lab: "Lab") -> None:
    model = lab.run(**PROJECTS)
    assert owned(model) == pytest.approx(float(model.organizations.bought.mean()), abs=0.04)
    assert owned(lab.run()) == 0.0
    busy = [float(m.world.floor["busy_hours"][lab.desks(m, "organization")].sum()) for m in (lab.run(), model)]
    assert busy[1] > 1.5 * busy[0]


@pytest.mark.parametrize("how", [PROJECTS, POSTS], ids=["projects", "posts"])
def test_benefit_the_better_they_are_the_sooner_care_is_done(lab: "Lab", how: dict[str, Any]) -> None:
    """More work an hour, at the contractor's own desk or among the window's."""

    def hours(premium: float) -> float:
        model = lab.run(**how, **FREE, organization_quality_premium=premium)
        rows = model.ledger.look(model.world)
        done = (rows["category"] == CATEGORIES.index("care")) & np.isfinite(rows["resolved"])
        return float(rows["hours"][done].mean())

    assert hours(0.4) < hours(0.0) < hours(-0.2)


@pytest.mark.parametrize("overhead", [0.0, 0.15, 0.3])
@pytest.mark.parametrize("how", [PROJECTS, POSTS], ids=["projects", "posts"])
def test_price_overhead_costs_hours(lab: "Lab", how: dict[str, Any], overhead: float) -> None:
    """Yuan ÷ price: over the months as many posts as the withdrawn ones' wages pay, to half a post a contract."""
    model, posts = lab.new(**how, **FREE | {"organization_overhead": overhead}), 0
    for _ in range(MONTHS):
        posts += hired(model)
        model.run_for(20)
    contracts = len(model.mechanisms.get(Purchase).holders)
    exact = MONTHS * withdrawn(model) / (1.0 + overhead)
    assert withdrawn(model) >= contracts / 2 and contracts == 8
    assert posts == pytest.approx(exact, abs=0.5 * contracts + 1e-9)


@pytest.mark.parametrize("rivals", [1, 2, 3])
def test_price_rivals_spend_hours_on_bids(lab: "Lab", rivals: int) -> None:
    """A tenth of the yearly money is worth contending for, and (n − 1)/n of it is burned."""
    model = lab.run(days=60, **PROJECTS, **FREE | {"contest_stake": 0.1}, tender_bidders=rivals)
    at_stake = 0.1 * withdrawn(model) * 1500.0
    assert lab.hours(model, Activity.CONTEST) == pytest.approx(at_stake * (rivals - 1) / rivals, rel=1e-6)
    assert lab.hours(model, Activity.CONTEST, "organization") == lab.hours(model, Activity.CONTEST)


def test_price_the_street_judges_bids_and_watches_contracts(lab: "Lab") -> None:
    model = lab.run(days=65, **PROJECTS, tender_bidders=2, bid_review_hours=3.0, monitoring_hours=4.0)
    watched = 2 * 8 * 4.0  # two whole months
    assert lab.hours(model, Activity.MONITORING, "street") == pytest.approx(8 * 2 * 3.0 + watched, rel=0.2)
    assert lab.hours(model, Activity.MONITORING) == lab.hours(model, Activity.MONITORING, "street")


def test_price_a_new_contractor_is_slower_until_settled(lab: "Lab") -> None:
    slow = FREE | {"contract_settling": 0.7, "contract_settling_days": 40.0}
    model = lab.new(**PROJECTS, **slow)
    desks = lab.desks(model, "organization")
    found = []
    for _ in range(4):
        found.append(float(model.world.skill[desks].min()))
        model.run_for(20)
    assert found[0] == found[1] < 0.95
    assert found[2] == found[3] == 1.0


def test_contractors_change_by_lot_and_learn(lab: "Lab") -> None:
    model = lab.new(**PROJECTS, learning_rate=0.5)
    book = model.mechanisms.get(Purchase)
    first = {place: one.number for place, (one, _) in book.holders.items()}
    model.run_for(251)
    second = {place: one.number for place, (one, _) in book.holders.items()}
    assert first.keys() == second.keys() and first != second
    quality = [one.quality for one in model.organizations.alive]
    p = model.scenario.parameters
    assert 1.0 < max(quality) < 1.0 + p.practice_gain
    assert all((one.quality > 1.0) == (one.hours > 0.0) for one in model.organizations.alive)


@pytest.mark.parametrize("how", [PROJECTS, POSTS], ids=["projects", "posts"])
def test_two_way_evaluation_bears_on_renewal(lab: "Lab", how: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Who scored nothing where they work loses the contract to who scored something; without C4 no score counts."""
    free = FREE | {"survey_hours": 0.0}
    winners = {}
    for weight in (0.0, 0.6):
        model = lab.new(**how, **free, evaluation=weight)
        known, book = model.organizations, model.mechanisms.get(Purchase)
        model.run_for(249)
        good = {one.number for one in known.alive if one.number % 2}
        desks = {
            row: any(o.number in good for o in known.alive if row in known.desks(o)) for row in range(len(model.rows))
        }
        rated = {one.number: np.mean([desks[row] for row in known.desks(one)]) for one in known.alive}
        monkeypatch.setattr(model.evaluation, "score", lambda row, desks=desks: float(desks[row]))
        model.run_for(1)  # contracts end and are tendered
        winners[weight] = [rated[one.number] for one, _ in book.holders.values()]
        assert len(winners[weight]) == 8
    assert min(winners[0.6]) > 0.0
    assert min(winners[0.0]) == 0.0


def test_money_is_conserved_and_nobody_stands_below_zero(lab: "Lab") -> None:
    model = lab.run(days=260, **PROJECTS)
    accounts = model.accounts
    assert sum(accounts.balance.values()) == 0
    assert all(amount >= 0 for name, amount in accounts.balance.items() if name.startswith("organization"))
    wages = accounts.total("wage")
    assert accounts.total("organization_overhead") == pytest.approx(0.1 * wages)
    net = accounts.total("purchase") - accounts.total("refund")
    assert wages + accounts.total("organization_overhead") <= net
    worth = withdrawn(model) * model.organizations.post_month()  # a month; two are paid ahead at most
    assert net == pytest.approx(14 * worth, rel=0.1)


def test_neutral_no_rivals_to_judge_and_nothing_to_watch_leaves_no_hour_of_either(lab: "Lab") -> None:
    """A lone bidder at the wage who settles at once: hours bought are those given up, at the pace of the window."""
    model = lab.run(**PROJECTS, **FREE, tender_bidders=1, licensed_share=0.0)
    assert lab.hours(model, Activity.CONTEST) == lab.hours(model, Activity.MONITORING) == 0.0
    assert (model.world.skill == 1.0).all() and not model.world.slip.any()
    spent = {entry.purpose for entry in model.accounts.journal if entry.payer.startswith("organization")}
    assert "wage" in spent and spent <= {"wage", "organization_overhead", "refund"}
    assert model.accounts.total("organization_overhead") == 0


def test_dormant_none_bought_whatever_it_would_cost(lab: "Lab") -> None:
    dear = {"organization_overhead": 0.3, "organization_quality_premium": 0.5, "learning_rate": 1.0,
            "tender_bidders": 8, "contest_stake": 0.5, "bid_review_hours": 8.0, "monitoring_hours": 12.0,
            "contract_settling": 0.6, "contract_settling_days": 120.0, "fit_weight": 0.5}  # fmt: skip
    a, b = (lab.run(days=40, **changes) for changes in ({}, dear))
    assert lab.fingerprint(a) == lab.fingerprint(b) and not b.organizations.active


def test_none_bought_whatever_the_mode_is_the_run_without(lab: "Lab") -> None:
    base = lab.fingerprint(lab.run(days=40))
    for how in ({"purchase_mode": "projects"}, {"purchase_mode": "posts"}, {"purchase_share": 0.6}):
        assert lab.fingerprint(lab.run(days=40, **how)) == base
