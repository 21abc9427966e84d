"""The day of a district, with an object for everything: what both twins share."""

import heapq
import math
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

import mesa

from benchmarks.plain.applications import Applications
from benchmarks.plain.careers import Careers
from benchmarks.plain.case import Case, Request
from benchmarks.plain.credit import Credit
from benchmarks.plain.desk import Job, Leg
from benchmarks.plain.errands import Errands
from benchmarks.plain.issues import Issues
from benchmarks.plain.needs import Process
from benchmarks.plain.resident import Resident, Verdict
from benchmarks.plain.street import travels
from benchmarks.plain.town import Town
from benchmarks.plain.work import OwnWork
from model.ledger import State
from model.mechanisms.base import MONTH, WEEK, YEAR
from model.routes import ESCALATED_RANK, FIRST_OF, FIRST_RANK
from model.streams import Purpose
from model.tables import Activity
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from scenarios.scenario import Scenario


class District(Town):
    """A district with an object for every resident, desk and request; `step` is one working day.

    Args:
        scenario: A scenario as `sanshe.load` gives it, of what the twins cover.
        rng: The seed, as of `GovernanceModel`.
        record_legs: Whether to keep every piece of work in `legs`.

    Raises:
        InputError: For a scenario with what the twins do not cover.
    """

    def __init__(self, scenario: "Scenario", rng: int = 7, *, record_legs: bool = False) -> None:
        super().__init__(scenario, rng)
        self.now = 0.0  # the working hour up to which institutions have worked
        self.events: list[tuple[float, int, int, int, int, Job, Callable[[Job, float], None]]] = []
        self.requests: list[Request] = []
        self.legs: list[Leg] | None = [] if record_legs else None
        self.coming: dict[int, list[Request]] = defaultdict(list)  # voiced requests, by the day on which they come in
        self.resolved: list[Case] = []
        self.visits_ended: list[Case] = []
        self._cases = self._joined = 0
        self.processes = [Process(self, category) for category in range(len(CATEGORIES))]
        self.own_work = OwnWork(self)
        self.errands = Errands(self)
        self.applications, self.careers = Applications(self), Careers(self)
        self.issues, self.credit = Issues(self), Credit(self)
        self.datacollector = mesa.DataCollector({"unvoiced": "unvoiced", "trust": "mean_trust"})

    # --- one day
    def step(self) -> None:
        """One working day."""
        self.applications.morning()
        self.careers.morning()
        self.issues.morning()
        self.needs_arise()
        self.residents_act()
        self.requests_are_routed()
        self.institutions_serve()
        self.residents_judge()
        self.visitors_ask()
        self.errands.tell()
        self.datacollector.collect(self)
        self.day += 1
        if self.day % YEAR == 0:
            self.careers.year_ends()
            self.issues.money.instalment()
        if self.day % MONTH == 0:
            self.careers.month_ends()
            self.issues.money.instalment()
        if self.day % WEEK == 0:
            self.week_ends()

    def needs_arise(self) -> None:
        """The needs of today, each told to its resident."""
        end = self.calendar.day_period(self.day)[1]
        new = [need for process in self.processes if process.rate > 0.0 for need in process.until(end)]
        for need in sorted(new, key=lambda need: need.arose):
            self.arises(need.key, self.residents[need.resident], need.item, need.severity, need.arose)

    def arises(
        self, key: int, resident: Resident, item: int, severity: float, arose: float, origin: str = "exogenous"
    ) -> None:
        """A need of a resident arises today, at an hour of the calendar."""
        request = Request(self, key, resident, item, severity, arose)
        request.origin = origin
        resident.arising.append(request)
        self.has_to_do(resident, self.day)

    def residents_act(self) -> None:
        """Residents face what has arisen, and think over what they bear."""
        raise NotImplementedError

    def has_to_do(self, resident: Resident, day: int) -> None:
        """A resident has something to do on a day, which the resident knows too."""

    @property
    def unvoiced(self) -> list[int]:
        """Needs that are borne now in each community."""
        raise NotImplementedError

    @property
    def mean_trust(self) -> list[list[float]]:
        """Mean trust of the residents of each community, in each kind of actor."""
        raise NotImplementedError

    def unvoiced_change(self, place: int, by: int) -> None:
        """So many needs more are borne in a community; below zero: fewer."""

    def trust_changes(self, place: int, about: int, by: float) -> None:
        """A resident of a community trusts a kind of actor more by so much; below zero: less."""

    def will_come(self, request: Request) -> None:
        """A voiced need will come to an institution, today or on a later day."""
        self.coming[max(self.day_of(request.voiced), self.day)].append(request)

    def requests_are_routed(self) -> None:
        """What comes in today: voiced requests, then the institutions' own work and the ways of posts that travel."""
        for request in sorted(self.coming.pop(self.day, ()), key=lambda request: (request.voiced, request.number)):
            escalated, number = request.origin == "escalated", request.item
            request.route = (self.routes.escalated if escalated else self.routes.ordinary)[number]
            request.rank = ESCALATED_RANK if escalated else FIRST_RANK + request.about.urgency
            request.duty = self.duty[number]
            request.first = math.floor(self.draw(Purpose.FIRST_CANDIDATE, request.key) * FIRST_OF)
            request.reopens = request.resident.comes_back_with(request)
            request.state = State.UNDERWAY
            self._admit(request, request.voiced)
        for piece in self.own_work.of_day():
            self._admit(piece.case, piece.time)
        for case in travels(self):
            self._admit(case, self.day * self.hours)
        for errand, time in self.errands.of_day():
            self._admit(errand, time)

    def _admit(self, case: Case, time: float) -> None:
        case.serial = self._cases
        self._cases += 1
        case.come_in(time)

    def institutions_serve(self) -> None:
        """Service in continuous time up to the close of the day: one event after the other."""
        close = (self.day + 1) * self.hours
        while self.events and self.events[0][0] < close:
            now, _, _, _, version, job, what = heapq.heappop(self.events)
            if version == job.version:
                what(job, now)
        for desk in self.desks:
            desk.settle(close)
        self.now = close
        self.issues.evening()

    def residents_judge(self) -> None:
        """Those whose request was resolved today judge it, and tell those whom they know (口碑)."""
        self.credit.count(self.resolved)
        done = sorted(set(self.resolved), key=lambda case: (case.resolved, case.serial))
        self.resolved = []
        verdicts = [case.resident.judges(case) for case in done if isinstance(case, Request)]
        for verdict in verdicts:
            verdict.resident.takes_to_heart(verdict)
        if self.parameters.word_of_mouth > 0.0:
            for listener in self._heard_of(verdicts):
                listener.listens()

    @staticmethod
    def _heard_of(verdicts: list[Verdict]) -> dict[Resident, None]:
        """Everyone who hears of these judgements, once each."""
        return dict.fromkeys(other for verdict in verdicts for other in verdict.resident.tells(verdict))

    def visitors_ask(self) -> None:
        """Home visits that ended today (走访) meet people with unvoiced needs, who may then speak."""
        visited = set()
        for visit in self.visits_ended:
            stairs = self.stairs_of[visit.place]
            visited.add(stairs[int(self.draw(Purpose.VISIT_PLACE, visit.key) * len(stairs))])
        self.visits_ended = []
        for stairwell in visited:
            for resident in self.stairwells[stairwell]:
                for request in list(resident.borne):
                    if self.draw(Purpose.VISIT_MET, request.key, self.day) < self.parameters.visit_met_share:
                        resident.is_asked(request)

    def week_ends(self) -> None:
        """Streets move posts to last week's queues; committees order next week's visits by the hours they had left."""
        now = self.day * self.hours
        if self.scenario.rules.street_allocation > 0.0:
            for pool in self.pools:
                pool.move_posts(now)
        for desk, committee in self.committees:
            visits = desk.books[Activity.VISITS] - desk.visits_before
            busy = desk.busy_hours - desk.busy_before - visits
            ordered = committee.visits_next_week(busy, desk.posts * self.hours * WEEK)
            for place in committee.places:
                self.own_work.visits[place] = ordered / WEEK / len(committee.places)
        for desk in self.desks:
            desk.busy_before, desk.queue_before = desk.busy_hours, desk.queue_hours
            desk.visits_before = desk.books[Activity.VISITS]
        self.issues.week_ends()
        self.credit.week_ends()

    # --- what happens next
    def expect(self, time: float, kind: int, job: Job, what: Callable[[Job, float], None]) -> None:
        """Put what happens to a job next into the calendar of events; what was expected before no longer counts."""
        job.version += 1
        heapq.heappush(self.events, (time, kind, job.case.serial, job.copy, job.version, job, what))

    def next_number(self) -> int:
        """The place of a job among all that have ever joined a queue."""
        self._joined += 1
        return self._joined
