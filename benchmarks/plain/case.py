"""A case on its way through the institutions: handed from desk to desk, worked on, resolved, perhaps brought back."""

import math
from typing import TYPE_CHECKING

from mesa import Agent

from benchmarks.plain import duties
from benchmarks.plain.desk import ARRIVAL, Desk, Job
from model.boundaries import REOPEN_MOST
from model.ledger import State
from model.streams import Purpose
from model.tables import Activity, Duty, Op, Phase
from model.tables import Job as JobState
from model.tasks import VISIT_STRIDE
from scenarios.actors import CHANNELS

if TYPE_CHECKING:
    from benchmarks.plain.district import District
    from benchmarks.plain.resident import Resident
    from benchmarks.plain.routes import Route, Step
    from scenarios.duty_list import DutyItem

INTAKE = {"visit": "station_general", "phone": "station_general", "online": "station_affairs"}


class Case(Agent["District"]):
    """Work that comes in: a resident's request, or a piece of the institutions' own work.

    `key` keys its draws; `serial` is its number in the order of coming in; `nth` the step of its route that it is at;
    `at` who has the file (None: the resident), `owner` who has the duty; `information` the share of it that has
    survived the hand-overs.
    """

    def __init__(self, model: "District", key: int, place: int) -> None:
        super().__init__(model)
        self.key, self.place = key, place
        self.state = State.UNDERWAY
        self.route: Route
        self.serial, self.rank, self.nth = -1, 0, 0
        self.at: Desk | None = None
        self.owner: Desk | None = None
        self.decider: Desk | None = None  # who decided its issue, and is judged for it
        self.information = self.scale = 1.0
        self.channel = -1
        self.job = Job(self)
        self.duty, self.first, self.tried = Duty.SOLE, 0, 0
        self.copies: list[Job] = []
        self.ahead: Job | None = None
        self.hand_overs = self.passes = self.reopened = 0
        self.defect = self.failed = False
        self.reopens = 0.0
        self.hours = 0.0
        self.responded = self.first_resolved = self.resolved = self.followed = math.nan

    @property
    def now_at(self) -> "Step":
        """The step of its way that it is at."""
        return self.route.steps[self.nth]

    def come_in(self, time: float) -> None:
        """It comes in from outside, at an hour of today."""
        self.model.expect(time, ARRIVAL, self.job, self.enter)

    # --- on its way
    def enter(self, _: Job, now: float) -> None:
        """It comes to its present step: whoever has to, gets it; a step for which there is nobody is left out."""
        while self.nth < len(self.route.steps):
            step = self.now_at
            if step.op == Op.HOLD:
                if not self.reopened:  # it waits for a decision
                    self.job.state = JobState.DELAYED
                    self.model.issues.held.append(self)
                    return
                self.nth += 1
                continue
            if step.op == Op.OWN:
                if self.owner is None and not duties.settle(self, now):
                    return  # it is being passed on or raced for
                desk = self.owner
            else:
                role = INTAKE[CHANNELS[self.channel]] if step.op == Op.INTAKE else step.role
                desk = self.model.who_plays(role, self.place)
            if desk is not None:
                self.hand_to(desk, Phase.STEP, self.work(step), now, self._appointment(step, now))
                return
            self.nth += 1
        self._finish(now)

    def let_go(self, job: Job, now: float) -> None:
        """What it was held for is settled: it goes on."""
        self.nth += 1
        self.enter(job, now)

    def hand_to(self, desk: Desk, phase: Phase, work: float, now: float, time: float) -> None:
        """Hand it to a desk that works on it from `time` on, or from its next sitting."""
        job = self.job
        information, handover = self.kept_by(desk), self.crossing_to(desk)
        self.at, self.information = desk, information
        job.load(desk, information, work, handover)
        if phase in (Phase.REVIEW, Phase.ASSIGN):  # reading it takes the same, whatever was lost
            job.lost, job.hours = 0.0, handover + work
        job.phase = phase
        if phase == Phase.ASSIGN or (phase == Phase.STEP and self.now_at.sits):
            time = desk.sitting(time)
        job.come(now, time)

    def work(self, step: "Step") -> float:
        """Hours of work in a step: lognormal, keyed to the need."""
        work = step.hours * self.scale
        if step.spread > 0.0:
            u, v = (self.model.draw(Purpose.WORK, self.key, 2 * step.task + i) for i in (0, 1))
            z = math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)
            work *= math.exp(step.spread * z - 0.5 * step.spread * step.spread)
        if self.reopened and step.activity == Activity.WORK:
            work *= self.model.parameters.rework_share
        return work

    def kept_by(self, desk: Desk) -> float:
        """Information that it has once a desk has taken it in: some is lost between levels, some to those far away."""
        information = self.information
        if self.at is not desk:
            information *= desk.local_knowledge * desk.known
            if self.at is not None:
                information *= self.model.retention(self.at, desk)
        return information

    def crossing_to(self, desk: Desk) -> float:
        """Count a hand-over to a desk; the hours that it costs there."""
        if self.at is desk or self.at is None:
            return 0.0
        self.hand_overs += 1
        return self.model.handover_hours(self.at, desk)

    def fails(self, desk: Desk, copy: int, information: float) -> bool:
        """Whether the work just done is faulty: own errors, and what was lost on the way."""
        chance = desk.error + self.model.parameters.error_lost_information * (1.0 - information)
        occasion = ((self.now_at.task + VISIT_STRIDE * self.reopened) << 3) + copy
        return self.model.draw(Purpose.ERROR, self.key, occasion) < chance

    # --- work that is done
    def job_done(self, job: Job, now: float) -> None:
        """A desk has done what it had to."""
        if job.phase == Phase.STEP:
            self._step_done(job, now)
        elif job.phase == Phase.REVIEW:
            duties.review_done(self, job, now)
        elif job.phase == Phase.OPENING:
            duties.opening_done(self, job, now)
        elif job.phase == Phase.FINISHING:
            duties.copy_done(self, job, now)
        else:
            self._told(job, now)

    def _step_done(self, job: Job, now: float) -> None:
        desk, activity = job.desk, self.now_at.activity
        if activity == Activity.WORK:
            self.defect |= self.fails(desk, 0, self.information)
            if self.reopened:
                activity = Activity.REWORK
        desk.release(now)
        job.log(activity, now)
        desk.book(Activity.HANDOVER, job.handover, self)
        desk.book(Activity.LOST_INFORMATION, job.lost, self)
        desk.book(activity, job.hours - job.handover - job.lost, self)
        job.state = JobState.IDLE
        self.nth += 1
        if not self._keeps_post(desk):
            desk.start_next(now)
        self.enter(job, now)

    def _keeps_post(self, desk: Desk) -> bool:
        """Whether it goes on at the same desk at once, since all who wait there are less urgent."""
        head = desk.first_waiting()
        if head is None or self.nth >= len(self.route.steps) or desk.busy >= desk.posts:
            return False
        step = self.now_at
        if head.case.rank <= self.rank or step.wait > 0.0 or (step.sits and desk.sitting_every > 0.0):
            return False
        if step.op == Op.HOLD:
            return False
        if step.op == Op.OWN:
            return self.owner is desk
        role = INTAKE[CHANNELS[self.channel]] if step.op == Op.INTAKE else step.role
        return self.model.who_plays(role, self.place) is desk

    def _told(self, job: Job, now: float) -> None:
        """The tier above has named the owner, or somebody has followed the case up."""
        desk, assigned = job.desk, job.phase == Phase.ASSIGN
        activity = Activity.APPROVAL if assigned else Activity.FOLLOW_UP
        desk.release(now)
        job.log(activity, now)
        desk.book(Activity.HANDOVER, job.handover, self)
        desk.book(activity, job.hours - job.handover, self)
        job.state = JobState.IDLE
        desk.start_next(now)
        if assigned:
            self.owner = duties.candidates(self)[0]
            self.enter(job, now)
        else:
            self.followed = now
            if self.defect and self.reopened < REOPEN_MOST:
                self.reopen(job, now)
            else:
                self.close()

    # --- the end
    def _finish(self, now: float) -> None:
        """All is done: perhaps somebody follows up, perhaps the resident comes back with a defect."""
        model, p = self.model, self.model.parameters
        self.resolved = now
        if math.isnan(self.first_resolved):
            self.first_resolved = now
        if self.route.own_work:
            self.close()
            return
        self.failed = self.defect
        self.state = State.RESOLVED
        model.resolved.append(self)
        job, desk = self.job, model.who_plays(self.route.follower, self.place)
        if desk is not None and model.draw(Purpose.FOLLOW_UP, self.key, self.reopened) < p.follow_up_share:
            job.desk, job.phase, job.kept = desk, Phase.FOLLOW_UP, False
            job.hours, job.handover, job.lost, job.done = p.follow_up_hours, 0.0, 0.0, 0.0
            job.state = JobState.DELAYED
            model.expect(now + p.follow_up_delay_days * model.hours, ARRIVAL, job, desk.join)
        elif (
            self.defect
            and self.reopened < REOPEN_MOST
            and model.draw(Purpose.REOPEN, self.key, self.reopened) < self.reopens
        ):
            draw = model.draw(Purpose.REOPEN_DELAY, self.key, self.reopened)
            delay = -(p.reopen_delay_days * model.hours) * math.log(draw)
            model.expect(now + delay, ARRIVAL, job, self.reopen)
        else:
            self.close()

    def reopen(self, job: Job, now: float) -> None:
        """The resident comes back to the owner."""
        self.reopened += 1
        self.defect = False
        self.state = State.UNDERWAY
        self.nth = self.route.redo
        self.enter(job, now)

    def close(self) -> None:
        """It has come to its end."""
        self.state = State.CLOSED
        if self.route.steps[0].activity == Activity.VISITS:
            self.model.visits_ended.append(self)
        self.remove()

    def _appointment(self, step: "Step", now: float) -> float:
        """When a step may begin: now, or at an appointment."""
        if step.wait <= 0.0:
            return now
        draw = self.model.draw(Purpose.APPOINTMENT, self.key, step.task + VISIT_STRIDE * self.reopened)
        return now - step.wait * math.log(draw)


class Request(Case):
    """A need of a resident (诉求), voiced or not, and what becomes of it.

    `item` its kind, `severity` and what the resident thought of the answer, in the single precision of the model's
    ledger; times without a suffix are working hours.
    """

    def __init__(self, model: "District", key: int, resident: "Resident", item: int, severity: float, arose: float):
        super().__init__(model, key, resident.place)
        self.resident, self.item = resident, item
        self.number = len(model.requests)
        self.severity = model.single(severity)
        self.arose_calendar, self.arose = arose, model.working(arose)
        self.voiced_calendar = self.voiced = self.satisfaction = math.nan
        self.origin = "exogenous"
        self.thinks_on = -1
        self.state = State.UNDECIDED
        model.requests.append(self)

    @property
    def about(self) -> "DutyItem":
        """What it is about, as the duty list has it."""
        return self.model.items[self.item]
