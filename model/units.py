"""Units 单元: which residents live in a building, an estate, a community. They are numbered as residents are."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.tables import Floats, Ints
from scenarios.issues import UNITS

if TYPE_CHECKING:
    from agents.resident import Columns


class Neighbours:
    """Residents of one or several units, unit by unit, in the ranges of rows in which they live."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._ranges = ranges
        self._number = sum(end - first for first, end in ranges)

    def __len__(self) -> int:
        return self._number

    def row(self, nth: int) -> int:
        """The row of the n-th of them, from 0."""
        for first, end in self._ranges:
            if nth < end - first:
                return first + nth
            nth -= end - first
        raise IndexError(nth)

    def drawn(self, draws: Floats) -> list[int]:
        """The row of one of them for each draw in (0, 1)."""
        return [self.row(int(draw * self._number)) for draw in draws.tolist()]

    def of[T: np.generic](self, column: NDArray[T]) -> NDArray[T]:
        """What a residents' column says of each of them; not to be written to."""
        parts = [column[first:end] for first, end in self._ranges]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)


class Units:
    """Residents by unit; a unit is known by its level (a place in `scenarios.issues.UNITS`) and its number."""

    def __init__(self, columns: "Columns", those: Ints | None = None) -> None:
        """Of all residents, or of `those` rows of them, which then count from 0."""
        self._of = [columns[level] for level in UNITS]
        self._ranges: list[list[tuple[int, int]]] = []
        for of in self._of:
            edges = np.searchsorted(of if those is None else of[those], np.arange(int(of[-1]) + 2))
            self._ranges.append(list(pairwise(edges.tolist())))

    def of(self, level: int, residents: Iterable[int]) -> list[int]:
        """The unit of each of these residents."""
        unit = self._of[level].item
        return [unit(row) for row in residents]

    def heads(self, level: int, unit: int) -> int:
        """How many live there."""
        first, end = self._ranges[level][unit]
        return end - first

    def residents(self, level: int, units: Iterable[int]) -> Neighbours:
        """Those who live in any of these units."""
        ranges = self._ranges[level]
        return Neighbours([ranges[unit] for unit in dict.fromkeys(units)])
