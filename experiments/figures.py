"""Figures of a comparison: colour-blind safe, with line styles, so that they also print in grey."""

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from experiments.fonts import FAMILIES, register
from experiments.words import outcome_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from experiments.compare import Comparison
    from model.tables import Floats

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
STYLES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)))
BETTER = {"higher": "↑", "lower": "↓", "none": "·"}
FLOWS = ("voiced", "resolved", "backlog", "unvoiced")
TOLD = {"better": "+", "worse": "−", "higher": "↑", "lower": "↓", "equivalent": "≈", "open": "?"}
COLUMNS = 2  # the outcomes stand in so many columns
MARKS = "os^Dv"
_WORDS = {
    "en": {"day": "working day", "voiced": "voiced a day", "resolved": "resolved a day", "backlog": "open requests",
           "unvoiced": "unvoiced needs", "same": "{b}: no difference in any seed",
           "steady": "{b}: the same difference in every seed",
           "effect": "difference from {a} ÷ its standard deviation between seeds, d_z (paired, 95 % interval; ↑ ↓ the "
                     "better direction)\nat the right, by Holm: + better, − worse, ↑ ↓ higher, lower, ≈ equivalent: "
                     "smaller than of interest, ? not known{arms}",
           "order": "; one mark an arm, in the legend's order"},
    "zh": {"day": "工作日", "voiced": "每日表达", "resolved": "每日解决", "backlog": "未办结诉求",
           "unvoiced": "未表达需求", "same": "{b}：各种子均无差异", "steady": "{b}：各种子差异相同",
           "effect": "与 {a} 之差 ÷ 其种子间标准差 d_z（配对，95% 区间；↑ ↓ 为较优方向）\n"
                     "右侧（Holm 校正）：+ 更好，− 更差，↑ ↓ 更高、更低，≈ 等效：小于有意义的差异，? 未知{arms}",
           "order": "；每组一个符号，次序同图例"},
}  # fmt: skip


def arm_label(name: str) -> str:
    """An arm's name as a label: no formula where it has dollars, and not hidden where it begins with an underscore."""
    shown = name.replace("$", r"\$")
    return f" {shown}" if shown.startswith("_") else shown


def _trajectory(axes: "Axes", comparison: "Comparison", column: str, lang: str) -> None:
    """Mean over seeds, smoothed over a week, with the band of the middle 90 % of seeds."""
    for arm, name in enumerate(comparison.labels(lang)):
        wide = comparison.daily[comparison.daily["arm"] == arm].pivot(index="day", columns="seed", values=column)
        smooth = wide.rolling(5, min_periods=1, center=True).mean()
        days = smooth.index.to_numpy()
        colour, style = COLOURS[arm % len(COLOURS)], STYLES[arm % len(STYLES)]
        axes.plot(days, smooth.mean(axis=1), color=colour, linestyle=style, label=arm_label(name), linewidth=1.4)
        low, high = smooth.quantile(0.05, axis=1), smooth.quantile(0.95, axis=1)
        axes.fill_between(days, low, high, color=colour, alpha=0.18, linewidth=0)


def _mark_timeline(every: "list[Axes]", comparison: "Comparison", lang: str) -> None:
    """Thin lines where an entry of a timeline begins, labelled in the first axes, and dotted ones where it ends."""
    arms: dict[tuple[int, int | None, str], list[int]] = {}
    for arm, scenario in enumerate(comparison.scenarios):
        for entry in scenario.timeline:
            if entry.day < comparison.days:
                arms.setdefault((entry.day, entry.end, entry.label(lang)), []).append(arm)
    for (day, end, label), mine in arms.items():
        colour = COLOURS[mine[0] % len(COLOURS)] if len(mine) == 1 else "0.4"
        for axes in every:
            axes.axvline(day, color=colour, linewidth=0.6)
            if end is not None and end < comparison.days:
                axes.axvline(end, color=colour, linewidth=0.6, linestyle=":")
        place = every[0].get_xaxis_transform()
        every[0].text(
            day, 0.02, arm_label(label), transform=place, rotation=90, fontsize=6, color=colour, ha="right", va="bottom"
        )  # below the curve: it starts at zero and is high


def draw_comparison(comparison: "Comparison", lang: str = "en") -> Figure:
    """Four trajectories with bands, and the differences of all outcomes with intervals, in units of their spread.

    Above the trajectories, side by side; below the outcomes in their declared order, down one column after another.
    """
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang]}):
        figure = _draw(comparison, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(comparison: "Comparison", lang: str) -> Figure:
    words = _WORDS[lang]
    keys = list(dict.fromkeys(comparison.table["outcome"]))
    rows = -(-len(keys) // COLUMNS)
    heights = (3.2, 0.24 * rows + 1.2)
    figure = Figure(figsize=(15, sum(heights)), layout="constrained")
    halves = figure.add_gridspec(2, 1, height_ratios=heights)
    above, below = figure.add_subfigure(halves[0]), figure.add_subfigure(halves[1])
    for axes, column in zip(np.ravel(above.subplots(1, len(FLOWS))), FLOWS, strict=True):
        _trajectory(axes, comparison, column, lang)
        axes.set_title(words[column], fontsize=10)
        axes.set_ylim(bottom=0)
        axes.tick_params(labelsize=8)
        axes.set_xlabel(words["day"], fontsize=8)
    _mark_timeline(above.axes, comparison, lang)
    above.legend(*above.axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=6, fontsize=9)
    columns = np.ravel(below.subplots(1, COLUMNS, sharex=True))
    for number, axes in enumerate(columns):
        _differences(axes, comparison, keys[number * rows : (number + 1) * rows], lang)
        axes.set_ylim(rows - 0.4, -0.6)
    known = {label: handle for axes in columns for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)}
    below.legend(list(known.values()), list(known), loc="outside upper center", ncols=3, fontsize=9)
    order = words["order"] if len(comparison.names) > 2 else ""
    below.supxlabel(words["effect"].format(a=arm_label(comparison.labels(lang)[0]), arms=order), fontsize=9)
    return figure


def _differences(axes: "Axes", comparison: "Comparison", keys: list[str], lang: str) -> None:
    """One row an outcome, one mark an arm; at the edge where no seed differs from another and so no spread is known."""
    table, arms, labels = comparison.table, comparison.names[1:], comparison.labels(lang)
    axes.set_xscale("symlog", linthresh=1.0)
    axes.axvline(0.0, color="0.4", linewidth=0.8)
    for number, arm in enumerate(arms):
        part = table[table["arm"] == arm].set_index("outcome").loc[keys]
        y = np.arange(len(keys), dtype=np.float64) + (number - (len(arms) - 1) / 2) * 0.8 / len(arms)
        _arm(axes, part, y, number, arm_label(labels[number + 1]), _WORDS[lang])
    better = table.drop_duplicates("outcome").set_index("outcome")["better"]
    axes.set_yticks(np.arange(len(keys)), [f"{outcome_name(key, lang)} {BETTER[better[key]]}" for key in keys])
    verdicts = table.pivot(index="outcome", columns="arm", values="verdict")
    for row, key in enumerate(keys):
        for number, arm in enumerate(arms):
            axes.text(
                1.01 + 0.025 * number, row, TOLD[str(verdicts.loc[key, arm])], transform=axes.get_yaxis_transform(),
                va="center", fontsize=9, color=COLOURS[(number + 1) % len(COLOURS)] if len(arms) > 1 else "black",
            )  # fmt: skip
    axes.tick_params(labelsize=8)
    axes.grid(axis="y", color="0.92", linewidth=0.6)
    axes.set_axisbelow(True)


def _arm(axes: "Axes", part: "pd.DataFrame", y: "Floats", number: int, label: str, words: dict[str, str]) -> None:
    """The differences of one arm at the heights `y`."""
    colour, mark = COLOURS[(number + 1) % len(COLOURS)], MARKS[number % len(MARKS)]
    spread = (part["difference"] / part["effect_size"]).abs()
    known = np.isfinite(spread) & (spread > 0)
    reach = ((part["ci_high"] - part["difference"]) / spread).where(known)
    axes.errorbar(
        part["effect_size"].where(known), y, xerr=reach, fmt=mark, color=colour, label=label, markersize=4, linewidth=1
    )
    none = part["difference"].to_numpy() == 0.0
    if none.any():
        axes.plot(
            np.zeros(none.sum()), y[none], mark, color=colour, markerfacecolor="white", markersize=4, zorder=3,
            label=words["same"].format(b=label),
        )  # fmt: skip
    for side, at, arrow in ((np.inf, 0.99, ">"), (-np.inf, 0.01, "<")):
        steady = part["effect_size"].to_numpy() == side
        if steady.any():
            axes.plot(
                np.full(steady.sum(), at), y[steady], arrow, color=colour, markersize=5,
                transform=axes.get_yaxis_transform(), label=words["steady"].format(b=label),
            )  # fmt: skip
