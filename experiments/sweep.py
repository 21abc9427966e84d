"""Run a design into a folder, where nothing that is done can be lost: `sanshe.sweep` and `sanshe sweep`.

    FOLDER/sweep.json       the design
    FOLDER/points.parquet   one row a point: its number, its scenario's hash, one column a factor
    FOLDER/provenance.json  versions, command, the base scenario

and the runs as `experiments.store` keeps them. What is missing is what has no file: a sweep that was stopped goes on
where it was, and its files are the same bytes as if it had not been.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.design_files import load_design
from experiments.designs import Design
from experiments.executors import executor
from experiments.fill import Tell, Wanted, fill
from experiments.output import parquet_bytes, ready_folder, refused
from experiments.provenance import Tabled, provenance
from experiments.results import POINTS, SWEEP, Results, points_frame, results
from experiments.runner import nobody
from experiments.store import FAILED, RUNS, STORE, Store, key_of, write_whole, written
from scenarios.errors import InputError
from scenarios.limits import MOST_WORKERS, whole_number

if TYPE_CHECKING:
    from experiments.factor_levels import Point
    from scenarios.scenario import Scenario

PROVENANCE = "provenance.json"
FILES, FOLDERS = (SWEEP, POINTS, PROVENANCE, STORE), (RUNS, FAILED)
OTHERS = "the same design, one that has all its points and seeds and more, or another folder"


class Plan:
    """A design with all its points, each tried, and the hashes of their scenarios."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.points: list[Point] = []
        self.hashes: list[str] = []
        for number, point in enumerate(design, 1):
            try:
                scenario = design.scenario(point)
            except InputError as e:
                at = ", ".join(f"{name} {value}" for name, value in design.shown(point).items())
                here = f"point {number}"
                line = next((design.lines[key] for key in (here, e.field, "factors") if key in design.lines), None)
                found = f"{e.found} at {here} ({at})"
                raise InputError(e.field, found, e.allowed, file=e.file or design.file, line=e.line or line) from e
            self.points.append(point)
            self.hashes.append(scenario.hash)

    def written(self) -> bytes:
        """The design as its file says it."""
        return written({"schema": 1, **self.design.written()})

    def keys(self) -> set[str]:
        """The names of all runs."""
        return {key_of(hash_, seed, self.design.days) for seed in self.design.seeds for hash_ in set(self.hashes)}

    def wanted(self) -> Iterator[Wanted]:
        """Every run, seed by seed, so that a worker meets the same residents again; what is alike is run once."""
        first = {hash_: number for number, hash_ in reversed(list(enumerate(self.hashes)))}
        for seed in self.design.seeds:
            for number in sorted(first.values()):
                yield self._run(number, seed)

    def _run(self, number: int, seed: int) -> Wanted:
        point, hash_ = self.points[number], self.hashes[number]

        def scenario() -> "Scenario":
            return self.design.scenario(point)

        def about() -> dict[str, Any]:
            return {"point": number, "levels": self.design.shown(point), "scenario": hash_}

        return Wanted(key_of(hash_, seed, self.design.days), seed, scenario, about)


def sweep(
    design: "Design | str | Path",
    out: str | Path,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    resume: bool = False,
    progress: Tell = nobody,
) -> Results:
    """Run every point of a design on every seed, each run kept in a folder as soon as it is there: nothing done can be
    lost.

    Args:
        design: A `sanshe.Design`, or the YAML file of one.
        out: The folder; made if it is not there.
        workers: Processes, as in `sanshe.compare`.
        scheduler: The address of a Dask scheduler, in place of `workers` processes.
        resume: Whether to complete a folder that holds runs of this design, or of a part of it; runs that failed are
            tried again.
        progress: Told how many runs are done, and how many of these failed.

    Returns:
        The `sanshe.Results` of the folder. A run that raises is kept as a failure there and stops no other.

    Raises:
        InputError: For bad input: of the design, of a folder that holds something else, of a full disk.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> base = sanshe.load("hierarchy").replace(city=town)
        >>> design = sanshe.Design(base, {"communities_per_station": [1, 2]}, seeds=2, years=0.02)
        >>> found = sanshe.sweep(design, "results/stations")
        >>> found.frame("response_time")[["communities_per_station", "seed", "value"]].round(2)
           communities_per_station  seed  value
        0                        1     1   6.55
        1                        1     2   6.71
        2                        2     1   6.61
        3                        2     2   6.78
        >>> more = sanshe.Design(base, {"communities_per_station": [1, 2]}, seeds=3, years=0.02)
        >>> sanshe.sweep(more, "results/stations", resume=True)
        <Results in results/stations: 6 of 6 runs done; .frame(), .points, .failures, .sql()>
    """
    known = load_design(design)
    workers = whole_number("workers", workers, 1, MOST_WORKERS)
    folder = ready_folder(Path(out), files=FILES, folders=FOLDERS)
    plan = Plan(known)
    store = Store(folder)
    _claim(folder, plan, resume)
    _describe(folder, plan)
    at_work = executor(workers, known.base, scheduler)
    try:
        fill(store, plan.wanted(), known.days, at_work, progress)
    finally:
        at_work.close()
    _describe(folder, plan)  # again, since another sweep may have begun in the same moment
    return results(folder)


def _claim(folder: Path, plan: Plan, resume: bool) -> None:
    """Make the folder this design's, or refuse it: runs of two designs are never mixed."""
    path, mine = folder / SWEEP, plan.written()
    try:
        if not resume and path.exists():
            there = results(folder)
            found = f"a sweep in {folder}, {there.done} of {there.wanted} runs done"
            raise InputError("--out", found, "--resume to go on with it, or another folder")
        if write_whole(path, mine, new=True) or path.read_bytes() == mine:
            return
        theirs = results(folder)
        lost = theirs.keys - plan.keys()
        if lost:
            what = f"a design without {len(lost):,} of the {theirs.wanted:,} runs of the sweep in {folder}"
            raise InputError("design", f"{what} ({_differing(theirs.design, json.loads(mine))})", OTHERS)
        write_whole(path, mine)
    except OSError as error:
        raise refused("--out", folder, error) from error


def _differing(theirs: dict[str, Any], mine: dict[str, Any]) -> str:
    """Where two designs differ."""
    parts = [name for name in {**theirs, **mine} if theirs.get(name) != mine.get(name)]
    return "other " + ", ".join(parts) if parts else "other content under the same names"


def _describe(folder: Path, plan: Plan) -> None:
    """Write the table of points, and the provenance, beside the runs, unless the folder is another design's by now."""
    design = plan.design
    points = points_frame(design, plan.points, plan.hashes)
    of_base = Tabled((design.base.name,), (design.base,), len(design.seeds), design.days, points)
    told = provenance(of_base, seeds=list(design.seeds), design=design.written())
    try:
        if (folder / SWEEP).read_bytes() != plan.written():
            return
        write_whole(folder / POINTS, parquet_bytes(points))
        write_whole(folder / PROVENANCE, written(told))
    except OSError as error:
        raise refused("--out", folder, error) from error
