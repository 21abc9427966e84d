"""Turn the duty list 责任清单 into routes of requests, and the institutions' own work into background routes.

A request is taken in at its channel, goes up the chain of approvals that the rules name, is worked by its owner (and
by others named for a task), and is signed off. A request about a collective issue is held until the issue is decided,
in place of the street's approval, and again until all who raised it are told that it is carried out. An escalated one
(越级) starts at the liable department and the street and comes down. The institutions' own work (delegated
administration, routine, hotline, home visits, travel, keeping the duty list) are one-step routes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.tables import BACKGROUND, NOBODY, ROUTES, STEPS, Activity, Ints, Op, Table
from scenarios.actors import CHANNELS, COMPETENCES, ROLES
from scenarios.issues import load_issues

if TYPE_CHECKING:
    from model.errands import ErrandKind
    from scenarios.duty_list import DutyItem
    from scenarios.scenario import Scenario

WIDTH = 4  # candidates a request may have at most
FIRST_OF = 12  # numbers from which the first to be asked is drawn: divided by any number of candidates, 1 to 4
ROLE = {name: i for i, name in enumerate(ROLES)}
INTAKE = {"visit": "station_general", "phone": "station_general", "online": "station_affairs"}
INTAKE_ROLES = np.array([ROLE[INTAKE[channel]] for channel in CHANNELS], dtype=np.int64)
FOLLOWER = "committee"
DELEGATED_JOB_HOURS = 1.0  # mean length of one piece of delegated work
ROUTINE_JOB_HOURS = 0.5
HOTLINE_JOB_HOURS = 0.15

TRAVEL_RANK, ESCALATED_RANK, FIRST_RANK, DELEGATED_RANK, VISIT_RANK = 0, 1, 2, 3, 5
"""Urgency classes: travel to the post first, then escalated ones, the items' own (2 to 4), visits last."""


@dataclass(frozen=True)
class OwnWork:
    """A kind of work the institutions do beside requests; `role` does it."""

    key: str
    role: str
    activity: Activity
    hours: float
    spread: bool
    rank: int


OWN_WORK = (
    OwnWork("delegated_committee", "committee", Activity.DELEGATED, DELEGATED_JOB_HOURS, True, DELEGATED_RANK),
    OwnWork("delegated_station", "station_affairs", Activity.DELEGATED, DELEGATED_JOB_HOURS, True, DELEGATED_RANK),
    OwnWork("routine", "committee", Activity.ROUTINE, ROUTINE_JOB_HOURS, True, DELEGATED_RANK),
    OwnWork("hotline", "station_general", Activity.ROUTINE, HOTLINE_JOB_HOURS, True, FIRST_RANK),
    OwnWork("visit_station", "station_social", Activity.VISITS, math.nan, False, VISIT_RANK),
    OwnWork("visit_committee", "committee", Activity.VISITS, math.nan, False, VISIT_RANK),
    OwnWork("upkeep", "street", Activity.UPKEEP, 1.0, False, VISIT_RANK),
    OwnWork("travel_committee", "committee", Activity.TRAVEL, math.nan, False, TRAVEL_RANK),
    OwnWork("travel_general", "station_general", Activity.TRAVEL, math.nan, False, TRAVEL_RANK),
    OwnWork("travel_affairs", "station_affairs", Activity.TRAVEL, math.nan, False, TRAVEL_RANK),
    OwnWork("travel_social", "station_social", Activity.TRAVEL, math.nan, False, TRAVEL_RANK),
)


@dataclass(frozen=True)
class RouteBook:
    """Routes as engine rows. Item i has route `first` + 2i, escalated one more; own work and errands follow.

    The tables hold the routes of all stages of a timeline, so that what is under way goes on by its own. `errands` are
    the routes of errands of this stage, in the order of their kinds; `errand` is the kind of each route of all stages,
    NOBODY if it is none.
    """

    routes: Table
    steps: Table
    candidates: Ints
    own: dict[str, int]
    errands: range
    errand: Ints
    first: int = 0


def joined(books: list[RouteBook]) -> list[RouteBook]:
    """The same books over shared tables; books that say the same share their routes too."""
    apart: list[RouteBook] = []
    for book in books:
        if not any(_same(book, other) for other in apart):
            apart.append(book)
    starts = np.cumsum([0, *(len(book.routes) for book in apart)]).tolist()
    first_step = np.cumsum([0, *(len(book.steps) for book in apart)]).tolist()
    routes = np.concatenate([book.routes for book in apart])
    for number in range(len(apart)):
        mine = routes[starts[number] : starts[number + 1]]
        for name in ("start", "end", "redo"):
            mine[name] += first_step[number]
    steps = np.concatenate([book.steps for book in apart])
    candidates, errand = (np.concatenate([getattr(b, name) for b in apart]) for name in ("candidates", "errand"))
    found = []
    for book in books:
        first = starts[next(i for i, other in enumerate(apart) if _same(book, other))]
        own = {key: first + route for key, route in book.own.items()}
        sent = range(first + book.errands.start, first + book.errands.stop)
        found.append(RouteBook(routes, steps, candidates, own, sent, errand, first))
    return found


def _same(a: RouteBook, b: RouteBook) -> bool:
    """Whether two books say the same; between the fields of their rows lie bytes that say nothing."""
    tables = ((a.routes, b.routes), (a.steps, b.steps), (a.candidates, b.candidates))
    return all(np.array_equal(x, y) for x, y in tables)


def spread_of(cv: float) -> float:
    """Sigma of a lognormal with this coefficient of variation."""
    return math.sqrt(math.log(1.0 + cv * cv))


def build_routes(
    scenario: "Scenario", items: tuple["DutyItem", ...], errands: "Sequence[ErrandKind]" = ()
) -> RouteBook:
    """Routes of all items, of the institutions' own work and of errands under the scenario's rules."""
    p, rules, day = scenario.parameters, scenario.rules, scenario.resources.productive_hours
    sigma = spread_of(p.work_spread)
    routes: list[dict[str, float]] = []
    steps: list[dict[str, float]] = []
    candidates: list[list[int]] = []
    paper = COMPETENCES.index("paperwork")
    issues = load_issues()

    def step(op: Op, role: int, hours: float, activity: Activity, **more: float) -> None:
        plain = {"spread": 0.0, "competence": paper, "sits": 0, "wait": 0.0, "task": 0}
        steps.append({"op": op, "role": role, "hours": hours, "activity": activity} | plain | more)

    def close(start: int, superior: int, redo: int, follower: int, owners: tuple[str, ...]) -> None:
        route: dict[str, float] = {
            "start": start,
            "end": len(steps),
            "superior": superior,
            "redo": redo,
            "follower": follower,
        }
        routes.append(route)
        numbers = [ROLE[role] for role in owners][:WIDTH]
        candidates.append(numbers + [NOBODY] * (WIDTH - len(numbers)))

    for item in items:
        from_street = bool(item.approval_rule) and getattr(rules, item.approval_rule) == "street"
        chain = item.approvals_network if from_street else item.approvals_hierarchy
        sign_off = item.sign_off if from_street else ()
        for escalated in (False, True):
            start = len(steps)
            held = item.key in issues and issues[item.key].collective and not escalated
            if not escalated:
                step(Op.INTAKE, NOBODY, p.intake_hours, Activity.INTAKE, spread=sigma, task=60)
            approvers = (item.liable, "street") if escalated else chain
            if held:  # the street approves by deciding
                step(Op.HOLD, NOBODY, 0.0, Activity.WORK)
                approvers = tuple(role for role in chain if role != "street")
            for number, role in enumerate(approvers):
                sits = 0 if escalated else 1
                step(Op.SERVE, ROLE[role], p.approval_hours, Activity.APPROVAL, sits=sits, task=50 + number)
            redo = len(steps)
            for number, task in enumerate(item.tasks):
                owned = task.who == "owner"
                wait = p.appointment_days * day if number and item.category == "care" else 0.0
                step(
                    Op.OWN if owned else Op.SERVE,
                    NOBODY if owned else ROLE[task.who],
                    task.hours * p.work_scale,
                    Activity.WORK,
                    spread=sigma,
                    competence=COMPETENCES.index(task.competence),
                    wait=wait,
                    task=number,
                )
            for number, role in enumerate(sign_off):
                step(Op.SERVE, ROLE[role], p.sign_off_hours, Activity.SIGN_OFF, sits=1, task=55 + number)
            if held:
                step(Op.HOLD, NOBODY, 0.0, Activity.WORK)
            close(start, ROLE[item.superior], redo, ROLE[FOLLOWER], item.candidates)
    own = {}
    for work in OWN_WORK:
        hours = {Activity.VISITS: p.visit_unit_hours, Activity.TRAVEL: p.travel_hours}.get(work.activity, work.hours)
        own[work.key] = len(routes)
        start = len(steps)
        step(Op.SERVE, ROLE[work.role], hours, work.activity, spread=sigma if work.spread else 0.0)
        close(start, NOBODY, start, BACKGROUND, ())
    first = len(routes)
    for errand in errands:
        start = len(steps)
        for number, stop in enumerate(errand.stops):
            step(Op.SERVE, ROLE[stop.role], stop.hours, stop.activity, sits=stop.sits, task=number)
        close(start, NOBODY, start, BACKGROUND, ())
    asked = np.array(candidates, dtype=np.int64)
    kind = np.concatenate([np.full(first, NOBODY), np.arange(len(routes) - first)]).astype(np.int64)
    sent = range(first, len(routes))
    return RouteBook(table(routes, ROUTES), table(steps, STEPS), asked, own, sent, kind)


def table(rows: list[dict[str, float]], kind: np.dtype[np.void]) -> Table:
    """Rows as an engine table, field by field."""
    return np.array([tuple(row[name] for name in kind.names or ()) for row in rows], dtype=kind)
