"""Slots of the engine for live cases: taken when a case comes in, given back when it has ended."""

import numpy as np

from model.compiled import kernel
from model.tables import CaseState, Ints, Job, Table, World, grow

_FREE, _CLOSED, _IDLE = int(CaseState.FREE), int(CaseState.CLOSED), int(Job.IDLE)


@kernel
def _collect_closed(cases: Table, ended: Ints) -> int:
    """Numbers of the cases that have ended and of which no copy stands in a queue; returns how many."""
    n = 0
    for c in range(len(cases)):
        if cases[c].state == _CLOSED and cases[c].ghosts == 0:
            ended[n] = c
            n += 1
    return n


@kernel
def _set_free(cases: Table, ended: Ints) -> None:
    for i in range(len(ended)):
        cases[ended[i]].state = _FREE


@kernel
def _make_idle(jobs: Table, taken: Ints, copies: int) -> None:
    for i in range(len(taken)):
        for j in range(taken[i] * copies, (taken[i] + 1) * copies):
            jobs[j].state = _IDLE


class Slots:
    """Which rows of the engine's cases are free; `copies` jobs a case may have."""

    def __init__(self, copies: int) -> None:
        self.copies = copies
        self._free: Ints = np.zeros(0, dtype=np.int64)  # a stack
        self._number = 0

    def take(self, world: World, n: int) -> tuple[World, Ints]:
        """Reserve `n` cases, with larger tables if there are too few; returns (world, their numbers)."""
        if self._number < n:
            old = len(world.cases)
            new = max(2 * old, old + n, 4096)
            world = world._replace(cases=grow(world.cases, new), jobs=grow(world.jobs, new * self.copies))
            free = np.zeros(new, dtype=np.int64)
            free[: self._number] = self._free[: self._number]
            free[self._number : self._number + new - old] = np.arange(new - 1, old - 1, -1)
            self._free = free
            self._number += new - old
        self._number -= n
        taken = self._free[self._number : self._number + n].copy()
        _make_idle(world.jobs, taken, self.copies)
        return world, taken

    def closed(self, world: World) -> Ints:
        """Cases that have ended and may be given back."""
        ended = np.empty(len(world.cases), dtype=np.int64)
        return ended[: _collect_closed(world.cases, ended)]

    def give_back(self, world: World, ended: Ints) -> None:
        """These cases are free from now on."""
        _set_free(world.cases, ended)
        self._free[self._number : self._number + len(ended)] = ended
        self._number += len(ended)
