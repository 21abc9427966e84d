"""The hours written down every day add up: posts, work, travel and stopped copies, under random rules."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.governance import GovernanceModel
from model.tables import Activity
from scenarios.library import load
from tests.model.small import rules, unbooked

DAYS = 13  # two reallocations
NAMES = {"capacity", "busy", "queue", "overrun", "cancelled", "travel"}
FLOOR = {"capacity": "server_hours", "busy": "busy_hours", "queue": "queue_hours", "overrun": "overrun_hours"}


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Like communities with unlike posts, so that queues stand at one desk and not at its neighbour's."""
    path = tmp_path_factory.mktemp("uneven") / "city.csv"
    rows = ("甲,北街,1800,3", "乙,北街,1800,6", "丙,北街,900,6", "丁,南街,900,2", "戊,南街,600,4")
    path.write_text("community,street,residents,staff\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


class Watched(GovernanceModel):
    """Notes at every opening who is where, as the day finds it."""

    def __init__(self, *given_: Any, **more: Any) -> None:
        self.posts: list[np.ndarray] = []
        self.away: list[np.ndarray] = []
        super().__init__(*given_, **more)

    def institutions_serve(self, times: Any, cases: Any) -> None:
        orders = self.world.orders
        self.posts.append(orders["servers"].copy())
        self.away.append(np.bincount(self.reception.reallocation.travellers()[0], minlength=len(self.rows)))
        super().institutions_serve(times, cases)


def run(city: Path, changes: dict[str, object], seed: int) -> tuple[Watched, dict[str, np.ndarray]]:
    """A run of some days, and what was booked, is under way, and was cancelled at each close, (days, desks)."""
    model = Watched(load("hierarchy").replace(city=str(city), **changes), rng=seed, record_legs=True)
    seen: dict[str, list[np.ndarray]] = {"booked": [], "under way": [], "duplicate": []}
    for _ in range(DAYS):
        model.run_for(1)
        seen["booked"].append(model.world.activity.sum(axis=1))
        seen["under way"].append(unbooked(model))
        seen["duplicate"].append(model.world.activity[:, Activity.DUPLICATE].copy())
    return model, {name: np.array(rows) for name, rows in seen.items()}


def same(recorded: np.ndarray, wanted: np.ndarray) -> None:
    """Equal but for the single precision in which the record is kept."""
    np.testing.assert_allclose(recorded, wanted, rtol=1e-5, atol=1e-4)


def check_day_by_day(model: Watched, seen: dict[str, np.ndarray]) -> None:
    hours = model.record.hours
    assert set(hours) == NAMES
    assert all(table.shape == (DAYS, len(model.rows)) for table in hours.values())
    posts = np.array(model.posts)
    same(hours["capacity"], posts * model.hours + hours["overrun"])
    assert (hours["busy"] <= hours["capacity"] + 1e-4).all()
    assert all((table >= -1e-5).all() for table in hours.values())

    worked = np.diff(seen["booked"] + seen["under way"], axis=0, prepend=0.0)
    same(hours["busy"], worked)
    same(hours["cancelled"], np.diff(seen["duplicate"], axis=0, prepend=0.0))

    floor = model.world.floor
    for name, column in FLOOR.items():
        same(hours[name].sum(axis=0, dtype=np.float64), floor[column])
    same(hours["cancelled"].sum(axis=0, dtype=np.float64), floor["cancelled"])

    # Posts move among like desks of a street, and none is made or lost.
    kind, street = model.world.orders["kind"], np.array([institution.street for institution, _ in model.rows])
    for one in {(k, s) for k, s in zip(kind.tolist(), street.tolist(), strict=True)}:
        here = (kind == one[0]) & (street == one[1])
        assert len(set(posts[:, here].sum(axis=1).tolist())) == 1


def check_travel(model: Watched) -> None:
    """Each post away travels once that day, as long as anyone; what is still to come or under way is not booked."""
    legs, size = model.legs(), len(model.rows)
    legs = legs[legs["activity"] == Activity.TRAVEL]
    length = model.scenario.parameters.travel_hours
    np.testing.assert_allclose(legs["finished"] - legs["started"], length, atol=1e-9)

    ended = np.ceil(legs["finished"] / model.hours - 1e-9).astype(int) - 1
    booked = np.zeros((DAYS, size))
    np.add.at(booked, (ended, legs["actor"]), length)
    same(model.record.hours["travel"], booked)

    live = model.world.cases
    trips = [model.book.own[key] for key in model.book.own if key.startswith("travel_")]
    open_ = np.isin(live["route"], trips) & (live["state"] == 1)
    assert np.array(model.away).sum() == len(legs) + open_.sum()
    begun = np.bincount(legs["actor"], minlength=size) + np.bincount(live["at"][open_], minlength=size)
    assert (np.array(model.away).sum(axis=0) == begun).all()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=rules(), seed=st.integers(0, 1000))
def test_hours_reconcile_every_day(uneven: Path, changes: dict[str, object], seed: int) -> None:
    model, seen = run(uneven, changes, seed)
    check_day_by_day(model, seen)
    check_travel(model)


@pytest.mark.parametrize("functions", ["siloed", "integrated"])
def test_hours_reconcile_where_posts_travel_and_copies_are_stopped(uneven: Path, functions: str) -> None:
    """The same where it is sure that there is something to reconcile."""
    changes: dict[str, object] = {
        "street_allocation": 0.3, "settling_productivity": 0.6, "station_functions": functions, "gap_probability": 0.2,
        "sole_duty_service": 0.0, "overlap_share": 0.8, "task_error": 0.15, "communities_per_station": 2,
    }  # fmt: skip
    model, seen = run(uneven, changes, seed=3)
    check_day_by_day(model, seen)
    check_travel(model)
    hours = model.record.hours
    assert hours["travel"].sum() > 1.0
    assert hours["cancelled"].sum() > 1.0
    assert hours["overrun"].sum() > 0.0
    assert seen["under way"].sum() > 1.0
