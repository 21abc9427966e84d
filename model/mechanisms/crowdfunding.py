"""Crowdfunding 资本众筹会 (F2): residents and resident units pledge for small projects; funded in full, or refunded.

A provision point with refund (Bagnoli & Lipman 1989): a project is paid for iff the pledges within the campaign reach
its cost; else all get their money back, as they do what is pledged beyond the cost. Only who supports a project
pledges, so what few want or what is dear for a poor community stays unfunded. Each project is put to them once.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from model.accounts import HOUSEHOLDS, SPONSORS, fen, split
from model.errands import ErrandKind, Stop
from model.mechanisms import communities
from model.mechanisms.base import Mechanism
from model.projects import Project
from model.streams import Purpose
from model.tables import Activity, Floats, Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel

CAMPAIGN = ErrandKind("campaign", (Stop("committee", Activity.MEETING),))
PLEDGES = "pledges"
PLEDGE_SPREAD = 0.8  # of the log of a supporter's or a unit's pledge (assumed)


class Crowdfunding(Mechanism):
    """Campaigns; `succeeded` and `failed` count those that are over."""

    errands = (CAMPAIGN,)

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self._ends: dict[Project, int] = {}
        self._asked = 0  # proposals of the district that were looked at
        self.succeeded = 0
        self.failed = 0

    def every_day(self) -> None:
        """Campaigns end whose time is up."""
        over = [project for project, day in self._ends.items() if self.model.day >= day]
        for project in over:
            del self._ends[project]
            self.model.projects.release(project)
            self._settle(project)

    def every_week(self) -> None:
        """New small projects are put to residents and resident units."""
        model, p = self.model, self.parameters
        if not self.rules.crowdfunding or self._asked == model.projects.proposed:
            return
        new = [one for one in model.projects.waiting if model.projects.number(one) >= self._asked]
        self._asked = model.projects.proposed
        small = [one for one in new if one.cost <= fen(p.crowdfunding_most_yuan)]
        for project in small:
            model.projects.hold(project)
            self._ends[project] = model.day + max(1, round(p.campaign_days))
        model.volunteers.give(Activity.MEETING, p.campaign_volunteer_hours * len(small))
        if small and p.campaign_hours > 0.0:
            places = np.array([project.place for project in small], dtype=np.int64)
            model.errands.send(CAMPAIGN.key, places, model.day * model.hours, p.campaign_hours)

    # --- in the house
    @cached_property
    def _wealth(self) -> Floats:
        return communities.wealth(self.model)

    def pledged(self, project: Project) -> tuple[Ints, int]:
        """(fen of each supporter, fen of the resident units): by a lognormal taste, wealth and trust."""
        model, p = self.model, self.parameters
        number = model.projects.number(project)
        rich = float(self._wealth[project.place])
        trust = model.residents.columns["trust"][project.supporters, communities.COMMITTEE] / communities.MIDDLING
        taste = np.exp(PLEDGE_SPREAD * communities.normals(model.seed, Purpose.PLEDGE, project.supporters, number))
        each = np.rint(100.0 * p.pledge_yuan * rich * trust * taste).astype(np.int64)
        unit = communities.normals(model.seed, Purpose.UNIT_PLEDGE, np.array([number]))
        return each, fen(p.unit_pledge_yuan * rich * float(np.exp(PLEDGE_SPREAD * unit[0])))

    def _settle(self, project: Project) -> None:
        """Pay for a project whose pledges suffice, and give back what is left; else give all back."""
        accounts, day = self.model.accounts, self.model.day
        accounts.open(PLEDGES)
        each, units = self.pledged(project)
        given = (int(each.sum()), units)
        for payer, amount in zip((HOUSEHOLDS, SPONSORS), given, strict=True):
            accounts.pay(day, payer, PLEDGES, amount, "pledge")
        enough = sum(given) >= project.cost
        left = sum(given) - (project.cost if enough else 0)
        if left:
            for payee, amount in zip((HOUSEHOLDS, SPONSORS), split(left, given), strict=True):
                accounts.pay(day, PLEDGES, payee, amount, "refund")
        if enough:
            self.model.projects.fund([project], PLEDGES)
        self.succeeded += enough
        self.failed += not enough
