"""The figure of equity: groups under each arm, their differences, and the communities as a sorted strip."""

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from experiments.equity import spread_of
from experiments.equity_words import group_name
from experiments.figures import BETTER, COLOURS, MARKS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.statistics import SIGNIFICANT
from experiments.words import outcome_name
from scenarios.words import unit_in

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from experiments.equity import Equity
    from model.tables import Floats

SHOWN = (("all", "all"), ("vulnerability", "vulnerable"), ("vulnerability", "others"), ("age", "under_18"),
         ("age", "18_to_59"), ("age", "over_60"))  # fmt: skip
NAMED = 60  # communities that are named below the strip
_WORDS = {
    "en": {"title": "For whom? Mean and 95 % interval over {n} paired seeds; filled: found (Holm), hollow: not found",
           "difference": "difference from {a} ({unit})", "communities": "{n} communities, by their difference",
           "none": "no value", "residents": "{name} ({n:,.0f})"},
    "zh": {"title": "对谁而言？{n} 个配对种子的均值与 95% 区间；实心：已发现差异（Holm），空心：未发现",
           "difference": "与 {a} 之差（{unit}）", "communities": "{n} 个社区，按差异排序", "none": "无值",
           "residents": "{name}（{n:,.0f}人）"},
}  # fmt: skip


def draw_equity(found: "Equity", lang: str = "en") -> Figure:
    """One row an outcome: values of the groups under each arm, differences by group, differences by community."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang]}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(found: "Equity", lang: str) -> Figure:
    words = _WORDS[lang]
    figure = Figure(figsize=(16, 4.4 * len(found.drawn) + 0.8), layout="constrained")
    figure.suptitle(words["title"].format(n=found.seeds), fontsize=10)
    panels = figure.subplots(len(found.drawn), 3, squeeze=False, width_ratios=(1.0, 1.0, 2.2))
    for row, key in zip(panels, found.drawn, strict=True):
        about = found.table[found.table["outcome"] == key].iloc[0]
        unit = unit_in(str(about["unit"]), lang)
        name = f"{outcome_name(key, lang)} {BETTER[str(about['better'])]}"
        _values(row[0], found, key, lang)
        row[0].set_title(name, fontsize=10)
        row[0].set_xlabel(unit, fontsize=8)
        _differences(row[1], found, key)
        label = words["difference"].format(a=arm_label(found.labels(lang)[0]), unit=unit)
        row[1].set_xlabel(label, fontsize=8)
        _strip(row[2], found, key, lang)
        row[2].set_ylabel(label, fontsize=8)
        for axes in row:
            axes.tick_params(labelsize=8)
    handles = dict(zip(*reversed(panels[0][0].get_legend_handles_labels()), strict=True))
    figure.legend(list(handles.values()), list(handles), loc="outside upper right", ncols=6, fontsize=9)
    return figure


def _heights(arms: int, arm: int, spread: float = 0.5) -> "Floats":
    """The height of each group, a little apart for each arm."""
    return np.arange(len(SHOWN), dtype=np.float64) + (arm - (arms - 1) / 2) * spread / arms


def _values(axes: "Axes", found: "Equity", key: str, lang: str) -> None:
    mine = found.groups[found.groups["outcome"] == key]
    size = mine.groupby(["breakdown", "group"])["residents"].mean()
    for arm, label in enumerate(found.labels(lang)):
        for (breakdown, group), y in zip(SHOWN, _heights(len(found.names), arm), strict=True):
            part = mine[(mine["arm"] == arm) & (mine["breakdown"] == breakdown) & (mine["group"] == group)]
            mean, low, high = spread_of(part["value"].to_numpy(dtype=np.float64))
            reach = None if not np.isfinite(low) else [[mean - low], [high - mean]]
            axes.errorbar(
                mean, y, xerr=reach, fmt=MARKS[arm % len(MARKS)], color=COLOURS[arm % len(COLOURS)], markersize=5,
                linewidth=1, label=arm_label(label),
            )  # fmt: skip
    names = [
        _WORDS[lang]["residents"].format(name=group_name(group, lang), n=size.loc[(breakdown, group)])
        for breakdown, group in SHOWN
    ]
    axes.set_yticks(np.arange(len(SHOWN)), names)
    _rows(axes)


def _rows(axes: "Axes") -> None:
    axes.set_ylim(len(SHOWN) - 0.5, -0.5)
    axes.grid(axis="y", color="0.92", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.locator_params(axis="x", nbins=5)
    for edge in (0.5, 2.5):  # between all, vulnerability and age
        axes.axhline(edge, color="0.8", linewidth=0.6)


def _mark(axes: "Axes", at: tuple[float, float], reach: "Floats", arm: int, found: bool, size: float = 5.0,
          across: bool = True) -> None:  # fmt: skip
    """One difference with its interval: filled where it was found."""
    colour = COLOURS[arm % len(COLOURS)]
    known = np.isfinite(reach).all()
    axes.errorbar(
        *at, xerr=reach[:, None] if known and across else None, yerr=reach[:, None] if known and not across else None,
        fmt=MARKS[arm % len(MARKS)], color=colour, markersize=size, linewidth=1,
        markerfacecolor=colour if found else "white", zorder=3,
    )  # fmt: skip


def _reach(row: "pd.Series[float]") -> "Floats":
    return np.array([row["difference"] - row["ci_low"], row["ci_high"] - row["difference"]], dtype=np.float64)


def _differences(axes: "Axes", found: "Equity", key: str) -> None:
    mine = found.table[found.table["outcome"] == key]
    axes.axvline(0.0, color="0.4", linewidth=0.8)
    for arm, name in enumerate(found.names[1:], 1):
        for (breakdown, group), y in zip(SHOWN, _heights(len(found.names) - 1, arm - 1), strict=True):
            row = mine[(mine["arm"] == name) & (mine["breakdown"] == breakdown) & (mine["group"] == group)].iloc[0]
            _mark(axes, (row["difference"], y), _reach(row), arm, row["p_holm"] < SIGNIFICANT)
    axes.set_yticks(np.arange(len(SHOWN)), [""] * len(SHOWN))
    _rows(axes)


def _strip(axes: "Axes", found: "Equity", key: str, lang: str) -> None:
    """The communities in the order of the first further arm's difference."""
    mine = found.table[(found.table["outcome"] == key) & (found.table["breakdown"] == "community")]
    first = mine[mine["arm"] == found.names[1]].sort_values("difference", kind="stable")
    order = {group: i for i, group in enumerate(first["group"])}
    axes.axhline(0.0, color="0.4", linewidth=0.8)
    largest = float(mine["residents"].max())
    arms = len(found.names) - 1
    for arm, name in enumerate(found.names[1:], 1):
        for _, row in mine[mine["arm"] == name].iterrows():
            x = order[row["group"]] + (arm - 1 - (arms - 1) / 2) * 0.5 / arms
            size = 2.5 + 4.5 * float(np.sqrt(row["residents"] / largest))
            _mark(axes, (x, row["difference"]), _reach(row), arm, row["p_holm"] < SIGNIFICANT, size, across=False)
    if not mine["difference"].notna().any():
        axes.text(0.5, 0.5, _WORDS[lang]["none"], transform=axes.transAxes, ha="center", color="0.4")
    axes.set_title(_WORDS[lang]["communities"].format(n=len(order)), fontsize=9)
    names = [arm_label(group) for group in order] if len(order) <= NAMED else [""] * len(order)
    turned = 90 if len(order) > 10 else 0
    axes.set_xticks(np.arange(len(order)), names, rotation=turned, fontfamily=FAMILIES["zh"])
    axes.set_xlim(-0.6, len(order) - 0.4)
    axes.grid(axis="x", color="0.94", linewidth=0.6)
    axes.set_axisbelow(True)
