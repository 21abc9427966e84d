"""The two charts of Compare as ECharts options: the curves, and the paired differences to the baseline. Pure."""

import datetime as dt
import math
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.chart import axis, frame, numbers
from dashboard.look import INK, LOOKS, MUTED
from dashboard.runs.plan import Plan
from dashboard.state import LETTERS
from dashboard.timeline_marks import marks
from dashboard.views.compare_words import say
from dashboard.words import number
from scenarios.dates import date_of

type Marks = Sequence[tuple[int, str]]
"""(days run before it, label) of what a timeline brings; without a label, where it ends again."""

HEIGHT = 320
BAND = 0.17  # opacity
LONGEST = 26  # characters of a mark's label
AT_END, COLUMN = 5, 11  # pixels: the letters of arms stand behind their curves, each in its own column


def written(value: float) -> str:
    """A value of an outcome for readers."""
    return number(value, 4).replace("-", "−")


def signed(value: float, width: float = 0.0) -> str:
    """A difference with its sign, with as many decimals as an interval of this width bears."""
    if not math.isfinite(value):
        return "–"
    if width > 0.0:
        text = f"{value:+,.{min(max(0, 1 - math.floor(math.log10(width))), 8)}f}"
    else:
        text = ("+" if value > 0.0 else "") + number(value)
    return text.replace("-", "−") if re.search("[1-9]", text) else text.lstrip("+-")


def on_date(day: int) -> dt.date:
    """The date of the last of so many working days."""
    return date_of(max(0, day - 1))


def _x(day: int, dates: bool) -> float:
    """Where a day stands on the axis: its number, or its date in milliseconds."""
    if not dates:
        return day
    return dt.datetime.combine(on_date(day), dt.time(), dt.UTC).timestamp() * 1000.0


def _axis(days: int, dates: bool, lang: str) -> dict[str, Any]:
    """The axis of time, up to the horizon."""
    shared = {
        "min": _x(0, dates), "max": _x(days, dates), "nameLocation": "middle", "nameGap": 26,
        "splitLine": {"show": False}, "axisLine": {"onZero": False, "lineStyle": {"color": MUTED}},
        "axisPointer": {"label": {"precision": 0}},
    }  # fmt: skip
    if not dates:
        return axis(name=say("days", lang)) | shared
    labels = {"color": MUTED, "formatter": "{yyyy}-{MM}-{dd}", "hideOverlap": True}
    return axis("time", name=say("dates", lang)) | shared | {"axisLabel": labels}


def _mark_line(turns: Marks, dates: bool, zero: bool) -> dict[str, Any]:
    """Thin lines where a timeline changes something, named; and the baseline's own line at zero."""
    upright = [
        {
            "xAxis": _x(day + 1, True) if dates else day, "name": label,
            "lineStyle": {"color": MUTED, "type": "solid" if label else "dotted", "width": 1},
            "label": {"show": bool(label), "formatter": "{b}", "position": "insideEndTop", "color": MUTED,
                      "fontSize": 10},
        }
        for day, label in turns
    ]  # fmt: skip
    level = [
        {
            "yAxis": 0, "lineStyle": {"color": LOOKS[0].color, "type": LOOKS[0].line, "width": 1.5},
            "label": {"formatter": LETTERS[0], "position": "end", "color": LOOKS[0].color, "fontWeight": 700,
                      "distance": AT_END},
        }
    ]  # fmt: skip
    return {"silent": True, "symbol": "none", "animation": False, "data": [*(level if zero else []), *upright]}


def _arm(rows: pd.DataFrame, arm: int, label: str, dates: bool) -> list[dict[str, Any]]:
    """An arm's curve and its band.

    The band is a line that goes along its lower edge and back along the upper one: ECharts stacks no areas on an axis
    of numbers, and what such a line leaves of the ground below it, it leaves both ways.
    """
    look, known = LOOKS[arm], rows[rows["n"] > 0]
    told: list[dict[str, float]] = [
        {str(name): float(value) for name, value in row.items()} for row in known.to_dict("records")
    ]  # fmt: skip
    data = [
        [_x(int(one["day"]), dates), one["mean"], *(_known(one[edge]) for edge in ("low", "high")), int(one["n"])]
        for one in told
    ]
    edges = [one for one in data if one[2] is not None]
    # Not ECharts' endLabel, which stays behind where a chart is drawn again at another height.
    name = {
        "show": True, "formatter": LETTERS[arm], "position": "right", "distance": AT_END + COLUMN * arm,
        "color": look.color, "fontWeight": 700, "fontSize": 12,
    }  # fmt: skip
    ended = [*data[:-1], *({"value": last, "label": name} for last in data[-1:])]
    return [
        {
            "type": "line", "name": label, "z": 3,
            "encode": {"x": 0, "y": 1, "tooltip": 1},
            "data": ended, "symbol": look.symbol, "symbolSize": 6, "showAllSymbol": True,
            "lineStyle": {"color": look.color, "type": look.line, "width": 2}, "itemStyle": {"color": look.color},
        },
        {
            "type": "line", "name": label, "z": 1, "symbol": "none", "silent": True, "tooltip": {"show": False},
            "data": [*([one[0], one[2]] for one in edges), *([one[0], one[3]] for one in reversed(edges))],
            "lineStyle": {"width": 0}, "areaStyle": {"color": look.color, "opacity": BAND},
        },
    ]  # fmt: skip


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def marks_of(plan: Plan, lang: str) -> list[tuple[int, str]]:
    """What the timelines of a run bring, one mark a day; where not all regimes have it, with the letters of those."""
    begun: dict[int, dict[str, str]] = {}
    ended: set[int] = set()
    for mark in marks(plan, lang):
        letters = begun.setdefault(mark.day, {})
        letters[mark.label] = letters.get(mark.label, "") + ("" if isinstance(mark.arm, str) else LETTERS[mark.arm])
        if mark.end is not None and mark.end < plan.days:
            ended.add(mark.end)
    found = [(day, "") for day in sorted(ended - set(begun))]
    for day, labels in begun.items():
        told = "; ".join(f"{letters}: {label}" if letters else label for label, letters in labels.items())
        found.append((day, told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"))
    return sorted(found)


def _option(
    rows: pd.DataFrame, labels: Sequence[str], days: int, lang: str, dates: bool, turns: Marks, zero: bool
) -> dict[str, Any]:  # fmt: skip
    series = [
        one
        for arm, label in enumerate(labels) if not zero or arm > 0
        for one in _arm(rows[rows["arm"] == arm], arm, label, dates)
    ]  # fmt: skip
    if series:
        series[0]["markLine"] = _mark_line(turns, dates, zero)
    return frame() | {
        "useUTC": True,
        "grid": {"left": 4, "right": 2 * AT_END + COLUMN * len(labels), "top": 12, "bottom": 34, "containLabel": True},
        "xAxis": _axis(days, dates, lang),
        "yAxis": axis(form="@number") | {"scale": not zero},
        "tooltip": {
            "trigger": "axis", "valueFormatter": "@signed" if zero else "@number", "confine": True,
            "textStyle": {"fontSize": 12, "color": INK},
        },
        "series": series,
    }  # fmt: skip


def curves_option(
    rows: pd.DataFrame, labels: Sequence[str], days: int, lang: str, *, dates: bool = False, turns: Marks = ()
) -> dict[str, Any]:  # fmt: skip
    """Every arm's mean over time with its band; `rows` as from `compare_data.curves`, `days` the horizon."""
    return _option(rows, labels, days, lang, dates, turns, zero=False)


def differences_option(
    rows: pd.DataFrame, labels: Sequence[str], days: int, lang: str, *, dates: bool = False, turns: Marks = ()
) -> dict[str, Any]:  # fmt: skip
    """Every further arm's paired difference to the first, which is the line at zero; `rows` as from `differences`."""
    return _option(rows, labels, days, lang, dates, turns, zero=True)


def numbers_of(rows: pd.DataFrame, labels: Sequence[str], lang: str, *, zero: bool = False) -> dict[str, Any]:
    """The numbers of either chart as a table: a row a day; value, band and seeds an arm."""
    arms = range(1 if zero else 0, len(labels))
    head = [say("day", lang), say("date", lang)]
    for arm in arms:
        head += [f"{LETTERS[arm]} {say('mean', lang)}", "90 %", f"{LETTERS[arm]} {say('n', lang)}"]
    told: dict[tuple[int, int], dict[str, float]] = {
        (int(row["day"]), int(row["arm"])): {str(name): float(value) for name, value in row.items()}
        for row in rows.to_dict("records")
    }  # fmt: skip
    cells = []
    for day in sorted({day for day, _ in told}):
        row = [f"{day:,}", on_date(day).isoformat()]
        for arm in arms:
            n, mean, low, high = (told[day, arm][name] for name in ("n", "mean", "low", "high"))
            value, *edges = (signed(x, high - low) if zero else written(x) for x in (mean, low, high))
            row += [value, " … ".join(edges) if math.isfinite(low) else "–", f"{int(n)}"]
        cells.append(row)
    return numbers(say("numbers", lang), head, cells)
