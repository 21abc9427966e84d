"""The figure of a map: the difference of two regimes over two conditions, and the line of indifference."""

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures import BETTER, COLOURS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.map_words import better_of, factor_name
from experiments.phase import SURE
from experiments.words import outcome_name
from scenarios.words import unit_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.factors import Factor
    from experiments.regime_map import Phase, RegimeMap

PANELS = 4
SIDES = LinearSegmentedColormap.from_list("sides", [COLOURS[1], "#FBE3D6", "white", "#D6E8F3", COLOURS[0]])
_WORDS: dict[str, dict[str, Any]] = {
    "en": {"title": "Where {b} is ahead of {a}", "n": "{n} points, {seeds} paired seeds, {years:g} a",
           "ahead": "{name} ahead at a draw", "nobody": "neither ahead", "line": "no difference",
           "band": "neither better with {sure:.0%} probability", "bar": "{b} − {a} ({unit})", "none": "no surface"},
    "zh": {"title": "{b}在何处优于{a}", "n": "{n} 点，{seeds} 个配对种子，{years:g} 年",
           "ahead": "该抽样中{name}占优", "nobody": "无胜者", "line": "无差异", "band": "以 {sure:.0%} 概率无法确定",
           "bar": "{b} − {a}（{unit}）", "none": "无相图"},
}  # fmt: skip


def draw_map(found: "RegimeMap", lang: str = "en") -> Figure:
    """One phase diagram an outcome, of the first four; blue where B is better, orange where A is."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang], "hatch.linewidth": 0.5, "hatch.color": "0.35"}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(found: "RegimeMap", lang: str) -> Figure:
    words = _WORDS[lang]
    phases = found.phases[:PANELS]
    across = 1 if len(phases) == 1 else 2
    down = -(-len(phases) // across)
    figure = Figure(figsize=(7.0 * across, 4.9 * down + 1.0), layout="constrained")
    a, b = (arm_label(name) for name in found.arms(lang))
    points = max(len(phase.points) for phase in phases)
    counted = words["n"].format(n=points, seeds=found.seeds, years=found.days / 250)
    figure.suptitle(f"{words['title'].format(a=a, b=b)}\n{counted}", fontsize=11, linespacing=1.4)
    panels = np.ravel(figure.subplots(down, across, squeeze=False))
    for axes, phase in zip(panels, phases, strict=False):
        _panel(axes, found, phase, lang)
    for axes in panels[len(phases) :]:
        axes.set_visible(False)
    figure.legend(handles=_legend(words, a, b), loc="outside lower center", ncols=5, fontsize=8)
    return figure


def _legend(words: dict[str, Any], a: str, b: str) -> list[Any]:
    def mark(marker: str, colour: str, label: str) -> Line2D:
        return Line2D([], [], marker=marker, color=colour, linestyle="none", markeredgecolor="black", label=label)

    return [
        mark("^", COLOURS[0], words["ahead"].format(name=b)), mark("v", COLOURS[1], words["ahead"].format(name=a)),
        Line2D([], [], marker=".", color="0.35", linestyle="none", label=words["nobody"]),
        Line2D([], [], color="black", linewidth=1.8, label=words["line"]),
        Patch(facecolor="white", edgecolor="0.35", hatch="....", label=words["band"].format(sure=SURE)),
    ]  # fmt: skip


def axis_label(factor: "Factor", lang: str) -> str:
    """A condition with its unit; one that moves several settings goes from all low (0) to all high (1)."""
    from experiments.factors import declared_factors

    name = factor_name(factor, lang)
    unit = declared_factors()[factor.keys[0]].unit if len(factor.keys) == 1 else ""
    return f"{name} ({unit_in(unit, lang)})" if unit else name


def _panel(axes: "Axes", found: "RegimeMap", phase: "Phase", lang: str) -> None:
    from model.outcomes import OUTCOMES

    words, surface = _WORDS[lang], phase.surface
    better = better_of(phase.outcome)
    axes.set_title(f"{outcome_name(phase.outcome, lang)} {BETTER[better]}", fontsize=10)
    axes.set_xlabel(axis_label(phase.over[0], lang), fontsize=9)
    axes.set_ylabel(axis_label(phase.over[1], lang), fontsize=9)
    axes.tick_params(labelsize=8)
    if surface is None:
        axes.text(0.5, 0.5, words["none"], transform=axes.transAxes, ha="center", color="0.4")
        return
    most = float(np.abs(surface.mean).max()) or 1.0
    colours = SIDES if better == "higher" else SIDES.reversed()
    mesh = axes.pcolormesh(
        surface.x, surface.y, surface.mean, cmap=colours, vmin=-most, vmax=most, shading="gouraud", rasterized=True
    )
    a, b = (arm_label(name) for name in found.arms(lang))
    unit = unit_in(next(o.unit for o in OUTCOMES if o.key == phase.outcome), lang)
    bar = axes.figure.colorbar(mesh, ax=axes, pad=0.02)
    bar.set_label(words["bar"].format(a=a, b=b, unit=unit), fontsize=8)
    bar.ax.tick_params(labelsize=7)
    above = surface.above
    if above.min() < SURE and above.max() > 1.0 - SURE:
        axes.contourf(surface.x, surface.y, above, levels=[1.0 - SURE, SURE], colors="none", hatches=["...."])
    if surface.mean.min() < 0.0 < surface.mean.max():
        axes.contour(surface.x, surface.y, surface.mean, levels=[0.0], colors="black", linewidths=1.8)
    one, other = found.names
    for name, marker, colour in ((other, "^", COLOURS[0]), (one, "v", COLOURS[1])):
        mine = phase.points[phase.points["winner"] == name]
        axes.plot(
            mine["x"], mine["y"], marker, color=colour, markersize=4.5, markeredgecolor="black", markeredgewidth=0.5
        )
    open_ = phase.points[~phase.points["winner"].isin(found.names)]
    axes.plot(open_["x"], open_["y"], ".", color="0.35", markersize=3)
    axes.margins(0.015)
