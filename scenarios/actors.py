"""The vocabulary of the district: who acts, in which role, on what, with which skill, through which channel."""

from __future__ import annotations

KINDS = (
    "committee", "party", "station", "property", "street", "department", "civil_affairs", "team", "organization",
    "service_centre", "work_association",
)  # fmt: skip
OF_THE_DISTRICT = ("department", "civil_affairs", "service_centre", "work_association")  # kinds that no street has
DEPARTMENTS = (
    "dept_urban_management", "dept_housing", "dept_human_resources", "dept_public_security",
    "dept_health", "dept_market", "dept_environment",
)  # fmt: skip
DESKS = ("desk_community", "desk_organizations", "desk_social_work")
ROLES = (
    "committee", "party", "station_general", "station_affairs", "station_social", "property", "street",
    *DEPARTMENTS, *DESKS, "team", "organization", "service_centre", "work_association",
)  # fmt: skip
CATEGORIES = ("administrative", "care", "collective", "enforcement", "mutual_aid")
COMPETENCES = ("paperwork", "care", "mediation", "enforcement", "works", "neighbourly")
TRUSTED = ("committee", "station", "government", "organization")
CHANNELS = ("visit", "phone", "online")


def kind_of(role: str) -> str:
    """The kind of actor that fills a role of the duty list."""
    for prefix, kind in (("station", "station"), ("dept", "department"), ("desk", "civil_affairs")):
        if role.startswith(prefix + "_"):
            return kind
    return role
