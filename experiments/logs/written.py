"""The files of a calibration: its tables, its figure, and where they come from."""

from pathlib import Path
from typing import TYPE_CHECKING

from experiments.output import LETTERS, Write, write_figure, write_json, write_set
from experiments.provenance import origin

if TYPE_CHECKING:
    from experiments.logs.columns import Columns
    from experiments.logs.estimates import Estimates

TABLES = ("cleaning", "services", "arrivals", "hours", "areas", "dispersion", "shares", "closing", "shapes", "tail")
CALIBRATION = (*(f"{name}.csv" for name in TABLES), "figure.pdf", "figure.png", "figure.svg", "provenance.json")


def write_estimates(found: "Estimates", columns: "Columns", folder: Path, lang: str) -> list[Path]:
    """Write all of them or none: a CSV a table, the figure as PNG, SVG and PDF, and the provenance.

    Raises InputError for a folder that cannot be written.
    """
    figure, log = found.plot(lang), found.log
    record = origin(
        log={"file": log.source, "sha256_12": log.digest, "requests": len(log.frame), "begins": str(log.begins),
             "ends": str(log.ends), "drawn": str(log.drawn)},
        columns=columns.model_dump(mode="json", exclude={"lines"}),
    )  # fmt: skip
    files: dict[str, Write] = {
        f"{name}.csv": lambda path, table=table: table.to_csv(path, index=False)  # type: ignore[misc]
        for name, table in found.tables().items()
    }
    files |= {
        "figure.png": lambda path: figure.savefig(path, dpi=150),
        "figure.svg": lambda path: write_figure(figure, path),
        "figure.pdf": lambda path: write_figure(figure, path, LETTERS[lang]),
        "provenance.json": write_json(record),
    }
    return write_set(folder, files)
