"""A desk and its posts: jobs come, wait, are taken up and done."""

import heapq
import math
from typing import TYPE_CHECKING, NamedTuple

from mesa import Agent

from model.tables import Activity, Op, Phase
from model.tables import Job as State

if TYPE_CHECKING:
    from agents.institution import Desk as Plan
    from agents.institution import Institution
    from benchmarks.plain.case import Case
    from benchmarks.plain.district import District

COMPLETION, ARRIVAL = 0, 1
"""At one time completions come before arrivals."""


class Leg(NamedTuple):
    """A piece of work that is done: whose, by whom, and when."""

    serial: int
    step: int
    desk: int
    rank: int
    copy: int
    activity: Activity
    kept: bool
    arrived: float
    started: float
    finished: float


class Job:
    """What a case has to have done at a desk now; in an overlap each owner has a copy of it.

    `hours` of the present phase, of which `handover` and work done again for `lost` information are part; `whole` and
    `done` are the hours of a race, all and those worked so far.
    """

    def __init__(self, case: "Case", copy: int = 0) -> None:
        self.case, self.copy = case, copy
        self.desk: Desk
        self.state, self.phase = State.IDLE, Phase.STEP
        self.version = 0
        self.kept = False
        self.arrived = self.started = 0.0
        self.hours = self.handover = self.lost = self.whole = self.done = 0.0

    def load(self, desk: "Desk", information: float, work: float, handover: float) -> None:
        """So much work at this desk: generalists and newcomers are slower, what was lost on the way is found again."""
        p, step = desk.parameters, self.case.now_at
        skill = desk.care_skill if step.competence == "care" else 1.0
        pace = skill * desk.productivity / desk.overhead
        if step.activity == Activity.TRAVEL:  # a way is as long for anybody
            pace = 1.0
        self.desk, self.handover, self.done = desk, handover, 0.0
        self.lost = work * (1.0 - information) * p.lost_information_rework / pace
        self.hours = self.whole = handover + work / pace + self.lost

    def come(self, now: float, time: float) -> None:
        """It comes to its desk at a time; at once if the case just had a post there and those who wait can wait."""
        desk = self.desk
        self.kept = time <= now and desk.waiting > 0 and desk.busy < desk.posts
        if self.kept:
            desk.join(self, now)
        else:
            self.state = State.DELAYED
            self.case.model.expect(max(time, now), ARRIVAL, self, desk.join)

    def log(self, activity: Activity, now: float) -> None:
        """Note the leg that has just ended."""
        case = self.case
        if case.model.legs is None:
            return
        case.model.legs.append(
            Leg(
                case.serial, case.route.first + case.nth, self.desk.row, case.rank, self.copy, activity, self.kept,
                self.arrived, self.started, now,
            )
        )  # fmt: skip


class Desk(Agent["District"]):
    """One queue of an institution with its posts: the urgent first, then first come first served.

    `posts` there now, `home` at the start; `busy` posts, `waiting` jobs. `busy_hours` and `queue_hours` are the sums of
    both over time, `server_hours` those that posts were there, `books` hours by activity. `care_skill` is work done in
    an hour of care, `known` the share of information that newcomers leave of what the desk takes in.
    """

    def __init__(self, model: "District", institution: "Institution", plan: "Plan", row: int) -> None:
        super().__init__(model)
        said = institution.standing_orders(plan)
        self.institution, self.plan, self.roles, self.row = institution, plan, plan.roles, row
        self.parameters = model.scenario.parameters
        self.tier: int = getattr(institution, "seat_tier", institution.tier)
        self.posts = self.home = plan.posts
        self.productivity, self.overhead, self.local_knowledge = said.productivity, said.overhead, said.local_knowledge
        self.care_skill = self.known = 1.0
        self.pass_intercept, self.pass_load, self.error = said.pass_intercept, said.pass_load, said.error
        self.sitting_every = said.sitting_days * model.hours
        self.sitting_first = said.sitting_days * model.hours * ((row * 0.618) % 1.0)
        self.queue: list[tuple[int, int, Job]] = []
        self.busy = self.waiting = 0
        self.since = self.busy_hours = self.queue_hours = self.server_hours = 0.0
        self.busy_before = self.queue_before = self.visits_before = 0.0  # all that was before this week
        self.books: dict[Activity, float] = dict.fromkeys(Activity, 0.0)

    def sitting(self, time: float) -> float:
        """When those who sit here sit next."""
        if self.sitting_every <= 0.0:
            return time
        first, every = self.sitting_first, self.sitting_every
        return max(time, first + math.ceil((time - first) / every) * every)

    def settle(self, now: float) -> None:
        """Add up hours until now."""
        passed = now - self.since
        if passed > 0.0:
            self.busy_hours += self.busy * passed
            self.queue_hours += self.waiting * passed
            self.server_hours += max(self.posts, self.busy) * passed
            self.since = now

    def join(self, job: Job, now: float) -> None:
        """A job comes: to a free post, or into the queue."""
        self.settle(now)
        job.arrived = now
        if self.busy < self.posts:
            self._start(job, now)
        else:
            job.state = State.WAITING
            self.waiting += 1
            heapq.heappush(self.queue, (job.case.rank, self.model.next_number(), job))

    def _start(self, job: Job, now: float) -> None:
        """A post takes the job up."""
        case = job.case
        self.busy += 1
        job.state, job.started = State.IN_SERVICE, now
        if math.isnan(case.responded) and job.phase in (Phase.STEP, Phase.OPENING) and case.now_at.op == Op.OWN:
            case.responded = now
        self.model.expect(now + job.hours, COMPLETION, job, case.job_done)

    def release(self, now: float) -> None:
        """A post gives a job back."""
        self.settle(now)
        self.busy -= 1

    def first_waiting(self) -> Job | None:
        """Who is next; owners that were stopped while they waited are left out."""
        while self.queue:
            job = self.queue[0][2]
            if job.state != State.STOPPED:
                return job
            heapq.heappop(self.queue)
        return None

    def start_next(self, now: float) -> None:
        """Free posts take up what waits."""
        while self.busy < self.posts and (job := self.first_waiting()):
            heapq.heappop(self.queue)
            self.waiting -= 1
            self._start(job, now)

    def change_posts(self, posts: int, now: float) -> None:
        """So many posts from now on; jobs under way are finished."""
        self.settle(now)
        self.posts = posts
        self.start_next(now)

    def book(self, activity: Activity, hours: float, case: "Case") -> None:
        """Write hours into the books, and onto the case."""
        self.books[activity] += hours
        case.hours += hours

    def __repr__(self) -> str:
        return f"<Desk {self.row}: {self.institution.name} {'+'.join(self.roles)}>"
