"""C5, founding from below 自下而上: residents file an organisation 备案 without public money, where a room is free.

Now and then a resident has the idea. With a free room to meet in (C5) it comes to something if the resident is one who
speaks up, or is tied to a leader who takes part (C7) and brings the others together. The founders give their own hours
and file at civil affairs (R6); members' dues are all that the organisation has at first. It pays its rent as others
founded later do, and closes when it cannot.
"""

from typing import TYPE_CHECKING

import numpy as np

from agents.organization import Deal
from model.accounts import FEN
from model.mechanisms.base import MONTH, YEAR, Mechanism
from model.mechanisms.civil_affairs import Application, CivilAffairsDesks
from model.streams import Purpose, uniforms
from model.tables import Activity, Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel


class Founding(Mechanism):
    """Residents who found organisations; `founded` so far."""

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self.founded = 0
        counts = np.bincount(model.residents.columns["community"])
        self._people: Ints = counts.astype(np.int64)
        self._first: Ints = np.cumsum(counts) - counts

    def every_month(self) -> None:
        """Some have the idea, and a room; those who go through with it file."""
        rate = self.parameters.foundings_a_year * self.rules.open_venues
        if rate <= 0.0:
            return
        model, month = self.model, self.model.day // MONTH
        places = np.arange(len(self._people))
        tried = uniforms(model.seed, Purpose.FOUNDING_IDEA, places, month) < -np.expm1(-rate * MONTH / YEAR)
        places = places[tried]
        who = self._first[places] + np.floor(
            uniforms(model.seed, Purpose.FOUNDER, places, month) * self._people[places]
        ).astype(np.int64)
        alone = uniforms(model.seed, Purpose.FOUNDER_GOES_ON, places, month) < model.residents.columns["habit"][who]
        led = model.leaders.tied_to(who) >= 0
        for place, leader in zip(places[alone | led].tolist(), led[alone | led].tolist(), strict=True):
            model.volunteers.give(Activity.MEETING, self.parameters.founding_hours, contacts=int(leader))
            model.mechanisms.get(CivilAffairsDesks).apply("registration", place, owner=self)

    def application_granted(self, application: Application) -> None:
        """It has been filed: it stands, on its members' dues."""
        known, place = self.model.organizations, application.place
        one = known.found(place)
        one.registered = False
        dues = round(self.parameters.founding_dues * FEN * MONTH / YEAR)
        known.deal(one, Deal("dues", place, int(known.row[place]), one.field, self.model.day, monthly=dues))
        self.founded += 1
