"""Requests whose owner is the organisations' desk of their community at once, whoever else may be by the duty list.

Several rules send work there (studios, purchased services, grants); each says its share by place and category in a
layer of its own. The draw is keyed to the request, so a larger share sends the same requests and some more.
"""

from typing import TYPE_CHECKING

import numpy as np

from model.routes import ROLE
from model.streams import Purpose, uniforms
from model.tables import Duty, Floats, Table
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from model.governance import GovernanceModel

_ROLE = ROLE["organization"]


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
        manned = self._model.world.role_actor[_ROLE] >= 0
        sent: Floats = np.where(manned[:, None], np.clip(share, 0.0, 1.0), 0.0)
        return sent

    def route(self, fresh: Table, line: Table) -> None:
        """Requests that come in (cases, with their rows of the ledger): some have the organisations as owner at once.

        Escalated ones do not. Nothing is drawn where nothing is sent.
        """
        if not any(layer.any() for layer in self._layers.values()):
            return
        share = self.share[line["place"], line["category"]]
        some = np.flatnonzero((share > 0.0) & (line["origin"] != 1))
        mine = some[uniforms(self._model.seed, Purpose.ROUTED, line["need"][some]) < share[some]]
        fresh["owner"][mine] = self._model.world.role_actor[_ROLE, line["place"][mine]]
        fresh["duty"][mine] = int(Duty.SOLE)
