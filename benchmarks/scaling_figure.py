"""Draw what a day costs over the size of the district, and where a year goes, from the lines that were kept.

For docs/performance.md: figures/scaling.png and figures/year.png.

Usage: uv run --extra dev python -m benchmarks.scaling_figure
"""

from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from benchmarks.district import ALL_OF_THEM, PARTS_TITLE
from benchmarks.kept import FILE, kept_rows
from experiments.figures import COLOURS, MARKS
from experiments.fonts import FAMILIES, register

OTHERS, GREY = "all others", "#bbbbbb"
LEAST_SHARE = 0.02  # of a year, in either regime, from which a part is shown by itself
PROCESSES = {
    "needs_arise": "needs arise, are voiced",
    "residents_reconsider": "borne needs",
    "requests_are_routed": "routing",
    "institutions_serve": "service: the engine",
    "residents_judge": "judgement",
    "visitors_ask": "visits",
    "record.close_day": "the record",
}
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
                markersize=4,
                linestyle="-" if i < len(COLOURS) else "--",
                linewidth=2.4 if series.startswith("Sanshe") else 1.1, label=series,
            )  # fmt: skip
        axes.set(xscale="log", yscale="log", xlabel="residents", ylabel="processor time of a day, ms")
        axes.grid(alpha=0.25, which="major")
        axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(path, dpi=150, metadata={"Software": None})


def shares(file: Path = FILE) -> pd.DataFrame:
    """Seconds of a year by part (rows) and regime (columns); parts that take little anywhere are one row."""
    rows = [row for row in kept_rows(file) if row["title"] == PARTS_TITLE]
    told = [(*row["what"].split(": ", 1), float(row["value"])) for row in rows]
    table = pd.DataFrame(told, columns=["regime", "part", "seconds"]).pivot_table(
        index="part", columns="regime", values="seconds", sort=False
    )
    table = table.drop(index=ALL_OF_THEM)
    small = (table / table.sum()).max(axis=1) < LEAST_SHARE
    table.loc[OTHERS] = table[small].sum()
    return table[~small.reindex(table.index, fill_value=False)]


def draw_year(found: pd.DataFrame, path: Path) -> None:
    """A bar a regime, a piece a part."""
    register()
    with mpl.rc_context({"font.family": FAMILIES["en"], "font.size": 9}):
        figure = Figure(figsize=(8.0, 3.4), layout="constrained")
        axes = figure.subplots()
        begun = pd.Series(0.0, index=found.columns)
        for i, (part, seconds) in enumerate(found.iterrows()):
            name = PROCESSES.get(str(part), str(part))
            axes.barh(
                list(found.columns), seconds, left=begun, height=0.6, label=name,
                color=GREY if part == OTHERS else COLOURS[i % len(COLOURS)],
                edgecolor="white", hatch=("", "///")[i // len(COLOURS) % 2],
            )  # fmt: skip
            begun += seconds
        axes.invert_yaxis()
        axes.set(xlabel="processor time of a year of 250 days, s")
        axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
        axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(path, dpi=150, metadata={"Software": None})


if __name__ == "__main__":
    draw(points(), FILE.with_name("scaling.png"))
    draw_year(shares(), FILE.with_name("year.png"))
