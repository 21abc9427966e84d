"""F1, matchmaking fairs 公益相亲会: organisations and communities choose each other once a year, or are assigned.

Assigned, each organisation is engaged in its home district's order, that is at home, whatever suits it. At a fair each
ranks the communities by fit and distance, each community ranks organisations by fit and reputation, and deferred
acceptance (Gale & Shapley 1962) engages them. It costs the day of all who attend and of
the social organisation service centre 社会组织服务中心 that holds it, and who is founded later waits for
the next fair.
"""

import math
from typing import TYPE_CHECKING

import numpy as np

from model.errands import ErrandKind, Stop
from model.matching import deferred_acceptance
from model.mechanisms.base import Mechanism
from model.mechanisms.spreading import send_hours
from model.tables import Activity, Floats

if TYPE_CHECKING:
    from model.governance import GovernanceModel

FAIR_DAYS = 3  # over which a fair stretches


class Fairs(Mechanism):
    """Engages organisations: at home, or where a fair matched them."""

    errands = (
        ErrandKind("fair_organization", (Stop("organization", Activity.MEETING),)),
        ErrandKind("fair_committee", (Stop("committee", Activity.MEETING),)),
        ErrandKind("fair_centre", (Stop("service_centre", Activity.MEETING),)),
    )

    def __init__(self, model: "GovernanceModel") -> None:
        super().__init__(model)
        self._matching = self.rules.matching

    def begin(self) -> None:
        """The first fair."""
        if self.rules.matching == "fair":
            self._fair()

    def every_year(self) -> None:
        """The next fair."""
        if self.rules.matching == "fair":
            self._fair()

    def regime_changed(self) -> None:
        """A fair, if there are some from now on; everyone is engaged at home again, if there are none any more."""
        known, before = self.model.organizations, self._matching
        self._matching = self.rules.matching
        if self._matching == before:
            return
        if self._matching == "fair":
            self._fair()
        else:
            for one in known.alive:
                known.engage(one, one.home)

    def _fair(self) -> None:
        known, hours = self.model.organizations, self.parameters.fair_hours
        if not known.alive:
            return
        places = len(known.streets)
        attend = [one.whereabouts for one in known.alive if one.workers]
        send_hours(self.model, "fair_organization", attend, hours, FAIR_DAYS)
        send_hours(self.model, "fair_committee", np.arange(places), hours, FAIR_DAYS)
        send_hours(self.model, "fair_centre", 0, hours, FAIR_DAYS)
        liking, rating = self.opinions()
        capacity = np.full(places, math.ceil(len(known.alive) / places), dtype=np.int64)
        for one, place in zip(known.alive, deferred_acceptance(liking, rating, capacity), strict=True):
            known.engage(one, int(place))
        known.active = True

    def opinions(self) -> tuple[Floats, Floats]:
        """(what each organisation thinks of each community, what each community thinks of it), (alive, P) each."""
        known = self.model.organizations
        fit = np.array([known.fit(one) for one in known.alive])
        home = np.array([one.home for one in known.alive])
        other = home[:, None] != np.arange(len(known.streets))
        abroad = known.streets[home][:, None] != known.streets
        fame = np.array([one.reputation for one in known.alive])
        return fit - self.parameters.fair_distance * (other + abroad) / 2.0, fit + fame[:, None]
