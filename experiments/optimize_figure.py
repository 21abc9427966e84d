"""The figure of a search over rules: the front over two outcomes, and how it grew."""

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.figures import BETTER, COLOURS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.optimize_words import base_name, origin_name, sign_of, unit_of
from experiments.words import outcome_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.optimize import Optimization

_WORDS: dict[str, dict[str, Any]] = {
    "en": {"title": "What the rules of {a} can reach: {tried} designs, {generations} generations",
           "tried": "tried", "out": "beyond a limit", "front": "front, {n} seeds of the search",
           "fresh": "the same, {n} fresh seeds (95 %)", "gone": "… dominated or beyond a limit there",
           "begun": "where the search began, fresh seeds", "generation": "generation",
           "volume": "share of the box around the last front",
           "all": "all designs", "near": "the front, enlarged"},
    "zh": {"title": "{a}的规则所能达到的：{tried} 个方案，{generations} 代",
           "tried": "已试", "out": "超出限制", "front": "前沿（{n} 个搜索种子）",
           "fresh": "同一方案（{n} 个新种子，95%）",
           "gone": "……在新种子上被支配或超限", "begun": "搜索起点（新种子）", "generation": "代",
           "volume": "末代前沿范围内被支配的份额", "all": "全部方案", "near": "前沿（放大）"},
}  # fmt: skip


def draw_front(found: "Optimization", lang: str = "en") -> Figure:
    """The designs over the first two outcomes, the front of them enlarged, and the hypervolume by generation."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang]}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(found: "Optimization", lang: str) -> Figure:
    words = _WORDS[lang]
    figure = Figure(figsize=(16.0, 6.2), layout="constrained")
    title = words["title"].format(
        a=arm_label(base_name(found, lang)), tried=len(found.tried), generations=found.generations
    )
    figure.suptitle(title, fontsize=11)
    left, middle, right = figure.subplots(1, 3, width_ratios=[2.0, 2.0, 1.0])
    for axes, head in ((left, words["all"]), (middle, words["near"])):
        _designs(axes, found, lang)
        axes.set_title(head, fontsize=10)
    _enlarge(middle, found)
    for axes in (left, middle):
        _name_begun(axes, found, lang)
    progress = found.progress
    right.plot(progress["generation"], progress["hypervolume"], "o-", color=COLOURS[0], markersize=4)
    right.set_xlabel(words["generation"], fontsize=9)
    right.set_ylabel(words["volume"], fontsize=9)
    right.xaxis.get_major_locator().set_params(integer=True)
    right.tick_params(labelsize=8)
    figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize=8)
    return figure


def _designs(axes: "Axes", found: "Optimization", lang: str) -> None:
    words, (x, y) = _WORDS[lang], found.aims[:2]
    for within, mark, label in ((True, ".", words["tried"]), (False, "x", words["out"])):
        some = found.tried[found.tried["within"] == within]
        if len(some):
            axes.plot(some[x], some[y], mark, color="0.72", markersize=5, label=label, zorder=1)
    wide = found.values.pivot(index="design", columns="outcome", values=["search", "fresh", "ci_low", "ci_high"])
    members = found.members.set_index("design")
    front = members.index[members["front"]]
    order = wide.loc[front].sort_values(("search", x)).index
    for design in front:
        ends = [[wide.loc[design, (kind, key)] for kind in ("search", "fresh")] for key in (x, y)]
        axes.plot(*ends, color="0.5", linewidth=0.6, zorder=2)
    axes.plot(
        wide.loc[order, ("search", x)], wide.loc[order, ("search", y)], "o", color=COLOURS[1], markersize=7,
        markerfacecolor="white", label=words["front"].format(n=found.search_seeds), zorder=3,
    )  # fmt: skip
    for stays, face, label in (
        (True, COLOURS[0], words["fresh"].format(n=found.fresh)),
        (False, "white", words["gone"]),
    ):
        mine = members.index[members["front"] & (members["stays"] == stays)]
        if len(mine):
            _with_intervals(axes, wide.loc[mine], (x, y), "s", COLOURS[0], face, label)
    begun = members.index[members["origin"] != "found"]
    if len(begun):
        _with_intervals(axes, wide.loc[begun], (x, y), "D", "black", COLOURS[4], words["begun"])
    for key, label in ((x, axes.set_xlabel), (y, axes.set_ylabel)):
        arrow = BETTER["lower" if sign_of(key) > 0 else "higher"]
        label(f"{outcome_name(key, lang)} ({unit_of(key, lang)}) {arrow}", fontsize=9)
    axes.tick_params(labelsize=8)
    axes.margins(0.06)


def _enlarge(axes: "Axes", found: "Optimization") -> None:
    """The front, on both kinds of seeds, with some room around it."""
    front = found.members.loc[found.members["front"], "design"]
    mine = found.values[found.values["design"].isin(front)]
    for key, limit in ((found.aims[0], axes.set_xlim), (found.aims[1], axes.set_ylim)):
        values = mine.loc[mine["outcome"] == key, ["search", "fresh", "ci_low", "ci_high"]].to_numpy(dtype=np.float64)
        low, high = float(np.nanmin(values)), float(np.nanmax(values))
        room = 0.12 * (high - low) or 0.05 * abs(high) or 1.0
        limit(low - room, high + room)


def _name_begun(axes: "Axes", found: "Optimization", lang: str) -> None:
    """The names of those that the search began with, where they are in view, towards the middle."""
    sides = [sorted(limits) for limits in (axes.get_xlim(), axes.get_ylim())]
    values = {(row.design, row.outcome): float(str(row.fresh)) for row in found.values.itertuples()}
    for row in found.members[found.members["origin"] != "found"].to_dict("records"):
        at = [values[row["design"], key] for key in found.aims[:2]]
        if not all(low <= place <= high for place, (low, high) in zip(at, sides, strict=True)):
            continue
        right = at[0] > sides[0][0] + 0.6 * (sides[0][1] - sides[0][0])
        axes.annotate(
            arm_label(origin_name(str(row["origin"]), lang)), (at[0], at[1]), xytext=(-7 if right else 7, 6),
            textcoords="offset points", ha="right" if right else "left", fontsize=8, zorder=6,
        )  # fmt: skip


def _with_intervals(
    axes: "Axes", wide: pd.DataFrame, keys: tuple[str, str], mark: str, colour: str, face: str, label: str
) -> None:
    at, reach = [], []
    for key in keys:
        mean = wide["fresh", key].to_numpy(dtype=np.float64)
        low, high = (wide[kind, key].to_numpy(dtype=np.float64) for kind in ("ci_low", "ci_high"))
        at.append(mean)
        reach.append(np.vstack([mean - low, high - mean]))
    axes.errorbar(
        at[0], at[1], xerr=reach[0], yerr=reach[1], fmt=mark, color=colour, markerfacecolor=face, markersize=6,
        elinewidth=0.7, label=label, zorder=4,
    )  # fmt: skip
