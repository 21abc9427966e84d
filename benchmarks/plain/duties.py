"""Who is liable where duties are not sole: in a gap a case is passed on (推诿), in an overlap several race for it."""

import math
from typing import TYPE_CHECKING

from benchmarks.plain.desk import COMPLETION, Desk, Job
from model.streams import Purpose
from model.tables import Activity, Duty, Phase
from model.tables import Job as State

if TYPE_CHECKING:
    from benchmarks.plain.case import Case

OVER = (State.IDLE, State.STOPPED)


def candidates(case: "Case") -> list[Desk]:
    """The desks that may own a case, each once, the liable one first."""
    found: list[Desk] = []
    for role in case.route.candidates:
        desk = case.model.who_plays(role, case.place)
        if desk is not None and desk not in found:
            found.append(desk)
    return found


def settle(case: "Case", now: float) -> bool:
    """Find an owner; False if it is not known yet, since the case is shown around or raced for."""
    who = candidates(case)
    if case.duty == Duty.SOLE or len(who) <= 1:
        case.owner = who[0] if who else None
        return True
    if case.duty == Duty.GAP:
        ask(case, now)
    else:
        race(case, who, now)
    return False


# --- a gap: who is asked reads the case, and takes it or passes it on
def ask(case: "Case", now: float) -> None:
    """Show the case to the next candidate; if all have passed it on, the tier above names the owner."""
    who, p = candidates(case), case.model.parameters
    if case.tried < len(who):
        case.hand_to(who[(case.first + case.tried) % len(who)], Phase.REVIEW, p.review_hours, now, now)
        return
    above = case.model.who_plays(case.route.superior, case.place)
    if above is not None:
        case.hand_to(above, Phase.ASSIGN, p.assignment_hours, now, now)
    else:
        case.owner = who[0]
        case.hand_to(who[0], Phase.STEP, case.work(case.now_at), now, now)


def review_done(case: "Case", job: Job, now: float) -> None:
    """Who has read the case takes it, or passes it on: a logit of load, blame and chance of being found out."""
    desk = job.desk
    load = desk.waiting / max(desk.posts, 1)
    chance = 1.0 / (1.0 + math.exp(-(desk.pass_intercept + desk.pass_load * load)))
    desk.book(Activity.HANDOVER, job.handover, case)
    desk.book(Activity.REVIEW, job.hours - job.handover, case)
    if case.model.draw(Purpose.PASS_ON, case.key, case.tried) >= chance:
        case.owner = desk
        if math.isnan(case.responded):
            case.responded = now
        job.load(desk, case.information, case.work(case.now_at), 0.0)
        job.phase = Phase.STEP
        case.model.expect(now + job.hours, COMPLETION, job, case.job_done)
        return
    desk.release(now)
    job.log(Activity.REVIEW, now)
    case.passes += 1
    case.tried += 1
    desk.start_next(now)
    ask(case, now)


# --- an overlap: every owner begins a copy; who is ahead goes on, the others stand by
def race(case: "Case", who: list[Desk], now: float) -> None:
    """Every owner gets a copy, of which each works a share before one is ahead."""
    case.ahead = None
    work = case.work(case.now_at)
    case.copies = [Job(case, number) for number in range(len(who))]
    for job in case.copies:
        job.state = State.DELAYED
    for job, desk in zip(case.copies, who, strict=True):
        handover = case.crossing_to(desk)
        job.load(desk, case.kept_by(desk), work, handover)
        job.hours = case.model.parameters.overlap_share * job.whole
        job.phase = Phase.OPENING
        job.come(now, now)


def opening_done(case: "Case", job: Job, now: float) -> None:
    """An owner has worked its share and learns how the others stand."""
    desk = job.desk
    if case.ahead is not None:
        job.done += now - job.started
        desk.release(now)
        job.log(Activity.DUPLICATE, now)
        job.state = State.STANDBY
        desk.start_next(now)
        return
    case.ahead = job
    job.phase = Phase.FINISHING
    rest = (1.0 - case.model.parameters.overlap_share) * job.whole
    if rest > 0.0:
        case.model.expect(now + rest, COMPLETION, job, case.job_done)
    else:
        copy_done(case, job, now)


def copy_done(case: "Case", job: Job, now: float) -> None:
    """An owner has come to the end of its copy: it wins, or it has failed and another that stands by takes over."""
    desk = job.desk
    information = case.kept_by(desk)
    failed = case.fails(desk, job.copy, information)
    job.done += now - job.started
    desk.release(now)
    others = [other for other in case.copies if other is not job and other.state not in OVER]
    if failed and others:
        job.log(Activity.DUPLICATE, now)
        job.state = State.STOPPED
        case.ahead = None
        desk.book(Activity.DUPLICATE, job.done, case)
        desk.start_next(now)
        stand_in = next((other for other in others if other.state == State.STANDBY), None)
        if stand_in is not None:
            case.ahead = stand_in
            stand_in.phase = Phase.FINISHING
            stand_in.hours = (1.0 - case.model.parameters.overlap_share) * stand_in.whole
            stand_in.come(now, now)
        return
    job.log(Activity.WORK, now)
    job.state = State.IDLE
    desk.book(Activity.HANDOVER, job.handover, case)
    desk.book(Activity.LOST_INFORMATION, job.lost, case)
    desk.book(Activity.WORK, job.done - job.handover - job.lost, case)
    desk.start_next(now)
    for other in others:
        _stop(case, other, now)
    case.owner = case.at = desk
    case.information = information
    case.job = job
    case.defect |= failed
    case.nth += 1
    case.enter(job, now)


def _stop(case: "Case", job: Job, now: float) -> None:
    """Another owner has finished: the work of this one is over."""
    desk, state, worked = job.desk, job.state, job.done
    job.state = State.STOPPED
    job.version += 1
    if state == State.WAITING:
        desk.settle(now)
        desk.waiting -= 1
    elif state == State.IN_SERVICE:
        worked += now - job.started
        desk.release(now)
        job.log(Activity.DUPLICATE, now)
    desk.book(Activity.DUPLICATE, worked, case)
    if state == State.IN_SERVICE:
        desk.start_next(now)
