"""Residents' committee 居委会: delegated administrative work against self-governance."""

import math

from agents.institution import Institution


class Committee(Institution):
    """The committee of one community: mediates, answers neighbours, and visits stairwells when it has hours left."""

    kind = "committee"

    def visits_next_week(self, busy_hours: float, capacity_hours: float) -> int:
        """Stairwells to visit next week (走访): as many as last week's free hours below the ceiling allow.

        `busy_hours` without visits and `capacity_hours` are last week's; one visit takes `visit_unit_hours`.
        """
        p = self.scenario.parameters
        free = p.visit_ceiling * capacity_hours - busy_hours
        return max(0, math.floor(free / p.visit_unit_hours)) if p.visit_unit_hours > 0.0 else 0
