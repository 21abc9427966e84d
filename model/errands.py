"""Errands 差事: work that a mechanism sends to an institution's desk, beside requests and the daily own work.

A sitting of the association, a tender, a survey, an application through three desks: each takes hours of real posts,
waits in their queues, and tells the mechanism that sent it when it is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from model.calendar import day_at
from model.tables import Activity, Floats, Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel

type Columns = tuple[Ints, Ints, Ints, Floats, Floats]
"""Errands by column: kind, key of draws, place, time, scale."""

FIRST_KEY = -(2**60)  # errands count down from here; no need and no own work has such a key


@dataclass(frozen=True)
class Stop:
    """One desk that an errand comes to: who works on it, as what, how many hours at scale 1; `sits`: at a sitting."""

    role: str
    activity: Activity
    hours: float = 1.0
    sits: bool = False


@dataclass(frozen=True)
class ErrandKind:
    """A kind of errand: its key and its stops in order; `rank` its urgency class (`model.routes`)."""

    key: str
    stops: tuple[Stop, ...]
    rank: int = 3


@dataclass(frozen=True)
class Done:
    """Errands of one kind that ended: `token` what the sender called them, `place`, `time` in working hours."""

    key: str
    token: Ints
    place: Ints
    time: Floats


class Errands:
    """Errands on their way. `model.errands.send(...)` sends, `done` tells what has ended."""

    def __init__(self, model: "GovernanceModel", kinds: Sequence[ErrandKind]) -> None:
        self._model = model
        self.kinds = tuple(kinds)
        self._number = {kind.key: i for i, kind in enumerate(self.kinds)}
        if len(self._number) < len(self.kinds):
            raise ValueError(f"errands: found {len(self.kinds) - len(self._number)} keys twice; allowed one kind a key")
        self._waiting: dict[int, list[Columns]] = {}  # by the day on which they come in, in the order of sending
        self._tokens: Ints = np.zeros(0, dtype=np.int64)
        self._sent = 0
        self._come = -1  # the last day whose errands have come in

    @property
    def opening(self) -> float:
        """When errands can come in next: today's opening, or tomorrow's once today's have come in."""
        return max(self._model.day, self._come + 1) * self._model.hours

    def send(
        self, key: str, place: Ints, time: Floats | float, scale: Floats | float, token: Ints | None = None
    ) -> None:
        """Send errands of a kind to communities, to come in at `time` (working hours), not before `opening`.

        `scale` multiplies the hours of every stop; `token` is what `done` calls them (0 by default). (n,) each; time
        and scale may be one number for all.
        """
        n, first = len(place), self._sent
        if not n:
            return
        self._sent += n
        if self._sent > len(self._tokens):
            self._tokens = np.concatenate([self._tokens, np.zeros(self._sent, dtype=np.int64)])
        self._tokens[first : self._sent] = 0 if token is None else token
        draws = np.arange(FIRST_KEY - first, FIRST_KEY - self._sent, -1)
        come = np.full(n, np.maximum(time, self.opening))
        sent = np.full(n, self._number[key]), draws, np.array(place, np.int64), come, np.full(n, scale, np.float64)
        days = day_at(come, self._model.hours)
        if not isinstance(time, np.ndarray):
            self._waiting.setdefault(int(days[0]), []).append(sent)
            return
        order = np.argsort(days, kind="stable")
        sent, days = _rows(sent, order), days[order]
        for begin, end in pairwise([0, *(np.flatnonzero(days[1:] != days[:-1]) + 1).tolist(), n]):
            self._waiting.setdefault(int(days[begin]), []).append(_rows(sent, slice(begin, end)))

    def of_day(self, day: int) -> Columns:
        """The errands that come in on a day, in the order of sending."""
        self._come = day
        parts = self._waiting.pop(day, [])
        if not parts:
            none = np.zeros(0, dtype=np.int64)
            return none, none, none, np.zeros(0), np.zeros(0)
        kind, key, place, time, scale = (np.concatenate(column) for column in zip(*parts, strict=True))
        return kind, key, place, time, scale

    def done(self, cases: Ints) -> list[Done]:
        """What these ended cases of the engine tell, by kind; cases that are no errands are left aside."""
        table = self._model.world.cases
        kind = self._model.book.errand[table["route"][cases]]
        cases, kind = cases[kind >= 0], kind[kind >= 0]
        order = np.lexsort((table["serial"][cases], table["resolved"][cases], kind))
        cases, kind = cases[order], kind[order]
        token = self._tokens[FIRST_KEY - table["need"][cases]]
        place, time = table["place"][cases].astype(np.int64), table["resolved"][cases]
        edges = np.searchsorted(kind, np.arange(len(self.kinds) + 1)).tolist()
        return [
            Done(errand.key, token[first:last], place[first:last], time[first:last])
            for errand, first, last in zip(self.kinds, edges[:-1], edges[1:], strict=True)
            if last > first
        ]


def _rows(sent: Columns, which: Ints | slice) -> Columns:
    kind, key, place, time, scale = sent
    return kind[which], key[which], place[which], time[which], scale[which]
