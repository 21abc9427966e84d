"""Draw what a day costs over the size of the district, from the lines that were kept, for docs/performance.md.

Usage: uv run --extra dev python -m benchmarks.scaling_figure
"""

from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from benchmarks.kept import FILE, kept_rows
from experiments.figures import COLOURS, MARKS
from experiments.fonts import FAMILIES, register

MILLISECONDS = {"ms a day": 1.0, "s a day": 1e3}


def points(file: Path = FILE) -> pd.DataFrame:
    """The lines that belong to the picture: series, residents, milliseconds a day."""
    rows = [
        (row["series"], int(row["residents"]), float(row["value"]) * MILLISECONDS[row["unit"]])
        for row in kept_rows(file)
        if row["series"]
    ]
    return pd.DataFrame(rows, columns=["series", "residents", "ms"]).sort_values(["series", "residents"])


def draw(found: pd.DataFrame, path: Path) -> None:
    """A line a series, both axes logarithmic; Sanshe thick."""
    register()
    with mpl.rc_context({"font.family": FAMILIES["en"], "font.size": 9}):
        figure = Figure(figsize=(8.0, 4.6), layout="constrained")
        axes = figure.subplots()
        cost = found.groupby("series")["ms"].max().sort_values(ascending=False)
        for i, series in enumerate(cost.index):
            mine = found[found["series"] == series]
            axes.plot(
                mine["residents"], mine["ms"], color=COLOURS[i % len(COLOURS)], marker=MARKS[i % len(MARKS)],
                markersize=4, linewidth=2.4 if series.startswith("Sanshe") else 1.1, label=series,
            )  # fmt: skip
        axes.set(xscale="log", yscale="log", xlabel="residents", ylabel="processor time of a day, ms")
        axes.grid(alpha=0.25, which="major")
        axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(path, dpi=150, metadata={"Software": None})


if __name__ == "__main__":
    draw(points(), FILE.with_name("scaling.png"))
