"""What is applied for at civil affairs (民政): grants, registration of organisations, posts."""

import math
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from benchmarks.plain.errands import Then
from model.mechanisms.civil_affairs import KINDS, LATEST, REFERENCE_RESIDENTS
from model.streams import Purpose

if TYPE_CHECKING:
    from benchmarks.plain.district import District


class Applications:
    """The district's own applications, a Poisson process of each kind, and those that others send."""

    def __init__(self, model: "District") -> None:
        self.model = model
        people = list(accumulate(float(place.residents) for place in model.scenario.city.communities))
        self._up_to = [number / people[-1] for number in people]
        self._number = [0] * len(KINDS)
        self._next = [self._gap(kind) for kind in range(len(KINDS))]

    def morning(self) -> None:
        """Those of today."""
        model = self.model
        close = (model.day + 1) * model.hours
        for kind in range(len(KINDS)):
            while self._next[kind] < close:
                draw = model.draw(Purpose.APPLICATION_PLACE, kind * LATEST + self._number[kind])
                self.apply(min(bisect_right(self._up_to, draw), len(self._up_to) - 1), self._next[kind])
                self._number[kind] += 1
                self._next[kind] += self._gap(kind)

    def apply(self, place: int, time: float, then: Then | None = None) -> None:
        """Send an application through the desks of civil affairs."""
        way = self.model.scenario.rules.civil_affairs_integration
        self.model.errands.send(f"application_{way}", place, time, self.model.parameters.application_hours, then)

    def _gap(self, kind: int) -> float:
        """Working hours to the next application of a kind."""
        model = self.model
        a_year = float(getattr(model.parameters, f"applications_{KINDS[kind]}"))
        a_day = a_year * model.scenario.city.residents / REFERENCE_RESIDENTS / model.scenario.resources.working_days
        if a_day <= 0.0:
            return math.inf
        draw = model.draw(Purpose.APPLICATION, kind * LATEST + self._number[kind])
        return -math.log(draw) * model.hours / a_day
