"""The rows the engine works on: what institutions have ordered, the routes, and the live state.

Tables are numpy record arrays, so that compiled kernels read and write them in place and a case's fields lie together
in memory. `A` actors, `K` kinds of actor, `R` roles, `P` places (communities), `C` competences, `W` copies a case may
have (in an overlap each owner works a copy).
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

type Table = NDArray[np.void]
type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]
type Bools = NDArray[np.bool_]

BITS_COPY = 3  # a case has at most 2**3 copies


def record(fields: list[tuple[str, str]]) -> np.dtype[np.void]:
    """A row whose fields are attributes, in compiled and in plain Python alike."""
    return np.dtype((np.record, np.dtype(fields, align=True)))


class Op(IntEnum):
    """What a step of a route does."""

    SERVE = 0  # a fixed role does the work
    OWN = 1  # whoever has the duty does the work: one owner, nobody at first, or several at once
    INTAKE = 2  # the channel by which the request came does the work
    HOLD = 3  # the case waits until something outside lets it go on (`engine.let_go`); one that came back does not


class Duty(IntEnum):
    """Who has the duty for a request (权利属性)."""

    SOLE = 0
    GAP = 1
    OVERLAP = 2


class Phase(IntEnum):
    """What a job is doing, beside the plain step of its route."""

    STEP = 0
    REVIEW = 1  # gap: reading the case before taking it or passing it on (推诿)
    ASSIGN = 2  # all have passed it on: the tier above names the liable owner
    OPENING = 3  # overlap: the share φ that each owner works before one is ahead
    FINISHING = 4  # overlap: the rest, by the owner who is ahead
    FOLLOW_UP = 5
    REOPEN = 6  # the resident finds the defect and comes back
    HELD = 7  # waiting to be let go on


class Job(IntEnum):
    """The state of a task: each is at all times in exactly one of these."""

    IDLE = 0
    DELAYED = 1  # an appointment, or the next sitting of the tier
    WAITING = 2
    IN_SERVICE = 3
    STANDBY = 4  # overlap: another owner is ahead
    STOPPED = 5  # overlap: this owner's work is over


class CaseState(IntEnum):
    """The state of a request inside the institutions."""

    FREE = 0
    UNDERWAY = 1
    RESOLVED = 2  # service done; a follow-up or a reopening is to come
    CLOSED = 3


class Link(IntEnum):
    """Whether an actor works on the data platform."""

    NONE = 0
    UP = 1
    DOWN = 2  # it would, but the platform is out: what would be typed is noted for later


class Activity(IntEnum):
    """What an hour of an institution was spent on."""

    DELEGATED = 0
    ROUTINE = 1
    VISITS = 2
    INTAKE = 3
    HANDOVER = 4
    REVIEW = 5
    APPROVAL = 6
    WORK = 7
    LOST_INFORMATION = 8
    DUPLICATE = 9
    REWORK = 10
    SIGN_OFF = 11
    FOLLOW_UP = 12
    TRAVEL = 13
    UPKEEP = 14
    MEETING = 15  # sittings, consultations, fairs
    CONTEST = 16  # bids and applications: hours spent to win what another then does not get
    MONITORING = 17  # of contracts and projects, by whoever paid
    SURVEY = 18
    ENTRY = 19  # typing into the data platform
    TRAINING = 20
    SUPPORT = 21  # by the street: finding needs, fostering organisations


ACTIVITIES = tuple(activity.name.lower() for activity in Activity)


ORDERS = record(
    [
        ("servers", "i8"),  # posts on duty
        ("kind", "i8"),
        ("productivity", "f8"),  # work done in an hour by the posts there now
        ("overhead", "f8"),  # hours factor of generalists
        ("local_knowledge", "f8"),  # share of information a case keeps when this actor takes it in
        ("pass_intercept", "f8"),  # b0 + b2·blame − b3·P(detected)
        ("pass_load", "f8"),  # b1, per waiting case a post
        ("error", "f8"),  # chance that a task fails
        ("connected", "i8"),  # `Link`: whether it works on the data platform
        ("sitting_every", "f8"),  # hours between the sittings of an approving tier; 0: decides at once
        ("sitting_first", "f8"),  # hour of its first sitting
    ]
)
"""Standing orders: one row an actor, written by the institutions in `agents/`."""

ROUTES = record(
    [
        ("start", "i4"),  # first step
        ("end", "i4"),  # one past the last
        ("superior", "i4"),  # role that names an owner when all pass the case on
        ("redo", "i4"),  # step at which a reopened request starts again
        ("follower", "i4"),  # role that follows up; NOBODY, or BACKGROUND for the institutions' own work
    ]
)
STEPS = record(
    [
        ("hours", "f8"),  # mean work
        ("spread", "f8"),  # sigma of the lognormal work; 0: exactly `hours`
        ("wait", "f8"),  # mean hours until the appointment; 0: at once
        ("role", "i4"),
        ("competence", "i2"),
        ("task", "i2"),  # number of the task inside the request
        ("op", "i1"),
        ("sits", "i1"),  # 1: waits for the tier's next sitting
        ("activity", "i1"),
    ]
)
"""The way of each kind of request, and its steps."""

FUSION = record(
    [
        ("seed", "i8"),
        ("review_hours", "f8"),
        ("assign_hours", "f8"),
        ("share", "f8"),  # φ: share of the work that every owner of an overlap does before one is ahead
        ("rework_of_lost", "f8"),  # extra work per unit of information lost
        ("error_of_lost", "f8"),  # extra chance of failure per unit of information lost
        ("redo_share", "f8"),  # share of the work that is done again after reopening
        ("reopen_delay", "f8"),  # mean hours
        ("reopen_most", "i8"),  # how often a request may come back
        ("follow_share", "f8"),
        ("follow_delay", "f8"),
        ("follow_hours", "f8"),
        ("follow_tracked", "f8"),  # more of the share where the follower works on the platform
        ("entry_hours", "f8"),  # typing a case into the platform at a connected actor, a hand-over
        ("double_entry_hours", "f8"),  # more, if the other side is not connected
        ("completeness", "f8"),  # share of what a hand-over would lose that the platform keeps
    ]
)
"""What crossing a boundary costs (边界融合), and the engine's other numbers; one row."""

CASES = record(
    [
        ("serial", "i8"),  # order of entry; breaks ties of time
        ("need", "i8"),  # key of its draws, the same under any rules
        ("route", "i8"),
        ("step", "i8"),
        ("place", "i4"),
        ("rank", "i4"),  # urgency class, smaller first
        ("at", "i4"),  # actor who has the file; NOBODY: the resident
        ("owner", "i4"),
        ("decider", "i4"),  # who decided its issue, and is judged for it; NOBODY: the owner is
        ("ghosts", "i4"),  # stopped copies that still stand in a queue
        ("hand_overs", "i4"),
        ("passes", "i4"),
        ("reopened", "i4"),
        ("channel", "i1"),
        ("duty", "i1"),
        ("first", "i1"),  # gap: the candidate that is asked first
        ("tried", "i1"),  # gap: how many have been asked
        ("slot", "i1"),  # which of its job slots the case uses
        ("ahead", "i1"),  # overlap: the copy that is ahead; NOBODY: none
        ("defect", "i1"),
        ("failed", "i1"),  # whether there was a defect when it was last resolved, which is what is judged
        ("state", "i1"),
        ("information", "f8"),
        ("reopens", "f8"),  # chance that the resident comes back if the service failed
        ("responded", "f8"),
        ("first_resolved", "f8"),
        ("resolved", "f8"),
        ("followed", "f8"),
        ("hours", "f8"),  # institution hours spent on it
        ("scale", "f8"),  # of the work of its steps
    ]
)
"""Live requests, and the institutions' own background work: one row a case."""

JOBS = record(
    [
        ("order", "i8"),  # place in the queue: class first, then coming
        ("child", "i4"),
        ("sibling", "i4"),
        ("actor", "i4"),
        ("version", "i4"),
        ("state", "i1"),
        ("phase", "i1"),
        ("kept", "i1"),  # 1: it kept the post of the request's step before
        ("answers", "i1"),  # 1: once it is taken up, the request has been responded to
        ("activity", "i1"),
        ("arrived", "f8"),
        ("started", "f8"),
        ("hours", "f8"),  # of the present phase
        ("handover", "f8"),  # part of the hours that is hand-over, entry included
        ("entry", "f8"),  # part of the hand-over that is typing into the platform
        ("lost", "f8"),  # part of the hours that is work done again for lost information
        ("whole", "f8"),  # overlap: hours of both phases together
        ("done", "f8"),  # overlap: hours worked that are not yet in the books
    ]
)
"""Tasks: slot `case·W + copy`."""

FLOOR = record(
    [
        ("head", "i4"),  # root of the queue; NOBODY: empty
        ("waiting", "i4"),
        ("busy", "i4"),
        ("since", "f8"),
        ("busy_hours", "f8"),  # ∫ busy dt
        ("queue_hours", "f8"),  # ∫ waiting dt
        ("server_hours", "f8"),  # ∫ max(servers, busy) dt
        ("overrun_hours", "f8"),  # ∫ max(busy − servers, 0) dt: posts withdrawn while at work finish their job
        ("cancelled", "f8"),  # hours of overlap copies that were stopped or failed
        ("untyped", "f8"),  # hours of typing put off while the platform is out
    ]
)
"""The live state of every actor, with the integrals that the books need."""

EVENTS = record([("time", "f8"), ("tie", "i8"), ("job", "i4"), ("version", "i4")])
"""Binary heap of what is to come."""

LOG = record(
    [
        ("serial", "i8"),
        ("step", "i4"),
        ("actor", "i4"),
        ("rank", "i4"),
        ("copy", "i1"),
        ("activity", "i1"),
        ("kept", "i1"),
        ("arrived", "f8"),
        ("started", "f8"),
        ("finished", "f8"),
    ]
)
"""Realised legs, kept when asked for."""

NOBODY = -1
BACKGROUND = -2


class Count(IntEnum):
    """Places in the engine's counters."""

    EVENTS = 0
    ORDER = 1
    LOG = 2
    CLOSED = 3
    HELD = 4


class World(NamedTuple):
    """All that the engine touches."""

    orders: Table  # (A,)
    skill: Floats  # (A, C) work done in an hour, by competence
    slip: Floats  # (A, C) extra chance that a task fails, by competence
    role_actor: NDArray[np.int64]  # (R, P) who plays a role at a place; NOBODY
    routes: Table
    steps: Table
    candidates: Ints  # (routes, W) roles that may own it, NOBODY for none; the first is the liable one
    intake_role: Ints  # (channels,)
    fusion: Table  # (1,)
    near: Ints  # (P,) which hand-over table holds: 0 without a complex, 1 in one with the station, 2 without it
    hand_hours: Floats  # (3, K, K) hand-over hours at the receiver
    hand_kept: Floats  # (3, K, K) share of information kept
    cases: Table
    jobs: Table  # (cases · W,)
    floor: Table  # (A,)
    activity: Floats  # (A, activities) hours in the books
    hand_overs: Ints  # (K, K) realised
    events: Table
    count: Ints  # type: ignore[assignment]  # a tuple has a method of this name, which nothing calls
    next_arrival: Floats  # (1,) when the next case comes in from outside
    closed: Ints  # cases whose service ended, in order
    held: Ints  # cases that came to a HOLD, in order
    log: Table


def make_floor(actors: int, now: float = 0.0) -> Table:
    """A floor where nobody works and nobody waits."""
    floor = np.zeros(actors, FLOOR)
    floor["head"] = NOBODY
    floor["since"] = now
    return floor


def grow[T: np.generic](table: NDArray[T], rows: int) -> NDArray[T]:
    """The same table with room for `rows`; new rows are zero."""
    larger = np.zeros(rows, table.dtype)
    larger[: len(table)] = table
    return larger
