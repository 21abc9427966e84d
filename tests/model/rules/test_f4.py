"""F4, support by the street 街道支持: needs found, organisations and workers taught, for the street's own hours."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.mechanisms.careers import CARE, Careers
from model.mechanisms.street_support import FINDING, TASKS, TRAINING
from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

RULE: dict[str, Any] = {"street_support": 1.0, "support_hours": 60.0}
NO_OTHERS: dict[str, Any] = {"training_group": 0.0, "answer_hours": 0.0, "fostering_bound": 0.0, "training_gain": 0.0}


@pytest.mark.parametrize("seed", [1, 2])
def test_benefit_visits_bring_unvoiced_needs_to_light(lab: "Lab", seed: int) -> None:
    """Nobody else visits here, so what is spoken at doors is spoken to the street."""
    alone = {"home_visit_hours": 0.0, "visit_met_share": 1.0, "visit_ceiling": 0.5, "supervision_insight": 0.0,
             "voice_cost": 2.0}  # fmt: skip
    base, found = (lab.run(seed, street_support=s, support_hours=160.0, **alone, **NO_OTHERS) for s in (0.0, 1.0))
    a, b = lab.both(base, found)
    door = [np.isfinite(rows["voiced"]) for rows in (a, b)]
    assert found.street_support.hours[FINDING].sum() > 900.0
    assert door[1].sum() > door[0].sum() + 40


def test_benefit_what_is_taught_is_learnt_slowly_up_to_a_bound(lab: "Lab") -> None:
    model = lab.new(**RULE, fostering_bound=0.2, training_gain=0.3)
    windows = [post.home for post in model.mechanisms.get(Careers).posts]
    before = np.array([1.0, 1.0])
    for _ in range(6):
        model.run_for(20)
        now = np.array([model.street_support.fostering(0), model.world.skill[windows, CARE].min()])
        assert (before <= now).all() and now[0] < 1.2 and now[1] < 1.3
        before = now
    model.run_for(1)
    organisations = lab.desks(model, "organization")
    fostered = {model.street_support.fostering(street) for street in (0, 1)}
    assert set(np.unique(model.world.skill[organisations]).tolist()) == fostered and min(fostered) > 1.05
    others = model.world.skill[~organisations].copy()
    assert others[:, CARE].max() > 1.05
    assert (np.delete(others, CARE, axis=1) == 1.0).all()


def test_benefit_workers_know_what_their_street_trained_them_for(lab: "Lab") -> None:
    """To the hour, in each street: as much as the sessions took of all of them together."""
    model = lab.new(**RULE, training_group=2.0)
    model.run_for(100)
    sessions = model.street_support.hours[TRAINING].copy()
    model.run_for(15)
    workers = list(model.mechanisms.get(Careers).workers)
    for street in (0, 1):
        mine = [worker for worker in workers if worker.employer.street == street]
        assert len({round(worker.trained, 6) for worker in mine}) <= 2  # one like the other, but for this week's
        trained = sum(worker.trained for worker in mine)
        assert 2.0 * sessions[street] <= trained <= 2.0 * model.street_support.hours[TRAINING][street]
        assert {worker.skill for worker in mine} == {1.0 - 0.1 * np.expm1(-w.trained / 40.0) for w in mine}


@pytest.mark.parametrize("bound", [0.0, 0.3])
def test_benefit_fostered_organisations_learn_the_faster(lab: "Lab", bound: float) -> None:
    """By doing, as much as fostering has done for them: the street of those who were not has nothing of it."""
    model = lab.new(**RULE, fostering_bound=bound, learning_rate=0.1, purchase_mode="projects", purchase_share=0.6)
    model.run_for(119)
    one = max(model.organizations.alive, key=lambda one: one.hours)
    hours, quality = one.hours, one.quality
    faster = model.street_support.fostering(int(model.organizations.streets[one.place]))
    assert (faster > 1.05) is (bound > 0.0)
    model.run_for(1)  # the month begins
    assert one.hours > hours
    learnt = (one.quality - quality) / (one.best - quality)
    assert learnt == pytest.approx(0.1 * (one.hours - hours) / 1500.0 * faster, rel=0.03)


def test_benefit_looks_at_projects_make_organisations_pass_on_less(lab: "Lab") -> None:
    model = lab.run(days=41, **RULE)
    chance = model.street_support.inspecting(0)
    p = model.scenario.parameters
    changed = model.world.orders["pass_intercept"] - lab.new().world.orders["pass_intercept"]
    mine = lab.desks(model, "organization")
    assert 0.0 < chance < 1.0
    assert changed[mine].min() == pytest.approx(
        -p.pass_detection * (1.0 - p.detection) * max(chance, model.street_support.inspecting(1))
    )
    assert not changed[~mine].any()


def test_price_the_street_gives_the_hours_and_its_approvals_wait(lab: "Lab") -> None:
    base, model = (lab.run(days=125, street_support=s, support_hours=160.0) for s in (0.0, 1.0))
    hours = lab.hours(model, Activity.SUPPORT)
    assert hours == lab.hours(model, Activity.SUPPORT, "street") == pytest.approx(2 * 25 * 120.0, rel=0.05)
    assert sum(model.street_support.hours[task].sum() for task in TASKS) == pytest.approx(hours)
    waits = []
    for one in (base, model):
        legs = lab.legs(one, Activity.APPROVAL, "street")
        waits.append(float((legs["started"] - legs["arrived"]).mean()))
    assert waits[1] > 1.1 * waits[0]


def test_price_those_who_learn_and_answer_spend_hours(lab: "Lab") -> None:
    model = lab.run(days=120, **RULE, training_group=3.0, answer_hours=0.5)
    taught = {task: hours.copy() for task, hours in model.street_support.hours.items()}
    model.run_for(5)  # workers are trained in the week after
    for kind, task in (("station", "train"), ("organization", "foster")):
        spent = lab.hours(model, Activity.TRAINING, kind)
        assert spent == pytest.approx(3.0 * taught[task].sum(), rel=0.06)
    assert lab.hours(model, Activity.MONITORING) == pytest.approx(0.5 * taught["supervise_projects"].sum(), rel=0.06)
    free = lab.run(days=125, **RULE, training_group=0.0, answer_hours=0.0)
    assert lab.hours(free, Activity.TRAINING) == lab.hours(free, Activity.MONITORING) == 0.0


def test_neutral_bounds_of_nothing_change_no_skill(lab: "Lab") -> None:
    model = lab.run(days=61, **RULE, fostering_bound=0.0, training_gain=0.0)
    assert (model.world.skill == 1.0).all()


def test_neutral_no_hours_is_no_support(lab: "Lab") -> None:
    a, b = lab.run(days=60), lab.run(days=60, street_support=1.0, support_hours=0.0)
    assert lab.fingerprint(a) == lab.fingerprint(b)


def test_a_dormant_rule_is_free_whatever_its_parameters(lab: "Lab") -> None:
    loud = {"support_hours": 160.0, "support_learning": 0.5, "fostering_bound": 0.3, "training_group": 10.0}
    a, b = lab.run(days=60), lab.run(days=60, **loud)
    assert lab.fingerprint(a) == lab.fingerprint(b)
