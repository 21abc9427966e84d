"""Shocks 冲击: what comes over a district from outside, on the days of its timeline, whatever its rules.

A surge brings further needs: a Poisson process for each entry, at (factor − 1) times the ordinary rate of the category
over the entry's calendar hours. Its k-th need has the key 8(1024 k + e) + 6, e the number of the surge in the timeline;
ordinary needs have keys 8k + 0 to 8k + 4 and stay as they are, bit for bit. A budget cut and a loss of staff withdraw
posts. An outage and leaders who leave are told to whoever asks.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.institution import Desk, Institution
from agents.station import largest_remainder
from model.calendar import WorkingCalendar
from model.needs import Needs, poisson_times
from model.streams import Purpose
from scenarios.actors import CATEGORIES
from scenarios.timeline import BudgetCut, Entry, StaffLoss, turns

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from scenarios.city import City

COMMUNITY_STAFF = ("committee", "station")
SURGES = 1024  # keys are spread over so many surges
SURGE_BITS = 6


class Surging:
    """The further needs of one surge; `number` is the surge's own in its timeline."""

    def __init__(self, needs: Needs, entry: Entry, number: int, calendar: WorkingCalendar) -> None:
        assert entry.surge is not None and entry.end is not None
        self._needs, self._number = needs, number
        self._category = CATEGORIES.index(entry.surge.category)
        self._rate = (entry.surge.factor - 1.0) * float(needs.rate[self._category])
        self._last = calendar.day_period(entry.day)[0]
        self._end = calendar.day_period(entry.end)[0]
        self._count = 0

    def until(self, end: float) -> tuple[NDArray[Any], ...]:
        """The columns of the needs up to the calendar hour `end` that were not handed out yet."""
        keys = (self._count, 8 * SURGES, 8 * self._number + SURGE_BITS)
        arose = np.zeros(0)
        if self._rate > 0.0:
            arose = poisson_times(
                self._needs.seed, Purpose.SURGE_TIME, self._rate, self._last, min(end, self._end), keys
            )
        need = (self._count + np.arange(len(arose))) * keys[1] + keys[2]
        self._count += len(arose)
        if len(arose):
            self._last = float(arose[-1])
        return (need, *self._needs.described(self._category, need), arose)


def withdrawn(posts: list[int], share: float) -> list[int]:
    """How many posts each desk loses: the share of all, by largest remainder; a desk that has posts keeps one."""
    spare = tuple(float(max(number - 1, 0)) for number in posts)
    total = min(round(share * sum(posts)), round(sum(spare)))
    return list(largest_remainder(spare, total)) if total else [0] * len(posts)


class Shocks:
    """`model.shocks`: which shocks of the timeline hold on the model's day, and what has happened so far."""

    def __init__(self, model: "GovernanceModel") -> None:
        self._model = model
        self.timeline: tuple[Entry, ...] = model.settings.timeline
        self._told: list[dict[str, object]] = []

    @property
    def outage(self) -> bool:
        """Whether the shared data platform is down today."""
        return self.outage_on(self._model.day)

    def outage_on(self, day: int) -> bool:
        """Whether the shared data platform is down on a working day."""
        return any(entry.platform_outage is not None and entry.holds(day) for entry in self.timeline)

    @property
    def leaders_left(self) -> dict[int, int]:
        """Communities (by number) that have lost a leader by today, with the working day since when."""
        return leaders_left(self.timeline, self._model.settings.city, self._model.day)

    def surges(self, needs: Needs, calendar: WorkingCalendar) -> tuple[Surging, ...]:
        """The further needs of all surges of the timeline."""
        mine = [entry for entry in self.timeline if entry.surge is not None]
        return tuple(Surging(needs, entry, number, calendar) for number, entry in enumerate(mine))

    def take_posts(self, institutions: list[Institution]) -> None:
        """Withdraw the posts that today's cuts and losses take from these institutions' desks."""
        streets = self._model.settings.city.streets
        for entry in self.timeline:
            shock = entry.budget_cut or entry.staff_loss
            if shock is not None and entry.holds(self._model.day):
                desks = struck(institutions, shock, streets)
                for desk, gone in zip(desks, withdrawn([d.posts for d in desks], shock.share), strict=True):
                    desk.posts -= gone

    def note(self, day: int) -> None:
        """A working day on which entries begin or end: leaders leave, and it is written down."""
        date = self._model.calendar.date(day)
        for place in [p for p, since in self.leaders_left.items() if since == day]:
            self._model.leaders.leaves(place)
        for number, entry in enumerate(self.timeline):
            for what, when in (("ends", entry.end), ("begins", entry.day)):
                if when == day:
                    self._told.append(
                        {"day": day, "date": date, "entry": number, "kind": entry.shock or "change", "what": what,
                         "label": entry.label()}
                    )  # fmt: skip

    def frame(self) -> pd.DataFrame:
        """What has happened so far: one row for the beginning or end of an entry."""
        return pd.DataFrame(self._told, columns=["day", "date", "entry", "kind", "what", "label"])

    def later_turns(self) -> list[int]:
        """The working days after the start on which an entry begins or ends."""
        return [day for day in turns(self.timeline) if day > 0]


def struck(institutions: list[Institution], shock: BudgetCut | StaffLoss, streets: tuple[str, ...]) -> list[Desk]:
    """The desks from which a shock takes posts."""
    kinds = (shock.kind,) if isinstance(shock, StaffLoss) else COMMUNITY_STAFF
    street = streets.index(shock.street) if isinstance(shock, StaffLoss) and shock.street is not None else None
    return [
        desk
        for institution in institutions
        if institution.kind in kinds and street in (None, institution.street)
        for desk in institution.desks
    ]


def leaders_left(timeline: tuple[Entry, ...], city: "City", day: int) -> dict[int, int]:
    """Communities that a leader has left by a working day, with the first day on which that was so."""
    gone: dict[int, int] = {}
    for entry in timeline:
        if entry.leader_leaves is not None and entry.day <= day:
            for number, place in enumerate(city.communities):
                if entry.leader_leaves.community in (None, place.community):
                    gone.setdefault(number, entry.day)
    return gone
