"""R9, the street allocates hours 资源调配: posts go where queues are; they travel, and are slower at first."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.governance import GovernanceModel
from model.own_work import Reallocation
from model.tables import Activity, CaseState

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

SEEDS = (1, 2, 3)
FREE = {"travel_hours": 0.0, "settling_productivity": 1.0}
MOVED = {"street_allocation": 0.2}


def waited(lab: "Lab", model: GovernanceModel) -> float:
    """Hours that cases waited at committees and stations."""
    return float(model.world.floor["queue_hours"][lab.desks(model, "committee", "station")].sum())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("price", [FREE, {}], ids=["free", "at its price"])
def test_benefit_queues_shorten_where_loads_are_uneven(lab: "Lab", seed: int, price: dict[str, float]) -> None:
    stay, move = (waited(lab, lab.run(seed, city=lab.uneven, street_allocation=share, **price)) for share in (0.0, 0.2))
    assert move < 0.7 * stay


@pytest.mark.parametrize("seed", SEEDS)
def test_price_of_the_price_moved_posts_save_less(lab: "Lab", seed: int) -> None:
    free, paid = (waited(lab, lab.run(seed, city=lab.uneven, **MOVED, **price)) for price in (FREE, {}))
    assert paid > free


@pytest.mark.parametrize("hours", [0.2, 0.5, 1.0])
def test_price_a_moved_post_travels_each_day(lab: "Lab", hours: float) -> None:
    """To the hour: no newcomer's way takes longer for being slow at work."""
    model, posts = lab.new(city=lab.uneven, **MOVED, travel_hours=hours), 0
    home = model.world.orders["servers"].copy()
    for _ in range(60):
        posts += int(np.maximum(model.world.orders["servers"] - home, 0).sum())
        model.run_for(1)
    live = model.world.cases[model.world.cases["state"] == int(CaseState.UNDERWAY)]
    ways = [route for key, route in model.book.own.items() if key.startswith("travel")]
    begun = int(np.isin(live["route"], ways).sum())
    assert posts > 100
    assert lab.hours(model, Activity.TRAVEL) == pytest.approx(hours * (posts - begun), rel=1e-9)
    assert lab.hours(model, Activity.TRAVEL) == lab.hours(model, Activity.TRAVEL, "committee", "station")


def one_street(lab: "Lab", **price: float) -> tuple[Reallocation, list[int]]:
    """The street's moves, and the desks of four committees of five posts."""
    model = lab.new(street_allocation=0.25, **price)
    moves = model.reception.reallocation
    rows = [i.desks[0].row for i in model.institutions if i.kind == "committee" and i.street == 0]
    return moves, rows


def test_price_newcomers_are_slower_for_the_time_they_settle(lab: "Lab") -> None:
    moves, rows = one_street(lab, settling_productivity=0.6, settling_days=10.0)
    home = [moves.home[row] for row in rows]
    queues = np.zeros(max(moves.home) + 1)
    queues[rows[0]] = 100.0  # all who wait, wait at the first
    guests = None
    for week in range(4):
        ordered = moves.next_week(queues)
        posts, productivity = ordered[rows[0]]
        guests = posts - home[0] if guests is None else guests
        assert posts - home[0] == guests > 0
        slow = 0.4 * guests / posts if week < 2 else 0.0
        assert productivity == pytest.approx(1.0 - slow, rel=1e-12)
        assert sum(ordered[row][0] for row in rows) == sum(home)
        assert all(ordered[row][1] == 1.0 for row in rows[1:])
    assert len(moves.travellers()[0]) == guests


def test_posts_stay_in_their_street(lab: "Lab") -> None:
    model = lab.new(city=lab.uneven, **MOVED)
    home = model.world.orders["servers"].copy()
    groups = [rows for _, rows in model.reception.reallocation.groups]
    for _ in range(8):
        model.run_for(5)
        now = model.world.orders["servers"]
        assert all(now[rows].sum() == home[rows].sum() for rows in groups)
        elsewhere = ~lab.desks(model, "committee", "station")
        assert (now[elsewhere] == home[elsewhere]).all()


def test_neutral_no_travel_leaves_no_trip_and_changes_nothing_else(lab: "Lab") -> None:
    model = lab.run(city=lab.uneven, **MOVED, travel_hours=0.0)
    assert (model.world.orders["servers"] != lab.new(city=lab.uneven).world.orders["servers"]).any()
    assert lab.hours(model, Activity.TRAVEL) == 0.0 and len(lab.legs(model, Activity.TRAVEL)) == 0
    assert lab.differing("travel_hours", (0.0, 1.0), **MOVED) == {"steps.hours.travel"}


def test_neutral_settling_at_full_pace_is_settling_in_no_time(lab: "Lab") -> None:
    """Two ways to switch the price off; both leave every desk its full pace, and are the same run to the last bit."""
    runs = [
        lab.new(city=lab.uneven, **MOVED, **price)
        for price in ({"settling_productivity": 1.0}, {"settling_days": 0.0}, {})
    ]
    slowest = [1.0, 1.0, 1.0]
    for _ in range(12):
        for i, model in enumerate(runs):
            model.run_for(5)
            slowest[i] = min(slowest[i], float(model.world.orders["productivity"].min()))
    assert slowest[0] == slowest[1] == 1.0 > slowest[2]
    assert lab.fingerprint(runs[0]) == lab.fingerprint(runs[1]) != lab.fingerprint(runs[2])
    assert lab.differing("settling_productivity", (1.0, 0.6), **MOVED) == {"moved.settling"}
    assert lab.differing("settling_days", (0.0, 20.0), **MOVED) == {"moved.weeks"}


@pytest.mark.parametrize(
    ("key", "values"),
    [("travel_hours", (0.0, 1.0)), ("settling_productivity", (1.0, 0.6)), ("settling_days", (0.0, 20.0))],
)
def test_neutral_where_no_post_moves_its_price_bears_on_nothing(
    lab: "Lab", key: str, values: tuple[float, float]
) -> None:
    a, b = (lab.run(days=60, city=lab.uneven, **{key: value}) for value in values)
    assert lab.fingerprint(a) == lab.fingerprint(b)
