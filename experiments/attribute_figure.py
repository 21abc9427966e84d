"""The figure of an attribution: from A to B rule by rule, and each rule alone in A and taken out of B."""

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from experiments.attribute_bars import OTHER, bars_of
from experiments.coalitions import GROUPS, WHOLE
from experiments.figures import BETTER, COLOURS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.split_figure import HATCHES, TOTAL
from experiments.words import outcome_name
from scenarios.words import group_in, unit_in

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from experiments.attribute import Attribution

FOUND = "0.75"  # the grey of what is gathered
ROW = 0.29  # inches a bar
_WORDS = {
    "en": {"title": "From {a} to {b}: which rule did it ({n} paired seeds, 95 % intervals; * p < 0.05 by Holm; "
                    "↑ ↓ the better direction)",
           "other": "other rules ({m})", "whole": "whole difference", "shapley": "Shapley value",
           "in": "alone in A", "out": "taken out of B", "none": "no value",
           "left": "change from A ({unit})", "right": "what it does ({unit})"},
    "zh": {"title": "从{a}到{b}：是哪项规则起了作用（{n} 个配对种子，95% 区间；* Holm p < 0.05；↑ ↓ 为较优方向）",
           "other": "其余规则（{m}）", "whole": "总差异", "shapley": "Shapley 值",
           "in": "单独加入 A", "out": "单独撤出 B", "none": "无值",
           "left": "相对 A 的变化（{unit}）", "right": "作用（{unit}）"},
}  # fmt: skip


def draw_attribution(found: "Attribution", lang: str = "en") -> Figure:
    """A row an outcome shown: left a waterfall with A at zero, largest rules first, right each rule in other company.

    Rules for which nothing was found are gathered as others where there are many; their interval is that of their sum.
    """
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang], "hatch.linewidth": 0.6}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(found: "Attribution", lang: str) -> Figure:
    words = _WORDS[lang]
    bars = [bars_of(found, key) for key in found.shown]
    heights = [ROW * max(len(rows), 4) + 0.75 for rows, _ in bars]
    figure = Figure(figsize=(13, sum(heights) + 0.9), layout="constrained")
    a, b = (arm_label(label) for label in found.labels(lang))
    figure.suptitle(words["title"].format(a=a, b=b, n=found.seeds), fontsize=11)
    panels = figure.subplots(len(bars), 2, squeeze=False, height_ratios=heights, width_ratios=(3, 2))
    names = {player.id: player.label(lang) for player in found.players}
    for (left, right), key, (rows, gathered) in zip(panels, found.shown, bars, strict=True):
        part = found.table[found.table["outcome"] == key]
        better = BETTER[str(part["better"].iloc[0])]
        unit = unit_in(str(part["unit"].iloc[0]), lang)
        left.set_title(f"{outcome_name(key, lang)} {better}", fontsize=10, loc="left")
        left.set_xlabel(words["left"].format(unit=unit), fontsize=8)
        right.set_xlabel(words["right"].format(unit=unit), fontsize=8)
        called = names | {OTHER: words["other"].format(m=len(gathered)), WHOLE: words["whole"]}
        ticks = [
            arm_label(called[term]) + (" *" if sure else "")
            for term, sure in zip(rows["term"], rows["sure"], strict=True)
        ]
        left.set_yticks(np.arange(len(rows)), ticks, fontsize=8)
        right.set_yticks(np.arange(len(rows)), [""] * len(rows))
        for axes in (left, right):
            axes.axvline(0.0, color="0.4", linewidth=0.8)
            axes.set_ylim(len(rows) - 0.4, -0.6)
            axes.tick_params(axis="x", labelsize=8)
            axes.grid(axis="y", color="0.93", linewidth=0.6)
            axes.set_axisbelow(True)
            axes.use_sticky_edges = False
        if np.isfinite(rows["value"]).all():
            _waterfall(left, rows)
            _company(right, rows, part.set_index("term"))
        else:
            left.text(0.5, 0.5, words["none"], transform=left.transAxes, ha="center", color="0.4")
    groups = [group for group in GROUPS if any(player.group == group for player in found.players)]
    handles = [
        Patch(facecolor=_colour(group), hatch=_hatch(group), edgecolor="white", label=group_in(group, lang))
        for group in groups
    ]
    known: list[Any] = next((marks for _, right in panels if (marks := right.get_legend_handles_labels()[0])), [])
    for handle, name in zip(known, ("shapley", "in", "out"), strict=False):
        handle.set_label(words[name])
    figure.legend(handles=[*handles, *known], loc="outside lower center", ncols=len(handles) + 3, fontsize=9)
    return figure


def _colour(group: str) -> str:
    return {OTHER: FOUND, WHOLE: TOTAL}.get(group) or COLOURS[GROUPS.index(group)]


def _hatch(group: str) -> str:
    return HATCHES[GROUPS.index(group)] if group in GROUPS else ("xxx" if group == WHOLE else "")


def _waterfall(axes: "Axes", rows: "pd.DataFrame") -> None:
    """Bars one below another, each from where the one before ended; the whole from zero."""
    at = 0.0
    for y, row in enumerate(rows.to_dict("records")):
        value, low, high, group = row["value"], row["ci_low"], row["ci_high"], str(row["group"])
        start = 0.0 if group == WHOLE else at
        axes.barh(y, value, left=start, height=0.66, color=_colour(group), hatch=_hatch(group), edgecolor="white")
        if np.isfinite(low) and high > low:
            axes.errorbar(
                start + value, y, xerr=[[value - low], [high - value]], color="black", capsize=2.5, linewidth=0.9
            )
        if value == 0.0:
            axes.plot(start, y, "|", color=_colour(group), markersize=12)
        at = start + value
        if group != WHOLE:
            axes.plot([at, at], [y - 0.33, y + 1.33], color="0.5", linewidth=0.7, linestyle=":")


def _company(axes: "Axes", rows: "pd.DataFrame", part: "pd.DataFrame") -> None:
    """Of each rule its Shapley value, what it does alone in A, and what is lost where it is taken out of B."""
    terms = [(y, term) for y, term in enumerate(rows["term"]) if term not in (OTHER, WHOLE)]
    for shift, prefix, mark, fill in (
        (0.0, "", "o", "black"),
        (-0.24, "in_", ">", "white"),
        (0.24, "out_", "s", "0.6"),
    ):
        value, low, high = (
            ("value", "ci_low", "ci_high") if not prefix else [prefix + x for x in ("value", "low", "high")]
        )
        mine = part.loc[[term for _, term in terms]]
        y = np.array([y + shift for y, _ in terms], dtype=np.float64)
        reach = np.vstack([mine[value] - mine[low], mine[high] - mine[value]])
        axes.errorbar(
            mine[value], y, xerr=np.nan_to_num(reach), fmt=mark, color="black", ecolor="0.35", markerfacecolor=fill,
            markersize=4.5, linewidth=0.8, label=prefix or "shapley",
        )  # fmt: skip
