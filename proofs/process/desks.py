"""A few desks of the engine with nothing else around them, for proofs in which work is handed on, raced for or fails.

Every role is one desk at each place, places do not touch each other, and whatever a proof does not set costs nothing
and never fails.
"""

from collections.abc import Sequence

import numpy as np

from model.service import plain_orders, run_until
from model.tables import (
    BACKGROUND,
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
    Op,
    World,
    make_floor,
)

type Way = Sequence[tuple[Op, int, float, Activity]]

UNLIMITED = 1_000_000  # posts: nobody waits


def desks(
    requests: int,
    way: Way,
    *,
    roles: int,
    places: int = 1,
    posts: int = UNLIMITED,
    owners: Sequence[int] = (0,),
    duty: Duty = Duty.SOLE,
    superior: int = NOBODY,
    seed: int = 0,
) -> World:
    """The engine's tables before the first request, to be changed in place where a proof needs it.

    Args:
        requests: How many there will be, at the places in turn.
        way: Their steps: (what is done, role, hours, activity), as `Op` says.
        roles: Desks at a place; role r at place p is the actor r · places + p, and role r is of the kind r.
        places: Copies of the desks that do not touch each other.
        posts: Of every desk.
        owners: Roles that may own the request, in the order in which they are asked.
        duty: Whether one owns it, nobody at first, or all at once.
        superior: The role that names an owner when all have passed it on.
        seed: Of all draws of the engine.
    """
    actors = roles * places
    orders = plain_orders(np.full(actors, posts, dtype=np.int64))
    orders["kind"] = np.repeat(np.arange(roles), places)
    fusion = np.zeros(1, FUSION)
    fusion["seed"] = seed
    routes = np.zeros(1, ROUTES)
    routes["end"], routes["superior"], routes["follower"] = len(way), superior, BACKGROUND
    steps = np.zeros(len(way), STEPS)
    for row, (op, role, hours, activity) in zip(steps, way, strict=True):
        row["op"], row["role"], row["hours"], row["activity"] = op, role, hours, activity
    steps["task"] = np.arange(len(way))
    cases = np.zeros(requests, CASES)
    cases["serial"] = cases["need"] = np.arange(requests)
    cases["place"], cases["duty"] = np.arange(requests) % places, duty
    cases["at"] = cases["owner"] = cases["decider"] = cases["ahead"] = NOBODY
    cases["information"] = cases["scale"] = 1.0
    cases["state"] = int(CaseState.UNDERWAY)
    for name in ("responded", "first_resolved", "resolved", "followed"):
        cases[name] = np.nan
    return World(
        orders=orders,
        skill=np.ones((actors, 1)),
        slip=np.zeros((actors, 1)),
        role_actor=np.arange(actors, dtype=np.int64).reshape(roles, places),
        routes=routes,
        steps=steps,
        candidates=np.array([owners], dtype=np.int64),
        intake_role=np.zeros(1, dtype=np.int64),
        fusion=fusion,
        near=np.zeros(places, dtype=np.int64),
        hand_hours=np.zeros((3, roles, roles)),
        hand_kept=np.ones((3, roles, roles)),
        cases=cases,
        jobs=np.zeros(requests * len(owners), JOBS),
        floor=make_floor(actors),
        activity=np.zeros((actors, len(Activity))),
        hand_overs=np.zeros((roles, roles), dtype=np.int64),
        events=np.zeros(4096, EVENTS),
        count=np.zeros(len(Count), dtype=np.int64),
        next_arrival=np.full(1, np.inf),
        closed=np.zeros(32, dtype=np.int64),
        held=np.zeros(32, dtype=np.int64),
        log=np.zeros(0, LOG),
    )


def served(world: World, times: Floats, until: float = np.inf) -> World:
    """The world after its requests have come at these times, rising with their number, and the hour is `until`."""
    return run_until(world, np.asarray(times, dtype=np.float64), np.arange(len(world.cases)), 0, until)[0]
