"""What the engine does at a boundary: cases that are held, the platform, complexes, chances to fail by competence."""

import numpy as np
import pytest

from model.service import let_go_on, run_until
from model.tables import Activity, CaseState, Count, Job, Op, World
from tests.model.test_engine import COMMITTEE, STATION, STREET, WHOLE_WAY, go, make_world, realised

ALL = np.arange(40)
HOURLY = ALL.astype(np.float64)


def held_world(posts: int = 3) -> tuple[World, int]:
    """Forty requests that are held where the tier above would approve."""
    world = make_world(len(ALL), way=WHOLE_WAY, posts=posts)
    at = int(np.flatnonzero(world.steps["activity"] == Activity.APPROVAL)[0])
    world.steps["op"][at] = Op.HOLD
    return world, at


def test_a_held_case_waits_for_nobody_and_takes_no_hour() -> None:
    world, at = held_world()
    world, _ = run_until(world, HOURLY, ALL, 0, 1e6)
    assert world.count[Count.HELD] == len(ALL)
    assert sorted(world.held[: len(ALL)].tolist()) == ALL.tolist()
    assert (world.cases["state"] == CaseState.UNDERWAY).all() and (world.cases["step"] == at).all()
    assert (world.jobs["state"].reshape(len(ALL), -1).max(axis=1) == Job.DELAYED).all()
    assert (world.floor["waiting"] == 0).all() and (world.floor["busy"] == 0).all()
    assert world.activity[:, Activity.APPROVAL].sum() == 0.0


def test_a_case_that_is_let_go_on_goes_on_at_its_time_with_the_next_step() -> None:
    world, at = held_world(posts=len(ALL))
    world.steps["wait"] = 0.0
    world, _ = run_until(world, HOURLY, ALL, 0, 500.0)
    times = np.linspace(500.0, 527.0, 10)
    world = let_go_on(world, ALL[:10], times)
    world, _ = run_until(world, HOURLY, ALL, len(ALL), 1e6)
    rows = realised(world)
    after = rows[rows["step"] == at + 1]
    assert after["serial"].tolist() == ALL[:10].tolist()
    np.testing.assert_array_equal(after["arrived"], times)
    assert (world.cases["state"][:10] == CaseState.CLOSED).all()
    assert (world.cases["state"][10:] == CaseState.UNDERWAY).all()


def test_many_that_go_on_at_once_find_room_in_the_calendar() -> None:
    world, _ = held_world()
    world, _ = run_until(world, HOURLY, ALL, 0, 500.0)
    world = world._replace(events=world.events[:20].copy())
    world = let_go_on(world, ALL, np.full(len(ALL), 500.0))
    world, _ = run_until(world, HOURLY, ALL, len(ALL), 1e6)
    assert (world.cases["state"] == CaseState.CLOSED).all()


@pytest.mark.parametrize(("sender", "receiver", "hours"), [(1, 1, 0.05), (0, 1, 0.05 + 0.02), (1, 0, 0.0), (0, 0, 0.0)])
def test_who_is_connected_types_and_types_twice_for_who_is_not(sender: int, receiver: int, hours: float) -> None:
    world = make_world(10, way=WHOLE_WAY, entry_hours=0.05, double_entry_hours=0.02)
    plain = go(make_world(10, way=WHOLE_WAY))
    world.orders["connected"] = sender
    world.orders["connected"][STREET] = receiver
    world = go(world)
    assert world.activity[STREET, Activity.ENTRY] == pytest.approx(10 * hours)
    for activity in set(Activity) - {Activity.ENTRY}:
        np.testing.assert_allclose(world.activity[STREET, activity], plain.activity[STREET, activity])
    assert (world.cases["hand_overs"] == plain.cases["hand_overs"]).all()


@pytest.mark.parametrize("completeness", [0.0, 0.4, 1.0])
def test_the_platform_keeps_what_a_hand_over_would_lose(completeness: float) -> None:
    world = make_world(10, way=WHOLE_WAY, completeness=completeness)
    world.orders["connected"] = 1
    kept = 0.9 + 0.1 * completeness
    np.testing.assert_allclose(go(world).cases["information"], kept**4)


def test_one_unconnected_side_keeps_no_more_than_without_a_platform() -> None:
    world = make_world(10, way=WHOLE_WAY, completeness=1.0)
    world.orders["connected"] = 1
    world.orders["connected"][STREET] = 0
    np.testing.assert_allclose(go(world).cases["information"], 0.9**2, err_msg="to the street and from it")


def test_in_a_complex_the_other_table_holds() -> None:
    world = make_world(20, way=WHOLE_WAY, places=2, rework_of_lost=1.0)
    world.hand_hours[1], world.hand_kept[1] = 0.05, 1.0
    world.near[1] = 1
    world = go(world)
    inside = world.cases["place"] == 1
    np.testing.assert_allclose(world.cases["information"][inside], 1.0)
    np.testing.assert_allclose(world.cases["information"][~inside], 0.9**4)
    np.testing.assert_allclose(world.activity[:, Activity.HANDOVER].sum(), 10 * 4 * 0.15 + 10 * 4 * 0.05)


def test_a_slip_adds_to_the_chance_of_failing() -> None:
    many = 4000
    world = make_world(many, error=0.1)
    world.slip[COMMITTEE, 0] = 0.2
    world.slip[STATION, 0] = 0.9
    share = go(world).cases["defect"].mean()
    assert abs(share - 0.3) < 4 * np.sqrt(0.21 / many)


def test_work_is_scaled_by_the_case() -> None:
    world = make_world(10)
    world.cases["scale"] = 2.5
    np.testing.assert_allclose(go(world).activity[COMMITTEE, Activity.WORK], 10 * 2.5)
