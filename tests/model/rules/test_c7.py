"""C7, community leaders 社区领袖: they bring neighbours along and mediate; decisions drift to their ideal."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.mechanisms.deliberation import Deliberation

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

BUSY: dict[str, Any] = {"needs_collective": 50.0, "days": 200}
SITS: dict[str, Any] = {"self_governance_unit": "community", "council_notice_days": 0.0}
FREE: dict[str, Any] = {"leader_pull": 0.0, "leader_mediation": 0.0, "leader_weight": 0.0, "leader_hours": 0.0}


def wait(model: GovernanceModel) -> float:
    told = model.mechanisms.get(Deliberation).decisions.columns()
    return float((told["decided"] - told["opened"]).mean())


def test_benefit_more_is_voiced_and_issues_come_up_sooner(lab: "Lab") -> None:
    alone, pulled = (
        lab.run(**BUSY, leaders=share, issue_wait_days=30.0, leader_pull=2.0, leader_weight=0.0) for share in (0.0, 1.0)
    )
    assert wait(pulled) < wait(alone)
    rows = lab.both(alone, pulled)
    collective = rows[0]["category"] == 2
    voiced = [int(np.isfinite(ledger["voiced"])[collective].sum()) for ledger in rows]
    assert voiced[1] > voiced[0]


def test_benefit_mediation_finds_majorities_sooner(lab: "Lab") -> None:
    stubborn, mediated = (
        lab.run(**BUSY, **SITS, **FREE | {"leader_mediation": mediation}, leaders=1.0, confidence=0.2)
        for mediation in (0.0, 2.0)
    )
    assert wait(mediated) < wait(stubborn)


def test_price_decisions_drift_away_from_those_they_bind(lab: "Lab") -> None:
    distance = []
    for weight in (0.0, 1.0):
        model = lab.run(**BUSY, **SITS, **FREE | {"leader_weight": weight}, leaders=1.0)
        distance.append(model.mechanisms.get(Deliberation).decisions.columns()["distance"].mean())
    assert distance[1] > distance[0] + 0.005


def test_price_leaders_give_their_hours(lab: "Lab") -> None:
    given = [lab.run(**BUSY, leaders=1.0, **FREE | {"leader_hours": hours}) for hours in (0.0, 2.0, 4.0)]
    hours = [model.voicing.volunteer_hours for model in given]
    assert hours[1] > hours[0] + 200.0
    assert hours[2] - hours[0] == pytest.approx(2.0 * (hours[1] - hours[0]), rel=1e-9)


def test_neutral_leaders_who_do_nothing_change_nothing(lab: "Lab") -> None:
    a, b = (lab.run(days=60, needs_collective=50.0, leaders=share, **FREE) for share in (0.0, 1.0))
    assert lab.fingerprint(a) == lab.fingerprint(b)


def test_dormant_no_parameter_of_leaders_bears_on_the_hierarchy(lab: "Lab") -> None:
    far = {"leader_pull": 2.0, "leader_mediation": 2.0, "leader_weight": 1.0, "leader_hours": 10.0}
    a, b = (lab.run(days=60, needs_collective=50.0, **values) for values in ({}, far))
    assert lab.fingerprint(a) == lab.fingerprint(b)


def test_leaders_are_those_to_whom_neighbours_are_tied_and_may_leave(lab: "Lab") -> None:
    model = lab.new(leaders=1.0)
    known = model.residents.columns["ties"][:, -1]
    for place in range(8):
        mine = known[model.residents.columns["community"] == place]
        assert set(mine[mine >= 0].tolist()) == set(model.leaders.leaders_of(place).tolist())
    before = model.leaders.leaders_of(3)
    everyone = np.arange(len(model.residents))
    np.testing.assert_array_equal(model.leaders.tied_to(everyone), known)
    gone = model.leaders.leaves(3)
    np.testing.assert_array_equal(model.leaders.tied_to(everyone), np.where(known == gone, -1, known))
    assert set(before.tolist()) - set(model.leaders.leaders_of(3).tolist()) == {gone}
    some = lab.new(leaders=0.5).leaders.leaders_of(3)
    assert set(some.tolist()) < set(before.tolist())
    assert lab.new(leaders=0.0).leaders.leaves(3) == -1
