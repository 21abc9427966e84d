"""What is written down every day: stocks by community, hours by desk. Looking at it changes nothing."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.compiled import kernel
from model.tables import Activity, Floats, Ints
from scenarios.actors import TRUSTED

if TYPE_CHECKING:
    from model.governance import GovernanceModel

_HOURS = ("server_hours", "busy_hours", "queue_hours", "overrun_hours", "cancelled")


@kernel
def _add_up(trust: NDArray[np.float32], edges: Ints, total: Floats) -> None:
    """Sum of trust in each kind of actor over the residents between two edges."""
    for place in range(len(edges) - 1):
        # A number for each of TRUSTED stays in a register, where a row of `total` would be written for every resident.
        committee = station = government = organization = np.float64(0.0)
        for row in range(edges[place], edges[place + 1]):
            committee += trust[row, 0]
            station += trust[row, 1]
            government += trust[row, 2]
            organization += trust[row, 3]
        total[place, 0] = committee
        total[place, 1] = station
        total[place, 2] = government
        total[place, 3] = organization


class Record:
    """Daily stocks and hours; flows are counted from the ledger's time stamps when somebody asks."""

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self._places = len(model.scenario.city.communities)
        self._unvoiced: list[NDArray[np.int32]] = []
        self._hours: list[NDArray[np.float32]] = []
        self._last = np.zeros((len(_HOURS) + 1, len(model.rows)))
        self._visits = np.zeros(len(model.rows))
        self._edges = np.searchsorted(model.residents.columns["community"], np.arange(self._places + 1)).astype(
            np.int64
        )
        self._trust: list[NDArray[np.float32]] = []

    def close_day(self) -> None:
        """Write the day down."""
        model = self._model
        places = model.ledger.rows["place"][model.voicing.borne]
        self._unvoiced.append(np.bincount(places, minlength=self._places).astype(np.int32))
        trust = np.empty((self._places, len(TRUSTED)))
        _add_up(model.residents.columns["trust"], self._edges, trust)
        self._trust.append((trust / np.diff(self._edges)[:, None]).astype(np.float32))
        floor = model.world.floor
        now = np.stack([*(floor[name] for name in _HOURS), model.world.activity[:, Activity.TRAVEL]])
        self._hours.append((now - self._last).astype(np.float32))
        self._last = now

    def visit_hours_this_week(self) -> Floats:
        """Hours of home visits by desk since this was last asked."""
        now = self._model.world.activity[:, Activity.VISITS].copy()
        spent = now - self._visits
        self._visits = now
        return spent

    @property
    def unvoiced(self) -> NDArray[np.int32]:
        """Borne needs at the close of each day, shape (days, communities)."""
        return np.array(self._unvoiced, dtype=np.int32).reshape(-1, self._places)

    @property
    def trust(self) -> NDArray[np.float32]:
        """Mean trust of residents at the close of each day, shape (days, communities, kinds of TRUSTED)."""
        return np.array(self._trust, dtype=np.float32).reshape(-1, self._places, len(TRUSTED))

    @property
    def hours(self) -> dict[str, NDArray[np.float32]]:
        """Hours a day by desk, each of shape (days, desks): capacity, busy, queue, overrun, cancelled, travel."""
        names = ("capacity", "busy", "queue", "overrun", "cancelled", "travel")
        all_days = np.array(self._hours, dtype=np.float32).reshape(-1, len(names), len(self._model.rows))
        return {name: all_days[:, i] for i, name in enumerate(names)}
