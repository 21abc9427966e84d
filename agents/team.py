"""Enforcement team 执法队: officers pooled in the district, or one team a street (执法主体下移)."""

from dataclasses import replace

from agents.institution import Desk, Institution, StandingOrders


class Team(Institution):
    """A team of officers; district-wide it answers to the departments, in a street to the street office.

    Officers who serve few communities know them; local knowledge fades with the communities served: k^(−δ_t).
    """

    kind = "team"

    @property
    def seat_tier(self) -> int:
        """Level of government that dispatches: 1 street, 2 district."""
        return 2 if self.street < 0 else 1

    def standing_orders(self, desk: Desk) -> StandingOrders:
        """As any institution, with the local knowledge that is left."""
        p = self.scenario.parameters
        return replace(
            super().standing_orders(desk),
            local_knowledge=float(len(self.places)) ** -p.team_knowledge_decay,
        )
