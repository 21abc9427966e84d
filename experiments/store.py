"""Runs on disk: each is one Parquet file, written once, whole or not at all, and named by the hash of what it ran.

    FOLDER/store.json             which version of Sanshe, and of what results depend on, made the runs
    FOLDER/runs/ab/abcd….parquet  one run: scenario (hash), seed, days, outcome, value
    FOLDER/failed/abcd….json      one run that raised: what it was given, and the traceback

What is on disk is the whole state: no run is listed anywhere else. A file holds no clock and no host, so that the same
run is the same bytes wherever and whenever it is made.
"""

import hashlib
import json
import os
import platform
import time
import uuid
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.output import refused
from experiments.provenance import PACKAGES, code
from scenarios.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from experiments.executors import Failure
    from scenarios.scenario import Scenario

RUNS, FAILED, STORE = "runs", "failed", "store.json"
COLUMNS = ("scenario", "seed", "outcome", "value")
COSMETIC = ("matplotlib", "statsmodels")  # packages that no run depends on
STALE = 24 * 3600.0  # seconds after which what was half written is swept away


@cache
def engine() -> dict[str, str]:
    """What a run's result depends on beside what it is given: Sanshe's own sources, Python, the packages."""
    known = {name: metadata.version(name) for name in PACKAGES if name not in COSMETIC}
    return {"code": code(), "python": ".".join(platform.python_version_tuple()[:2]), **known}


def hash_of(data: object) -> str:
    """sha256 of what can be written as JSON, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def engine_id() -> str:
    """The hash of `engine`."""
    return hash_of(engine())


def key_of(scenario: str, seed: int, days: int, engine: str | None = None) -> str:
    """The name of a run: the hash of its scenario's hash, its seed, its working days, and the engine, else this one."""
    return hash_of({"scenario": scenario, "seed": seed, "days": days, "engine": engine or engine_id()})


def run_bytes(scenario: "Scenario", seed: int, days: int, engine: str) -> bytes:
    """Run once; the run's Parquet file as bytes. RuntimeError where this machine has another version than `engine`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from experiments.runner import finished_model, let_go

    if engine != engine_id():
        raise RuntimeError("worker: found another version of Sanshe or of its packages; allowed the one that asks")
    model = finished_model(scenario, seed, days)
    frame = model.outcomes.frame()
    let_go(model)
    n = len(frame)
    table = pa.table(
        {
            "scenario": pa.array([scenario.hash] * n),
            "seed": pa.array([seed] * n, pa.int64()),
            "days": pa.array([days] * n, pa.int32()),
            "outcome": pa.array(frame["outcome"].tolist()),
            "value": pa.array(frame["value"].to_numpy(dtype=float), pa.float64(), from_pandas=False),
        }
    ).replace_schema_metadata({"sanshe_schema": "1", "sanshe_engine": engine})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


def write_whole(path: Path, content: bytes, *, new: bool = False) -> bool:
    """Write a file whole or not at all, also if the process is killed or the disk is full, and readers at any moment.

    With `new` a file that is there already stays, and False is returned.
    """
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not new:
            beside.replace(path)
            return True
        try:
            os.link(beside, path)
        except OSError:  # there already, or a file system without links
            if path.exists():
                return False
            beside.replace(path)
        return True
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def written(data: object) -> bytes:
    """JSON as it is written in a folder of runs; what is no Unicode, as in names of files, is escaped."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


class Store:
    """The runs of one folder, all of one engine.

    Making it makes the folder ready. Raises `InputError` if the folder cannot be written, or holds runs of another
    version of Sanshe or its packages.
    """

    def __init__(self, folder: Path, field: str = "--out") -> None:
        self.folder, self._field = folder, field
        known = written({"schema": 1, "engine": engine()})
        path = folder / STORE
        try:
            if write_whole(path, known, new=True):
                return
            found = path.read_bytes()
        except (OSError, ValueError) as error:
            raise refused(field, folder, error) from error
        if found != known:
            raise self._of_another(path, found)
        self._sweep_away()

    def _of_another(self, path: Path, found: bytes) -> InputError:
        try:
            theirs = json.loads(found)["engine"]
            mine = engine()
            differ = [name for name in {**theirs, **mine} if theirs.get(name) != mine.get(name)]
            told = ", ".join(
                "other sources of Sanshe" if name == "code" else f"{name} {theirs.get(name, 'none')}" for name in differ
            )
            allowed = "those of this version (" + ", ".join(
                "its sources" if name == "code" else f"{name} {mine.get(name, 'none')}" for name in differ
            ) + "), or another folder"  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            return InputError(self._field, f"{path}, which is not of Sanshe", "a folder of runs, or a new one")
        return InputError(self._field, f"runs made with {told} in {self.folder}", allowed)

    def _sweep_away(self) -> None:
        """Remove what killed writers left half written, if it is old: another sweep may be writing now."""
        for path in (*self.folder.glob(f"{RUNS}/*/.*"), *self.folder.glob(f"{FAILED}/.*"), *self.folder.glob(".*.*")):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > STALE and len(path.suffix) == 33:
                    path.unlink()

    def path_of(self, key: str) -> Path:
        """Where a run lies, or will."""
        return path_of(self.folder, key)

    def has(self, key: str) -> bool:
        """Whether a run is there, whole."""
        return key_in(self.path_of(key)) == key

    def put(self, key: str, content: bytes) -> None:
        """Keep a run; an earlier failure of it is forgotten. `InputError` if the disk does not take it."""
        try:
            write_whole(self.path_of(key), content)
            failure_path(self.folder, key).unlink(missing_ok=True)
        except OSError as error:
            raise refused(self._field, self.folder, error) from error

    def put_failure(self, key: str, failure: "Failure", **given: Any) -> None:
        """Keep what went wrong in a run, and what it was given."""
        told = {**given, "error": f"{type(failure.error).__name__}: {failure.error}", "traceback": failure.told}
        try:
            write_whole(failure_path(self.folder, key), written(told))
        except OSError as error:
            raise refused(self._field, self.folder, error) from error

    def read(self, keys: Sequence[str]) -> "pd.DataFrame":
        """The rows of runs: scenario, seed, outcome, value."""
        return read_runs(self.folder, keys)


def path_of(folder: Path, key: str) -> Path:
    """Where a run lies in a folder, or would."""
    return folder / RUNS / key[:2] / f"{key}.parquet"


def key_in(path: Path) -> str | None:
    """The name of the run that a file holds, by what stands in it; None if it is not one whole run."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            table = file.read()
            engine = file.schema_arrow.metadata[b"sanshe_engine"].decode()
        (run,) = table.select([*COLUMNS, "days"]).group_by(["scenario", "seed", "days"]).aggregate([]).to_pylist()
    except (OSError, pa.ArrowException, LookupError, TypeError, ValueError):
        return None
    return key_of(**run, engine=engine)


def failure_path(folder: Path, key: str) -> Path:
    """Where the failure of a run lies, or would."""
    return folder / FAILED / f"{key}.json"


def engine_of(folder: Path) -> str:
    """The id of the engine that made the runs of a folder. Raises `InputError` if none is there."""
    path = folder / STORE
    try:
        return hash_of(json.loads(path.read_text(encoding="utf-8"))["engine"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("results", f"{folder}, in which no {STORE} can be read", "a folder of runs") from error


def run_files(folder: Path) -> dict[str, Path]:
    """The run files of a folder by the runs' names."""
    return {path.stem: path for path in sorted(folder.glob(f"{RUNS}/*/[!.]*.parquet"))}


def failures(folder: Path, keys: Container[str]) -> Iterator[dict[str, Any]]:
    """What is known of each of these runs that failed: what it was given, its error, its file."""
    for path in sorted(folder.glob(f"{FAILED}/[!.]*.json")):
        if path.stem in keys:
            try:
                told = json.loads(path.read_text(encoding="utf-8"))
                yield told | told["levels"] | {"file": str(path)}
            except (OSError, ValueError, LookupError, TypeError) as error:
                allowed = "what a sweep wrote, or no such file"
                raise InputError("results", f"{path}, which cannot be read", allowed) from error


def read_runs(folder: Path, keys: Sequence[str], outcomes: Sequence[str] = ()) -> "pd.DataFrame":
    """The rows of runs, one after the other: scenario, seed, outcome, value; of some outcomes alone, if named.

    Raises `InputError` for a file that is gone, damaged or of another run.
    """
    import pyarrow as pa
    import pyarrow.dataset as ds

    layout = ds.ParquetFileFormat(read_options={"dictionary_columns": ["scenario", "outcome"]})
    chosen = ds.field("outcome").isin(list(outcomes)) if outcomes else None
    paths = [path_of(folder, key) for key in keys]
    try:
        rows = ds.dataset([str(path) for path in paths], format=layout)
        frame: pd.DataFrame = rows.to_table([*COLUMNS, "days"], filter=chosen).to_pandas()
        engine = engine_of(folder)
        runs = frame[["scenario", "seed", "days"]].drop_duplicates()
        names = zip(runs["scenario"], runs["seed"].tolist(), runs["days"].tolist(), strict=True)
        found = {key_of(scenario, seed, days, engine) for scenario, seed, days in names}
    except (OSError, pa.ArrowException):
        found = set()
    if found != set(keys):
        wrong = next((path for path, key in zip(paths, keys, strict=True) if key_in(path) != key), folder)
        raise InputError(
            "results", f"{wrong}, which is not the run of this name", "no such file: the run is then made anew"
        )
    return frame.drop(columns="days").astype({"scenario": str, "outcome": str})
