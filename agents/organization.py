"""Social organisation 社会组织: takes cases of its community with workers of its own."""

from agents.institution import Institution


class Organization(Institution):
    """One social organisation at work in a community."""

    kind = "organization"
