"""The charts of one outcome on paper: what the page shows of it, at the width of a page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure

from dashboard.look import LOOKS
from dashboard.views.compare_words import say
from experiments.figures import arm_label
from experiments.fonts import FAMILIES, register
from experiments.words import outcome_name
from model.outcomes import OUTCOMES
from scenarios.words import unit_in

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SIZE = (7.2, 3.4)  # inches: two columns of a page
STYLES = ("-", "--", ":", (0, (8, 2, 2, 2)))
MARKS = "oD^s"


def draw_outcome(
    rows: "pd.DataFrame", gaps: "pd.DataFrame", outcome: str, labels: Sequence[str], days: int, lang: str
) -> Figure:
    """Curves with their 90 % bands, and beside them the paired differences; `rows` and `gaps` as of `compare_data`."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang], "font.size": 8, "axes.spines.top": False,
                         "axes.spines.right": False, "axes.unicode_minus": True}):  # fmt: skip
        figure = Figure(figsize=SIZE, layout="constrained")
        left, right = figure.subplots(1, 2)
        unit = unit_in(next(one.unit for one in OUTCOMES if one.key == outcome), lang)
        name = outcome_name(outcome, lang)
        for arm, label in enumerate(labels):
            _curve(left, rows[rows["arm"] == arm], arm, label)
        right.axhline(0.0, color=LOOKS[0].color, linewidth=1.2)
        for arm, label in enumerate(labels[1:], 1):
            _curve(right, gaps[gaps["arm"] == arm], arm, label)
        for axes, title in ((left, name), (right, say("gap", lang, a=labels[0]))):
            axes.set_title(arm_label(title), fontsize=9, loc="left")
            axes.set_xlabel(say("days", lang))
            axes.set_ylabel(unit)
            axes.set_xlim(0, days)
            axes.grid(axis="y", color="0.9", linewidth=0.6)
            axes.set_axisbelow(True)
        figure.legend(*left.get_legend_handles_labels(), loc="outside upper center", ncols=2, frameon=False)
        figure.supxlabel(_note(rows, lang), fontsize=7)
        figure.draw_without_rendering()
    return figure


def _curve(axes: "Axes", rows: "pd.DataFrame", arm: int, label: str) -> None:
    """The mean of an arm, and its band where there is one."""
    look, days = LOOKS[arm], rows["day"].to_numpy(dtype=float)
    low, high = (rows[edge].to_numpy(dtype=float) for edge in ("low", "high"))
    axes.plot(
        days, rows["mean"].to_numpy(dtype=float), color=look.color, linestyle=STYLES[arm], marker=MARKS[arm],
        markersize=2.6, linewidth=1.3, label=arm_label(label),
    )  # fmt: skip
    axes.fill_between(days, low, high, color=look.color, alpha=0.17, linewidth=0)


def _note(rows: "pd.DataFrame", lang: str) -> str:
    """On how many seeds it rests, at the first day and at the last."""
    n = rows.groupby("day")["n"].max()
    first, last = int(n.iloc[0]), int(n.iloc[-1])
    return say("note_same" if first == last else "note", lang, first=first, last=last, day=f"{int(str(n.index[-1])):,}")
