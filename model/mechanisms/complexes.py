"""Service complexes 复合空间 (F6): committee, party, station, organisations and property company under one roof.

Communities get one in an order drawn once a city. A station that serves several (一站对多居) stands in the complex of
the first of its communities that has one; the others' ways to it are longer. Public money pays the house:
committees and stations have so many posts less as it would have paid.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from agents.station import largest_remainder
from model.accounts import PUBLIC_SOURCE, SUPPLIERS, fen
from model.boundaries import KIND
from model.coverage import place_in_order, reached
from model.errands import ErrandKind, Stop
from model.mechanisms.base import MONTH, WEEK, YEAR, Mechanism
from model.streams import Purpose
from model.tables import Activity, Floats, Ints
from model.voicing import station_ways

if TYPE_CHECKING:
    from agents.institution import Institution
    from model.governance import GovernanceModel
    from scenarios.parameters import Parameters
    from scenarios.resources import Resources
    from scenarios.scenario import Scenario

NAME = "complexes"
DISTRICT = "district"
APART, WITH_STATION, WITHOUT_STATION = range(3)
"""Which hand-over table a community's cases go by (`World.near`)."""
HOUSE = ("committee", "party", "organization", "property")
"""Kinds that move into a complex, beside the station where it stands there."""
UPKEEP = "complex_upkeep"


def standing_near(scenario: "Scenario", stations: Sequence[tuple[int, ...]]) -> Ints:
    """What each community has, (P,): no complex, one in which its station stands, or one without the station."""
    order = place_in_order(scenario.city, Purpose.COMPLEX_ORDER)
    has = reached(scenario.city, Purpose.COMPLEX_ORDER, scenario.rules.service_complexes)
    near = np.where(has, WITHOUT_STATION, APART)
    for served in stations:
        homes = [place for place in served if has[place]]
        if homes:
            near[min(homes, key=lambda place: order[place])] = WITH_STATION
    return near


def complex_ways(stations: Sequence[tuple[int, ...]], near: Ints, parameters: "Parameters") -> Floats:
    """Hours of the way to the station, (P,).

    A station of k communities that stands in one's complex is as near to that one as one of its own, w. Off the middle
    the group's mean way √k·w grows by the share d (`complex_detour`), so the others have w(k√k(1 + d) − 1) ÷ (k − 1).
    """
    p = parameters
    ways = station_ways(stations, p.way_hours, len(near))
    for served in stations:
        k = len(served)
        home = [place for place in served if near[place] == WITH_STATION]
        if home and k > 1:
            ways[list(served)] = p.way_hours * (k**1.5 * (1.0 + p.complex_detour) - 1.0) / (k - 1.0)
            ways[home] = p.way_hours
    return ways


def complex_tables(hours: Floats, kept: Floats, parameters: "Parameters") -> None:
    """Write the tables of complexes, in place: hours × `complex_handover`, and r + (1 − r) `complex_retention`.

    (3, K, K) each. Between desks of one kind, as a station's windows, nothing changes: they were under one roof before.
    """
    p = parameters
    for layer, kinds in ((WITH_STATION, (*HOUSE, "station")), (WITHOUT_STATION, HOUSE)):
        here = [KIND[kind] for kind in kinds]
        together = np.zeros(hours.shape[1:], dtype=np.bool_)
        together[np.ix_(here, here)] = True
        np.fill_diagonal(together, False)
        hours[layer] = np.where(together, hours[APART] * p.complex_handover, hours[APART])
        kept[layer] = np.where(together, kept[APART] + (1.0 - kept[APART]) * p.complex_retention, kept[APART])


def withdrawn_posts(
    complexes: int, posts: Ints, functions: Sequence[str], parameters: "Parameters", resources: "Resources"
) -> Ints:
    """Posts that pay for so many complexes, of desks with `posts` for their `functions`, (n,) each.

    Whole, by largest remainder first over functions, so that none pays for another, then over the desks of each; every
    desk is left one.
    """
    wanted = round(complexes * parameters.complex_yuan / post_yuan(resources))
    spare, taken = np.maximum(posts - 1, 0), np.zeros_like(posts)
    wanted = min(wanted, int(spare.sum()))
    if not wanted:
        return taken
    groups = [np.array([function == kind for function in functions]) for kind in sorted(set(functions))]
    most = [int(spare[group].sum()) for group in groups]
    shares = largest_remainder(tuple(float(posts[group].sum()) for group in groups), wanted)
    if any(share > limit for share, limit in zip(shares, most, strict=True)):
        shares = largest_remainder(tuple(map(float, most)), wanted)
    for group, share in zip(groups, shares, strict=True):
        taken[group] = largest_remainder(tuple(map(float, spare[group].tolist())), share)
    return taken


def functions_of(rows: "Sequence[tuple[Institution, int]]") -> list[str]:
    """What these desks are for."""
    return ["+".join(institution.desks[number].roles) for institution, number in rows]


def post_yuan(resources: "Resources") -> float:
    """Yuan of a post a year."""
    return resources.wage_yuan_per_hour * resources.productive_hours * resources.working_days


class ServiceComplexes(Mechanism):
    """The complexes of a district; `near` says what each community has, (P,)."""

    errands: ClassVar[tuple[ErrandKind, ...]] = (ErrandKind(UPKEEP, (Stop("committee", Activity.UPKEEP),)),)

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.near: Ints = np.zeros(len(model.scenario.city.communities), dtype=np.int64)

    @property
    def here(self) -> NDArray[np.bool_]:
        """Which communities have a complex, (P,)."""
        return np.asarray(self.near != APART)

    def begin(self) -> None:
        """Open the complexes of the rules."""
        if self.rules.service_complexes > 0.0:
            self._open()
            self._keep_up(0)

    def regime_changed(self) -> None:
        """Open and close complexes by the rules now in force."""
        if self.rules.service_complexes > 0.0 or self.here.any():
            self._open()

    def every_day(self) -> None:
        """People meet at their complex."""
        if self.parameters.complex_meeting > 0.0 and self.here.any():
            self.model.voicing.meet_neighbours(self.here, self.parameters.complex_meeting)

    def every_week(self) -> None:
        """Committees keep their complexes up."""
        self._keep_up(self.model.day)

    def every_month(self) -> None:
        """The month's wages of the posts withdrawn, which the district has left, go to builders and suppliers."""
        if self.here.any():
            posts = -int(self.model.standing.posts(NAME).sum())
            amount = fen(posts * post_yuan(self.model.scenario.resources) * MONTH / YEAR)
            accounts = self.model.accounts
            payer = DISTRICT if DISTRICT in accounts.balance else PUBLIC_SOURCE
            accounts.pay(self.model.day, payer, SUPPLIERS, amount, "complex")

    def _open(self) -> None:
        model, p = self.model, self.parameters
        stations = model.voicing.stations
        self.near = standing_near(model.scenario, stations)
        model.world.near[:] = self.near
        complex_tables(model.world.hand_hours, model.world.hand_kept, p)
        model.voicing.way_hours[:] = complex_ways(stations, self.near, p)
        layer = model.standing.posts(NAME)
        layer[:] = 0
        mine = np.isin(model.world.orders["kind"], [KIND["committee"], KIND["station"]])
        functions = functions_of([model.rows[row] for row in np.flatnonzero(mine).tolist()])
        taken = withdrawn_posts(int(self.here.sum()), model.standing.home[mine], functions, p, model.scenario.resources)
        layer[mine] = -taken
        model.standing.write()

    def _keep_up(self, day: int) -> None:
        """A day's share of the week's upkeep each working day."""
        hours = self.parameters.complex_upkeep_hours / WEEK
        places = np.flatnonzero(self.here)
        if hours <= 0.0 or not len(places):
            return
        for offset in range(WEEK):
            self.model.errands.send(UPKEEP, places, (day + offset) * self.model.hours, hours)
