"""Runs in worker processes, as visitors meet them."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.runs import frames
from dashboard.runs.bench import Bench, answer
from dashboard.runs.hall import MOST_RUNS, Hall
from dashboard.runs.hand import GoneError
from dashboard.runs.plan import Plan
from dashboard.runs.run import Run
from dashboard.runs.said import Said, Wrong
from dashboard.runs.turns import Room
from experiments.runner import run_paired
from model.by_group import read_groups
from scenarios.errors import InputError
from tests.dashboard.runs.cities import acting, plan, small


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


CLOCK = Clock()


@pytest.fixture(scope="module")
def hall() -> Iterator[Hall]:
    with Hall(2, clock=CLOCK) as hall:
        assert hall.wait_until_warm(300.0)
        yield hall


@pytest.fixture(scope="module")
def undisturbed(hall: Hall, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """What others should find too, whatever befalls them."""
    return finished(hall.submit("undisturbed", plan(tmp_path_factory.mktemp("city"), 90, (1, 2))))


def until(true: Callable[[], object], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to this in time"
        time.sleep(0.005)


def finished(run: Run) -> Run:
    until(lambda: run.status in ("done", "failed"))
    assert run.status == "done", run.error
    return run


def same(one: Run, other: Run) -> bool:
    pairs = [(one.points(), other.points()), (one.groups(), other.groups()), (one.promises(), other.promises())]
    pairs += [(one.places(), other.places())]
    for arm in range(len(one.plan.arms)):
        pairs += [(one.flows(arm), other.flows(arm)), (one.desks(arm), other.desks(arm))]
        pairs += [(one.needs(arm), other.needs(arm)), (in_order(one.journeys(arm)), in_order(other.journeys(arm)))]
    return all(len(a) and a.equals(b) for a, b in pairs)


def in_order(journeys: pd.DataFrame) -> pd.DataFrame:
    return journeys.sort_values(["need", "finished", "row", "step"], ignore_index=True)


def hours_of(pid: int) -> float:
    """Processor time of a process, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


TIMELINE = (
    {"day": 6, "for": 5, "surge": {"category": "enforcement", "factor": 4.0}},
    {"day": 12, "rules": {"purchase_share": 0.1}},
)


@pytest.mark.parametrize("timeline", [(), TIMELINE], ids=["steady", "in time"])
def test_results_are_those_of_run_paired_to_the_last_bit(hall: Hall, tmp_path: Path, timeline: Any) -> None:
    asked = plan(tmp_path, 30, (3, 4))
    asked = Plan((asked.arms[0], small(tmp_path, "network", timeline=timeline)), 30, (3, 4))
    run = finished(hall.submit("one", asked))
    points, groups = run.points(), run.groups()
    assert set(points["day"]) == set(asked.grid)
    for one in run_paired(asked.arms, ("a", "b"), asked.seeds, asked.days, also=read_groups):
        here = points[(points["seed"] == one.seed) & (points["arm"] == one.arm) & (points["day"] == asked.days)]
        there = one.outcomes.set_index("outcome")["value"]
        assert here[list(there.index)].iloc[0].to_numpy().tobytes() == there.to_numpy().tobytes()
        mine = groups[(groups["seed"] == one.seed) & (groups["arm"] == one.arm)]
        assert one.also is not None
        assert mine[one.also.columns].reset_index(drop=True).equals(one.also)


def test_everything_has_its_columns_before_and_after(hall: Hall, tmp_path: Path) -> None:
    run = Run("nobody", plan(tmp_path), tmp_path / "run")
    done = finished(hall.submit("two", plan(tmp_path, 20, (1,))))
    for one in (run, done):
        assert tuple(one.points().columns)[:3] == ("seed", "arm", "day")
        assert tuple(one.groups().columns) == frames.GROUPS
        assert tuple(one.promises().columns) == frames.PROMISES
        assert tuple(one.places().columns) == frames.PLACES
        assert tuple(one.desks(1).columns) == frames.DESKS
        assert tuple(one.flows(1).columns) == frames.FLOWS
        assert tuple(one.journeys(1).columns) == frames.JOURNEYS
    assert (run.progress, done.progress) == (0.0, 1.0)
    assert done.finished == (1,)
    points = done.points()
    points["day"] = -1
    assert (done.points()["day"] > 0).all()


def test_a_need_is_found_with_its_journey_in_every_arm(hall: Hall, tmp_path: Path) -> None:
    run = finished(hall.submit("three", plan(tmp_path, 30, (1,))))
    needs = [run.needs(arm, columns=["need", "arose", "resolved", "origin"]).set_index("need") for arm in (0, 1)]
    both = needs[0].index[needs[0]["resolved"].notna()].intersection(needs[1].index[needs[1]["resolved"].notna()])
    first = [int(need) for need in both[:2]]
    assert (needs[0].loc[first, "arose"] == needs[1].loc[first, "arose"]).all()
    for arm in (0, 1):
        journeys, every = run.journeys(arm, needs=first), run.journeys(arm)
        assert set(journeys["need"]) == set(first)
        assert len(journeys) < len(every)
        assert set(every["row"]) <= set(run.desks(arm)["row"])
        assert run.needs(arm, needs=first, columns=["need", "state"])["state"].isin(["resolved", "closed"]).all()


def test_twenty_visitors_all_see_something_before_anybody_is_far(hall: Hall, tmp_path: Path) -> None:
    asked = plan(tmp_path, 36, tuple(range(1, 13)))
    runs = [hall.submit(f"visitor {number}", asked) for number in range(20)]
    assert max(run.ahead for run in runs) >= 15
    until(lambda: all(run.points()["day"].nunique() >= 2 for run in runs))
    assert max(len(run.finished) for run in runs) <= 4
    assert all(run.status in ("waiting", "running") for run in runs)
    for run in runs:
        hall.stop(run)
    assert {run.status for run in runs} == {"stopped"}


def test_a_long_run_holds_nobody_up(hall: Hall, tmp_path: Path) -> None:
    long = hall.submit("long", Plan(plan(tmp_path).arms * 2, 25_000, (1, 2, 3)))
    until(lambda: len(long.points()))
    began = time.monotonic()
    short = finished(hall.submit("short", plan(tmp_path, 60, (1, 2))))
    assert time.monotonic() - began < 10.0
    assert long.status == "running"
    assert short.ahead == long.ahead == 0
    assert long.progress < 0.5
    hall.stop(long)


def come_to_rest(hall: Hall) -> None:
    """Wait until slices under way have come to their end, on however busy a machine."""

    def rests() -> bool:
        busy = sum(map(hours_of, hall.workers))
        time.sleep(0.5)
        return sum(map(hours_of, hall.workers)) - busy < 0.05

    until(rests)


def test_a_pause_holds_where_it_is_and_leads_to_the_same_result(hall: Hall, undisturbed: Run) -> None:
    run = hall.submit("patient", undisturbed.plan)
    until(lambda: run.points()["day"].max() >= 10)
    hall.pause(run)
    come_to_rest(hall)
    held = run.version, run.progress, len(run.points())
    busy = sum(map(hours_of, hall.workers))
    time.sleep(0.3)
    assert held == (run.version, run.progress, len(run.points()))
    assert sum(map(hours_of, hall.workers)) - busy < 0.1
    assert run.status == "paused"
    assert 0.0 < run.progress < 1.0
    hall.resume(run)
    assert same(finished(run), undisturbed)


def test_what_is_stopped_takes_no_more_time_and_can_go_on_later(hall: Hall, undisturbed: Run) -> None:
    run = hall.submit("stopper", undisturbed.plan)
    until(lambda: run.points()["day"].max() >= 10)
    hall.stop(run)
    come_to_rest(hall)
    seen, busy = len(run.points()), sum(map(hours_of, hall.workers))
    time.sleep(0.3)
    assert sum(map(hours_of, hall.workers)) - busy < 0.1
    assert len(run.points()) == seen > 0
    hall.resume(run)
    assert same(finished(run), undisturbed)


def test_a_run_that_nobody_touches_is_stopped_and_later_forgotten(hall: Hall, undisturbed: Run, tmp_path: Path) -> None:
    run, other = (hall.submit(name, plan(tmp_path, 20_000, (1,))) for name in ("absent", "present"))
    until(lambda: len(run.points()) and len(other.points()))
    CLOCK.now += 9.0
    hall.touch(other)
    hall.look()
    assert run.status == "running"
    CLOCK.now += 2.0
    hall.look()
    assert [run.status, other.status] == ["stopped", "running"]
    assert len(run.points())
    folder = run.folder
    assert hall.find("absent", run.id) is run
    hall.touch(undisturbed)
    CLOCK.now += 590.0
    hall.touch(other)
    hall.look()
    assert hall.find("absent", run.id) is None
    assert not folder.exists()
    assert hall.find("present", other.id) is other
    hall.stop(other)


def test_a_run_is_found_by_its_visitor_alone_and_a_few_may_stand_beside_it(hall: Hall, tmp_path: Path) -> None:
    run = hall.submit("she", plan(tmp_path, 20_000, (1,)))
    assert hall.find("she", run.id) is run
    assert hall.find("he", run.id) is None
    assert hall.find("she", "guessed") is None
    tabs = [hall.submit("she", plan(tmp_path, 20, (1,))) for _ in range(MOST_RUNS - 1)]
    assert len({run.id, *(tab.id for tab in tabs)}) == MOST_RUNS
    finished(tabs[-1])
    assert hall.find("she", run.id) is run and run.status in ("running", "waiting")
    finished(hall.submit("she", plan(tmp_path, 20, (1,))))
    assert hall.find("she", run.id) is None


def test_a_worker_that_is_killed_changes_no_result(hall: Hall, undisturbed: Run) -> None:
    run = hall.submit("unlucky", undisturbed.plan)
    until(lambda: run.points().groupby("seed")["day"].max().ge(20).sum() == 2)  # a seed with each worker
    [killed, _] = hall.workers
    os.kill(killed, signal.SIGKILL)
    finished(run)
    assert killed not in hall.workers
    assert same(run, undisturbed)


def test_more_seeds_are_those_of_a_run_that_had_them_from_the_start(
    hall: Hall, undisturbed: Run, tmp_path: Path
) -> None:
    run = finished(hall.submit("more", plan(tmp_path, 90, (1,))))
    hall.add_seeds(run, 1)
    assert run.seeds == (1, 2)
    assert run.status in ("waiting", "running")
    assert run.progress < 1.0
    assert finished(run).finished == (1, 2)
    assert same(run, undisturbed)


def test_a_run_that_raises_says_so_in_one_line(hall: Hall, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    arms = (small(tmp_path, "hierarchy"),
            small(tmp_path, "hierarchy", extensions=acting(tmp_path, 10, "1 / 0")))  # fmt: skip
    run = hall.submit("faulty", Plan(arms, 30, (1, 2)))
    until(lambda: run.status == "failed")
    assert "ZeroDivisionError" in run.error
    assert "seed" in run.error
    assert "\n" not in run.error
    assert "Traceback" not in run.error
    assert "Traceback" in caplog.text
    assert run.points()["day"].max() == 5
    finished(hall.submit("sound", plan(tmp_path, 20, (1,))))


class Near:
    """A worker in this process, which is gone when it is to advance seed 13."""

    pid = 0

    def __init__(self) -> None:
        self._bench, self._deadly = Bench(), set[int]()

    def ask(self, name: str, *arguments: Any) -> Said | Wrong:
        if name == "warm":
            return Said()
        if name == "begin" and arguments[2] == 13:
            self._deadly.add(arguments[0])
        if name == "advance" and arguments[0] in self._deadly:
            raise GoneError
        return answer(getattr(self._bench, name), arguments)

    def stop(self) -> None:
        pass

    def end(self) -> None:
        pass


def test_a_run_that_ends_its_workers_fails_in_the_end_and_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.runs.crew.Hand", Near)
    with Hall(2, clock=CLOCK) as hall:
        sound = hall.submit("bystander", plan(tmp_path, 40, (1, 2)))
        run = hall.submit("deadly", plan(tmp_path, 30, (12, 13)))
        until(lambda: run.status == "failed")
        assert "worker process" in run.error
        finished(sound)
        assert len(sound.points()["seed"].unique()) == 2


class Stillborn(Near):
    """A worker that is gone before it is warm."""

    def ask(self, name: str, *_: Any) -> Said | Wrong:
        raise GoneError(name)


def test_where_no_worker_can_be_begun_runs_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.runs.crew.Hand", Stillborn)
    with Hall(2, clock=CLOCK) as hall:
        assert not hall.wait_until_warm(10.0)
        until(lambda: hall.submit("hopeful", plan(tmp_path, 20, (1,))).status == "failed")
        assert "no worker process" in hall.submit("hopeful", plan(tmp_path, 20, (1,))).error


def test_what_no_worker_can_hold_is_refused(tmp_path: Path) -> None:
    hall = Hall(1, room=Room(3, 50.0))
    with pytest.raises(InputError, match="MB"):
        hall.submit("big", plan(tmp_path, 40, (1,)))
    hall.close()


def test_a_hall_that_closes_leaves_nothing_behind(tmp_path: Path) -> None:
    with Hall(1, folder=tmp_path, clock=CLOCK) as hall:
        run = hall.submit("last", plan(tmp_path, 20_000, (1,)))
        until(lambda: len(run.points()), 120.0)
        [pid] = hall.workers
        assert Path(f"/proc/{pid}").exists()
        files = list(tmp_path.glob("sanshe-runs-*/run-*"))
        assert len(files) == 1
    assert run.status == "stopped"
    assert not Path(f"/proc/{pid}").exists()
    assert not list(tmp_path.glob("sanshe-runs-*"))
    assert hall.workers == ()
