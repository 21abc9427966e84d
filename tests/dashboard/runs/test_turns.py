"""Who is served next, as plain rules."""

from pathlib import Path

import pytest

from dashboard.runs.run import Run
from dashboard.runs.turns import Job, Live, Room, Task, next_task
from tests.dashboard.runs.cities import plan


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    asked = plan(tmp_path, 240, (1, 2, 3, 4))
    return [Job(Run(f"visitor {number}", asked, tmp_path / str(number)), number) for number in range(4)]


def alive(job: Job, seed: int = 1, day: int = 0) -> Live:
    live = Live(0, job, seed, day)
    job.live.append(live)
    return live


def told(task: Task | None) -> tuple[str, int, int] | None:
    return None if task is None else (task.name, task.live.job.number, task.live.seed)


def test_who_has_had_least_is_next(jobs: list[Job]) -> None:
    here = [alive(job) for job in jobs[:3]]
    for job, used in zip(jobs, (3.0, 1.0, 2.0, 9.0), strict=True):
        job.used = used
    assert told(next_task(jobs, here, Room(4))) == ("advance", 1, 1)
    jobs[3].used = 0.5
    assert told(next_task(jobs, here, Room(4))) == ("begin", 3, 1)


def test_of_equals_the_first_to_come_is_next(jobs: list[Job]) -> None:
    assert told(next_task(reversed(jobs), [], Room())) == ("begin", 0, 1)


def test_a_run_has_one_set_a_worker_and_leaves_a_place_for_those_without(jobs: list[Job]) -> None:
    first, second = jobs[:2]
    elsewhere, here = alive(first, 1), [alive(second, 1), alive(jobs[2], 1)]
    first.used, second.used, jobs[2].used = 1.0, 2.0, 3.0
    assert told(next_task(jobs[:3], here, Room(3))) == ("advance", 1, 1)  # the last place is not for a second set
    assert told(next_task(jobs, here, Room(3))) == ("begin", 3, 1)
    assert told(next_task(jobs[:3], here, Room(4))) == ("begin", 0, 2)
    assert told(next_task([first], [elsewhere], Room(4))) == ("advance", 0, 1)


def test_nobody_begins_before_one_who_waits_for_room(jobs: list[Job]) -> None:
    big, small = jobs[2], jobs[3]
    big.used, small.used = 1.0, 2.0
    here = [alive(jobs[0])]
    jobs[0].used = 5.0
    one = jobs[0].run.plan.megabytes
    assert told(next_task(jobs[:1] + jobs[2:], here, Room(3, 1.5 * one))) == ("advance", 0, 1)
    assert told(next_task(jobs[:1] + jobs[2:], here, Room(3, 2.5 * one))) == ("begin", 2, 1)
    assert told(next_task(jobs[2:], [], Room(3, 0.5 * one))) == ("begin", 2, 1)  # one set always has room


def test_runs_that_pause_are_not_advanced_and_give_way(jobs: list[Job]) -> None:
    here = [alive(job) for job in jobs[:3]]
    jobs[1].run.change(status="paused")
    assert told(next_task(jobs[:3], here, Room(3))) == ("advance", 0, 1)
    jobs[0].used = jobs[2].used = 1.0
    assert told(next_task(jobs, here, Room(4))) == ("begin", 3, 1)
    assert told(next_task(jobs, here, Room(3))) == ("drop", 1, 1)
    assert next_task([jobs[1]], [here[1]], Room(3)) is None


def test_a_set_that_nobody_wants_any_more_is_dropped_first(jobs: list[Job]) -> None:
    here = [alive(jobs[0]), alive(jobs[1])]
    here[1].gone = True
    assert told(next_task(jobs, here, Room())) == ("drop", 1, 1)


def test_at_the_horizon_every_arm_is_asked_and_the_watched_ones_are_kept(jobs: list[Job]) -> None:
    watched, other = alive(jobs[0], 1, 240), alive(jobs[1], 2, 240)
    for done, name in enumerate(("keep", "finish", "keep", "finish")):
        watched.done = done
        assert told(next_task(jobs[:1], [watched], Room())) == (name, 0, 1)
    assert told(next_task(jobs[1:2], [other], Room())) == ("finish", 1, 2)


def test_a_slice_is_as_many_days_as_fit_and_the_first_ones_end_where_there_is_something_to_see(
    jobs: list[Job],
) -> None:
    job = jobs[0]
    live = alive(job)
    assert job.next_day(live) == 5
    live.day, job.pace = 5, 0.001
    assert job.next_day(live) == 10
    live.day = 10
    assert job.next_day(live) == 240
    job.pace = 0.1
    assert 10 < job.next_day(live) <= 15
    job.pace = 10.0
    assert job.next_day(live) == 11
