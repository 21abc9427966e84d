"""Decisions on the way of a request, and books that balance at any moment."""

from collections.abc import Sequence

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from model import posts
from model.service import change_servers, plain_orders, replay, run_until
from model.tables import (
    CASES,
    EVENTS,
    FUSION,
    JOBS,
    LOG,
    NOBODY,
    ROUTES,
    STEPS,
    Activity,
    CaseState,
    Count,
    Duty,
    Floats,
    Job,
    Op,
    Phase,
    Table,
    World,
    make_floor,
)

MANY = 400 if numba.config.DISABLE_JIT else 4000
FEW = settings(max_examples=25, deadline=None)
COMMITTEE, STATION, PARTY, STREET = range(4)
ROLES, WIDTH = 4, 3
OWN_WORK = [(Op.OWN, 0, 1.0, Activity.WORK)]
WHOLE_WAY = [
    (Op.INTAKE, 0, 0.1, Activity.INTAKE),
    (Op.OWN, 0, 1.0, Activity.WORK),
    (Op.SERVE, STREET, 0.3, Activity.APPROVAL),
    (Op.OWN, 0, 0.5, Activity.WORK),
    (Op.SERVE, STATION, 0.2, Activity.SIGN_OFF),
]


def make_world(
    n: int,
    duty: Duty | NDArray[np.int64] = Duty.SOLE,
    *,
    way: Sequence[tuple[Op, int, float, Activity]] = OWN_WORK,
    posts: int = 1_000_000,
    places: int = 1,
    spread: float = 0.0,
    **numbers: float,
) -> World:
    """A world of one route with `n` requests and the four roles at each place; `numbers` go into orders and FUSION."""
    actors = ROLES * places
    orders = plain_orders(np.full(actors, posts, dtype=np.int64))
    orders["kind"] = np.repeat(np.arange(ROLES), places)
    fusion = np.zeros(1, FUSION)
    fusion["seed"], fusion["share"], fusion["review_hours"], fusion["assign_hours"] = 7, 0.5, 0.1, 0.3
    fusion["redo_share"] = fusion["reopen_delay"] = fusion["follow_delay"] = 1.0
    for name, number in numbers.items():
        table = orders if name in (orders.dtype.names or ()) else fusion
        table[name] = number
    routes = np.zeros(1, ROUTES)
    routes["end"], routes["superior"], routes["follower"] = len(way), STREET, COMMITTEE
    steps = np.zeros(len(way), STEPS)
    for s, (op, role, hours, activity) in enumerate(way):
        steps["op"][s], steps["role"][s], steps["hours"][s], steps["activity"][s] = op, role, hours, activity
        steps["sits"][s] = activity == Activity.APPROVAL
        steps["wait"][s] = 2.0 if s == 3 else 0.0
    steps["task"], steps["spread"] = np.arange(len(way)), spread
    cases = np.zeros(n, CASES)
    cases["serial"] = cases["need"] = np.arange(n)
    cases["place"], cases["duty"] = np.arange(n) % places, duty
    cases["rank"] = np.arange(n) % 3
    cases["at"] = cases["owner"] = cases["ahead"] = NOBODY
    cases["information"] = cases["reopens"] = cases["scale"] = 1.0
    cases["state"] = int(CaseState.UNDERWAY)
    for name in ("responded", "first_resolved", "resolved", "followed"):
        cases[name] = np.nan
    return World(
        orders=orders,
        skill=np.ones((actors, 1)),
        slip=np.zeros((actors, 1)),
        role_actor=np.arange(actors, dtype=np.int64).reshape(ROLES, places),
        routes=routes,
        steps=steps,
        candidates=np.array([[COMMITTEE, STATION, PARTY]], dtype=np.int64),
        intake_role=np.array([STATION], dtype=np.int64),
        fusion=fusion,
        near=np.zeros(places, dtype=np.int64),
        hand_hours=np.full((2, ROLES, ROLES), 0.15),
        hand_kept=np.full((2, ROLES, ROLES), 0.9),
        cases=cases,
        jobs=np.zeros(n * WIDTH, JOBS),
        floor=make_floor(actors),
        activity=np.zeros((actors, len(Activity))),
        hand_overs=np.zeros((ROLES, ROLES), dtype=np.int64),
        events=np.zeros(64, EVENTS),
        count=np.zeros(len(Count), dtype=np.int64),
        next_arrival=np.full(1, np.inf),
        closed=np.zeros(64, dtype=np.int64),
        held=np.zeros(64, dtype=np.int64),
        log=np.zeros(64, LOG),
    )


def go(world: World, times: Floats | None = None, until: float = np.inf) -> World:
    """Let all requests come, an hour apart unless told, and run."""
    n = len(world.cases)
    arrivals = np.arange(n, dtype=np.float64) if times is None else times
    return run_until(world, arrivals, np.arange(n), 0, until)[0]


def realised(world: World) -> Table:
    """The legs that were worked."""
    return world.log[: world.count[2]]


def unbooked(world: World, now: float) -> Floats:
    """Hours by actor that were worked on jobs not yet in the books."""
    jobs = world.jobs
    serving, step = jobs["state"] == Job.IN_SERVICE, jobs["phase"] == Phase.STEP
    race = np.isin(jobs["phase"], (Phase.OPENING, Phase.FINISHING))
    live = ~np.isin(jobs["state"], (Job.IDLE, Job.STOPPED))
    hours = np.where(serving, now - jobs["started"], 0.0)
    hours += np.where(serving & step, -jobs["done"], 0.0) + np.where(live & race, jobs["done"], 0.0)
    return np.bincount(jobs["actor"], weights=hours, minlength=len(world.orders))


def check_books(world: World, now: float, came: NDArray[np.bool_]) -> None:
    """Every case and task in one state; hours at work are hours in the books."""
    posts.settle(world, now)
    cases, jobs, floor = world.cases, world.jobs, world.floor
    assert np.isin(cases["state"], (CaseState.UNDERWAY, CaseState.RESOLVED, CaseState.CLOSED)).all()
    assert np.isin(jobs["state"], list(Job)).all()
    active = ~np.isin(jobs["state"], (Job.IDLE, Job.STOPPED))
    live = active.reshape(-1, WIDTH).sum(axis=1)
    assert (live[(cases["state"] != CaseState.CLOSED) & came] >= 1).all()
    assert (live[(cases["state"] == CaseState.CLOSED) | ~came] == 0).all()
    assert (live[cases["duty"] != Duty.OVERLAP] <= 1).all()
    for state, column in ((Job.IN_SERVICE, "busy"), (Job.WAITING, "waiting")):
        stands = np.bincount(jobs["actor"][jobs["state"] == state], minlength=len(floor))
        np.testing.assert_array_equal(stands, floor[column])
    worked = world.activity.sum(axis=1) + unbooked(world, now)
    np.testing.assert_allclose(worked, floor["busy_hours"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(cases["hours"].sum(), world.activity.sum(), rtol=1e-9, atol=1e-9)
    idle = floor["server_hours"] - floor["busy_hours"]
    assert (idle >= -1e-9).all()
    assert cases["hand_overs"].sum() == world.hand_overs.sum()


@pytest.mark.parametrize("intercept", [-1.0, 0.0, 1.0])
def test_refusal_is_a_logit(intercept: float) -> None:
    world = go(make_world(MANY, Duty.GAP, pass_intercept=intercept))
    asked_one = (world.cases["passes"] >= 1).mean()
    expected = 1 / (1 + np.exp(-intercept))
    assert abs(asked_one - expected) < 4 * np.sqrt(expected * (1 - expected) / MANY)
    all_three = (world.cases["passes"] == 3).mean()
    assert abs(all_three - expected**3) < 4 * np.sqrt(expected**3 * (1 - expected**3) / MANY)


def test_load_makes_passing_on_likelier() -> None:
    at_once = np.zeros(200)
    light = go(make_world(200, Duty.GAP, pass_intercept=-1.0, pass_load=0.1), np.arange(200, dtype=np.float64) * 100.0)
    heavy = go(make_world(200, Duty.GAP, posts=1, pass_intercept=-1.0, pass_load=0.1), at_once)
    assert heavy.cases["passes"].mean() > light.cases["passes"].mean() + 0.5


def test_when_all_pass_the_tier_above_names_the_liable_owner() -> None:
    world = go(make_world(20, Duty.GAP, pass_intercept=50.0))
    assert (world.cases["passes"] == 3).all()
    assert (world.cases["owner"] == COMMITTEE).all()
    rows = realised(world)
    assert rows["actor"][rows["serial"] == 5].tolist() == [COMMITTEE, STATION, PARTY, STREET, COMMITTEE]
    review = world.activity[:, Activity.REVIEW]
    np.testing.assert_allclose(review, [2.0, 2.0, 2.0, 0.0])
    np.testing.assert_allclose(world.activity[STREET, Activity.APPROVAL], 20 * 0.3)


def test_without_a_tier_above_the_liable_owner_is_left_with_it() -> None:
    world = make_world(5, Duty.GAP, pass_intercept=50.0)
    world.routes["superior"] = NOBODY
    world = go(world)
    assert (world.cases["owner"] == COMMITTEE).all()
    assert (world.cases["state"] == CaseState.CLOSED).all()


def test_a_race_cancelled_on_start_doubles_no_hours() -> None:
    world = go(make_world(300, Duty.OVERLAP, posts=2, share=0.0, spread=0.8), np.arange(300, dtype=np.float64) * 0.3)
    assert world.floor["cancelled"].sum() == 0.0
    assert world.activity[:, Activity.DUPLICATE].sum() == 0.0
    assert world.activity[:, Activity.WORK].sum() > 0.0


def test_a_race_cancelled_on_completion_ends_at_the_first_success() -> None:
    world = make_world(1, Duty.OVERLAP, share=1.0)
    world.skill[:, 0] = [1.0, 2.0, 4.0, 1.0]
    world = go(world)
    assert world.cases["owner"][0] == PARTY
    assert world.cases["resolved"][0] == 0.25
    assert world.activity[:, Activity.DUPLICATE].tolist() == [0.25, 0.25, 0.0, 0.0]
    assert world.floor["cancelled"].tolist() == [0.25, 0.25, 0.0, 0.0]


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_hours_doubled_are_the_share_of_every_other_owner(share: float) -> None:
    world = go(make_world(50, Duty.OVERLAP, share=share))
    np.testing.assert_allclose(world.activity[:, Activity.DUPLICATE].sum(), 2 * 50 * share)
    np.testing.assert_allclose(world.activity[:, Activity.WORK].sum(), 50.0)


def test_a_stand_in_takes_over_from_who_failed() -> None:
    world = make_world(20, Duty.OVERLAP, share=0.5)
    world.orders["error"][COMMITTEE] = 1.0
    world = go(world)
    assert (world.cases["owner"] == STATION).all()
    assert (world.cases["defect"] == 0).all()
    np.testing.assert_allclose(world.cases["resolved"] - np.arange(20), 1.5)


def test_redundancy_lowers_the_share_of_defects() -> None:
    alone = go(make_world(MANY, Duty.SOLE, error=0.3)).cases["defect"].mean()
    raced = go(make_world(MANY, Duty.OVERLAP, error=0.3)).cases["defect"].mean()
    assert abs(alone - 0.3) < 4 * np.sqrt(0.21 / MANY)
    assert abs(raced - 0.027) < 4 * np.sqrt(0.027 / MANY)


def test_a_failed_service_comes_back_as_often_as_it_may() -> None:
    world = go(make_world(50, error=1.0, reopen_most=2, redo_share=0.5))
    assert (world.cases["reopened"] == 2).all()
    assert (world.cases["state"] == CaseState.CLOSED).all()
    np.testing.assert_allclose(world.activity[COMMITTEE, Activity.REWORK], 50 * 2 * 0.5)
    assert (world.cases["resolved"] > world.cases["first_resolved"]).all()


def test_a_follow_up_finds_the_defect() -> None:
    world = go(make_world(50, error=1.0, reopen_most=1, follow_share=1.0, follow_hours=0.1))
    assert (world.cases["reopened"] == 1).all()
    np.testing.assert_allclose(world.activity[COMMITTEE, Activity.FOLLOW_UP], 50 * 2 * 0.1)
    assert (world.cases["followed"] > world.cases["resolved"]).all()


def test_a_tier_approves_at_its_sittings_only() -> None:
    world = make_world(60, way=WHOLE_WAY, spread=0.8)
    world.orders["sitting_every"][STREET], world.orders["sitting_first"][STREET] = 10.0, 3.0
    rows = realised(go(world))
    starts = rows["started"][rows["activity"] == Activity.APPROVAL]
    assert len(starts) == 60
    np.testing.assert_allclose((starts - 3.0) % 10.0, 0.0)


def test_information_is_lost_at_hand_overs_and_costs_work() -> None:
    world = go(make_world(10, way=WHOLE_WAY, rework_of_lost=1.0))
    np.testing.assert_allclose(world.cases["information"], 0.9**4)
    assert (world.cases["hand_overs"] == 4).all()
    assert world.activity[:, Activity.LOST_INFORMATION].sum() > 0.0
    np.testing.assert_allclose(world.activity[:, Activity.HANDOVER].sum(), 10 * 4 * 0.15)


def rough_world(seed: int, n: int) -> tuple[World, Floats]:
    """A world with everything in it, and the times at which its requests come."""
    rng = np.random.default_rng(seed)
    world = make_world(
        n, rng.integers(0, 3, n), way=WHOLE_WAY, places=2, spread=0.8, posts=int(rng.integers(1, 4)),
        error=0.3, share=float(rng.choice([0.0, 0.3, 1.0])), pass_intercept=float(rng.normal()), pass_load=0.1,
        reopen_most=2, follow_share=0.3, follow_hours=0.1, rework_of_lost=1.0, error_of_lost=0.2, redo_share=0.5,
    )  # fmt: skip
    street = world.orders["kind"] == STREET
    world.orders["sitting_every"][street] = float(rng.choice([0.0, 6.0]))
    return world, np.sort(rng.uniform(0, n, n))


@FEW
@given(st.integers(0, 2**32), st.integers(1, 60), st.lists(st.floats(0.0, 150.0), max_size=5))
def test_books_balance_at_any_moment(seed: int, n: int, moments: list[float]) -> None:
    world, times = rough_world(seed, n)
    first = 0
    for k, now in enumerate(sorted(moments)):
        world, first = run_until(world, times, np.arange(n), first, now)
        check_books(world, now, np.arange(n) < first)
        world = change_servers(world, k, (seed + k) % 4, now)
    world, first = run_until(world, times, np.arange(n), first, 200.0)
    for a in range(len(world.orders)):
        world = change_servers(world, a, 2, 200.0)
    world, first = run_until(world, times, np.arange(n), first, 1e6)
    check_books(world, 1e6, np.ones(n, dtype=bool))
    assert (world.cases["state"] == CaseState.CLOSED).all()
    assert (world.floor["busy"] == 0).all()


@FEW
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_little_holds_on_the_floor(seed: int, n: int) -> None:
    world, times = rough_world(seed, n)
    world.cases["duty"] = Duty.SOLE
    world = go(world, times, 1e6)
    posts.settle(world, 1e6)
    rows = realised(world)
    waits = np.bincount(rows["actor"], rows["started"] - rows["arrived"], len(world.floor))
    np.testing.assert_allclose(world.floor["queue_hours"], waits, atol=1e-6)


@FEW
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_running_in_pieces_is_running_at_once(seed: int, n: int) -> None:
    whole, times = rough_world(seed, n)
    parts, _ = rough_world(seed, n)
    whole = go(whole, times, 250.0)
    first = 0
    for day in range(250):
        parts, first = run_until(parts, times, np.arange(n), first, day + 1.0)
    for name in ("cases", "jobs", "floor", "activity", "hand_overs", "count"):
        assert getattr(parts, name).tobytes() == getattr(whole, name).tobytes(), name
    assert realised(parts).tobytes() == realised(whole).tobytes()


@FEW
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_realised_legs_replayed_start_as_they_did(seed: int, n: int) -> None:
    world, times = rough_world(seed, n)
    world = go(world, times)
    rows, start = replay(realised(world), world.orders["servers"])
    assert len(rows) >= n
    np.testing.assert_allclose(start, rows["started"], rtol=0, atol=1e-9)
