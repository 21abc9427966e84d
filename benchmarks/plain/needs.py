"""Needs arise (诉求产生): five Poisson processes of the district, each event of which picks its resident and item."""

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from model.governance import YEAR_HOURS
from model.streams import Purpose
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from benchmarks.plain.district import District


class Need(NamedTuple):
    """A need as it is drawn; `resident` and `item` are numbers, `arose` an hour of the calendar."""

    key: int
    resident: int
    item: int
    severity: float
    arose: float


class Process:
    """The needs of one category; `number` of them have arisen so far, the last at `last`."""

    def __init__(self, model: "District", category: int) -> None:
        name = CATEGORIES[category]
        self.model, self.category = model, category
        self.rate = float(getattr(model.parameters, f"needs_{name}") * model.people / 1000.0 / YEAR_HOURS)
        self.items = [number for number, item in enumerate(model.items) if item.category == name]
        shares = list(accumulate(model.items[number].share for number in self.items))
        self.shares = [share / shares[-1] for share in shares]
        self.number, self.last = 0, 0.0

    def until(self, end: float) -> list[Need]:
        """The needs up to an hour of the calendar that have not been handed out yet."""
        model, found = self.model, list[Need]()
        first, passed = self.last, 0.0
        while True:
            key = 8 * self.number + self.category
            passed += -np.log(model.draw(Purpose.NEED_TIME, key)) / self.rate
            arose = float(first + passed)
            if arose >= end:
                return found
            self.number, self.last = self.number + 1, arose
            pick = model.draw(Purpose.NEED_RESIDENT, key)
            care = CATEGORIES[self.category] == "care"  # the old and the vulnerable need more of it
            resident = bisect_left(model.care_shares, pick) if care else int(pick * model.people)
            item = self.items[bisect_left(self.shares, model.draw(Purpose.NEED_ITEM, key))]
            found.append(Need(key, resident, item, model.draw(Purpose.NEED_SEVERITY, key), arose))
