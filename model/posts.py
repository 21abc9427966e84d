"""Posts at work: a desk's posts take up jobs, give them back, and what is worked is written into the books.

First come first served within an urgency class, non-preemptive. Kernels, called by the engine (`engine.py`).
"""

from model.compiled import inlined, kernel
from model.queue import ARRIVAL, COMPLETION, join_queue, leave_queue, push_event, tie
from model.tables import Activity, Count, Job, World

_DELAYED, _WAITING, _IN_SERVICE = int(Job.DELAYED), int(Job.WAITING), int(Job.IN_SERVICE)
_STOPPED = int(Job.STOPPED)
_N_EVENTS, _N_LOG = int(Count.EVENTS), int(Count.LOG)
_HANDOVER, _ENTRY = int(Activity.HANDOVER), int(Activity.ENTRY)
DONE, NO_ROOM = 0, 1
ROOM = 16  # rows that one event may add to a table at most


@inlined
def touch(w: World, a: int, now: float) -> None:
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


@kernel
def settle(w: World, now: float) -> None:
    """Bring the integrals of all actors up to now (at the close of a day)."""
    for a in range(len(w.orders)):
        touch(w, a, now)


@inlined
def book(w: World, a: int, c: int, activity: int, hours: float) -> None:
    """Write hours of an actor into the books, and onto the case."""
    w.activity[a, activity] += hours
    w.cases[c].hours += hours


@inlined
def book_crossing(w: World, j: int, a: int, c: int) -> None:
    """The hand-over of a job, and in it what was typed into the platform."""
    entry = w.jobs[j].entry
    book(w, a, c, _HANDOVER, w.jobs[j].handover - entry)
    if entry > 0.0:
        book(w, a, c, _ENTRY, entry)


@inlined
def log(w: World, j: int, c: int, copy: int, activity: int, now: float) -> None:
    """Note the leg that a job has just ended, where legs are kept."""
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
def expect(w: World, j: int, c: int, copy: int, kind: int, time: float) -> None:
    """Put what a job does next into the calendar; what it was expected to do before no longer counts."""
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
    if w.jobs[j].answers == 1 and w.cases[c].responded != w.cases[c].responded:
        w.cases[c].responded = now
    expect(w, j, c, j - c * width, COMPLETION, now + w.jobs[j].hours)


@inlined
def start_next(w: World, a: int, now: float) -> None:
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
def start_next_apart(w: World, a: int, now: float) -> None:
    """`start_next`, not inlined."""
    start_next(w, a, now)


@kernel
def set_servers(w: World, a: int, servers: int, now: float) -> int:
    """Change the posts of an actor from now on; jobs under way are finished, free posts take up what waits.

    Returns NO_ROOM, with nothing done, when the calendar must grow first (see `model.service.change_servers`).
    """
    if w.count[_N_EVENTS] + min(servers - w.floor[a].busy, w.floor[a].waiting) + ROOM > len(w.events):
        return NO_ROOM
    touch(w, a, now)
    w.orders[a].servers = servers
    start_next(w, a, now)
    return DONE


@inlined
def join(w: World, j: int, now: float) -> None:
    """A job comes to its actor: to a free post, or into the queue."""
    a = w.jobs[j].actor
    touch(w, a, now)
    w.jobs[j].arrived = now
    if w.floor[a].busy < w.orders[a].servers:
        _start(w, j, now)
    else:
        c = j // w.candidates.shape[1]
        w.jobs[j].state = _WAITING
        w.floor[a].waiting += 1
        w.floor[a].head = join_queue(w.jobs, w.count, w.floor[a].head, j, w.cases[c].rank)


@inlined
def release(w: World, a: int, now: float) -> None:
    """A post gives a job back."""
    touch(w, a, now)
    w.floor[a].busy -= 1


@inlined
def come(w: World, j: int, now: float, time: float) -> None:
    """Let the job arrive at `time`; at once if nothing else happens at this very time, or if it keeps its post."""
    a = w.jobs[j].actor
    keeps = time <= now and w.floor[a].waiting > 0 and w.floor[a].busy < w.orders[a].servers
    w.jobs[j].kept = keeps
    if keeps or (time <= now and not (w.count[_N_EVENTS] > 0 and w.events[0].time <= now) and w.next_arrival[0] > now):
        join(w, j, now)
    else:
        width = w.candidates.shape[1]
        c = j // width
        w.jobs[j].state = _DELAYED
        expect(w, j, c, j - c * width, ARRIVAL, max(time, now))


@kernel
def come_apart(w: World, j: int, now: float, time: float) -> None:
    """`come`, not inlined."""
    come(w, j, now, time)
