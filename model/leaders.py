"""Community leaders 社区领袖: residents to whom many are tied, one in 500; the rule says how many of them take part."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.city import LEADER_EVERY
from model.streams import Purpose, uniforms
from model.tables import Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel


class Leaders:
    """Who the leaders are, and which take part now: a leader does iff their own draw is below the rule."""

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        counts = np.bincount(model.residents.columns["community"])
        starts = np.concatenate(([0], np.cumsum(counts)))
        self._of_place: list[Ints] = []
        for start, count in zip(starts[:-1].tolist(), counts.tolist(), strict=True):
            number = max(1, count // LEADER_EVERY)
            self._of_place.append(start + np.arange(number) * (count // number))
        everyone = np.concatenate(self._of_place)
        self._draw = np.full(len(model.residents), np.inf)
        self._draw[everyone] = uniforms(model.seed, Purpose.LEADER, everyone)

    def leaders_of(self, place: int) -> Ints:
        """Rows of the leaders of a community who take part, in order."""
        rows = self._of_place[place]
        return rows[self._draw[rows] < self._model.scenario.rules.leaders]

    def known_to(self, residents: Ints) -> Ints:
        """All leaders to whom any of these residents is tied, whether they take part or not, rising."""
        known = self._model.residents.columns["ties"][residents, -1].astype(np.int64)
        return np.unique(known[known >= 0])

    def tied_to(self, residents: Ints) -> Ints:
        """The leader who takes part and to whom each of these residents is tied, or -1."""
        known = self._model.residents.columns["ties"][residents, -1].astype(np.int64)
        takes_part: NDArray[np.bool_] = self._draw[known] < self._model.scenario.rules.leaders
        return np.where(takes_part & (known >= 0), known, -1)

    def leaves(self, place: int) -> int:
        """A leader who takes part leaves for good, the keenest of the community; returns the row, or -1 for none."""
        rows = self.leaders_of(place)
        if not len(rows):
            return -1
        gone = int(rows[np.argmin(self._draw[rows])])
        self._draw[gone] = np.inf
        return gone
