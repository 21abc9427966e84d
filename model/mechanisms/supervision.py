"""Supervision by residents 居务监督 (F5): volunteers of each community look at some of last month's cases.

What they see makes low effort come to light, so less is passed on; a desk at which they see a defect takes more care
for a month, at the cost of its pace. Each look costs the volunteers' hours, and hours of the desk that is asked.
"""

from typing import TYPE_CHECKING

import numpy as np

from agents import effort
from agents.supervision import SupervisionCommittee, found_out
from model.errands import ErrandKind, Stop
from model.mechanisms.base import MONTH, Mechanism
from model.routes import ROLE
from model.streams import Purpose, uniforms
from model.tables import Activity, Floats, Ints
from scenarios.actors import KINDS, kind_of

if TYPE_CHECKING:
    from model.governance import GovernanceModel

NAME = "supervision"
ROLES = ("committee", "station_general", "station_affairs", "station_social", "organization")
_SUPERVISED = np.isin(KINDS, [kind_of(role) for role in ROLES])  # by kind of institution


class Supervision(Mechanism):
    """What supervision committees look at, month by month.

    `committees` one a community, none while the rule is off; `chance` that low effort at a desk comes to light, (A,);
    `care` ordered of each desk, (A,).
    """

    errands = tuple(ErrandKind(f"answer_{role}", (Stop(role, Activity.MONITORING),)) for role in ROLES)

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.committees: list[SupervisionCommittee] = []
        self.chance: Floats = np.zeros(len(model.rows))
        self.care: Floats = np.ones(len(model.rows))
        self._cases: list[tuple[Ints, Ints, Ints, Floats, Ints]] = []
        self._ordered = False

    @property
    def taken(self) -> Floats:
        """Care that each desk takes by these orders, against what it takes without, (A,)."""
        return np.asarray(effort.ordered_care(self.care - 1.0, self.parameters.care_share)[0])

    @property
    def found(self) -> int:
        """Defects that committees have found so far."""
        return sum(committee.found for committee in self.committees)

    def begin(self) -> None:
        """Residents choose their committees."""
        if self.rules.resident_supervision and not self.committees:
            places = range(len(self.model.scenario.city.communities))
            self.committees = [SupervisionCommittee(self.model, place) for place in places]

    def regime_changed(self) -> None:
        """Committees begin, or are dissolved with what they ordered."""
        self.begin()
        if not self.rules.resident_supervision:
            self._cases = []
            if self._ordered:
                self.chance[:], self.care[:] = 0.0, 1.0
                self._order()

    def cases_judged(self, cases: Ints) -> None:
        """What committees may look at next month: cases of the community's own institutions."""
        if not self.rules.resident_supervision:
            return
        model, table = self.model, self.model.world.cases
        cases = cases[table["owner"][cases] >= 0]
        cases = cases[_SUPERVISED[model.world.orders["kind"][table["owner"][cases]]]]
        satisfaction = model.ledger.rows["satisfaction"][model.ledger.row_of_case[cases]].astype(np.float64)
        failed = table["failed"][cases].astype(np.int64)
        place, owner = table["place"][cases].astype(np.int64), table["owner"][cases].astype(np.int64)
        self._cases.append((place, owner, table["need"][cases].copy(), satisfaction, failed))

    def every_month(self) -> None:
        """Each committee looks at some of last month's cases, and orders care where it sees defects."""
        if not self.rules.resident_supervision or not self._cases:
            return
        place, owner, need, satisfaction, failed = (np.concatenate(column) for column in zip(*self._cases, strict=True))
        self._cases = []
        seed, month, p = self.model.seed, self.model.day // MONTH, self.parameters
        draw = uniforms(seed, Purpose.SUPERVISION_SAMPLE, need, month)
        sight = uniforms(seed, Purpose.SUPERVISION_SIGHT, need, month) < p.supervision_insight
        looks = np.zeros(len(self.chance))
        orders = np.zeros(len(self.chance))
        looked = []
        order = np.argsort(need, kind="stable")
        order = order[np.argsort(place[order].astype(np.int16), kind="stable")]  # quick for short numbers
        edges = np.searchsorted(place[order], np.arange(len(self.committees) + 1))
        for committee, first, last in zip(self.committees, edges[:-1], edges[1:], strict=True):
            mine = order[first:last]
            mine = mine[committee.cases_to_look_at(satisfaction[mine], draw[mine])]
            np.add.at(looks, owner[mine], 1.0)
            seen = (failed[mine] == 1) & sight[mine]
            orders[committee.desks_to_correct(owner[mine], seen)] += 1.0
            looked.append(mine)
            self.model.volunteers.give(Activity.MONITORING, p.supervision_hours * len(mine))
        self._ask(place[np.concatenate(looked)], owner[np.concatenate(looked)])
        # Each committee orders for its own community's part of a desk's work.
        served = np.array([max(len(institution.places), 1) for institution, _ in self.model.rows])
        self.care = 1.0 + p.ordered_care * np.minimum(orders / served, 1.0)
        self.chance = np.asarray(found_out(p.supervision_insight, looks))
        self._order()

    def _ask(self, place: Ints, desk: Ints) -> None:
        """The desks answer for the cases looked at in these communities, spread over the month."""
        hours = self.parameters.answer_hours
        if hours <= 0.0:
            return
        model = self.model
        first = np.searchsorted(place, place)  # cases stand community by community
        last = np.searchsorted(place, place, side="right")
        time = ((model.day + MONTH * (np.arange(len(place)) - first) // (last - first)) * model.hours).astype(
            np.float64
        )
        waiting = np.ones(len(place), dtype=np.bool_)
        for role in ROLES:
            mine = waiting & (desk == model.world.role_actor[ROLE[role], place])
            waiting &= ~mine
            if mine.any():
                model.errands.send(f"answer_{role}", place[mine], time[mine], hours)

    def _order(self) -> None:
        """Write the layers: what may come to light is passed on less; ordered care lowers errors and pace."""
        p, standing = self.parameters, self.model.standing
        standing.passing(NAME)[:] = -p.pass_detection * (1.0 - p.detection) * self.chance
        care, pace = effort.ordered_care(self.care - 1.0, p.care_share)
        standing.skill(NAME)[:] = np.asarray(pace)[:, None]
        standing.slip(NAME)[:] = effort.slip_of(care, p.task_error, p.care_elasticity)[:, None]
        standing.write()
        self._ordered = True
