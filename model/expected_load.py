"""Expected load: the offered load reckoned from the duty list, routes, needs and reach, without a run.

`model.load.offered_load` runs a year with unlimited posts, which takes seconds; this takes a fraction of one, so that
hundreds of draws of the parameters can be looked at before any outcome is. A test holds the two together.
"""

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
import pandas as pd

from agents.station import Station
from model import boundaries
from model.expected_path import Desks, Paths
from model.expected_voice import care_weights, expected_requests
from model.institutions import REFERENCE_RESIDENTS, set_up
from model.load import load_table
from model.own_work import daily_pieces
from model.routes import INTAKE_ROLES, OWN_WORK, ROLE, build_routes
from model.tables import NOBODY, Floats, Ints
from model.voicing import ADDRESSEE
from scenarios.actors import CATEGORIES, CHANNELS
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
        self.rows, self.role_actor = boundaries.number_desks(self.institutions, len(scenario.city.communities))
        self.orders = boundaries.write_orders(self.rows, scenario.resources.productive_hours)[0]

    @property
    def scenario(self) -> "Scenario":
        """The scenario they work under."""
        return self.settings

    @scenario.setter
    def scenario(self, value: Any) -> None:
        """Mesa's own scenario slot is not used."""


def expected_load(scenario: "Scenario") -> pd.DataFrame:
    """Offered load by kind of actor and, for stations, by window: the columns of `model.load.offered_load`.

    The year has settled: nothing is left out for its beginning. InputError for a scenario with extensions, which may
    do what only a run can tell.
    """
    if scenario.extensions:
        raise InputError("extensions", ", ".join(scenario.extensions), "none; use offered_load, which runs the model")
    staffed = Staffed(scenario)
    offered = _own_work(scenario, staffed) + _requests(scenario, staffed)
    return load_table(staffed.rows, staffed.orders["servers"], offered, scenario.resources.productive_hours)


def _own_work(scenario: "Scenario", staffed: Staffed) -> Floats:
    """Hours a day of the institutions' own work by desk; visits that committees order from free hours are left out."""
    hours = np.zeros(len(staffed.rows))
    book = build_routes(scenario, load_duty_list())
    for work, pieces in zip(OWN_WORK, daily_pieces(scenario), strict=True):
        rows = staffed.role_actor[ROLE[work.role]]
        mean = book.steps["hours"][book.routes["start"][book.own[work.key]]]
        here = rows >= 0
        np.add.at(hours, rows[here], pieces[here] * mean * staffed.orders["overhead"][rows[here]])
    return hours


def _requests(scenario: "Scenario", staffed: Staffed) -> Floats:
    """Hours a day of requests by desk; communities with like desks, ways and residents are reckoned once."""
    p, items = scenario.parameters, load_duty_list()
    book, duty = build_routes(scenario, items), boundaries.duty_states(scenario, items)
    tables = boundaries.hand_over_tables(scenario, boundaries.kind_tiers(staffed.rows))
    fusion = boundaries.fusion_row(scenario, 0)
    category = np.array([CATEGORIES.index(item.category) for item in items])
    share = np.array([item.share for item in items])
    needs = _needs_a_day(scenario)
    hours = np.zeros(len(staffed.rows))
    seen: dict[tuple[object, ...], Floats] = {}
    for number, place in enumerate(scenario.city.communities):
        desks, rows = _desks(staffed, number)
        lives = _life(place, scenario, len(_station(staffed, number).places))
        if (desks, lives) not in seen:
            asked = expected_requests(p, ADDRESSEE, *lives)
            paths = Paths(book, desks, fusion, *(layers[0] for layers in tables))
            insists = p.reopen_propensity * asked.insist[category]
            each = [
                _one_item(paths, i, int(duty[i]), asked.plain[c], asked.escalated[c], float(insists[i]))
                for i, c in enumerate(category.tolist())
            ]
            seen[desks, lives] = np.array(each)
        of_item = needs[number, category] * share
        np.add.at(hours, rows, of_item @ seen[desks, lives])
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


def _life(place: "Community", scenario: "Scenario", served: int) -> tuple[float, float, float, float]:
    """(way to the station in hours, share over 60, share online, visitors' calls at a resident's door a day)."""
    p = scenario.parameters
    older = p.share_over_60 if place.share_over_60 is None else place.share_over_60
    web = p.share_online if place.share_online is None else place.share_online
    house = place.residents / min(max(1, round(place.residents / p.building_residents)), place.residents)
    stairwell = house / max(1, round(house / p.stairwell_residents))
    met = 0.0
    if p.visit_unit_hours > 0.0:
        visits = p.home_visit_hours * stairwell / REFERENCE_RESIDENTS / p.visit_unit_hours
        met = p.visit_met_share * (1.0 - np.exp(-visits))
    # Rounded, so that communities that differ by a house or two are reckoned once.
    return p.way_hours * served**0.5, older, web, float(f"{met:.2g}")


def _station(staffed: Staffed, place: int) -> Station:
    """The station that serves a community."""
    return next(i for i in staffed.institutions if isinstance(i, Station) and place in i.places)


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
    )
    return desks, np.array(rows, dtype=np.int64)
