"""The district and its day: one model under one scenario.

`GovernanceModel.step` is one working day and reads like the day's processes: needs arise, residents voice them or not,
requests are routed by the duty list, institutions serve them, residents judge. Institutions are ordinary Mesa agents;
residents are columns behind `agents_by_type[Resident]`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
import pandas as pd
from mesa.time import Schedule
from numpy.typing import NDArray

from agents.committee import Committee
from agents.resident import Resident
from model import boundaries, posts
from model.accounts import Accounts
from model.calendar import WorkingCalendar
from model.causes import Causes
from model.city import build_residents
from model.desks import Desks
from model.engagement import Engagement
from model.errands import Errands
from model.journeys import Journeys
from model.judging import judge_resolved
from model.leaders import Leaders
from model.ledger import Ledger, Requests
from model.logged import Arrivals, Logged
from model.mechanisms import MECHANISMS
from model.mechanisms.base import MONTH, WEEK, YEAR, Mechanisms
from model.mechanisms.evaluation import Evaluation
from model.mechanisms.street_support import StreetSupport
from model.needs import Needs
from model.observe import Outcomes
from model.organizations import Organizations
from model.projects import Projects
from model.reception import Reception
from model.record import Record
from model.routes import INTAKE_ROLES, WIDTH
from model.service import change_servers, run_until
from model.shocks import Shocks
from model.stages import Stages
from model.standing import Standing
from model.tables import CASES, EVENTS, JOBS, LOG, Activity, Count, Floats, Ints, World, make_floor
from model.voicing import Voicing
from model.volunteers import Volunteers
from scenarios.actors import KINDS
from scenarios.duty_list import load_duty_list
from scenarios.extensions import call_hook, refuse_changed
from scenarios.library import load
from scenarios.limits import LARGEST_SEED, whole_number

if TYPE_CHECKING:
    from agents.population import Residents
    from scenarios.scenario import Scenario

MOST_DAYS = 1_000_000
YEAR_HOURS = 364.0 * 24.0  # of the calendar
BEFORE_OPENING = 0.5  # a day's step ends at Mesa's time day + 1: what a day begins with comes before that
LEDGER_YEARS = 10.2  # for which the ledger has room from the start, so that it need not be copied as it grows


class GovernanceModel(mesa.Model[Any, Any]):
    """A district under one scenario, day by day: an ordinary Mesa model.

    `run_for` runs so many working days, `step` one. What came of it is asked of `requests` and `outcomes`; looking
    draws nothing and changes nothing. Two models with one seed meet the same residents with the same needs, whatever
    their rules.

    Args:
        scenario: As loaded by `sanshe.load`, or its name or file.
        rng: The seed, a whole number from 0 on.
        record_legs: Whether to keep every realised leg of a request's way, for `legs` and `journeys`.
        residents: A population built for the same city, parameters and seed, which is copied and not changed; built
            anew by default.
        arrivals: Voiced requests of a log that come in, in place of needs that are drawn, or beside them
            (`model.logged.Arrivals`); none by default.

    Attributes:
        settings: The scenario as given, with its timeline.
        seed: The seed.
        day: Working days done.
        hours: Productive hours of a working day.
        calendar: Working hours and days on the calendar, which begins on Monday 4 January 2016.
        residents: The population, columns behind what looks like a Mesa AgentSet (`agents.population.Residents`).
        institutions: The institutions that stand, Mesa agents, as in `agents_by_type`.
        rows: (institution, number of its desk) of every row of `desks`.
        requests: All needs so far, one row each (`model.ledger.Requests`).
        outcomes: What regimes are compared on (`model.observe.Outcomes`).
        desks: Standing orders, one row a desk, for rules of one's own (`model.desks.Desks`).

    Raises:
        InputError: For bad input; it is a `ValueError`.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> model = sanshe.GovernanceModel(sanshe.load("network").replace(city=town), rng=1)
        >>> model.run_for(20)
        >>> model
        <GovernanceModel network, seed 1, working days done 20: 12,000 residents, 1,295 needs>
        >>> needs = model.requests.frame()
        >>> needs.groupby("state", observed=True).size()
        state
        undecided            30
        unvoiced             75
        self_helped          82
        neighbour_helped    195
        faded                23
        underway             57
        resolved            148
        closed              685
        dtype: int64
    """

    def __init__(
        self,
        scenario: "Scenario | str | Path",
        rng: int = 7,
        *,
        record_legs: bool = False,
        residents: "Residents | None" = None,
        arrivals: Arrivals | None = None,
    ) -> None:
        if isinstance(scenario, str | Path):
            scenario = load(scenario)
        seed = whole_number("rng", rng, 0, LARGEST_SEED)
        refuse_changed(type(scenario.rules))
        super().__init__(rng=seed)
        self.settings = scenario  # as loaded, with its timeline; `scenario` is what is in force now
        self._in_force = scenario.in_force(0)
        self.seed = seed
        self.day = 0
        self.hours = float(scenario.resources.productive_hours)
        self.calendar = WorkingCalendar(productive_hours=self.hours)
        self.items = load_duty_list()
        self.standard_hours = np.array([item.standard_days for item in self.items]) * self.hours
        parameters = scenario.parameters
        self.shocks = Shocks(self)
        self.residents = residents.copy(self) if residents else build_residents(scenario.city, parameters, seed, self)
        self.errands = Errands(self, [errand for mechanism in MECHANISMS for errand in mechanism.errands])
        self.stages = Stages(self)
        self.institutions, self.staff, self.book = (
            list(self.stages.institutions), self.stages.now.staff, self.stages.now.book
        )  # fmt: skip
        for extension in scenario.hooks:
            call_hook(extension, "agents", self)
        places = len(scenario.city.communities)
        self.rows = boundaries.number_desks([*self.institutions, *self.stages.closed])
        role_actor = boundaries.role_actors(self.institutions, places)
        self.duty = boundaries.duty_states(self.scenario, self.items)
        self.tiers = boundaries.kind_tiers([row for row in self.rows if row[0] in self.institutions])
        self.crossed: list[tuple[Ints, Ints]] = []  # (tiers, hand-overs) of regimes in which kinds stood elsewhere
        self.world = self._world(role_actor, record_legs)
        self.needs = Needs(parameters, self.residents, self.items, self.seed, YEAR_HOURS)
        self.needs.further = self.shocks.surges(self.needs, self.calendar)
        self.logged = None if arrivals is None else Logged(arrivals, self.needs, self.residents, places)
        self.ledger = Ledger(WIDTH, round(LEDGER_YEARS * YEAR_HOURS * float(self.needs.rate.sum())))
        self.requests = Requests(self)
        self.volunteers = Volunteers()
        self.voicing = Voicing(self)
        self.reception = Reception(self)
        self.journeys = Journeys(self)
        self.committees = [i for i in self.institutions if isinstance(i, Committee)]
        self.record = Record(self)
        self.outcomes = Outcomes(self)
        self._legs: list[NDArray[np.void]] = []
        self.week_start = (np.zeros(len(self.rows)), np.zeros(len(self.rows)))
        self.desks = Desks(self)
        self.standing = Standing(self)
        self.accounts = Accounts()
        self.projects = Projects(self)
        self.organizations = Organizations(self)
        self.engagement = Engagement(self)
        self.leaders = Leaders(self)
        self.causes = Causes(self.items, self.residents, self.seed)
        self.mechanisms = Mechanisms(self, MECHANISMS)
        self.mechanisms.begin()
        self._extensions_order()
        for often, days in (
            (self.every_week, WEEK),
            (self.mechanisms.every_month, MONTH),
            (self.mechanisms.every_year, YEAR),
        ):
            self.schedule_recurring(often, Schedule(interval=float(days), start=float(days)))
        self.shocks.note(0)
        for day in self.shocks.later_turns():
            self.schedule_event(self.timeline_turns, at=day + BEFORE_OPENING)

    def __repr__(self) -> str:
        about = f"{self.settings.name}, seed {self.seed}, working days done {self.day}"
        return f"<GovernanceModel {about}: {len(self.residents):,} residents, {len(self.requests):,} needs>"

    @property
    def scenario(self) -> "Scenario":
        """The scenario in force now: read anew at each use, since a timeline may change its rules and resources."""
        return self._in_force

    @scenario.setter
    def scenario(self, value: Any) -> None:
        """Mesa's own scenario slot is not used; a scenario here is frozen, and `adopt` is how another comes."""

    @property
    def evaluation(self) -> Evaluation:
        """How those served judge desks (双向评价)."""
        return self.mechanisms.get(Evaluation)

    @property
    def street_support(self) -> StreetSupport:
        """What streets do for needs, organisations, projects and workers (街道支持)."""
        return self.mechanisms.get(StreetSupport)

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """Mesa's agents by type, with the population under `Resident`."""
        return {**super().agents_by_type, Resident: self.residents}

    @property
    def agent_types(self) -> list[type]:
        """Types of agents, residents among them."""
        return [*super().agent_types, Resident]

    def run_for(self, duration: float | int) -> None:
        """Run so many working days; a year has 250.

        Args:
            duration: Working days, a whole number of at least 1.

        Raises:
            InputError: For anything else.
        """
        super().run_for(whole_number("days", duration, 1, MOST_DAYS))

    # --- one day
    def step(self) -> None:
        """One working day, in the order of its processes."""
        self.mechanisms.every_day()
        self.needs_arise()
        self.residents_reconsider()
        arrivals = self.requests_are_routed()
        self.institutions_serve(*arrivals)
        self.residents_judge()
        self.visitors_ask()
        self.record.close_day()
        self.day += 1

    def needs_arise(self) -> None:
        """New needs, and what each resident does about theirs: voice, bear, help oneself, ask a neighbour (表达)."""
        end = self.calendar.day_period(self.day)[1]
        if self.logged is None or self.logged.background:
            self.voicing.arise(self.causes.thin(self.needs.until(end)))
        if self.logged is not None:
            self.voicing.register(*self.logged.until(end))

    def residents_reconsider(self) -> None:
        """Borne needs that are thought over today: they fade, worsen, are voiced, or go over everyone's head (越级)."""
        self.voicing.reconsider()

    def requests_are_routed(self) -> tuple[Floats, Ints]:
        """What comes in today becomes cases: voiced requests by the duty list, and the institutions' own work."""
        times, cases = self.reception.of_day(*self.voicing.come_today())
        if len(self.world.log):
            self.journeys.note(cases)
        return times, cases

    def institutions_serve(self, times: Floats, cases: Ints) -> None:
        """Service in continuous time up to the close of the day.

        Args:
            times: When each case comes in, working hours, rising.
            cases: The numbers of these cases in the engine.
        """
        close = (self.day + 1) * self.hours
        self.stages.sweep()
        self.world, taken_in = run_until(self.world, times, cases, 0, close)
        if taken_in < len(times):
            raise RuntimeError(f"day {self.day}: {len(times) - taken_in} cases come in after the close of their day")
        posts.settle(self.world, close)
        held = self.world.held[: self.world.count[Count.HELD]].copy()
        self.world.count[Count.HELD] = 0
        self.mechanisms.cases_held(held)
        if len(self.world.log):
            self._legs.append(self.world.log[: self.world.count[Count.LOG]].copy())
            self.world.count[Count.LOG] = 0

    def residents_judge(self) -> None:
        """Those whose request was resolved today judge it; trust and expectation move, neighbours hear of it (口碑)."""
        closed = self.world.closed[: self.world.count[Count.CLOSED]]
        self.mechanisms.cases_resolved(closed)
        self.mechanisms.cases_judged(judge_resolved(self, closed))
        self.world.count[Count.CLOSED] = 0

    def visitors_ask(self) -> None:
        """Home visits that ended today meet people with unvoiced needs (走访), who may then speak."""
        ended = self.ledger.free_closed(self.world)
        visits = ended[self.reception.is_visit[self.world.cases["route"][ended]]]
        self.voicing.meet_visitors(self.world.cases["place"][visits], self.world.cases["need"][visits])
        self.mechanisms.errands_done(self.errands.done(ended))

    # --- each week
    def every_week(self) -> None:
        """Streets move posts to last week's queues; committees order next week's visits."""
        self.desks.begin_week()
        floor, orders, reallocation = self.world.floor, self.world.orders, self.reception.reallocation
        queues, busy = floor["queue_hours"] - self.week_start[0], floor["busy_hours"] - self.week_start[1]
        if reallocation.share > 0.0:
            for row, (posts, productivity) in reallocation.next_week(queues).items():
                orders["productivity"][row] = productivity
                if posts != orders["servers"][row]:
                    self.world = change_servers(self.world, row, posts, self.day * self.hours)
        visits = self.record.visit_hours_this_week()
        capacity = orders["servers"] * self.hours * WEEK
        self.reception.own_work.order_visits(self.committees, busy - visits, capacity, WEEK)
        self.week_start = (floor["queue_hours"].copy(), floor["busy_hours"].copy())
        self.mechanisms.every_week()
        self._extensions_order()

    # --- in time
    def timeline_turns(self) -> None:
        """Entries of the timeline that begin or end today (改革与冲击): rules change, posts go or come back."""
        self.shocks.note(self.day)
        scenario = self.settings.in_force(self.day)
        if self.stages.differs(scenario):
            self.adopt(scenario)

    def adopt(self, scenario: "Scenario") -> None:
        """Let the rules and resources of this stage hold from now on: the one place where a regime changes.

        Args:
            scenario: The scenario in force from now on; of the same city, and of a stage that the timeline knew at the
                start.
        """
        self._in_force = scenario
        self.stages.follow()
        self.standing.follow()
        self.mechanisms.regime_changed()
        self.standing.write()
        self.desks.follow()
        self._extensions_order()

    def put_in_force(self, scenario: "Scenario") -> None:
        """Let institutions that are being made see these rules; nothing else follows.

        Args:
            scenario: The scenario that they see.
        """
        self._in_force = scenario

    # --- looking
    @property
    def events(self) -> pd.DataFrame:
        """What the timeline has brought so far, one row an entry that began or ended.

        Columns: `day`, `date`, `entry` (from 0), `kind`, `what` and `label`.

        Examples:
            >>> import sanshe
            >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
            >>> outage = {"day": 2, "for": 3, "platform_outage": {}}
            >>> model = sanshe.GovernanceModel(sanshe.load("network").replace(city=town, timeline=[outage]), rng=1)
            >>> model.run_for(10)
            >>> model.events[["day", "kind", "what"]]
               day             kind    what
            0    2  platform_outage  begins
            1    5  platform_outage    ends
        """
        return self.shocks.frame()

    def legs(self) -> NDArray[np.void]:
        """Every realised leg so far, if `record_legs` was asked for.

        Returns:
            A numpy record array, one record a piece of work at a desk: among others `serial` (the case), `actor` (the
            row of the desk), `arrived`, `started` and `finished` in working hours.

        Examples:
            >>> import sanshe
            >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
            >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1, record_legs=True)
            >>> model.run_for(2)
            >>> legs = model.legs()
            >>> bool((legs["finished"] >= legs["started"]).all())
            True
        """
        return np.concatenate(self._legs) if self._legs else np.zeros(0, LOG)

    # --- in the house
    def _extensions_order(self) -> None:
        """Rules from outside the tree write their standing orders: at the start and each week."""
        if self.scenario.extensions:  # they found the rows as the institutions themselves order
            self.standing.write(afresh=True)
        for extension in self.scenario.hooks:
            call_hook(extension, "standing_orders", self)
            self.desks.check(extension.name)

    def _world(self, role_actor: Ints, record_legs: bool) -> World:
        orders, skill = boundaries.write_orders(self.rows, self.hours)
        hand_hours, hand_kept = boundaries.hand_over_tables(self.scenario, self.tiers)
        return World(
            orders=orders,
            skill=skill,
            slip=np.zeros_like(skill),
            near=np.zeros(role_actor.shape[1], dtype=np.int64),
            role_actor=role_actor,
            routes=self.book.routes,
            steps=self.book.steps,
            candidates=self.book.candidates,
            intake_role=INTAKE_ROLES,
            fusion=boundaries.fusion_row(self.scenario, self.seed),
            hand_hours=hand_hours,
            hand_kept=hand_kept,
            cases=np.zeros(0, CASES),
            jobs=np.zeros(0, JOBS),
            floor=make_floor(len(self.rows)),
            activity=np.zeros((len(self.rows), len(Activity))),
            hand_overs=np.zeros((len(KINDS), len(KINDS)), dtype=np.int64),
            events=np.zeros(4096, EVENTS),
            count=np.zeros(len(Count), dtype=np.int64),
            next_arrival=np.full(1, np.inf),
            closed=np.zeros(4096, dtype=np.int64),
            held=np.zeros(4096, dtype=np.int64),
            log=np.zeros(8192 if record_legs else 0, LOG),
        )
