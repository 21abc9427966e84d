"""The district's social organisations 社会组织: who is alive, where they are engaged, what they add to the desks there.

Nothing is written before a rule gives an organisation something to do (a contract, a grant, a free venue, a fair): till
then the desks stand as they were set up.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from agents.organization import FIELDS, NOWHERE, Deal, Organization, OrganizationDesk
from model.accounts import ADVANCES, FEN, FOUNDATION, HOUSEHOLDS, SUPPLIERS, WAGES
from model.institutions import street_numbers
from model.mechanisms.base import MONTH, YEAR
from model.streams import Purpose, uniforms
from model.tables import NOBODY, Floats, Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel

NEUTRAL_FIT = 0.5


class Organizations:
    """`model.organizations`: the `alive` and the `gone`, in the order in which they were founded.

    By community: `row` of the organisations' desk, `posts_at_first` that stood there, `streets` the street's number,
    `bought` share of care requests that are routed to a contractor. `training_yuan` spent on training of social workers
    so far; `active` once any rule has given an organisation something to do.
    """

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        places = len(model.scenario.city.communities)
        self.alive: list[Organization] = []
        self.gone: list[Organization] = []
        self.row: Ints = np.full(places, NOBODY, dtype=np.int64)
        self.bought: Floats = np.zeros(places)
        self.training_yuan = 0.0
        self.active = False
        self._founded = 0
        self._heard = np.zeros((2, len(model.rows)))
        self._fits: dict[int, Floats] = {}
        self.streets: Ints = np.array(street_numbers(model.scenario))
        for desk in [i for i in model.institutions if isinstance(i, OrganizationDesk)]:
            self.row[list(desk.places)] = desk.desks[0].row
            for posts in desk.posts_of_members():
                self.found(desk.places[0], posts=posts).from_start = True
        self.posts_at_first: Ints = model.world.orders["servers"][self.row].copy()

    # --- founding and closing
    def found(self, home: int, field: str | None = None, posts: int = 0) -> Organization:
        """Found an organisation in a community; its field is drawn if none is given."""
        model, p = self._model, self._model.scenario.parameters
        self._founded += 1
        u = uniforms(model.seed, Purpose.FOUNDING, np.array([self._founded]), home)[0]
        v = uniforms(model.seed, Purpose.FOUNDING, np.array([self._founded]), -1 - home)[0]
        field = field or FIELDS[int(u * len(FIELDS))]
        quality = 1.0 + p.organization_quality_premium
        best = quality * (1.0 + p.practice_gain)
        new = Organization(model, self._founded, home, field, bool(v < p.registered_share), posts, quality, best)
        self.alive.append(new)
        return new

    def close(self, one: Organization) -> None:
        """It closes (退出): what is left goes to the foundation."""
        accounts, day = self._model.accounts, self._model.day
        for deal in list(one.deals):
            self.end(one, deal)
        accounts.open(FOUNDATION, one.account)
        accounts.pay(day, one.account, FOUNDATION, accounts.balance[one.account], "returned")
        self.alive.remove(one)
        self.gone.append(one)
        one.remove()

    def engage(self, one: Organization, place: int) -> None:
        """From now on it is engaged in this community (or NOWHERE), with the grants it works on."""
        one.place = place
        for deal in one.deals:
            if deal.source != "purchase" and place != NOWHERE:
                deal.place, deal.row = place, int(self.row[place])

    # --- deals
    def deal(self, one: Organization, deal: Deal) -> Deal:
        """It takes on a contract, a grant, a free venue or its members' dues."""
        self._model.accounts.open(one.account)
        deal.phase = (deal.place + 1) * 0.618 % 1.0 if deal.source != "venue" else 0.0
        if deal.advance:
            paid = self._model.accounts.pay(self._model.day, ADVANCES, one.account, deal.advance, "purchase")
            one.received += paid
        one.deals.append(deal)
        self.active = True
        return deal

    def end(self, one: Organization, deal: Deal) -> None:
        """A contract ends: what was paid and not spent goes back."""
        if deal.source == "purchase":
            accounts = self._model.accounts
            back = max(0, deal.advance + deal.carry)
            accounts.pay(self._model.day, one.account, ADVANCES, back, "refund")
        one.deals.remove(deal)

    def post_month(self) -> int:
        """Fen that a post costs in wages a month."""
        r = self._model.scenario.resources
        return round(r.wage_yuan_per_hour * r.productive_hours * MONTH * FEN)

    def month(self) -> None:
        """Every organisation is paid, pays, hires, learns and heeds what was said of it; who cannot pay closes."""
        model, p, accounts, day = self._model, self._model.scenario.parameters, self._model.accounts, self._model.day
        wage = self.post_month()
        price = round(wage * (1.0 + p.organization_overhead))
        hours = model.hours * MONTH
        rent = round(p.venue_yuan * (1.0 - model.scenario.rules.open_venues) * FEN * MONTH / YEAR)
        for one in list(self.alive):
            self._listen(one)
            waits = one.place == NOWHERE
            taught = model.street_support.fostering(int(self.streets[one.whereabouts]))
            for deal in one.deals:
                if waits and deal.source == "grant":
                    continue
                due = deal.instalment()
                if deal.source == "purchase":
                    due = accounts.pay(day, ADVANCES, one.account, due, "purchase")
                    one.received += due
                elif deal.source == "venue":
                    # Rents of the start stand in no account: who let the rooms gives back what is no longer due.
                    due = accounts.pay(day, SUPPLIERS, one.account, due, "venue_saved")
                elif deal.source == "dues":
                    due = accounts.pay(day, HOUSEHOLDS, one.account, due, "dues")
                deal.carry += due
            if not one.from_start and not self._pay_rent(one, rent):
                self.close(one)
                continue
            for deal in list(one.deals):
                if waits and deal.source == "grant":
                    deal.posts = 0  # it waits for the next fair, and keeps the money
                    continue
                posts = deal.hire(price, accounts.balance[one.account])
                accounts.pay(day, one.account, WAGES, posts * wage, "wage")
                accounts.pay(day, one.account, SUPPLIERS, posts * (price - wage), "organization_overhead")
                one.learn(posts * hours, model.hours * YEAR, p.learning_rate * taught)
                if deal.source == "grant" and not deal.months and not posts:
                    one.deals.remove(deal)
        self._heard[:] = 0.0

    def _pay_rent(self, one: Organization, rent: int) -> bool:
        accounts = self._model.accounts
        accounts.open(one.account)
        if accounts.balance[one.account] < rent or not (one.deals or accounts.balance[one.account]):
            return False
        accounts.pay(self._model.day, one.account, SUPPLIERS, rent, "venue")
        if one.deals:
            one.deals[0].carry -= rent
        return True

    # --- looking
    @property
    def other_yuan(self) -> float:
        """Yuan spent so far on what is no wage (overhead, rents, training, failures).

        Rents of organisations of the start stand in no account, whether they are paid or saved.
        """
        return self._model.accounts.total("organization_overhead", "venue", "training", "failed") / FEN

    def observed(self) -> dict[str, Any]:
        """What outcomes are told of organisations (`model.observed`)."""
        ever = [*self.alive, *self.gone]
        stood = self._model.day * self._model.hours
        return {
            "organization_quality": np.array([one.quality for one in self.alive], dtype=np.float64),
            "organization_field": np.array([FIELDS.index(one.field) for one in self.alive], dtype=np.int64),
            "organization_hours": np.array([one.posts * stood + one.hours for one in ever], dtype=np.float64),
        }

    # --- what is said of them
    def hear(self, owner: Ints, satisfied: NDArray[np.floating[Any]]) -> None:
        """Residents have judged requests of these owners (rows of desks) today."""
        if self.active:
            np.add.at(self._heard[0], owner, satisfied)
            np.add.at(self._heard[1], owner, 1.0)

    def desks(self, one: Organization) -> list[int]:
        """Rows of the desks where it works now."""
        rows = {deal.row for deal in one.deals if deal.posts}
        if one.place != NOWHERE:
            rows.add(int(self.row[one.place]))
        return sorted(rows)

    def _listen(self, one: Organization) -> None:
        rows = self.desks(one)
        told, number = self._heard[:, rows].sum(axis=1) if rows else (0.0, 0.0)
        if number:
            one.heed(told / number, self._model.scenario.parameters.reputation_rate)

    # --- fit
    def fit(self, one: Organization) -> Floats:
        """How well its approach suits each community, uniform on 0–1, (P,).

        What an organisation of the start does at home is the yardstick: its fit there is one half.
        """
        if one.number not in self._fits:
            places = np.arange(len(self.row), dtype=np.int64)
            fits = uniforms(self._model.seed, Purpose.FIT, places, one.number)
            if one.from_start:
                fits[one.home] = NEUTRAL_FIT
            self._fits[one.number] = fits
        return self._fits[one.number]

    def bearing(self, one: Organization, place: int) -> float:
        """What its fit adds to each of its hours in a community (below zero: takes away)."""
        return self._model.scenario.parameters.fit_weight * (2.0 * float(self.fit(one)[place]) - 1.0)
