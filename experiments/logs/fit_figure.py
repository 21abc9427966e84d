"""The figure of a fit: prior against what is left of each setting, and prediction against what was observed."""

import textwrap
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from experiments.figures import COLOURS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.logs.fit_words import question, seen, titles
from scenarios.words import unit_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.logs.calibration import Calibration

WIDEST = {"en": 42, "zh": 24}  # letters of a title\'s line
ACROSS, BINS = 4, 12
_WORDS = {
    "en": {"held": "{name} (held out)", "prior": "prior", "left": "what is left", "middle": "50 and 90 %",
           "observed": "observed, fitted", "apart": "observed, held out", "before": "prior's draws, 90 %",
           "after": "predicted, 50 and 90 %", "width": "{name}\nwidth ÷ prior's {ratio:.0%}",
           "none": "nothing is left"},
    "zh": {"held": "{name}（留出）", "prior": "先验", "left": "留下的取值", "middle": "50% 与 90%",
           "observed": "观测，参与拟合", "apart": "观测，留出", "before": "先验抽样的 90%",
           "after": "预测，50% 与 90%", "width": "{name}\n宽度 ÷ 先验 {ratio:.0%}", "none": "无一留下"},
}  # fmt: skip


def draw_fit(found: "Calibration", lang: str = "en") -> Figure:
    """Above a panel a setting, below a panel a summary; `lang` is `en` or `zh`."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang]}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(found: "Calibration", lang: str) -> Figure:
    settings, summaries = len(found.inputs), len(found.summaries)
    rows = -(-settings // ACROSS), -(-summaries // ACROSS)
    heights = 1.9 * rows[0] + 0.5, 1.45 * rows[1] + 0.5
    figure = Figure(figsize=(14.0, sum(heights) + 0.4), layout="constrained")
    figure.suptitle(arm_label(question(found, lang)), fontsize=11)
    halves = figure.add_gridspec(2, 1, height_ratios=heights)
    for place, many, draw in ((halves[0], settings, _setting), (halves[1], summaries, _summary)):
        part = figure.add_subfigure(place)
        panels = np.ravel(part.subplots(-(-many // ACROSS), ACROSS, squeeze=False))
        for number, axes in enumerate(panels):
            if number < many:
                draw(axes, found, number, lang)
            else:
                axes.set_visible(False)
        known = {
            label: handle
            for axes in panels[:many]
            for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)
        }
        part.legend(list(known.values()), list(known), loc="outside lower center", ncols=5, fontsize=8)
    return figure


def _setting(axes: "Axes", found: "Calibration", number: int, lang: str) -> None:
    """The prior, uniform over the range, and what is left of it, as densities that each have the area one."""
    words, one = _WORDS[lang], found.inputs[number]
    row = found.found.parameters.iloc[number]
    values = found.found.left[one.key].to_numpy(dtype=np.float64)
    level = 1.0 / (one.high - one.low)
    axes.plot([one.low, one.high], [level, level], color="0.45", linestyle="--", label=words["prior"])
    if len(values):
        edges = np.linspace(one.low, one.high, BINS + 1)
        counts, _ = np.histogram(values, edges, density=True)
        axes.bar(
            edges[:-1], counts, np.diff(edges), align="edge", color=COLOURS[5], edgecolor="white", linewidth=0.4,
            label=words["left"],
        )  # fmt: skip
        base = -0.06 * max(float(counts.max()), level)
        axes.plot(row[["q05", "q95"]], [base, base], color=COLOURS[0], linewidth=1.2, label=words["middle"])
        axes.plot(row[["q25", "q75"]], [base, base], color=COLOURS[0], linewidth=4.0, solid_capstyle="butt")
    else:
        axes.text(0.5, 0.5, words["none"], transform=axes.transAxes, ha="center", fontsize=9)
    name = titles(found, lang)[one.key]
    ratio = float(row["width_ratio"])
    axes.set_title(words["width"].format(name=name, ratio=ratio) if len(values) else name, fontsize=9)
    axes.set_xlabel(unit_in(one.unit, lang), fontsize=8)
    axes.set_yticks([])
    axes.tick_params(labelsize=8)


def _summary(axes: "Axes", found: "Calibration", number: int, lang: str) -> None:
    """What was observed, and what prior and what is left predict, on one scale."""
    words, one = _WORDS[lang], found.summaries[number]
    row = found.found.predictive.iloc[number]
    fitted = bool(row["fitted"])
    low, high = float(row["observed_low"]), float(row["observed_high"])
    label = words["observed" if fitted else "apart"]
    face = "black" if fitted else "white"
    if low < high:
        axes.barh(2.0, high - low, 0.5, left=low, color=face, edgecolor="black", linewidth=1.0, label=label)
    else:
        axes.plot([low], [2.0], "D", color="black", markerfacecolor=face, markersize=6, label=label)
    axes.plot(
        [row["prior_low"], row["prior_high"]], [0.0, 0.0], color="0.6", linewidth=2.0, linestyle=":",
        label=words["before"],
    )  # fmt: skip
    if np.isfinite(row["q50"]):
        axes.plot([row["q05"], row["q95"]], [1.0, 1.0], color=COLOURS[0], linewidth=1.4, label=words["after"])
        axes.plot([row["q25"], row["q75"]], [1.0, 1.0], color=COLOURS[0], linewidth=4.5, solid_capstyle="butt")
        axes.plot([row["q50"]], [1.0], "|", color="white", markersize=7)
    axes.set_ylim(-0.7, 2.7)
    axes.set_yticks([])
    name = one.name(lang)
    title = name if fitted else words["held"].format(name=name)
    told = textwrap.fill(f"{title}: {seen(row)}", WIDEST[lang])
    axes.set_title(arm_label(told), fontsize=9, style="normal" if fitted or lang == "zh" else "italic")
    axes.set_xlabel(unit_in(one.unit, lang), fontsize=8)
    axes.tick_params(labelsize=8)
