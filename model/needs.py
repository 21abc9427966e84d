"""Needs arise 诉求产生: exogenous, and the same at one seed under any rules.

Each resident has needs of each category as a Poisson process; care is more frequent for the old and the vulnerable.
Their superposition is one Poisson process a category, whose k-th event picks its resident in proportion to the
resident's rate (Kingman 1993, Poisson Processes, ch. 5), so that a day costs its events and not its residents. The
k-th need of a category has the key 8k + category, which keys every later draw. A surge brings further needs, with keys
of their own (`model/shocks.py`), and changes none of these.
"""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from model.compiled import kernel, wrapping
from model.streams import Purpose, uniform, uniforms
from model.tables import Floats, Ints
from scenarios.actors import CATEGORIES

if TYPE_CHECKING:
    from agents.population import Residents
    from scenarios.duty_list import DutyItem
    from scenarios.parameters import Parameters

CARE = CATEGORIES.index("care")
SIXTY_PLUS = 2
_RESIDENT, _ITEM, _SEVERITY = int(Purpose.NEED_RESIDENT), int(Purpose.NEED_ITEM), int(Purpose.NEED_SEVERITY)


@kernel
def _first_at(cumulated: Floats, draw: float) -> int:
    """The first place at which the cumulated shares reach a draw."""
    low = 0
    high = len(cumulated) - 1
    while low < high:
        middle = (low + high) // 2
        if cumulated[middle] < draw:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _describe(
    seed: int, need: Ints, people: int, items: Ints, share: Floats, weight: Floats, item: Ints, resident: Ints,
    severity: Floats,
) -> None:  # fmt: skip
    """Item, resident and severity of needs; cumulated `weight` of residents, empty where all are alike."""
    for i in range(len(need)):
        pick = uniform(seed, _RESIDENT, need[i], 0)
        resident[i] = _first_at(weight, pick) if len(weight) else int(pick * people)
        item[i] = items[_first_at(share, uniform(seed, _ITEM, need[i], 0))]
        severity[i] = uniform(seed, _SEVERITY, need[i], 0)


@dataclass(frozen=True)
class Arisen:
    """Needs of one day; arrays of equal length, in order of time."""

    need: Ints
    category: NDArray[np.int64]
    item: Ints
    resident: Ints
    severity: Floats
    arose: Floats  # calendar hours

    def only(self, kept: NDArray[np.bool_]) -> "Arisen":
        """Those of these needs that are kept."""
        return Arisen(*(getattr(self, field.name)[kept] for field in fields(self)))


class Further(Protocol):
    """A process of needs beside the ordinary ones."""

    def until(self, end: float) -> tuple[NDArray[Any], ...]:
        """The columns of the needs up to the calendar hour `end` that were not handed out yet."""


def poisson_times(
    seed: int, purpose: Purpose, rate: float, last: float, end: float, keys: tuple[int, int, int]
) -> Floats:
    """Times of a Poisson process after its last event at `last`, before `end`.

    `keys` = (number of the next event, step, shift): the k-th event's gap is keyed by k · step + shift.
    """
    count, step, shift = keys
    times: list[Floats] = []
    while last < end:
        expected = rate * (end - last)
        n = int(expected + 4.0 * np.sqrt(expected) + 8.0)
        gaps = -np.log(uniforms(seed, purpose, (count + np.arange(n)) * step + shift)) / rate
        chunk = last + np.cumsum(gaps)
        kept = int(np.searchsorted(chunk, end))
        times.append(chunk[:kept])
        count += kept
        if kept < n:
            # The gap that reaches beyond `end` is drawn again next time from the same key, so go on from the last.
            break
        last = chunk[-1]
    return np.concatenate(times) if times else np.zeros(0)


class Needs:
    """The five processes and how far each has come."""

    def __init__(
        self,
        parameters: "Parameters",
        residents: "Residents",
        items: tuple["DutyItem", ...],
        seed: int,
        year_hours: float,
    ) -> None:
        columns = residents.columns
        self.seed = seed
        self.people = len(residents)
        weight = np.ones(self.people)
        weight[columns["age_band"] == SIXTY_PLUS] *= parameters.need_elderly_care_ratio
        weight[columns["vulnerable"]] *= parameters.need_vulnerable_ratio
        self.care = np.cumsum(weight) / weight.sum()
        per_1000 = [getattr(parameters, f"needs_{name}") for name in CATEGORIES]
        self.rate = np.array(per_1000) * self.people / 1000.0 / year_hours
        self.count = np.zeros(len(CATEGORIES), dtype=np.int64)
        self.last = np.zeros(len(CATEGORIES))
        self.further: tuple[Further, ...] = ()  # what surges add
        self._weights = [self.care if c == CARE else np.zeros(0) for c in range(len(CATEGORIES))]
        self.items = []
        for name in CATEGORIES:
            mine = [i for i, item in enumerate(items) if item.category == name]
            share = np.cumsum([items[i].share for i in mine])
            self.items.append((np.array(mine, dtype=np.int64), share / share[-1]))

    def until(self, end: float) -> Arisen:
        """The needs from where the processes stand up to the calendar hour `end`."""
        parts = [self._category(c, end) for c in range(len(CATEGORIES)) if self.rate[c] > 0.0]
        parts += [process.until(end) for process in self.further]
        need, category, item, resident, severity, arose = (
            np.concatenate(column) for column in zip(*parts, strict=True)
        )
        order = np.argsort(arose, kind="stable")
        return Arisen(need[order], category[order], item[order], resident[order], severity[order], arose[order])

    def _category(self, c: int, end: float) -> tuple[np.ndarray, ...]:
        keys = (self.count[c], 8, c)
        arose = poisson_times(self.seed, Purpose.NEED_TIME, float(self.rate[c]), float(self.last[c]), end, keys)
        self.count[c] += len(arose)
        if len(arose):
            self.last[c] = arose[-1]
        need = (self.count[c] - len(arose) + np.arange(len(arose))) * 8 + c
        return (need, *self.described(c, need), arose)

    def described(self, c: int, need: Ints) -> tuple[NDArray[np.int64], Ints, Ints, Floats]:
        """(category, item, resident, severity) of needs of category `c` with these keys."""
        item, resident = (np.empty(len(need), dtype=np.int64) for _ in range(2))
        severity = np.empty(len(need))
        with wrapping():
            _describe(self.seed, need, self.people, *self.items[c], self._weights[c], item, resident, severity)
        return np.full(len(need), c), item, resident, severity
