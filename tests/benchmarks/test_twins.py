"""The Mesa twins have the model's day: the same requests, owners and states, and every leg at the same hours."""

import sys
from typing import Any

import numpy as np
import pytest

from benchmarks.event_mesa import EventDistrict
from benchmarks.plain import duties
from benchmarks.plain.case import Case
from benchmarks.plain.desk import Desk
from benchmarks.plain.district import District
from benchmarks.plain.resident import Resident
from benchmarks.plain.setting import COVERED, DENSE, dense_town, regimes, scenario
from benchmarks.plain.tell import run_and_tell
from benchmarks.plain_mesa import PlainDistrict
from benchmarks.twins import Compared, compare, differences
from model.governance import GovernanceModel
from model.mechanisms.careers import Careers
from model.tables import Activity
from scenarios.declare import declarations
from scenarios.errors import InputError
from scenarios.parameters import Parameters
from scenarios.rules import RULES, Rules
from scenarios.scenario import Scenario

NEAR = 1e-9
TWINS = (PlainDistrict, EventDistrict)
MIDDLE: dict[str, Any] = {
    "committee_admin_share": 0.5,
    "communities_per_station": 2,
    "enforcement_seat": "street",
    "sole_duty_service": 0.3,
    "sole_duty_enforcement": 0.6,
    "street_allocation": 0.3,
    "needs_mutual_aid": 800.0,
    "needs_administrative": 1500.0,
}
"""Rules between their poles, and needs enough that little time suffices."""


def same(found: Compared) -> None:
    """Whether two runs were the same day."""
    assert not found.differing
    assert found.furthest <= NEAR


@pytest.fixture(scope="module")
def middle() -> tuple[Scenario, GovernanceModel]:
    """A few days of the model between the poles."""
    setting = scenario(dense_town(400), **(DENSE | MIDDLE))
    model = GovernanceModel(setting, 3, record_legs=True)
    model.run_for(16)
    return setting, model


def run(kind: type[District], setting: Scenario, days: int = 16) -> District:
    """A twin after as many days."""
    twin = kind(setting, 3, record_legs=True)
    twin.run_for(days)
    return twin


@pytest.mark.parametrize("kind", TWINS)
def test_a_twin_has_the_same_days(kind: type[District], middle: tuple[Scenario, GovernanceModel]) -> None:
    setting, model = middle
    same(compare(model, run(kind, setting)))
    done = set(model.legs()["activity"].tolist())
    assert done >= {Activity.REVIEW, Activity.DUPLICATE, Activity.WORK, Activity.VISITS}  # gaps and overlaps among them


def test_what_a_twin_does_otherwise_is_noticed(
    middle: tuple[Scenario, GovernanceModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    setting, model = middle
    with monkeypatch.context() as patch:
        patch.setattr(Case, "rank", property(lambda _: 0, lambda *_: None), raising=False)  # nothing is urgent
        found = compare(model, run(PlainDistrict, setting))
    assert "leg rank" in found.differing
    assert found.apart.get("queue_hours", np.inf) > NEAR
    with monkeypatch.context() as patch:
        patch.setattr(Desk, "sitting", lambda _, time: time)  # nobody waits for a sitting
        found = compare(model, run(EventDistrict, setting))
    assert found.furthest > NEAR or found.differing
    with monkeypatch.context() as patch:
        patch.setattr(duties, "ask", lambda case, now: duties.race(case, duties.candidates(case), now))
        found = compare(model, run(PlainDistrict, setting))
    assert "leg activity" in found.differing


def test_an_event_driven_twin_steps_few(
    middle: tuple[Scenario, GovernanceModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    number, step = 0, Resident.step

    def counted(resident: Resident) -> None:
        nonlocal number
        number += 1
        step(resident)

    monkeypatch.setattr(Resident, "step", counted)
    people = len(run(PlainDistrict, middle[0], 2).residents)
    assert number == 2 * people
    number = 0
    run(EventDistrict, middle[0], 2)
    assert 0 < number < people / 10


def test_a_twin_tells_what_happened(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["plain_mesa", "--residents", "300", "--days", "5", "--seed", "2"])
    run_and_tell(PlainDistrict, "A day.")
    told = capsys.readouterr().out
    assert told.startswith("300 residents, 5 working days, hierarchy, seed 2\n")
    assert "needs arose" in told
    assert "mean trust: committee 0." in told


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"evaluation": 0.5}, "evaluation"), ({"timeline": [{"day": 2, "rules": {"studios": True}}]}, "timeline")],
)
def test_what_a_twin_does_not_know_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError, match=field):
        PlainDistrict(scenario(dense_town(400), **changes))


# --- proofs
@pytest.mark.proof
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("regime", list(regimes()))
def test_twins_have_the_same_hundred_days(regime: str, seed: int) -> None:
    setting = scenario(dense_town(5_000), **(DENSE | regimes()[regime]))
    model = GovernanceModel(setting, seed, record_legs=True)
    model.run_for(100)
    for kind in TWINS:
        twin = kind(setting, seed, record_legs=True)
        twin.run_for(100)
        same(compare(model, twin))
    needs, legs = model.requests.frame(), model.legs()
    assert len(needs) > 3_000
    assert len(legs) > 8_000
    assert (needs["reopened"] > 0).any()
    assert {"exogenous", "escalated", "fallout"} <= set(needs["origin"])
    if regime not in ("R8", "all"):
        assert needs["passes"].sum() > 50
        assert (legs["activity"] == Activity.DUPLICATE).sum() > 50
    if regime in ("R9", "all"):
        assert (legs["activity"] == Activity.TRAVEL).any()  # posts have moved


def skill(post: Any) -> float | None:
    """Skill of whoever is in a post; None while it is vacant."""
    return None if post.worker is None else float(post.worker.skill)


@pytest.mark.proof
@pytest.mark.parametrize("kind", TWINS)
def test_twins_have_the_same_year_and_what_comes_after(kind: type[District]) -> None:
    setting = scenario(dense_town(2_000), **(DENSE | regimes()["all"] | {"sole_duty_service": 0.5}))
    model, twin = GovernanceModel(setting, 1, record_legs=True), kind(setting, 1, record_legs=True)
    model.run_for(275)
    twin.run_for(275)
    same(compare(model, twin))
    seen = model.mechanisms.get(Careers).seen()
    assert seen.quits > 2
    assert [skill(post) for post in model.mechanisms.get(Careers).posts] == [skill(post) for post in twin.careers.posts]


def drawn(seed: int) -> dict[str, Any]:
    """Any values of the rules that the twins know and of all parameters, a tenth of them at an end of their range."""
    draw = np.random.default_rng(seed)
    mine = {key for card in RULES if card.id in COVERED for key in card.keys}
    found: dict[str, Any] = {}
    for one in (*declarations(Parameters), *(one for one in declarations(Rules) if one.key in mine)):
        if one.choices:
            found[one.key] = one.choices[draw.integers(len(one.choices))]
        elif one.low is not None and one.high is not None:
            if one.integer:
                found[one.key] = int(draw.integers(int(one.low), int(one.high) + 1))
            else:
                end = draw.choice([one.low, one.high])
                found[one.key] = float(end if draw.random() < 0.1 else draw.uniform(one.low, one.high))
    return found | {
        "officers": int(draw.integers(200, 1000)),
        "street_posts": int(draw.integers(1, 4)),
        "productive_hours": float(draw.choice([1.0, 1.4, 1.7])),  # some openings are no whole multiple to a computer
    }


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(24))
def test_twins_have_the_same_days_under_any_numbers(seed: int) -> None:
    setting = scenario(dense_town(1_500), **(DENSE | drawn(seed)))
    same(differences(setting, seed, 40, TWINS[seed % 2]))
