"""What comes in becomes cases of the engine: voiced requests by the duty list, and the institutions' own work."""

from typing import TYPE_CHECKING

import numpy as np

from agents import resident as decide
from model.ledger import State
from model.own_work import OwnWorkFlow, Reallocation
from model.routes import ESCALATED_RANK, FIRST_OF, FIRST_RANK, OWN_WORK, ROLE
from model.routing_shares import RoutingShares
from model.streams import Purpose, uniforms
from model.tables import Activity, Floats, Ints, Table
from model.voicing import ADDRESSEE

if TYPE_CHECKING:
    from model.governance import GovernanceModel

VISITING = [number for number, work in enumerate(OWN_WORK) if work.activity == Activity.VISITS]
_TRAVELS = {"committee": "travel_committee", "station_affairs": "travel_affairs", "station_social": "travel_social"}


class Reception:
    """Takes in a day's requests and own work; `own_work` draws the latter, `reallocation` says who travels.

    `bought` which requests are the organisations' in its place.
    `is_visit` which routes, of all stages, are those of home visits.
    `cases_so_far` counts what came in since the start; it is the serial of the next case.
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self.own_work = OwnWorkFlow(model.scenario, model.seed)
        self.reallocation = Reallocation(model.scenario, model.institutions)
        self.bought = RoutingShares(model)
        self.cases_so_far = 0
        self._urgency = np.array([item.urgency for item in model.items])
        self._routes = np.zeros(0, dtype=np.int64)
        self.is_visit = np.zeros(len(model.book.routes), dtype=bool)
        self._take_routes()
        self._ranks = np.array([work.rank for work in OWN_WORK])
        self._roles = np.array([ROLE[work.role] for work in OWN_WORK])
        errands = model.errands.kinds
        self._errand_ranks = np.array([errand.rank for errand in errands], dtype=np.int64)
        self._errand_roles = np.array([ROLE[errand.stops[0].role] for errand in errands], dtype=np.int64)

    def follow(self) -> None:
        """Take in what comes by the rules and routes that hold from now on."""
        model = self._model
        self.own_work.follow(model.scenario)
        self.reallocation = self.reallocation.follow(model.scenario, model.institutions)
        self._take_routes()

    def _take_routes(self) -> None:
        """Routes of own work; those of visits stay known, since some may be under way."""
        self._routes = np.array([self._model.book.own[work.key] for work in OWN_WORK])
        self.is_visit[self._routes[VISITING]] = True

    def of_day(self, rows: Ints, times: Floats) -> tuple[Floats, Ints]:
        """(times, cases) of all that comes in today, by time: the requests in these rows of the ledger, and own work.

        Of equal times, requests go first in their order, then own work, the ways of posts that travel, and errands.
        """
        model = self._model
        opening = model.day * model.hours
        kind, place, key, at = self.own_work.of_day(model.day, opening, model.hours)
        away, home = self.reallocation.travellers()
        sent = model.errands.of_day(model.day)
        n, m, k, e = len(rows), len(kind), len(away), len(sent[0])
        every = n + m + k + e
        model.world, cases = model.ledger.take_cases(model.world, every)
        fresh = model.ledger.blank_cases(every)
        fresh["serial"] = self.cases_so_far + np.arange(every)
        self.cases_so_far += every
        self._fill_requests(fresh[:n], rows)
        own, trips = fresh[n : n + m], fresh[n + m : n + m + k]
        own["route"], own["place"], own["need"], own["rank"] = self._routes[kind], place, key, self._ranks[kind]
        own["at"] = model.world.role_actor[self._roles[kind], place]  # own work crosses no boundary
        if k:
            trips["place"], trips["at"], trips["need"] = home, away, -1
            trips["route"] = [self._travel_route(row) for row in away]
        self._fill_errands(fresh[n + m + k :], *sent)
        fresh["step"] = model.book.routes["start"][fresh["route"]]
        model.world.cases[cases] = fresh
        model.ledger.row_of_case[cases[:n]] = rows
        times = np.concatenate([times, at, np.full(k, opening), sent[3]])
        order = np.argsort(times, kind="stable")
        return times[order], cases[order]

    def _fill_requests(self, fresh: Table, rows: Ints) -> None:
        """Requests that come in today get their route, urgency and duty state."""
        model = self._model
        table = model.ledger.rows
        line = table[rows]
        item = line["item"].astype(np.int64)
        escalated = line["origin"] == 1
        fresh["need"], fresh["place"], fresh["channel"] = line["need"], line["place"], line["channel"]
        fresh["route"] = model.book.first + 2 * item + escalated
        fresh["rank"] = np.where(escalated, ESCALATED_RANK, FIRST_RANK + self._urgency[item])
        fresh["duty"] = model.duty[item]
        fresh["first"] = np.floor(uniforms(model.seed, Purpose.FIRST_CANDIDATE, line["need"]) * FIRST_OF)
        trust = model.residents.columns["trust"][line["resident"], ADDRESSEE[line["category"]]]
        fresh["reopens"] = decide.reopen_chance(trust, line["severity"], model.scenario.parameters)
        self.bought.route(fresh, line)
        table["duty"][rows] = fresh["duty"]
        table["state"][rows] = State.UNDERWAY

    def _fill_errands(self, fresh: Table, kind: Ints, key: Ints, place: Ints, _: Floats, scale: Floats) -> None:
        """Errands of mechanisms; they begin at the desk of their first stop and cross boundaries from there."""
        if len(kind):
            fresh["route"] = self._model.book.errands.start + kind
            fresh["place"], fresh["need"], fresh["scale"] = place, key, scale
            fresh["rank"] = self._errand_ranks[kind]
            fresh["at"] = self._model.world.role_actor[self._errand_roles[kind], place]

    def _travel_route(self, row: int) -> int:
        """The own work that is the way of a post of this desk."""
        institution, number = self._model.rows[row]
        return self._model.book.own[_TRAVELS.get(institution.desks[number].roles[0], "travel_general")]
