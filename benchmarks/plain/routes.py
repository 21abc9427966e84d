"""The way of a request, read from the duty list (责任清单) as the model lays it out (`model/routes.py`)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.mechanisms import MECHANISMS
from model.routes import build_routes
from model.tables import BACKGROUND, Activity, Op
from scenarios.actors import COMPETENCES, ROLES

if TYPE_CHECKING:
    from model.routes import RouteBook
    from scenarios.duty_list import DutyItem
    from scenarios.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work on the way: who does it, how long, and whether it waits for a sitting or an appointment."""

    op: Op
    role: str
    hours: float
    competence: str
    spread: float
    wait: float
    sits: bool
    activity: Activity
    task: int


@dataclass(frozen=True, slots=True)
class Route:
    """The steps of a kind of request.

    `first` the number that the model gives its first step; `redo` the step with which a reopened request starts again;
    `candidates` the roles that may own it, the liable one first; `superior` names an owner when all pass it on;
    `follower` follows up; `own_work` the institutions' own work ends without either.
    """

    first: int
    steps: tuple[Step, ...]
    redo: int
    candidates: tuple[str, ...]
    superior: str
    follower: str
    own_work: bool


@dataclass(frozen=True)
class Routes:
    """Routes of the items, ordinary and escalated (越级), of own work and of errands by their keys."""

    ordinary: list[Route]
    escalated: list[Route]
    own_work: dict[str, Route]
    errands: dict[str, Route]


def read_routes(scenario: "Scenario", items: "tuple[DutyItem, ...]") -> Routes:
    """The routes under a scenario's rules."""
    kinds = [errand for mechanism in MECHANISMS for errand in mechanism.errands]
    book = build_routes(scenario, items, kinds)
    return Routes(
        ordinary=[_route(book, 2 * number) for number in range(len(items))],
        escalated=[_route(book, 2 * number + 1) for number in range(len(items))],
        own_work={key: _route(book, number) for key, number in book.own.items()},
        errands={kind.key: _route(book, number) for kind, number in zip(kinds, book.errands, strict=True)},
    )


def _route(book: "RouteBook", number: int) -> Route:
    """One route out of the model's tables."""
    line = book.routes[number]
    first, end = int(line["start"]), int(line["end"])
    steps = tuple(
        Step(
            op=Op(int(row["op"])),
            role=_role(int(row["role"])),
            hours=float(row["hours"]),
            competence=COMPETENCES[int(row["competence"])],
            spread=float(row["spread"]),
            wait=float(row["wait"]),
            sits=bool(row["sits"]),
            activity=Activity(int(row["activity"])),
            task=int(row["task"]),
        )
        for row in book.steps[first:end]
    )
    return Route(
        first=first,
        steps=steps,
        redo=int(line["redo"]) - first,
        candidates=tuple(_role(role) for role in book.candidates[number].tolist() if role >= 0),
        superior=_role(int(line["superior"])),
        follower=_role(int(line["follower"])),
        own_work=int(line["follower"]) == BACKGROUND,
    )


def _role(number: int) -> str:
    """The name of a role; empty for none."""
    return ROLES[number] if number >= 0 else ""
