"""Requests that go to the organisations' desk of their community, whoever else may own them by the duty list.

Several rules send work there (studios, purchased services); each says its share by place and category in a layer of
its own. The draw is keyed to the request, so a larger share sends the same requests and some more.
"""

from typing import TYPE_CHECKING

import numpy as np

from model.routes import ROLE
from model.streams import Purpose, uniforms
from model.tables import Floats, Ints
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from model.governance import GovernanceModel


class RoutingShares:
    """Shares of requests, by community and category, that are the organisations' (`model.reception.bought`)."""

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self._layers: dict[str, Floats] = {}

    def layer(self, name: str) -> Floats:
        """The share that mechanism `name` sends, (P, categories), to be changed in place."""
        places = len(self._model.scenario.city.communities)
        return self._layers.setdefault(name, np.zeros((places, len(CATEGORIES))))

    @property
    def share(self) -> Floats:
        """All shares together, at most 1; none where no organisation has a desk. (P, categories)."""
        places = len(self._model.scenario.city.communities)
        share = sum(self._layers.values(), np.zeros((places, len(CATEGORIES))))
        desk = self._model.world.role_actor[ROLE["organization"]] >= 0
        sent: Floats = np.where(desk[:, None], np.clip(share, 0.0, 1.0), 0.0)
        return sent

    def reroute(self, route: Ints, item: Ints, place: Ints, category: Ints, need: Ints) -> Ints:
        """Routes of requests that come in: of some, that on which the organisations' desk is the owner. (n,) each."""
        if not any(layer.any() for layer in self._layers.values()):
            return route
        other = self._model.book.bought[item]
        draw = uniforms(self._model.seed, Purpose.ROUTED_AWAY, need)
        goes = (other >= 0) & (route == self._model.book.first + 2 * item) & (draw < self.share[place, category])
        routed: Ints = np.where(goes, other, route)
        return routed
