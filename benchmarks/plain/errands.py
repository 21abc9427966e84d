"""Errands (差事): work that is sent to a desk, or through several, beside requests and the daily own work."""

import math
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.plain.case import Case
from model.mechanisms import MECHANISMS
from model.mechanisms.spreading import PIECE

if TYPE_CHECKING:
    from benchmarks.plain.district import District

KINDS = {kind.key: (number, kind) for number, kind in enumerate(one for m in MECHANISMS for one in m.errands)}

type Then = Callable[[float], None]


class Errand(Case):
    """An errand of a kind; `then` is told when it has ended."""

    def __init__(self, model: "District", key: str, place: int, scale: float, then: Then | None) -> None:
        super().__init__(model, -1, place)
        self.number, kind = KINDS[key]
        self.route, self.rank, self.scale, self.then = model.routes.errands[key], kind.rank, scale, then
        self.first_role = kind.stops[0].role

    def close(self) -> None:
        """It has come to its end."""
        super().close()
        if self.then is not None:
            self.model.errands.ended.append(self)


class Errands:
    """Errands on their way: those that wait for their day, and those that `ended` today."""

    def __init__(self, model: "District") -> None:
        self.model = model
        self.ended: list[Errand] = []
        self._waiting: dict[int, list[tuple[Errand, float]]] = defaultdict(list)
        self._come = -1  # the last day whose errands have come in

    @property
    def opening(self) -> float:
        """When errands can come in next: today's opening, or tomorrow's once today's have come in."""
        return max(self.model.day, self._come + 1) * self.model.hours

    def send(self, key: str, place: int, time: float, scale: float, then: Then | None = None) -> None:
        """Send an errand of a kind to a community, to come in at `time`, not before `opening`."""
        come = max(time, self.opening)
        errand = Errand(self.model, key, place, scale, then)
        self._waiting[self.model.day_of(come)].append((errand, come))

    def send_hours(self, key: str, place: int, hours: float, days: int) -> None:
        """Send so many hours of work in short pieces, evenly over so many days from today."""
        pieces = math.ceil(hours / PIECE)
        for nth in range(pieces):
            time = (self.model.day + days * (nth + place * 0.618 % 1.0) / pieces) * self.model.hours
            self.send(key, place, time, hours / pieces)

    def of_day(self) -> list[tuple[Errand, float]]:
        """What comes in today, in the order of sending."""
        self._come = self.model.day
        today = self._waiting.pop(self._come, [])
        for errand, _ in today:
            errand.at = self.model.who_plays(errand.first_role, errand.place)
        return today

    def tell(self) -> None:
        """Tell those who sent what has ended today, kind by kind."""
        ended, self.ended = self.ended, []
        for errand in sorted(ended, key=lambda errand: (errand.number, errand.resolved, errand.serial)):
            assert errand.then is not None
            errand.then(errand.resolved)
