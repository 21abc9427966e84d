"""How quantities of rules are read: what is chosen is what is counted, and parts add up to the whole."""

import pytest

from experiments.rule_cards import TRIALS, cut
from experiments.rule_measures import decision_time, hours, needs_that_arise, of_category, of_those, outcome
from model.governance import GovernanceModel
from model.mechanisms.deliberation import Deliberation
from model.tables import Activity
from scenarios.actors import CATEGORIES, KINDS
from scenarios.issues import REACHES
from scenarios.library import load


@pytest.fixture(scope="module")
def model() -> GovernanceModel:
    """Forty days of the eight communities, with issues that are decided."""
    model = GovernanceModel(load("hierarchy").replace(city=cut(), leaders=0.6), rng=1, record_legs=True)
    model.run_for(40)
    return model


def test_every_quantity_can_be_read(model: GovernanceModel) -> None:
    for rule, trial in TRIALS.items():
        for measure in (trial.benefit, trial.price, *trial.also):
            assert isinstance(measure.read(model), float), (rule, measure.name)


def test_hours_of_kinds_and_activities_add_up(model: GovernanceModel) -> None:
    whole = hours((Activity.INTAKE, Activity.WORK))(model)
    parts = [hours(activity, kind)(model) for activity in (Activity.INTAKE, Activity.WORK) for kind in KINDS]
    assert whole == pytest.approx(sum(parts)) and whole > 0.0


def test_an_outcome_of_some_is_between_those_of_the_rest(model: GovernanceModel) -> None:
    share = outcome("voiced_share")(model)
    parts = [outcome("voiced_share", of_category(name))(model) for name in CATEGORIES]
    assert min(parts) < share < max(parts)
    online, not_online = (outcome("voiced_share", of_those("online", value))(model) for value in (True, False))
    assert min(online, not_online) <= share <= max(online, not_online)


def test_needs_are_counted_a_year_and_thousand_residents(model: GovernanceModel) -> None:
    needs = sum(getattr(model.scenario.parameters, f"needs_{name}") for name in CATEGORIES)
    assert needs_that_arise(model) == pytest.approx(needs, rel=0.1)


def test_decisions_tell_item_agenda_and_leaders(model: GovernanceModel) -> None:
    """An issue is opened, comes on an agenda and is decided in that order; reaches make up all items."""
    told = model.mechanisms.get(Deliberation).decisions.columns()
    assert len(told["item"]) > 20
    assert (told["opened"] <= told["agenda"]).all() and (told["agenda"] <= told["decided"]).all()
    assert {model.items[int(item)].category for item in told["item"]} == {"collective"}
    away = told["to_leaders"][told["to_leaders"] == told["to_leaders"]]
    assert len(away) and (away >= 0.0).all() and (away <= 1.0).all()
    assert decision_time(*REACHES)(model) == pytest.approx((told["decided"] - told["opened"]).mean())
