"""The district and its day: one model under one scenario.

`GovernanceModel.step` is one working day and reads like the day's processes: needs arise, residents voice them or not,
requests are routed by the duty list, institutions serve them, residents judge. Institutions are ordinary Mesa agents;
residents are columns behind `agents_by_type[Resident]`.
"""

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from mesa.time import Schedule
from numpy.typing import NDArray

from agents import resident as decide
from agents.committee import Committee
from agents.resident import Resident
from agents.station import Station
from agents.worker import Worker
from model import boundaries, engine
from model.calendar import WorkingCalendar
from model.city import build_residents
from model.desks import Desks
from model.institutions import set_up
from model.ledger import Ledger, Requests, State
from model.needs import Needs
from model.observe import Outcomes
from model.own_work import OwnWorkFlow, Reallocation
from model.record import Record
from model.routes import ESCALATED_RANK, FIRST_RANK, INTAKE_ROLES, OWN_WORK, ROLE, WIDTH, build_routes
from model.service import change_servers, run_until
from model.streams import Purpose, uniforms
from model.tables import CASES, EVENTS, JOBS, LOG, Activity, Floats, Ints, World, make_floor
from scenarios.actors import CHANNELS, KINDS
from scenarios.duty_list import load_duty_list

if TYPE_CHECKING:
    from agents.population import Residents
    from scenarios.scenario import Scenario

WEEK = 5  # working days
ADDRESSEE = np.array([1, 1, 0, 2, 0])  # column of trust by category: station, station, committee, government, committee
TRUST_OF_KIND = np.array([{"committee": 0, "party": 0, "station": 1, "organization": 3}.get(k, 2) for k in KINDS])
CERTAIN = 50.0  # utility at which a choice is no longer open
NEIGHBOUR_HOURS = 0.8  # what a neighbour gives to a need
WAY_TRIPS = 2.0  # there and back
LICENSED_SHARE = 0.3  # share of social workers with a licence (assumed; 0.2–0.5 in 2016)


class GovernanceModel(mesa.Model):  # type: ignore[type-arg]
    """A district under one scenario.

    Parameters: `scenario` as loaded by `sanshe.load`; `rng` the seed (an integer); `record_legs` keeps every realised
    leg in `model.legs()`; `residents` a population built for the same city and seed, which is copied and not changed.
    """

    def __init__(
        self,
        scenario: "Scenario",
        rng: int = 7,
        *,
        record_legs: bool = False,
        residents: "Residents | None" = None,
    ) -> None:
        super().__init__(rng=int(rng))
        self.settings = scenario
        self.seed = int(rng)
        r, p = scenario.resources, scenario.parameters
        self.hours = float(r.productive_hours)
        self.calendar = WorkingCalendar(productive_hours=self.hours)
        self.items = load_duty_list()
        self.standard_hours = np.array([item.standard_days for item in self.items]) * self.hours
        self.residents = residents.copy(self) if residents else build_residents(scenario.city, p, self.seed, self)
        self.institutions, self.staff = set_up(self, scenario)
        for extension in scenario.hooks:
            extension.agents(self)
        self.rows, role_actor = boundaries.number_desks(self.institutions, len(scenario.city.communities))
        self._hire_workers()
        self.book = build_routes(scenario, self.items)
        self.duty = boundaries.duty_states(scenario, self.items)
        self.urgency = np.array([item.urgency for item in self.items])
        self.tiers = boundaries.kind_tiers(self.rows)
        self.world = self._world(role_actor, record_legs)
        self.ledger = Ledger(WIDTH)
        self.requests = Requests(self)
        year_hours = 364.0 * 24.0
        self.needs = Needs(p, self.residents, self.items, self.seed, year_hours)
        self.own_work = OwnWorkFlow(scenario, self.seed)
        self.reallocation = Reallocation(scenario, self.institutions)
        self.committees = [i for i in self.institutions if isinstance(i, Committee)]
        self.way_hours = self._way_hours()
        self.stairwells = self._stairwells_of_places()
        self.day = 0
        self.serial = 0
        self.resident_hours = 0.0
        self.volunteer_hours = 0.0
        self.due: dict[int, list[tuple[NDArray[np.int64], Floats]]] = {}
        self.thinking: dict[int, list[NDArray[np.int64]]] = {}
        self.borne: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self.week_start = (np.zeros(len(self.rows)), np.zeros(len(self.rows)))
        self.record = Record(self)
        self.outcomes = Outcomes(self)
        self._legs: list[NDArray[np.void]] = []
        self.desks = Desks(self)
        self._extensions_order()
        self.schedule_recurring(self.every_week, Schedule(interval=float(WEEK), start=float(WEEK)))

    @property
    def scenario(self) -> "Scenario":
        """The scenario that is run."""
        return self.settings

    @scenario.setter
    def scenario(self, value: Any) -> None:
        """Mesa's own scenario slot is not used; a scenario here is frozen for the whole run."""

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """Mesa's agents by type, with the population under `Resident`."""
        return {**super().agents_by_type, Resident: self.residents}

    @property
    def agent_types(self) -> list[type]:
        """Types of agents, residents among them."""
        return [*super().agent_types, Resident]

    # --- one day
    def step(self) -> None:
        """One working day, in the order of its processes."""
        self.needs_arise()
        self.residents_reconsider()
        arrivals = self.requests_are_routed()
        self.institutions_serve(*arrivals)
        self.residents_judge()
        self.visitors_ask(self.ledger.free_closed(self.world))
        self.record.close_day()
        self.day += 1

    def needs_arise(self) -> None:
        """New needs, and what each resident does about theirs: voice, bear, help oneself, ask a neighbour (表达)."""
        end = self.calendar.day_period(self.day)[1]
        new = self.needs.until(end)
        rows = self.ledger.add(len(new.need))
        ledger = self.ledger.rows[rows[0] : rows[-1] + 1] if len(rows) else self.ledger.rows[:0]
        ledger["need"], ledger["category"], ledger["item"] = new.need, new.category, new.item
        ledger["resident"], ledger["severity"] = new.resident, new.severity
        ledger["place"] = self.residents.columns["community"][new.resident]
        ledger["arose_calendar"] = new.arose
        ledger["arose"] = self.calendar.working_of(new.arose)
        p, columns = self.scenario.parameters, self.residents.columns
        utility, channel = self._utility(rows)
        choice = decide.decide_voice(
            new.category, utility, columns["ties"][new.resident, 0] >= 0, p, self._draw(Purpose.VOICE, new.need)
        )
        states = np.array([State.UNDECIDED, State.UNVOICED, State.SELF_HELPED, State.NEIGHBOUR_HELPED], dtype=np.int8)
        ledger["state"] = states[choice]
        self.volunteer_hours += NEIGHBOUR_HOURS * int((choice == decide.NEIGHBOUR).sum())
        voiced = choice == decide.VOICE
        self._will_come(rows[voiced], channel[voiced], new.arose[voiced])
        self._will_think(rows[choice == decide.BEAR])

    def residents_reconsider(self) -> None:
        """Borne needs that are thought over today: they fade, worsen, are voiced, or go over everyone's head (越级)."""
        rows = np.concatenate(self.thinking.pop(self.day, [np.zeros(0, dtype=np.int64)]))
        rows = rows[self.ledger.rows["state"][rows] == State.UNVOICED]
        if len(rows):
            utility, channel = self._utility(rows)
            need = self.ledger.rows["need"][rows]
            draw = self._draw(Purpose.RECONSIDER, need, self.day)
            # Reluctance is the resident's own and lasts: only a higher utility makes one speak who was silent before.
            utility = np.where(self._draw(Purpose.VOICE, need) < 1.0 / (1.0 + np.exp(-utility)), CERTAIN, -CERTAIN)
            severity = self.ledger.rows["severity"][rows]
            fate, worse = decide.reconsider(utility, severity, self.scenario.parameters, draw)
            self.ledger.rows["severity"][rows] = worse
            self.ledger.rows["state"][rows[fate == decide.FADE]] = State.FADED
            now = np.full(len(rows), self.calendar.calendar_of(np.array([self.day * self.hours]), side="start")[0])
            speaks, over = fate == decide.SPEAK, fate == decide.ESCALATE
            self.ledger.rows["origin"][rows[over]] = 1
            self._will_come(rows[speaks | over], channel[speaks | over], now[speaks | over])
            self._will_think(rows[fate == decide.STAY])
        self.borne = self.borne[self.ledger.rows["state"][self.borne] == State.UNVOICED]

    def requests_are_routed(self) -> tuple[Floats, Ints]:
        """What comes in today becomes cases: voiced requests by the duty list, and the institutions' own work."""
        parts = self.due.pop(self.day, [])
        rows = np.concatenate([part[0] for part in parts]) if parts else np.zeros(0, dtype=np.int64)
        times = np.concatenate([part[1] for part in parts]) if parts else np.zeros(0)
        order = np.lexsort((rows, times))
        rows, times = rows[order], times[order]
        open_ = self.day * self.hours
        kind, place, key, at = self.own_work.of_day(self.day, open_, self.hours)
        away, home = self.reallocation.travellers()
        n, m, k = len(rows), len(kind), len(away)
        self.world, cases = self.ledger.take_cases(self.world, n + m + k)
        live = self.world.cases
        live["serial"][cases] = self.serial + np.arange(n + m + k)
        self.serial += n + m + k
        self._fill_requests(cases[:n], rows)
        own_routes = np.array([self.book.own[work.key] for work in OWN_WORK])
        ranks = np.array([work.rank for work in OWN_WORK])
        own = cases[n : n + m]
        live["route"][own], live["place"][own], live["need"][own] = own_routes[kind], place, key
        live["rank"][own] = ranks[kind]
        roles = np.array([ROLE[work.role] for work in OWN_WORK])
        live["at"][own] = self.world.role_actor[roles[kind], place]  # own work crosses no boundary
        trips = cases[n + m :]
        live["place"][trips] = home
        live["need"][trips] = -1
        live["route"][trips] = [self._travel_route(row) for row in away]
        live["step"][cases] = self.book.routes["start"][live["route"][cases]]
        self.ledger.row_of_case[cases] = -1
        self.ledger.row_of_case[cases[:n]] = rows
        times = np.concatenate([times, at, np.full(k, open_)])
        order = np.lexsort((live["serial"][cases], times))
        return times[order], cases[order]

    def institutions_serve(self, times: Floats, cases: Ints) -> None:
        """Service in continuous time up to the close of the day."""
        close = (self.day + 1) * self.hours
        self.world, _ = run_until(self.world, times, cases, 0, close)
        engine.settle(self.world, close)
        if len(self.world.log):
            self._legs.append(self.world.log[: self.world.count[2]].copy())
            self.world.count[2] = 0

    def residents_judge(self) -> None:
        """Those whose request was resolved today judge it; trust and expectation move, neighbours hear of it (口碑)."""
        cases = self.world.closed[: self.world.count[3]]
        self.world.count[3] = 0
        if not len(cases):
            return
        cases = np.unique(cases)  # one judgement a day, also of a request that came back and was resolved again
        live = self.world.cases[cases]
        rows = self.ledger.row_of_case[cases]
        ledger, p, columns = self.ledger.rows, self.scenario.parameters, self.residents.columns
        who = ledger["resident"][rows].astype(np.int64)
        performed = decide.performance(
            live["resolved"] - ledger["voiced"][rows],
            self.standard_hours[ledger["item"][rows]],
            live["defect"] == 1,
            live["hand_overs"],
            p,
        )
        satisfied, expected = decide.judge(performed, columns["expectation"][who], p)
        ledger["satisfaction"][rows] = satisfied
        about = TRUST_OF_KIND[self.world.orders["kind"][np.maximum(live["owner"], 0)]]
        columns["expectation"][who] = np.clip(expected, 0.0, 1.0)
        columns["satisfaction"][who] = satisfied
        columns["trust"][who, about] = decide.update_trust(columns["trust"][who, about], satisfied, p)
        decide.word_of_mouth(who, satisfied, about, columns["ties"], columns["expectation"], columns["trust"], p)

    def visitors_ask(self, ended: Ints) -> None:
        """Home visits that ended today meet people with unvoiced needs (走访), who may then speak."""
        live = self.world.cases[ended]
        visits = np.isin(live["route"], [self.book.own["visit_station"], self.book.own["visit_committee"]])
        if not visits.any() or not len(self.borne):
            return
        p, columns = self.scenario.parameters, self.residents.columns
        low, high = self.stairwells
        place, need = live["place"][visits], live["need"][visits]
        u = self._draw(Purpose.VISIT_PLACE, need)
        visited = np.zeros(int(high.max()) + 1, dtype=bool)
        visited[(low[place] + u * (high[place] + 1 - low[place])).astype(np.int64)] = True
        rows = self.borne[visited[columns["stairwell"][self.ledger.rows["resident"][self.borne]]]]
        rows = rows[self.ledger.rows["state"][rows] == State.UNVOICED]
        rows = rows[self._draw(Purpose.VISIT_MET, self.ledger.rows["need"][rows], self.day) < p.visit_met_share]
        if len(rows):
            utility, _ = self._utility(rows, at_the_door=True)
            reluctance = self._draw(Purpose.VOICE, self.ledger.rows["need"][rows])
            rows = rows[reluctance < 1.0 / (1.0 + np.exp(-utility))]
            close = self.calendar.calendar_of(np.array([(self.day + 1) * self.hours]), side="finish")[0]
            self._will_come(rows, np.zeros(len(rows), dtype=np.int8), np.full(len(rows), close), at_once=True)

    # --- each week
    def every_week(self) -> None:
        """Streets move posts to last week's queues; committees order next week's visits."""
        self.desks.begin_week()
        floor = self.world.floor
        queues, busy = floor["queue_hours"] - self.week_start[0], floor["busy_hours"] - self.week_start[1]
        now = self.day * self.hours
        if self.reallocation.share > 0.0:
            for row, (posts, productivity) in self.reallocation.next_week(queues).items():
                self.world.orders["productivity"][row] = productivity
                if posts != self.world.orders["servers"][row]:
                    self.world = change_servers(self.world, row, posts, now)
        visits = self.record.visit_hours_this_week()
        capacity = self.world.orders["servers"] * self.hours * WEEK
        self.own_work.order_visits(self.committees, busy - visits, capacity, WEEK)
        self.week_start = (floor["queue_hours"].copy(), floor["busy_hours"].copy())
        self._extensions_order()

    # --- looking
    def legs(self) -> NDArray[np.void]:
        """Every realised leg so far (a numpy record array), if `record_legs` was asked for."""
        return np.concatenate(self._legs) if self._legs else np.zeros(0, LOG)

    # --- in the house
    def _extensions_order(self) -> None:
        """Rules from outside the tree write their standing orders: at the start and each week."""
        for extension in self.scenario.hooks:
            extension.standing_orders(self)

    def _draw(self, purpose: Purpose, entity: Any, occasion: int = 0) -> Floats:
        return uniforms(self.seed, purpose, np.asarray(entity, dtype=np.int64), occasion)

    def _utility(self, rows: Ints, at_the_door: bool = False) -> tuple[Floats, NDArray[np.int8]]:
        """(utility of voicing, channel) of needs."""
        ledger, columns, p = self.ledger.rows[rows], self.residents.columns, self.scenario.parameters
        who = ledger["resident"].astype(np.int64)
        way = self.way_hours[ledger["place"]]
        channel = decide.choose_channel(columns["online"][who], way, p, self._draw(Purpose.CHANNEL, ledger["need"]))
        cost = np.zeros(len(rows)) if at_the_door else decide.cost_of(channel, way, p)
        trust = columns["trust"][who, ADDRESSEE[ledger["category"]]]
        utility = decide.voice_utilities(
            ledger["category"].astype(np.int64), ledger["severity"], trust, columns["habit"][who], cost, p
        )
        return utility.astype(np.float64), channel

    def _will_come(self, rows: Ints, channel: Any, moment: Floats, at_once: bool = False) -> None:
        """Set when voiced needs come to an institution: after a while, in opening hours."""
        if not len(rows):
            return
        ledger = self.ledger.rows
        p, need = self.scenario.parameters, ledger["need"][rows]
        calendar = moment
        if not at_once:
            delay = -24.0 * p.voice_delay_days * np.log(self._draw(Purpose.VOICE_DELAY, need, self.day))
            calendar = moment + delay
        working = np.asarray(self.calendar.working_of(calendar), dtype=np.float64)
        shut = self.calendar.calendar_of(working, side="start") - calendar
        # By night or at noon one comes some time next day; at a weekend some time next week; online joins at opening.
        span = np.where(shut > 20.0, WEEK * self.hours, np.where(shut > 0.0, self.hours, 0.0))
        span = np.where(np.asarray(channel) == CHANNELS.index("online"), 0.0, span)
        working = working + span * self._draw(Purpose.VOICE_DELAY, need, -1 - self.day)
        working = np.maximum(working, (self.day + (1 if at_once else 0)) * self.hours)
        ledger["state"][rows], ledger["channel"][rows] = State.UNDECIDED, channel
        ledger["voiced_calendar"][rows], ledger["voiced"][rows] = calendar, working
        visits = np.asarray(channel) == CHANNELS.index("visit")
        self.resident_hours += WAY_TRIPS * float(self.way_hours[ledger["place"][rows][visits]].sum())
        day = np.floor(working / self.hours).astype(np.int64)
        for when in np.unique(day).tolist():
            mine = day == when
            self.due.setdefault(max(when, self.day), []).append((rows[mine], working[mine]))

    def _will_think(self, rows: Ints) -> None:
        """Borne needs are thought over after some days."""
        if not len(rows):
            return
        self.borne = np.union1d(self.borne, rows)
        need = self.ledger.rows["need"][rows]
        wait = -self.scenario.parameters.reconsider_days * np.log(self._draw(Purpose.RECONSIDER, need, -1 - self.day))
        day = self.day + 1 + np.floor(wait).astype(np.int64)
        for when in np.unique(day).tolist():
            self.thinking.setdefault(when, []).append(rows[day == when])

    def _fill_requests(self, cases: Ints, rows: Ints) -> None:
        """Requests that come in today get their route, urgency and duty state."""
        ledger, live, p = self.ledger.rows, self.world.cases, self.scenario.parameters
        line = ledger[rows]
        item = line["item"].astype(np.int64)
        escalated = line["origin"] == 1
        live["need"][cases], live["place"][cases] = line["need"], line["place"]
        live["route"][cases] = 2 * item + escalated
        live["rank"][cases] = np.where(escalated, ESCALATED_RANK, FIRST_RANK + self.urgency[item])
        live["duty"][cases], live["channel"][cases] = self.duty[item], line["channel"]
        first = np.floor(self._draw(Purpose.FIRST_CANDIDATE, line["need"]) * WIDTH)
        live["first"][cases] = first.astype(np.int8)
        trust = self.residents.columns["trust"][line["resident"], ADDRESSEE[line["category"]]]
        live["reopens"][cases] = p.reopen_propensity * (0.5 + 0.5 * line["severity"]) * (0.5 + 0.5 * trust)
        ledger["duty"][rows] = self.duty[item]
        ledger["state"][rows] = State.UNDERWAY

    def _travel_route(self, row: int) -> int:
        institution, number = self.rows[row]
        role = institution.desks[number].roles[0]
        name = {"committee": "committee", "station_affairs": "affairs", "station_social": "social"}.get(role, "general")
        return self.book.own[f"travel_{name}"]

    def _hire_workers(self) -> None:
        """Social workers staff the stations' social-work windows."""
        for station in [i for i in self.institutions if isinstance(i, Station)]:
            posts = sum(d.posts for d in station.desks if "station_social" in d.roles)
            if len(station.desks) == 1:
                posts = round(posts * self.scenario.resources.social_window_share)
            draws = self._draw(Purpose.STAFF, np.arange(posts), station.desks[0].row + 1)
            for draw in draws:
                Worker(self, station, bool(draw < LICENSED_SHARE))

    def _way_hours(self) -> Floats:
        """Way to the station by community: with k communities a station √k times as long."""
        way = np.zeros(len(self.scenario.city.communities))
        for station in [i for i in self.institutions if isinstance(i, Station)]:
            way[list(station.places)] = self.scenario.parameters.way_hours * np.sqrt(len(station.places))
        return way

    def _stairwells_of_places(self) -> tuple[Ints, Ints]:
        columns = self.residents.columns
        edges = np.searchsorted(columns["community"], np.arange(len(self.scenario.city.communities) + 1))
        stairs = columns["stairwell"]
        return stairs[edges[:-1]].astype(np.int64), stairs[edges[1:] - 1].astype(np.int64)

    def _world(self, role_actor: Ints, record_legs: bool) -> World:
        orders, skill = boundaries.write_orders(self.rows, self.hours)
        hand_hours, hand_kept = boundaries.hand_over_tables(self.scenario, self.tiers)
        return World(
            orders=orders,
            skill=skill,
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
            count=np.zeros(4, dtype=np.int64),
            next_arrival=np.full(1, np.inf),
            closed=np.zeros(4096, dtype=np.int64),
            log=np.zeros(8192 if record_legs else 0, LOG),
        )
