"""What holds of every rule: it is tried alone, on the same needs and staff, and each of its prices can be left out."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.routes import OWN_WORK
from scenarios.declare import declarations
from scenarios.parameters import Parameters
from scenarios.rules import RULES, RuleCard

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

NEUTRAL = {
    "street_cycle_days": 0.0,
    "department_cycle_days": 0.0,
    "retention_district": 1.0,
    "team_knowledge_decay": 0.0,
    "sign_off_hours": 0.0,
    "delegated_hours": 0.0,
    "station_admin_efficiency": 1.0,
    "way_hours": 0.0,
    "local_knowledge_decay": 0.0,
    "generalist_overhead": 0.0,
    "gap_probability": 0.0,
    "overlap_share": 0.0,
    "task_error": 0.0,
    "duty_list_hours": 0.0,
    "credit_stake": 0.0,
    "travel_hours": 0.0,
    "settling_productivity": 1.0,
    "settling_days": 0.0,
    "completeness": 0.0,
    "entry_hours": 0.0,
    "double_entry_hours": 0.0,
    "platform_cost": 1.0,
    "platform_delay": 1.0,
    "share_tv": 0.0,
    "tracked_follow_up": 0.0,
    "platform_detection": 0.0,
    "outages_a_year": 0.0,
    "outage_days": 0.0,
    "complex_handover": 1.0,
    "complex_retention": 0.0,
    "complex_meeting": 0.0,
    "complex_detour": 0.0,
    "complex_yuan": 0.0,
    "complex_upkeep_hours": 0.0,
    "consultation_hours": 0.0,
    "participant_hours": 0.0,
    "guidance_hours": 0.0,
    "consultation_noise": 0.0,
    "devolution_scale_loss": 0.0,
    "government_fund_share": 0.0,
    "sponsor_yuan": 0.0,
    "household_yuan": 0.0,
    "foundation_yuan": 0.0,
    "wealth_spread": 0.0,
    "fundraising_hours": 0.0,
    "fundraising_volunteer_hours": 0.0,
    "ballot_hours": 0.0,
    "ballot_voter_hours": 0.0,
    "pledge_yuan": 0.0,
    "unit_pledge_yuan": 0.0,
    "campaign_hours": 0.0,
    "campaign_volunteer_hours": 0.0,
    "pantry_donations": 0.0,
    "pantry_reach": 0.0,
    "pantry_waste": 0.0,
    "pantry_opening_hours": 0.0,
    "pantry_parcel_hours": 0.0,
    "wider_desk_overhead": 0.0,
    "licence_premium": 0.0,
    "studio_founding": 0.0,
    "studio_most": 0.0,
    "studio_overhead": 0.0,
    "sitting_days": 0.0,
    "sitting_hours": 0.0,
    "preparation_hours": 0.0,
    "convening_power": 1.0,
    "confidence": 1.0,
    "volunteer_share": 0.0,
    "inspection_hours": 0.0,
    "council_notice_days": 0.0,
    "council_support_hours": 0.0,
    "leader_pull": 0.0,
    "leader_mediation": 0.0,
    "leader_weight": 0.0,
    "leader_hours": 0.0,
    "assembly_hours": 0.0,
    "cause_hazard": 0.0,
    "cause_hours": 0.0,
    "cause_yuan": 0.0,
    # evaluation, supervision, street support
    "effort_response": 0.0,
    "care_share": 0.0,
    "care_elasticity": 0.0,
    "popularity": 0.0,
    "survey_hours": 0.0,
    "survey_resident_hours": 0.0,
    "survey_volunteer_hours": 0.0,
    "rewarded_posts": 0.0,
    "pass_blame": 0.0,
    "pass_detection": 0.0,
    "supervision_cases": 0,
    "supervision_insight": 0.0,
    "supervision_hours": 0.0,
    "answer_hours": 0.0,
    "ordered_care": 0.0,
    "support_hours": 0.0,
    "support_learning": 0.0,
    "fostering_bound": 0.0,
    "training_gain": 0.0,
    "training_group": 0.0,
    "visit_met_share": 0.0,
    "organization_overhead": 0.0,
    "organization_quality_premium": 0.0,
    "learning_rate": 0.0,
    "tender_bidders": 1,
    "contest_stake": 0.0,
    "bid_review_hours": 0.0,
    "monitoring_hours": 0.0,
    "contract_settling": 1.0,
    "contract_settling_days": 0.0,
    "venue_yuan": 0.0,
    "venue_upkeep_hours": 0.0,
    "venue_displaced_hours": 0.0,
    "foundings_a_year": 0.0,
    "founding_hours": 0.0,
    "founding_dues": 0.0,
    "incubation_failure": 0.0,
    "training_share": 0.0,
    "teaching_share": 0.0,
    "fit_weight": 0.0,
    "fair_hours": 0.0,
    "fair_distance": 0.0,
    "quorum": 0.0,
    "agreement_width": 1.0,
    "opinion_noise": 0.0,
    "inspection_share": 0.0,
    "assembly_noise": 1.0,
    "felt_care": 0.0,
    "upward_care": 0.0,
    # the end of the range that does least: without anybody who comes, or without a yuan, there is no rule
    "consultation_turnout": 0.001,
    "crowdfunding_most_yuan": 1_000.0,
    "grant_median_yuan": 10_000.0,
}
"""At this value a parameter of a rule's card takes and gives nothing."""

ORDERED = {"R2": {"delegated_committee", "delegated_station"}, "R8": {"upkeep"}}
"""The own work that is a rule's very matter."""

PAID_IN_POSTS = {"F6": 2}
"""Posts that a rule of the network's pole takes from the lab's committees and stations for what it buys."""
BUYS = {"R5", "C9"}
"""Rules that give posts up for money, with which others are hired later or elsewhere; tested in their own files."""

BASE = {
    "street_cycle_days", "department_cycle_days", "retention_district", "team_knowledge_decay", "delegated_hours",
    "station_admin_efficiency", "way_hours", "gap_probability", "overlap_share", "credit_stake", "task_error",
    "duty_list_hours", "pass_blame", "licence_premium", "visit_met_share", "pass_detection",
}  # fmt: skip
"""Parameters of cards that say how the district works without the rule too; others are its own."""
DORMANT_DAYS = 65  # some rules work by the quarter

EXOGENOUS = ("need", "arose_calendar", "arose", "resident", "item", "category", "place")


def pole(card: RuleCard) -> dict[str, object]:
    """The rule alone at the network's pole."""
    return {key: network for key, (_, network) in card.poles.items()}


@pytest.fixture(scope="module")
def dormant(lab: "Lab") -> bytes:
    """The hierarchy's run, in which every rule that can be is dormant."""
    return lab.fingerprint(lab.run(days=DORMANT_DAYS))


def test_every_parameter_of_a_card_has_a_value_that_switches_it_off() -> None:
    allowed = {d.key: d for d in declarations(Parameters)}
    assert {key for card in RULES for key in card.parameters} == set(NEUTRAL)
    for key, value in NEUTRAL.items():
        low, high = allowed[key].low, allowed[key].high
        assert low is not None and high is not None and low <= value <= high, key


@pytest.mark.parametrize("card", RULES, ids=lambda card: card.id)
def test_a_rule_runs_with_each_of_its_prices_left_out_and_with_none(lab: "Lab", card: RuleCard) -> None:
    off = [{key: NEUTRAL[key]} for key in card.parameters]
    for prices in [*off, {key: NEUTRAL[key] for key in card.parameters}]:
        model = lab.run(days=10, **pole(card), **prices)
        rows = model.ledger.look(model.world)
        assert np.isfinite(rows["resolved"]).sum() > 500
        for name in ("busy_hours", "queue_hours", "server_hours", "cancelled"):
            assert np.isfinite(model.world.floor[name]).all()
        assert np.isfinite(model.world.activity).all() and (model.world.activity >= 0.0).all()


@pytest.mark.parametrize("card", RULES, ids=lambda card: card.id)
def test_a_dormant_rule_is_free_whatever_its_own_parameters_are(lab: "Lab", card: RuleCard, dormant: bytes) -> None:
    """At the hierarchy's pole, at the end of their ranges that is far from doing nothing: the same run to the bit."""
    allowed = {d.key: d for d in declarations(Parameters)}
    own = [allowed[key] for key in card.parameters if key not in BASE]
    loud = {d.key: d.low if NEUTRAL[d.key] == d.high else d.high for d in own}
    assert lab.fingerprint(lab.run(days=DORMANT_DAYS, **loud)) == dormant


@pytest.mark.parametrize("card", RULES, ids=lambda card: card.id)
def test_a_rule_meets_the_same_needs_and_own_work_with_the_same_posts(lab: "Lab", card: RuleCard) -> None:
    """Whatever its prices are: neither the rule nor a price bears on what arises."""
    base = lab.new()
    for prices in ({}, {key: NEUTRAL[key] for key in card.parameters if key != "delegated_hours"}):
        model = lab.new(**pole(card), **prices)
        more = int(model.world.orders["servers"].sum() - base.world.orders["servers"].sum())
        if card.id in BUYS:
            assert more <= 0
        else:
            assert more == (0 if prices else -PAID_IN_POSTS.get(card.id, 0))
        for i, work in enumerate(OWN_WORK):
            same = bool((model.reception.own_work.mean[i] == base.reception.own_work.mean[i]).all())
            assert same is (work.key not in ORDERED.get(card.id, set()))
        if card.id != "R8":
            np.testing.assert_array_equal(model.duty, base.duty)
        other = lab.run(days=10)
        model.run_for(10)
        rows = lab.both(other, model)
        for name in EXOGENOUS:
            np.testing.assert_array_equal(rows[0][name], rows[1][name])
