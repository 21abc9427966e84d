"""The data platform 民情E点通 / 平安365 (F7): who works on it, who may speak on it, and when it is out.

Between two connected actors a hand-over keeps r' = r + x(1 − r), x the platform's completeness. Communities are
connected whole, in an order drawn once a city, so that a hand-over inside a community is connected with chance π. The
government's own desks (streets, departments, civil affairs, teams) are connected as soon as any community is: the
platform docks with the district's administrative system, which is theirs, and nobody can be served on it without them.
"""

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from model.compiled import wrapping
from model.coverage import reached
from model.errands import ErrandKind, Stop
from model.mechanisms.base import YEAR, Mechanism
from model.routes import ROLE
from model.streams import Purpose, uniform, uniforms
from model.tables import Activity, Floats, Ints, Link, Table
from model.voicing import OnlineVoice
from scenarios.actors import ROLES

if TYPE_CHECKING:
    from agents.institution import Institution
    from model.governance import GovernanceModel
    from scenarios.parameters import Parameters
    from scenarios.scenario import Scenario

NAME = "platform"
ENTRY_PIECE = 1.0  # hours: what was put off is typed in by pieces of at most so much
_KEY = "platform_catch_up_"
_OUTAGE = int(Purpose.OUTAGE)


def connected_places(scenario: "Scenario") -> NDArray[np.bool_]:
    """Which communities are connected, (P,)."""
    return reached(scenario.city, Purpose.PLATFORM_ORDER, scenario.rules.data_platform)


def connected_desks(scenario: "Scenario", rows: list[tuple["Institution", int]]) -> NDArray[np.bool_]:
    """Which desks are, (A,): those that serve a connected community, and all of the government's once one is."""
    places = connected_places(scenario)
    if not places.any():
        return np.zeros(len(rows), dtype=np.bool_)
    return np.array([bool(places[list(i.places)].any()) or i.kind in GOVERNMENT for i, _ in rows], dtype=np.bool_)


GOVERNMENT = ("street", "department", "civil_affairs", "team")


def write_fusion(fusion: Table, parameters: "Parameters", on: bool) -> None:
    """What a hand-over keeps and costs on the platform, into the engine's row; zero where there is none."""
    p = parameters
    fusion["completeness"], fusion["entry_hours"] = (p.completeness, p.entry_hours) if on else (0.0, 0.0)
    fusion["double_entry_hours"], fusion["follow_tracked"] = (
        (p.double_entry_hours, p.tracked_follow_up) if on else (0.0, 0.0)
    )


def tracked_passing(parameters: "Parameters", connected: NDArray[np.bool_]) -> Floats:
    """What tracking adds to the logit of passing on, (A,): −b₃ times the added chance of being found out."""
    p = parameters
    return -p.pass_detection * min(p.platform_detection, 1.0 - p.detection) * connected.astype(np.float64)


def online_cost(parameters: "Parameters") -> float:
    """Hours of voicing online in a connected community: one takes the easier of the two ways."""
    return min(parameters.platform_cost, parameters.online_cost)


class Outages:
    """A renewal process: up for exponential times of mean 250 ÷ `a_year` working days, out for those of mean `days`.

    The n-th of either is keyed by the seed and n, so that outages are the same under any rules.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._number, self._start, self._end = -1, 0.0, 0.0

    def out(self, time: float, a_year: float, days: float) -> bool:
        """Whether it is out at a time in working days; times may not fall."""
        if a_year <= 0.0 or days <= 0.0:
            return False
        while time >= self._end:
            self._number += 1
            with wrapping():
                up, out = (-math.log(uniform(self._seed, _OUTAGE, self._number, part)) for part in (0, 1))
            self._start = self._end + up * YEAR / a_year
            self._end = self._start + out * days
        return time >= self._start


class DataPlatform(Mechanism):
    """The platform of a district; `down` says whether it is out.

    The state at noon holds for the day. While it is out hand-overs keep what they keep without it, residents speak as
    they did before it, and what is done is typed in afterwards.
    """

    errands: ClassVar[tuple[ErrandKind, ...]] = tuple(
        ErrandKind(_KEY + role, (Stop(role, Activity.ENTRY),)) for role in ROLES
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.down = False
        self._shock = False
        self._connected: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)
        self._voice: OnlineVoice | None = None
        self._outages = Outages(model.seed)

    @property
    def on(self) -> bool:
        """Whether anybody is connected."""
        return self.rules.data_platform > 0.0

    def outage(self, on: bool) -> None:
        """A shock from outside: the platform is out from now on (True) until this is called again with False."""
        self._shock = on
        self._follow(self.model.day)

    def begin(self) -> None:
        """Connect whom the rules connect."""
        if self.on:
            self._connect()

    def regime_changed(self) -> None:
        """Connect and disconnect by the rules now in force."""
        if self.on or len(self._connected):
            self._connect()

    def every_day(self) -> None:
        """See whether the platform is out today."""
        if self.on:
            self._follow(self.model.day)

    def _connect(self) -> None:
        scenario, columns = self.model.scenario, self.model.residents.columns
        self._connected = connected_desks(scenario, self.model.rows)
        write_fusion(self.model.world.fusion, self.parameters, self.on)
        self._voice = None
        if self.on:
            p, places = self.parameters, connected_places(scenario)
            watches = uniforms(self.model.seed, Purpose.TELEVISION, np.arange(len(columns["online"]))) < p.share_tv
            self._voice = OnlineVoice(
                has=columns["online"] | (watches & places[columns["community"]]),
                cost=np.where(places, online_cost(p), p.online_cost),
                delay=np.where(places, p.platform_delay, 1.0),
            )
        else:
            self.down = False
            self.model.world.floor["untyped"] = 0.0
        self._write()

    def _follow(self, day: int) -> None:
        """Take over whether the platform is out on this day."""
        p = self.parameters
        out = self.on and self._outages.out(day + 0.5, p.outages_a_year, p.outage_days)
        was, self.down = self.down, self.on and (self._shock or self.model.shocks.outage_on(day) or out)
        if was != self.down:
            self._write()
        if was and not self.down:
            self._catch_up()

    def _write(self) -> None:
        """The standing orders and residents' channels as they are now."""
        model, standing = self.model, self.model.standing
        links = np.where(self._connected, int(Link.DOWN if self.down else Link.UP), int(Link.NONE))
        model.world.orders["connected"] = links
        standing.passing(NAME)[:] = tracked_passing(self.parameters, links == int(Link.UP))
        standing.write()
        model.voicing.online = None if self.down else self._voice

    def _catch_up(self) -> None:
        """What was put off is typed in, at the desks where it was done; where nobody is left there, it never is."""
        model = self.model
        floor = model.world.floor
        for row in np.flatnonzero(floor["untyped"] > 0.0).tolist():
            institution, number = model.rows[row]
            hours = float(floor["untyped"][row])
            pieces = math.ceil(hours / ENTRY_PIECE)
            role = institution.desks[number].roles[0]
            served = np.flatnonzero(model.world.role_actor[ROLE[role]] == row)
            if len(served):
                place: Ints = np.full(pieces, served[0])
                model.errands.send(_KEY + role, place, model.day * model.hours, hours / pieces)
        floor["untyped"] = 0.0
