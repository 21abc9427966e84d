"""Community leaders 社区领袖: residents to whom many are tied, one in 500; the rule says how many of them take part."""

from typing import TYPE_CHECKING

import numpy as np

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
        self._known = model.residents.columns["ties"][:, -1].astype(np.int64)
        self._guide = np.full_like(self._known, -1)
        self._share = 0.0  # of leaders that take part in `_guide`

    def leaders_of(self, place: int) -> Ints:
        """Rows of the leaders of a community who take part, in order."""
        rows = self._of_place[place]
        return rows[self._draw[rows] < self._model.scenario.rules.leaders]

    def known_to(self, residents: list[int]) -> list[int]:
        """All leaders to whom any of these residents is tied, whether they take part or not, rising."""
        return sorted({known for known in self._known[residents].tolist() if known >= 0})

    def tied_to(self, residents: Ints | list[int]) -> Ints:
        """The leader who takes part and to whom each of these residents is tied, or -1."""
        share = self._model.scenario.rules.leaders
        if share != self._share:
            takes_part = (self._draw[self._known] < share) & (self._known >= 0)
            self._guide, self._share = np.where(takes_part, self._known, -1), share
        return np.asarray(self._guide[residents])

    def leaves(self, place: int) -> int:
        """A leader who takes part leaves for good, the keenest of the community; returns the row, or -1 for none."""
        rows = self.leaders_of(place)
        if not len(rows):
            return -1
        gone = int(rows[np.argmin(self._draw[rows])])
        self._draw[gone] = np.inf
        self._guide[self._guide == gone] = -1
        return gone
