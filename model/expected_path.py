"""Expected hours of one request at each desk: the engine's steps of `model.engine`, averaged instead of drawn.

A request is followed along its route with all that may become of it, each branch with its chance. Nobody waits, so the
chance that a case is passed on is that of an empty desk. Work enters by its mean.
"""

from dataclasses import dataclass, replace

import numpy as np

from model.routes import RouteBook
from model.tables import NOBODY, Activity, Duty, Floats, Op, Table

NEGLIGIBLE = 1e-6  # chance below which a branch is not followed


@dataclass(frozen=True)
class Desks:
    """The desks that requests of a place may meet.

    `of_role`: the number of the desk that plays each role, NOBODY for none. By desk: `kind`, `overhead` (hours
    factor), `knowledge` (share of information kept when it takes a case in), `passes` (chance to pass one on), `error`,
    `connected` (whether it works on the platform).
    """

    of_role: tuple[int, ...]
    kind: tuple[int, ...]
    overhead: tuple[float, ...]
    knowledge: tuple[float, ...]
    passes: tuple[float, ...]
    error: tuple[float, ...]
    connected: tuple[bool, ...]


@dataclass(frozen=True)
class Way:
    """A branch of a request: who has the file, what is known, who owns it, its chance, and that of no defect so far."""

    chance: float
    at: int = NOBODY
    information: float = 1.0
    owner: int = NOBODY
    sound: float = 1.0
    opened: int = 0


@dataclass(frozen=True)
class _Step:
    op: int
    role: int
    hours: float
    activity: int


class Paths:
    """Expected hours of requests where these desks stand; `fusion` and hand-over tables as the engine has them."""

    def __init__(self, book: RouteBook, desks: Desks, fusion: Table, hand_hours: Floats, hand_kept: Floats) -> None:
        self.desks = desks
        names = ("op", "role", "hours", "activity")
        columns = [book.steps[name].tolist() for name in names]
        self.steps = [_Step(*values) for values in zip(*columns, strict=True)]
        self.start, self.end, self.redo, self.superior, self.follower = (
            book.routes[name].tolist() for name in ("start", "end", "redo", "superior", "follower")
        )
        self.candidates = [
            list(dict.fromkeys(desk for desk in (self._desk(role) for role in row) if desk >= 0))
            for row in book.candidates.tolist()
        ]
        self.fusion: dict[str, float] = {name: float(fusion[0][name]) for name in fusion.dtype.names or ()}
        self.hand_hours, self.hand_kept = hand_hours.tolist(), hand_kept.tolist()
        self.hours: list[float] = []
        self.route = self.intake = self.duty = 0
        self.reopens = 0.0

    def request(self, route: int, intake: int, duty: int, reopens: float) -> Floats:
        """Hours by desk of one request on a route, taken in at desk `intake` (NOBODY: none).

        `duty` is the state of its item's duty, `reopens` the chance that its resident comes back after a defect.
        """
        self.hours = [0.0] * len(self.desks.kind)
        self.route, self.intake, self.duty, self.reopens = route, intake, duty, reopens
        self._go(self.start[route], Way(1.0))
        return np.array(self.hours)

    def _desk(self, role: int) -> int:
        return self.desks.of_role[role] if role >= 0 else NOBODY

    def _kept(self, way: Way, desk: int) -> float:
        if way.at == desk:
            return way.information
        information = way.information * self.desks.knowledge[desk]
        if way.at < 0:
            return information
        kept = float(self.hand_kept[self.desks.kind[way.at]][self.desks.kind[desk]])
        if self.desks.connected[way.at] and self.desks.connected[desk]:
            kept += (1.0 - kept) * self.fusion["completeness"]
        return information * kept

    def _crossing(self, way: Way, desk: int) -> float:
        """Hours of a hand-over, with what is typed into the platform."""
        if way.at in (desk, NOBODY):
            return 0.0
        hours = float(self.hand_hours[self.desks.kind[way.at]][self.desks.kind[desk]])
        if self.desks.connected[desk]:
            hours += self.fusion["entry_hours"]
            hours += 0.0 if self.desks.connected[way.at] else self.fusion["double_entry_hours"]
        return hours

    def _work(self, step: _Step, way: Way, desk: int, information: float) -> float:
        """Hours of a step's work at a desk, with what is done again for lost information."""
        again = self.fusion["redo_share"] if way.opened and step.activity == Activity.WORK else 1.0
        lost = (1.0 - information) * self.fusion["rework_of_lost"]
        return step.hours * again * self.desks.overhead[desk] * (1.0 + lost)

    def _fails(self, desk: int, information: float) -> float:
        return min(1.0, self.desks.error[desk] + self.fusion["error_of_lost"] * (1.0 - information))

    def _go(self, number: int, way: Way) -> None:
        """Follow a branch from a step to its end."""
        while number < self.end[self.route]:
            step = self.steps[number]
            if step.op == Op.OWN and way.owner < 0:
                owners = self.candidates[self.route]
                if len(owners) > 1 and self.duty != Duty.SOLE:
                    (self._gap if self.duty == Duty.GAP else self._race)(number, way, owners)
                    return
                way = replace(way, owner=owners[0] if owners else NOBODY)
            desk = way.owner if step.op == Op.OWN else self.intake if step.op == Op.INTAKE else self._desk(step.role)
            if desk >= 0:
                way = self._serve(step, way, desk)
            number += 1
        self._finish(way)

    def _serve(self, step: _Step, way: Way, desk: int) -> Way:
        information = self._kept(way, desk)
        self.hours[desk] += way.chance * (self._crossing(way, desk) + self._work(step, way, desk, information))
        fails = self._fails(desk, information) if step.activity == Activity.WORK else 0.0
        return replace(way, at=desk, information=information, sound=way.sound * (1.0 - fails))

    def _gap(self, number: int, way: Way, owners: list[int]) -> None:
        """Each candidate in turn reads the case and takes it or passes it on; at last the tier above names one."""
        before = way
        for first in range(len(owners)):
            way = replace(before, chance=before.chance / len(owners))
            for turn in range(len(owners)):
                desk = owners[(first + turn) % len(owners)]
                information, hours = self._kept(way, desk), self._crossing(way, desk) + self.fusion["review_hours"]
                self.hours[desk] += way.chance * hours
                way = replace(way, at=desk, information=information)
                takes = replace(way, chance=way.chance * (1.0 - self.desks.passes[desk]), owner=desk)
                self._go(number, takes)
                way = replace(way, chance=way.chance * self.desks.passes[desk])
            above = self._desk(self.superior[self.route])
            if above >= 0:
                self.hours[above] += way.chance * (self._crossing(way, above) + self.fusion["assign_hours"])
                way = replace(way, at=above, information=self._kept(way, above))
            self._go(number, replace(way, owner=owners[0]))

    def _race(self, number: int, way: Way, owners: list[int]) -> None:
        """Each owner works the share φ of a copy; one goes on, the others stand by and take over if it fails."""
        step, share = self.steps[number], self.fusion["share"]
        kept = {desk: self._kept(way, desk) for desk in owners}
        whole = {desk: self._crossing(way, desk) + self._work(step, way, desk, kept[desk]) for desk in owners}
        left, now, chance = list(owners), 0.0, way.chance
        while left:
            ready = [desk for desk in left if share * whole[desk] <= now]
            ahead = ready[0] if ready else min(left, key=lambda desk: whole[desk])
            left.remove(ahead)
            now = max(now, share * whole[ahead]) + (1.0 - share) * whole[ahead]
            fails = self._fails(ahead, kept[ahead])
            ends = chance * (1.0 - fails) if left else chance
            # Who failed before has worked all of it; who is left has worked the share, or up to now.
            for desk in owners:
                self.hours[desk] += ends * (min(share * whole[desk], now) if desk in left else whole[desk])
            sound = way.sound * (1.0 if left else 1.0 - fails)
            taken = replace(way, at=ahead, owner=ahead, information=kept[ahead], chance=ends, sound=sound)
            self._go(number + 1, taken)
            chance -= ends

    def _finish(self, way: Way) -> None:
        """Resolved; perhaps followed up, perhaps it comes back to its owner."""
        follower = self._desk(self.follower[self.route])
        followed = self.fusion["follow_share"] if follower >= 0 else 0.0
        if follower >= 0 and self.desks.connected[follower]:
            followed += self.fusion["follow_tracked"]
        if follower >= 0:
            self.hours[follower] += way.chance * followed * self.fusion["follow_hours"]
        back = way.chance * (1.0 - way.sound) * (followed + (1.0 - followed) * self.reopens)
        if way.opened < self.fusion["reopen_most"] and back > NEGLIGIBLE:
            again = replace(way, chance=back, sound=1.0, opened=way.opened + 1)
            self._go(self.redo[self.route], again)
