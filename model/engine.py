"""The one service engine: cases move from actor to actor by standing orders, in continuous time.

The engine holds no policy. At each event it applies the rows of `model.tables` to the live state: who takes the next
step, whether a case is passed on or raced for (`owners.py`), what its task takes (`tasks.py`), which post does it
(`posts.py`), whether a service failed and comes back. First come first served within an urgency class, non-preemptive;
at equal times completions come before arrivals, then the lower request. A request whose next step is with the same
actor keeps the post if all who wait there are less urgent (as in SimPy, where it asks again before the post is given
away). Working hours are strung together, so a job goes on next morning.
"""

import math

from model.compiled import inlined, kernel
from model.owners import ask, candidate, candidates, copy_done, opening_done, race, review_done
from model.posts import (
    DONE,
    NO_ROOM,
    ROOM,
    book,
    book_crossing,
    expect,
    join,
    log,
    release,
    start_next,
    start_next_apart,
)
from model.prefetch import soon
from model.queue import ARRIVAL, drop_event, is_arrival, leave_queue, tie
from model.streams import Purpose, uniform
from model.tables import BACKGROUND, NOBODY, Activity, CaseState, Count, Duty, Floats, Ints, Job, Link, Op, Phase, World
from model.tasks import VISIT_STRIDE, drawn_work, fails, give

_OWN, _INTAKE, _HOLD = int(Op.OWN), int(Op.INTAKE), int(Op.HOLD)
_UP = int(Link.UP)
_SOLE, _GAP = int(Duty.SOLE), int(Duty.GAP)
_STEP, _REVIEW, _ASSIGN = int(Phase.STEP), int(Phase.REVIEW), int(Phase.ASSIGN)
_OPENING, _FINISHING, _FOLLOW_UP = int(Phase.OPENING), int(Phase.FINISHING), int(Phase.FOLLOW_UP)
_REOPEN, _HELD = int(Phase.REOPEN), int(Phase.HELD)
_IDLE, _DELAYED, _STOPPED = int(Job.IDLE), int(Job.DELAYED), int(Job.STOPPED)
_UNDERWAY, _RESOLVED, _CLOSED = int(CaseState.UNDERWAY), int(CaseState.RESOLVED), int(CaseState.CLOSED)
_N_EVENTS, _N_LOG, _N_CLOSED = int(Count.EVENTS), int(Count.LOG), int(Count.CLOSED)
_N_HELD = int(Count.HELD)
_LOST, _WORK, _REWORK = int(Activity.LOST_INFORMATION), int(Activity.WORK), int(Activity.REWORK)
_A_APPROVAL, _A_FOLLOW_UP = int(Activity.APPROVAL), int(Activity.FOLLOW_UP)
_P_APPOINTMENT, _P_FOLLOW_UP, _P_REOPEN = int(Purpose.APPOINTMENT), int(Purpose.FOLLOW_UP), int(Purpose.REOPEN)
_P_REOPEN_DELAY = int(Purpose.REOPEN_DELAY)


@kernel
def _hold(w: World, c: int) -> None:
    """The case waits until it is let go on from outside; who holds cases finds it in `held`."""
    j = c * w.candidates.shape[1] + w.cases[c].slot
    w.jobs[j].phase = _HELD
    w.jobs[j].state = _DELAYED
    w.jobs[j].version += 1
    w.held[w.count[_N_HELD]] = c
    w.count[_N_HELD] += 1


@kernel
def let_go(w: World, cases: Ints, times: Floats) -> int:
    """Let held cases go on to the step after their HOLD, each at its time (not before now).

    Returns NO_ROOM, with nothing done, when the calendar must grow first (see `model.service.let_go_on`).
    """
    if w.count[_N_EVENTS] + len(cases) + ROOM > len(w.events):
        return NO_ROOM
    width = w.candidates.shape[1]
    for i in range(len(cases)):
        c = cases[i]
        expect(w, c * width + w.cases[c].slot, c, w.cases[c].slot, ARRIVAL, times[i])
    return DONE


@inlined
def _enter(w: World, c: int, now: float) -> None:
    """The case comes to its present step."""
    while True:
        s = w.cases[c].step
        if s >= w.routes[w.cases[c].route].end:
            _finish(w, c, now)
            return
        op = w.steps[s].op
        if op == _HOLD:
            if w.cases[c].reopened == 0:
                _hold(w, c)
                return
            w.cases[c].step = s + 1
            continue
        if op == _OWN:
            if w.cases[c].owner < 0:
                n = 1 if w.cases[c].duty == _SOLE else candidates(w, c)
                if n <= 1:
                    w.cases[c].owner = candidate(w, c, 0)
                elif w.cases[c].duty == _GAP:
                    ask(w, c, n, now)
                    return
                else:
                    race(w, c, now)
                    return
            a = w.cases[c].owner
        elif op == _INTAKE:
            a = w.role_actor[w.intake_role[w.cases[c].channel], w.cases[c].place]
        else:
            a = w.role_actor[w.steps[s].role, w.cases[c].place]
        if a >= 0:
            time = now
            if w.steps[s].wait > 0.0:
                occasion = w.steps[s].task + VISIT_STRIDE * w.cases[c].reopened
                u = uniform(w.fusion[0].seed, _P_APPOINTMENT, w.cases[c].need, occasion)
                time = now - w.steps[s].wait * math.log(u)
            give(w, c, a, _STEP, drawn_work(w, c, s), now, time)
            return
        w.cases[c].step = s + 1


@kernel
def _finish(w: World, c: int, now: float) -> None:
    """All steps are done: the case is resolved; perhaps a follow-up, perhaps it comes back."""
    route = w.cases[c].route
    follower = w.routes[route].follower
    w.cases[c].resolved = now
    if w.cases[c].first_resolved != w.cases[c].first_resolved:
        w.cases[c].first_resolved = now
    if follower == BACKGROUND:
        w.cases[c].state = _CLOSED
        return
    w.cases[c].failed = w.cases[c].defect
    w.closed[w.count[_N_CLOSED]] = c
    w.count[_N_CLOSED] += 1
    w.cases[c].state = _RESOLVED
    seed, need, opened = w.fusion[0].seed, w.cases[c].need, w.cases[c].reopened
    width = w.candidates.shape[1]
    j = c * width + w.cases[c].slot
    a = w.role_actor[follower, w.cases[c].place] if follower >= 0 else NOBODY
    share = w.fusion[0].follow_share
    if a >= 0 and w.orders[a].connected == _UP:
        share += w.fusion[0].follow_tracked
    if a >= 0 and uniform(seed, _P_FOLLOW_UP, need, opened) < share:
        w.jobs[j].actor = a
        w.jobs[j].phase = _FOLLOW_UP
        w.jobs[j].kept = 0
        w.jobs[j].answers = 0
        w.jobs[j].hours = w.fusion[0].follow_hours
        w.jobs[j].handover = 0.0
        w.jobs[j].entry = 0.0
        w.jobs[j].lost = 0.0
        w.jobs[j].done = 0.0
        w.jobs[j].state = _DELAYED
        expect(w, j, c, w.cases[c].slot, ARRIVAL, now + w.fusion[0].follow_delay)
    elif (
        w.cases[c].defect == 1
        and opened < w.fusion[0].reopen_most
        and uniform(seed, _P_REOPEN, need, opened) < w.cases[c].reopens
    ):
        w.jobs[j].phase = _REOPEN
        w.jobs[j].state = _DELAYED
        delay = -w.fusion[0].reopen_delay * math.log(uniform(seed, _P_REOPEN_DELAY, need, opened))
        expect(w, j, c, w.cases[c].slot, ARRIVAL, now + delay)
    else:
        w.cases[c].state = _CLOSED


@kernel
def _reopen(w: World, c: int) -> None:
    """The request comes back to its owner, whom it then enters."""
    w.cases[c].reopened += 1
    w.cases[c].defect = 0
    w.cases[c].state = _UNDERWAY
    w.cases[c].step = w.routes[w.cases[c].route].redo


@inlined
def _keeps_post(w: World, c: int, a: int) -> bool:
    """Whether a case that is done at `a` goes on there at once, since all who wait there are less urgent."""
    while w.floor[a].head >= 0 and w.jobs[w.floor[a].head].state == _STOPPED:
        w.cases[w.floor[a].head // w.candidates.shape[1]].ghosts -= 1
        w.floor[a].head = leave_queue(w.jobs, w.floor[a].head)
    head = w.floor[a].head
    s = w.cases[c].step
    if head < 0 or s >= w.routes[w.cases[c].route].end or w.floor[a].busy >= w.orders[a].servers:
        return False
    if w.cases[head // w.candidates.shape[1]].rank <= w.cases[c].rank or w.steps[s].wait > 0.0:
        return False
    if w.steps[s].sits == 1 and w.orders[a].sitting_every > 0.0:
        return False
    op = w.steps[s].op
    if op == _HOLD:
        return False
    if op == _OWN:
        return bool(w.cases[c].owner == a)
    if op == _INTAKE:
        return bool(w.role_actor[w.intake_role[w.cases[c].channel], w.cases[c].place] == a)
    return bool(w.role_actor[w.steps[s].role, w.cases[c].place] == a)


@inlined
def _step_done(w: World, j: int, c: int, copy: int, now: float) -> None:
    """A plain step is done."""
    a = w.jobs[j].actor
    s = w.cases[c].step
    activity = w.jobs[j].activity
    if activity == _WORK:
        if fails(w, c, a, 0, w.cases[c].information):
            w.cases[c].defect = 1
        if w.cases[c].reopened > 0:
            activity = _REWORK
    release(w, a, now)
    log(w, j, c, copy, activity, now)
    if w.jobs[j].handover > 0.0:
        book_crossing(w, j, a, c)
    if w.jobs[j].lost > 0.0:
        book(w, a, c, _LOST, w.jobs[j].lost)
    book(w, a, c, activity, w.jobs[j].hours - w.jobs[j].handover - w.jobs[j].lost)
    w.jobs[j].state = _IDLE
    w.cases[c].step = s + 1
    if not _keeps_post(w, c, a):
        start_next(w, a, now)


@kernel
def _other_done(w: World, j: int, c: int, copy: int, now: float) -> int:
    """A phase beside the plain step is done; returns the case if it goes on to its present step, or NOBODY."""
    phase = w.jobs[j].phase
    if phase == _REVIEW:
        review_done(w, j, c, copy, now)
        return NOBODY
    if phase == _OPENING:
        return opening_done(w, j, c, copy, now)
    if phase == _FINISHING:
        return copy_done(w, j, c, copy, now)
    a = w.jobs[j].actor
    activity = _A_APPROVAL if phase == _ASSIGN else _A_FOLLOW_UP
    release(w, a, now)
    log(w, j, c, copy, activity, now)
    if w.jobs[j].handover > 0.0:
        book_crossing(w, j, a, c)
    book(w, a, c, activity, w.jobs[j].hours - w.jobs[j].handover)
    w.jobs[j].state = _IDLE
    start_next_apart(w, a, now)
    if phase == _ASSIGN:
        w.cases[c].owner = candidate(w, c, 0)
        return c
    w.cases[c].followed = now
    if w.cases[c].defect == 1 and w.cases[c].reopened < w.fusion[0].reopen_most:
        _reopen(w, c)
        return c
    w.cases[c].state = _CLOSED
    return NOBODY


@inlined
def _prepare(w: World) -> None:
    """Ask for the rows that the next event needs, and for those of the two of which one mostly comes after it."""
    if w.count[_N_EVENTS] < 3:
        return
    width = w.candidates.shape[1]
    for k in range(1, 3):
        j = w.events[k].job
        soon(w.jobs, j)
        soon(w.jobs, j, 1)
        soon(w.cases, j // width)
        soon(w.cases, j // width, 1)
    j = w.events[0].job
    c = j // width
    a = w.jobs[j].actor
    soon(w.floor, a)
    soon(w.orders, a)
    soon(w.activity, a)
    soon(w.steps, w.cases[c].step + 1)
    soon(w.routes, w.cases[c].route)


@kernel
def run(w: World, times: Floats, incoming: Ints, first: int, until: float) -> tuple[int, int]:
    """Let the world go on to `until` (events at that very time come later).

    `times` and `incoming` are the cases that come in from outside, sorted by (time, serial); `first` is the next of
    them. Returns (status, next): NO_ROOM when a table must grow before the run can go on from where it stands.
    """
    i = first
    n = len(times)
    width = w.candidates.shape[1]
    while True:
        if (
            w.count[_N_EVENTS] + ROOM > len(w.events)
            or w.count[_N_CLOSED] + ROOM > len(w.closed)
            or w.count[_N_HELD] + ROOM > len(w.held)
            or (len(w.log) > 0 and w.count[_N_LOG] + ROOM > len(w.log))
        ):
            return NO_ROOM, i
        external = False
        if i < n and (
            w.count[_N_EVENTS] == 0
            or times[i] < w.events[0].time
            or (times[i] == w.events[0].time and tie(ARRIVAL, w.cases[incoming[i]].serial, 0) < w.events[0].tie)
        ):
            now = times[i]
            external = True
        elif w.count[_N_EVENTS] > 0:
            now = w.events[0].time
        else:
            return DONE, i
        if now >= until:
            return DONE, i
        if external:
            c = incoming[i]
            i += 1
        w.next_arrival[0] = times[i] if i < n else math.inf
        if not external:
            j = w.events[0].job
            version = w.events[0].version
            key = w.events[0].tie
            drop_event(w.events, w.count)
            _prepare(w)
            if version != w.jobs[j].version:
                continue
            c = j // width
            phase = w.jobs[j].phase
            if is_arrival(key):
                if phase != _REOPEN and phase != _HELD:
                    join(w, j, now)
                    continue
                w.jobs[j].state = _IDLE
                if phase == _HELD:
                    w.cases[c].step += 1
                else:
                    _reopen(w, c)
            elif phase == _STEP:
                _step_done(w, j, c, j - c * width, now)
            else:
                c = _other_done(w, j, c, j - c * width, now)
                if c < 0:
                    continue
        _enter(w, c, now)
