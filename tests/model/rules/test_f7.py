"""F7, the data platform 民情E点通: voice at any hour, tracking and information kept, for typing, load and outages."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray

from agents.resident import ONLINE
from model.governance import GovernanceModel
from model.mechanisms.platform import DataPlatform, connected_places
from model.streams import Purpose, uniforms
from model.tables import Activity, Job, Phase
from scenarios.parameters import Parameters

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

FREE: dict[str, Any] = {
    "completeness": 0.0, "entry_hours": 0.0, "double_entry_hours": 0.0, "platform_cost": 1.0, "platform_delay": 1.0,
    "share_tv": 0.0, "tracked_follow_up": 0.0, "platform_detection": 0.0, "outages_a_year": 0.0,
}  # fmt: skip
"""A platform that gives and takes nothing."""
ALONE = {"sole_duty_service": 1.0, "sole_duty_enforcement": 1.0}
DEAR = {"voice_cost": 2.0, "way_hours": 0.5, "phone_cost": 0.5, "online_cost": 0.5}
"""Voice as it was costs half an hour, and people mind."""
DAYS = 40


def share(model: GovernanceModel, who: NDArray[np.bool_], name: str = "voiced") -> float:
    """Share of the needs of these residents that were voiced, or another column's that is not not-a-number."""
    rows = model.ledger.look(model.world)
    return float(np.isfinite(rows[name][who[rows["resident"]]]).mean())


def under_way(model: GovernanceModel) -> float:
    """Hours of typing in jobs that are not done yet, where every duty is sole."""
    jobs = model.world.jobs
    return float(jobs["entry"][(jobs["phase"] == int(Phase.STEP)) & (jobs["state"] != int(Job.IDLE))].sum())


@pytest.fixture(scope="module")
def none(lab: "Lab") -> GovernanceModel:
    """No platform."""
    return lab.run(days=DAYS)


def test_with_all_its_strengths_neutral_a_platform_changes_nothing(lab: "Lab", none: GovernanceModel) -> None:
    assert lab.fingerprint(lab.run(days=DAYS, data_platform=0.9, **FREE)) == lab.fingerprint(none)


def test_dormant_its_parameters_change_nothing(lab: "Lab", none: GovernanceModel) -> None:
    for key, value in FREE.items():
        assert lab.differing(key, (value, getattr(Parameters(), key))) == set()
    assert lab.fingerprint(lab.run(days=DAYS, **FREE)) == lab.fingerprint(none)
    assert lab.hours(none, Activity.ENTRY) == 0.0


def test_benefit_hand_overs_keep_more(lab: "Lab", none: GovernanceModel) -> None:
    lost = [lab.hours(none, Activity.LOST_INFORMATION)]
    for pi, x in ((0.5, 0.6), (1.0, 0.6), (1.0, 1.0)):
        model = lab.run(days=DAYS, data_platform=pi, **FREE | {"completeness": x})
        lost.append(lab.hours(model, Activity.LOST_INFORMATION))
    assert lost == sorted(lost, reverse=True)
    # At the hierarchy's pole nothing but hand-overs loses information, save the district's one team of many places.
    assert lost[2] < 0.7 * lost[0]


def test_price_every_hand_over_is_typed_in(lab: "Lab") -> None:
    """Everybody is connected and has a duty of their own: typing is so much a hand-over, but for those under way."""
    model = lab.run(days=DAYS, data_platform=1.0, **ALONE, **FREE | {"entry_hours": 0.08})
    typed = lab.hours(model, Activity.ENTRY) + under_way(model)
    assert typed == pytest.approx(0.08 * model.world.hand_overs.sum(), rel=1e-9)
    assert lab.hours(model, Activity.ENTRY) > 0.9 * typed


def test_price_what_comes_from_the_unconnected_is_typed_twice(lab: "Lab") -> None:
    def hours(pi: float, double: float) -> float:
        model = lab.run(days=DAYS, data_platform=pi, **ALONE, **FREE | {"double_entry_hours": double})
        return lab.hours(model, Activity.ENTRY)

    assert hours(1.0, 0.2) == hours(0.5, 0.0) == 0.0
    # Half the communities are not connected; what they send up is typed in by streets and departments.
    assert hours(0.5, 0.2) == pytest.approx(2.0 * hours(0.5, 0.1), rel=0.02)
    assert hours(0.5, 0.2) > 10.0


def test_benefit_voice_is_easier_for_those_who_have_it_and_for_nobody_else(lab: "Lab") -> None:
    """At once, for next to no hours, also by TV; those offline, and communities not yet connected, gain nothing."""
    before = lab.run(days=DAYS, **DEAR)
    gives = {"platform_cost": 0.0, "platform_delay": 0.0, "share_tv": 0.4}
    model = lab.run(days=DAYS, data_platform=0.5, **FREE | gives, **DEAR)
    columns = model.residents.columns
    here = connected_places(model.scenario)[columns["community"]]
    tv = uniforms(model.seed, Purpose.TELEVISION, np.arange(len(here))) < 0.4
    online = columns["online"]
    for who in (online, ~online & tv):
        assert share(model, who & here) > share(before, who & here) + 0.05
    for who in (~online & ~tv & here, ~here):
        assert share(model, who) == pytest.approx(share(before, who), abs=0.002)
    rows = model.ledger.look(model.world)
    by_web = rows["channel"] == ONLINE
    assert (by_web[~online[rows["resident"]]] <= (tv & here)[rows["resident"]][~online[rows["resident"]]]).all()
    # Voiced as they arose, at any hour.
    first = by_web & (rows["voiced_calendar"] == rows["arose_calendar"])
    there = here[rows["resident"]]
    assert first[there & by_web].mean() > 0.9 and not first[~there].any()
    night = rows["arose_calendar"][first] % 24.0 < 8.0
    assert night.sum() > 100


def test_price_easier_voice_brings_load(lab: "Lab") -> None:
    """More is voiced, and those it comes to are busier."""
    gives = {"platform_cost": 0.0, "share_tv": 1.0}
    less, more = (lab.run(days=DAYS, data_platform=1.0, **DEAR, **FREE | g) for g in ({}, gives))
    everyone = np.ones(len(less.residents), dtype=bool)
    assert share(more, everyone) > share(less, everyone) + 0.05
    for activity in (Activity.INTAKE, Activity.WORK):
        assert lab.hours(more, activity) > 1.03 * lab.hours(less, activity)


def test_benefit_and_price_tracking_follows_more_up_with_the_committees_hours(lab: "Lab") -> None:
    less, more = (lab.run(days=60, data_platform=1.0, **FREE | {"tracked_follow_up": extra}) for extra in (0.0, 0.4))
    ratio = lab.hours(more, Activity.FOLLOW_UP, "committee") / lab.hours(less, Activity.FOLLOW_UP, "committee")
    assert ratio == pytest.approx(0.7 / 0.3, rel=0.1)
    assert lab.hours(more, Activity.FOLLOW_UP) == lab.hours(more, Activity.FOLLOW_UP, "committee")
    everyone = np.ones(len(less.residents), dtype=bool)
    assert share(more, everyone, "followed_up") > 2.0 * share(less, everyone, "followed_up")


def test_benefit_who_is_tracked_passes_less_on(lab: "Lab", none: GovernanceModel) -> None:
    model = lab.run(days=DAYS, data_platform=1.0, **FREE | {"platform_detection": 0.8})
    p = model.scenario.parameters
    gained = none.world.orders["pass_intercept"] - model.world.orders["pass_intercept"]
    assert gained.tolist() == pytest.approx([0.8 * p.pass_detection] * len(gained))
    passes = [int(m.ledger.look(m.world)["passes"].sum()) for m in (none, model)]
    assert passes[1] < 0.6 * passes[0]


def test_price_an_outage_takes_the_benefits_away_and_leaves_the_typing_for_later(lab: "Lab") -> None:
    gives: dict[str, Any] = FREE | {"completeness": 1.0, "entry_hours": 0.1, "share_tv": 0.5, "platform_cost": 0.0}
    none = lab.run(days=20, **ALONE)
    model = lab.new(data_platform=1.0, **ALONE, **gives)
    platform = model.mechanisms.get(DataPlatform)
    platform.outage(True)
    model.run_for(20)
    assert lab.fingerprint(model) == lab.fingerprint(none)
    later = float(model.world.floor["untyped"].sum())
    assert later == pytest.approx(0.1 * model.world.hand_overs.sum())
    before = int(model.world.hand_overs.sum())
    platform.outage(False)
    assert model.world.floor["untyped"].sum() == 0.0
    model.run_for(10)
    since = 0.1 * (model.world.hand_overs.sum() - before)
    assert lab.hours(model, Activity.ENTRY) + under_way(model) == pytest.approx(later + since, rel=0.01)


def test_price_outages_come_of_themselves_and_none_at_no_rate_or_no_length(lab: "Lab") -> None:
    def days_out(**changes: Any) -> int:
        model = lab.new(city=lab.single, data_platform=1.0, **FREE | changes)
        platform, days = model.mechanisms.get(DataPlatform), 0
        for _ in range(60):
            model.run_for(1)
            days += platform.down
        return days

    assert days_out(outages_a_year=12.0, outage_days=5.0) > 3
    assert days_out(outages_a_year=12.0, outage_days=0.0) == days_out(outage_days=5.0) == 0
