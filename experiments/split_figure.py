"""The figure of a decomposition: from A to B, group by group."""

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from experiments.decompose import GROUPS, WHOLE
from experiments.figures import BETTER, COLOURS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.words import outcome_name
from model.outcomes import PRIMARY
from scenarios.words import group_in, unit_in

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from experiments.decompose import Decomposition

ACROSS = 5
HATCHES = ("", "///", "...", "\\\\\\", "xxx")  # so that the groups are told apart in grey too
TOTAL = "0.45"
_WORDS = {
    "en": {"title": "From {a} to {b}: what each group of rules adds (Shapley values, n = {n} paired seeds, 95 % "
                    "intervals; ↑ ↓ the better direction)", "none": "no value"},
    "zh": {"title": "从{a}到{b}：各组规则的贡献（Shapley 值，{n} 个配对种子，95% 区间；↑ ↓ 为较优方向）",
           "none": "无值"},
}  # fmt: skip


def draw_decomposition(found: "Decomposition", lang: str = "en") -> Figure:
    """One waterfall a primary outcome: groups from top to bottom, each from where the one before ended, then the whole.

    A's value is at zero; a bar to the right raises the outcome. Whiskers are each bar's own 95 % interval.
    """
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang], "hatch.linewidth": 0.6}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(found: "Decomposition", lang: str) -> Figure:
    words = _WORDS[lang]
    keys = [key for key in PRIMARY if key in set(found.table["outcome"])]
    down = -(-len(keys) // ACROSS)
    figure = Figure(figsize=(15, 3.1 * down + 0.6), layout="constrained")
    a, b = (arm_label(label) for label in found.labels(lang))
    figure.suptitle(words["title"].format(a=a, b=b, n=found.seeds), fontsize=10)
    panels = np.ravel(figure.subplots(down, ACROSS, squeeze=False, sharey=True))
    for axes, key in zip(panels, keys, strict=False):
        part = found.table[found.table["outcome"] == key].set_index("term")
        better = BETTER[str(part["better"].iloc[0])]
        axes.set_title(f"{outcome_name(key, lang)} {better}", fontsize=9)
        axes.set_xlabel(unit_in(str(part["unit"].iloc[0]), lang), fontsize=8)
        axes.tick_params(axis="x", labelsize=7)
        axes.locator_params(axis="x", nbins=4)
        axes.axvline(0.0, color="0.4", linewidth=0.8)
        axes.use_sticky_edges = False
        if np.isfinite(part["value"]).all():
            _waterfall(axes, part)
        else:
            axes.text(0.5, 0.5, words["none"], transform=axes.transAxes, ha="center", color="0.4")
    terms = [*GROUPS, WHOLE]
    panels[0].set_yticks(np.arange(len(terms)), [group_in(term, lang) for term in terms], fontsize=9)
    panels[0].invert_yaxis()
    for axes in panels[len(keys) :]:
        axes.set_visible(False)
    return figure


def _waterfall(axes: "Axes", part: "pd.DataFrame") -> None:
    known = {str(row.Index): (row.value, row.ci_low, row.ci_high) for row in part.itertuples()}
    at = 0.0
    for row, term in enumerate([*GROUPS, WHOLE]):
        value, low, high = (float(str(x)) for x in known[term])
        start = 0.0 if term == WHOLE else at
        colour = TOTAL if term == WHOLE else COLOURS[row % len(COLOURS)]
        axes.barh(
            row, value, left=start, height=0.62, color=colour, hatch=HATCHES[row % len(HATCHES)], edgecolor="white"
        )
        if np.isfinite(low) and high > low:
            reach = [[value - low], [high - value]]
            axes.errorbar(start + value, row, xerr=reach, color="black", capsize=2.5, linewidth=0.9)
        if value == 0.0:
            axes.plot(start, row, "|", color=colour, markersize=14)
        at = start + value
        if term != WHOLE:
            axes.plot([at, at], [row - 0.31, row + 1.31], color="0.5", linewidth=0.7, linestyle=":")
