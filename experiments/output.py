"""Write a result's files: all or none of each, and only into a folder that can be written."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.errors import InputError

if TYPE_CHECKING:
    from experiments.compare import Comparison


def ready_folder(path: Path) -> Path:
    """Make the folder and try it, before anything is simulated; an `InputError` if it cannot be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        found = f"{path} ({error.strerror or error})"
        raise InputError("--out", found, "a folder that can be made and written") from error
    return path


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside the file and put it in place in one step, so that no half file is ever seen."""
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        write(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_comparison(comparison: "Comparison", folder: Path, lang: str, command: list[str] | None = None) -> list[Path]:
    """comparison.csv, daily.parquet, figure.png and .svg, provenance.json, and requests.parquet if there are any."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from experiments.provenance import provenance

    def parquet(frame: object) -> Callable[[Path], object]:
        table = pa.Table.from_pandas(frame, preserve_index=False)
        table = table.replace_schema_metadata({**(table.schema.metadata or {}), b"sanshe_schema": b"1"})
        return lambda path: pq.write_table(table, path, compression="zstd")

    figure = comparison.plot(lang)
    told = json.dumps(provenance(comparison, command), ensure_ascii=False, indent=1)
    names = dict(enumerate(comparison.names))
    files: dict[str, Callable[[Path], object]] = {
        "comparison.csv": lambda path: comparison.table.to_csv(path, index=False),
        "daily.parquet": parquet(comparison.daily.assign(arm=comparison.daily["arm"].map(names))),
        "figure.png": lambda path: figure.savefig(path, dpi=150),
        "figure.svg": lambda path: figure.savefig(path),
        "provenance.json": lambda path: path.write_text(told + "\n", encoding="utf-8"),
    }
    if comparison.requests is not None:
        files["requests.parquet"] = parquet(comparison.requests.assign(arm=comparison.requests["arm"].map(names)))
    for name, write in files.items():
        write_whole(folder / name, write)
    return [folder / name for name in files]
