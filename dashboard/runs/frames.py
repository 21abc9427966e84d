"""The columns of what a run gives, and where the files of its watched seed lie, for pages and workers alike."""

from pathlib import Path

GROUPS = ("seed", "arm", "breakdown", "group", "residents", "needs", "outcome", "value")
PROMISED = ("arisen", "voiced", "answered", "resolved", "followed_up")
DAILY = (
    "seed", "arm", "day", "arisen", "voiced", "responded", "resolved", "followed_up", "backlog", "unvoiced",
    "trust_committee", "trust_station", "trust_government", "trust_organization", "hours", "yuan",
)  # fmt: skip
LATER = ("seed", "arm", "since_day", "outcome", "value")
PROMISES = ("seed", "arm", "group", *PROMISED)
PLACES = (
    "arm", "day", "community", "street", "residents", "backlog", "unvoiced", "voiced_share", "resolved_share",
    "satisfaction",
)  # fmt: skip
DESKS = (
    "row", "kind", "tier", "place", "street", "name_en", "name_zh", "roles", "posts", "waiting", "in_service",
    "busy_share", "reports_to", "asks", "stands",
)  # fmt: skip
FLOWS = ("source", "target", "count", "direction")
DIRECTIONS = ("up", "down", "sideways")
JOURNEYS = ("need", "step", "row", "activity", "arrived", "started", "finished", "rank", "copy", "kept")


def needs_file(folder: Path, arm: int) -> Path:
    """Where the needs of an arm of the watched seed are written."""
    return folder / f"needs-{arm}.parquet"


def legs_file(folder: Path, arm: int) -> Path:
    """Where the legs of requests of an arm of the watched seed are written."""
    return folder / f"legs-{arm}.parquet"


def terms_file(folder: Path, arm: int) -> Path:
    """Where the terms of hand-overs in an arm of the watched seed are written."""
    return folder / f"terms-{arm}.npz"
