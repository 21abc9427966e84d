"""Causes 根源: some needs have a cause that can be removed; once it is, the needs it would have had no longer arise.

Which cause a need has is keyed to the need, so that removing one touches nobody else's needs.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.streams import Purpose, uniforms
from model.tables import Floats, Ints
from scenarios.issues import load_issues

if TYPE_CHECKING:
    from agents.population import Residents
    from model.needs import Arisen
    from scenarios.duty_list import DutyItem

CAUSES = 3  # that an item has in a community, where it has any


class Causes:
    """Causes by number: (item, community, one of CAUSES). `removed` says which are gone."""

    def __init__(self, items: tuple["DutyItem", ...], residents: "Residents", seed: int) -> None:
        issues = load_issues()
        self.share = np.array([issues[item.key].removable if item.key in issues else 0.0 for item in items])
        self._place = residents.columns["community"]
        self.places = int(self._place[-1]) + 1
        self.removed: NDArray[np.bool_] = np.zeros(len(items) * self.places * CAUSES, dtype=bool)
        self._any = False
        self._seed = seed

    def of(self, need: Ints, item: Ints, resident: Ints) -> Ints:
        """The number of the cause of each of these needs, or -1 for none that can be removed."""
        share: Floats = self.share[item]
        draw = uniforms(self._seed, Purpose.NEED_REMOVED, need)
        which = np.minimum(draw / np.maximum(share, 1e-12) * CAUSES, CAUSES - 1).astype(np.int64)
        number = (item.astype(np.int64) * self.places + self._place[resident]) * CAUSES + which
        return np.where(draw < share, number, -1)

    def remove(self, number: int) -> None:
        """This cause is gone from now on."""
        self.removed[number] = self._any = True

    def thin(self, new: "Arisen") -> "Arisen":
        """The needs that still arise."""
        if not self._any:
            return new
        cause = self.of(new.need, new.item, new.resident)
        return new.only(~((cause >= 0) & self.removed[cause]))
