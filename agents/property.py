"""Property company 物业管理公司: does works in the estates of a community."""

from agents.institution import Institution


class PropertyCompany(Institution):
    """The property company of one community."""

    kind = "property"
