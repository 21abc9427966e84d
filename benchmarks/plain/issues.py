"""Issues (议题): requests about a collective matter wait until the street has decided on it and somebody pays for it.

The committee reports to the street once enough residents have raised a matter, or after a while; the street decides by
the report; who is far from the decision objects; a department pays from its works money; the first request is carried
out for all.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from agents import association
from benchmarks.plain.case import Case, Request
from benchmarks.plain.desk import ARRIVAL, Desk
from benchmarks.plain.works_money import WorksMoney
from model.mechanisms.carrying_out import COMMUNITY
from model.mechanisms.deciding import FALLOUT_KEYS, MOST_FALLOUT
from model.streams import Purpose
from scenarios.issues import UNITS, load_issues

if TYPE_CHECKING:
    from benchmarks.plain.district import District
    from benchmarks.plain.resident import Resident

objection: Any = association.objection  # takes a single number as well
FIRST_HOLD = 1  # the step after intake


@dataclass(eq=False)
class Issue:
    """A matter of a community: the `requests` about it (the first leads), and what was decided by whom."""

    place: int
    item: int
    requests: list[Request] = field(default_factory=list)
    raised: bool = False
    decider: Desk | None = None
    upset: list[bool] = field(default_factory=list)
    scale: float = 1.0

    @property
    def lead(self) -> Request:
        """The request in which it is carried out for all."""
        return self.requests[0]


class Issues:
    """All issues of a district: open ones, those that wait for money, and those that are carried out."""

    def __init__(self, model: "District") -> None:
        known = load_issues()
        self.model, self.money = model, WorksMoney(model)
        self.kinds = [known.get(item.key) for item in model.items]
        self.held: list[Case] = []
        self.fallen = 0
        self._open: dict[tuple[int, int], Issue] = {}
        self._agenda: dict[int, list[Issue]] = defaultdict(list)  # by day
        self._carried: dict[Request, Issue] = {}
        self._upset: list[tuple[Resident, int]] = []

    # --- each day
    def morning(self) -> None:
        """What is on the agenda today is reported to the street; yesterday's decisions bring objections."""
        model = self.model
        for issue in self._agenda.pop(model.day, ()):
            if not issue.raised:
                issue.raised = True
                self._report(issue)
        upset, self._upset = self._upset, []
        if upset:
            opening = model.calendar_hour(model.day * model.hours, "start")
            for resident, item in upset:
                key = self.fallen * 8 + FALLOUT_KEYS
                self.fallen += 1
                model.arises(key, resident, item, model.draw(Purpose.FALLOUT_SEVERITY, key), opening, "fallout")

    def evening(self) -> None:
        """Requests that were held today raise issues; issues whose work is done are told to all who raised them."""
        held, self.held = self.held, []
        requests = [case for case in held if isinstance(case, Request)]
        for request in requests:
            if request.nth == len(request.route.steps) - 1:
                self._is_carried_out(self._carried.pop(request))
        for request in requests:
            if request.nth == FIRST_HOLD:
                self._raise(request)

    def week_ends(self) -> None:
        """Departments pay for what was decided, as far as their money goes."""
        for issue in self.money.paid_for():
            self._execute(issue)

    # --- raising
    def _raise(self, request: Request) -> None:
        p, day = self.model.parameters, self.model.day
        matter = (request.place, request.item)
        issue = self._open.get(matter)
        if issue is None:
            issue = self._open[matter] = Issue(*matter)
            self._agenda[day + 1 + max(math.ceil(p.issue_wait_days), 0)].append(issue)
        issue.requests.append(request)
        if not issue.raised and len(issue.requests) >= p.issue_raisers:
            self._agenda[day + 1].append(issue)

    def _report(self, issue: Issue) -> None:
        hours = self.model.parameters.report_hours
        self.model.errands.send("report", issue.place, self.model.now, hours, lambda _: self._decides(issue))

    # --- deciding
    def _decides(self, issue: Issue) -> None:
        """The street decides by the report: what those want who raised it, with an error by what is lost on the way."""
        model, p = self.model, self.model.parameters
        committee, street = (model.who_plays(role, issue.place) for role in ("committee", "street"))
        assert committee is not None and street is not None
        kept = model.retention(committee, street)
        if issue.lead.route.redo > FIRST_HOLD + 1:  # a department approves after the street
            kept *= p.retention_district
        ideals = np.array([request.resident.ideal for request in issue.requests])  # of single precision, as their sum
        told = float(ideals.sum() / len(ideals))
        u, v = (model.draw(Purpose.REPORT, issue.lead.key, i) for i in (0, 1))
        noise = p.report_noise * math.sqrt(1.0 - kept)
        told += noise * math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)
        position = min(max(told, 0.0), 1.0)
        del self._open[issue.place, issue.item]
        issue.decider = street
        for request in issue.requests:
            chance = objection(np.abs(request.resident.ideal - position), p.objection_tolerance)
            issue.upset.append(bool(model.draw(Purpose.OBJECTION, request.key) < chance))
        if p.objection_rate > 0.0:
            self._object(issue, position)
        kind = self.kinds[issue.item]
        if kind is not None and kind.yuan > 0.0:
            self.money.propose(issue, kind.yuan, model.items[issue.item].liable)
        else:
            self._execute(issue)

    def _object(self, issue: Issue, position: float) -> None:
        """Some whom a decision binds will have a need of it: a Poisson number, each by their chance to object."""
        model, p = self.model, self.model.parameters
        far, weight, whole = list["Resident"](), list[float](), np.float32(0.0)
        for resident in self._bound(issue):
            away = np.abs(resident.ideal - position)
            if away > p.objection_tolerance:
                whole = whole + objection(away, p.objection_tolerance)
                far.append(resident)
                weight.append(float(whole))
        if not far:
            return
        mean = p.objection_rate * float(whole)
        number, chance = 0, math.exp(-mean)
        below = model.draw(Purpose.FALLOUT, issue.lead.key)
        while below > chance and number < MOST_FALLOUT:
            below -= chance
            number += 1
            chance *= mean / number
        for nth in range(number):
            level = model.draw(Purpose.FALLOUT, issue.lead.key, nth + 1) * weight[-1]
            self._upset.append((far[min(bisect_left(weight, level), len(far) - 1)], issue.item))

    def _bound(self, issue: Issue) -> "list[Resident]":
        """Residents whom a decision binds: of the buildings, estates or the community of all who raised it."""
        kind = self.kinds[issue.item]
        assert kind is not None
        level = kind.reach if kind.reach in UNITS else UNITS[COMMUNITY]
        units = dict.fromkeys(request.resident.units[level] for request in issue.requests)
        return [resident for unit in units for resident in self.model.units[level][unit]]

    # --- carrying out
    def _execute(self, issue: Issue) -> None:
        """The first request goes on for all."""
        issue.scale = issue.lead.scale = len(issue.requests) ** self.model.parameters.issue_work_exponent
        self._carried[issue.lead] = issue
        self._let_go(issue.lead)

    def _is_carried_out(self, issue: Issue) -> None:
        """All work is done: everybody who raised it is told, and each request goes on by itself."""
        lead, number = issue.lead, len(issue.requests)
        if number > 1:
            hours = float(np.array([request.hours for request in issue.requests]).sum() / number)
            for request in issue.requests:
                request.hours = hours
                if request is not lead:
                    request.owner, request.at, request.information = lead.owner, lead.at, lead.information
                    request.responded = lead.responded
                    request.hand_overs += lead.hand_overs
                    request.passes += lead.passes
                    request.nth = len(request.route.steps) - 1
        failed = lead.defect
        for request, upset in zip(issue.requests, issue.upset, strict=True):
            request.scale, request.decider = issue.scale / number, issue.decider
            request.defect = upset or failed
            self._let_go(request)

    def _let_go(self, request: Request) -> None:
        """A held request goes on as soon as anybody works again."""
        self.model.expect(self.model.now, ARRIVAL, request.job, request.let_go)
