"""The figure of a sensitivity analysis: what moves each outcome most."""

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from experiments.figures import BETTER, COLOURS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.indices import MAIN
from experiments.words import outcome_name
from scenarios.words import unit_in

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from experiments.sensitivity import Sensitivity

MOST, PANELS = 15, 4  # bars a panel, panels
_WORDS: dict[str, dict[str, Any]] = {
    "en": {"morris": "μ*", "sobol": "share of the variance", "delta": "δ", "none": "no value, or nothing moves it",
           "mu_star": "μ*, mean absolute effect", "sigma": "σ, spread of effects",
           "floor": "what seeds alone would give",
           "chance": "what chance alone would give",
           "ST": "ST, with all interactions", "S1": "S1, alone", "delta_bar": "δ, shift of the distribution",
           "one": "What moves {a}", "two": "What moves the difference {b} − {a}",
           "n": "{samples} {blocks} of {points} points, {seeds} seeds, {years:g} a, 95 % intervals",
           "blocks": {"morris": "trajectories", "sobol": "base samples", "delta": "draws"}},
    "zh": {"morris": "μ*", "sobol": "方差份额", "delta": "δ", "none": "无值或无影响",
           "mu_star": "μ*，平均绝对效应", "sigma": "σ，效应离散程度",
           "floor": "仅由种子造成的水平", "chance": "偶然水平",
           "ST": "ST，含全部交互", "S1": "S1，单独", "delta_bar": "δ，分布位移",
           "one": "什么影响{a}", "two": "什么影响差异 {b} − {a}",
           "n": "{samples} {blocks}、{points} 点、{seeds} 个种子、{years:g} 年、95% 区间",
           "blocks": {"morris": "条轨迹", "sobol": "个基样本", "delta": "组抽样"}},
}  # fmt: skip


def draw_sensitivity(found: "Sensitivity", lang: str = "en") -> Figure:
    """One panel an outcome shown (the first four), one bar a term, the largest on top."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang], "hatch.linewidth": 0.6}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(found: "Sensitivity", lang: str) -> Figure:
    words = _WORDS[lang]
    keys = [key for key in found.shown if key in set(found.convergence["outcome"])][:PANELS]
    terms = min(MOST, int(found.indices.groupby("outcome").size().max()))
    across = 2 if len(keys) == PANELS else max(len(keys), 1)
    down = -(-max(len(keys), 1) // across)
    figure = Figure(figsize=(6.0 * across + 0.8, (0.27 * terms + 1.3) * down + 0.8), layout="constrained")
    arms = [arm_label(name) for name in found.arms(lang)]
    title = str(words["two" if len(arms) == 2 else "one"]).format(a=arms[0], b=arms[-1])
    blocks = words["blocks"][found.method]
    counted = str(words["n"]).format(
        samples=found.samples, blocks=blocks, points=len(found.points), seeds=found.seeds, years=found.days / 250
    )
    figure.suptitle(f"{title}\n{counted}", fontsize=10, linespacing=1.4)
    panels = np.ravel(figure.subplots(down, across, squeeze=False))
    for axes, key in zip(panels, keys, strict=False):
        _panel(axes, found, key, lang)
    for axes in panels[len(keys) :]:
        axes.set_visible(False)
    known = {label: handle for axes in panels for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)}
    figure.legend(list(known.values()), list(known), loc="outside lower center", ncols=4, fontsize=8)
    return figure


def _panel(axes: "Axes", found: "Sensitivity", key: str, lang: str) -> None:
    from experiments.sensitivity import term_names

    words, main, names = _WORDS[lang], MAIN[found.method], term_names(found, lang)
    check = found.convergence.set_index("outcome").loc[key]
    unit = f" ({unit_in(str(check['unit']), lang)})" if found.method == "morris" else ""
    axes.set_title(f"{outcome_name(key, lang)} {BETTER[str(check['better'])]}", fontsize=9)
    axes.set_xlabel(f"{words[found.method]}{unit}", fontsize=8)
    axes.tick_params(labelsize=8)
    mine = found.indices[found.indices["outcome"] == key].dropna(subset=[main])
    mine = mine.sort_values("rank", kind="stable").head(MOST)
    if mine.empty or not (mine[main] > 0.0).any():
        axes.text(0.5, 0.5, str(words["none"]), transform=axes.transAxes, ha="center", color="0.4", fontsize=9)
        axes.set_yticks([])
        return
    rows = np.arange(len(mine), dtype=np.float64)
    if found.method == "sobol":
        _bar(axes, mine, "ST", rows - 0.2, 0.38, COLOURS[0], "", str(words["ST"]))
        _bar(axes, mine, "S1", rows + 0.2, 0.38, COLOURS[4], "////", str(words["S1"]))
    else:
        label = str(words["mu_star" if found.method == "morris" else "delta_bar"])
        _bar(axes, mine, main, rows, 0.7, COLOURS[0], "", label)
    if found.method == "morris":
        if mine["sigma"].notna().any():
            axes.plot(
                mine["sigma"], rows, "D", color=COLOURS[1], markersize=4.5, markeredgecolor="white", linestyle="none",
                label=str(words["sigma"]), zorder=4,
            )  # fmt: skip
    if "floor" in mine and mine["floor"].notna().any():
        axes.plot(
            mine["floor"], rows, "|", color="black", markersize=11, markeredgewidth=1.6, linestyle="none",
            label=str(words["floor" if found.method == "morris" else "chance"]), zorder=4,
        )  # fmt: skip
    axes.axvline(0.0, color="0.4", linewidth=0.8)
    axes.set_yticks(rows, [names[str(term)] for term in mine["term"]])
    axes.set_ylim(len(mine) - 0.4, -0.6)
    axes.grid(axis="x", color="0.92", linewidth=0.6)
    axes.set_axisbelow(True)


def _bar(
    axes: "Axes", mine: "pd.DataFrame", key: str, rows: "np.ndarray", height: float, colour: str, hatch: str, label: str
) -> None:
    value = mine[key].to_numpy(dtype=np.float64)
    reach = (mine[f"{key}_high"] - mine[key]).to_numpy(dtype=np.float64)
    axes.barh(rows, value, height=height, color=colour, hatch=hatch, edgecolor="white", linewidth=0.5, label=label)
    axes.errorbar(value, rows, xerr=reach, fmt="none", ecolor="0.15", elinewidth=0.9, capsize=2)
