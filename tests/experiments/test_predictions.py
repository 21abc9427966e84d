"""Every registered prediction has its claims, and each claim points the way the page says."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import experiments.predictions as predictions
from experiments.claims import Arm, judge, wanted
from experiments.decompose import GROUPS
from experiments.predictions import CLAIMS, judge_predictions
from experiments.predictions_alone import ANSWER, ARISE, BACKED, CONTRACTS, PASSED, UNBACKED, alone, of
from experiments.predictions_together import LATE, C, H, M, N, combination
from experiments.rule_measures import Measure
from experiments.verdicts import verdicts
from model.tables import Floats
from scenarios.library import load
from scenarios.rules import RULES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "preregistration.md"
SPREAD = np.array([-1e-6, 0.0, 1e-6])


def told(prediction: str, value_of: Callable[[Arm, Measure], float]) -> list[bool]:
    """Whether each claim of a prediction holds, for made-up readings that are nearly the same at three seeds."""
    rng = np.random.default_rng(1)

    def read(arm: Arm, measure: Measure) -> Floats:
        return np.asarray(value_of(arm, measure) + rng.permutation(SPREAD))

    return [bool(one) for one in judge([c for c in CLAIMS if c.prediction == prediction], read)["holds"]]


def test_every_registered_prediction_is_judged() -> None:
    page = PAGE.read_text(encoding="utf-8")
    registered = re.findall(r"^\| ([PAB]\d+) \|", page, re.MULTILINE)
    assert len(registered) == len(set(registered)) == 54
    assert set(registered) == {claim.prediction for claim in CLAIMS}
    assert len({(claim.prediction, claim.words) for claim in CLAIMS}) == len(CLAIMS)


def test_a_prediction_about_one_rule_runs_that_rule() -> None:
    """The rules that a prediction's arms name on the page are those its claims run."""
    page = PAGE.read_text(encoding="utf-8")
    for prediction, rule in re.findall(r"^\| (P\d+) \| H\+(\w\d) − H", page, re.MULTILINE):
        asked = wanted([claim for claim in CLAIMS if claim.prediction == prediction])
        named = {name for arm in asked for name in arm.rules}
        allowed = {"P18": {"R7", "R9"}, "P30": {"C9", "F1"}}.get(prediction, {rule})
        assert named == allowed, prediction


def test_the_arms_are_those_of_the_library() -> None:
    for arm, name in ((H, "hierarchy"), (C, "clean_hierarchy"), (M, "messy_network"), (N, "network")):
        assert arm.scenario.rules == load(name).rules
    assert combination(*GROUPS).rules == tuple(card.id for card in RULES)


@pytest.mark.parametrize(("fall", "holds"), [(6.5, True), (5.5, False), (-6.5, False)])
def test_a_threshold_counts(fall: float, holds: bool) -> None:
    values = {alone("R1"): 40.0 - fall, alone(): 40.0}
    assert told("P9", lambda arm, measure: values[arm] if measure == ANSWER else np.nan) == [holds]


def test_a_half_is_a_half() -> None:
    assert told("P6", lambda arm, _: 0.9 if arm.rules else 2.0) == [True, True]
    assert told("P6", lambda arm, _: 1.1 if arm.rules else 2.0) == [False, False]


def test_a_benefit_and_a_price_point_their_own_ways() -> None:
    def settled(arm: Arm, measure: Measure) -> float:
        return (
            (5.0 if measure == CONTRACTS else 9.0 if arm.settings else 8.0)
            if arm.rules
            else 0.0 + 9.0 * (measure != CONTRACTS)
        )

    assert told("P15", settled) == [True, True, True]
    # the other way round nothing holds
    assert told("P15", lambda arm, measure: -settled(arm, measure)) == [False, False, True]


def test_two_quantities_of_one_arm_are_compared() -> None:
    assert told("P31", lambda _, measure: {BACKED: 30.0, UNBACKED: 20.0}.get(measure, 1.0)) == [False, True]


def test_a_rise_that_must_vanish_is_asked_to_vanish() -> None:
    """P4: rises at the default decay that are gone at decay 0 hold; those that stay do not."""
    gone = told("P4", lambda arm, _: 2.0 if arm.rules and not arm.settings else 1.0)
    stays = told("P4", lambda arm, _: 2.0 if arm.rules else 1.0)
    assert gone == [True, True, True, True]
    assert stays == [True, True, False, False]


def test_arms_are_ordered_by_their_extremes() -> None:
    low = {H: 3.0, M: 4.0, C: 1.0, N: 2.0}
    assert told("A1", lambda arm, _: low[arm]) == [True, True]
    assert told("A1", lambda arm, _: low[arm] + 1.5 * (arm == N)) == [False, False]
    assert told("A6", lambda arm, _: 0.7 + 0.005 * low[arm]) == [True]
    assert told("A6", lambda arm, _: 0.7 + 0.01 * low[arm]) == [False]


def test_clarity_is_weighed_against_the_rest_by_size() -> None:
    def larger(clarity: float, rest: float) -> list[bool]:
        values = {H: 10.0, C: 10.0 + clarity, M: 10.0 + rest, N: 10.0 + clarity + rest}
        return told("A2", lambda arm, _: values[arm])

    assert larger(-3.0, 2.0) == larger(1.0, -0.5) == [True]
    assert larger(-2.0, 3.0) == [False]


def test_parts_of_groups_come_from_all_sixteen() -> None:
    """An additive world: each group adds its own, so its part is just that."""
    adds = {"clarity": -5.0, "ties": 0.5, "capacity": 3.0, "voice": 1.0}
    of_rule = {card.id: card.group for card in RULES}

    def value(arm: Arm, measure: Measure) -> float:
        scale = {LATE: -2.0, ARISE: -1.0}.get(measure, -0.5 if measure.name.startswith("needs") else 1.0)
        return 100.0 + scale * sum(adds[group] for group in {of_rule[rule] for rule in arm.rules})

    assert told("B4", value) == [True]
    assert told("B3", value) == [True, False]  # capacity, not ties, has most of the rise
    assert told("B5", value) == [True, True]


def test_what_nobody_passes_on_is_no_fall() -> None:
    assert told("P34", lambda arm, measure: 0.0 if measure == PASSED else float(bool(arm.rules))) == [False, True]


def test_verdicts() -> None:
    rows = [("P1", True), ("P1", True), ("P2", True), ("P2", False), ("P3", False)]
    frame = pd.DataFrame(rows, columns=["prediction", "holds"])
    assert verdicts(frame).to_dict() == {"P1": "holds", "P2": "in part", "P3": "fails"}


def test_runs_are_read_into_the_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    """R5 alone has contests from its first day on."""
    chosen = tuple(claim for claim in CLAIMS if claim.prediction == "P15" and claim.expected == "above")[:1]
    monkeypatch.setattr(predictions, "CLAIMS", chosen)
    done: list[int] = []
    found = judge_predictions(seeds=2, days=1, progress=done.append)
    assert done == [1, 2, 3, 4]
    assert found.names == ("hierarchy+R5", "hierarchy") and found.seeds == 2 and found.days == 1
    assert found.table["holds"].tolist() == [True] and found.table["n"].tolist() == [2]
    assert of("meeting_hours") is of("meeting_hours")
