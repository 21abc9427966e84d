"""A figure for a paper: a few outcomes of a comparison, each in its own unit."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from experiments.figures import BETTER, COLOURS, MARKS, arm_label
from experiments.fonts import FAMILIES, register
from experiments.words import outcome_name
from scenarios.errors import InputError
from scenarios.words import unit_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.compare import Comparison

WIDTH = 7.0  # inches: a page of a journal, both columns
ABREAST = 3
MOST = 12  # what a reader can take in at once
_WORDS = {
    "en": "difference from {a} (paired, n = {n} seeds, 95 % interval; ↑ ↓ the better direction)",
    "zh": "与 {a} 之差（配对，n = {n} 个种子，95% 区间；↑ ↓ 为较优方向）",
}


def draw_outcomes(comparison: "Comparison", keys: Sequence[str], lang: str = "en") -> Figure:
    """The paired differences of the named outcomes, a panel each, an arm a row; a missing interval is left out.

    Raises `InputError` for no outcome, more than twelve, or one that was not counted.
    """
    known = list(dict.fromkeys(comparison.table["outcome"]))
    for key in keys:
        if key not in known:
            close = get_close_matches(key, known, n=3) or known
            raise InputError("outcomes", key, ", ".join(close))
    if not 1 <= len(keys) <= MOST:
        raise InputError("outcomes", f"{len(keys)} names", f"1 to {MOST} names")
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang]}):
        columns = min(ABREAST, len(keys))
        rows = -(-len(keys) // columns)
        arms = len(comparison.names) - 1
        figure = Figure(figsize=(WIDTH, rows * (0.9 + 0.22 * arms) + 0.3), layout="constrained")
        panels = np.ravel(figure.subplots(rows, columns, sharey=True, squeeze=False))
        for axes, key in zip(panels, keys, strict=False):
            _panel(axes, comparison, key, lang)
        for axes in panels[len(keys) :]:
            axes.set_visible(False)
        named = arm_label(comparison.labels(lang)[0])
        figure.supxlabel(_WORDS[lang].format(a=named, n=comparison.seeds), fontsize=8)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _panel(axes: "Axes", comparison: "Comparison", key: str, lang: str) -> None:
    """One outcome in its unit: a mark and an interval an arm, and no difference as a line."""
    part = comparison.table[comparison.table["outcome"] == key].set_index("arm").loc[list(comparison.names[1:])]
    axes.axvline(0.0, color="0.4", linewidth=0.8)
    for number, (_, row) in enumerate(part.iterrows()):
        reach = [[row["difference"] - row["ci_low"]], [row["ci_high"] - row["difference"]]]
        axes.errorbar(
            [row["difference"]], [number], xerr=np.nan_to_num(reach), fmt=MARKS[number % len(MARKS)],
            color=COLOURS[(number + 1) % len(COLOURS)], markersize=4, linewidth=1.2, capsize=2,
        )  # fmt: skip
    axes.set_yticks(range(len(part)), [arm_label(name) for name in comparison.labels(lang)[1:]])
    axes.set_ylim(len(part) - 0.5, -0.5)
    axes.set_title(f"{outcome_name(key, lang)} {BETTER[part['better'].iloc[0]]}", fontsize=8)
    unit = unit_in(str(part["unit"].iloc[0]), lang)
    axes.set_xlabel(unit, fontsize=7, labelpad=1)
    axes.tick_params(labelsize=7)
    axes.locator_params(axis="x", nbins=4)
