"""What a visitor's run has found so far: written by the hall's threads, read by the visitor's pages."""

import logging
import secrets
import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from dashboard.runs import frames
from dashboard.runs.plan import Plan

if TYPE_CHECKING:
    from dashboard.runs.said import Said
    from model.terms import Terms
    from scenarios.scenario import Scenario

type Status = Literal["waiting", "running", "paused", "done", "stopped", "failed"]

ENDED = ("groups", "promises", "daily", "later")  # what a worker says of an arm that has reached the horizon
ACTIVE = ("waiting", "running", "paused")  # with models alive, or to come
logger = logging.getLogger("sanshe")


class Run:
    """What has been found so far; every method may be called from any thread, and often.

    `id` cannot be guessed; `visitor` whose it is; `seeds` all asked for so far; `version` grows with everything that
    changes; `status` is "waiting" (for its turn), "running", "paused", "done", "stopped" (its models are gone, what was
    found stays) or "failed", with one message in `error`; `ahead` how many other runs are before this one (0: it is at
    work); `finished` the seeds of which every arm has reached the horizon. Frames are the reader's to keep: what is
    changed in them changes nothing here.
    """

    def __init__(self, visitor: str, plan: Plan, folder: Path) -> None:
        self.id = secrets.token_urlsafe(16)
        self.visitor = visitor
        self.plan = plan
        self.seeds: tuple[int, ...] = plan.seeds
        self.version = 0
        self.status: Status = "waiting"
        self.ahead = 0
        self.error = ""
        self.finished: tuple[int, ...] = ()
        self._folder = folder
        self._lock = threading.RLock()
        self._reached: dict[int, int] = {}
        self._outcomes: tuple[str, ...] = ()
        self._points: dict[tuple[int, int, int], tuple[float, ...]] = {}
        self._ended: dict[str, dict[tuple[int, int], pd.DataFrame]] = {name: {} for name in ENDED}
        self._watched_day = -1
        self._places = none_of(frames.PLACES)
        self._desks: dict[int, pd.DataFrame] = {}
        self._flows: dict[int, pd.DataFrame] = {}
        self._kept: dict[str, tuple[object, pd.DataFrame]] = {}

    @property
    def progress(self) -> float:
        """Share of all days of all seeds that every arm has run, 0 to 1."""
        with self._lock:
            return min(1.0, sum(self._reached.values()) / (len(self.seeds) * self.plan.days))

    # --- what was found
    def points(self) -> pd.DataFrame:
        """One row a seed, arm and day of the plan's grid: `seed`, `arm`, `day`, and a column an outcome by its key.

        All arms of a seed have the same days. At the horizon the values are those of `model.outcomes.frame()`.
        """

        def made() -> pd.DataFrame:
            rows = [(*key, *values) for key, values in sorted(self._points.items())]
            return pd.DataFrame(rows, columns=["seed", "arm", "day", *self._outcomes])

        with self._lock:
            return self._cached("points", len(self._points), made)

    def groups(self) -> pd.DataFrame:
        """Outcomes by group of residents at the horizon, of finished seeds: `seed`, `arm`, `breakdown`, `group`,
        `residents`, `needs`, `outcome`, `value` (`model.by_group`).
        """
        return self._of_finished("groups", frames.GROUPS)

    def promises(self) -> pd.DataFrame:
        """The four promises at the horizon, of finished seeds: `seed`, `arm`, `group` ("all", "vulnerable", "others"),
        and the counts of needs `arisen`, `voiced`, `answered`, `resolved`, `followed_up`.
        """
        return self._of_finished("promises", frames.PROMISES)

    def daily(self) -> pd.DataFrame:
        """The days of the whole district, of finished seeds: `seed`, `arm`, and what `experiments.compare` keeps of a
        day.
        """
        return self._of_finished("daily", frames.DAILY)

    def later(self) -> pd.DataFrame:
        """Outcomes over needs that arose from some day on, of finished seeds: `seed`, `arm`, `since_day`, `outcome`,
        `value` (`model.by_group.read_since`).
        """
        return self._of_finished("later", frames.LATER)

    def places(self) -> pd.DataFrame:
        """How communities stand in the watched seed, one row an arm and community: the columns of `frames.PLACES`."""
        with self._lock:
            return self._places.copy(deep=False)

    def desks(self, arm: int) -> pd.DataFrame:
        """How the desks stand in an arm of the watched seed: the columns of `frames.DESKS`."""
        with self._lock:
            return self._desks.get(arm, none_of(frames.DESKS)).copy(deep=False)

    def flows(self, arm: int) -> pd.DataFrame:
        """Hand-overs between desks in an arm of the watched seed so far: the columns of `frames.FLOWS`."""
        with self._lock:
            return self._flows.get(arm, none_of(frames.FLOWS)).copy(deep=False)

    def journeys(self, arm: int, needs: Sequence[int] | None = None) -> pd.DataFrame:
        """The legs of these needs, or of all, in an arm of the watched seed, in the order in which they ended: the
        columns of `frames.JOURNEYS`; none before the seed is finished. Legs without `finished` are under way at the
        horizon, or copies of an overlap that another owner overtook (`model.unended`).
        """
        return self._read(frames.legs_file(self._folder, arm), needs, frames.JOURNEYS)

    def needs(
        self, arm: int, needs: Sequence[int] | None = None, columns: Sequence[str] | None = None,
        where: Sequence[tuple[str, str, object]] = (),
    ) -> pd.DataFrame:  # fmt: skip
        """The needs, all or these, of an arm of the watched seed as `model.requests.frame()` gives them, all columns or
        these; a need has the same number `need` in every arm. None before the seed is finished. `where` are conditions
        that all hold, such as `("arose", "<", 600.0)`: what does not meet them is not read into memory.
        """
        return self._read(frames.needs_file(self._folder, arm), needs, columns, where)

    def terms(self, arm: int) -> "Terms | None":
        """What crossing a boundary cost in an arm of the watched seed; None before the seed is finished."""
        from model.terms import Terms

        if self.plan.watched not in self.finished:
            return None
        try:
            return Terms.read(frames.terms_file(self._folder, arm))
        except FileNotFoundError:
            return None

    # --- what the hall writes
    def take(self, seed: int, said: "Said") -> None:
        """Take in what a worker said of a seed; what it says again, after it was begun anew, changes nothing."""
        with self._lock:
            self._reached[seed] = max(self._reached.get(seed, 0), said.day)
            self._outcomes = said.outcomes or self._outcomes
            self._points.update({(seed, arm, day): values for arm, day, values in said.points})
            if said.places is not None and said.day > self._watched_day:
                self._watched_day = said.day
                self._places, self._desks, self._flows = said.places, said.desks, said.flows
            if said.groups is not None:
                arm = int(said.groups["arm"].iloc[0])
                for name, kept in self._ended.items():
                    kept[seed, arm] = getattr(said, name)
            self.version += 1

    def reached(self, seed: int) -> int:
        """The day up to which the points of a seed are known."""
        return self._reached.get(seed, 0)

    def change(self, **values: Any) -> None:
        """Set what has changed, and let the version say so."""
        with self._lock:
            if any(getattr(self, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(self, name, value)
                self.version += 1

    def end_seed(self, seed: int) -> None:
        """Every arm of a seed has reached the horizon, and all is asked."""
        known = {seed, *self.finished}
        self.change(finished=tuple(one for one in self.seeds if one in known))

    @property
    def parts(self) -> int:
        """How many answers are asked of a worker once all arms of a seed have reached the horizon."""
        return 2 * len(self.plan.arms)

    def told(self, seed: int) -> "tuple[tuple[Scenario, ...], int, tuple[int, ...], Path | None]":
        """What a worker is told to begin: arms, seed, days on which to look, and where the watched seed is written."""
        return self.plan.arms, seed, self.plan.grid, self.folder if seed == self.plan.watched else None

    @property
    def folder(self) -> Path:
        """Where the files of the watched seed lie."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder

    def clear(self) -> None:
        """Take its files away."""
        shutil.rmtree(self._folder, ignore_errors=True)

    # --- in the house
    def _of_finished(self, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
        def made() -> pd.DataFrame:
            parts = [
                frame.assign(seed=seed, arm=arm)
                for (seed, arm), frame in sorted(self._ended[name].items(), key=lambda item: item[0])
                if seed in self.finished
            ]
            return pd.concat(parts, ignore_index=True)[list(columns)] if parts else none_of(columns)

        with self._lock:
            return self._cached(name, self.finished, made)

    def _cached(self, name: str, state: object, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """The frame as it was last made, if nothing has changed since."""
        if name not in self._kept or self._kept[name][0] != state:
            self._kept[name] = (state, make())
        return self._kept[name][1].copy(deep=False)

    def _read(
        self, path: Path, needs: Sequence[int] | None, columns: Sequence[str] | None,
        where: Sequence[tuple[str, str, object]] = (),
    ) -> pd.DataFrame:  # fmt: skip
        """What a file of the watched seed holds; nothing before the seed is finished, or once the run is gone."""
        if self.plan.watched not in self.finished:
            return none_of(columns or ())
        asked = [*where] if needs is None else [("need", "in", [int(need) for need in needs]), *where]
        try:
            return pd.read_parquet(path, columns=None if columns is None else list(columns), filters=asked or None)
        except FileNotFoundError:
            return none_of(columns or ())


def none_of(columns: Sequence[str]) -> pd.DataFrame:
    """A frame without rows."""
    return pd.DataFrame(columns=list(columns))
