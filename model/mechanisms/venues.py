"""C5, open venues 公共资源免费开放: organisations save rent and hire for it; others keep the rooms up.

What an organisation of the start pays for its venue is part of what it has always lived from; with a share of it saved
it hires by the hour. Others pay so much less of theirs. Committees keep the open rooms up, stations meet elsewhere.
"""

import numpy as np

from agents.organization import Deal
from model.accounts import FEN
from model.errands import ErrandKind, Stop
from model.mechanisms.base import MONTH, WEEK, YEAR, Mechanism
from model.mechanisms.spreading import send_hours
from model.tables import Activity


class Venues(Mechanism):
    """Opens a share of public venues for free."""

    errands = (
        ErrandKind("venue_upkeep", (Stop("committee", Activity.UPKEEP),)),
        ErrandKind("venue_displaced", (Stop("station_general", Activity.MEETING),)),
    )

    def begin(self) -> None:
        """Venues open on the first day."""
        self._let()
        self.every_week()

    def every_week(self) -> None:
        """Upkeep, and official use that has to go elsewhere."""
        opened, p = self.rules.open_venues, self.parameters
        if opened > 0.0:
            places = np.arange(len(self.model.scenario.city.communities))
            send_hours(self.model, "venue_upkeep", places, opened * p.venue_upkeep_hours, WEEK)
            send_hours(self.model, "venue_displaced", places, opened * p.venue_displaced_hours, WEEK)

    def regime_changed(self) -> None:
        """Venues open or close."""
        self._let()

    def _let(self) -> None:
        """Those who were there at the start save a share of their rent from now on."""
        known = self.model.organizations
        saved = round(self.parameters.venue_yuan * self.rules.open_venues * FEN * MONTH / YEAR)
        for one in known.alive:
            had = [deal for deal in one.deals if deal.source == "venue"]
            for deal in had:
                deal.monthly = saved
            if one.from_start and saved and not had:
                row = int(known.row[one.place])
                known.deal(one, Deal("venue", one.place, row, one.field, self.model.day, monthly=saved))
