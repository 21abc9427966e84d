"""The files of a calibration: its tables, its figure, and where they come from."""

from pathlib import Path
from typing import TYPE_CHECKING

from experiments.output import LETTERS, Write, ready_folder, write_figure, write_json, write_set
from experiments.provenance import origin

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.logs.against import Against
    from experiments.logs.columns import Columns
    from experiments.logs.estimates import Estimates
    from experiments.logs.request_log import RequestLog
    from scenarios.scenario import Scenario

TABLES = ("cleaning", "services", "arrivals", "hours", "areas", "dispersion", "shares", "closing", "shapes", "tail")
REPLAYED, FITTED = "replay", "fit"  # folders of a replay and of a fit, beside the estimates
CALIBRATION = (*(f"{name}.csv" for name in TABLES), "figure.pdf", "figure.png", "figure.svg", "provenance.json")


def write_estimates(found: "Estimates", columns: "Columns", folder: Path, lang: str) -> list[Path]:
    """Write all of them or none: a CSV a table, the figure as PNG, SVG and PDF, and the provenance.

    Raises InputError for a folder that cannot be written.
    """
    figure = found.plot(lang)
    record = origin(log=_told(found.log), columns=columns.model_dump(mode="json", exclude={"lines"}))
    files: dict[str, Write] = {
        f"{name}.csv": lambda path, table=table: table.to_csv(path, index=False)  # type: ignore[misc]
        for name, table in found.tables().items()
    }
    return write_set(folder, files | _figure(figure, lang) | {"provenance.json": write_json(record)})


def write_against(found: "Against", scenario: "Scenario", folder: Path, lang: str) -> list[Path]:
    """Write a log held against its replays: the table, the figure, and where they come from; all of them or none.

    Raises InputError for a folder that cannot be written.
    """
    from experiments.logs.against_figure import draw_against

    figure, table = draw_against(found, lang), found.table()
    replays = {"seeds": list(range(1, len(found.replays) + 1)), "followed_hours": found.horizon}
    about = {"name": scenario.name, "hash": scenario.hash, "city": scenario.city.source}
    record = origin(log=_told(found.log), scenario=about, replays=replays)
    files: dict[str, Write] = {"against.csv": lambda path: table.to_csv(path, index=False)}
    ready_folder(folder)
    return write_set(folder, files | _figure(figure, lang) | {"provenance.json": write_json(record)})


def _told(log: "RequestLog") -> dict[str, object]:
    """What the provenance says of a log."""
    return {
        "file": log.source, "sha256_12": log.digest, "requests": len(log.frame), "begins": str(log.begins),
        "ends": str(log.ends), "drawn": str(log.drawn),
    }  # fmt: skip


def _figure(figure: "Figure", lang: str) -> dict[str, Write]:
    """How a figure is written, by file."""
    return {
        "figure.png": lambda path: figure.savefig(path, dpi=150),
        "figure.svg": lambda path: write_figure(figure, path),
        "figure.pdf": lambda path: write_figure(figure, path, LETTERS[lang]),
    }
