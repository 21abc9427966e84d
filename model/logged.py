"""Requests from a log 工单: arrivals that are given instead of drawn, so that a regime meets what a district has met.

A row of a log is a request that was *voiced*. Who voiced it, and when the need arose, the log does not say. Resident,
item of the duty list and severity are therefore drawn, keyed by the row's number: two regimes at one seed meet the very
same. A request is registered at its hour; an institution has it then, or at its next opening. From there it goes the
way of any other request: it is routed, served, judged, and may come back.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.needs import CARE, Arisen
from model.streams import Purpose, uniforms
from model.tables import Floats, Ints
from scenarios.actors import CATEGORIES, CHANNELS
from scenarios.errors import InputError

if TYPE_CHECKING:
    from agents.population import Residents
    from model.needs import Needs

LOGGED_KEYS = 7  # the k-th request of a log has the key 8k + 7; nothing else that arises has such a key
ONLINE = CHANNELS.index("online")


@dataclass(frozen=True)
class Arrivals:
    """Voiced requests, one a row, by time; arrays of equal length.

    Attributes:
        voiced: When each was registered, calendar hours since Monday 4 January 2016, not falling.
        place: The number of its community, as the scenario's city sorts them.
        category: Its place in `scenarios.actors.CATEGORIES`.
        channel: Its place in `scenarios.actors.CHANNELS`.
        background: Whether the model's own needs arise beside them.

    Raises:
        InputError: For columns of unequal length, times that fall, and numbers that stand for nothing.
    """

    voiced: Floats
    place: Ints
    category: Ints
    channel: Ints
    background: bool = False

    def __post_init__(self) -> None:
        rows = len(self.voiced)
        for name in ("place", "category", "channel"):
            if len(getattr(self, name)) != rows:
                raise InputError(name, f"{len(getattr(self, name))} rows", f"{rows}, as many as voiced")
        if rows and not (self.voiced[0] >= 0.0 and bool((np.diff(self.voiced) >= 0.0).all())):
            raise InputError("voiced", "times that fall or are no numbers", "calendar hours from 0 on, by time")
        self.within("category", len(CATEGORIES))
        self.within("channel", len(CHANNELS))

    def within(self, name: str, number: int) -> None:
        """Refuse a column that names more than `number` things."""
        codes = getattr(self, name)
        if len(codes) and not (codes.min() >= 0 and codes.max() < number):
            raise InputError(name, f"{codes.min()} to {codes.max()}", f"0 to {number - 1}")


class Logged:
    """The requests of a log, and how far they have come."""

    def __init__(self, arrivals: Arrivals, needs: "Needs", residents: "Residents", places: int) -> None:
        arrivals.within("place", places)
        self.background = arrivals.background
        self._channel = arrivals.channel.astype(np.int8)
        self._given = 0  # so many were handed out
        need = np.arange(len(arrivals.voiced)) * 8 + LOGGED_KEYS
        item = np.zeros(len(need), dtype=np.int64)
        for number, (items, share) in enumerate(needs.items):
            mine = arrivals.category == number
            drawn = np.searchsorted(share, uniforms(needs.seed, Purpose.NEED_ITEM, need[mine]))
            item[mine] = items[np.minimum(drawn, len(items) - 1)]
        self._all = Arisen(
            need=need,
            category=arrivals.category.astype(np.int64),
            item=item,
            resident=_who(arrivals, needs, residents, uniforms(needs.seed, Purpose.NEED_RESIDENT, need), places),
            severity=uniforms(needs.seed, Purpose.NEED_SEVERITY, need),
            arose=np.asarray(arrivals.voiced, dtype=np.float64),
        )

    def until(self, end: float) -> tuple[Arisen, NDArray[np.int8]]:
        """(requests, channel of each) up to the calendar hour `end` that were not handed out yet."""
        now = np.zeros(len(self._all.need), dtype=bool)
        now[self._given : int(np.searchsorted(self._all.arose, end))] = True
        self._given += int(now.sum())
        return self._all.only(now), self._channel[now]


def _who(arrivals: Arrivals, needs: "Needs", residents: "Residents", draw: Floats, places: int) -> Ints:
    """The row of a resident of its community for each request, as the model draws residents of the whole district.

    All are alike, but for care those with more such needs are the likelier. Who speaks online is one of those online,
    where anybody in the community is.
    """
    columns = residents.columns
    ends = np.searchsorted(columns["community"], np.arange(places + 1))
    first, end = ends[arrivals.place], ends[arrivals.place + 1]
    who: Ints = first + (draw * (end - first)).astype(np.int64)
    for care, online in ((True, False), (False, True), (True, True)):
        mine = np.flatnonzero(((arrivals.category == CARE) == care) & ((arrivals.channel == ONLINE) == online))
        if len(mine):
            weight = np.diff(needs.care, prepend=0.0) if care else np.ones(len(residents))
            up_to = np.concatenate([[0.0], np.cumsum(weight * columns["online"] if online else weight)])
            low, high = up_to[first[mine]], up_to[end[mine]]
            found = np.searchsorted(up_to[1:], low + draw[mine] * (high - low))
            who[mine] = np.where(high > low, np.clip(found, first[mine], end[mine] - 1), who[mine])
    return who
