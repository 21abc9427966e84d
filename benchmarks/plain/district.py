"""The district and its day, with an object for everything: what both twins share."""

import heapq
import math
from collections import defaultdict
from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

import mesa
import numpy as np

from agents.committee import Committee
from agents.station import Station
from benchmarks.plain.applications import Applications
from benchmarks.plain.careers import Careers
from benchmarks.plain.case import Case, Request
from benchmarks.plain.credit import Credit
from benchmarks.plain.desk import Desk, Job, Leg
from benchmarks.plain.errands import Errands
from benchmarks.plain.issues import Issues
from benchmarks.plain.needs import Process
from benchmarks.plain.resident import Resident, Verdict
from benchmarks.plain.routes import read_routes
from benchmarks.plain.street import pools, travels
from benchmarks.plain.work import OwnWork
from model.boundaries import duty_states
from model.calendar import WorkingCalendar, day_at
from model.city import build_residents
from model.institutions import set_up
from model.ledger import State
from model.mechanisms.base import MONTH, YEAR
from model.needs import SIXTY_PLUS
from model.routes import ESCALATED_RANK, FIRST_OF, FIRST_RANK
from model.streams import Purpose, uniform
from model.tables import Activity, Duty
from model.voicing import SHUT_FOR_DAYS, WEEK
from scenarios.actors import CATEGORIES
from scenarios.duty_list import DutyItem, load_duty_list
from scenarios.issues import UNITS

if TYPE_CHECKING:
    from scenarios.scenario import Scenario


class District(mesa.Model[Any, Any]):
    """A district with an object for every resident, desk and request; `step` is one working day.

    Args:
        scenario: A scenario as `sanshe.load` gives it, of what the twins cover (`benchmarks.twins.scenario`).
        rng: The seed, as of `GovernanceModel`.
        record_legs: Whether to keep every piece of work in `legs`.
    """

    def __init__(self, scenario: "Scenario", rng: int = 7, *, record_legs: bool = False) -> None:
        super().__init__(rng=rng)
        self._in_force = scenario
        self.parameters, self.seed, self.day = scenario.parameters, rng, 0
        self.now = 0.0  # the working hour up to which institutions have worked
        self.hours = float(scenario.resources.productive_hours)
        self.calendar = WorkingCalendar(productive_hours=self.hours)
        self.items = load_duty_list()
        self.routes = read_routes(scenario, self.items)
        self.duty = [Duty(state) for state in duty_states(scenario, self.items).tolist()]
        self.events: list[tuple[float, int, int, int, int, Job, Callable[[Job, float], None]]] = []
        self.requests: list[Request] = []
        self.legs: list[Leg] | None = [] if record_legs else None
        self.coming: dict[int, list[Request]] = defaultdict(list)  # voiced requests, by the day on which they come in
        self.resolved: list[Case] = []
        self.visits_ended: list[Case] = []
        self._cases = self._joined = 0
        self._set_up_institutions()
        self._house_residents()
        self.processes = [Process(self, category) for category in range(len(CATEGORIES))]
        self.own_work = OwnWork(self)
        self.errands = Errands(self)
        self.applications, self.careers = Applications(self), Careers(self)
        self.issues, self.credit = Issues(self), Credit(self)
        self.datacollector = mesa.DataCollector({"unvoiced": "unvoiced", "trust": "mean_trust"})

    @property
    def scenario(self) -> "Scenario":
        """The scenario that is run, as institutions ask for it."""
        return self._in_force

    @scenario.setter
    def scenario(self, value: Any) -> None:
        """Mesa's own slot for scenarios is not used."""

    # --- set up
    def _set_up_institutions(self) -> None:
        """Institutions with their desks, and who plays which role in each community."""
        self.institutions, _ = set_up(self, self.scenario)
        places = len(self.scenario.city.communities)
        self.desks: list[Desk] = []
        self._players: dict[tuple[str, int], Desk] = {}
        self.ways = [0.0] * places
        for institution in self.institutions:
            for plan in institution.desks:
                desk = Desk(self, institution, plan, len(self.desks))
                self.desks.append(desk)
                if institution.waits_for_posts and plan.posts == 0:
                    continue
                for role in plan.roles:
                    self._players |= {(role, place): desk for place in institution.places}
            if isinstance(institution, Station):
                for place in institution.places:
                    self.ways[place] = self.parameters.way_hours * math.sqrt(len(institution.places))
        self.committees = [(desk, desk.institution) for desk in self.desks if isinstance(desk.institution, Committee)]
        self.pools = pools(self, self.desks)

    def _house_residents(self) -> None:
        """Every resident as an object, in the stairwell where they live, with those whom they know."""
        columns = build_residents(self.scenario.city, self.parameters, self.seed).columns
        self.people = len(columns["community"])
        self.residents = [
            Resident(self, {name: column[row] for name, column in columns.items()}) for row in range(self.people)
        ]
        self.stairwells: dict[int, list[Resident]] = defaultdict(list)
        for resident, ties in zip(self.residents, columns["ties"].tolist(), strict=True):
            resident.knows = [self.residents[other] for other in ties if other >= 0]
            self.stairwells[resident.stairwell].append(resident)
        self.units = {level: defaultdict[int, list[Resident]](list) for level in UNITS}
        for resident in self.residents:
            for level, unit in resident.units.items():
                self.units[level][unit].append(resident)
        self.stairs_of: list[list[int]] = [[] for _ in self.ways]
        for stairwell, neighbours in self.stairwells.items():
            self.stairs_of[neighbours[0].place].append(stairwell)
        weights = list(accumulate(resident.weight for resident in self.residents))
        self.care_shares = [weight / weights[-1] for weight in weights]

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

    # --- what agents ask of the district
    def draw(self, purpose: Purpose, entity: int, occasion: int = 0) -> float:
        """A draw in (0, 1) for this seed, purpose, entity and occasion: the same as the model's."""
        return uniform(self.seed, purpose.value, entity, occasion)

    def expect(self, time: float, kind: int, job: Job, what: Callable[[Job, float], None]) -> None:
        """Put what happens to a job next into the calendar of events; what was expected before no longer counts."""
        job.version += 1
        heapq.heappush(self.events, (time, kind, job.case.serial, job.copy, job.version, job, what))

    def next_number(self) -> int:
        """The place of a job among all that have ever joined a queue."""
        self._joined += 1
        return self._joined

    def who_plays(self, role: str, place: int) -> Desk | None:
        """The desk that plays a role in a community, if any."""
        return self._players.get((role, place))

    def handover_hours(self, giver: Desk, taker: Desk) -> float:
        """Hours that a hand-over costs the taker."""
        p = self.parameters
        return p.handover_hours if giver.tier == taker.tier else p.handover_hours_tier

    def retention(self, giver: Desk, taker: Desk) -> float:
        """Share of the information in a case that survives a hand-over."""
        p = self.parameters
        if giver.tier == taker.tier:
            return p.retention_same
        return p.retention_district if 2 in (giver.tier, taker.tier) else p.retention_street

    def standard_hours(self, item: DutyItem) -> float:
        """The time standard of an item, in working hours."""
        return item.standard_days * self.hours

    def care_weight(self, age_band: int, vulnerable: bool) -> float:
        """How much more often a resident needs care."""
        p = self.parameters
        weight = p.need_elderly_care_ratio if age_band == SIXTY_PLUS else 1.0
        return weight * (p.need_vulnerable_ratio if vulnerable else 1.0)

    @property
    def close(self) -> float:
        """Hour of the calendar at which offices close today."""
        return self.calendar_hour((self.day + 1) * self.hours, "finish")

    def calendar_hour(self, working: float, side: Literal["start", "finish"]) -> float:
        """Working hours on the calendar."""
        return float(self.calendar.calendar_of(working, side=side))

    def working(self, calendar: float) -> float:
        """An hour of the calendar in working hours; the next opening if offices are shut."""
        return float(self.calendar.working_of(calendar))

    def day_of(self, working: float) -> int:
        """The working day on which a working hour falls; an opening belongs to the day that it opens."""
        return int(day_at(working, self.hours))

    def closed_for(self, working: float, calendar: float) -> float:
        """Working hours over which those spread who find offices shut: a day, after a weekend a week."""
        shut = self.calendar_hour(working, "start") - calendar
        return WEEK * self.hours if shut > SHUT_FOR_DAYS else self.hours if shut > 0.0 else 0.0

    @staticmethod
    def single(value: float) -> np.float32:
        """A number in the single precision in which the model keeps what residents feel."""
        return np.float32(value)
