"""Kernels of the calendar of events (binary heap) and of each actor's queue (pairing heap).

Pairing heap: Fredman, Sedgewick, Sleator & Tarjan 1986, Algorithmica 1:111. Its links lie in the job table, so queues
need no memory of their own.
"""

from model.compiled import kernel
from model.tables import BITS_COPY, NOBODY, Count, Ints, Table

_EVENTS = int(Count.EVENTS)
_ORDER = int(Count.ORDER)
COMPLETION = 0
ARRIVAL = 1
_KIND_BIT = 62
_RANK_BIT = 42


@kernel
def tie(kind: int, serial: int, copy: int) -> int:
    """Order of events at one time: completions before arrivals, then the lower request."""
    return (kind << _KIND_BIT) | (serial << BITS_COPY) | copy


@kernel
def is_arrival(key: int) -> bool:
    """Whether an event with this tie is an arrival."""
    return (key >> _KIND_BIT) == ARRIVAL


@kernel
def push_event(events: Table, count: Ints, time: float, key: int, job: int, version: int) -> None:
    """Put an event into the calendar."""
    i = count[_EVENTS]
    count[_EVENTS] = i + 1
    while i > 0:
        parent = (i - 1) >> 1
        up_time = events[parent].time
        if up_time < time or (up_time == time and events[parent].tie <= key):
            break
        events[i].time = up_time
        events[i].tie = events[parent].tie
        events[i].job = events[parent].job
        events[i].version = events[parent].version
        i = parent
    events[i].time = time
    events[i].tie = key
    events[i].job = job
    events[i].version = version


@kernel
def drop_event(events: Table, count: Ints) -> None:
    """Take the first event out of the calendar."""
    n = count[_EVENTS] - 1
    count[_EVENTS] = n
    time = events[n].time
    key = events[n].tie
    job = events[n].job
    version = events[n].version
    i = 0
    while True:
        low = 2 * i + 1
        if low >= n:
            break
        # Which of two comes first is as good as random, so it is reckoned: no processor would guess a branch.
        right = min(low + 1, n)
        sooner = events[right].time < events[low].time
        tied = (events[right].time == events[low].time) & (events[right].tie < events[low].tie)
        low += (right < n) & (sooner | tied)
        low_time = events[low].time
        if time < low_time or (time == low_time and key <= events[low].tie):
            break
        events[i].time = low_time
        events[i].tie = events[low].tie
        events[i].job = events[low].job
        events[i].version = events[low].version
        i = low
    events[i].time = time
    events[i].tie = key
    events[i].job = job
    events[i].version = version


@kernel
def _meld(jobs: Table, a: int, b: int) -> int:
    if a < 0:
        return b
    if b < 0:
        return a
    if jobs[b].order < jobs[a].order:
        a, b = b, a
    jobs[b].sibling = jobs[a].child
    jobs[a].child = b
    return a


@kernel
def join_queue(jobs: Table, count: Ints, head: int, job: int, rank: int) -> int:
    """Put a job behind all of its class; returns the queue's new root."""
    jobs[job].order = (int(rank) << _RANK_BIT) | count[_ORDER]
    count[_ORDER] += 1
    jobs[job].child = NOBODY
    jobs[job].sibling = NOBODY
    return _meld(jobs, head, job)


@kernel
def rejoin_queue(jobs: Table, head: int, job: int) -> int:
    """Put a job that has left another queue into this one, where its class and its coming place it; the new root."""
    jobs[job].child = NOBODY
    jobs[job].sibling = NOBODY
    return _meld(jobs, head, job)


@kernel
def leave_queue(jobs: Table, head: int) -> int:
    """Take the first job out of a queue; returns the queue's new root."""
    a = int(jobs[head].child)
    stack = NOBODY
    while a >= 0:
        b = int(jobs[a].sibling)
        jobs[a].sibling = NOBODY
        rest = NOBODY
        pair = a
        if b >= 0:
            rest = int(jobs[b].sibling)
            jobs[b].sibling = NOBODY
            pair = _meld(jobs, a, b)
        jobs[pair].sibling = stack
        stack = pair
        a = rest
    root = NOBODY
    while stack >= 0:
        rest = int(jobs[stack].sibling)
        jobs[stack].sibling = NOBODY
        root = _meld(jobs, root, stack)
        stack = rest
    return root
