"""R8, one sole owner of a duty 责任主体唯一: no gap and no overlap, for upkeep and without a second owner."""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.routes import OWN_WORK
from model.tables import Activity, Duty, Op
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

SEEDS = (1, 2, 3)
NO_GAP = {"gap_probability": 0.0}
NO_ERROR = {"task_error": 0.0, "error_lost_information": 0.0}
KEYS = [work.key for work in OWN_WORK]


def sole(share: float) -> dict[str, float]:
    """That share of all items with a sole owner."""
    return {"sole_duty_enforcement": share, "sole_duty_service": share}


def first_faults(rows: np.ndarray) -> np.ndarray:
    """Which requests were faulty when first resolved."""
    return np.asarray((rows["defect"] == 1) | (rows["reopened"] > 0))


def test_benefit_a_sole_owner_takes_items_out_of_gaps_and_overlaps_and_puts_none_in(lab: "Lab") -> None:
    states = [lab.new(**sole(share)).duty for share in (0.0, 0.5, 0.95, 1.0)]
    for before, after in pairwise(states):
        changed = before != after
        assert (after[changed] == int(Duty.SOLE)).all()
    assert [(state == int(Duty.SOLE)).mean() for state in states] == pytest.approx([0.0, 0.5, 0.95, 1.0], abs=0.15)


@pytest.mark.parametrize("seed", SEEDS)
def test_benefit_passing_on_and_double_work_fall(lab: "Lab", seed: int) -> None:
    some, most, all_ = (lab.run(seed, **sole(share)) for share in (0.5, 0.95, 1.0))
    for activity in (Activity.REVIEW, Activity.DUPLICATE):
        hours = [lab.hours(model, activity) for model in (some, most, all_)]
        assert hours[0] > 100.0
        assert hours[1] < 0.5 * hours[0]
        assert hours[2] == 0.0
    assert some.ledger.look(some.world)["passes"].sum() > 1000
    assert all_.ledger.look(all_.world)["passes"].sum() == 0


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95, 1.0])
def test_price_the_list_is_kept_in_hours(lab: "Lab", share: float) -> None:
    """Each street keeps the list: `duty_list_hours` a week at full sole duty, in proportion below."""
    streets, weekly = 4, 10.0
    model = lab.run(city=lab.pairs, duty_list_hours=weekly, **sole(share))
    due = streets * weekly * share / 5.0
    upkeep = model.reception.own_work.mean.sum(axis=1)
    assert upkeep[[work == "upkeep" for work in KEYS]].sum() == pytest.approx(due)
    hours = lab.hours(model, Activity.UPKEEP)
    assert hours == pytest.approx(len(lab.legs(model, Activity.UPKEEP, "street")))  # an hour a piece, by streets alone
    if share == 1.0:  # an hour a community and day, to the piece; the last day's may still wait
        assert due * (model.day - 1) <= hours <= due * model.day
    else:
        assert hours == pytest.approx(due * model.day, rel=0.15, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_price_without_a_second_owner_faults_get_through(lab: "Lab", seed: int) -> None:
    """Owners fail independently: with n of them a fault gets through with e^n, with a sole one with e."""
    error = 0.15
    faults = {"task_error": error, "error_lost_information": 0.0} | NO_GAP
    many, one = lab.both(*(lab.run(seed, **sole(share), **faults) for share in (0.0, 1.0)))
    done = np.isfinite(many["resolved"]) & np.isfinite(one["resolved"]) & (many["origin"] == one["origin"])
    done &= many["category"] != CATEGORIES.index("collective")  # several share one's faults
    # Exactly: what gets past all owners gets past the liable one, who errs at the same tasks in both.
    assert first_faults(one)[done & first_faults(many)].all()
    mutual = done & (many["category"] == CATEGORIES.index("mutual_aid"))  # one task, three owners
    n = int(mutual.sum())
    assert n > 800
    for rows, chance in ((one, error), (many, error**3)):
        spread = (chance * (1.0 - chance) / n) ** 0.5
        assert first_faults(rows)[mutual].mean() == pytest.approx(chance, abs=4.0 * spread)


@pytest.mark.parametrize("seed", SEEDS)
def test_price_what_was_an_overlap_comes_back_more_often(lab: "Lab", seed: int) -> None:
    """At the defaults, among the same requests, and by the rule's own poles."""
    faults = []
    before, after = lab.both(*(lab.run(seed, days=250, **sole(share)) for share in (0.5, 0.95)))
    mine = (before["duty"] == int(Duty.OVERLAP)) & (after["duty"] == int(Duty.SOLE))
    for rows in (before, after):
        done = mine & np.isfinite(rows["resolved"])
        faults.append((first_faults(rows)[done].mean(), (rows["reopened"] > 0)[done].mean()))
    assert mine.sum() > 3000
    assert faults[1][0] > 1.5 * faults[0][0]
    assert faults[1][1] > 1.5 * faults[0][1]


def owned_at_stations(lab: "Lab", model: GovernanceModel) -> float:
    """Share of owners' care work that stations finish."""
    legs, steps = lab.legs(model, Activity.WORK), model.world.steps
    care = [i for i, item in enumerate(model.items) if item.category == "care"]
    routes = model.book.routes
    owned = np.zeros(len(steps), dtype=bool)
    for route in (2 * i + escalated for i in care for escalated in (0, 1)):
        owned[routes["start"][route] : routes["end"][route]] = True
    owned &= steps["op"] == int(Op.OWN)
    mine = legs[owned[legs["step"]]]
    assert len(mine) > 1000
    return float(lab.desks(model, "station")[mine["actor"]].mean())


def test_price_nobody_stands_in_for_a_loaded_owner(lab: "Lab") -> None:
    many, one = (lab.run(**sole(share), **NO_GAP) for share in (0.0, 1.0))
    assert owned_at_stations(lab, one) == 1.0
    assert owned_at_stations(lab, many) < 0.9
    waits = [lab.wait(lab.legs(model, Activity.WORK, "station")) for model in (many, one)]
    assert waits[1] > waits[0]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_neutral_where_nobody_errs_a_second_owner_is_worth_nothing(lab: "Lab", share: float) -> None:
    model = lab.run(**sole(share), **NO_GAP, **NO_ERROR, objection_tolerance=1.0)
    rows = model.ledger.look(model.world)
    assert np.isfinite(rows["resolved"]).sum() > 10_000
    assert not first_faults(rows).any()


def test_benefit_sole_owners_do_not_fight_for_credit(lab: "Lab") -> None:
    """Each of n owners of a resolved overlap spends stake · (n − 1)/n²; nobody does where there is no overlap."""
    stake = {"credit_stake": 0.4}
    for share in (0.0, 0.5, 1.0):
        model = lab.run(days=60, gap_probability=0.5, **sole(share), **stake)
        rows = model.ledger.look(model.world)
        overlaps = np.isin(model.duty[rows["item"]], [int(Duty.OVERLAP)]) & (rows["resolved"] <= 50 * model.hours)
        spent = lab.hours(model, Activity.CONTEST)
        # Two rivals burn half of the stake, three two thirds; roles of one desk are one rival, who burns nothing.
        assert spent <= 0.4 * 2.0 / 3.0 * 1.5 * overlaps.sum()
        assert (spent > 0.0) == bool(overlaps.any()) == (share < 1.0)


def test_neutral_without_a_stake_nobody_claims(lab: "Lab") -> None:
    for share in (0.0, 0.5):
        assert lab.hours(lab.run(days=30, credit_stake=0.0, **sole(share)), Activity.CONTEST) == 0.0
    a, b = (lab.run(days=60, **sole(1.0), credit_stake=stake) for stake in (0.0, 1.0))
    assert lab.fingerprint(a) == lab.fingerprint(b)


def test_neutral_a_list_that_takes_no_hours_changes_nothing_else(lab: "Lab") -> None:
    """The list is kept at both poles, less of it where half the items are on it; and not at all where none is."""
    for share in (0.5, 0.95):
        assert lab.hours(lab.run(days=30, duty_list_hours=0.0, **sole(share)), Activity.UPKEEP) == 0.0
        assert lab.differing("duty_list_hours", (0.0, 10.0), **sole(share)) == {"own_work.upkeep"}
    a, b = (lab.run(days=60, duty_list_hours=hours, **sole(0.0)) for hours in (0.0, 10.0))
    assert lab.fingerprint(a) == lab.fingerprint(b)


@pytest.mark.parametrize("key", ["gap_probability", "overlap_share"])
def test_neutral_where_every_duty_is_sole_gaps_and_overlaps_bear_on_nothing(lab: "Lab", key: str) -> None:
    a, b = (lab.run(days=60, **sole(1.0), **{key: value}) for value in (0.0, 1.0))
    assert lab.fingerprint(a) == lab.fingerprint(b)


def test_neutral_without_gaps_nothing_is_passed_on_and_without_a_share_nothing_doubled(lab: "Lab") -> None:
    no_gap = lab.run(gap_probability=0.0)
    assert no_gap.ledger.look(no_gap.world)["passes"].sum() == lab.hours(no_gap, Activity.REVIEW) == 0.0
    assert lab.hours(no_gap, Activity.DUPLICATE) > 0.0
    no_overlap = lab.run(gap_probability=1.0)
    assert lab.hours(no_overlap, Activity.DUPLICATE) == 0.0 < lab.hours(no_overlap, Activity.REVIEW)
    # Nobody works before one is ahead, and nobody errs: no hour of an overlap is in vain.
    assert lab.hours(lab.run(overlap_share=0.0, **NO_ERROR), Activity.DUPLICATE) == 0.0
    assert lab.differing("gap_probability", (0.0, 1.0)) == {"duty"}
    assert lab.differing("overlap_share", (0.0, 1.0)) == {"fusion.share"}
