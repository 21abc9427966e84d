"""Service along fixed routes, for use alone: the degenerate case of the model's one engine.

The engine itself is `model.engine`; its tables are in `model.tables`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model import engine
from model.compiled import wrapping
from model.tables import (
    BACKGROUND,
    CASES,
    EVENTS,
    FUSION,
    JOBS,
    LOG,
    NOBODY,
    ORDERS,
    ROUTES,
    STEPS,
    Activity,
    CaseState,
    Floats,
    Ints,
    Table,
    World,
    grow,
    make_floor,
)

_CLASSES = 2**20  # different urgencies that the order of a queue can tell apart

type Changes = tuple[ArrayLike, ArrayLike, ArrayLike]


def plain_orders(servers: Ints) -> Table:
    """Standing orders of actors that only serve: skill and productivity one, no errors, no sittings."""
    orders = np.zeros(len(servers), ORDERS)
    orders["servers"] = servers
    for name in ("productivity", "overhead", "local_knowledge"):
        orders[name] = 1.0
    return orders


def _checked(name: str, values: ArrayLike, kind: type, least: float) -> NDArray[np.generic]:
    given = np.asarray(values)
    if given.ndim != 1:
        raise ValueError(f"{name}: found {given.ndim} dimensions; allowed one")
    if given.dtype.kind not in ("iu" if kind is np.int64 else "iuf"):
        if given.size:
            raise ValueError(f"{name}: found {given.dtype}; allowed {'integers' if kind is np.int64 else 'numbers'}")
    array: NDArray[np.generic] = np.ascontiguousarray(given, dtype=kind)
    if array.size and not (
        float(array.min()) >= least and -np.inf < float(array.min()) and float(array.max()) < np.inf
    ):
        numbers = array.astype(np.float64)
        bad = ~(numbers >= least) | ~np.isfinite(numbers)
        i = int(np.flatnonzero(bad)[0])
        raise ValueError(f"{name}[{i}]: found {given[i]}; allowed finite numbers of at least {least:g}")
    return array


def _fixed_world(ptr: Ints, actor: Ints, hours: Floats, servers: Ints, rank: Ints) -> World:
    n, legs = len(ptr) - 1, len(actor)
    routes = np.zeros(n, ROUTES)
    routes["start"], routes["end"] = ptr[:-1], ptr[1:]
    routes["superior"], routes["follower"] = NOBODY, BACKGROUND
    steps = np.zeros(legs, STEPS)
    steps["role"], steps["hours"], steps["activity"] = actor, hours, int(Activity.ROUTINE)
    cases = np.zeros(n, CASES)
    cases["serial"] = cases["route"] = np.arange(n)
    cases["step"], cases["rank"] = ptr[:-1], rank
    cases["at"] = cases["owner"] = NOBODY
    cases["information"], cases["state"] = 1.0, int(CaseState.UNDERWAY)
    cases["responded"] = cases["first_resolved"] = cases["resolved"] = np.nan
    return World(
        orders=plain_orders(servers),
        skill=np.ones((len(servers), 1)),
        role_actor=np.arange(len(servers), dtype=np.int64).reshape(-1, 1),
        routes=routes,
        steps=steps,
        candidates=np.full((n, 1), NOBODY, dtype=np.int64),
        intake_role=np.zeros(1, dtype=np.int64),
        fusion=np.zeros(1, FUSION),
        hand_hours=np.zeros((1, 1)),
        hand_kept=np.ones((1, 1)),
        cases=cases,
        jobs=np.zeros(n, JOBS),
        floor=make_floor(len(servers)),
        activity=np.zeros((len(servers), len(Activity))),
        hand_overs=np.zeros((1, 1), dtype=np.int64),
        events=np.zeros(1024, EVENTS),
        count=np.zeros(4, dtype=np.int64),
        next_arrival=np.full(1, np.inf),
        closed=np.zeros(32, dtype=np.int64),
        log=np.zeros(legs + 32, LOG),
    )


def run_until(world: World, times: Floats, incoming: Ints, first: int, until: float) -> tuple[World, int]:
    """Let the world go on to `until`, with larger tables where they fill up; returns (world, next arrival)."""
    while True:
        with wrapping():
            status, first = engine.run(world, times, incoming, first, until)
        if status == engine.DONE:
            return world, first
        world = world._replace(
            events=grow(world.events, 2 * len(world.events)),
            closed=np.concatenate([world.closed, np.zeros_like(world.closed)]),
            log=grow(world.log, 2 * len(world.log)) if len(world.log) else world.log,
        )


def change_servers(world: World, actor: int, servers: int, now: float) -> World:
    """Give an actor so many posts from now on, with a larger calendar where many jobs start at once."""
    while engine.set_servers(world, actor, servers, now) != engine.DONE:
        world = world._replace(events=grow(world.events, 2 * len(world.events)))
    return world


def simulate_service(
    arrival: ArrayLike,
    leg_ptr: ArrayLike,
    leg_actor: ArrayLike,
    leg_hours: ArrayLike,
    servers: ArrayLike,
    urgency: ArrayLike | None = None,
    changes: Changes | None = None,
) -> tuple[Floats, Floats]:
    """Serve requests along fixed routes and tell when each leg started and finished.

    In the city: each request (诉求) visits a list of actors in turn; every actor has a number of posts and takes what
    comes first, the more urgent class before the others, without breaking off what it has begun. Exact in continuous
    time; at equal times completions come before arrivals, then the lower request. A request whose next leg is with the
    same actor keeps the post if all who wait there are less urgent.

    Parameters
    ----------
    arrival : (n,) hours at which each request comes to its first actor, in any order.
    leg_ptr : (n + 1,) integers, CSR: request i has the legs `leg_ptr[i]:leg_ptr[i + 1]`.
    leg_actor : (legs,) integers, the actor of each leg.
    leg_hours : (legs,) hours of work of each leg.
    servers : (actors,) integers, the posts of each actor; 0 never serves.
    urgency : (n,) one number a request, smaller goes first; all equal by default.
    changes : (time, actor, servers), three arrays of equal length in any order: from that hour on the actor has so
        many posts. Jobs under way are finished by the post that has begun them.

    Returns
    -------
    (start, finish) : two arrays of shape (legs,), hours; infinite for legs that are never reached.

    Raises `ValueError` naming the argument, what was found and what is allowed.
    """
    times = _checked("arrival", arrival, np.float64, -np.inf).astype(np.float64, copy=False)
    ptr = _checked("leg_ptr", leg_ptr, np.int64, 0).astype(np.int64, copy=False)
    actor = _checked("leg_actor", leg_actor, np.int64, 0).astype(np.int64, copy=False)
    hours = _checked("leg_hours", leg_hours, np.float64, 0).astype(np.float64, copy=False)
    posts = _checked("servers", servers, np.int64, 0).astype(np.int64, copy=False)
    n = len(times)
    if len(ptr) != n + 1 or ptr[0] != 0 or (np.diff(ptr) < 0).any() or ptr[-1] != len(actor):
        raise ValueError(f"leg_ptr: found {len(ptr)} numbers; allowed {n + 1}, rising from 0 to {len(actor)}")
    if len(hours) != len(actor):
        raise ValueError(f"leg_hours: found {len(hours)} numbers; allowed {len(actor)}, one a leg")
    if len(actor) and actor.max() >= len(posts):
        raise ValueError(f"leg_actor: found {actor.max()}; allowed 0 to {len(posts) - 1}")
    rank = np.zeros(n, dtype=np.int64)
    if urgency is not None:
        given = _checked("urgency", urgency, np.float64, -np.inf)
        if len(given) != n:
            raise ValueError(f"urgency: found {len(given)} numbers; allowed {n}, one a request")
        classes, rank = np.unique(given, return_inverse=True)
        if len(classes) > _CLASSES:
            raise ValueError(f"urgency: found {len(classes)} different numbers; allowed {_CLASSES}")
        rank = rank.astype(np.int64)
    world = _fixed_world(ptr, actor, hours, posts, rank)
    incoming = np.argsort(times, kind="stable").astype(np.int64)
    times = times[incoming]
    world.floor["since"] = min(times[0], 0.0) if n else 0.0
    first = 0
    for time, who, number in _checked_changes(changes, len(posts)):
        world, first = run_until(world, times, incoming, first, time)
        world = change_servers(world, who, number, time)
    world, _ = run_until(world, times, incoming, first, np.inf)
    start, finish = np.full(len(actor), np.inf), np.full(len(actor), np.inf)
    log = world.log[: world.count[2]]
    start[log["step"]], finish[log["step"]] = log["started"], log["finished"]
    waiting = np.flatnonzero(np.isin(world.jobs["state"], (3,)))
    start[world.cases["step"][waiting]] = world.jobs["started"][waiting]
    return start, finish


def replay(log: Table, servers: ArrayLike, changes: Changes | None = None) -> tuple[Table, Floats]:
    """Serve realised legs again as fixed routes: (the log's rows sorted by request, when they start now).

    A leg that kept the post of the leg before stays a further leg of one route; hours are such that start + hours is
    the finish to the last bit, so that what fell together falls together again.
    """
    rows = log[np.lexsort((log["arrived"], log["copy"], log["serial"]))]
    hours = rows["finished"] - rows["started"]
    for _ in range(4):
        end = rows["started"] + hours
        hours = np.where(end < rows["finished"], np.nextafter(hours, np.inf), hours)
        hours = np.where(end > rows["finished"], np.nextafter(hours, -np.inf), hours)
    first = np.flatnonzero(rows["kept"] == 0)
    ptr = np.append(first, len(rows))
    came, rank = rows["arrived"][first], rows["rank"][first]
    return rows, simulate_service(came, ptr, rows["actor"], np.maximum(hours, 0.0), servers, rank, changes)[0]


def _checked_changes(changes: Changes | None, actors: int) -> list[tuple[float, int, int]]:
    if changes is None:
        return []
    if len(changes) != 3:
        raise ValueError(f"changes: found {len(changes)} arrays; allowed three: time, actor, servers")
    time = _checked("changes: time", changes[0], np.float64, -np.inf)
    who = _checked("changes: actor", changes[1], np.int64, 0)
    number = _checked("changes: servers", changes[2], np.int64, 0)
    if not len(time) == len(who) == len(number):
        raise ValueError(
            f"changes: found {len(time)}, {len(who)} and {len(number)} numbers; allowed three equal lengths"
        )
    if len(who) and int(who.max()) >= actors:
        raise ValueError(f"changes: found actor {who.max()}; allowed 0 to {actors - 1}")
    order = np.argsort(time, kind="stable")
    return [(float(time[i]), int(who[i]), int(number[i])) for i in order]
