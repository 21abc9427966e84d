"""The lean day in AgentPy, whose model and lists of agents are its own; run in an environment that has it."""

import agentpy

from benchmarks.lean.day import Spec
from benchmarks.lean.objects import DayMixin, DeskMixin, ResidentMixin


class Resident(ResidentMixin, agentpy.Agent):
    """A resident (居民)."""


class Desk(DeskMixin, agentpy.Agent):
    """A committee, a station, a street or the district's desk."""


class Model(DayMixin, agentpy.Model):
    """A lean town."""

    def __init__(self, spec: Spec) -> None:
        super().__init__()
        self.residents = agentpy.AgentList(self, spec.residents, Resident)
        self.desks = agentpy.AgentList(self, 2 * spec.communities + spec.streets + 1, Desk)
        self.found(spec)

    def step_residents(self) -> None:
        """Every resident's day."""
        self.residents.arise()

    def step_desks(self) -> None:
        """Every desk's day."""
        self.desks.serve()

    def step(self) -> None:
        """A day."""
        self.counted = self.one_day()
