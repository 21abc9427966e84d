"""What is applied for at civil affairs 民政: grants, registration of organisations, posts (R6, 民政三合一).

Fragmented, an application passes three desks in a row, each at its own sitting; unified, one desk does all the work on
it. The wider desk knows each field less well: all its work takes longer (`agents.department.CivilAffairs`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

import numpy as np

from model.errands import Done, ErrandKind, Stop
from model.mechanisms.base import Mechanism
from model.streams import Purpose, uniforms
from model.tables import Activity, Floats
from scenarios.actors import DESKS

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from scenarios.scenario import Scenario

type Kind = Literal["registration", "grant", "posts"]
KINDS: tuple[Kind, ...] = get_args(Kind.__value__)
REFERENCE_RESIDENTS = 353_200.0
LATEST = 2**20  # applications of one kind in a run, at most


def applications_a_day(scenario: "Scenario") -> Floats:
    """Mean applications a working day that arise in any regime, by kind, (3,)."""
    p, r = scenario.parameters, scenario.resources
    a_year = np.array([getattr(p, f"applications_{kind}") for kind in KINDS], dtype=np.float64)
    daily: Floats = a_year * scenario.city.residents / REFERENCE_RESIDENTS / r.working_days
    return daily


@dataclass
class Application:
    """One application: what for, where, when it was sent, when granted (working hours; NaN not yet), who waits."""

    kind: Kind
    place: int
    token: int
    owner: Mechanism | None
    sent: float
    granted: float = float("nan")


class CivilAffairsDesks(Mechanism):
    """Applications on their way through civil affairs.

    `apply` sends one; who sent it is told by `application_granted`. A stream of the district's own comes in every
    regime at the same times: organisations register and file, ask for grants, employers ask for posts.
    """

    errands: ClassVar[tuple[ErrandKind, ...]] = (
        ErrandKind("application_fragmented", tuple(Stop(d, Activity.ROUTINE, 1.0 / len(DESKS), True) for d in DESKS)),
        ErrandKind("application_unified", (Stop(DESKS[0], Activity.ROUTINE, 1.0, True),)),
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.applications: list[Application] = []
        people = np.array([place.residents for place in model.scenario.city.communities], dtype=np.float64)
        self._up_to = np.cumsum(people) / people.sum()
        self._a_day = applications_a_day(model.scenario)
        self._number = [0] * len(KINDS)
        self._next = [self._gap(kind) for kind in range(len(KINDS))]

    def apply(self, kind: Kind, place: int, token: int = 0, owner: Mechanism | None = None) -> None:
        """Send an application from a community, at the next opening; `owner` is told when it is granted."""
        self._send(Application(kind, place, token, owner, self.model.errands.opening))

    def every_day(self) -> None:
        """The district's own applications of today."""
        model = self.model
        close = (model.day + 1) * model.hours
        for number, kind in enumerate(KINDS):
            while self._next[number] < close:
                key = number * LATEST + self._number[number]
                draw = uniforms(model.seed, Purpose.APPLICATION_PLACE, np.array([key]), 0)[0]
                place = int(np.searchsorted(self._up_to, draw, side="right"))
                self._send(Application(kind, min(place, len(self._up_to) - 1), 0, None, self._next[number]))
                self._number[number] += 1
                self._next[number] += self._gap(number)

    def errands_done(self, done: Done) -> None:
        """Applications that were granted."""
        for token, time in zip(done.token.tolist(), done.time.tolist(), strict=True):
            application = self.applications[token]
            application.granted = time
            if application.owner is not None:
                application.owner.application_granted(application)

    @property
    def times(self) -> Floats:
        """When each application was sent and granted, (n, 2) working hours; NaN: not yet."""
        return np.array([(a.sent, a.granted) for a in self.applications], dtype=np.float64).reshape(-1, 2)

    def _send(self, application: Application) -> None:
        way = self.rules.civil_affairs_integration
        number = len(self.applications)
        self.applications.append(application)
        self.model.errands.send(
            f"application_{way}", np.array([application.place]), application.sent,
            self.parameters.application_hours, np.array([number]),
        )  # fmt: skip

    def _gap(self, kind: int) -> float:
        """Working hours to the next application of a kind: exponential, so they are a Poisson process."""
        if self._a_day[kind] <= 0.0:
            return float("inf")
        key = kind * LATEST + self._number[kind]
        draw = float(uniforms(self.model.seed, Purpose.APPLICATION, np.array([key]), 0)[0])
        return float(-np.log(draw)) * self.model.hours / float(self._a_day[kind])
