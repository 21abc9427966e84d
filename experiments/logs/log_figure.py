"""The figure of a log: when requests come, how long they stay open, and which shape that has."""

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.figures import COLOURS, STYLES
from experiments.fonts import FAMILIES, register
from experiments.logs.arrivals import HOURS, WEEKDAYS
from experiments.logs.closing import QUANTILES, survival
from experiments.logs.log_words import WEEKDAYS as DAYS
from experiments.logs.log_words import category_name, family_name
from experiments.logs.shapes import AT_ONCE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from experiments.logs.estimates import Estimates

SHARES = np.concatenate([np.linspace(0.02, 0.98, 49), [0.99, 0.995, 0.999]])  # of which quantiles are drawn
_WORDS = {
    "en": {
        "hour": "hour of the day", "rate": "requests in that hour, a day", "arrivals": "Arrivals by category (95 %)",
        "week": "Arrivals by hour and weekday", "share": "share still open", "open": "Time to closing (95 %)",
        "open_hours": "hours since arrival (calendar)", "seen": "observed, hours", "said": "fitted, hours",
        "qq": "Quantiles, fitted against observed", "observed": "observed", "same": "the same",
        "marks": "50, 75, 90, 99 %", "few": "too few have closed for a shape to be fitted",
        "in_hour": "requests in that hour",
    },
    "zh": {
        "hour": "时刻（时）", "rate": "该小时内的诉求（件/天）", "arrivals": "各类诉求的到达（95%）",
        "week": "按星期与时刻的到达", "share": "尚未办结的比例", "open": "办结时长（95%）",
        "open_hours": "受理后小时数（自然小时）", "seen": "观测（小时）", "said": "拟合（小时）",
        "qq": "分位数：拟合与观测", "observed": "观测", "same": "相等", "marks": "50、75、90、99%",
        "few": "已办结诉求过少，未拟合分布", "in_hour": "该小时内的诉求（件）",
    },
}  # fmt: skip


def draw_log(found: "Estimates", lang: str = "en") -> Figure:
    """Arrivals by category over the day and over the week; the share still open, and quantiles, with the shapes."""
    register()
    with mpl.rc_context({"font.family": FAMILIES[lang], "font.size": 9}):
        figure = Figure(figsize=(11, 8), layout="constrained")
        (arrivals, week), (still_open, quantiles) = figure.subplots(2, 2)
        _arrivals(arrivals, found, lang)
        _week(figure, week, found, lang)
        _survival(still_open, found, lang)
        _quantiles(quantiles, found, lang)
        figure.draw_without_rendering()  # the labels of ticks take their font when first drawn
    return figure


def _arrivals(axes: "Axes", found: "Estimates", lang: str) -> None:
    """A step a category, with its interval; categories that never come are left out."""
    words = _WORDS[lang]
    for number, (category, part) in enumerate(found.hours.groupby("category", sort=False)):
        if not part["requests"].sum():
            continue
        at = np.arange(HOURS) + 0.5
        colour, style = COLOURS[number], STYLES[number]
        axes.plot(at, part["rate"], color=colour, linestyle=style, label=category_name(str(category), lang))
        axes.fill_between(at, part["ci_low"], part["ci_high"], color=colour, alpha=0.18, linewidth=0)
    axes.set(title=words["arrivals"], xlabel=words["hour"], ylabel=words["rate"], xlim=(0, HOURS))
    axes.set_xticks(range(0, HOURS + 1, 3))
    axes.set_ylim(bottom=0.0)
    axes.legend(fontsize=8)


def _week(figure: Figure, axes: "Axes", found: "Estimates", lang: str) -> None:
    """All requests by hour and weekday; days that the log does not have stay blank."""
    words = _WORDS[lang]
    table = found.cells.groupby(["weekday", "hour"])["rate"].sum().unstack()
    grid = table.reindex(range(WEEKDAYS)).to_numpy(dtype=np.float64)
    image = axes.imshow(grid, aspect="auto", cmap="viridis", extent=(0, HOURS, WEEKDAYS - 0.5, -0.5), vmin=0.0)
    axes.set(title=words["week"], xlabel=words["hour"])
    axes.set_xticks(range(0, HOURS + 1, 3))
    axes.set_yticks(range(WEEKDAYS), DAYS[lang])
    figure.colorbar(image, ax=axes, label=words["in_hour"])


def _survival(axes: "Axes", found: "Estimates", lang: str) -> None:
    """Kaplan and Meier's estimate with its band, and the shapes, which start where those closed at once are gone."""
    words = _WORDS[lang]
    known = found.survival
    times, share = np.asarray(known.surv_times), np.asarray(known.surv_prob)
    late = (times > AT_ONCE) & (share > 0.0)
    times, share, spread = times[late], share[late], np.asarray(known.surv_prob_se)[late]
    with np.errstate(divide="ignore", invalid="ignore"):  # the band on the log-log scale, as of the quantiles
        width = 1.96 * spread / (share * np.abs(np.log(share)))
        low, high = share ** np.exp(width), share ** np.exp(-width)
    axes.step(times, share, where="post", color="black", label=words["observed"], linewidth=1.6)
    axes.fill_between(times, low, high, step="post", color="black", alpha=0.2, linewidth=0)
    at = np.geomspace(max(AT_ONCE, times.min()), times.max(), 300) if len(times) else np.array([1.0])
    kept = float((found.open_hours[0] > AT_ONCE).mean())
    for number, shape in enumerate(found.fits):
        axes.plot(
            at, kept * shape.survival(at), color=COLOURS[number], linestyle=STYLES[number],
            label=family_name(shape.family, lang), linewidth=1.2,
        )  # fmt: skip
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_ylim(max(0.5 * share.min(), 1e-6) if len(share) else 0.1, 1.2)
    _plain_hours(axes, both=False)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.3g}"))
    axes.set(title=words["open"], xlabel=words["open_hours"], ylabel=words["share"])
    axes.legend(fontsize=8, loc="lower left")


def _quantiles(axes: "Axes", found: "Estimates", lang: str) -> None:
    """Quantiles of each shape against those observed, of requests not closed at once."""
    words = _WORDS[lang]
    axes.set(title=words["qq"], xlabel=words["seen"], ylabel=words["said"])
    if not found.fits:
        axes.text(0.5, 0.5, words["few"], ha="center", transform=axes.transAxes)
        return
    hours, closed = found.open_hours
    known = survival(hours[hours > AT_ONCE], closed[hours > AT_ONCE])
    seen = np.array([known.quantile(q) for q in SHARES], dtype=np.float64)
    told = np.isfinite(seen)
    axes.plot(seen[told], seen[told], color="0.4", linewidth=0.8, label=words["same"])
    for number, shape in enumerate(found.fits):
        said = np.array([shape.quantile(q) for q in SHARES[told]])
        axes.plot(
            seen[told], said, color=COLOURS[number], linestyle=STYLES[number], label=family_name(shape.family, lang),
            linewidth=1.2,
        )  # fmt: skip
    marked = found.shapes[[f"q{100 * q:g}" for q in QUANTILES]].to_numpy(dtype=np.float64)
    observed, best = marked[-1], marked[0]
    axes.plot(observed, best, "o", color=COLOURS[0], markersize=5, label=words["marks"])
    axes.set_xscale("log")
    axes.set_yscale("log")
    _plain_hours(axes, both=True)
    axes.legend(fontsize=8)


def _plain_hours(axes: "Axes", both: bool) -> None:
    """Hours as numbers, not as powers of ten."""
    plain = FuncFormatter(lambda value, _: f"{value:g}")
    axes.xaxis.set_major_formatter(plain)
    if both:
        axes.yaxis.set_major_formatter(plain)
