"""Who is served next: plain rules over what waits and what lives where, without threads or processes.

Runs share the workers as processes share a processor under fair queueing: whoever has had least of the workers' time is
next, at every slice, so that neither a long run nor a large district holds up another visitor's. A newcomer begins
where the least served stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dashboard.runs.run import Run

MOST_SETS = 10  # that a worker keeps alive, so that with two of them twenty visitors see something soon
SLICE = 0.35  # seconds that a worker should take before it looks up
MOST_DEATHS = 2  # times that a seed may be begun anew after its worker died


@dataclass(eq=False)
class Live:
    """A set that lives in a worker: all arms of a seed, up to a day; `done` parts of what is asked at the horizon."""

    number: int
    job: "Job"
    seed: int
    day: int = 0
    done: int = 0
    gone: bool = False  # nobody wants it any more


@dataclass(eq=False)
class Job:
    """A run with the workers: seconds it has `used` of them, its sets alive, how often a seed's worker died."""

    run: Run
    number: int
    used: float = 0.0
    touched: float = 0.0
    pace: float = 0.0  # seconds a day of all arms together
    live: list[Live] = field(default_factory=list)
    deaths: dict[int, int] = field(default_factory=dict)

    @property
    def at_work(self) -> bool:
        """Whether it wants to be served."""
        return self.run.status in ("waiting", "running")

    @property
    def to_begin(self) -> int | None:
        """The first seed that no worker has, or None."""
        taken = {live.seed for live in self.live} | set(self.run.finished)
        return next((seed for seed in self.run.seeds if seed not in taken), None)

    def next_day(self, live: Live) -> int:
        """Up to which day a set should go on in its next slice; at first only to where there is something to see."""
        days, grid = self.run.plan.days, self.run.plan.grid
        far = live.day + max(1, int(SLICE / self.pace)) if self.pace > 0.0 else grid[0]
        early = next((day for day in grid[:2] if day > live.day), days)
        return min(far, early, days)


@dataclass(frozen=True)
class Task:
    """What a worker is to do next: "begin", "advance", "keep", "finish" or "drop" a set."""

    name: str
    live: Live


@dataclass(frozen=True)
class Room:
    """How many sets a worker may keep alive, and how many megabytes they may take; one set may always live."""

    sets: int = MOST_SETS
    megabytes: float = float("inf")

    def holds(self, here: list[Live], job: Job) -> bool:
        """Whether a further set of this run has room; one place stays free for runs that have none alive."""
        if not here:
            return True
        taken = sum(live.job.run.plan.megabytes for live in here) + job.run.plan.megabytes
        return len(here) < self.sets - bool(job.live) and taken <= self.megabytes


def next_task(jobs: Iterable[Job], here: list[Live], room: Room) -> Task | None:
    """What a worker that has these sets alive does next, or None.

    The run that has had least goes on with its set here, or begins its next seed, for which there must be room: one
    place is left free for a run that has no set alive anywhere, and where such a run waits for room the sets of runs
    that pause give way. Nobody who had more begins a seed before it.
    """
    for live in here:
        if live.gone:
            return Task("drop", live)
    for job in sorted((job for job in jobs if job.at_work), key=lambda job: (job.used, job.number)):
        mine = next((live for live in here if live.job is job), None)
        if mine is not None:
            return _go_on(job, mine)
        if job.to_begin is None:
            continue
        if room.holds(here, job):
            return Task("begin", Live(0, job, job.to_begin))
        if not job.live:
            resting = next((live for live in here if live.job.run.status == "paused"), None)
            if resting is not None:
                return Task("drop", resting)
            return next((_go_on(other.job, other) for other in by_use(here)), None)
    return None


def by_use(here: list[Live]) -> list[Live]:
    """The sets here whose runs want to be served, those first that had least."""
    return sorted((live for live in here if live.job.at_work), key=lambda live: (live.job.used, live.job.number))


def _go_on(job: Job, live: Live) -> Task:
    """The next slice of a set: days, and at the horizon arm by arm what is kept and asked."""
    if live.day < job.run.plan.days:
        return Task("advance", live)
    return Task("finish" if live.done % 2 or live.seed != job.run.plan.watched else "keep", live)
