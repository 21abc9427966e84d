"""C6, social work studios 社区社会工作室: founders do care alone and tire less; they are gone from the windows."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.mechanisms.careers import CARE, Careers
from model.tables import Activity
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

SEEDS = (1, 2)
# Everybody may found; sole duty, so that care is the windows' or the studios' and nobody else's.
KEEN = {
    "licensed_share": 1.0,
    "studio_founding": 0.9,
    "studio_most": 0.5,
    "sole_duty_service": 1.0,
    "sole_duty_enforcement": 1.0,
}


def run(lab: "Lab", seed: int, days: int = 200, **changes: object) -> "GovernanceModel":
    return lab.run(seed, days=days, **(KEEN | changes))


def windows_and_studios(model: "GovernanceModel") -> tuple[list[int], list[int]]:
    careers = model.mechanisms.get(Careers)
    windows = sorted({post.home for post in careers.posts})
    return windows, [careers.organization_desk(place) for place in range(8)]


def burnout(model: "GovernanceModel", numbers: list[int]) -> float:
    """Mean burnout of the workers in these posts."""
    posts = model.mechanisms.get(Careers).posts
    return float(np.mean([post.worker.burnout for post in posts if post.number in numbers and post.worker]))


@pytest.mark.parametrize("seed", SEEDS)
def test_benefit_founders_tire_less_and_their_clients_hardly_wait(lab: "Lab", seed: int) -> None:
    off, on = (run(lab, seed, studios=studios, studio_overhead=0.0) for studios in (False, True))
    founders = [post.number for post in on.mechanisms.get(Careers).posts if post.row != post.home]
    assert len(founders) == 8  # half of the posts, one at each window
    before, after = (burnout(model, founders) for model in (off, on))
    assert after < 0.6 * before
    care = off.ledger.look(off.world)["category"] == CATEGORIES.index("care")
    assert care.sum() > 500
    windows, studios = windows_and_studios(on)
    legs = on.legs()
    work = legs[(legs["activity"] == int(Activity.WORK)) & (legs["started"] > 100.0 * 6.0)]
    waits = [
        (w["started"] - w["arrived"]).mean() for w in (work[np.isin(work["actor"], d)] for d in (windows, studios))
    ]
    assert waits[1] < 0.25 * waits[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_price_who_stays_at_the_windows_has_longer_queues_and_fewer_visits(lab: "Lab", seed: int) -> None:
    off, on = (run(lab, seed, studios=studios, studio_overhead=0.0) for studios in (False, True))
    windows, _ = windows_and_studios(off)
    queues = [model.world.floor["queue_hours"][windows].sum() for model in (off, on)]
    visits = [model.world.activity[windows, Activity.VISITS].sum() for model in (off, on)]
    assert queues[1] > 1.5 * queues[0]
    assert visits[1] < 0.8 * visits[0]


def test_price_running_a_studio_takes_a_share_of_its_hours(lab: "Lab") -> None:
    for overhead in (0.0, 0.3):
        model = run(lab, 1, studios=True, studio_overhead=overhead, studio_founding=0.9)
        careers = model.mechanisms.get(Careers)
        row = next(post.row for post in careers.posts if post.row != post.home)
        own, studios = 2, sum(post.row == row for post in careers.posts)
        mean = (own + studios * (1.0 - overhead)) / (own + studios)
        assert model.world.skill[row] == pytest.approx(np.full(6, mean), rel=1e-12)


def test_benefit_a_licence_is_worth_its_premium_where_its_holder_works(lab: "Lab") -> None:
    model = run(lab, 1, studios=True, licensed_share=0.5, licence_premium=0.4, studio_overhead=0.0)
    careers = model.mechanisms.get(Careers)
    studio = next(post.row for post in careers.posts if post.row != post.home)
    assert model.world.skill[studio, CARE] > 1.0 == model.world.skill[studio, CARE + 1]


def test_posts_and_money_are_conserved_and_requests_follow_the_hours(lab: "Lab") -> None:
    off, on = (run(lab, 1, studios=studios) for studios in (False, True))
    assert off.world.orders["servers"].sum() == on.world.orders["servers"].sum()
    # Who leaves in the middle of a job ends it first; nothing else is worked beyond the posts.
    hours = [(m.world.floor["server_hours"] - m.world.floor["overrun_hours"]).sum() for m in (off, on)]
    assert hours[0] == pytest.approx(hours[1], rel=1e-9)
    share = on.reception.bought.share
    assert share[:, CATEGORIES.index("care")].tolist() == [0.5] * 8  # one of two posts everywhere
    assert np.delete(share, CATEGORIES.index("care"), axis=1).sum() == 0.0


def test_when_the_rule_ends_founders_are_back_at_their_windows(lab: "Lab") -> None:
    model = run(lab, 1, 60, studios=True, timeline=[{"day": 60, "rules": {"studios": False}}])
    posts = model.mechanisms.get(Careers).posts
    assert any(post.row != post.home for post in posts) and model.reception.bought.share.any()
    model.run_for(1)
    assert all(post.row == post.home for post in posts) and not model.reception.bought.share.any()
    assert model.world.orders["servers"].tolist() == lab.new(**KEEN).world.orders["servers"].tolist()


def test_when_other_rules_change_studios_stay_with_their_requests(lab: "Lab") -> None:
    model = run(lab, 1, 60, studios=True, timeline=[{"day": 60, "rules": {"sole_duty_service": 0.9}}])
    posts = model.mechanisms.get(Careers).posts
    rows, share = [post.row for post in posts], model.reception.bought.share
    servers = model.world.orders["servers"].copy()
    model.run_for(1)
    assert model.scenario.rules.sole_duty_service == 0.9
    assert [post.row for post in posts] == rows and any(post.row != post.home for post in posts)
    np.testing.assert_array_equal(model.reception.bought.share, share)
    np.testing.assert_array_equal(model.world.orders["servers"], servers)
    assert all(post.worker.studio is (post.row != post.home) for post in posts if post.worker)


@pytest.mark.parametrize("neutral", [{"studio_founding": 0.0}, {"studio_most": 0.0}])
def test_neutral_where_nobody_founds_nothing_happens(lab: "Lab", neutral: dict[str, float]) -> None:
    off, on = (run(lab, 1, 60, studios=studios, **neutral) for studios in (False, True))
    assert lab.fingerprint(off) == lab.fingerprint(on)


def test_dormant_whatever_its_parameters(lab: "Lab") -> None:
    strong = {
        "studio_founding": 0.9,
        "studio_burnout": 5.0,
        "studio_trust": 5.0,
        "studio_most": 0.5,
        "studio_overhead": 0.3,
    }
    a, b = (lab.run(days=60, **changes) for changes in ({}, strong))
    assert lab.fingerprint(a) == lab.fingerprint(b)
