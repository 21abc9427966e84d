"""C9, incubation 孵化: organisations and projects for posts that stations give up; some fail, all are contended for."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.mechanisms.careers import CARE, Careers
from model.mechanisms.civil_affairs import CivilAffairsDesks
from model.mechanisms.incubation import LEAST, MOST, Incubation
from model.tables import Activity
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

MONEY = {"incubation": 5_000_000}


def test_benefit_organisations_are_founded_and_hire(lab: "Lab") -> None:
    base, model = lab.run(), lab.run(**MONEY)
    new = [one for one in model.organizations.alive if not one.from_start]
    assert len(new) >= 1 and len(base.organizations.alive) == 8
    assert sum(one.hours for one in model.organizations.alive) > 500.0
    assert not any(one.hours for one in base.organizations.alive)
    work = [lab.hours(m, Activity.WORK, "organization") for m in (base, model)]
    assert work[1] > work[0]


def test_benefit_granted_hours_meet_needs_of_the_organisations_field(lab: "Lab") -> None:
    model = lab.run(**MONEY)
    routed = model.reception.bought.share
    held = {(deal.place, deal.field) for o in model.organizations.alive for deal in o.deals if deal.posts}
    assert held
    for place, category in np.argwhere(routed > 0.0).tolist():
        assert (place, CATEGORIES[category]) in held
    assert routed.max() <= 1.0


def test_price_posts_worth_the_money_leave_committees_and_stations(lab: "Lab") -> None:
    model = lab.new(**MONEY)
    posts = int(-model.standing.posts("incubation").sum())
    yuan = 5_000_000 * 8 * 6541 / 353_200
    assert posts == round(yuan / (60.0 * 6 * 250))
    assert model.accounts.total("incubation") == posts * 60 * 6 * 250 * 100
    base = lab.new()
    for kinds, lost in ((("station", "committee"), posts), (("organization", "street", "team"), 0)):
        servers = [int(m.world.orders["servers"][lab.desks(m, *kinds)].sum()) for m in (base, model)]
        assert servers[0] - servers[1] == lost


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_price_training_takes_money_and_windows_hours(lab: "Lab", share: float) -> None:
    model = lab.run(days=100, **MONEY, training_share=share)
    month = model.accounts.total("incubation") / 100 * share * 20 / 250
    assert model.organizations.training_yuan == pytest.approx(6 * month, rel=1e-6)  # the sixth has just begun
    assert lab.hours(model, Activity.TRAINING, "station") == pytest.approx(5 * month / 150.0, rel=0.15)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5])
def test_price_the_social_work_association_teaches(lab: "Lab", share: float) -> None:
    """Its hours stand beside the trainees', which they leave as they are."""
    model = lab.run(days=100, **MONEY, teaching_share=share)
    trainees, teachers = (lab.hours(model, Activity.TRAINING, kind) for kind in ("station", "work_association"))
    assert lab.hours(model, Activity.TRAINING) == pytest.approx(trainees + teachers)
    assert teachers == pytest.approx(share * model.organizations.training_yuan / 150.0 * 5.0 / 6.0, rel=0.01)
    assert trainees == lab.hours(lab.run(days=100, **MONEY, teaching_share=0.0), Activity.TRAINING)


def test_benefit_workers_are_trained_alike_and_do_more_in_an_hour(lab: "Lab") -> None:
    """By what careers say training is worth: hours come to all, and count when they have been spent."""
    model = lab.run(days=250, **MONEY, training_gain=0.2, training_hours=40.0)
    workers = list(model.mechanisms.get(Careers).workers)
    each = model.organizations.training_yuan / 150.0 / len(workers)
    trained = np.array([worker.trained for worker in workers])
    assert trained.max() == pytest.approx(each * 12.5 / 13.0, rel=0.08)  # the thirteenth month has just begun
    assert trained.min() > 0.9 * trained.max()
    taught = 1.0 - 0.2 * np.expm1(-trained / 40.0)
    windows = [post.home for post in model.mechanisms.get(Careers).posts]
    assert model.world.skill[windows, CARE].min() > taught.min() - 0.01 > 1.05
    assert model.world.skill[windows, CARE].max() < taught.max() + 0.01
    untaught = lab.run(days=250, **MONEY, training_gain=0.0)
    assert (untaught.world.skill[windows] == 1.0).all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_grants_and_foundings_go_through_civil_affairs_as_r6_has_it(lab: "Lab", seed: int) -> None:
    """Read first, then applied for: founders to be registered, others for a grant; paid when granted and not before."""
    waits = []
    for way in ("fragmented", "unified"):
        model = lab.run(seed, days=60, **MONEY, civil_affairs_integration=way, incubation_failure=0.0)
        book, desks = model.mechanisms.get(Incubation), model.mechanisms.get(CivilAffairsDesks)
        mine = [one for one in desks.applications if one.owner is book]
        assert sorted(one.token for one in mine) == list(range(len(book.waiting))) and mine
        for one in mine:
            grant = book.waiting[one.token]
            assert one.kind == ("registration" if grant.incubator == "makers" else "grant")
            assert one.place == grant.place and np.isfinite(one.granted)
        paid = sorted(entry.day for entry in model.accounts.journal if entry.purpose == "grant")
        assert paid == sorted(int(one.granted / 6.0) for one in mine)
        waits.append(np.mean([one.granted - one.sent for one in mine]))
    assert waits[0] > waits[1] + 5.0 * 6.0  # two sittings more


@pytest.mark.parametrize("hours", [0.0, 3.0])
def test_price_the_service_centre_reads_every_bid(lab: "Lab", hours: float) -> None:
    model = lab.run(days=19, **MONEY, bid_review_hours=hours, tender_bidders=2, monitoring_hours=0.0)
    grants = len(model.mechanisms.get(Incubation).waiting)
    assert lab.hours(model, Activity.MONITORING) == pytest.approx(grants * 2 * hours)
    assert lab.hours(model, Activity.MONITORING) == lab.hours(model, Activity.MONITORING, "service_centre")


def test_price_failures_cost_the_grant(lab: "Lab") -> None:
    sure, shaky = (lab.run(**MONEY, incubation_failure=chance) for chance in (0.0, 0.6))
    assert sure.mechanisms.get(Incubation).failures == 0 < shaky.mechanisms.get(Incubation).failures
    assert sure.accounts.total("failed") == 0 < shaky.accounts.total("failed")
    hours = [sum(one.hours for one in m.organizations.alive) for m in (sure, shaky)]
    assert hours[1] < hours[0]


def test_price_applications_are_contests(lab: "Lab") -> None:
    alone, rivals = (lab.run(days=60, **MONEY, tender_bidders=n) for n in (1, 3))
    assert lab.hours(alone, Activity.CONTEST) == 0.0 < lab.hours(rivals, Activity.CONTEST)
    assert rivals.voicing.volunteer_hours > alone.voicing.volunteer_hours  # founders' own time


def test_neutral_sure_projects_without_rivals_training_or_reading_burn_nothing(lab: "Lab") -> None:
    """Every yuan raised becomes a grant or stays with the foundation, and no hour goes into anything but work."""
    free = {"incubation_failure": 0.0, "training_share": 0.0, "tender_bidders": 1, "bid_review_hours": 0.0,
            "monitoring_hours": 0.0, "venue_yuan": 0.0, "organization_overhead": 0.0}  # fmt: skip
    model = lab.run(**MONEY, **free)
    for activity in (Activity.CONTEST, Activity.TRAINING, Activity.MONITORING):
        assert lab.hours(model, activity) == 0.0
    assert model.voicing.volunteer_hours == lab.run().voicing.volunteer_hours
    total, balance = model.accounts.total, model.accounts.balance
    spent = sum(entry.fen for entry in model.accounts.journal if entry.payer.startswith("organization"))
    kept = sum(amount for name, amount in balance.items() if name.startswith("organization"))
    assert total("incubation") == total("grant") + balance["foundation"] and total("grant") == spent + kept
    assert total("failed") == total("training") == total("venue") == 0


def test_dormant_no_money_whatever_grants_would_be_and_cost(lab: "Lab") -> None:
    others = {"incubation_failure": 0.6, "training_share": 1.0, "training_gain": 0.4, "grant_median_yuan": 10_000.0,
              "training_yuan_per_hour": 50.0, "tender_bidders": 8, "contest_stake": 0.5}  # fmt: skip
    a, b = (lab.run(days=60, **changes) for changes in ({}, others))
    assert lab.fingerprint(a) == lab.fingerprint(b)


def test_grants_are_as_large_as_the_literature_says(lab: "Lab") -> None:
    book = lab.new(**MONEY).mechanisms.get(Incubation)
    sizes = np.array([book._size(number) for number in range(2000)])
    assert sizes.min() >= LEAST and sizes.max() <= MOST
    assert np.median(sizes) == pytest.approx(70_000.0, rel=0.06)


def test_organisations_that_cannot_pay_close_and_leave_the_rest_to_the_foundation(lab: "Lab") -> None:
    model = lab.run(days=600, **MONEY, venue_yuan=100_000.0)
    assert model.organizations.gone and not any(one.from_start for one in model.organizations.gone)
    assert all(model.accounts.balance[one.account] == 0 for one in model.organizations.gone)
    assert model.accounts.total("returned") > 0
    assert min(model.accounts.balance[o.account] for o in model.organizations.alive if not o.from_start) >= 0
    assert sum(model.accounts.balance.values()) == 0
    cheap = lab.run(days=600, **MONEY, venue_yuan=0.0)
    assert len(cheap.organizations.alive) > len(model.organizations.alive)


def test_dormant_whatever_organisations_cost_or_are_worth(lab: "Lab") -> None:
    """No parameter of organisations bears on a run in which no rule gives them anything to do."""
    others = {
        "organization_overhead": 0.3, "organization_quality_premium": 0.5, "learning_rate": 1.0, "practice_gain": 0.5,
        "reputation_rate": 1.0, "venue_yuan": 90_000.0, "venue_upkeep_hours": 8.0, "venue_displaced_hours": 8.0,
        "tender_bidders": 8, "contest_stake": 0.5, "bid_review_hours": 8.0, "monitoring_hours": 12.0,
        "contract_settling": 0.6, "contract_settling_days": 120.0, "grant_median_yuan": 10_000.0, "grant_spread": 1.5,
        "incubation_failure": 0.6, "training_share": 1.0, "training_yuan_per_hour": 50.0, "registered_share": 1.0,
        "fit_weight": 0.5, "fair_hours": 18.0, "fair_distance": 0.5,
    }  # fmt: skip
    a, b = lab.run(days=260), lab.run(days=260, **others)
    assert lab.fingerprint(a) == lab.fingerprint(b)
    assert a.accounts.journal == b.accounts.journal and not b.organizations.active
    assert b.organizations.other_yuan == 0.0
    assert not any("organization" in entry.payer + entry.payee for entry in b.accounts.journal)
