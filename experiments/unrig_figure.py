"""The figure of the unrigging experiment: how often each arm is the best of the four."""

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from experiments.figures import BETTER, COLOURS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.words import outcome_name

if TYPE_CHECKING:
    from experiments.unrig import Unrigging

HATCHES = ("", "///", "...", "\\\\\\")
NOBODYS = {"tied": "0.85", "unknown": "white"}
_WORDS = {
    "en": {"tied": "nobody", "unknown": "unknown",
           "x": "share of {n} draws in which an arm is the best of the four (↑ ↓ the better direction)"},
    "zh": {"tied": "无胜者", "unknown": "未知", "x": "各方案为四者最优的抽样占比（共 {n} 组；↑ ↓ 为较优方向）"},
}  # fmt: skip


def draw_wins(found: "Unrigging", lang: str = "en") -> Figure:
    """One bar an outcome, split by who wins; grey where nobody does."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang], "hatch.linewidth": 0.6}):
        figure = _draw(found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _draw(found: "Unrigging", lang: str) -> Figure:
    words, wins = _WORDS[lang], found.wins
    figure = Figure(figsize=(10, 0.28 * len(wins) + 1.6), layout="constrained")
    axes = figure.subplots()
    rows = np.arange(len(wins))
    start = np.zeros(len(wins))
    labels = [arm_label(label) for label in found.labels(lang)]
    for i, column in enumerate((*found.names, *NOBODYS)):
        share = wins[column].to_numpy(dtype=np.float64)
        mine = column in found.names
        axes.barh(
            rows, share, left=start, height=0.75, label=labels[i] if mine else words[column],
            color=COLOURS[i] if mine else NOBODYS[column], hatch=HATCHES[i] if mine else "",
            edgecolor="white" if mine else "0.6", linewidth=0.5,
        )  # fmt: skip
        start = start + share
    about = zip(wins["outcome"], wins["better"], strict=True)
    axes.set_yticks(rows, [f"{outcome_name(key, lang)} {BETTER[better]}" for key, better in about], fontsize=8)
    axes.invert_yaxis()
    axes.margins(y=0.01)
    axes.set_xlim(0.0, 1.0)
    axes.set_xlabel(words["x"].format(n=int(wins["n"].max())), fontsize=9)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=6, fontsize=8)
    return figure
