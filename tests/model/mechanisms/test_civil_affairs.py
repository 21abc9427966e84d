"""Applications at civil affairs: when they come, what they cost, who is told."""

from pathlib import Path

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.mechanisms.base import Mechanism
from model.mechanisms.civil_affairs import Application, CivilAffairsDesks
from model.tables import Activity
from scenarios.actors import KINDS
from tests.model.small import STILL, small

MANY = {"applications_registration": 1000.0, "applications_grant": 1000.0, "applications_posts": 1000.0}
BIG = "community,street,residents\n" + "\n".join(f"社{i},街,20000" for i in range(5)) + "\n"


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "big.csv"
    path.write_text(BIG, encoding="utf-8")
    return path


def test_they_come_as_often_as_is_said_evenly_over_residents_and_the_same_in_every_regime(big: Path) -> None:
    told = {}
    for name in ("hierarchy", "network"):
        model = GovernanceModel(small(name, big, **MANY, turnover_a_year=0.0), rng=5)
        for day in range(250):  # the applications alone, without the district's day
            model.day = day
            model.mechanisms.get(CivilAffairsDesks).every_day()
        told[name] = [(a.kind, a.place, a.sent) for a in model.mechanisms.get(CivilAffairsDesks).applications]
    assert told["hierarchy"] == told["network"]
    expected = 3000.0 * 100_000 / 353_200
    assert len(told["hierarchy"]) == pytest.approx(expected, abs=4.0 * expected**0.5)
    places = np.bincount([place for _, place, _ in told["hierarchy"]], minlength=5)
    assert places.min() > 0.7 * places.mean()
    assert all(0.0 <= sent < 1500.0 for _, _, sent in told["hierarchy"])


class Asks(Mechanism):
    """Asks for something, and remembers what it is told."""

    def __init__(self, model: GovernanceModel) -> None:
        super().__init__(model)
        self.told: list[Application] = []

    def application_granted(self, application: Application) -> None:
        self.told.append(application)


@pytest.mark.parametrize(("way", "sittings"), [("fragmented", 3), ("unified", 1)])
def test_who_asks_is_told_once_after_every_sitting(city: Path, way: str, sittings: int) -> None:
    model = GovernanceModel(small("hierarchy", city, **STILL, civil_affairs_integration=way), rng=5)
    asks = Asks(model)
    model.run_for(3)
    model.mechanisms.get(CivilAffairsDesks).apply("grant", 2, 77, asks)
    model.run_for(30)
    (granted,) = asks.told
    assert (granted.kind, granted.place, granted.token, granted.sent) == ("grant", 2, 77, 18.0)
    cycle = model.scenario.parameters.desk_cycle_days * 6.0
    assert (sittings - 1) * cycle * 0.2 < granted.granted - granted.sent <= sittings * (cycle + 6.0)
    model.run_for(10)
    assert len(asks.told) == 1


@pytest.mark.parametrize("way", ["fragmented", "unified"])
def test_an_application_costs_its_hours_wherever_it_passes(city: Path, way: str) -> None:
    free = STILL | {"wider_desk_overhead": 0.0, "lost_information_rework": 0.0}
    model = GovernanceModel(small("hierarchy", city, **free, civil_affairs_integration=way), rng=5)
    model.run_for(1)
    for number in range(10):
        model.mechanisms.get(CivilAffairsDesks).apply("posts", 0, number)
    model.run_for(60)
    desks = model.world.orders["kind"] == KINDS.index("civil_affairs")
    hours = 10.0 * model.scenario.parameters.application_hours
    assert model.world.activity[desks, Activity.ROUTINE].sum() == pytest.approx(hours)
    # In front of three desks, it is handed over twice, at the price of any hand-over in one house.
    times = model.mechanisms.get(CivilAffairsDesks).times
    assert np.isfinite(times).all() and len(times) == 10
    assert model.outcomes.frame().set_index("outcome").loc["application_time", "value"] == pytest.approx(
        (times[:, 1] - times[:, 0]).mean()
    )
