"""The one service engine: cases move from actor to actor by standing orders, in continuous time.

The engine holds no policy. At each event it applies the rows of `model.tables` to the live state: who takes the next
step, whether a case is passed on (推诿), which owner of an overlap is ahead, whether a service failed and comes back.
First come first served within an urgency class, non-preemptive; at equal times completions come before arrivals, then
the lower request. A request whose next step is with the same actor keeps the post if all who wait there are less
urgent (as in SimPy, where it asks again before the post is given away).
Working hours are strung together, so a job goes on next morning.

An overlap is a race with redundancy (Gardner et al. 2015, "Reducing latency via redundant requests"; Joshi, Soljanin &
Wornell 2017): every owner works the share φ of its copy before it learns that another is ahead; who is ahead goes on,
the others stand by and take over if the one ahead fails. φ = 0 is cancel-on-start, φ = 1 cancel-on-completion.
"""

import math

from model.compiled import inlined, kernel
from model.queue import (
    ARRIVAL,
    COMPLETION,
    drop_event,
    is_arrival,
    join_queue,
    leave_queue,
    push_event,
    tie,
)
from model.streams import Purpose, uniform
from model.tables import BACKGROUND, NOBODY, Activity, CaseState, Count, Duty, Floats, Ints, Job, Link, Op, Phase, World

_OWN, _INTAKE, _HOLD = int(Op.OWN), int(Op.INTAKE), int(Op.HOLD)
_UNLINKED, _UP, _DOWN = int(Link.NONE), int(Link.UP), int(Link.DOWN)
_SOLE, _GAP = int(Duty.SOLE), int(Duty.GAP)
_STEP, _REVIEW, _ASSIGN = int(Phase.STEP), int(Phase.REVIEW), int(Phase.ASSIGN)
_OPENING, _FINISHING = int(Phase.OPENING), int(Phase.FINISHING)
_FOLLOW_UP, _REOPEN, _HELD = int(Phase.FOLLOW_UP), int(Phase.REOPEN), int(Phase.HELD)
_IDLE, _DELAYED, _WAITING = int(Job.IDLE), int(Job.DELAYED), int(Job.WAITING)
_IN_SERVICE, _STANDBY, _STOPPED = int(Job.IN_SERVICE), int(Job.STANDBY), int(Job.STOPPED)
_UNDERWAY, _RESOLVED, _CLOSED = int(CaseState.UNDERWAY), int(CaseState.RESOLVED), int(CaseState.CLOSED)
_N_EVENTS, _N_LOG = int(Count.EVENTS), int(Count.LOG)
_N_CLOSED, _N_HELD = int(Count.CLOSED), int(Count.HELD)
_HANDOVER, _ENTRY = int(Activity.HANDOVER), int(Activity.ENTRY)
_LOST, _WORK = int(Activity.LOST_INFORMATION), int(Activity.WORK)
_REWORK, _DUPLICATE, _TRAVEL = int(Activity.REWORK), int(Activity.DUPLICATE), int(Activity.TRAVEL)
_A_REVIEW, _A_APPROVAL, _A_FOLLOW_UP = int(Activity.REVIEW), int(Activity.APPROVAL), int(Activity.FOLLOW_UP)
_P_WORK, _P_APPOINTMENT, _P_PASS = int(Purpose.WORK), int(Purpose.APPOINTMENT), int(Purpose.PASS_ON)
_P_ERROR, _P_FOLLOW_UP = int(Purpose.ERROR), int(Purpose.FOLLOW_UP)
_P_REOPEN, _P_REOPEN_DELAY = int(Purpose.REOPEN), int(Purpose.REOPEN_DELAY)
_VISIT_STRIDE = 64  # occasions of a draw: task number within one opening of the case, at most this many
ROOM = 16  # rows that one event may add to a table at most

DONE, NO_ROOM = 0, 1


@inlined
def _touch(w: World, a: int, now: float) -> None:
    """Bring the integrals of an actor up to now."""
    dt = now - w.floor[a].since
    if dt > 0.0:
        busy = w.floor[a].busy
        servers = w.orders[a].servers
        w.floor[a].busy_hours += busy * dt
        w.floor[a].queue_hours += w.floor[a].waiting * dt
        w.floor[a].server_hours += max(servers, busy) * dt
        w.floor[a].overrun_hours += max(busy - servers, 0) * dt
        w.floor[a].since = now


@inlined
def _book(w: World, a: int, c: int, activity: int, hours: float) -> None:
    w.activity[a, activity] += hours
    w.cases[c].hours += hours


@inlined
def _book_crossing(w: World, j: int, a: int, c: int) -> None:
    """The hand-over of a job, and in it what was typed into the platform."""
    entry = w.jobs[j].entry
    _book(w, a, c, _HANDOVER, w.jobs[j].handover - entry)
    if entry > 0.0:
        _book(w, a, c, _ENTRY, entry)


@inlined
def _log(w: World, j: int, c: int, copy: int, activity: int, now: float) -> None:
    if len(w.log) > 0:
        n = w.count[_N_LOG]
        w.count[_N_LOG] = n + 1
        w.log[n].serial = w.cases[c].serial
        w.log[n].step = w.cases[c].step
        w.log[n].actor = w.jobs[j].actor
        w.log[n].rank = w.cases[c].rank
        w.log[n].copy = copy
        w.log[n].activity = activity
        w.log[n].kept = w.jobs[j].kept
        w.log[n].arrived = w.jobs[j].arrived
        w.log[n].started = w.jobs[j].started
        w.log[n].finished = now


@inlined
def _expect(w: World, j: int, c: int, copy: int, kind: int, time: float) -> None:
    w.jobs[j].version += 1
    push_event(w.events, w.count, time, tie(kind, w.cases[c].serial, copy), j, w.jobs[j].version)


@inlined
def _start(w: World, j: int, now: float) -> None:
    """A post takes the job up."""
    width = w.candidates.shape[1]
    c = j // width
    a = w.jobs[j].actor
    w.floor[a].busy += 1
    w.jobs[j].state = _IN_SERVICE
    w.jobs[j].started = now
    phase = w.jobs[j].phase
    if w.cases[c].responded != w.cases[c].responded and (phase == _STEP or phase == _OPENING):
        if w.steps[w.cases[c].step].op == _OWN:
            w.cases[c].responded = now
    _expect(w, j, c, j - c * width, COMPLETION, now + w.jobs[j].hours)


@inlined
def _start_next(w: World, a: int, now: float) -> None:
    """Free posts take up what waits."""
    while w.floor[a].busy < w.orders[a].servers and w.floor[a].head >= 0:
        j = w.floor[a].head
        w.floor[a].head = leave_queue(w.jobs, j)
        if w.jobs[j].state == _STOPPED:
            w.cases[j // w.candidates.shape[1]].ghosts -= 1
            continue
        w.floor[a].waiting -= 1
        _start(w, j, now)


@kernel
def _start_next_apart(w: World, a: int, now: float) -> None:
    _start_next(w, a, now)


@kernel
def set_servers(w: World, a: int, servers: int, now: float) -> int:
    """Change the posts of an actor from now on; jobs under way are finished, free posts take up what waits.

    Returns NO_ROOM, with nothing done, when the calendar must grow first (see `model.service.change_servers`).
    """
    if w.count[_N_EVENTS] + min(servers - w.floor[a].busy, w.floor[a].waiting) + ROOM > len(w.events):
        return NO_ROOM
    _touch(w, a, now)
    w.orders[a].servers = servers
    _start_next(w, a, now)
    return DONE


@inlined
def _join(w: World, j: int, now: float) -> None:
    """A job comes to its actor: to a free post, or into the queue."""
    a = w.jobs[j].actor
    _touch(w, a, now)
    w.jobs[j].arrived = now
    if w.floor[a].busy < w.orders[a].servers:
        _start(w, j, now)
    else:
        c = j // w.candidates.shape[1]
        w.jobs[j].state = _WAITING
        w.floor[a].waiting += 1
        w.floor[a].head = join_queue(w.jobs, w.count, w.floor[a].head, j, w.cases[c].rank)


@inlined
def _release(w: World, a: int, now: float) -> None:
    _touch(w, a, now)
    w.floor[a].busy -= 1


@inlined
def _come(w: World, j: int, now: float, time: float) -> None:
    """Let the job arrive at `time`; at once if nothing else happens at this very time, or if it keeps its post."""
    a = w.jobs[j].actor
    keeps = time <= now and w.floor[a].waiting > 0 and w.floor[a].busy < w.orders[a].servers
    w.jobs[j].kept = keeps
    if keeps or (time <= now and not (w.count[_N_EVENTS] > 0 and w.events[0].time <= now) and w.next_arrival[0] > now):
        _join(w, j, now)
    else:
        width = w.candidates.shape[1]
        c = j // width
        w.jobs[j].state = _DELAYED
        _expect(w, j, c, j - c * width, ARRIVAL, max(time, now))


@kernel
def _come_apart(w: World, j: int, now: float, time: float) -> None:
    _come(w, j, now, time)


@inlined
def _drawn_work(w: World, c: int, s: int) -> float:
    """Hours of work in a task: lognormal (Brown et al. 2005, JASA 100:36), keyed to the need."""
    work = w.steps[s].hours * w.cases[c].scale
    spread = w.steps[s].spread
    if spread > 0.0:
        seed, need, task = w.fusion[0].seed, w.cases[c].need, w.steps[s].task
        u = uniform(seed, _P_WORK, need, 2 * task)
        v = uniform(seed, _P_WORK, need, 2 * task + 1)
        z = math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)
        work *= math.exp(spread * z - 0.5 * spread * spread)
    if w.cases[c].reopened > 0 and w.steps[s].activity == _WORK:
        work *= w.fusion[0].redo_share
    return work


@inlined
def _kept(w: World, c: int, a: int) -> float:
    """Information the case has once actor `a` has taken it in (r of the hand-over, local knowledge)."""
    at = w.cases[c].at
    information = w.cases[c].information
    if at != a:
        information *= w.orders[a].local_knowledge
        if at >= 0:
            kept = w.hand_kept[w.near[w.cases[c].place], w.orders[at].kind, w.orders[a].kind]
            if w.orders[at].connected == _UP and w.orders[a].connected == _UP:
                kept += (1.0 - kept) * w.fusion[0].completeness
            information *= kept
    return information


@inlined
def _crossing(w: World, c: int, a: int) -> float:
    """Count the hand-over of a case to `a`; returns the hours it costs there."""
    at = w.cases[c].at
    if at == a or at < 0:
        return 0.0
    k = w.orders[at].kind
    m = w.orders[a].kind
    w.cases[c].hand_overs += 1
    w.hand_overs[k, m] += 1
    return w.hand_hours[w.near[w.cases[c].place], k, m]


@inlined
def _typing(w: World, c: int, a: int) -> float:
    """Hours that `a`, if connected, types a case into the platform when it takes it in from another actor.

    While the platform is out the hours are put off.
    """
    at = w.cases[c].at
    if at == a or at < 0 or w.orders[a].connected == _UNLINKED:
        return 0.0
    hours = w.fusion[0].entry_hours
    if w.orders[at].connected == _UNLINKED:
        hours += w.fusion[0].double_entry_hours
    if w.orders[a].connected == _DOWN:
        w.floor[a].untyped += hours
        return 0.0
    return hours


@inlined
def _load_job(w: World, j: int, c: int, a: int, information: float, work: float, handover: float, entry: float) -> None:
    """Hours of a job: hand-over + (work + work for lost information) ÷ skill × overhead ÷ productivity."""
    s = w.cases[c].step
    rate = w.skill[a, w.steps[s].competence] * w.orders[a].productivity / w.orders[a].overhead
    if w.steps[s].activity == _TRAVEL:  # a way is as long for a newcomer or a generalist
        rate = 1.0
    lost = work * (1.0 - information) * w.fusion[0].rework_of_lost / rate
    w.jobs[j].actor = a
    w.jobs[j].handover = handover + entry
    w.jobs[j].entry = entry
    w.jobs[j].lost = lost
    w.jobs[j].hours = handover + entry + work / rate + lost
    w.jobs[j].whole = w.jobs[j].hours
    w.jobs[j].done = 0.0


@inlined
def _give(w: World, c: int, a: int, phase: int, work: float, now: float, time: float) -> None:
    """Hand the case to `a` for its present step, at `time` or later if the tier has to sit."""
    j = c * w.candidates.shape[1] + w.cases[c].slot
    information = _kept(w, c, a)
    entry = _typing(w, c, a)
    handover = _crossing(w, c, a)
    w.cases[c].at = a
    w.cases[c].information = information
    _load_job(w, j, c, a, information, work, handover, entry)
    if phase == _REVIEW or phase == _ASSIGN:
        w.jobs[j].lost = 0.0
        w.jobs[j].hours = handover + entry + work
    w.jobs[j].phase = phase
    every = w.orders[a].sitting_every
    if every > 0.0 and (phase == _ASSIGN or (phase == _STEP and w.steps[w.cases[c].step].sits == 1)):
        first = w.orders[a].sitting_first
        time = max(time, first + math.ceil((time - first) / every) * every)
    _come(w, j, now, time)


@kernel
def _give_apart(w: World, c: int, a: int, phase: int, work: float, now: float, time: float) -> None:
    _give(w, c, a, phase, work, now, time)


@kernel
def _candidate(w: World, c: int, number: int) -> int:
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
def _candidates(w: World, c: int) -> int:
    n = 0
    while n < w.candidates.shape[1] and _candidate(w, c, n) >= 0:
        n += 1
    return n


@kernel
def _ask(w: World, c: int, n: int, now: float) -> None:
    """Gap: show the case to the next of `n` candidates, or to the tier above when all have passed it on."""
    tried = w.cases[c].tried
    if tried < n:
        a = _candidate(w, c, (w.cases[c].first + tried) % n)
        _give_apart(w, c, a, _REVIEW, w.fusion[0].review_hours, now, now)
        return
    superior = w.routes[w.cases[c].route].superior
    above = w.role_actor[superior, w.cases[c].place] if superior >= 0 else NOBODY
    if above >= 0:
        _give_apart(w, c, above, _ASSIGN, w.fusion[0].assign_hours, now, now)
    else:
        owner = _candidate(w, c, 0)
        w.cases[c].owner = owner
        _give_apart(w, c, owner, _STEP, _drawn_work(w, c, w.cases[c].step), now, now)


@kernel
def _race(w: World, c: int, now: float) -> None:
    """Overlap: every owner gets a copy."""
    width = w.candidates.shape[1]
    s = w.cases[c].step
    w.cases[c].ahead = NOBODY
    work = _drawn_work(w, c, s)
    n = _candidates(w, c)
    for k in range(n):
        w.jobs[c * width + k].state = _DELAYED
    for k in range(n):
        a = _candidate(w, c, k)
        j = c * width + k
        handover, entry = _crossing(w, c, a), _typing(w, c, a)
        _load_job(w, j, c, a, _kept(w, c, a), work, handover, entry)
        w.jobs[j].hours = w.fusion[0].share * w.jobs[j].whole
        w.jobs[j].phase = _OPENING
        _come_apart(w, j, now, now)


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
        _expect(w, c * width + w.cases[c].slot, c, w.cases[c].slot, ARRIVAL, times[i])
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
                n = 1 if w.cases[c].duty == _SOLE else _candidates(w, c)
                if n <= 1:
                    w.cases[c].owner = _candidate(w, c, 0)
                elif w.cases[c].duty == _GAP:
                    _ask(w, c, n, now)
                    return
                else:
                    _race(w, c, now)
                    return
            a = w.cases[c].owner
        elif op == _INTAKE:
            a = w.role_actor[w.intake_role[w.cases[c].channel], w.cases[c].place]
        else:
            a = w.role_actor[w.steps[s].role, w.cases[c].place]
        if a >= 0:
            time = now
            if w.steps[s].wait > 0.0:
                occasion = w.steps[s].task + _VISIT_STRIDE * w.cases[c].reopened
                u = uniform(w.fusion[0].seed, _P_APPOINTMENT, w.cases[c].need, occasion)
                time = now - w.steps[s].wait * math.log(u)
            _give(w, c, a, _STEP, _drawn_work(w, c, s), now, time)
            return
        w.cases[c].step = s + 1


@inlined
def _fails(w: World, c: int, a: int, copy: int, information: float) -> bool:
    """Whether the service just given failed: own errors, and what was lost on the way."""
    s = w.cases[c].step
    chance = w.orders[a].error + w.slip[a, w.steps[s].competence] + w.fusion[0].error_of_lost * (1.0 - information)
    occasion = ((w.steps[s].task + _VISIT_STRIDE * w.cases[c].reopened) << 3) + copy
    return uniform(w.fusion[0].seed, _P_ERROR, w.cases[c].need, occasion) < chance


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
        w.jobs[j].hours = w.fusion[0].follow_hours
        w.jobs[j].handover = 0.0
        w.jobs[j].entry = 0.0
        w.jobs[j].lost = 0.0
        w.jobs[j].done = 0.0
        w.jobs[j].state = _DELAYED
        _expect(w, j, c, w.cases[c].slot, ARRIVAL, now + w.fusion[0].follow_delay)
    elif (
        w.cases[c].defect == 1
        and opened < w.fusion[0].reopen_most
        and uniform(seed, _P_REOPEN, need, opened) < w.cases[c].reopens
    ):
        w.jobs[j].phase = _REOPEN
        w.jobs[j].state = _DELAYED
        delay = -w.fusion[0].reopen_delay * math.log(uniform(seed, _P_REOPEN_DELAY, need, opened))
        _expect(w, j, c, w.cases[c].slot, ARRIVAL, now + delay)
    else:
        w.cases[c].state = _CLOSED


@kernel
def _reopen(w: World, c: int) -> None:
    """The request comes back to its owner, whom it then enters."""
    w.cases[c].reopened += 1
    w.cases[c].defect = 0
    w.cases[c].state = _UNDERWAY
    w.cases[c].step = w.routes[w.cases[c].route].redo


@kernel
def _stop(w: World, j: int, c: int, copy: int, now: float) -> None:
    """Overlap: another owner has finished, this one's work is over."""
    a = w.jobs[j].actor
    state = w.jobs[j].state
    worked = w.jobs[j].done
    w.jobs[j].state = _STOPPED
    w.jobs[j].version += 1
    if state == _WAITING:
        _touch(w, a, now)
        w.floor[a].waiting -= 1
        w.cases[c].ghosts += 1
    elif state == _IN_SERVICE:
        worked += now - w.jobs[j].started
        _release(w, a, now)
        _log(w, j, c, copy, _DUPLICATE, now)
    _book(w, a, c, _DUPLICATE, worked)
    w.floor[a].cancelled += worked
    if state == _IN_SERVICE:
        _start_next_apart(w, a, now)


@kernel
def _copy_done(w: World, j: int, c: int, copy: int, now: float) -> int:
    """Overlap: an owner has come to the end of its copy; returns the case if it goes on."""
    width = w.candidates.shape[1]
    a = w.jobs[j].actor
    information = _kept(w, c, a)
    failed = _fails(w, c, a, copy, information)
    w.jobs[j].done += now - w.jobs[j].started
    _release(w, a, now)
    others = 0
    stand_in = NOBODY
    for k in range(width - 1, -1, -1):
        state = w.jobs[c * width + k].state
        if k != copy and state != _IDLE and state != _STOPPED:
            others += 1
            if state == _STANDBY:
                stand_in = k
    if failed and others > 0:
        _log(w, j, c, copy, _DUPLICATE, now)
        w.jobs[j].state = _STOPPED
        w.cases[c].ahead = NOBODY
        _book(w, a, c, _DUPLICATE, w.jobs[j].done)
        w.floor[a].cancelled += w.jobs[j].done
        _start_next_apart(w, a, now)
        if stand_in >= 0:
            w.cases[c].ahead = stand_in
            k = c * width + stand_in
            w.jobs[k].phase = _FINISHING
            w.jobs[k].hours = (1.0 - w.fusion[0].share) * w.jobs[k].whole
            _come_apart(w, k, now, now)
        return NOBODY
    _log(w, j, c, copy, _WORK, now)
    w.jobs[j].state = _IDLE
    _book_crossing(w, j, a, c)
    _book(w, a, c, _LOST, w.jobs[j].lost)
    _book(w, a, c, _WORK, w.jobs[j].done - w.jobs[j].handover - w.jobs[j].lost)
    _start_next_apart(w, a, now)
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
def _opening_done(w: World, j: int, c: int, copy: int, now: float) -> int:
    """Overlap: an owner has worked its share φ and learns how the others stand."""
    if w.cases[c].ahead >= 0:
        a = w.jobs[j].actor
        w.jobs[j].done += now - w.jobs[j].started
        _release(w, a, now)
        _log(w, j, c, copy, _DUPLICATE, now)
        w.jobs[j].state = _STANDBY
        _start_next_apart(w, a, now)
        return NOBODY
    w.cases[c].ahead = copy
    w.jobs[j].phase = _FINISHING
    rest = (1.0 - w.fusion[0].share) * w.jobs[j].whole
    if rest > 0.0:
        _expect(w, j, c, copy, COMPLETION, now + rest)
        return NOBODY
    return _copy_done(w, j, c, copy, now)


@kernel
def _review_done(w: World, j: int, c: int, copy: int, now: float) -> None:
    """Gap: the actor has read the case and takes it, or passes it on (a logit of load, blame, detection)."""
    a = w.jobs[j].actor
    handover = w.jobs[j].handover
    load = w.floor[a].waiting / max(w.orders[a].servers, 1)
    chance = 1.0 / (1.0 + math.exp(-(w.orders[a].pass_intercept + w.orders[a].pass_load * load)))
    _book_crossing(w, j, a, c)
    _book(w, a, c, _A_REVIEW, w.jobs[j].hours - handover)
    draw = uniform(w.fusion[0].seed, _P_PASS, w.cases[c].need, w.cases[c].tried)
    if draw >= chance:
        w.cases[c].owner = a
        if w.cases[c].responded != w.cases[c].responded:
            w.cases[c].responded = now
        before = w.jobs[j].hours
        _load_job(w, j, c, a, w.cases[c].information, _drawn_work(w, c, w.cases[c].step), 0.0, 0.0)
        w.jobs[j].phase = _STEP
        w.jobs[j].done = before
        _expect(w, j, c, copy, COMPLETION, now + w.jobs[j].hours)
        return
    _release(w, a, now)
    _log(w, j, c, copy, _A_REVIEW, now)
    w.cases[c].passes += 1
    w.cases[c].tried += 1
    _start_next_apart(w, a, now)
    _ask(w, c, _candidates(w, c), now)


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
    activity = w.steps[s].activity
    if activity == _WORK:
        if _fails(w, c, a, 0, w.cases[c].information):
            w.cases[c].defect = 1
        if w.cases[c].reopened > 0:
            activity = _REWORK
    _release(w, a, now)
    _log(w, j, c, copy, activity, now)
    if w.jobs[j].handover > 0.0:
        _book_crossing(w, j, a, c)
    if w.jobs[j].lost > 0.0:
        _book(w, a, c, _LOST, w.jobs[j].lost)
    _book(w, a, c, activity, w.jobs[j].hours - w.jobs[j].handover - w.jobs[j].lost)
    w.jobs[j].state = _IDLE
    w.cases[c].step = s + 1
    if not _keeps_post(w, c, a):
        _start_next(w, a, now)


@kernel
def _other_done(w: World, j: int, c: int, copy: int, now: float) -> int:
    """A phase beside the plain step is done; returns the case if it goes on to its present step, or NOBODY."""
    phase = w.jobs[j].phase
    if phase == _REVIEW:
        _review_done(w, j, c, copy, now)
        return NOBODY
    if phase == _OPENING:
        return _opening_done(w, j, c, copy, now)
    if phase == _FINISHING:
        return _copy_done(w, j, c, copy, now)
    a = w.jobs[j].actor
    activity = _A_APPROVAL if phase == _ASSIGN else _A_FOLLOW_UP
    _release(w, a, now)
    _log(w, j, c, copy, activity, now)
    if w.jobs[j].handover > 0.0:
        _book_crossing(w, j, a, c)
    _book(w, a, c, activity, w.jobs[j].hours - w.jobs[j].handover)
    w.jobs[j].state = _IDLE
    _start_next_apart(w, a, now)
    if phase == _ASSIGN:
        w.cases[c].owner = _candidate(w, c, 0)
        return c
    w.cases[c].followed = now
    if w.cases[c].defect == 1 and w.cases[c].reopened < w.fusion[0].reopen_most:
        _reopen(w, c)
        return c
    w.cases[c].state = _CLOSED
    return NOBODY


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
            if version != w.jobs[j].version:
                continue
            c = j // width
            phase = w.jobs[j].phase
            if is_arrival(key):
                if phase != _REOPEN and phase != _HELD:
                    _join(w, j, now)
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


@kernel
def settle(w: World, now: float) -> None:
    """Bring the integrals of all actors up to now (at the close of a day)."""
    for a in range(len(w.orders)):
        _touch(w, a, now)
