"""The figure of a log against its replays: how many are still open, by which hour so many were closed, shares."""

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from experiments.figures import COLOURS, MARKS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.logs.against_words import GROUP_WORDS, PART_WORDS, value_name
from experiments.logs.patterns import QUANTILES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from experiments.logs.against import Against

SHOWN = ("fit", "held_out")
GROUPS = ("channel", "category", "hour")
LEAST = 30  # requests of a value that is shown
FIRST_HOUR = 0.05  # what is closed sooner stands at the left edge
_WORDS = {
    "en": {"log": "log, 95 % interval", "model": "model, lowest to highest of {n} seeds",
           "hours": "hours since the request", "open": "share still open",
           "quantiles": "closed by (hours; ▷ beyond {hours:,.0f} h)", "within": "closed within 24 h (%)",
           "n": "{part}: {n:,} requests",
           "said": "Posts and population are assumed: a log without staffing tells shapes of delay, not governance. "
                   "Arrivals are the log's own."},
    "zh": {"log": "工单，95% 区间", "model": "模型，{n} 个种子的最小值至最大值", "hours": "自登记起的小时数",
           "open": "未办结比例",
           "quantiles": "办结用时（小时；▷ 超过 {hours:,.0f} 小时）", "within": "24 小时内办结（%）",
           "n": "{part}：{n:,} 件",
           "said": "岗位与人口均为假设：没有人员信息的工单只能说明办理时长的形态，不能说明治理方式的优劣。"
                   "诉求到达均取自工单本身。"},
}  # fmt: skip


def draw_against(found: "Against", lang: str = "en") -> Figure:
    """A row a half: the share still open on a logarithmic axis; quantiles; shares closed within a day, by group."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang]}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(found: "Against", lang: str) -> Figure:
    words, table = _WORDS[lang], found.table()
    parts = [part for part in SHOWN if found.which(part).any()]
    figure = Figure(figsize=(13, 4.0 * len(parts) + 0.9), layout="constrained")
    panels = figure.subplots(len(parts), 3, squeeze=False, width_ratios=(1.35, 0.9, 1.2))
    for row, part in zip(panels, parts, strict=True):
        _curves(row[0], found, part, lang)
        mine = table[table["part"] == part]
        labels = words["log"], words["model"].format(n=len(found.replays))
        _quantiles(row[1], mine[mine["group"] == "all"], found.horizon, labels, words)
        _within(row[2], mine, labels, lang)
    figure.legend(*panels[0][2].get_legend_handles_labels(), loc="outside upper center", ncols=2, fontsize=9)
    figure.supxlabel(words["said"], fontsize=8)
    return figure


def _curves(axes: "Axes", found: "Against", part: str, lang: str) -> None:
    """The share still open, with the band of the log and a line a seed."""
    words = _WORDS[lang]
    (log, low, high), seeds = found.curves(part)
    axes.set_xscale("log")
    times = np.maximum(log.times, FIRST_HOUR)
    axes.fill_between(times, low.share, high.share, step="post", color=COLOURS[0], alpha=0.25, linewidth=0)
    axes.step(times, log.share, where="post", color=COLOURS[0], linewidth=1.4)
    for curve in seeds:
        axes.step(np.maximum(curve.times, FIRST_HOUR), curve.share, where="post", color=COLOURS[1], linewidth=0.9,
                  alpha=0.8, linestyle="--")  # fmt: skip
    axes.set_xlim(FIRST_HOUR, found.horizon)
    axes.set_ylim(0.0, 1.0)
    marks = [hours for hours in (0.1, 1.0, 24.0, 168.0, 672.0) if hours <= found.horizon]
    axes.set_xticks(marks, [f"{hours:g}" for hours in marks])
    axes.minorticks_off()
    axes.set_xlabel(words["hours"], fontsize=8)
    axes.set_ylabel(words["open"], fontsize=8)
    axes.set_title(words["n"].format(part=PART_WORDS[lang][part], n=int(found.which(part).sum())), fontsize=10)
    axes.grid(color="0.92", linewidth=0.6)
    axes.tick_params(labelsize=8)


def _quantiles(
    axes: "Axes", mine: "pd.DataFrame", horizon: float, labels: tuple[str, str], words: dict[str, str]
) -> None:
    """By which hour so many were closed; at the right edge where that lies beyond the horizon."""
    keys = [f"hours_{100 * share:g}" for share in QUANTILES]
    axes.set_xscale("log")
    _pairs(axes, mine.set_index("pattern").loc[keys], labels, horizon)
    axes.set_xlim(right=horizon * 1.25)
    low = axes.get_xlim()[0]
    marks = [hours for hours in (0.1, 1.0, 6.0, 24.0, 72.0, 168.0, 672.0) if low <= hours <= horizon]
    axes.set_xticks(marks, [f"{hours:g}" for hours in marks])
    axes.minorticks_off()
    axes.set_yticks(range(len(keys)), [f"{100 * share:g} %" for share in QUANTILES])
    axes.set_xlabel(words["quantiles"].format(hours=horizon), fontsize=8)


def _within(axes: "Axes", mine: "pd.DataFrame", labels: tuple[str, str], lang: str) -> None:
    """The share closed within a day, in all and by channel, category and hour of registration, in percent."""
    rows = mine[(mine["pattern"] == "closed_within_24") & ((mine["requests"] >= LEAST) | (mine["group"] == "all"))]
    sides = [f"{side}{end}" for side in ("log", "model") for end in ("", "_low", "_high")]
    _pairs(axes, rows.assign(**{side: 100.0 * rows[side] for side in sides}), labels, 100.0)
    names = [
        GROUP_WORDS[lang]["all"] if group == "all" else arm_label(value_name(group, value, lang))
        for group, value in zip(rows["group"], rows["value"], strict=True)
    ]
    axes.set_yticks(range(len(names)), names)
    axes.set_xlim(0.0, 100.0)
    axes.set_xlabel(_WORDS[lang]["within"], fontsize=8)


def _pairs(axes: "Axes", rows: "pd.DataFrame", labels: tuple[str, str], edge: float) -> None:
    """Two marks a row, the log's and the model's, with their intervals; what is not known stands at the edge."""
    y = np.arange(len(rows), dtype=np.float64)
    for number, side in enumerate(("log", "model")):
        value, low, high = (rows[name].to_numpy(dtype=np.float64) for name in (side, f"{side}_low", f"{side}_high"))
        known, at = np.isfinite(value), y + (number - 0.5) * 0.3
        low, high = np.where(np.isfinite(low), low, value), np.where(np.isfinite(high), high, edge)
        reach = np.abs(np.stack([value - low, high - value])[:, known])
        colour, mark = COLOURS[number], MARKS[number]
        axes.errorbar(value[known], at[known], xerr=reach, fmt=mark, color=colour, markersize=4, linewidth=1,
                      label=labels[number])  # fmt: skip
        axes.plot(np.full((~known).sum(), edge), at[~known], ">", color=colour, markersize=6, markerfacecolor="white")
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="x", color="0.92", linewidth=0.6)
    axes.tick_params(labelsize=8)
