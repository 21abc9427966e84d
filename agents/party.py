"""Community party organisation 社区党组织: convenor and mediator with hours of its own, in every regime."""

from agents.institution import Institution


class Party(Institution):
    """The party organisation of one community."""

    kind = "party"
