"""R2, the committee returns to its own work 居委会归位: hours for self-governance, and the work is still there."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.institutions import allot_staff
from model.routes import DELEGATED_JOB_HOURS, OWN_WORK
from model.tables import Activity
from scenarios.actors import KINDS

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

SEEDS = (1, 2, 3)
POLES = (0.8, 0.3)
PLACES = 8
WHOLE = {"delegated_hours": 30.0}  # then each share of it is a whole number of pieces a day
KEYS = [work.key for work in OWN_WORK]


def pieces(model: GovernanceModel, days: int) -> dict[str, int]:
    """Pieces of delegated work that come to committees and stations in so many days."""
    kinds = np.concatenate(
        [model.reception.own_work.of_day(day, day * model.hours, model.hours)[0] for day in range(days)]
    )
    return {name: int((kinds == KEYS.index(f"delegated_{name}")).sum()) for name in ("committee", "station")}


def self_governance(lab: "Lab", model: GovernanceModel) -> float:
    """Committees' hours that are not delegated work."""
    busy = float(model.world.floor["busy_hours"][lab.desks(model, "committee")].sum())
    return busy - lab.hours(model, Activity.DELEGATED, "committee")


@pytest.mark.parametrize("seed", SEEDS)
def test_benefit_committees_visit_more_and_govern_themselves_more(lab: "Lab", seed: int) -> None:
    """Visits take free hours below a ceiling: posts that leave with full hours of work leave more room than before."""
    before, after = (lab.run(seed, committee_admin_share=share) for share in POLES)
    assert lab.hours(after, Activity.VISITS, "committee") > 1.25 * lab.hours(before, Activity.VISITS, "committee")
    assert self_governance(lab, after) > self_governance(lab, before)


@pytest.mark.parametrize("share", [1.0, 0.8, 0.3, 0.0])
def test_price_every_piece_the_committee_sheds_comes_to_the_station(lab: "Lab", share: float) -> None:
    days = 30
    coming = pieces(lab.new(committee_admin_share=share, **WHOLE), days)
    whole = round(30.0 / DELEGATED_JOB_HOURS) * PLACES * days
    assert coming["committee"] == round(share * whole)
    assert coming["committee"] + coming["station"] == whole


@pytest.mark.parametrize("efficiency", [0.8, 1.0, 1.3])
def test_price_an_efficient_station_gets_through_with_less(lab: "Lab", efficiency: float) -> None:
    days = 30
    coming = pieces(lab.new(committee_admin_share=0.3, station_admin_efficiency=efficiency, **WHOLE), days)
    assert coming["committee"] == round(0.3 * 30 * PLACES * days)
    assert coming["station"] == pytest.approx(0.7 * 30 * PLACES * days / efficiency, rel=0.01)


@pytest.mark.parametrize("seed", SEEDS)
def test_price_stations_spend_the_hours(lab: "Lab", seed: int) -> None:
    """Hours of many pieces of mean length 1: 0.2 of A at first, then 0.7; committees' 0.8 and 0.3. None is lost."""
    before, after = (lab.run(seed, committee_admin_share=share) for share in POLES)
    delegated = 24.0 * PLACES * before.day
    for model, share in ((before, 0.8), (after, 0.3)):
        assert lab.hours(model, Activity.DELEGATED, "committee") == pytest.approx(share * delegated, rel=0.05)
        assert lab.hours(model, Activity.DELEGATED, "station") == pytest.approx((1.0 - share) * delegated, rel=0.05)
        assert lab.hours(model, Activity.DELEGATED) == pytest.approx(delegated, rel=0.03)


def test_posts_move_with_the_hours_and_none_is_made(lab: "Lab") -> None:
    before, after = (allot_staff(lab.new(committee_admin_share=share).scenario) for share in POLES)
    assert before.total == after.total
    moved = sum(after.station) - sum(before.station)
    assert moved == sum(after.moved)
    assert moved * 6.0 == pytest.approx(0.5 * 24.0 * PLACES, abs=6.0)  # to a post


def test_neutral_without_delegated_work_the_rule_does_nothing(lab: "Lab") -> None:
    models = [lab.run(days=60, committee_admin_share=share, delegated_hours=0.0) for share in POLES]
    assert lab.fingerprint(models[0]) == lab.fingerprint(models[1])
    assert all(lab.hours(model, Activity.DELEGATED) == 0.0 for model in models)


def test_neutral_delegated_hours_set_that_work_and_the_posts_that_move_with_it(lab: "Lab") -> None:
    work = {"own_work.delegated_committee", "own_work.delegated_station"}
    assert lab.differing("delegated_hours", (0.0, 24.0)) == work
    told = lab.differing("delegated_hours", (0.0, 24.0), committee_admin_share=0.3)
    posts = {f"orders.servers.{kind}" for kind in KINDS if kind in ("committee", "station")}
    assert told - {"moved.home"} == work | posts


def test_neutral_efficiency_bears_on_the_stations_share_alone(lab: "Lab") -> None:
    told = lab.differing("station_admin_efficiency", (1.0, 1.3), committee_admin_share=0.3)
    assert told == {"own_work.delegated_station"}
    a, b = (
        lab.run(days=60, committee_admin_share=1.0, station_admin_efficiency=efficiency) for efficiency in (0.8, 1.3)
    )
    assert lab.fingerprint(a) == lab.fingerprint(b)
