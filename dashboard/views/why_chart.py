"""The waterfall: from one regime's value to the other's, a bar a rule or group of rules; pure functions."""

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.chart import axis, frame, numbers
from dashboard.look import INK, LOOKS, MUTED
from dashboard.views.why_words import text
from dashboard.words import number
from experiments.attribute import Attribution
from experiments.attribute_bars import OTHER, bars_of
from experiments.coalitions import WHOLE
from experiments.statistics import SIGNIFICANT
from experiments.words import VERDICTS, outcome_name, signed
from scenarios.words import unit_in

ROW = 34  # pixels a bar
GOOD, BAD, UP, DOWN, OPEN = "#01665e", "#8c510a", "#5e3c99", "#5e3c99", "#9aa0a8"  # none a regime's
RISING, FALLING = -math.pi / 4, math.pi / 4  # ECharts turns clockwise
WIDEST = 170  # pixels of names beside the bars
NEAR = 0.5  # of the largest value: a way shorter than this is shown on an axis that does not begin at zero


@dataclass(frozen=True)
class Bar:
    """A bar from `start` to `end`; `value` what it adds, with its interval; `verdict` one of `VERDICTS`."""

    term: str
    name: str
    start: float
    end: float
    value: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True)
class Waterfall:
    """The bars between the ends, and the ECharts option, words and table that show them."""

    a: float
    b: float
    n: int
    bars: tuple[Bar, ...]
    cut: bool
    option: dict[str, Any]
    label: str
    height: int
    table: dict[str, Any]


def waterfall(
    found: Attribution, outcome: str, labels: tuple[str, str], arms: tuple[int, int], lang: str
) -> Waterfall | None:
    """How the shares of an outcome add up from A to B; None where no seed has a value in every run.

    `labels` and `arms` are what the two are called and their numbers on the page, for their colours.
    """
    whole = found.table[(found.table["outcome"] == outcome) & (found.table["term"] == WHOLE)]
    if whole.empty or not int(whole["n"].iloc[0]):
        return None
    ends = (float(whole["mean_a"].iloc[0]), float(whole["mean_b"].iloc[0]))
    bars, n = steps(found, outcome, lang), int(whole["n"].iloc[0])
    low, high, cut = reach(ends, bars)
    name, unit = outcome_name(outcome, lang), unit_in(str(whole["unit"].iloc[0]), lang)
    told = (", " if lang == "en" else "，").join(
        f"{bar.name} {signed(bar.value, bar.low, bar.high)} ({VERDICTS[lang][bar.verdict]})" for bar in bars
    )
    label = text(
        "chart_label", lang, outcome=name, a=labels[0], b=labels[1], mean_a=number(ends[0]), mean_b=number(ends[1]),
        list=told,
    )  # fmt: skip
    called = [labels[0], *(bar.name for bar in bars), labels[1]]
    room = min(WIDEST, max(width(one) for one in called))
    option = frame(f"{name} ({unit})" if unit else name) | {
        "grid": {"left": room + 14, "right": 16, "top": 36, "bottom": 28, "containLabel": False},
        "xAxis": axis() | {
            "min": low, "max": high, "axisLabel": {"color": MUTED, "formatter": "@number", "hideOverlap": True},
        },
        "yAxis": axis("category") | {
            "inverse": True, "data": called, "axisTick": {"show": False},
            "axisLabel": {"color": INK, "width": room, "overflow": "break", "interval": 0},
        },
        "series": _series(ends, bars, arms, (low, high), lang),
        # A hatch is only drawn where ECharts describes its charts; the words are ours.
        "aria": {"enabled": True, "label": {"enabled": False}, "decal": {"show": True}},
        "tooltip": {"show": False}, "legend": {"show": False},
    }  # fmt: skip
    height = 70 + ROW * (len(bars) + 2)
    return Waterfall(*ends, n, bars, cut, option, label, height, _table(found, outcome, bars, labels, lang))


def width(words: str) -> int:
    """About how many pixels words take in a chart's letters."""
    return sum(13 if ord(letter) > 0x2E7F else 7 for letter in words)


def steps(found: Attribution, outcome: str, lang: str) -> tuple[Bar, ...]:
    """The bars between the two ends, the largest first; rules for which nothing was found are gathered if many."""
    rows, gathered = bars_of(found, outcome)
    whole = rows.iloc[-1]
    part = found.table[(found.table["outcome"] == outcome) & (found.table["term"] == WHOLE)]
    better = str(part["better"].iloc[0])
    at = float(part["mean_a"].iloc[0])
    names = {player.id: player.label(lang) for player in found.players}
    names |= {OTHER: text("other", lang, m=len(gathered))}
    bars = []
    for row in rows[rows["term"] != whole["term"]].to_dict("records"):
        value = float(row["value"])
        bars.append(
            Bar(str(row["term"]), names[row["term"]], at, at + value, value, float(row["ci_low"]),
                float(row["ci_high"]), verdict(value, bool(row["sure"]), better))
        )  # fmt: skip
        at += value
    return tuple(bars)


def verdict(value: float, sure: bool, better: str) -> str:
    """A word of `experiments.words.VERDICTS`: open where it is not told from zero."""
    if not sure or value == 0.0:
        return "open"
    if better == "none":
        return "higher" if value > 0.0 else "lower"
    return "better" if (value > 0.0) == (better == "higher") else "worse"


def reach(ends: tuple[float, float], bars: tuple[Bar, ...]) -> tuple[float, float, bool]:
    """(low, high, whether zero is cut off) of the axis, with room for labels at its right."""
    known = [*ends]
    for bar in bars:
        known += [bar.start, bar.end]
        known += [at for at in (bar.start + bar.low, bar.start + bar.high) if math.isfinite(at)]
    low, high = min(known), max(known)
    if low == high == 0.0:
        return 0.0, 1.0, False
    way = high - low or abs(high)
    cut = way < NEAR * max(abs(low), abs(high)) and not low <= 0.0 <= high
    low = low - 0.12 * way if cut or low < 0.0 else 0.0
    high = high + 0.3 * (high - low) if cut or high > 0.0 else 0.3 * (high - low)
    step = 10.0 ** math.floor(math.log10((high - low) / 4.0))
    return math.floor(low / step) * step, math.ceil(high / step) * step, cut


def _series(
    ends: tuple[float, float], bars: tuple[Bar, ...], arms: tuple[int, int], span: tuple[float, float], lang: str
) -> list[dict[str, Any]]:
    """A base that is not seen, the bars on it, the way from bar to bar, whiskers, and what each bar says."""
    last, (low, high) = len(bars) + 1, span
    # The ends begin at zero, or where the axis begins if zero is cut off.
    floor = min(max(0.0, low), high)
    base = [floor, *(bar.start for bar in bars), floor]
    drawn = [
        {"value": ends[0] - floor, "itemStyle": {"color": LOOKS[arms[0]].color, "decal": {"symbol": "none"}}},
        *({"value": bar.value, "itemStyle": _look(bar)} for bar in bars),
        {"value": ends[1] - floor, "itemStyle": {"color": LOOKS[arms[1]].color, "decal": {"symbol": "none"}}},
    ]
    way, whiskers = [], []
    for i, at in enumerate([ends[0], *(bar.end for bar in bars)]):
        way += [[at, i], [at, i + 1], ["-", "-"]]
    for i, bar in enumerate(bars, start=1):
        if math.isfinite(bar.low) and bar.high > bar.low:
            whiskers += [[bar.start + bar.low, i], [bar.start + bar.high, i], ["-", "-"]]
    told = [_told(ends[0], 0, number(ends[0]))]
    for i, bar in enumerate(bars, start=1):
        right = max(at for at in (bar.start, bar.end, bar.start + bar.high) if math.isfinite(at))
        mark = {"better": "▲ ", "worse": "▼ "}.get(bar.verdict, "")
        told.append(_told(right, i, f"{bar.value:+.3g}  {mark}{VERDICTS[lang][bar.verdict]}"))
    told.append(_told(ends[1], last, number(ends[1])))
    stacked = {"type": "bar", "stack": "way", "stackStrategy": "all", "barWidth": "62%", "silent": True}
    return [
        stacked | {"name": "base", "data": base, "itemStyle": {"color": "transparent", "decal": {"symbol": "none"}}},
        stacked | {"name": "bars", "data": drawn},
        {"type": "line", "name": "way", "data": way, "symbol": "none", "silent": True, "z": 1,
         "lineStyle": {"color": MUTED, "type": "dotted", "width": 1}},
        {"type": "line", "name": "intervals", "data": whiskers, "symbol": "rect", "symbolSize": [2, 12], "silent": True,
         "z": 4, "lineStyle": {"color": INK, "width": 1.5}, "itemStyle": {"color": INK}},
        {"type": "scatter", "name": "told", "data": told, "symbolSize": 1, "silent": True, "z": 5,
         "itemStyle": {"color": "transparent", "decal": {"symbol": "none"}}},
    ]  # fmt: skip


def _told(at: float, row: int, words: str) -> dict[str, Any]:
    return {
        "value": [at, row],
        "label": {"show": True, "position": "right", "distance": 6, "formatter": words, "color": INK, "fontSize": 12},
    }


def _look(bar: Bar) -> dict[str, Any]:
    """Colour and hatch by verdict; what is open is grey with no hatch."""
    color = {"better": GOOD, "worse": BAD, "higher": UP, "lower": DOWN}.get(bar.verdict, OPEN)
    if bar.verdict == "open":
        return {"color": color, "decal": {"symbol": "none"}}
    rotation = RISING if bar.verdict in ("better", "higher") else FALLING
    hatch = {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [2, 5], "rotation": rotation,
             "color": "rgba(255,255,255,0.6)"}  # fmt: skip
    return {"color": color, "decal": hatch}


def _table(
    found: Attribution, outcome: str, bars: tuple[Bar, ...], labels: tuple[str, str], lang: str
) -> dict[str, Any]:
    """All shares as a table, the gathered ones too, and what each does alone in A and taken out of B."""
    part = found.table[found.table["outcome"] == outcome]
    names = {player.id: player.label(lang) for player in found.players}
    whole = part[part["term"] == WHOLE].iloc[0]
    order = {bar.term: i for i, bar in enumerate(bars)}
    each = part[part["term"] != WHOLE].to_dict("records")
    each.sort(key=lambda row: (order.get(str(row["term"]), len(order)), -abs(row["value"])))
    n = str(int(whole["n"]))
    rows = [
        [labels[0], number(float(whole["mean_a"])), "", "", "", "", n],
        *(
            [names[str(row["term"])], f"{row['value']:+.3g}", interval(row["ci_low"], row["ci_high"]),
             VERDICTS[lang][verdict(row["value"], row["p_holm"] < SIGNIFICANT, str(row["better"]))],
             signed(row["in_value"], row["in_low"], row["in_high"]),
             signed(row["out_value"], row["out_low"], row["out_high"]), str(int(row["n"]))]
            for row in each
        ),
        [labels[1], number(float(whole["mean_b"])), "", "", "", "", n],
    ]  # fmt: skip
    head = [text("what", lang), text("adds", lang), text("interval", lang), text("verdict", lang),
            text("alone", lang, a=labels[0]), text("taken", lang, b=labels[1]), text("n", lang)]  # fmt: skip
    return numbers(text("numbers", lang), head, rows)


def interval(low: float, high: float) -> str:
    """An interval, or a dash where there is none."""
    return f"{low:+.3g} … {high:+.3g}" if low == low else "–"


def share_of(found: Attribution, outcome: str, term: str) -> "pd.Series[Any] | None":
    """A rule's own row of the table, if it has one."""
    mine = found.table[(found.table["outcome"] == outcome) & (found.table["term"] == term)]
    return None if mine.empty or not int(mine["n"].iloc[0]) else mine.iloc[0]
