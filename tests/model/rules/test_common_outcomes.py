"""Outcomes of common life: ties used, non-state initiative, co-ordination and care, moved by rules alone."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.ledger import State
from model.mechanisms.devolution import Devolution
from model.mechanisms.supervision import Supervision
from model.outcomes import CO_ORDINATION, evaluate
from model.tables import Activity

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

SHORT: dict[str, Any] = {"days": 60}


def told(model: GovernanceModel, key: str) -> float:
    return evaluate(model.outcomes.observed())[key]


def test_under_the_hierarchy_ties_are_neighbours_help_and_nothing_else(lab: "Lab") -> None:
    model = lab.run(**SHORT)
    helped = int((model.ledger.look(model.world)["state"] == State.NEIGHBOUR_HELPED).sum())
    assert model.volunteers.contacts == helped > 100
    assert model.voicing.volunteer_hours == pytest.approx(0.8 * helped)
    seen = model.outcomes.observed()
    assert told(model, "ties_used") == pytest.approx(helped / (seen.residents / 1000.0 * 60 / 250))


def test_leaders_councils_and_complexes_bring_residents_together(lab: "Lab") -> None:
    base = lab.run(**SHORT)
    for rule in (
        {"leaders": 1.0},
        {"self_governance_unit": "estate"},
        {"association_deliberates": True},
        {"service_complexes": 1.0},
    ):
        model = lab.run(**SHORT, **rule)
        assert told(model, "ties_used") > 1.02 * told(base, "ties_used"), rule
    # Nobody is met where the complex has no such room, and needs are helped as they were.
    still = lab.run(**SHORT, service_complexes=1.0, complex_meeting=0.0)
    helped = int((still.ledger.look(still.world)["state"] == State.NEIGHBOUR_HELPED).sum())
    assert still.volunteers.contacts == helped


def test_a_consultation_brings_its_participants_together_for_their_hours(lab: "Lab") -> None:
    """On the day on which they are called nothing else has changed yet."""
    hours = ("consultation_hours", "guidance_hours", "ballot_hours", "ballot_voter_hours")
    quarter: dict[str, Any] = {"days": 61, **dict.fromkeys(hours, 0.0)}
    base, model = lab.run(**quarter), lab.run(**quarter, fund_devolution=0.5, participant_hours=2.0)
    present = int(model.mechanisms.get(Devolution).participants.sum())
    assert model.volunteers.contacts - base.volunteers.contacts == present > 8
    assert model.volunteers.hours[Activity.MEETING] == pytest.approx(2.0 * present)
    assert told(model, "meeting_hours") - told(base, "meeting_hours") == pytest.approx(
        2.0 * present / model.outcomes.observed().resident_years
    )


def test_what_residents_do_themselves_is_initiative_of_theirs(lab: "Lab") -> None:
    """Hands of residents take work from property companies, and organisations take care from stations."""
    busy = {"days": 100, "needs_collective": 50.0}
    sits = {"association_deliberates": True, "association_decides": True}
    none, hands = (lab.run(**busy, **sits, association_executes=on, volunteer_efficiency=0.5) for on in (False, True))
    assert told(hands, "non_state_initiative") > told(none, "non_state_initiative") > 0.0
    bought = lab.run(days=100, purchase_mode="projects", purchase_share=0.6)
    assert told(bought, "non_state_initiative") > told(lab.run(days=100), "non_state_initiative")


def test_surveys_are_co_ordination_to_the_hour(lab: "Lab") -> None:
    still = {"effort_response": 0.0, "pass_blame": 0.0, "rewarded_posts": 0.0, "survey_resident_hours": 0.0}
    quiet, asked = (lab.run(days=60, evaluation=0.6, **still, survey_hours=hours) for hours in (0.0, 2.0))
    added = [
        sum(lab.hours(model, activity) for activity in CO_ORDINATION if activity != Activity.SURVEY)
        for model in (quiet, asked)
    ]
    whole = [told(model, "co_ordination_hours") * model.outcomes.observed().number_resolved for model in (quiet, asked)]
    assert whole[0] == pytest.approx(added[0])
    assert whole[1] == pytest.approx(added[1] + 8 * 2 * 2.0)


def test_care_is_one_until_a_quarter_has_ended_and_where_nobody_asks_for_it(lab: "Lab") -> None:
    """Residents' supervision orders care too, and it is seen without two-way evaluation."""
    rule = {"resident_supervision": True, "supervision_insight": 1.0}
    assert told(lab.run(days=80), "care_effort") == 1.0
    assert told(lab.run(days=59, **rule), "care_effort") == 1.0
    model = lab.run(days=80, **rule)
    taken = model.mechanisms.get(Supervision).taken
    assert 1.0 < told(model, "care_effort") < taken.max()
    assert told(lab.run(days=80, **rule, ordered_care=0.0), "care_effort") == 1.0
    np.testing.assert_allclose(taken, model.mechanisms.get(Supervision).care)  # no desk is told more than it can
