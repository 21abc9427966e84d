"""What waits at a desk that is closed: where it goes, in which order, and what it keeps."""

import numpy as np

from model.compiled import wrapping
from model.moving import move_house
from model.posts import DONE, NO_ROOM
from model.service import _fixed_world, run_until
from model.slots import Slots
from model.tables import NOBODY, Count, Job, World


def queues(hours: list[float], servers: tuple[int, ...] = (1, 1, 0)) -> tuple[World, np.ndarray]:
    """Requests that come 0.1 h apart, in turn to desks 0 and 1; desk 2 has no posts yet and its roles are theirs."""
    n = len(hours)
    actor = np.arange(n) % 2
    world = _fixed_world(np.arange(n + 1), actor, np.array(hours), np.array(servers))
    world, cases = Slots(1).take(world, n)
    world.cases["serial"][cases] = world.cases["route"][cases] = world.cases["step"][cases] = np.arange(n)
    for name in ("at", "owner"):
        world.cases[name] = NOBODY
    world.cases["information"] = world.cases["scale"] = 1.0
    world.cases["state"][cases] = 1
    world, _ = run_until(world, np.arange(n, dtype=np.float64) / 10.0, cases, 0, 0.75)
    return world, cases


def merge(world: World, servers: tuple[int, ...], now: float) -> int:
    """Desk 2 plays the roles of desks 0 and 1, which are closed."""
    world.role_actor[:2] = 2
    plays = np.eye(3, dtype=np.bool_)
    with wrapping():
        return move_house(world, np.array(servers), np.array([True, True, False]), plays, now)


def test_two_queues_become_one_in_the_order_of_coming() -> None:
    world, cases = queues([1.0, 1.0, 0.5, 0.5, 0.5, 0.5])
    assert merge(world, (0, 0, 1), 0.75) == DONE
    assert world.floor["waiting"].tolist() == [0, 0, 3]
    world, _ = run_until(world, np.zeros(0), cases[:0], 0, np.inf)
    log = world.log[: world.count[Count.LOG]]
    log = log[np.argsort(log["serial"])]
    # Those in service end where they are; the others are served one after another from the change on.
    assert log["actor"].tolist() == [0, 1, 2, 2, 2, 2]
    np.testing.assert_allclose(log["started"], [0.0, 0.1, 0.75, 1.25, 1.75, 2.25])
    np.testing.assert_allclose(log["arrived"], 0.1 * np.arange(6))
    np.testing.assert_allclose(world.floor["overrun_hours"], [0.25, 0.35, 0.0])
    waits = float((log["started"] - log["arrived"]).sum())
    np.testing.assert_allclose(world.floor["queue_hours"].sum(), waits)


def test_the_more_urgent_still_go_first() -> None:
    world, cases = queues([1.0, 1.0, 0.5, 0.5, 0.5, 0.5])
    # As if the last had come as an urgent one.
    last = cases[5]
    world.jobs["order"][last] -= 1 << 42
    assert merge(world, (0, 0, 1), 0.75) == DONE
    world, _ = run_until(world, np.zeros(0), cases[:0], 0, np.inf)
    log = world.log[: world.count[Count.LOG]]
    assert log["serial"][np.argsort(log["started"], kind="stable")].tolist() == [0, 1, 5, 2, 3, 4]


def test_work_not_begun_takes_the_new_desks_time() -> None:
    world, cases = queues([1.0, 1.0, 0.5, 0.5])
    world.orders["overhead"][2] = 1.2
    assert merge(world, (0, 0, 1), 0.75) == DONE
    world, _ = run_until(world, np.zeros(0), cases[:0], 0, np.inf)
    log = world.log[: world.count[Count.LOG]]
    log = log[np.argsort(log["serial"])]
    np.testing.assert_allclose(log["finished"] - log["started"], [1.0, 1.0, 0.6, 0.6])


def test_with_no_room_nothing_is_done() -> None:
    world, _ = queues([1.0, 1.0, 0.5, 0.5, 0.5])
    small = world._replace(events=world.events[: int(world.count[Count.EVENTS]) + 4].copy())
    before = small.floor.copy(), small.jobs.copy()
    assert merge(small, (0, 0, 1), 0.75) == NO_ROOM
    assert small.floor.tobytes() == before[0].tobytes()
    assert small.jobs.tobytes() == before[1].tobytes()
    assert (small.jobs["state"] == int(Job.WAITING)).sum() == 3
