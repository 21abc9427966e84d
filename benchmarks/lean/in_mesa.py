"""The lean day in Mesa, as its tutorials have it: every resident is an agent and is stepped every day."""

from typing import Any

import mesa

from benchmarks.lean.day import Spec
from benchmarks.lean.objects import DayMixin, DeskMixin, ResidentMixin


class Resident(ResidentMixin, mesa.Agent[Any]):
    """A resident (居民)."""


class Desk(DeskMixin, mesa.Agent[Any]):
    """A committee, a station, a street or the district's desk."""


class Model(DayMixin, mesa.Model[Any, Any]):
    """A lean town."""

    def __init__(self, spec: Spec) -> None:
        super().__init__(rng=spec.seed)
        self.residents = Resident.create_agents(self, spec.residents)
        self.desks = Desk.create_agents(self, 2 * spec.communities + spec.streets + 1)
        self.found(spec)
        self.residents, self.desks = self.agents_by_type[Resident], self.agents_by_type[Desk]

    def step_residents(self) -> None:
        """Every resident's day."""
        self.residents.do("arise")

    def step_desks(self) -> None:
        """Every desk's day."""
        self.desks.do("serve")

    def step(self) -> None:
        """A day."""
        self.counted = self.one_day()
