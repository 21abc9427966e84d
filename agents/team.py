"""Enforcement team 执法队: officers pooled in the district, or one team a street (执法主体下移)."""

from agents.institution import Institution


class Team(Institution):
    """A team of officers; district-wide it answers to the departments, in a street to the street office."""

    kind = "team"

    @property
    def seat_tier(self) -> int:
        """Level of government that dispatches: 1 street, 2 district."""
        return 2 if self.street < 0 else 1
