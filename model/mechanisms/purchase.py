"""R5, purchase of services 政府购买服务: part of the money for care work buys posts or projects from organisations.

Yuan ÷ wage are posts that leave the stations' social-work windows; the organisation hires for the same yuan at its own
price, wage and overhead. Posts 岗位购买 come back to the windows as the organisation's workers; projects 项目运作 stand
at the organisations' desk, and the share of care requests that was bought comes to it at once. Once a year each
community's contract is tendered: rivals spend hours on bids, the street judges them, and watches whoever has won.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agents.institution import Desk
from agents.organization import Deal, Organization
from agents.station import Station, largest_remainder
from model.contest import effort, winner
from model.errands import ErrandKind, Stop
from model.institutions import REFERENCE_RESIDENTS
from model.mechanisms.base import MONTH, YEAR, Mechanism
from model.mechanisms.evaluation import MIDDLING
from model.mechanisms.spreading import send_hours
from model.streams import Purpose, uniforms
from model.tables import Activity
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from model.governance import GovernanceModel

NAME = "purchase"
BIDDING_DAYS = 20


@dataclass
class Lot:
    """What is tendered in one community: posts a month that its money buys at the wage, and the windows they leave."""

    place: int
    posts: float
    window: int


class Purchase(Mechanism):
    """Tenders a community's contract a year, and who holds it (`holders`, by community)."""

    errands = (
        ErrandKind("bid", (Stop("organization", Activity.CONTEST),)),
        ErrandKind("bid_review", (Stop("street", Activity.MONITORING),)),
        ErrandKind("contract_monitoring", (Stop("street", Activity.MONITORING),)),
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.lots: list[Lot] = []
        self.holders: dict[int, tuple[Organization, Deal]] = {}
        self.tenders = 0
        self._terms = self._now()

    @property
    def buys(self) -> bool:
        """Whether any work is bought now."""
        return self.rules.purchase_mode != "none" and self.rules.purchase_share > 0.0

    def begin(self) -> None:
        """The first tender."""
        if self.buys:
            self._tender()

    def every_month(self) -> None:
        """Contracts are watched; one whose holder has closed is tendered again."""
        for place, (one, _) in list(self.holders.items()):
            if one not in self.model.organizations.alive:
                del self.holders[place]
                self._award([lot for lot in self.lots if lot.place == place])
        send_hours(self.model, "contract_monitoring", list(self.holders), self.parameters.monitoring_hours, MONTH)

    def every_year(self) -> None:
        """Contracts end and are tendered."""
        if self.buys:
            self._tender()

    def regime_changed(self) -> None:
        """On other terms contracts end; if anything is still bought, it is tendered anew."""
        if self._terms != self._now():
            self._terms = self._now()
            for place in list(self.holders):
                self._end(place)
            self._tender()

    # --- in the house
    def _now(self) -> tuple[str, float]:
        return (self.rules.purchase_mode, self.rules.purchase_share) if self.buys else ("none", 0.0)

    def _tender(self) -> None:
        """Withdraw posts worth what is bought, and award each community's contract."""
        self.tenders += 1
        known = self.model.organizations
        self.model.standing.posts(NAME)[:] = 0
        known.bought[:] = 0.0
        self.lots = self._lots() if self.buys and known.alive else []
        self._award(self.lots)

    def _lots(self) -> list[Lot]:
        """Posts that leave the social-work windows, whole by largest remainder, as contracts of the communities."""
        model = self.model
        withdrawn = model.standing.posts(NAME)
        there = model.standing.home
        stations = [i for i in model.institutions if isinstance(i, Station)]
        desks = [next(desk for desk in i.desks if "station_social" in desk.roles) for i in stations]
        exact = tuple(self.rules.purchase_share * self._care_posts(i, d) for i, d in zip(stations, desks, strict=True))
        lots = []
        taken = largest_remainder(exact, round(sum(exact)))
        for station, desk, whole in zip(stations, desks, taken, strict=True):
            number = min(whole, max(int(there[desk.row]) - 1, 0))
            withdrawn[desk.row] = -number
            people = [model.scenario.city.communities[place].residents for place in station.places]
            if number:
                lots += [
                    Lot(place, number * n / sum(people), desk.row)
                    for place, n in zip(station.places, people, strict=True)
                ]
        return lots

    def _award(self, lots: list[Lot]) -> None:
        model, known = self.model, self.model.organizations
        month = known.post_month()
        for lot in lots:
            bidders = self._bidders(lot.place)
            if not bidders:
                continue
            prize = lot.posts * month / 100.0 * YEAR / MONTH
            stake = self.parameters.contest_stake * prize
            spent = effort(stake, len(bidders)) / model.scenario.resources.wage_yuan_per_hour
            send_hours(model, "bid", [one.whereabouts for one in bidders], spent, BIDDING_DAYS)
            reviews = len(bidders) * self.parameters.bid_review_hours
            send_hours(model, "bid_review", lot.place, reviews, BIDDING_DAYS)
            draw = uniforms(model.seed, Purpose.TENDER, np.array([lot.place]), self.tenders)[0]
            best = bidders[winner([self._weight(one, lot.place) for one in bidders], float(draw))]
            self._sign(lot, best, round(lot.posts * month))

    def _bidders(self, place: int) -> list[Organization]:
        """Who is asked to bid: those engaged there, then those of the street, then the others, by number."""
        known = self.model.organizations

        def far(one: Organization) -> tuple[int, int]:
            at = one.whereabouts
            apart = 0 if at == place else 1 if known.streets[at] == known.streets[place] else 2
            return apart, (at - place) % len(known.streets)

        near = sorted(known.alive, key=lambda one: (*far(one), one.number))
        return near[: self.parameters.tender_bidders]

    def _weight(self, one: Organization, place: int) -> float:
        """What a bid counts: reputation, times the fit if both sides have met at a fair, times the evaluation's score.

        Under two-way evaluation (C4) the score is the mean of the desks where the bidder works; so it bears on renewal.
        """
        known, weight = self.model.organizations, one.reputation
        if self.rules.matching == "fair":
            weight *= float(known.fit(one)[place])
        if self.rules.evaluation > 0.0:
            scores = [self.model.evaluation.score(row) for row in known.desks(one)]
            weight *= sum(scores) / len(scores) if scores else MIDDLING
        return weight

    def _sign(self, lot: Lot, one: Organization, monthly: int) -> None:
        model, known = self.model, self.model.organizations
        projects = self.rules.purchase_mode == "projects"
        row = int(known.row[lot.place]) if projects else lot.window
        if projects:
            known.bought[lot.place] = self._share(lot)
        posts = 0
        if lot.place in self.holders:
            holder, deal = self.holders[lot.place]
            if holder is one and deal in one.deals:
                deal.monthly, deal.row = monthly, row
                return
            posts = deal.posts  # those hired for this month stay to its end
            self._end(lot.place)
        deal = Deal("purchase", lot.place, row, "care", model.day, monthly=monthly, advance=monthly, posts=posts)
        self.holders[lot.place] = one, known.deal(one, deal)

    def _share(self, lot: Lot) -> float:
        """The share of the window's posts for care that was bought."""
        model = self.model
        station, number = model.rows[lot.window]
        assert isinstance(station, Station)
        care = self._care_posts(station, station.desks[number])
        return min(1.0, -float(model.standing.posts(NAME)[lot.window]) / care)

    def _care_posts(self, station: Station, desk: Desk) -> float:
        """Posts at its social-work windows that care keeps busy; the rest go to people's homes (走访)."""
        model, r, p = self.model, self.model.scenario.resources, self.parameters
        places = list(station.places)
        care = float(model.engagement.demanded[places, CATEGORIES.index("care")].sum())
        people = sum(model.scenario.city.communities[place].residents for place in places)
        visits = p.home_visit_hours * people / REFERENCE_RESIDENTS * MONTH
        social = desk.posts if len(desk.roles) == 1 else (station.posts - station.moved) * r.social_window_share
        return social * care / (care + visits) if care > 0.0 else 0.0

    def _end(self, place: int) -> None:
        one, deal = self.holders.pop(place)
        if deal in one.deals:
            self.model.organizations.end(one, deal)
