"""R7, money follows the task 费随事转: posts go where residents wait; meetings and small accounts cost."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.mechanisms.devolution import CHOICES, Devolution
from model.routes import ROLE
from model.tables import Activity
from tests.model.money import fingerprint

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

FREE = {
    "consultation_hours": 0.0, "participant_hours": 0.0, "guidance_hours": 0.0, "consultation_noise": 0.0,
    "devolution_scale_loss": 0.0, "ballot_hours": 0.0, "ballot_voter_hours": 0.0,
}  # fmt: skip
CARE = {"needs_care": 200.0, "home_visit_hours": 0.5}  # more care than two social workers can give


def moved(model: GovernanceModel) -> np.ndarray:
    """Posts that residents moved to each choice, of all communities together."""
    layer = model.standing.posts("devolution")
    return np.array([layer[np.unique(model.world.role_actor[ROLE[role]])].sum() for role in CHOICES])


def wait_of_care(model: GovernanceModel) -> float:
    """Mean wait at the social-work windows from the first consultation on."""
    legs = model.legs()
    social = np.unique(model.world.role_actor[ROLE["station_social"]])
    mine = legs[np.isin(legs["actor"], social) & (legs["arrived"] > 65 * model.hours)]
    assert len(mine) > 500
    return float((mine["started"] - mine["arrived"]).mean())


@pytest.mark.parametrize("seed", [1, 2])
def test_benefit_posts_go_where_requests_of_residents_are_late(lab: "Lab", seed: int) -> None:
    given, chosen = (lab.run(seed, fund_devolution=d, **CARE, **FREE) for d in (0.0, 1.0))
    assert moved(chosen)[CHOICES.index("station_social")] >= 6
    assert wait_of_care(chosen) < 0.8 * wait_of_care(given)
    assert chosen.world.orders["servers"].sum() == given.world.orders["servers"].sum()
    assert chosen.accounts.public == given.accounts.public


@pytest.mark.parametrize("functions", ["siloed", "integrated"])
@pytest.mark.parametrize("k", [1, 4])
def test_only_posts_that_the_money_pays_for_move_and_none_is_lost(lab: "Lab", functions: str, k: int) -> None:
    """28 yuan of 6,541 residents are two posts a community; half of them one, whatever the windows are."""
    changes: dict[str, Any] = {"station_functions": functions, "communities_per_station": k, **FREE}
    base = lab.run(days=62, **changes)
    model = lab.run(days=75, fund_devolution=0.5, **changes)
    layer = model.standing.posts("devolution")
    assert layer.sum() == 0
    assert np.abs(layer).sum() / 2 <= round(0.5 * 28 * 6541 / 90_000 * 8)
    assert layer.any() or functions == "integrated"  # where any window serves all, only the committee is another place
    assert (model.world.orders["servers"] >= 1).all()
    assert (model.world.orders["servers"] - layer == base.world.orders["servers"]).all()
    touched = np.unique(model.world.orders["kind"][layer != 0])
    assert set(touched) <= set(model.world.orders["kind"][lab.desks(model, "station", "committee")])


def test_price_committee_party_departments_and_residents_sit_so_many_hours(lab: "Lab") -> None:
    hours = {"consultation_hours": 5.0, "guidance_hours": 2.0, "participant_hours": 1.5}
    model = lab.run(days=80, fund_devolution=0.7, **FREE | hours)
    assert lab.hours(model, Activity.MEETING, "committee") == pytest.approx(8 * 5.0)
    assert lab.hours(model, Activity.MEETING, "party") == pytest.approx(8 * 2.5)
    assert lab.hours(model, Activity.MONITORING, "department") == pytest.approx(8 * 2.0)
    sat = model.mechanisms.get(Devolution).participants
    for days, spent in ((59, 0.0), (60, 1.5 * float(sat.sum()))):  # residents are called after the sixtieth day
        quiet, loud = (lab.run(days=days, fund_devolution=d, participant_hours=1.5) for d in (0.0, 0.7))
        assert loud.voicing.volunteer_hours - quiet.voicing.volunteer_hours == pytest.approx(spent)


def test_price_the_fewer_come_the_rougher_is_the_choice(lab: "Lab") -> None:
    """The error of their choice falls with the root of their number: a fiftieth of the people, some seven times it."""

    def error(turnout: float) -> float:
        said = []
        for noise in (0.0, 1.0):
            prices = FREE | {"consultation_noise": noise}
            model = lab.run(days=62, fund_devolution=0.7, consultation_turnout=turnout, **prices)
            said.append(model.mechanisms.get(Devolution).voiced)
        return float(np.sqrt(np.mean((said[1] - said[0]) ** 2)))

    many = error(0.05)
    assert 0.0 < many < 0.05
    assert 3.0 * many < error(0.001) < 15.0 * many


def test_price_work_is_lost_on_small_accounts(lab: "Lab") -> None:
    model = lab.run(days=75, fund_devolution=1.0, **(FREE | {"devolution_scale_loss": 0.2}))
    skill, posts = model.standing.skill("devolution")[:, 0], model.world.orders["servers"]
    lost = float(((1.0 - skill) * posts).sum())
    assert lost == pytest.approx(0.2 * 8 * 2)  # of two posts a community
    free = lab.run(days=75, fund_devolution=1.0, **FREE)
    assert (free.standing.skill("devolution") == 1.0).all()


def test_neutral_free_consultations_take_no_hour_of_anybody(lab: "Lab") -> None:
    model = lab.run(days=80, fund_devolution=0.7, **FREE)
    assert lab.hours(model, Activity.MEETING) == lab.hours(model, Activity.MONITORING) == 0.0
    assert model.mechanisms.get(Devolution).voiced.any()


def test_dormant_nothing_devolved_whatever_it_would_cost(lab: "Lab") -> None:
    dear = {"consultation_hours": 20.0, "participant_hours": 6.0, "guidance_hours": 12.0, "consultation_noise": 3.0,
            "devolution_scale_loss": 0.2, "service_money_yuan_per_resident": 100.0}  # fmt: skip
    a, b = (lab.run(days=66, fund_devolution=0.0, **changes) for changes in ({}, dear))
    assert fingerprint(a) == fingerprint(b)
    assert lab.fingerprint(a) == lab.fingerprint(b)
    # Works money would go to residents' funds, and what they decide be paid for sooner or later: here there is none.
    nothing = {"works_yuan_per_resident": 0.0, "service_money_yuan_per_resident": 0.0}
    c, d = (lab.run(days=66, fund_devolution=share, **nothing, **FREE) for share in (0.0, 0.7))
    assert lab.fingerprint(c) == lab.fingerprint(d)
