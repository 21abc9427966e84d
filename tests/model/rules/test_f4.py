"""F4, support by the street 街道支持: needs found, organisations and workers taught, for the street's own hours."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.mechanisms.street_support import FINDING, TASKS
from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

RULE: dict[str, Any] = {"street_support": 1.0, "support_hours": 60.0}
NO_OTHERS: dict[str, Any] = {"training_group": 0.0, "answer_hours": 0.0, "fostering_bound": 0.0, "training_bound": 0.0}


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
    model = lab.new(**RULE, fostering_bound=0.2, training_bound=0.3)
    before = (1.0, 1.0)
    for _ in range(6):
        model.run_for(20)
        now = (model.street_support.fostering(0), model.street_support.training(1))
        assert before[0] <= now[0] < 1.2 and before[1] <= now[1] < 1.3
        before = now
    model.run_for(1)
    now = (model.street_support.fostering(0), model.street_support.training(0))
    assert now[0] > 1.05 and now[1] > 1.05
    organisations, windows = lab.desks(model, "organization"), lab.desks(model, "station")
    assert set(np.unique(model.world.skill[organisations]).tolist()) == {
        model.street_support.fostering(street) for street in (0, 1)
    }
    assert model.world.skill[windows].max() == max(model.street_support.training(street) for street in (0, 1))
    others = ~(organisations | windows)
    assert (model.world.skill[others] == 1.0).all()


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
    model = lab.run(days=125, **RULE, training_group=3.0, answer_hours=0.5)
    taught = model.street_support.hours
    for kind, task in (("station", "train"), ("organization", "foster")):
        spent = lab.hours(model, Activity.TRAINING, kind)
        assert spent == pytest.approx(3.0 * taught[task].sum(), rel=0.06)
    assert lab.hours(model, Activity.MONITORING) == pytest.approx(0.5 * taught["supervise_projects"].sum(), rel=0.06)
    free = lab.run(days=125, **RULE, training_group=0.0, answer_hours=0.0)
    assert lab.hours(free, Activity.TRAINING) == lab.hours(free, Activity.MONITORING) == 0.0


def test_neutral_bounds_of_nothing_change_no_skill(lab: "Lab") -> None:
    model = lab.run(days=61, **RULE, fostering_bound=0.0, training_bound=0.0)
    assert (model.world.skill == 1.0).all()


def test_neutral_no_hours_is_no_support(lab: "Lab") -> None:
    a, b = lab.run(days=60), lab.run(days=60, street_support=1.0, support_hours=0.0)
    assert lab.fingerprint(a) == lab.fingerprint(b)


def test_a_dormant_rule_is_free_whatever_its_parameters(lab: "Lab") -> None:
    loud = {"support_hours": 160.0, "support_learning": 0.5, "fostering_bound": 0.3, "training_bound": 0.3}
    a, b = lab.run(days=60), lab.run(days=60, **loud)
    assert lab.fingerprint(a) == lab.fingerprint(b)
