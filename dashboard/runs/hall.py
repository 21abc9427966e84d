"""The waiting hall: worker processes outside any session, shared fairly between visitors.

One thread a worker asks `turns.next_task` what its worker does next, and waits for the answer; one more looks after
runs that nobody watches any longer. All they share lies under one lock.
"""

import atexit
import itertools
import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dashboard.runs.crew import Crew
from dashboard.runs.folder import Folder
from dashboard.runs.hand import GoneError
from dashboard.runs.memory import worker_megabytes
from dashboard.runs.plan import Plan
from dashboard.runs.run import ACTIVE, Run
from dashboard.runs.said import Said, Wrong
from dashboard.runs.study import Study
from dashboard.runs.turns import MOST_DEATHS, Job, Live, Room, Task, next_task
from experiments.workers import cores
from scenarios.errors import InputError
from scenarios.limits import MOST_SEEDS, MOST_WORKERS, whole_number

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

AWAY = 10.0  # seconds without a touch after which a run is stopped
GRACE_RESULTS = 600.0  # seconds without a touch after which its results go too
MOST_RUNS = 4  # of a visitor, whose tabs share a cookie
LOOK = 0.5  # seconds between two looks after runs that nobody touches
LOST = "the worker process of a run ended early, and again each time it was begun anew; memory may have run out"
NO_WORKERS = "no worker process could be begun; memory may have run out"
logger = logging.getLogger("sanshe")


class Hall:
    """Worker processes and the runs of all visitors.

    `workers` processes, as many as there are cores by default; `folder` in which a temporary one for files of runs is
    made, the system's by default; `clock` tells seconds, `away` and `grace` are `AWAY` and `GRACE_RESULTS`; `room` is
    what a worker may keep alive, by default as much as the machine's memory allows. To be used in a `with`, or closed.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        folder: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        away: float = AWAY,
        grace: float = GRACE_RESULTS,
        room: Room | None = None,
    ) -> None:
        self._crew = Crew(cores() if workers is None else whole_number("workers", workers, 1, MOST_WORKERS))
        self._clock, self._away, self._grace = clock, away, grace
        self._room = room or Room(megabytes=worker_megabytes(self._crew.number))
        self._folder = Folder(folder)
        self._changed = threading.Condition(threading.RLock())
        self._jobs: dict[str, Job] = {}  # by run
        self._sets: dict[int, list[Live]] = {}
        self._numbers = itertools.count(1)
        self._closing = False
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "Hall":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Begin the workers; they get warm while this returns."""
        if self._threads:
            return
        atexit.register(self.close)
        for number in range(self._crew.number):
            self._sets[number] = []
            self._threads.append(threading.Thread(target=self._work, args=(number,), daemon=True))
        self._threads.append(threading.Thread(target=self._look_after, daemon=True))
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End all runs and workers, and take away what they wrote."""
        with self._changed:
            self._closing = True
            for job in self._jobs.values():
                if job.run.status in ACTIVE:
                    self._stop(job)
            self._changed.notify_all()
        self._crew.close()
        for thread in self._threads:
            thread.join()
        self._folder.remove()
        atexit.unregister(self.close)

    def wait_until_warm(self, timeout: float) -> bool:
        """Wait until every worker has compiled and imported what a run needs; False if it took longer."""
        return self._crew.wait_until_warm(timeout)

    @property
    def warm(self) -> bool:
        """Whether a run that is begun now finds a worker that has compiled and imported what it needs."""
        return self._crew.warm

    @property
    def workers(self) -> tuple[int, ...]:
        """Numbers of the worker processes."""
        return self._crew.pids

    # --- what visitors do
    def submit(self, visitor: str, plan: Plan) -> Run:
        """Begin a run as soon as it is its turn. A visitor has a few at a time, one a tab: the oldest makes room.

        Raises `InputError` if a single seed takes more memory than a worker has.
        """
        self._must_fit(plan, f"{plan.days:,} days of {len(plan.arms)} regimes")
        with self._changed:
            mine = [job for job in self._of(visitor) if not isinstance(job.run, Study)]
            for job in mine[: -(MOST_RUNS - 1)]:
                self._forget(job)
            number = next(self._numbers)
            return self._add(Run(visitor, plan, self._folder.path / f"run-{number}"), number)

    def study(self, visitor: str, tasks: "Sequence[tuple[Scenario, int]]", days: int) -> Study:
        """Ask for runs of so many days of which only the outcomes are wanted. Raises `InputError`.

        A visitor has one study at a time, beside a run: a new one stops the old one and takes over what it found.
        """
        with self._changed:
            mine = [job for job in self._of(visitor) if isinstance(job.run, Study)]
            known = {key: found for job in mine for key, found in cast("Study", job.run).known.items()}
            number = next(self._numbers)
            study = Study(visitor, tasks, days, self._folder.path / f"study-{number}", known)
            self._must_fit(study.plan, f"{days:,} days")
            for job in mine:
                self._forget(job)
            return self._add(study, number)

    def study_of(self, visitor: str) -> Study | None:
        """A visitor's study, if there is one still."""
        with self._changed:
            return next((job.run for job in self._of(visitor) if isinstance(job.run, Study)), None)

    def here(self, visitor: str) -> None:
        """Say that a page of this visitor is there: the study goes on, whatever is looked at."""
        with self._changed:
            for job in self._of(visitor):
                if isinstance(job.run, Study):
                    job.touched = self._clock()

    def find(self, visitor: str, run_id: str) -> Run | None:
        """A visitor's run, if it is this visitor's and still there."""
        with self._changed:
            job = self._jobs.get(run_id)
            known = job is not None and job.run.visitor == visitor and not isinstance(job.run, Study)
            return job.run if job is not None and known else None

    def touch(self, run: Run) -> None:
        """Say that a page is there which shows this run."""
        with self._changed:
            if run.id in self._jobs:
                self._jobs[run.id].touched = self._clock()

    def pause(self, run: Run) -> None:
        """Hold a run where it is; its models stay, unless others need the room."""
        with self._changed:
            if run.id in self._jobs and run.status in ("waiting", "running"):
                run.change(status="paused")
                self._tell()

    def resume(self, run: Run) -> None:
        """Let a paused run go on; one that was stopped begins its unfinished seeds anew, and finds the same."""
        with self._changed:
            if run.id in self._jobs and run.status in ("paused", "stopped"):
                self._go_on(self._jobs[run.id])

    def stop(self, run: Run) -> None:
        """Let a run's models go; what it has found stays."""
        with self._changed:
            if run.id in self._jobs and run.status in ACTIVE:
                self._stop(self._jobs[run.id])
                self._tell()

    def add_seeds(self, run: Run, number: int) -> None:
        """Ask for so many seeds more, and go on. Raises `InputError` if they would be too many."""
        with self._changed:
            if run.id not in self._jobs or run.status == "failed":
                return
            whole_number("seeds", len(run.seeds) + number, len(run.seeds) + 1, MOST_SEEDS)
            first = max(run.seeds) + 1
            run.change(seeds=(*run.seeds, *range(first, first + number)))
            if run.status in ("done", "stopped"):
                self._go_on(self._jobs[run.id])
            self._tell()

    def look(self) -> None:
        """Stop the runs that nobody has touched for a while, and forget those nobody has touched for long."""
        with self._changed:
            now = self._clock()
            for job in list(self._jobs.values()):
                if now - job.touched > self._away and job.run.status in ACTIVE:
                    self._stop(job)
                    self._tell()
                if now - job.touched > self._grace:
                    self._forget(job)

    # --- under the lock
    def _must_fit(self, plan: Plan, what: str) -> None:
        if plan.megabytes > self._room.megabytes:
            found = f"{what}, about {plan.megabytes:,.0f} MB"
            raise InputError("days", found, f"fewer days or regimes: at most {self._room.megabytes:,.0f} MB here")

    def _of(self, visitor: str) -> list[Job]:
        return [job for job in self._jobs.values() if job.run.visitor == visitor]

    def _add[T: Run](self, run: T, number: int) -> T:
        self._jobs[run.id] = Job(run, number, used=self._least_used(), touched=self._clock())
        if self._crew.lost and run.status in ACTIVE:
            run.change(status="failed", error=NO_WORKERS)
        self._tell()
        return run

    def _go_on(self, job: Job) -> None:
        job.used = max(job.used, self._least_used())
        job.run.change(status="running" if job.live else "waiting")
        self._tell()

    def _stop(self, job: Job) -> None:
        """Let its sets go."""
        job.run.change(status="stopped", ahead=0)
        self._let_go(job)

    def _let_go(self, job: Job) -> None:
        for live in job.live:
            live.gone = True
        job.live = []

    def _forget(self, job: Job) -> None:
        """Let a run go with all it found."""
        self._let_go(job)
        self._jobs.pop(job.run.id, None)
        job.run.clear()

    def _least_used(self) -> float:
        return min((job.used for job in self._jobs.values() if job.at_work), default=0.0)

    def _tell(self) -> None:
        """Wake the threads, and say to every run how many are before it."""
        active = sorted((job for job in self._jobs.values() if job.at_work), key=lambda job: (job.used, job.number))
        before = sum(1 for job in active if job.live)
        for job in active:
            if job.live:
                job.run.change(ahead=0, status="running")
            else:
                job.run.change(ahead=before, status="waiting")
                before += 1
        self._changed.notify_all()

    # --- the threads
    def _look_after(self) -> None:
        with self._changed:
            while not self._closing:
                self._changed.wait(LOOK)
                self.look()

    def _work(self, number: int) -> None:
        """Let one worker do what is next, until the hall closes; a worker that ends is followed by a new one."""
        while self._crew.begin(number):
            while (task := self._wait_for_task(number)) is not None:
                try:
                    said = self._crew.ask(number, task.name, *self._arguments(task))
                except GoneError:
                    self._lose(number, task)
                    break
                with self._changed:
                    self._take(number, task, said)
            self._crew.end(number)
        self._give_up()

    def _give_up(self) -> None:
        """Where no worker can be begun, nobody's run can go on."""
        with self._changed:
            if self._closing:
                return
            logger.error(NO_WORKERS)
            if self._crew.lost:
                for job in self._jobs.values():
                    if job.run.status in ACTIVE:
                        self._fail(job, NO_WORKERS)
            self._tell()

    def _wait_for_task(self, number: int) -> Task | None:
        """What the worker does next; None once the hall closes."""
        with self._changed:
            while not self._closing:
                task = next_task(self._jobs.values(), self._sets[number], self._room)
                if task is not None:
                    if task.name == "begin":
                        task.live.number = next(self._numbers)
                        task.live.job.live.append(task.live)
                        self._sets[number].append(task.live)
                        self._tell()
                    return task
                self._changed.wait()
            return None

    @staticmethod
    def _arguments(task: Task) -> tuple[object, ...]:
        """What is said with a command."""
        live, job = task.live, task.live.job
        run = job.run
        if task.name == "begin":
            return live.number, *run.told(live.seed)
        if task.name == "advance":
            return live.number, job.next_day(live), run.reached(live.seed)
        return (live.number,) if task.name == "drop" else (live.number, live.done // 2)

    def _take(self, number: int, task: Task, said: Said | Wrong) -> None:
        """Take in what a worker answered."""
        live, job = task.live, task.live.job
        if task.name == "drop":
            self._remove(number, live)
            return
        if isinstance(said, Wrong):
            seed = job.run.told(live.seed)[1]
            logger.error("run of seed %d: %s", seed, said.told)
            if not live.gone:
                self._fail(job, f"seed {seed}: {said.message}")
            live.gone = True
            self._tell()
            return
        job.used += said.seconds
        if live.gone:
            return
        if task.name == "advance":
            job.pace = said.seconds / (said.day - live.day)
            live.day = said.day
        elif task.name != "begin":
            live.done += 2 if task.name == "finish" and live.done % 2 == 0 else 1
        job.run.take(live.seed, said)
        if live.day == job.run.plan.days and live.done == job.run.parts:
            if job.run.parts:
                self._remove(number, live)
            else:
                live.gone = True  # the worker has not let it go by itself
                live.job.live.remove(live)
            job.run.end_seed(live.seed)
            if len(job.run.finished) == len(job.run.seeds):
                job.run.change(status="done", ahead=0)
                self._tell()
            self._changed.notify_all()

    def _remove(self, number: int, live: Live) -> None:
        """A set is no longer alive."""
        self._sets[number].remove(live)
        if live in live.job.live:
            live.job.live.remove(live)

    def _fail(self, job: Job, error: str) -> None:
        self._let_go(job)
        job.run.change(status="failed", error=error, ahead=0)

    def _lose(self, number: int, task: Task) -> None:
        """A worker has died with its sets: they are begun anew. The one it was at may be why: it has two tries more."""
        with self._changed:
            if not self._closing:
                logger.warning("a worker of the page ended early while it was at %r", task.name)
            for live in list(self._sets[number]):
                self._remove(number, live)
            job, seed = task.live.job, task.live.seed
            job.deaths[seed] = job.deaths.get(seed, 0) + 1
            if job.deaths[seed] > MOST_DEATHS and job.run.status in ACTIVE:
                self._fail(job, LOST)
            self._tell()
