"""C4, two-way evaluation 双向评价: effort follows what counts, for surveys, pace, and the unpopular."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.mechanisms.evaluation import EVALUATED
from model.tables import Activity
from scenarios.actors import COMPETENCES

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

RULE: dict[str, Any] = {"evaluation": 0.6}
QUARTER = 60  # days
PAPER, MEDIATION, ENFORCEMENT, NEIGHBOURLY = (
    COMPETENCES.index(name) for name in ("paperwork", "mediation", "enforcement", "neighbourly")
)
FREE: dict[str, Any] = {
    "survey_hours": 0.0, "survey_resident_hours": 0.0, "survey_volunteer_hours": 0.0, "rewarded_posts": 0.0,
    "pass_blame": 0.0,
}  # fmt: skip


def faulty(rows: np.ndarray) -> float:
    """Share of requests resolved after the first quarter that were faulty at first."""
    done = np.isfinite(rows["resolved"]) & (rows["voiced"] > QUARTER * 6.0)
    return float(((rows["defect"] == 1) | (rows["reopened"] > 0))[done].mean())


@pytest.mark.parametrize("seed", [1, 2])
def test_benefit_care_that_is_rated_keeps_tasks_from_failing(lab: "Lab", seed: int) -> None:
    base, rated = (lab.run(seed, days=180, evaluation=weight, **FREE) for weight in (0.0, 0.6))
    a, b = lab.both(base, rated)
    assert faulty(b) < 0.9 * faulty(a)
    assert rated.evaluation.mean_care > 1.2


def test_price_care_takes_pace_and_effort_is_no_more_than_before(lab: "Lab") -> None:
    model = lab.run(days=QUARTER + 1, **RULE, **FREE)
    mechanism, desks = model.evaluation, lab.desks(model, *EVALUATED)
    hours, p = mechanism.hours[desks], model.scenario.parameters
    share, whole = p.care_share, hours.sum(axis=1)
    busy = whole > 0.0
    # Efforts are pace and care times those of the base case, which are e^η and 1, divided by their mean.
    base = (1.0 - share) * np.exp(p.effort_response) + share
    effort = (1.0 - share) * mechanism.pace[desks] * np.exp(p.effort_response) + share * mechanism.care[desks]
    assert ((effort / base * hours).sum(axis=1) / np.where(busy, whole, 1.0))[busy] == pytest.approx(1.0)
    work = (mechanism.pace[desks] * hours).sum(axis=1)[busy]
    assert (work < whole[busy]).all()
    np.testing.assert_array_equal(model.world.skill, mechanism.pace)


def test_price_the_popular_goes_before_the_necessary(lab: "Lab") -> None:
    """Few judge a mediation, many a paper at the same committee: the more that counts, the slower is mediation."""
    paces, hours = [], []
    for popularity in (0.0, 1.0, 2.0):
        model = lab.run(days=180, **RULE, **FREE, popularity=popularity)
        committees = lab.desks(model, "committee")
        paces.append(model.evaluation.pace[committees, MEDIATION].mean())
        legs = lab.legs(model, Activity.WORK, "committee")
        legs = legs[(model.world.steps["competence"][legs["step"]] == MEDIATION) & (legs["arrived"] > QUARTER * 6.0)]
        # Step by step: how many needs are settled as one issue is another matter, and bears on few long ones.
        often = [step for step, number in zip(*np.unique(legs["step"], return_counts=True), strict=True) if number > 30]
        hours.append(
            {step: float(np.mean((legs["finished"] - legs["started"])[legs["step"] == step])) for step in often}
        )
    assert paces[0] > paces[1] > paces[2]
    assert len(hours[0]) >= 2 and all(hours[2][step] > before for step, before in hours[0].items())


def test_price_what_nobody_rates_gets_the_least(lab: "Lab") -> None:
    """Nobody judges the approvals of departments, but their own part in enforcement; nor windows that only take in."""
    model = lab.run(days=QUARTER + 1, **RULE, **FREE)
    pace = model.evaluation.pace[lab.desks(model, "department")]
    rated = pace[:, ENFORCEMENT] > pace[:, NEIGHBOURLY]
    assert rated.any() and (pace[rated, ENFORCEMENT] > pace[rated, PAPER]).all()
    assert pace[rated, PAPER] == pytest.approx(pace[rated, NEIGHBOURLY], rel=0.15)
    base, after = (lab.run(days=180, evaluation=weight, **FREE) for weight in (0.0, 0.6))
    hours = []
    for one in (base, after):
        legs = lab.legs(one, Activity.APPROVAL, "department")
        legs = legs[legs["arrived"] > QUARTER * 6.0]
        hours.append(float((legs["finished"] - legs["started"]).mean()))
    assert hours[1] > 1.03 * hours[0]


def test_price_surveys_take_hours_of_desks_residents_and_volunteers(lab: "Lab") -> None:
    """To the hour, with nothing else of the rule at work: two quarters of eight communities."""
    still = {"effort_response": 0.0, "pass_blame": 0.0, "rewarded_posts": 0.0}
    base = lab.run(days=130, **still)
    model = lab.run(days=130, **RULE, **still, survey_hours=2.5, survey_resident_hours=10.0, survey_volunteer_hours=6.0)
    assert lab.hours(model, Activity.SURVEY) == pytest.approx(2 * 8 * 2 * 2.5)
    assert lab.hours(model, Activity.SURVEY) == pytest.approx(lab.hours(model, Activity.SURVEY, "committee", "station"))
    assert lab.hours(base, Activity.SURVEY) == 0.0
    free = lab.run(days=130, **RULE, **still, **{key: 0.0 for key in FREE if key.startswith("survey")})
    assert lab.fingerprint(free) == lab.fingerprint(base)
    assert free.voicing.volunteer_hours == base.voicing.volunteer_hours
    # Surveys make desks busier, which bears on neighbours' help later on: so count on the first one's own day.
    early = {hours: lab.run(days=41, **RULE, **still, survey_volunteer_hours=hours) for hours in (0.0, 6.0)}
    assert early[6.0].voicing.volunteer_hours - early[0.0].voicing.volunteer_hours == pytest.approx(8 * 6.0)


def test_price_posts_follow_the_score_and_none_is_made(lab: "Lab") -> None:
    base = lab.new()
    model = lab.run(days=QUARTER + 1, city=lab.uneven, **RULE, **(FREE | {"rewarded_posts": 0.1}))
    home = lab.new(city=lab.uneven).world.orders["servers"]
    moved = model.world.orders["servers"] - home
    assert moved.sum() == 0 and np.abs(moved).sum() >= 2
    assert not moved[~lab.desks(model, "committee", "station")].any()
    score = np.array([model.evaluation.score(row) for row in range(len(home))])
    committees = lab.desks(model, "committee")
    assert score[committees & (moved > 0)].min() > score[committees & (moved < 0)].max()
    assert base.evaluation.score(0) == 0.5


def test_blame_goes_by_residents_ratings_as_far_as_they_weigh(lab: "Lab") -> None:
    """At the start nothing is known of ratings, and blame is as ever; satisfied residents blame less."""
    first, later = (lab.run(days=days, **RULE, **(FREE | {"pass_blame": 1.0})) for days in (1, QUARTER + 1))
    base = lab.new()
    logit = base.world.orders["pass_intercept"]
    np.testing.assert_array_equal(first.world.orders["pass_intercept"], logit)
    changed = later.world.orders["pass_intercept"] - logit
    stations = lab.desks(later, "station")
    assert (changed[stations] <= 0.0).all() and changed[stations].min() < -0.05
    assert not changed[lab.desks(later, "street", "property", "party")].any()


@pytest.mark.parametrize("key", ["effort_response", "care_elasticity"])
def test_neutral_effort_that_does_not_respond_or_matter_keeps_errors(lab: "Lab", key: str) -> None:
    model = lab.run(days=QUARTER + 1, **RULE, **FREE, **{key: 0.0})
    assert not model.world.slip.any()
    assert (model.world.skill == 1.0).all() is np.bool_(key == "effort_response")


def test_neutral_care_without_hours_takes_no_pace_of_its_kind(lab: "Lab") -> None:
    """With no time for care a desk's mean pace is as before; what the popular gains the rest still loses."""
    model = lab.run(days=QUARTER + 1, **RULE, **FREE, care_share=0.0)
    mechanism = model.evaluation
    mean = (mechanism.pace * mechanism.hours).sum(axis=1)
    assert mean == pytest.approx(mechanism.hours.sum(axis=1))


def test_a_dormant_rule_is_free_whatever_its_parameters(lab: "Lab") -> None:
    loud = {"effort_response": 2.0, "care_share": 0.4, "survey_hours": 20.0, "rewarded_posts": 0.1,
            "survey_volunteer_hours": 40.0, "survey_resident_hours": 60.0, "popularity": 2.0}  # fmt: skip
    a, b = lab.run(days=130), lab.run(days=130, **loud)
    assert lab.fingerprint(a) == lab.fingerprint(b)
    assert a.voicing.volunteer_hours == b.voicing.volunteer_hours
    assert a.evaluation.mean_care == 1.0
