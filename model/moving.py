"""Cases move house: what waits at a desk that a reform has closed goes to the desk that has its role now.

Who waits keeps its urgency and the place in the queue that its coming gave it, and the hours it has waited count on.
A job that is in service is finished where it is, by a post that is withdrawn only then (overrun); copies of an overlap
and readings in a gap move with their case. What has not been begun takes the time it takes at the new desk; nobody had
read it yet, so moving it costs no hand-over. The posts, and the files of a closed desk, go with the duties.
"""

from model.compiled import inlined, kernel
from model.owners import candidate
from model.posts import DONE, NO_ROOM, ROOM, start_next, touch
from model.queue import leave_queue, rejoin_queue
from model.tables import NOBODY, Activity, Bools, CaseState, Count, Ints, Job, Op, Phase, World

_OWN, _INTAKE = int(Op.OWN), int(Op.INTAKE)
_STEP, _REVIEW, _ASSIGN, _FOLLOW_UP = int(Phase.STEP), int(Phase.REVIEW), int(Phase.ASSIGN), int(Phase.FOLLOW_UP)
_REOPEN = int(Phase.REOPEN)  # and phases after it: nobody is to work on it
_DELAYED, _WAITING, _STANDBY, _STOPPED = int(Job.DELAYED), int(Job.WAITING), int(Job.STANDBY), int(Job.STOPPED)
_FREE, _TRAVEL, _N_EVENTS = int(CaseState.FREE), int(Activity.TRAVEL), int(Count.EVENTS)


@inlined
def _now_of(w: World, role: int, place: int) -> int:
    return int(w.role_actor[role, place]) if role >= 0 else NOBODY


@kernel
def _heir(w: World, plays: Bools, c: int, a: int) -> int:
    """Who has the duties now that desk `a` had for a case: by the candidates' roles first, then by any of its roles."""
    place = w.cases[c].place
    route = w.cases[c].route
    for k in range(w.candidates.shape[1]):
        role = w.candidates[route, k]
        if role >= 0 and plays[a, role] and w.role_actor[role, place] >= 0:
            return int(w.role_actor[role, place])
    for role in range(plays.shape[1]):
        if plays[a, role] and w.role_actor[role, place] >= 0:
            return int(w.role_actor[role, place])
    return int(candidate(w, c, 0))


@kernel
def _new_desk(w: World, plays: Bools, j: int) -> int:
    """The desk to which a job of a closed desk goes."""
    c = j // w.candidates.shape[1]
    s = w.cases[c].step
    phase = w.jobs[j].phase
    to = NOBODY
    if phase == _STEP and w.steps[s].op != _OWN:
        role = w.intake_role[w.cases[c].channel] if w.steps[s].op == _INTAKE else w.steps[s].role
        to = _now_of(w, role, w.cases[c].place)
    elif phase == _ASSIGN:
        to = _now_of(w, w.routes[w.cases[c].route].superior, w.cases[c].place)
    elif phase == _FOLLOW_UP:
        to = _now_of(w, w.routes[w.cases[c].route].follower, w.cases[c].place)
    return to if to >= 0 else _heir(w, plays, c, w.jobs[j].actor)


@kernel
def _readdress(w: World, j: int, to: int) -> None:
    """Give a job that is not in service to another desk, whose pace it then takes."""
    c = j // w.candidates.shape[1]
    a = w.jobs[j].actor
    s = w.cases[c].step
    phase = w.jobs[j].phase
    w.jobs[j].actor = to
    if phase == _REVIEW or phase == _ASSIGN or phase == _FOLLOW_UP or phase == _REOPEN:
        return
    if w.steps[s].activity == _TRAVEL:
        return
    skill = w.steps[s].competence
    before = w.skill[a, skill] * w.orders[a].productivity / w.orders[a].overhead
    after = w.skill[to, skill] * w.orders[to].productivity / w.orders[to].overhead
    if before <= 0.0 or after <= 0.0 or before == after:
        return
    # Of a copy that stands by, the hours already worked stay what they were.
    begun = min(w.jobs[j].done, w.jobs[j].whole)
    longer = before / after
    handover = w.jobs[j].handover
    if phase == _STEP:
        w.jobs[j].hours = handover + (w.jobs[j].hours - handover) * longer
    else:
        rest = max(handover - begun, 0.0)
        whole = begun + rest + (w.jobs[j].whole - begun - rest) * longer
        w.jobs[j].hours *= (whole - begun) / (w.jobs[j].whole - begun) if w.jobs[j].whole > begun else 1.0
        w.jobs[j].whole = whole
    w.jobs[j].lost *= longer


@kernel
def _empty_queue(w: World, plays: Bools, a: int) -> None:
    """All who wait at a closed desk join the queues of those who have its duties now, in the order of their coming."""
    head = w.floor[a].head
    stay = NOBODY
    while head >= 0:
        j = head
        head = leave_queue(w.jobs, j)
        if w.jobs[j].state == _STOPPED:
            w.cases[j // w.candidates.shape[1]].ghosts -= 1
            continue
        to = _new_desk(w, plays, j)
        if to < 0 or to == a:
            stay = rejoin_queue(w.jobs, stay, j)
            continue
        _readdress(w, j, to)
        w.floor[a].waiting -= 1
        w.floor[to].waiting += 1
        w.floor[to].head = rejoin_queue(w.jobs, w.floor[to].head, j)
    w.floor[a].head = stay


@kernel
def _move_case(w: World, closed: Bools, plays: Bools, c: int) -> None:
    """Duty and file of a case, and what of it has still to come to a closed desk, go to who has its duties now."""
    width = w.candidates.shape[1]
    for j in range(c * width, (c + 1) * width):
        state = w.jobs[j].state
        if (state == _DELAYED or state == _STANDBY) and w.jobs[j].phase < _REOPEN and closed[w.jobs[j].actor]:
            to = _new_desk(w, plays, j)
            if to >= 0:
                _readdress(w, j, to)
        if (state == _DELAYED or state == _WAITING) and w.jobs[j].phase <= _ASSIGN:
            w.cases[c].at = w.jobs[j].actor
    owner = w.cases[c].owner
    if owner >= 0 and closed[owner]:
        w.cases[c].owner = _heir(w, plays, c, owner)
    at = w.cases[c].at
    if at >= 0 and closed[at]:
        w.cases[c].at = _heir(w, plays, c, at)


@kernel
def move_house(w: World, servers: Ints, closed: Bools, plays: Bools, now: float) -> int:
    """From now on every desk has `servers` (A,) posts, and what waits at a `closed` (A,) one moves.

    `plays` (A, R) are the roles that each desk plays where it stands. The rows of `w` say already what holds from now
    on. Returns NO_ROOM, with nothing done, when the calendar must grow first (see `model.stages`).
    """
    waiting = 0
    for a in range(len(servers)):
        waiting += w.floor[a].waiting
    if w.count[_N_EVENTS] + waiting + ROOM > len(w.events):
        return NO_ROOM
    for a in range(len(servers)):
        touch(w, a, now)
        w.orders[a].servers = servers[a]
    for a in range(len(servers)):
        if closed[a]:
            _empty_queue(w, plays, a)
    for c in range(len(w.cases)):
        if w.cases[c].state != _FREE:
            _move_case(w, closed, plays, c)
    for a in range(len(servers)):
        start_next(w, a, now)
    return DONE
