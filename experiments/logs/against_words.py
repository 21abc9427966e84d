"""Log against model in words, in English and Chinese."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.logs.against import Against
from experiments.logs.columns import CATEGORY_NAMES
from experiments.logs.patterns import LEAST_TOLD, PATTERNS

PATTERN_WORDS = {
    "en": {"share": "share of requests",
           "closed_within_1": "closed within 1 h", "closed_within_24": "closed within 24 h",
           "hours_50": "50 % closed by (h)", "hours_75": "75 % closed by (h)", "hours_90": "90 % closed by (h)",
           "hours_99": "99 % closed by (h)"},
    "zh": {"share": "占诉求比例", "closed_within_1": "1 小时内办结", "closed_within_24": "24 小时内办结",
           "hours_50": "50% 办结用时（小时）", "hours_75": "75% 办结用时（小时）", "hours_90": "90% 办结用时（小时）",
           "hours_99": "99% 办结用时（小时）"},
}  # fmt: skip
PART_WORDS = {
    "en": {"all": "whole log", "fit": "fitted areas and days", "held_out": "held-out areas and days"},
    "zh": {"all": "全部工单", "fit": "拟合用的区域与日期", "held_out": "留出的区域与日期"},
}
GROUP_WORDS = {
    "en": {"all": "all requests", "channel": "channel", "category": "category", "hour": "hour of registration"},
    "zh": {"all": "全部诉求", "channel": "渠道", "category": "类别", "hour": "登记时段"},
}
_HEAD = {
    "en": ("part", "group", "pattern", "requests", "log", "model", "apart"),
    "zh": ("部分", "分组", "特征", "件数", "工单", "模型", "差距"),
}
_BEYOND = {"en": "beyond {hours:,.0f} h", "zh": "超过 {hours:,.0f} 小时"}
SAID = {
    "en": (
        "The posts and the population are assumed, not the log's: a log without staffing tells shapes of delay and of "
        "demand, not governance. Arrivals are the log's own. Intervals: log 95 %, with requests as if independent; "
        "model lowest to highest of {seeds} seeds. Apart: shares by difference, hours by doublings (1: twice as long)."
    ),
    "zh": (
        "岗位与人口均为假设，并非取自工单：没有人员信息的工单只能说明办理时长与需求的形态，不能说明治理方式的优劣。"
        "诉求到达均取自工单本身。区间：工单为 95%，按各诉求相互独立计；模型为 {seeds} 个种子的最小值至最大值。"
        "差距：比例为相减，用时以翻倍计（1 即长一倍）。"
    ),
}  # fmt: skip


def readable(found: Against, lang: str = "en", groups: Sequence[str] = ("all",)) -> pd.DataFrame:
    """The table in words: a row a part, group and pattern, each side with its interval."""
    table = found.table()
    shown = table["group"].isin(list(groups)) & table["pattern"].isin(list(PATTERNS[1:]))
    table = table[shown & ((table["requests"] >= LEAST_TOLD) | (table["group"] == "all"))]
    rows = []
    for row in table.to_dict("records"):
        name = GROUP_WORDS[lang][row["group"]]
        if row["group"] != "all":
            name += (": " if lang == "en" else "：") + value_name(row["group"], row["value"], lang)
        sides = [_number(row[f"{side}"], row[f"{side}_low"], row[f"{side}_high"], row["pattern"], found.horizon, lang)
                 for side in ("log", "model")]  # fmt: skip
        apart = "–" if np.isnan(row["apart"]) else f"{row['apart']:+.2f}"
        part, pattern = PART_WORDS[lang][row["part"]], PATTERN_WORDS[lang][row["pattern"]]
        rows.append((part, name, pattern, f"{row['requests']:,}", *sides, apart))
    return pd.DataFrame(rows, columns=list(_HEAD[lang]))


def value_name(group: str, value: str, lang: str) -> str:
    """What a value of a group is called; a category by its Chinese name, a channel as the log has it."""
    if group == "hour":
        return f"{value} h" if lang == "en" else f"{value} 时"
    if group == "category":
        return CATEGORY_NAMES.get(value, value) if lang == "zh" else value.replace("_", " ")
    return value


def _number(value: float, low: float, high: float, pattern: str, horizon: float, lang: str) -> str:
    """An estimate with its interval, as a reader has it: hours to three digits, shares in percent."""
    if pattern.startswith("hours"):
        if np.isnan(value):
            return _BEYOND[lang].format(hours=horizon)
        ends = ["…" if np.isnan(end) else f"{end:.3g}" if end < 1000 else f"{end:,.0f}" for end in (low, high)]
        return f"{value:.3g} ({ends[0]}–{ends[1]})" if value < 1000 else f"{value:,.0f} ({ends[0]}–{ends[1]})"
    return f"{100 * value:.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def summary_name(key: str, lang: str = "en") -> str:
    """What a summary of `experiments.logs.simulator` is called.

    Examples:
        >>> from experiments.logs.against_words import summary_name
        >>> summary_name("care:log_hours_50"), summary_name("all:closed_within_24", "zh")
        ('care: 50 % closed by (h), natural logarithm', '全部诉求：24 小时内办结')
    """
    group, pattern = key.split(":")
    called = GROUP_WORDS[lang]["all"] if group == "all" else value_name("category", group, lang)
    told = PATTERN_WORDS[lang][pattern.removeprefix("log_")]
    logarithm = {"en": ", natural logarithm", "zh": "的自然对数"}[lang] if pattern.startswith("log_") else ""
    return called + {"en": ": ", "zh": "："}[lang] + told + logarithm
