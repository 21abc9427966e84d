"""What a worker answers, as plain data that travels between processes."""

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Said:
    """What came of a command: the new points of a set up to a day, and how what is watched stands now.

    `points` (arm, day, values in the order of the `outcomes`' keys); `places` of all arms, and `desks` and `flows` a
    frame each arm, of the watched seed alone; `groups`, `promises`, `daily` and `later` of an arm that has reached the
    horizon; `seconds` the worker took.
    """

    seconds: float = 0.0
    day: int = 0
    outcomes: tuple[str, ...] = ()
    points: tuple[tuple[int, int, tuple[float, ...]], ...] = ()
    places: pd.DataFrame | None = None
    desks: dict[int, pd.DataFrame] = field(default_factory=dict)
    flows: dict[int, pd.DataFrame] = field(default_factory=dict)
    groups: pd.DataFrame | None = None
    promises: pd.DataFrame | None = None
    daily: pd.DataFrame | None = None
    later: pd.DataFrame | None = None


@dataclass(frozen=True)
class Wrong:
    """What went wrong: one line for whoever asked, and the traceback for the log."""

    message: str
    told: str
