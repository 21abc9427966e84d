"""Ask the runs of a sweep: `sanshe.results(FOLDER)`. Nothing is read before it is asked for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.store import engine_of, failures, key_of, path_of, read_runs, run_files
from scenarios.errors import InputError, nearest
from scenarios.reading import short

if TYPE_CHECKING:
    from experiments.designs import Design
    from experiments.factor_levels import Point

SWEEP, POINTS = "sweep.json", "points.parquet"


def points_frame(design: "Design", points: "Sequence[Point]", hashes: Sequence[str]) -> pd.DataFrame:
    """One row a point: `point` (from 0), one column a factor, `scenario` (its hash)."""
    columns: dict[str, list[Any]] = {name: [] for name in design.names}
    for point in points:
        for name, value in design.shown(point).items():
            columns[name].append(value)
    for name, values in columns.items():
        kinds = {"number" if isinstance(v, int | float) and not isinstance(v, bool) else type(v) for v in values}
        if len(kinds) > 1:  # a column of a file is of one kind
            columns[name] = [str(value) for value in values]
    return pd.DataFrame({"point": range(len(points)), **columns, "scenario": list(hashes)})


@dataclass(frozen=True, repr=False)
class Results:
    """The runs of a sweep that are done, of those that are wanted; what `sanshe.sweep` and `sanshe.results` give.

    Attributes:
        folder: Where they lie.
        design: The design as it is kept beside the runs.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> base = sanshe.load("hierarchy").replace(city=town)
        >>> design = sanshe.Design(base, {"task_error": [0.0, 0.1]}, seeds=2, years=0.02)
        >>> found = sanshe.sweep(design, "results/error")
        >>> found
        <Results in results/error: 4 of 4 runs done; .frame(), .points, .failures, .sql()>
        >>> found.factors, len(found.failures)
        (['task_error'], 0)
        >>> found.frame("reopened_share", wide=True).round(3)
           point  task_error  seed  reopened_share
        0      0         0.0     1           0.000
        1      0         0.0     2           0.000
        2      1         0.1     1           0.016
        3      1         0.1     2           0.009
    """

    folder: Path
    design: dict[str, Any]

    def __repr__(self) -> str:
        return (
            f"<Results in {self.folder}: {self.done} of {self.wanted} runs done; .frame(), .points, .failures, .sql()>"
        )

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point: `point`, one column a factor, `scenario` (the hash of what was run)."""
        path = self.folder / POINTS
        try:
            return pd.read_parquet(path, columns=["point", *self.factors, "scenario"])
        except (OSError, ValueError) as error:  # of Arrow too
            found = f"{path}, in which the points cannot be read"
            raise InputError("results", found, "what a sweep wrote: the same design with --resume") from error

    @property
    def factors(self) -> list[str]:
        """The names of the factors."""
        return list(self.design["factors"])

    @cached_property
    def keys(self) -> frozenset[str]:
        """The names of all runs that are wanted; none before the points are known."""
        if not (self.folder / POINTS).exists() and not run_files(self.folder):
            return frozenset()
        engine, days = engine_of(self.folder), self.design["days"]
        hashes = set(self.points["scenario"])
        return frozenset(key_of(hash_, seed, days, engine) for hash_ in hashes for seed in self.design["seeds"])

    @property
    def wanted(self) -> int:
        """How many runs there are in all; points that come to the same scenario are run once."""
        return len(self.keys)

    @property
    def done(self) -> int:
        """How many of them are on disk."""
        return len(self._there())

    def _there(self) -> list[str]:
        return [key for key in run_files(self.folder) if key in self.keys]

    @property
    def failures(self) -> pd.DataFrame:
        """The runs that raised and are not done: `point`, the factors, `seed`, `error`, `traceback`, `file`."""
        columns = ["point", *self.factors, "seed", "error", "traceback", "file"]
        rows = list(failures(self.folder, self.keys))
        frame = pd.DataFrame(rows, columns=columns)
        return frame.sort_values(["point", "seed"], ignore_index=True) if rows else frame

    def frame(self, *outcomes: str, wide: bool = False) -> pd.DataFrame:
        """The outcomes of all runs that are done.

        Args:
            *outcomes: Keys of outcomes; named, they are read alone, which is quicker where there are many runs.
            wide: Whether to give one row a run and one column an outcome, `NAME (outcome)` where a factor has its name.

        Returns:
            One row a run and outcome: `point`, the factors, `seed`, `outcome`, `unit`, `better`, `value`.

        Raises:
            InputError: For an unknown outcome.
        """
        from model.outcomes import OUTCOMES

        known = {outcome.key: outcome for outcome in OUTCOMES}
        for name in outcomes:
            if name not in known:
                raise InputError("outcome", short(name), nearest(name, known))
        there, of_point = self._there(), ["point", *self.factors]
        if not there:
            return pd.DataFrame(columns=[*of_point, "seed", "outcome", "unit", "better", "value"])
        rows = read_runs(self.folder, there, outcomes)
        whole = self.points[["point", "scenario"]].merge(rows, on="scenario").drop(columns="scenario")
        whole["outcome"] = pd.Categorical(whole["outcome"], list(known))
        whole = whole.sort_values(["point", "seed", "outcome"], ignore_index=True).astype({"outcome": str})
        whole["unit"] = whole["outcome"].map({key: outcome.unit for key, outcome in known.items()})
        whole["better"] = whole["outcome"].map({key: outcome.better for key, outcome in known.items()})
        columns = ["outcome", "unit", "better", "value"]
        if wide:
            columns = [key for key in known if key in set(whole["outcome"])]
            own = {key: f"{key} (outcome)" for key in columns if key in of_point}  # a setting is called the same
            columns = [own.get(key, key) for key in columns]
            whole = (
                whole.pivot(index=["point", "seed"], columns="outcome", values="value")
                .rename(columns=own)
                .reset_index()
            )
        return self.points[of_point].merge(whole, on="point")[[*of_point, "seed", *columns]]

    def sql(self, query: str) -> pd.DataFrame:
        """What DuckDB answers to a query; needs the extra `discovery`.

        Args:
            query: SQL over the views `runs` (the files), `points`, and `results` (both joined).

        Returns:
            The answer as a DataFrame.

        Raises:
            InputError: Without runs or DuckDB, and for what DuckDB refuses.
        """
        try:
            import duckdb
        except ImportError as error:
            raise InputError("sql", "no package duckdb", "sanshe[discovery] installed") from error
        there = [str(path_of(self.folder, key)) for key in self._there()]
        if not there:
            raise InputError("sql", f"no runs in {self.folder}", "a sweep of which a run is done")
        with duckdb.connect() as base:
            try:
                base.from_parquet(there).create_view("runs")  # those of this sweep alone
                base.from_df(self.points).create_view("points")
                base.sql("CREATE VIEW results AS SELECT * FROM points JOIN runs USING (scenario)")
                answer: pd.DataFrame = base.sql(query).df()
            except duckdb.Error as error:
                raise InputError("sql", str(error).partition("\n")[0], "a query over runs, points, results") from error
        return answer


def results(folder: str | Path) -> Results:
    """The runs of a sweep that lie in a folder; nothing is read before it is asked for.

    Args:
        folder: The folder that `sanshe.sweep` wrote, done or not.

    Raises:
        InputError: If there is no sweep in it.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> base = sanshe.load("hierarchy").replace(city=town)
        >>> _ = sanshe.sweep(sanshe.Design(base, {"task_error": [0.0, 0.1]}, seeds=1, years=0.02), "results/error")
        >>> sanshe.results("results/error")
        <Results in results/error: 2 of 2 runs done; .frame(), .points, .failures, .sql()>
    """
    path = Path(folder) / SWEEP
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError("results", f"{folder}, in which no {SWEEP} can be read", "a folder of a sweep") from error
    kinds = {"seeds": list, "days": int, "factors": dict}
    if (
        not isinstance(told, dict)
        or told.get("schema") != 1
        or not all(isinstance(told.get(k), t) for k, t in kinds.items())
    ):
        raise InputError("results", f"{path}, which is not of a sweep", "what a sweep of schema 1 wrote")
    return Results(Path(folder), told)
