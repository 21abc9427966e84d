"""Errands 差事: work that a mechanism sends to an institution's desk, beside requests and the daily own work.

A sitting of the association, a tender, a survey, an application through three desks: each takes hours of real posts,
waits in their queues, and tells the mechanism that sent it when it is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.tables import Activity, Floats, Ints

if TYPE_CHECKING:
    from model.governance import GovernanceModel

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
        self._waiting: dict[int, list[tuple[Ints, Ints, Floats, Floats]]] = {}
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
        model = self._model
        n = len(place)
        time, scale = np.broadcast_to(time, (n,)), np.broadcast_to(scale, (n,))
        keys = np.arange(self._sent, self._sent + n)
        self._sent += n
        if self._sent > len(self._tokens):
            self._tokens = np.concatenate([self._tokens, np.zeros(max(n, self._sent), dtype=np.int64)])
        self._tokens[keys] = 0 if token is None else token
        time = np.maximum(time, self.opening)
        kind = np.full(n, self._number[key])
        days = np.floor(time / model.hours).astype(np.int64)
        for day in np.unique(days).tolist():
            here = days == day
            self._waiting.setdefault(day, []).append(
                (kind[here] * 2**40 + keys[here], place[here], time[here], scale[here])
            )

    def of_day(self, day: int) -> tuple[Ints, Ints, Ints, Floats, Floats]:
        """(kind, key of draws, place, time, scale) of the errands that come in on a day."""
        self._come = day
        parts = self._waiting.pop(day, [])
        if not parts:
            none = np.zeros(0, dtype=np.int64)
            return none, none, none, np.zeros(0), np.zeros(0)
        packed, place, time, scale = (np.concatenate(column) for column in zip(*parts, strict=True))
        return packed // 2**40, FIRST_KEY - packed % 2**40, place.astype(np.int64), time, scale

    def done(self, cases: Ints) -> list[Done]:
        """What these ended cases of the engine tell, by kind; cases that are no errands are left aside."""
        table = self._model.world.cases
        kind = self._model.book.errand[table["route"][cases]]
        cases, kind = cases[kind >= 0], kind[kind >= 0]
        order = np.lexsort((table["serial"][cases], table["resolved"][cases]))
        cases, kind = cases[order], kind[order]
        told = []
        for number in np.unique(kind).tolist():
            mine = cases[kind == number]
            token = self._tokens[FIRST_KEY - table["need"][mine]]
            place = table["place"][mine].astype(np.int64)
            told.append(Done(self.kinds[number].key, token, place, table["resolved"][mine].copy()))
        return told
