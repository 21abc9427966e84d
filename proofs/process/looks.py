"""How the process proofs look: theory as a line, the model as marks with their intervals."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from experiments.figures import COLOURS, MARKS, STYLES
from proofs.known import half_widths

GREY = "#444444"


def panels(figure: Figure, number: int = 2) -> list[Axes]:
    """So many panels side by side, without frames."""
    axes = list(np.atleast_1d(figure.subplots(1, number)))
    for one in axes:
        one.spines[["top", "right"]].set_visible(False)
    return axes


def _intervals(
    axes: Axes, x: ArrayLike, y: ArrayLike, half: ArrayLike, series: int, size: int, label: str | None = None
) -> None:
    colour, mark = COLOURS[series], MARKS[series % len(MARKS)]
    axes.errorbar(x, y, half, color=colour, marker=mark, markersize=size, capsize=2, linestyle="none", label=label)


def marks(axes: Axes, x: ArrayLike, points: pd.DataFrame, series: int, label: str | None = None) -> None:
    """What the model gave at x, with 95 % intervals, in the look of this series."""
    _intervals(axes, x, points["model"], half_widths(points), series, 4, label)


def line(axes: Axes, x: ArrayLike, y: ArrayLike, series: int | None = None, label: str | None = None) -> None:
    """What theory says, in the look of this series, or in grey."""
    colour, style = (GREY, "-") if series is None else (COLOURS[series], STYLES[series])
    axes.plot(x, y, color=colour, linestyle=style, linewidth=1.2, label=label, zorder=1)


def off_theory(axes: Axes, points: pd.DataFrame, *, relative: bool = False) -> None:
    """Every point's distance from theory with its interval, in the order of the points."""
    scale = points["theory"].abs().to_numpy() if relative else 1.0
    off = (points["model"] - points["theory"]) / scale
    _intervals(axes, range(len(points)), off, half_widths(points) / scale, 0, 3)
    axes.axhline(0.0, color=GREY, linewidth=1.0)
    axes.set_ylabel("(model − theory) ÷ theory" if relative else "model − theory")
