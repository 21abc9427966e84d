"""The figure of an order of bringing rules in: an outcome step by step on fresh seeds."""

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.coalitions import declared_as
from experiments.figures import BETTER, COLOURS, STYLES, arm_label
from experiments.fonts import FAMILIES, register
from experiments.path_words import order_name
from experiments.words import outcome_name
from scenarios.words import unit_in

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from experiments.path import ReformPath
    from model.tables import Floats

LONGEST = 24  # letters of a label that fit beside each other under four steps
_WORDS = {
    "en": {"title": "From {a} to {b} one step at a time ({n} fresh paired seeds, 95 % intervals; ↑ ↓ the better "
                    "direction)",
           "searched": "the best order on the seeds of the search", "worse": "worse than A (p < 0.05 by Holm)",
           "steps": "brought in, one after another, in the best order found (other orders by their number of steps)",
           "a": "A: {a}", "b": "B: {b}", "some": "all of these in {a}",
           "none": "no value"},
    "zh": {"title": "从{a}到{b}，一次一步（{n} 个新配对种子，95% 区间；↑ ↓ 为较优方向）",
           "searched": "最优次序在搜索所用种子上", "worse": "不如 A（Holm p < 0.05）",
           "steps": "按最优次序逐一引入（其他次序只按步数对应）",
           "a": "A：{a}", "b": "B：{b}", "some": "全部引入{a}", "none": "无值"},
}  # fmt: skip


def draw_path(found: "ReformPath", lang: str = "en") -> Figure:
    """The outcome in A and after every step of the best order found, with intervals; other orders as thin lines."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang]}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _from_a(part: "pd.DataFrame", column: str) -> "Floats":
    """What a column of changes makes of A's mean, A itself first."""
    base = float(part["mean_a"].iloc[0])
    return np.concatenate([[base], base + part[column].to_numpy(dtype=np.float64)])


def _draw(found: "ReformPath", lang: str) -> Figure:
    words, names = _WORDS[lang], list(found.orders)
    unit, better = declared_as([found.outcome])[found.outcome]
    a, b = (arm_label(label) for label in found.labels(lang))
    steps = len(found.players)
    figure = Figure(figsize=(min(14.0, 8.0 + 0.3 * steps), 6.0 if steps < 7 else 7.2), layout="constrained")
    axes = figure.subplots()
    part = found.steps[found.steps["order"] == names[0]]
    axes.set_title(words["title"].format(a=a, b=b, n=part["n"].iloc[0]), fontsize=10)
    axes.set_ylabel(f"{outcome_name(found.outcome, lang)} {BETTER[better]} ({unit_in(unit, lang)})", fontsize=9)
    axes.set_xlabel(words["steps"], fontsize=9)
    labels = ["A", *(arm_label(found.players[i].label(lang)) for i in found.orders[names[0]])]
    crowded = steps > 4 or max(map(len, labels)) > LONGEST
    slant: dict[str, Any] = {"rotation": 40, "ha": "right", "rotation_mode": "anchor"} if crowded else {}
    axes.set_xticks(np.arange(steps + 1), labels, fontsize=8, **slant)
    axes.set_xlim(-0.5, steps + 0.5)
    axes.yaxis.set_major_locator(MaxNLocator(6))
    axes.tick_params(axis="y", labelsize=8)
    if not np.isfinite(part["change"]).all():
        axes.text(0.5, 0.5, words["none"], transform=axes.transAxes, ha="center", color="0.4")
        return figure
    mean_a, end = float(part["mean_a"].iloc[0]), float(part["mean"].iloc[-1])
    last = words["b"].format(b=b) if found.complete else words["some"].format(a=a)
    axes.axhline(mean_a, color="black", linewidth=0.9, linestyle="--", label=words["a"].format(a=a))
    axes.axhline(end, color="0.55", linewidth=0.9, linestyle="-.", label=last)
    for number, name in enumerate(names[1:], 1):
        if found.orders[name] != found.orders[names[0]]:
            other = found.steps[found.steps["order"] == name]
            axes.plot(
                _from_a(other, "change"), linewidth=1.1, label=order_name(name, lang), color=COLOURS[number],
                linestyle=STYLES[number % len(STYLES)],
            )  # fmt: skip
            _mark_worse(axes, other, COLOURS[number], better)
    reach = np.nan_to_num(np.vstack([part["change"] - part["ci_low"], part["ci_high"] - part["change"]]))
    axes.errorbar(
        np.arange(steps + 1), _from_a(part, "change"), yerr=np.hstack([np.zeros((2, 1)), reach]), fmt="o-",
        color=COLOURS[0], markersize=5, linewidth=1.6, elinewidth=1, capsize=2.5, label=order_name(names[0], lang),
        zorder=4,
    )  # fmt: skip
    _mark_worse(axes, part, COLOURS[0], better)
    searched = _from_a(part, "searched_change")[1:]
    axes.plot(np.arange(1, steps + 1), searched, "x", color="0.35", markersize=6, label=words["searched"], zorder=3)
    if found.steps["worse"].any():
        mark = "v" if better == "higher" else "^"
        axes.plot([], [], mark, color="0.3", markerfacecolor="white", label=words["worse"], markersize=8)
    figure.legend(loc="outside lower center", ncols=4, fontsize=8)
    return figure


def _mark_worse(axes: "Axes", part: "pd.DataFrame", colour: str, better: str) -> None:
    """A mark on the worse side of the steps that are worse than A."""
    at = np.flatnonzero(part["worse"].to_numpy(dtype=bool)) + 1
    mark = "v" if better == "higher" else "^"
    axes.plot(
        at, _from_a(part, "change")[at], mark, color=colour, markerfacecolor="white", markersize=8, zorder=5,
        linestyle="none",
    )  # fmt: skip
