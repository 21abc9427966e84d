"""Service along fixed routes, for use alone: the degenerate case of the model's one engine.

The engine itself is `model.engine`; its tables are in `model.tables`.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model import engine, posts
from model.compiled import kernel, wrapping
from model.slots import Slots
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
    Count,
    Floats,
    Ints,
    Job,
    Table,
    World,
    grow,
    make_floor,
)

_ROUTINE, _UNDERWAY, _IN_SERVICE = int(Activity.ROUTINE), int(CaseState.UNDERWAY), int(Job.IN_SERVICE)
_BLOCK = 1024  # requests that come in together
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


@kernel
def _lay_out(ptr: Ints, actor: Ints, hours: Floats, routes: Table, steps: Table) -> None:
    """Fixed routes as engine rows: request i has route i, leg k is step k."""
    for i in range(len(routes)):
        routes[i].start = ptr[i]
        routes[i].end = ptr[i + 1]
        routes[i].superior = NOBODY
        routes[i].follower = BACKGROUND
    for leg in range(len(steps)):
        steps[leg].role = actor[leg]
        steps[leg].hours = hours[leg]
        steps[leg].activity = _ROUTINE


@kernel
def _admit(requests: Ints, slots: Ints, ptr: Ints, rank: Ints, cases: Table) -> None:
    """These requests come in next, as cases in these slots."""
    for i in range(len(requests)):
        r = requests[i]
        c = slots[i]
        cases[c].serial = r
        cases[c].route = r
        cases[c].step = ptr[r]
        cases[c].rank = rank[r]
        cases[c].at = NOBODY
        cases[c].owner = NOBODY
        cases[c].decider = NOBODY
        cases[c].slot = 0
        cases[c].information = 1.0
        cases[c].scale = 1.0
        cases[c].state = _UNDERWAY
        cases[c].responded = math.nan
        cases[c].first_resolved = math.nan


@kernel
def _read_off(log: Table, start: Floats, finish: Floats) -> None:
    """When each leg in the log started and finished."""
    for i in range(len(log)):
        start[log[i].step] = log[i].started
        finish[log[i].step] = log[i].finished


@kernel
def _read_unfinished(cases: Table, jobs: Table, start: Floats) -> None:
    """When the legs still in service started."""
    for c in range(len(cases)):
        if cases[c].state == _UNDERWAY and jobs[c].state == _IN_SERVICE:
            start[cases[c].step] = jobs[c].started


def _fixed_world(ptr: Ints, actor: Ints, hours: Floats, servers: Ints) -> World:
    routes, steps = np.zeros(len(ptr) - 1, ROUTES), np.zeros(len(actor), STEPS)
    _lay_out(ptr, actor, hours, routes, steps)
    return World(
        orders=plain_orders(servers),
        skill=np.ones((len(servers), 1)),
        slip=np.zeros((len(servers), 1)),
        role_actor=np.arange(len(servers), dtype=np.int64).reshape(-1, 1),
        routes=routes,
        steps=steps,
        candidates=np.full((len(routes), 1), NOBODY, dtype=np.int64),
        intake_role=np.zeros(1, dtype=np.int64),
        fusion=np.zeros(1, FUSION),
        near=np.zeros(len(servers), dtype=np.int64),
        hand_hours=np.zeros((3, 1, 1)),
        hand_kept=np.ones((3, 1, 1)),
        cases=np.zeros(0, CASES),
        jobs=np.zeros(0, JOBS),
        floor=make_floor(len(servers)),
        activity=np.zeros((len(servers), len(Activity))),
        hand_overs=np.zeros((1, 1), dtype=np.int64),
        events=np.zeros(4096, EVENTS),
        count=np.zeros(len(Count), dtype=np.int64),
        next_arrival=np.full(1, np.inf),
        closed=np.zeros(32, dtype=np.int64),
        held=np.zeros(32, dtype=np.int64),
        log=np.zeros(4 * _BLOCK, LOG),
    )


def run_until(world: World, times: Floats, incoming: Ints, first: int, until: float) -> tuple[World, int]:
    """Let the world go on to `until`, with larger tables where they fill up; returns (world, next arrival)."""
    while True:
        with wrapping():
            status, first = engine.run(world, times, incoming, first, until)
        if status == posts.DONE:
            return world, first
        world = _with_room(world)


def _with_room(world: World) -> World:
    """The same world with larger tables where little room is left."""
    tables: dict[str, Any] = {"events": world.events, "closed": world.closed, "held": world.held, "log": world.log}
    used = {"events": Count.EVENTS, "closed": Count.CLOSED, "held": Count.HELD, "log": Count.LOG}
    full = {
        name: grow(table, 2 * len(table))
        for name, table in tables.items()
        if len(table) and world.count[used[name]] + posts.ROOM > len(table)
    }
    return world._replace(**full)


def change_servers(world: World, actor: int, servers: int, now: float) -> World:
    """Give a desk so many posts from now on; posts should be taken from somewhere.

    Args:
        world: The engine's tables, `model.world`, to be replaced by what is returned.
        actor: The row of the desk.
        servers: Its posts from now on, 0 or more.
        now: Working hours since the start, `model.day * model.hours`.

    Returns:
        The engine's tables, with a larger calendar where many jobs start at once.

    Examples:
        >>> import sanshe
        >>> from model.service import change_servers
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
        >>> row = int(model.desks.rows(kind="station")[0])
        >>> before = int(model.desks.orders["servers"][row])
        >>> model.world = change_servers(model.world, row, before - 1, model.day * model.hours)
        >>> before - int(model.desks.orders["servers"][row])
        1
    """
    while posts.set_servers(world, actor, servers, now) != posts.DONE:
        world = world._replace(events=grow(world.events, 2 * len(world.events)))
    return world


def let_go_on(world: World, cases: Ints, times: Floats) -> World:
    """Let held cases go on, each at its time in working hours (not before now), with a larger calendar if needed."""
    while engine.let_go(world, cases, times) != posts.DONE:
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
    """Serve requests along fixed routes and tell when each leg started and finished: the model's engine, alone.

    In the city: each request (诉求) visits a list of actors in turn; every actor has a number of posts and takes what
    comes first, the more urgent class before the others, without breaking off what it has begun. Exact in continuous
    time; at equal times completions come before arrivals, then the lower request. A request whose next leg is with the
    same actor keeps the post if all who wait there are less urgent.

    Args:
        arrival: Shape (n,), hours at which each request comes to its first actor, in any order.
        leg_ptr: Integers of shape (n + 1,), CSR: request i has the legs `leg_ptr[i]:leg_ptr[i + 1]`.
        leg_actor: Integers of shape (legs,), the actor of each leg.
        leg_hours: Shape (legs,), hours of work of each leg.
        servers: Integers of shape (actors,), the posts of each actor; 0 never serves.
        urgency: Shape (n,), one number a request, smaller goes first; all equal by default.
        changes: (time, actor, servers), three arrays of equal length in any order: from that hour on the actor has so
            many posts. Jobs under way are finished by the post that has begun them.

    Returns:
        (start, finish), two arrays of shape (legs,), hours; infinite for legs that are never reached.

    Raises:
        ValueError: Naming the argument, what was found and what is allowed.

    Examples: Two requests come within the hour to a window with one post, and go on to an office with another; the
    second waits.

        >>> import sanshe
        >>> start, finish = sanshe.simulate_service(
        ...     arrival=[0.0, 0.5], leg_ptr=[0, 2, 4], leg_actor=[0, 1, 0, 1], leg_hours=[1, 2, 1, 2], servers=[1, 1]
        ... )
        >>> start
        array([0., 1., 1., 3.])
        >>> finish
        array([1., 3., 2., 5.])

        Erlang's formula for one window (M/M/1) at a load of 0.8 says that a request waits 4 mean services. A million of
        them come near it:

        >>> import numpy as np
        >>> draw, n = np.random.default_rng(1), 1_000_000
        >>> arrival, work = draw.exponential(1.25, n).cumsum(), draw.exponential(1.0, n)
        >>> start, _ = sanshe.simulate_service(arrival, np.arange(n + 1), np.zeros(n, int), work, [1])
        >>> round(float((start - arrival).mean()), 1)
        4.1
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
    later = _checked_changes(changes, len(posts))
    incoming = np.argsort(times, kind="stable").astype(np.int64)
    with wrapping():
        return _serve(_fixed_world(ptr, actor, hours, posts), times[incoming], incoming, ptr, rank, later)


def _serve(
    world: World, times: Floats, incoming: Ints, ptr: Ints, rank: Ints, changes: list[tuple[float, int, int]]
) -> tuple[Floats, Floats]:
    """Let requests come in by blocks, so that the live ones stay close together in memory; read off (start, finish)."""
    start, finish = (np.full(len(world.steps), np.inf) for _ in range(2))
    slots = Slots(1)
    world.floor["since"] = min(times[0], 0.0) if len(times) else 0.0
    end = 0
    while end < len(times):
        # Those who come at one time come in together: a tie is between all of them.
        block = slice(end, int(np.searchsorted(times, times[min(end + _BLOCK, len(times)) - 1], side="right")))
        end = block.stop
        until = times[end] if end < len(times) else np.inf
        world, cases = slots.take(world, len(times[block]))
        _admit(incoming[block], cases, ptr, rank, world.cases)
        first = 0
        while changes and changes[0][0] <= until:
            time, who, number = changes.pop(0)
            world, first = run_until(world, times[block], cases, first, time)
            world = change_servers(world, who, number, time)
        world, _ = run_until(world, times[block], cases, first, until)
        _read_off(world.log[: world.count[Count.LOG]], start, finish)
        world.count[Count.LOG] = 0
        slots.give_back(world, slots.closed(world))
    _read_unfinished(world.cases, world.jobs, start)
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
