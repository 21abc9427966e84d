"""The ledger of needs and requests 诉求: one row a need, whether it was voiced or not.

A need is at all times in exactly one state. Rows are never reused; the engine's live cases are, and are copied into
their rows when they end, or when somebody looks.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.compiled import kernel
from model.slots import Slots
from model.tables import CASES, NOBODY, CaseState, Ints, Table, World, grow, record
from scenarios.actors import CATEGORIES, CHANNELS

if TYPE_CHECKING:
    from model.calendar import WorkingCalendar


class State(IntEnum):
    """Where a need stands."""

    UNDECIDED = 0  # arisen, the moment of voicing is still to come
    UNVOICED = 1  # borne 忍受
    SELF_HELPED = 2
    NEIGHBOUR_HELPED = 3
    FADED = 4
    UNDERWAY = 5
    RESOLVED = 6
    CLOSED = 7
    SUPPLIED = 8  # met in kind by a charity pantry 义仓所助, never voiced


ORIGINS = ("exogenous", "escalated", "fallout")
DUTIES = ("sole", "gap", "overlap")
STATES = tuple(state.name.lower() for state in State)

ROW = record(
    [
        ("need", "i8"),
        ("arose_calendar", "f8"),
        ("arose", "f8"),
        ("voiced_calendar", "f8"),
        ("voiced", "f8"),
        ("responded", "f8"),
        ("resolved", "f8"),  # first time
        ("followed_up", "f8"),
        ("resident", "i4"),
        ("severity", "f4"),
        ("hours", "f4"),
        ("satisfaction", "f4"),
        ("item", "i2"),
        ("place", "i2"),
        ("hand_overs", "i2"),
        ("passes", "i2"),
        ("category", "i1"),
        ("channel", "i1"),
        ("origin", "i1"),
        ("duty", "i1"),
        ("state", "i1"),
        ("reopened", "i1"),
        ("defect", "i1"),
    ]
)
_TIMES = ("voiced_calendar", "voiced", "responded", "resolved", "followed_up", "satisfaction")
_BLANK = np.zeros(1, ROW)
for _name in _TIMES:
    _BLANK[_name] = np.nan
_BLANK["channel"] = _BLANK["duty"] = NOBODY


_UNDERWAY, _CASE_UNDERWAY = int(State.UNDERWAY), int(CaseState.UNDERWAY)


@kernel
def _write_back(cases: Table, row_of_case: Ints, rows: Table, numbers: Ints) -> None:
    """Copy what the engine knows of these cases into their rows."""
    for i in range(len(numbers)):
        c = numbers[i]
        row = row_of_case[c]
        if row < 0:
            continue
        rows[row].responded = cases[c].responded
        rows[row].resolved = cases[c].first_resolved
        rows[row].followed_up = cases[c].followed
        rows[row].hours = cases[c].hours
        rows[row].hand_overs = cases[c].hand_overs
        rows[row].passes = cases[c].passes
        rows[row].reopened = cases[c].reopened
        rows[row].defect = cases[c].defect
        rows[row].state = cases[c].state - _CASE_UNDERWAY + _UNDERWAY


class Ledger:
    """All needs so far, and which of them the engine holds as live cases.

    `copies` a case may have in the engine; `room` rows are reserved, which take up memory only once they are used.
    """

    def __init__(self, copies: int, room: int = 4096) -> None:
        self.rows: Table = np.zeros(max(room, 1), ROW)
        self.size = 0
        self.row_of_case: Ints = np.full(0, NOBODY, dtype=np.int64)
        self._slots = Slots(copies)

    def add(self, n: int) -> Ints:
        """Make `n` rows; returns their numbers."""
        if self.size + n > len(self.rows):
            self.rows = grow(self.rows, max(2 * len(self.rows), self.size + n))
        rows = np.arange(self.size, self.size + n)
        self.rows[self.size : self.size + n] = _BLANK
        self.size += n
        return rows

    def take_cases(self, world: World, n: int) -> tuple[World, Ints]:
        """Reserve `n` free cases of the engine."""
        world, taken = self._slots.take(world, n)
        more = len(world.cases) - len(self.row_of_case)
        if more:
            self.row_of_case = np.concatenate([self.row_of_case, np.full(more, NOBODY, dtype=np.int64)])
        return world, taken

    @staticmethod
    def blank_cases(n: int) -> Table:
        """`n` cases as they are when they come in, to be filled and put into the engine's table."""
        cases = np.zeros(n, CASES)
        cases["at"] = cases["owner"] = cases["decider"] = cases["ahead"] = NOBODY
        cases["information"], cases["scale"], cases["state"] = 1.0, 1.0, _CASE_UNDERWAY
        for name in ("responded", "first_resolved", "resolved", "followed"):
            cases[name] = np.nan
        return cases

    def free_closed(self, world: World) -> Ints:
        """Archive cases that have ended and free their slots; returns the ended cases."""
        ended = self._slots.closed(world)
        _write_back(world.cases, self.row_of_case, self.rows, ended)
        self.row_of_case[ended] = NOBODY
        self._slots.give_back(world, ended)
        return ended

    def look(self, world: World) -> Table:
        """All rows, with the live cases as they stand now."""
        _write_back(world.cases, self.row_of_case, self.rows, np.flatnonzero(self.row_of_case >= 0))
        return self.rows[: self.size]


class Requests:
    """`model.requests`: all needs of a run so far, voiced or not.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
        >>> model.run_for(10)
        >>> len(model.requests) == len(model.requests.frame())
        True
    """

    def __init__(self, model: Any) -> None:
        self._model = model

    def __len__(self) -> int:
        return int(self._model.ledger.size)

    def __repr__(self) -> str:
        return f"<Requests: {len(self):,} needs; .frame()>"

    def frame(self) -> pd.DataFrame:
        """One row a need: who, what, when it arose, was voiced, answered, resolved, followed up, and how it stands.

        Times are working hours since the start, with suffix `_calendar` calendar hours since Monday 4 January 2016;
        not-a-number: not yet. `state` is one of `model.ledger.STATES`, `duty` (`sole`, `gap`, `overlap`) who was liable
        for it; `hand_overs` and `passes` count how often it crossed a boundary and was passed on (推诿), `reopened` how
        often it came back; `hours` are those worked on it; `satisfaction`, 0 to 1, is known of those who judged.

        Returns:
            A pandas DataFrame; what has one of several words is categorical.

        Examples:
            >>> import sanshe
            >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
            >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
            >>> model.run_for(10)
            >>> needs = model.requests.frame()
            >>> needs.loc[needs["category"] == "enforcement", ["community", "channel", "hand_overs", "state"]].head(3)
               community channel  hand_overs     state
            24      East  online           5    closed
            32      West   phone           4  resolved
            40      East   phone           7    closed
        """
        model = self._model
        rows = model.ledger.look(model.world)
        calendar: WorkingCalendar = model.calendar
        places = model.scenario.city.communities
        residents = model.residents.columns
        who = rows["resident"]

        def names(codes: NDArray[np.integer[Any]], words: Sequence[str]) -> Any:
            return pd.Categorical.from_codes(codes.astype(np.int64), pd.Index(list(words)))

        frame = pd.DataFrame(
            {
                "serial": np.arange(len(rows)),
                "need": rows["need"],
                "origin": names(rows["origin"], ORIGINS),
                "category": names(rows["category"], CATEGORIES),
                "item": names(rows["item"], [item.key for item in model.items]),
                "community": np.array([place.community for place in places], dtype=object)[rows["place"]],
                "street": np.array([place.street for place in places], dtype=object)[rows["place"]],
                "resident": who,
                "channel": names(rows["channel"], CHANNELS),
                "vulnerable": residents["vulnerable"][who],
                "age_band": residents["age_band"][who],
                "severity": rows["severity"],
            }
        )
        for name in ("arose", "voiced", "responded", "resolved", "followed_up"):
            frame[name] = rows[name]
            if f"{name}_calendar" in (rows.dtype.names or ()):
                frame[f"{name}_calendar"] = rows[f"{name}_calendar"]
            else:
                known = np.isfinite(rows[name])
                times = np.full(len(rows), np.nan)
                times[known] = calendar.calendar_of(rows[name][known], side="finish")
                frame[f"{name}_calendar"] = times
        frame["standard_hours"] = model.standard_hours[rows["item"]]
        for name in ("hand_overs", "passes", "reopened", "hours", "satisfaction"):
            frame[name] = rows[name]
        frame["duty"] = names(rows["duty"], DUTIES)
        frame["defect"] = rows["defect"].astype(bool)
        frame["state"] = names(rows["state"], STATES)
        return frame
