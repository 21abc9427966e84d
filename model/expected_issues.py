"""Expected issues: how many requests an issue gathers, and what hours deliberating takes, without a run.

An approximation: the mean community stands for all; objections, postponed sittings, leaders and the removal of root
causes are left out, and a hand-over is counted for each request of an issue instead of once.
"""

import math
from typing import TYPE_CHECKING

from agents.association import KINDS_OF_SEAT
from model.mechanisms.deliberation import RULING
from model.routes import RouteBook
from scenarios.issues import REACHES, UNITS, load_issues

if TYPE_CHECKING:
    from scenarios.duty_list import DutyItem
    from scenarios.scenario import Scenario


class ExpectedIssues:
    """Issues of a community to which `a_day` collective requests come in; `size` requests an issue, by item number."""

    def __init__(self, scenario: "Scenario", items: tuple["DutyItem", ...], a_day: float) -> None:
        self._scenario = scenario
        self._a_day = a_day
        issues = load_issues()
        self._items = {
            i: (item, issues[item.key])
            for i, item in enumerate(items)
            if item.key in issues and issues[item.key].collective
        }
        self.size = {i: self._gathered(a_day * item.share, of.reach) for i, (item, of) in self._items.items()}

    def shorten(self, book: RouteBook) -> None:
        """Work of an issue that n raise takes n^α of the hours of one: so much of each request's share is left."""
        p, rules = self._scenario.parameters, self._scenario.rules
        for i, size in self.size.items():
            start, redo, end = (int(book.routes[name][2 * i]) for name in ("start", "redo", "end"))
            own = rules.association_executes and self._items[i][1].reach != "beyond"
            left = size ** (p.issue_work_exponent - 1.0) * (1.0 - p.volunteer_share if own else 1.0)
            book.steps["hours"][start + 1 : end] *= left
            if own:
                book.steps["hours"][start + 1 : redo] = 0.0

    def meetings(self, needs: float) -> dict[str, float]:
        """Hours for each collective need that arises, by role; `needs` a day arise in the mean community."""
        p, rules = self._scenario.parameters, self._scenario.rules
        hours: dict[str, float] = {}

        def spend(role: str, spent: float) -> None:
            hours[role] = hours.get(role, 0.0) + spent

        for i, (item, of) in self._items.items():
            requests = self._a_day * item.share / needs if needs > 0.0 else 0.0
            number = requests / self.size[i]
            if rules.self_governance_unit != "none":
                spend("committee", requests / self._at_unit(i) * p.council_support_hours)
                if not self._beyond_unit(of.reach):
                    continue
            if rules.association_deliberates:
                spend("committee", number * p.preparation_hours)
                spend("party", number * p.sitting_hours)
                for kind in KINDS_OF_SEAT:
                    if kind.role:
                        spend(kind.role, number * p.sitting_hours * kind.seats * p.convening_power)
            if not (rules.association_deliberates and rules.association_decides) or of.reach == "beyond":
                spend("committee", number * p.report_hours)
                spend("street", number * (RULING * p.report_hours + p.handover_hours_tier))
        return hours

    def _beyond_unit(self, reach: str) -> bool:
        return REACHES.index(reach) > REACHES.index(self._scenario.rules.self_governance_unit)

    def _at_unit(self, item: int) -> float:
        """Requests that an issue gathers in its unit of self-governance alone."""
        return self._size_at(self._a_day * self._items[item][0].share, self._scenario.rules.self_governance_unit)

    def _units_of_a_community(self, unit: str) -> float:
        """How many units a mean community has."""
        p, places = self._scenario.parameters, self._scenario.city.communities
        buildings = sum(place.residents for place in places) / len(places) / p.building_residents
        level = UNITS.index(unit)
        return float(max(1.0, (buildings, buildings / p.estate_buildings, 1.0)[level]))

    def _size_at(self, a_day: float, unit: str) -> float:
        p = self._scenario.parameters
        units = self._units_of_a_community(unit)
        needed = max(p.issue_raisers / math.sqrt(units), 1.0) - 1.0
        return 1.0 + min(needed, a_day / units * p.issue_wait_days) + a_day / units * p.council_notice_days

    def _gathered(self, a_day: float, reach: str) -> float:
        """One, those who come until the issue is on the agenda, and those until it is decided."""
        p, rules = self._scenario.parameters, self._scenario.rules
        wait = p.sitting_days / 2.0 if rules.association_deliberates else p.street_cycle_days / 2.0 + 1.0
        if rules.self_governance_unit != "none":
            size = self._size_at(a_day, rules.self_governance_unit)
            return size + a_day * wait if self._beyond_unit(reach) else size
        return 1.0 + min(p.issue_raisers - 1.0, a_day * p.issue_wait_days) + a_day * wait
