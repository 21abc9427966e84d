"""What becomes of decided issues: they are carried out once for all who raised them, and supervised.

The base of `deciding.py`, which says how issues are decided, and of `deliberation.py`, which says how they come there.
"""

import math
from typing import TYPE_CHECKING

import numpy as np

from model.issues import Decisions, Issue
from model.mechanisms.base import Mechanism
from model.service import let_go_on
from model.streams import Purpose, in_turn
from model.tables import Activity, Floats, Op
from model.units import Neighbours, Units
from scenarios.actors import KINDS
from scenarios.issues import UNITS, IssueItem, load_issues

if TYPE_CHECKING:
    from model.governance import GovernanceModel

COMMUNITY = UNITS.index("community")
HOURS_A_VOLUNTEER = 4.0
MOST_BY_VOLUNTEERS = 0.8
_COMMITTEE = KINDS.index("committee")


class CarryingOut(Mechanism):
    """Issues from their decision on. `decisions` is what the outcomes see."""

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        issues, book = load_issues(), model.book
        mine = [issues.get(item.key) for item in model.items]
        self._items = [one if one and one.collective else None for one in mine]
        # The first and last step of the routes that are held; the redo step comes after all approvals.
        self._first, self._last = (np.full(len(book.routes), -1) for _ in range(2))
        after_intake = np.minimum(book.routes["start"] + 1, len(book.steps) - 1)
        held = np.flatnonzero((book.steps["op"][after_intake] == Op.HOLD) & (after_intake < book.routes["end"]))
        self._first[held], self._last[held] = book.routes["start"][held] + 1, book.routes["end"][held] - 1
        self._redo = book.routes["redo"]
        # A route's hours by themselves: as a difference of running sums they would depend on the routes before it.
        hours = (book.steps["hours"] * (book.steps["activity"] == Activity.WORK)).tolist()
        ends = zip(self._redo.tolist(), book.routes["end"].tolist(), strict=True)
        self._work = [math.fsum(hours[first:end]) for first, end in ends]
        columns = model.residents.columns
        self._units = Units(columns)
        self._ideal = columns["ideal"]
        self._willing = np.flatnonzero(columns["volunteer_hours"] > 0.0)
        self._willing_in = Units(columns, self._willing)
        self.decisions = Decisions()
        self._under_way: dict[int, Issue] = {}  # by number, and by lead below
        self._carried: dict[int, Issue] = {}
        self._going_on: list[int] = []

    # --- executing 执行 and supervising 监督
    def _execute(self, issue: Issue) -> None:
        """The lead's case goes on for all; residents' hands take a part where the association executes."""
        p, world, lead = self.parameters, self.model.world, issue.lead
        route = int(world.cases["route"][lead])
        share = 0.0
        if self.rules.association_executes and self._item(issue).reach != "beyond":
            led = 0.0 if math.isnan(issue.guided) else p.leader_pull
            share = min(p.volunteer_share * (1.0 + led), MOST_BY_VOLUNTEERS)
            if world.orders["kind"][issue.decider] == _COMMITTEE:  # what the street decides goes through the offices
                world.cases["step"][lead] = self._redo[route] - 1
        scale = len(issue.cases) ** p.issue_work_exponent
        issue.scale = scale * (1.0 - share)
        world.cases["scale"][lead] = issue.scale
        if share > 0.0:
            hours = share * scale * self._work[route] / p.volunteer_efficiency
            self._give(Activity.WORK, hours, self._volunteers(issue, math.ceil(hours / HOURS_A_VOLUNTEER)))
        del self._under_way[issue.number]
        self._carried[lead] = issue
        self._let_go([lead])

    def _is_carried_out(self, issue: Issue) -> None:
        """All work is done: perhaps inspected and mended, then all who raised it are told, and go on by themselves."""
        p, table = self.parameters, self.model.world.cases
        members = np.array(issue.cases)
        lead, others = issue.lead, members[1:]
        if self.rules.association_supervises and not issue.inspected:
            issue.inspected = True
            self._give(Activity.MONITORING, p.inspection_hours, [])
            if table["defect"][lead] and self._draws(Purpose.INSPECTION, issue.key, 1)[0] < p.inspection_share:
                issue.mended = True
                table["scale"][lead] *= p.rework_share
                table["step"][lead] = self._redo[table["route"][lead]] - 1
                self._let_go([lead])
                return
        if len(others):
            for name in ("owner", "at", "information", "responded"):
                table[name][others] = table[name][lead]
            for name in ("hand_overs", "passes"):
                table[name][others] += table[name][lead]
            table["hours"][members] = table["hours"][members].sum() / len(members)
            table["step"][others] = self._last[table["route"][others]]
        table["scale"][members] = issue.scale / len(members)
        table["decider"][members] = issue.decider
        assert issue.upset is not None
        table["defect"][members] = issue.upset | (bool(table["defect"][lead]) and not issue.mended)
        del self._carried[lead]
        self._let_go(issue.cases)

    def _volunteers(self, issue: Issue, number: int) -> list[int]:
        """So many of those affected who give time, by draw."""
        willing = self._willing_in.residents(*self._binds(issue))
        draws = self._draws(Purpose.VOLUNTEER, issue.key, number)
        return self._willing[willing.drawn(draws)].tolist() if len(willing) else []

    # --- in the house
    @property
    def _now(self) -> float:
        """The hour up to which the engine has run."""
        return float(self.model.world.floor["since"][0])

    def _item(self, issue: Issue) -> IssueItem:
        item = self._items[issue.item]
        assert item is not None
        return item

    def _draws(self, purpose: Purpose, key: int, number: int, occasion: int = 0) -> Floats:
        return in_turn(self.model.seed, purpose, key, number, occasion)

    def _binds(self, issue: Issue) -> tuple[int, list[int]]:
        """The level and the units that the decision binds: the buildings, estates or community of all who raised it."""
        reach = self._item(issue).reach
        level = UNITS.index(reach) if reach in UNITS else COMMUNITY
        return level, self._units.of(level, issue.who)

    def _affected(self, issue: Issue) -> Neighbours:
        """Residents whom the decision binds."""
        return self._units.residents(*self._binds(issue))

    def _give(self, activity: Activity, hours: float, who: list[int]) -> None:
        """Residents give hours of their own; those whose names are known deal with each other over it."""
        self.model.volunteers.give(activity, hours, contacts=len(who))
        self.decisions.took_part.update(who)

    def _let_go(self, cases: list[int]) -> None:
        """Cases go on once all of this hour are together."""
        self._going_on += cases

    def _go_on(self) -> None:
        """All that was let go goes on now."""
        if self._going_on:
            cases, self._going_on = np.array(self._going_on), []
            self.model.world = let_go_on(self.model.world, cases, np.full(len(cases), self._now))
