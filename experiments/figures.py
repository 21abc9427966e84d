"""Figures of a comparison: colour-blind safe, with line styles, so that they also print in grey."""

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from experiments.fonts import FAMILIES, register
from experiments.words import outcome_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.compare import Comparison

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
STYLES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)))
BETTER = {"higher": "↑", "lower": "↓", "none": "·"}
FLOWS = ("voiced", "resolved", "backlog", "unvoiced")
_WORDS = {
    "en": {"day": "working day", "voiced": "voiced a day", "resolved": "resolved a day", "backlog": "open requests",
           "unvoiced": "unvoiced needs",
           "effect": "difference from {a} ÷ its standard deviation\n(paired, 95 % interval; ↑ ↓ the better direction)"},
    "zh": {"day": "工作日", "voiced": "每日表达", "resolved": "每日解决", "backlog": "未办结诉求",
           "unvoiced": "未表达需求", "effect": "与 {a} 之差 ÷ 其标准差\n（配对，95% 区间；↑ ↓ 为较优方向）"},
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
            day, 1.0, arm_label(label), transform=place, rotation=90, fontsize=6, color=colour, ha="right", va="top"
        )


def draw_comparison(comparison: "Comparison", lang: str = "en") -> Figure:
    """Four trajectories with bands, and the differences of all outcomes with intervals, in units of their spread."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang]}):
        figure = _draw(comparison, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(comparison: "Comparison", lang: str) -> Figure:
    words = _WORDS[lang]
    table = comparison.table
    keys = list(dict.fromkeys(table["outcome"]))
    figure = Figure(figsize=(12, max(7.0, 0.28 * len(keys) + 2)), layout="constrained")
    halves = figure.add_gridspec(1, 2, width_ratios=(1.1, 1.0))
    left, right = figure.add_subfigure(halves[0]), figure.add_subfigure(halves[1])
    for axes, column in zip(np.ravel(left.subplots(len(FLOWS), 1, sharex=True)), FLOWS, strict=True):
        _trajectory(axes, comparison, column, lang)
        axes.set_ylabel(words[column])
        axes.set_ylim(bottom=0)
    axes.set_xlabel(words["day"])
    _mark_timeline(left.axes, comparison, lang)
    left.axes[0].legend(loc="best", fontsize=8)
    axes = right.subplots()
    arms, labels = comparison.names[1:], comparison.labels(lang)
    for number, arm in enumerate(arms):
        part = table[table["arm"] == arm].set_index("outcome").loc[keys]
        spread = (part["difference"] / part["effect_size"]).abs()
        known = np.isfinite(spread) & (spread > 0)
        y = np.arange(len(keys)) + (number - (len(arms) - 1) / 2) * 0.8 / len(arms)
        effect = part["effect_size"].where(known)
        reach = ((part["ci_high"] - part["difference"]) / spread).where(known)
        axes.errorbar(
            effect, y, xerr=reach, fmt="os^Dv"[number % 5], color=COLOURS[(number + 1) % len(COLOURS)],
            label=arm_label(labels[number + 1]), markersize=4, linewidth=1,
        )  # fmt: skip
    better = table.drop_duplicates("outcome").set_index("outcome")["better"]
    ticks = [f"{outcome_name(key, lang)} {BETTER[better[key]]}" for key in keys]
    axes.set_yticks(np.arange(len(keys)), ticks, fontsize=7)
    axes.set_xscale("symlog", linthresh=1.0)
    axes.axvline(0.0, color="0.4", linewidth=0.8)
    axes.invert_yaxis()
    axes.set_xlabel(words["effect"].format(a=arm_label(labels[0])), fontsize=8)
    axes.legend(loc="best", fontsize=8)
    return figure
