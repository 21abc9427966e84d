"""Who is liable where duties are not sole: in a gap a case is passed on (推诿), in an overlap several work on it.

An overlap is a race with redundancy (Gardner et al. 2015, "Reducing latency via redundant requests"; Joshi, Soljanin &
Wornell 2017): every owner works the share φ of its copy before it learns that another is ahead; who is ahead goes on,
the others stand by and take over if the one ahead fails. φ = 0 is cancel-on-start, φ = 1 cancel-on-completion.
Kernels, called by the engine (`engine.py`).
"""

import math

from model.compiled import kernel
from model.posts import book, book_crossing, come_apart, expect, log, release, start_next_apart, touch
from model.queue import COMPLETION
from model.streams import Purpose, uniform
from model.tables import NOBODY, Activity, Job, Phase, World
from model.tasks import crossing, drawn_work, fails, give_apart, kept, load_job, typing

_STEP, _REVIEW, _ASSIGN = int(Phase.STEP), int(Phase.REVIEW), int(Phase.ASSIGN)
_OPENING, _FINISHING = int(Phase.OPENING), int(Phase.FINISHING)
_IDLE, _DELAYED, _WAITING = int(Job.IDLE), int(Job.DELAYED), int(Job.WAITING)
_IN_SERVICE, _STANDBY, _STOPPED = int(Job.IN_SERVICE), int(Job.STANDBY), int(Job.STOPPED)
_LOST, _WORK, _DUPLICATE = int(Activity.LOST_INFORMATION), int(Activity.WORK), int(Activity.DUPLICATE)
_A_REVIEW = int(Activity.REVIEW)
_P_PASS = int(Purpose.PASS_ON)


@kernel
def candidate(w: World, c: int, number: int) -> int:
    """The actor who is candidate `number` for the duty, counting each actor once; NOBODY past the last."""
    route = w.cases[c].route
    place = w.cases[c].place
    width = w.candidates.shape[1]
    seen = 0
    for k in range(width):
        role = w.candidates[route, k]
        if role < 0:
            continue
        a = w.role_actor[role, place]
        if a < 0:
            continue
        again = False
        for m in range(k):
            other = w.candidates[route, m]
            if other >= 0 and w.role_actor[other, place] == a:
                again = True
        if again:
            continue
        if seen == number:
            return a
        seen += 1
    return NOBODY


@kernel
def candidates(w: World, c: int) -> int:
    """How many candidates for the duty there are."""
    n = 0
    while n < w.candidates.shape[1] and candidate(w, c, n) >= 0:
        n += 1
    return n


@kernel
def ask(w: World, c: int, n: int, now: float) -> None:
    """Gap: show the case to the next of `n` candidates, or to the tier above when all have passed it on."""
    tried = w.cases[c].tried
    if tried < n:
        a = candidate(w, c, (w.cases[c].first + tried) % n)
        give_apart(w, c, a, _REVIEW, w.fusion[0].review_hours, now, now)
        return
    superior = w.routes[w.cases[c].route].superior
    above = w.role_actor[superior, w.cases[c].place] if superior >= 0 else NOBODY
    if above >= 0:
        give_apart(w, c, above, _ASSIGN, w.fusion[0].assign_hours, now, now)
    else:
        owner = candidate(w, c, 0)
        w.cases[c].owner = owner
        give_apart(w, c, owner, _STEP, drawn_work(w, c, w.cases[c].step), now, now)


@kernel
def race(w: World, c: int, now: float) -> None:
    """Overlap: every owner gets a copy."""
    width = w.candidates.shape[1]
    s = w.cases[c].step
    w.cases[c].ahead = NOBODY
    work = drawn_work(w, c, s)
    n = candidates(w, c)
    for k in range(n):
        w.jobs[c * width + k].state = _DELAYED
    for k in range(n):
        a = candidate(w, c, k)
        j = c * width + k
        handover, entry = crossing(w, c, a), typing(w, c, a)
        load_job(w, j, c, a, kept(w, c, a), work, handover, entry)
        w.jobs[j].hours = w.fusion[0].share * w.jobs[j].whole
        w.jobs[j].phase = _OPENING
        come_apart(w, j, now, now)


@kernel
def _stop(w: World, j: int, c: int, copy: int, now: float) -> None:
    """Overlap: another owner has finished, this one's work is over."""
    a = w.jobs[j].actor
    state = w.jobs[j].state
    worked = w.jobs[j].done
    w.jobs[j].state = _STOPPED
    w.jobs[j].version += 1
    if state == _WAITING:
        touch(w, a, now)
        w.floor[a].waiting -= 1
        w.cases[c].ghosts += 1
    elif state == _IN_SERVICE:
        worked += now - w.jobs[j].started
        release(w, a, now)
        log(w, j, c, copy, _DUPLICATE, now)
    book(w, a, c, _DUPLICATE, worked)
    w.floor[a].cancelled += worked
    if state == _IN_SERVICE:
        start_next_apart(w, a, now)


@kernel
def copy_done(w: World, j: int, c: int, copy: int, now: float) -> int:
    """Overlap: an owner has come to the end of its copy; returns the case if it goes on."""
    width = w.candidates.shape[1]
    a = w.jobs[j].actor
    information = kept(w, c, a)
    failed = fails(w, c, a, copy, information)
    w.jobs[j].done += now - w.jobs[j].started
    release(w, a, now)
    others = 0
    stand_in = NOBODY
    for k in range(width - 1, -1, -1):
        state = w.jobs[c * width + k].state
        if k != copy and state != _IDLE and state != _STOPPED:
            others += 1
            if state == _STANDBY:
                stand_in = k
    if failed and others > 0:
        log(w, j, c, copy, _DUPLICATE, now)
        w.jobs[j].state = _STOPPED
        w.cases[c].ahead = NOBODY
        book(w, a, c, _DUPLICATE, w.jobs[j].done)
        w.floor[a].cancelled += w.jobs[j].done
        start_next_apart(w, a, now)
        if stand_in >= 0:
            w.cases[c].ahead = stand_in
            k = c * width + stand_in
            w.jobs[k].phase = _FINISHING
            w.jobs[k].hours = (1.0 - w.fusion[0].share) * w.jobs[k].whole
            come_apart(w, k, now, now)
        return NOBODY
    log(w, j, c, copy, _WORK, now)
    w.jobs[j].state = _IDLE
    book_crossing(w, j, a, c)
    book(w, a, c, _LOST, w.jobs[j].lost)
    book(w, a, c, _WORK, w.jobs[j].done - w.jobs[j].handover - w.jobs[j].lost)
    start_next_apart(w, a, now)
    for k in range(width):
        state = w.jobs[c * width + k].state
        if k != copy and state != _IDLE and state != _STOPPED:
            _stop(w, c * width + k, c, k, now)
    w.cases[c].owner = a
    w.cases[c].at = a
    w.cases[c].information = information
    w.cases[c].slot = copy
    if failed:
        w.cases[c].defect = 1
    w.cases[c].step += 1
    return c


@kernel
def opening_done(w: World, j: int, c: int, copy: int, now: float) -> int:
    """Overlap: an owner has worked its share φ and learns how the others stand."""
    if w.cases[c].ahead >= 0:
        a = w.jobs[j].actor
        w.jobs[j].done += now - w.jobs[j].started
        release(w, a, now)
        log(w, j, c, copy, _DUPLICATE, now)
        w.jobs[j].state = _STANDBY
        start_next_apart(w, a, now)
        return NOBODY
    w.cases[c].ahead = copy
    w.jobs[j].phase = _FINISHING
    rest = (1.0 - w.fusion[0].share) * w.jobs[j].whole
    if rest > 0.0:
        expect(w, j, c, copy, COMPLETION, now + rest)
        return NOBODY
    return copy_done(w, j, c, copy, now)


@kernel
def review_done(w: World, j: int, c: int, copy: int, now: float) -> None:
    """Gap: the actor has read the case and takes it, or passes it on (a logit of load, blame, detection)."""
    a = w.jobs[j].actor
    handover = w.jobs[j].handover
    load = w.floor[a].waiting / max(w.orders[a].servers, 1)
    chance = 1.0 / (1.0 + math.exp(-(w.orders[a].pass_intercept + w.orders[a].pass_load * load)))
    book_crossing(w, j, a, c)
    book(w, a, c, _A_REVIEW, w.jobs[j].hours - handover)
    draw = uniform(w.fusion[0].seed, _P_PASS, w.cases[c].need, w.cases[c].tried)
    if draw >= chance:
        w.cases[c].owner = a
        if w.cases[c].responded != w.cases[c].responded:
            w.cases[c].responded = now
        before = w.jobs[j].hours
        load_job(w, j, c, a, w.cases[c].information, drawn_work(w, c, w.cases[c].step), 0.0, 0.0)
        w.jobs[j].phase = _STEP
        w.jobs[j].done = before
        expect(w, j, c, copy, COMPLETION, now + w.jobs[j].hours)
        return
    release(w, a, now)
    log(w, j, c, copy, _A_REVIEW, now)
    w.cases[c].passes += 1
    w.cases[c].tried += 1
    start_next_apart(w, a, now)
    ask(w, c, candidates(w, c), now)
