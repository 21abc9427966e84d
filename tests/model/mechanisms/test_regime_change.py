"""Evaluation, supervision and support that end in the middle of a run leave no orders behind, or let them fade."""

from typing import TYPE_CHECKING

import numpy as np

from agents.supervision import SupervisionCommittee
from model.governance import GovernanceModel
from tests.model.small import ROWS, STILL, small

if TYPE_CHECKING:
    from pathlib import Path

OFF = {"evaluation": 0.0, "resident_supervision": False, "street_support": 0.0}
ON = {"evaluation": 0.6, "resident_supervision": True, "street_support": 1.0}


def district(folder: "Path", **rules: object) -> GovernanceModel:
    city = folder / "city.csv"
    city.write_text("\n".join(("community,street,residents", *ROWS)) + "\n", encoding="utf-8")
    return GovernanceModel(small("hierarchy", city, **(STILL | rules)), rng=5)


def test_what_evaluation_and_supervision_ordered_ends_with_them(tmp_path: "Path") -> None:
    bounds = {"fostering_bound": 0.0, "training_gain": 0.0, "rewarded_posts": 0.1}
    model = district(tmp_path, **ON, **bounds, timeline=[{"day": 61, "rules": OFF}])
    home = model.world.orders.copy()
    model.run_for(61)
    assert (model.world.skill != 1.0).any() and model.world.slip.any()
    model.run_for(20)
    assert (model.world.skill == 1.0).all() and not model.world.slip.any()
    for name in ("servers", "error"):
        np.testing.assert_array_equal(model.world.orders[name], home[name])
    base = district(tmp_path, **OFF).world.orders["pass_intercept"]
    others = np.delete(np.arange(len(model.rows)), model.desks.rows(kind="organization"))
    np.testing.assert_allclose(model.world.orders["pass_intercept"][others], base[others])


def test_what_was_taught_fades_when_the_street_stops(tmp_path: "Path") -> None:
    model = district(tmp_path, **ON, timeline=[{"day": 101, "rules": OFF}])
    model.run_for(121)  # what was under way is done
    known = model.street_support.fostered.copy()
    model.run_for(100)
    assert (model.street_support.fostered < known).all() and (model.street_support.fostered > 0.0).all()
    assert model.street_support.inspecting(0) == 0.0


def test_rules_may_begin_in_the_middle_of_a_run(tmp_path: "Path") -> None:
    late = district(tmp_path, **OFF, timeline=[{"day": 30, "rules": ON}])
    late.run_for(30)
    assert not list(late.agents_by_type.get(SupervisionCommittee, []))
    late.run_for(61)
    assert len(late.agents_by_type[SupervisionCommittee]) == len(ROWS)
    assert late.evaluation.mean_care > 1.0 and late.street_support.hours["foster"].sum() > 0.0
    values = late.outcomes.frame().set_index("outcome")["value"]
    assert values["survey_hours"] > 0.0 and values["monitoring_hours"] > 0.0 and values["care_effort"] > 1.0


def test_scores_are_shares_at_any_weight(tmp_path: "Path") -> None:
    for weight in (0.0, 1.0):
        one = district(tmp_path, **(OFF | {"evaluation": weight}))
        one.run_for(61)
        scores = np.array([one.evaluation.score(row) for row in range(len(one.rows))])
        assert (scores >= 0.0).all() and (scores <= 1.0).all() and len(np.unique(scores)) > 3
