"""Write a result's files: the whole set or nothing, and only into a folder that can be written."""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from experiments.compare import Comparison

Write = Callable[[Path], object]


def _refused(field: str, path: Path, error: OSError) -> InputError:
    return InputError(field, f"{path} ({error.strerror or error})", "a folder that can be made and written")


def ready_folder(path: Path, field: str = "--out") -> Path:
    """Make the folder and try it, before anything is simulated; an `InputError` if it cannot be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise _refused(field, path, error) from error
    return path


def write_parquet(frame: "pd.DataFrame", path: Path) -> None:
    """A parquet file, zstd, marked with the version of Sanshe's columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), b"sanshe_schema": b"1"})
    pq.write_table(table, path, compression="zstd")


def write_set(folder: Path, files: Mapping[str, Write]) -> list[Path]:
    """Write all files beside, then put them in place one by one: an error while writing leaves the folder as it was.

    A name may stand for a folder of files, which then takes the place of an older one.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as name:
            beside = Path(name)
            for file, write in files.items():
                write(beside / file)
            for file in files:
                if (folder / file).is_dir():
                    (folder / file).replace(beside / f"older-{file}")
                (beside / file).replace(folder / file)
    except OSError as error:
        raise _refused("--out", folder, error) from error
    return [folder / file for file in files]


def write_comparison(comparison: "Comparison", folder: Path, lang: str, command: list[str] | None = None) -> list[Path]:
    """comparison.csv, daily.parquet, figure.png and .svg, provenance.json; `requests`, moved, if there are any."""
    from experiments.provenance import provenance

    figure = comparison.plot(lang)
    told = json.dumps(provenance(comparison, command), ensure_ascii=False, indent=1)
    daily = comparison.daily.assign(arm=comparison.daily["arm"].map(dict(enumerate(comparison.names))))
    files: dict[str, Write] = {
        "comparison.csv": lambda path: comparison.table.to_csv(path, index=False),
        "daily.parquet": lambda path: write_parquet(daily, path),
        "figure.png": lambda path: figure.savefig(path, dpi=150),
        "figure.svg": figure.savefig,
        "provenance.json": lambda path: path.write_text(told + "\n", encoding="utf-8"),
    }
    if comparison.requests:
        parts = comparison.requests[0].parent
        files["requests"] = lambda path: shutil.move(parts, path)
    return write_set(folder, files)
