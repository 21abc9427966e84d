"""A task: what it takes, what crossing to who does it costs, and whether it fails.

Kernels over one case, called by the engine (`engine.py`).
"""

import math

from model.compiled import inlined, kernel
from model.posts import come
from model.streams import Purpose, uniform
from model.tables import Activity, Link, Op, Phase, World

_UNLINKED, _UP, _DOWN = int(Link.NONE), int(Link.UP), int(Link.DOWN)
_OWN = int(Op.OWN)
_STEP, _REVIEW, _ASSIGN = int(Phase.STEP), int(Phase.REVIEW), int(Phase.ASSIGN)
_WORK, _TRAVEL = int(Activity.WORK), int(Activity.TRAVEL)
_P_WORK, _P_ERROR = int(Purpose.WORK), int(Purpose.ERROR)
VISIT_STRIDE = 64  # occasions of a draw: task number within one opening of the case, at most this many


@inlined
def drawn_work(w: World, c: int, s: int) -> float:
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
def kept(w: World, c: int, a: int) -> float:
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
def crossing(w: World, c: int, a: int) -> float:
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
def typing(w: World, c: int, a: int) -> float:
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
def load_job(w: World, j: int, c: int, a: int, information: float, work: float, handover: float, entry: float) -> None:
    """Hours of a job: hand-over + (work + work for lost information) ÷ skill × overhead ÷ productivity."""
    s = w.cases[c].step
    rate = w.skill[a, w.steps[s].competence] * w.orders[a].productivity / w.orders[a].overhead
    if w.steps[s].activity == _TRAVEL:  # a way is as long for a newcomer or a generalist
        rate = 1.0
    lost = work * (1.0 - information) * w.fusion[0].rework_of_lost / rate
    w.jobs[j].actor = a
    w.jobs[j].activity = w.steps[s].activity
    w.jobs[j].answers = w.steps[s].op == _OWN
    w.jobs[j].handover = handover + entry
    w.jobs[j].entry = entry
    w.jobs[j].lost = lost
    w.jobs[j].hours = handover + entry + work / rate + lost
    w.jobs[j].whole = w.jobs[j].hours
    w.jobs[j].done = 0.0


@inlined
def give(w: World, c: int, a: int, phase: int, work: float, now: float, time: float) -> None:
    """Hand the case to `a` for its present step, at `time` or later if the tier has to sit."""
    j = c * w.candidates.shape[1] + w.cases[c].slot
    information = kept(w, c, a)
    entry = typing(w, c, a)
    handover = crossing(w, c, a)
    w.cases[c].at = a
    w.cases[c].information = information
    load_job(w, j, c, a, information, work, handover, entry)
    if phase == _REVIEW or phase == _ASSIGN:
        w.jobs[j].answers = 0
        w.jobs[j].lost = 0.0
        w.jobs[j].hours = handover + entry + work
    w.jobs[j].phase = phase
    every = w.orders[a].sitting_every
    if every > 0.0 and (phase == _ASSIGN or (phase == _STEP and w.steps[w.cases[c].step].sits == 1)):
        first = w.orders[a].sitting_first
        time = max(time, first + math.ceil((time - first) / every) * every)
    come(w, j, now, time)


@kernel
def give_apart(w: World, c: int, a: int, phase: int, work: float, now: float, time: float) -> None:
    """`give`, not inlined."""
    give(w, c, a, phase, work, now, time)


@inlined
def fails(w: World, c: int, a: int, copy: int, information: float) -> bool:
    """Whether the service just given failed: own errors, and what was lost on the way."""
    s = w.cases[c].step
    chance = w.orders[a].error + w.slip[a, w.steps[s].competence] + w.fusion[0].error_of_lost * (1.0 - information)
    occasion = ((w.steps[s].task + VISIT_STRIDE * w.cases[c].reopened) << 3) + copy
    return uniform(w.fusion[0].seed, _P_ERROR, w.cases[c].need, occasion) < chance
