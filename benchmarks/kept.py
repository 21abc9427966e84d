"""What a run of the benchmarks found, kept for docs/performance.md: docs/figures/benchmarks.csv, a row a line."""

import csv
import os
import platform
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from benchmarks.table import Line

FILE = Path(__file__).resolve().parent.parent / "docs" / "figures" / "benchmarks.csv"
COLUMNS = ("part", "title", *Line._fields, "verdict", "on")


def keep(part: str, title: str, lines: list[Line], file: Path = FILE) -> None:
    """Replace the rows of this part by these lines; others stay as they were found, on their own day."""
    rows = [row for row in kept_rows(file) if (row["part"], row["title"]) != (part, title)]
    on = f"{pd.Timestamp.now():%Y-%m-%d}, {machine()}"
    for line in lines:
        told = {name: "" if value is None else str(value) for name, value in line._asdict().items()}
        rows.append({"part": part, "title": title, **told, "verdict": line.verdict, "on": on})
    beside = file.with_suffix(".new")
    with beside.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    beside.replace(file)


def kept_rows(file: Path = FILE) -> list[dict[str, str]]:
    """The rows as they stand; none before the first run."""
    if not file.exists():
        return []
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def machine() -> str:
    """The processor, its cores and the versions that cost depends on."""
    names = [line for line in _cpu_info() if line.startswith("model name")]
    processor = names[0].split(":", 1)[1].strip() if names else platform.machine()
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "numba", "mesa"))
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"


def _cpu_info() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:  # another system; the machine's kind is told instead
        return []
