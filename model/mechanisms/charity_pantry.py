"""Charity pantry 义仓义集 (F3): neighbours give in kind, and a weekly opening helps the vulnerable who did not ask.

Donations grow with the wealth, trust and ties of a community. At the opening volunteers hear of some of the needs that
vulnerable residents bear in silence and that goods or a stall can meet, and meet them while the stock lasts. A need
that was voiced is an institution's duty and not the pantry's: the pantry is a channel of its own for the unvoiced.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from model.ledger import State
from model.mechanisms import communities
from model.mechanisms.base import WEEK, Mechanism
from model.streams import Purpose, uniforms
from model.tables import Activity, Floats, Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel

IN_KIND = ("meal_service", "poverty_case", "small_repairs", "sharing")
"""Items of the duty list that goods, or a repairs stall at the fair, can meet; care and company they cannot."""


class CharityPantry(Mechanism):
    """Parcels by community, (P,): `donated` = `given` + `wasted` + `stock` at all times."""

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        places = len(model.scenario.city.communities)
        self.donated, self.given, self.wasted, self.stock = (np.zeros(places, dtype=np.int64) for _ in range(4))

    def every_week(self) -> None:
        """Some stock spoils, donations come in, and the pantry opens."""
        if self.rules.charity_pantry:
            week, places = self.model.day // WEEK, np.arange(len(self.stock))
            spoilt = self._whole(
                self.parameters.pantry_waste * self.stock.astype(np.float64), Purpose.PANTRY_WASTE, places, week
            )
            came = self._whole(self._donations_a_week, Purpose.PANTRY_DONATION, places, week)
            self.wasted += spoilt
            self.donated += came
            self.stock += came - spoilt
            self._open(week)

    # --- in the house
    @cached_property
    def _tied(self) -> Floats:
        return communities.tied(self.model)

    @property
    def _donations_a_week(self) -> Floats:
        """Mean parcels given to each community's pantry."""
        model = self.model
        size = np.array([place.residents for place in model.scenario.city.communities]) / 1000.0
        willing = communities.wealth(model) * communities.trust(model) * self._tied
        return np.asarray(self.parameters.pantry_donations * size * willing)

    def _whole(self, mean: Floats, purpose: Purpose, places: Ints, week: int) -> Ints:
        """Whole parcels with this mean."""
        return np.floor(mean + uniforms(self.model.seed, purpose, places, week)).astype(np.int64)

    @cached_property
    def _fits(self) -> np.ndarray:
        return np.array([item.key in IN_KIND for item in self.model.items])

    def _open(self, week: int) -> None:
        """Meet the needs that are heard of, in the order in which they arose, while the stock lasts."""
        model, p = self.model, self.parameters
        table, rows = model.ledger.rows, model.voicing.borne
        rows = rows[self._fits[table["item"][rows]]]
        rows = rows[model.residents.columns["vulnerable"][table["resident"][rows]]]
        rows = rows[table["state"][rows] == State.UNVOICED]
        heard = uniforms(model.seed, Purpose.PANTRY_REACH, table["need"][rows], week) < p.pantry_reach
        rows = np.sort(rows[heard])
        place = table["place"][rows].astype(np.int64)
        order = np.argsort(place, kind="stable")
        rows, place = rows[order], place[order]
        turn = np.arange(len(place)) - np.searchsorted(place, place)  # how many of the community are before
        served = turn < self.stock[place]
        table["state"][rows[served]] = State.SUPPLIED
        model.voicing.forget_helped()
        parcels = np.bincount(place[served], minlength=len(self.stock))
        self.stock -= parcels
        self.given += parcels
        model.volunteers.give(Activity.WORK, p.pantry_opening_hours * len(self.stock))
        model.volunteers.give(Activity.WORK, p.pantry_parcel_hours * int(parcels.sum()))
