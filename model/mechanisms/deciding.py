"""How issues are decided, and what a decision brings: a decision far from those affected brings objections.

Under the hierarchy the street decides by the committee's report, which loses on the way what hand-overs lose. The base
of `deliberation.py`, which says how an issue comes to be decided, and by whom.
"""

import math
from typing import TYPE_CHECKING

import numpy as np

from agents import association
from model.accounts import fen
from model.issues import Issue
from model.ledger import ORIGINS
from model.mechanisms.carrying_out import CarryingOut
from model.needs import Arisen
from model.projects import Project
from model.routes import ROLE
from model.streams import Purpose, uniforms
from model.tables import Floats
from model.units import Neighbours
from scenarios.actors import CATEGORIES, KINDS

if TYPE_CHECKING:
    from model.governance import GovernanceModel

COLLECTIVE = CATEGORIES.index("collective")
FALLOUT = ORIGINS.index("fallout")
FALLOUT_KEYS = 5  # needs of a decision's fall-out have the keys 8k + 5
MOST_FALLOUT = 64  # needs that one decision may bring
_COMMITTEE, _STREET, _DEPARTMENT = (KINDS.index(kind) for kind in ("committee", "street", "department"))


class Deciding(CarryingOut):
    """Issues at their decision; `fallen` counts needs of objections."""

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self._open: dict[tuple[int, int, int], Issue] = {}  # by level, unit and item
        self.fallen = 0
        self._upset: list[tuple[int, int]] = []  # who objects, and to a decision about which item

    # --- deciding 决策
    def _street_decides(self, issue: Issue, time: float) -> None:
        """The street decides by the report: the mean ideal of those who raised it, or an opinion, with errors."""
        p, world = self.parameters, self.model.world
        kept = world.hand_kept[world.near[issue.place]]
        report = float(kept[_COMMITTEE, _STREET])
        route = int(world.cases["route"][issue.lead])
        if self._redo[route] > self._first[route] + 1:  # a department approves after the street
            report *= float(kept[_STREET, _DEPARTMENT])
        noise = p.report_noise * math.sqrt(1.0 - report)
        told = issue.opinion
        if math.isnan(told):
            told = self._mean_ideal(issue.who)
            if not math.isnan(issue.guided):
                told += p.leader_weight * (issue.guided - told)
        else:
            noise *= p.opinion_noise
        if self.rules.assembly_voice:
            noise *= p.assembly_noise
        u, v = self._draws(Purpose.REPORT, issue.key, 2).tolist()
        told += noise * math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)
        self._decide(issue, min(max(told, 0.0), 1.0), self._desk("street", issue.place), time)

    def _decide(self, issue: Issue, position: float, decider: int, time: float) -> None:
        """A position is fixed: those far from it object, the others wait for it to be paid for and carried out."""
        p, item = self.parameters, self._item(issue)
        self._open.pop((issue.level, issue.unit, issue.item), None)
        issue.settled, issue.decider = True, decider
        affected = self._affected(issue)
        away = np.abs(affected.of(self._ideal) - position)
        leaders = self.model.leaders.known_to(issue.who)
        to_leaders = abs(self._mean_ideal(leaders) - position) if leaders else math.nan
        self.decisions.note(issue, time, float(away.sum() / len(away)), to_leaders)
        own = association.objection(np.abs(self._ideal[issue.who] - position), p.objection_tolerance)
        issue.upset = uniforms(self.model.seed, Purpose.OBJECTION, np.array(issue.needs)) < own
        if p.objection_rate > 0.0:
            self._object(issue, affected, away)
        if item.yuan > 0.0:
            who = np.array(issue.who, dtype=np.int64)
            liable = self.model.items[issue.item].liable
            project = Project(issue.place, fen(item.yuan), who, issue.number, type(self).__name__, liable)
            self.model.projects.propose(project)
        else:
            self._execute(issue)

    # --- fall-out
    def _object(self, issue: Issue, affected: Neighbours, away: Floats) -> None:
        """Some of those affected will have a need of it: a Poisson number, each by their chance to object.

        `away` is how far each of the affected is from the decision; who is within the tolerance has no chance.
        """
        far = np.flatnonzero(away > self.parameters.objection_tolerance)
        if not len(far):
            return
        weight = np.cumsum(association.objection(away[far], self.parameters.objection_tolerance))
        mean = self.parameters.objection_rate * float(weight[-1])
        draws = self._draws(Purpose.FALLOUT, issue.key, MOST_FALLOUT + 1)
        number, chance, below = 0, math.exp(-mean), float(draws[0])
        while below > chance and number < MOST_FALLOUT:
            below -= chance
            number += 1
            chance *= mean / number
        if number:
            place = np.searchsorted(weight, draws[1 : number + 1] * weight[-1])
            nth = far[np.minimum(place, len(far) - 1)].tolist()
            self._upset += [(affected.row(one), issue.item) for one in nth]

    def _fall_out(self) -> None:
        """Objections arise as needs 诉求, which are voiced or borne as any other."""
        model = self.model
        resident, item = np.array(self._upset).T
        self._upset = []
        n = len(resident)
        need = (self.fallen + np.arange(n)) * 8 + FALLOUT_KEYS
        self.fallen += n
        severity = uniforms(model.seed, Purpose.FALLOUT_SEVERITY, need)
        morning = float(model.calendar.calendar_of(np.array([self._now]), side="start")[0])
        new = Arisen(need, np.full(n, COLLECTIVE), item, resident, severity, np.full(n, morning))
        model.voicing.arise(new, FALLOUT)

    # --- in the house
    def _desk(self, role: str, place: int) -> int:
        return int(self.model.world.role_actor[ROLE[role], place])

    def _mean_ideal(self, residents: list[int]) -> float:
        return float(self._ideal[residents].sum() / len(residents))
