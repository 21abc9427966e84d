"""Units 单元: which residents live in a building, an estate, a community. They are numbered as residents are."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from model.tables import Ints
from scenarios.issues import UNITS

if TYPE_CHECKING:
    from agents.resident import Columns


class Units:
    """Residents by unit; a unit is known by its level (a place in `scenarios.issues.UNITS`) and its number."""

    def __init__(self, columns: "Columns") -> None:
        self._of = [columns[level] for level in UNITS]
        self._edges = [np.searchsorted(of, np.arange(int(of[-1]) + 2)) for of in self._of]

    def of(self, level: int, residents: Ints | list[int]) -> list[int]:
        """The unit of each of these residents."""
        units: list[int] = self._of[level][residents].tolist()
        return units

    def heads(self, level: int, unit: int) -> int:
        """How many live there."""
        return int(self._edges[level][unit + 1] - self._edges[level][unit])

    def residents(self, level: int, units: Iterable[int]) -> Ints:
        """Rows of those who live in any of these units."""
        edges = self._edges[level]
        parts = [np.arange(edges[unit], edges[unit + 1]) for unit in dict.fromkeys(units)]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)
