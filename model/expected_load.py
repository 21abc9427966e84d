"""Expected load: the offered load reckoned from the duty list, routes, needs and reach, without a run.

`model.load.offered_load` runs a year with unlimited posts, which takes seconds; this takes a fraction of one, so that
hundreds of draws of the parameters can be looked at before any outcome is. A test holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
import pandas as pd

from agents.station import Station
from model import boundaries
from model.expected_issues import ExpectedIssues
from model.expected_path import Desks, Paths
from model.expected_voice import care_weights, expected_requests
from model.institutions import REFERENCE_RESIDENTS, set_up
from model.load import load_table
from model.mechanisms.base import WEEK
from model.mechanisms.civil_affairs import applications_a_day
from model.mechanisms.complexes import APART, complex_tables, complex_ways, functions_of, standing_near, withdrawn_posts
from model.mechanisms.platform import connected_desks, connected_places, tracked_passing, write_fusion
from model.own_work import daily_pieces
from model.routes import INTAKE_ROLES, OWN_WORK, ROLE, build_routes
from model.tables import NOBODY, Floats, Ints
from model.voicing import ADDRESSEE
from scenarios.actors import CATEGORIES, CHANNELS, DESKS
from scenarios.dates import WORKING_DAYS
from scenarios.duty_list import load_duty_list
from scenarios.errors import InputError

if TYPE_CHECKING:
    from scenarios.city import Community
    from scenarios.scenario import Scenario


class Staffed(mesa.Model[Any, Any]):
    """The district's institutions alone, at their desks, with nobody to serve: `institutions`, `rows`, `role_actor`."""

    def __init__(self, scenario: "Scenario") -> None:
        super().__init__(rng=0)
        self.settings = scenario
        self.institutions, self.staff = set_up(self, scenario)
        self.rows = boundaries.number_desks(self.institutions)
        self.role_actor = boundaries.role_actors(self.institutions, len(scenario.city.communities))
        self.orders = boundaries.write_orders(self.rows, scenario.resources.productive_hours)[0]
        self.near = np.zeros(len(scenario.city.communities), dtype=np.int64)
        self._connect()
        self._stand_together()

    def _connect(self) -> None:
        """The platform (F7): always up, since what is done while it is out is typed in afterwards."""
        self.connected = connected_desks(self.scenario, self.rows)
        self.orders["pass_intercept"] += tracked_passing(self.scenario.parameters, self.connected)

    def _stand_together(self) -> None:
        """Complexes (F6), and the stations' posts that pay for them."""
        stations = [i.places for i in self.institutions if isinstance(i, Station)]
        self.near[:] = standing_near(self.scenario, stations)
        self.ways = complex_ways(stations, self.near, self.scenario.parameters)
        mine = np.isin(self.orders["kind"], [boundaries.KIND["committee"], boundaries.KIND["station"]])
        number = int((self.near != APART).sum())
        functions = functions_of([self.rows[row] for row in np.flatnonzero(mine).tolist()])
        self.orders["servers"][mine] -= withdrawn_posts(
            number, self.orders["servers"][mine], functions, self.scenario.parameters, self.scenario.resources
        )

    @property
    def scenario(self) -> "Scenario":
        """The scenario they work under."""
        return self.settings

    @scenario.setter
    def scenario(self, value: Any) -> None:
        """Mesa's own scenario slot is not used."""


def expected_load(scenario: "Scenario") -> pd.DataFrame:
    """Offered load by kind of actor and, for stations, by window: the columns of `model.load.offered_load`.

    The year has settled: nothing is left out for its beginning, and no timeline has begun. Reckoned are R1 to R4, R6,
    R8, C1, C2, F6, F7 and the base. Left out is what other rules bring, as if they stood at the hierarchy's pole:
    posts and hours of R5, R7, R9, C4, C5, C8, C9, F1, F4 and F5, needs that C3 and F3 take away, leaders (C7), studios
    (C6), campaigns (F2), and careers: vacancies, learning, burnout. `model.load.offered_load` has all but C6 and R9.
    InputError for a scenario with extensions, which may do what only a run can tell.
    """
    return expected_hours(scenario).table()


@dataclass(frozen=True)
class ExpectedHours:
    """Hours a day that are offered to each desk: `own` work, shape (desks,); `requests`, shape (categories, desks)."""

    staffed: Staffed
    own: Floats
    requests: Floats

    def table(self, scale: Sequence[float] = (1.0,) * len(CATEGORIES)) -> pd.DataFrame:
        """The table of `expected_load`, with the needs of each category so many times as frequent."""
        offered = self.own + np.asarray(scale) @ self.requests
        hours = self.staffed.settings.resources.productive_hours
        return load_table(self.staffed.rows, self.staffed.orders["servers"], offered, hours)


def expected_hours(scenario: "Scenario") -> ExpectedHours:
    """What `expected_load` sums up, by desk, and requests by category: they grow in proportion to its needs."""
    if scenario.extensions:
        raise InputError("extensions", ", ".join(scenario.extensions), "none; use offered_load, which runs the model")
    if scenario.timeline:
        scenario = scenario.replace(timeline=[])
    staffed = Staffed(scenario)
    return ExpectedHours(staffed, _own_work(scenario, staffed), _requests(scenario, staffed))


def _own_work(scenario: "Scenario", staffed: Staffed) -> Floats:
    """Hours a day of the institutions' own work by desk; visits that committees order from free hours are left out."""
    hours = np.zeros(len(staffed.rows))
    book = build_routes(scenario, load_duty_list())
    for work, pieces in zip(OWN_WORK, daily_pieces(scenario), strict=True):
        rows = staffed.role_actor[ROLE[work.role]]
        mean = book.steps["hours"][book.routes["start"][book.own[work.key]]]
        here = rows >= 0
        np.add.at(hours, rows[here], pieces[here] * mean * staffed.orders["overhead"][rows[here]])
    upkeep = scenario.parameters.complex_upkeep_hours / WEEK
    rows = staffed.role_actor[ROLE["committee"], staffed.near != APART]
    np.add.at(hours, rows[rows >= 0], upkeep)
    p = scenario.parameters
    applied = float(applications_a_day(scenario).sum())
    for number, role in enumerate(DESKS):  # a third of the work at each desk, or at the one in the place of each
        row = staffed.role_actor[ROLE[role], 0]
        crossed = number if scenario.rules.civil_affairs_integration == "fragmented" else 0
        again = 1.0 + p.lost_information_rework * (1.0 - p.retention_same**crossed)
        work = p.application_hours / len(DESKS) * again * staffed.orders["overhead"][row]
        hours[row] += applied * (work + (p.handover_hours if crossed else 0.0))
    return hours


def _requests(scenario: "Scenario", staffed: Staffed) -> Floats:
    """Hours a day of requests by category and desk; like communities (desks, ways, residents) are reckoned once."""
    p, items = scenario.parameters, load_duty_list()
    book, duty = build_routes(scenario, items), boundaries.duty_states(scenario, items)
    tables = boundaries.hand_over_tables(scenario, boundaries.kind_tiers(staffed.rows))
    complex_tables(*tables, p)
    fusion = boundaries.fusion_row(scenario, 0)
    write_fusion(fusion, p, scenario.rules.data_platform > 0.0)
    online = connected_places(scenario)
    category = np.array([CATEGORIES.index(item.category) for item in items])
    share = np.array([item.share for item in items])
    needs = _needs_a_day(scenario)
    hours = np.zeros((len(CATEGORIES), len(staffed.rows)))
    of_category = np.arange(len(CATEGORIES))[:, None] == category
    seen: dict[tuple[object, ...], Floats] = {}
    collective = needs[:, CATEGORIES.index("collective")]
    issues: ExpectedIssues | None = None
    for number, place in enumerate(scenario.city.communities):
        desks, rows = _desks(staffed, number)
        near = int(staffed.near[number])
        lives = _life(place, scenario, float(staffed.ways[number]), near != APART)
        here = (desks, lives, near, bool(online[number]))
        if here not in seen:
            asked = expected_requests(p, ADDRESSEE, *lives, platform=bool(online[number]))
            if issues is None:  # as large everywhere as where the mean community's requests come in
                voiced = float(asked.plain[CATEGORIES.index("collective")].sum())
                issues = ExpectedIssues(scenario, items, float(collective.mean()) * voiced)
                issues.shorten(book)
            paths = Paths(book, desks, fusion, *(layers[near] for layers in tables))
            insists = p.reopen_propensity * asked.insist[category]
            each = [
                _one_item(paths, i, int(duty[i]), asked.plain[c], asked.escalated[c], float(insists[i]))
                for i, c in enumerate(category.tolist())
            ]
            seen[here] = np.array(each)
        of_item = needs[number, category] * share
        np.add.at(hours.T, rows, ((of_category * of_item) @ seen[here]).T)
    if issues is not None:
        hours[CATEGORIES.index("collective")] += _meetings(issues, staffed, collective)
    return hours


def _meetings(issues: ExpectedIssues, staffed: Staffed, collective: Floats) -> Floats:
    """Hours a day by desk of sittings on issues; `collective` needs a day by community."""
    hours = np.zeros(len(staffed.rows))
    for role, spent in issues.meetings(float(collective.mean())).items():
        rows = staffed.role_actor[ROLE[role]]
        here = rows >= 0
        np.add.at(hours, rows[here], (spent * collective)[here])
    return hours


def _one_item(paths: Paths, item: int, duty: int, plain: Floats, escalated: Floats, reopens: float) -> Floats:
    """Hours by desk of a need of this item; requests by channel come plain or escalated."""
    hours = np.zeros(len(paths.desks.kind))
    for route, requests in ((2 * item, plain), (2 * item + 1, escalated)):
        by_intake: dict[int, float] = {}
        for channel in range(len(CHANNELS)):
            desk = paths.desks.of_role[INTAKE_ROLES[channel]]
            by_intake[desk] = by_intake.get(desk, 0.0) + float(requests[channel])
        for desk, number in by_intake.items():
            hours += number * paths.request(route, desk, duty, reopens)
    return hours


def _needs_a_day(scenario: "Scenario") -> Floats:
    """Needs a working day, shape (communities, categories); care arises where the old and the vulnerable live."""
    p, places = scenario.parameters, scenario.city.communities
    people = np.array([place.residents for place in places], dtype=np.float64)
    per_1000 = np.array([getattr(p, f"needs_{name}") for name in CATEGORIES])
    needs: Floats = people[:, None] / 1000.0 * per_1000 / WORKING_DAYS
    weight = people.copy()
    for number, place in enumerate(places):
        older = p.share_over_60 if place.share_over_60 is None else place.share_over_60
        light, heavy = care_weights(p, older)
        weight[number] *= (1.0 - older) * light + older * heavy
    care = CATEGORIES.index("care")
    needs[:, care] = needs[:, care].sum() * weight / weight.sum()
    return needs


def _life(place: "Community", scenario: "Scenario", way: float, meets: bool) -> tuple[float, float, float, float]:
    """(way to the station in hours, share over 60, share online, how often a day a resident is met).

    Met by visitors at the door, and at the complex where there is one; that neighbours met there help some who then
    do not speak is left out.
    """
    p = scenario.parameters
    older = p.share_over_60 if place.share_over_60 is None else place.share_over_60
    web = p.share_online if place.share_online is None else place.share_online
    house = place.residents / min(max(1, round(place.residents / p.building_residents)), place.residents)
    stairwell = house / max(1, round(house / p.stairwell_residents))
    met = 0.0
    if p.visit_unit_hours > 0.0:
        visits = p.home_visit_hours * stairwell / REFERENCE_RESIDENTS / p.visit_unit_hours
        met = p.visit_met_share * (1.0 - np.exp(-visits))
    met += p.complex_meeting if meets else 0.0
    # Rounded, so that communities that differ by a house or two are reckoned once.
    return way, older, web, float(f"{met:.2g}")


def _desks(staffed: Staffed, place: int) -> tuple[Desks, Ints]:
    """The desks that a community's requests may meet, and their rows."""
    of_place = staffed.role_actor[:, place].tolist()
    rows = list(dict.fromkeys(row for row in of_place if row >= 0))
    number = {row: i for i, row in enumerate(rows)} | {NOBODY: NOBODY}
    orders = staffed.orders[rows]
    desks = Desks(
        of_role=tuple(number[row] for row in of_place),
        kind=tuple(orders["kind"].tolist()),
        overhead=tuple(orders["overhead"].tolist()),
        knowledge=tuple(orders["local_knowledge"].tolist()),
        passes=tuple((1.0 / (1.0 + np.exp(-orders["pass_intercept"]))).tolist()),
        error=tuple(orders["error"].tolist()),
        connected=tuple(staffed.connected[rows].tolist()),
    )
    return desks, np.array(rows, dtype=np.int64)
