"""What the keys, columns and numbers of a table are called and how they are printed; pure functions.

Every cell that is a key of something declared (an outcome, a setting, a group of rules, a factor) is said by that
thing's name; what nobody declared stays as it is. A table or column of a new analysis gets its words here.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from experiments.words import outcome_name
from scenarios.words import ACTORS, GROUPS, SHOCKS, UNITS, unit_in

NONE = "–"
LEAST_P = 0.001
P_VALUE = re.compile(r"p|p_value|(.*_)?p_holm")
LOW = re.compile(r"(.*_)?(ci_low|low)")
HEADS: dict[str, tuple[str, str]] = {
    "outcome": ("outcome", "结果"), "unit": ("unit", "单位"), "better": ("better", "较优方向"), "arm": ("arm", "方案"),
    "term": ("term", "项"), "group": ("group", "组"), "rule": ("rule", "规则"), "factor": ("factor", "因素"),
    "parameter": ("parameter", "参数"), "mean_a": ("mean A", "A 均值"), "mean_b": ("mean B", "B 均值"),
    "difference": ("B − A", "B − A"), "value": ("value", "值"), "ci_low": ("95 % interval", "95% 区间"),
    "low": ("range", "范围"), "effect_size": ("effect size", "效应量"), "p": ("p", "p"),
    "p_holm": ("p (Holm)", "p (Holm)"),
    "winner": ("better arm", "较优方案"), "n": ("n", "n"), "tied": ("nobody", "无胜者"), "unknown": ("unknown", "未知"),
    "ahead": ("ahead", "领先"), "behind": ("behind", "落后"), "condition": ("condition", "条件"),
    "inside": ("draws there", "其中抽样数"), "won_inside": ("wins there", "其中胜率"),
    "won_outside": ("wins elsewhere", "其外胜率"), "draw": ("draw", "抽样"), "kept": ("kept", "保留"),
    "seed": ("seed", "种子"), "day": ("working day", "工作日"), "mean": ("mean", "均值"), "share": ("share", "比例"),
}  # fmt: skip
TITLES: dict[str, tuple[str, str]] = {
    "comparison": ("Paired differences", "配对差异"),
    "decomposition": ("What each group of rules adds (Shapley values)", "各组规则的贡献（Shapley 值）"),
    "interactions": ("Interactions of two groups", "两组规则的交互作用"),
    "wins": ("Share of draws won", "各方案胜出的抽样占比"),
    "pairs": ("Each arm against the first alone: share of draws", "各方案仅与首个方案相比：抽样占比"),
    "conditions": ("Where an arm wins most", "各方案胜出最多的条件"),
    "pair_conditions": ("Where the first and the last arm win against each other", "首末两方案相比的胜出条件"),
    "draws": ("Conditions drawn, with offered loads", "抽取的条件与负荷"),
}  # fmt: skip
SAID = {
    "en": {"all": "In every row: {told}.", "arrows": "↑ ↓ the better direction.", "and": " and ",
           "wide": "Not shown here, but in the file: {n} further columns.", "empty": "Without a value: {names}.",
           "yes": "yes", "no": "no",
           "a": "A is {a}, B the arm of the row.",
           "ab": "A is {a}, B is {b}."},
    "zh": {"all": "各行均为：{told}。", "arrows": "↑ ↓ 为较优方向。", "and": " 且 ",
           "wide": "另有 {n} 列未列出，见文件。", "empty": "无值：{names}。",
           "yes": "是", "no": "否", "a": "A 为{a}，B 为该行方案。",
           "ab": "A 为{a}，B 为{b}。"},
}  # fmt: skip


@cache
def _declared(lang: str) -> dict[str, str]:
    """Names by key of rules, parameters and resources, of the rules' cards by id, and of drawn factors."""
    from experiments.factors import FACTORS
    from scenarios.declare import declarations
    from scenarios.parameters import Parameters
    from scenarios.resources import Resources
    from scenarios.rules import RULES, Rules

    tables = (Rules, Parameters, Resources)
    found = {d.key: d.title_zh if lang == "zh" else d.title_en for table in tables for d in declarations(table)}
    found |= {factor.key: factor.zh if lang == "zh" else factor.en for factor in FACTORS}
    return found | {card.id: f"{card.id} {card.told(lang)[0]}" for card in RULES}


@dataclass(frozen=True)
class Words:
    """What keys are called in a language; `labels` are the arms' by name, `own` the settings' of extensions."""

    lang: str = "en"
    labels: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def word(self, key: str) -> str:
        """A key said by the name of what it stands for, also where several are joined by `×` or `+`."""
        zh = self.lang == "zh"
        for known in (self.labels, self.own, _declared(self.lang)):
            if key in known:
                return known[key]
        if (name := outcome_name(key, self.lang)) != key:
            return name
        if key in SHOCKS:
            return SHOCKS[key][zh]
        for known in (GROUPS, ACTORS, UNITS):
            if key in known:
                return known[key] if zh else key
        for joint in ("×", "+"):
            if joint in key:
                return joint.join(self.word(part) for part in key.split(joint))
        return key

    def head(self, column: str) -> str:
        """What a column is called."""
        if column in self.labels:
            return self.labels[column]
        if column in HEADS:
            return HEADS[column][self.lang == "zh"]
        found = LOW.fullmatch(column)
        if found and found[1]:
            return f"{self.head(found[1].rstrip('_'))}, {HEADS[found[2]][self.lang == 'zh']}"
        return self.word(column) if self.word(column) != column else column.replace("_", " ")

    def title(self, table: str) -> str:
        """What a table is called."""
        return TITLES[table][self.lang == "zh"] if table in TITLES else table.replace("_", " ")


def number(value: float) -> str:
    """A number with four significant digits; a dash for none, ∞ for what no spread divides."""
    if math.isnan(value):
        return NONE
    if math.isinf(value):
        return "∞" if value > 0.0 else "−∞"
    told = f"{value:.4g}"
    if 1e4 <= abs(value) < 1e15:
        told = f"{float(told):,.0f}"
    return "0" if told == "-0" else told.replace("-", "−")


def _p_value(value: float) -> str:
    return f"< {LEAST_P:g}" if value < LEAST_P else number(value)


def _whole(value: int) -> str:
    """A count as it is; years and numbers of draws have no comma."""
    return (f"{value:,}" if abs(value) >= 10_000 else str(value)).replace("-", "−")


def missing(value: object) -> bool:
    """Whether a cell holds nothing."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA


def cell(column: str, value: Any, words: Words) -> str:
    """One value as it is printed."""
    if missing(value):
        return NONE
    if isinstance(value, bool | np.bool_) or str(value) in ("True", "False"):
        return SAID[words.lang]["yes" if str(value) == "True" else "no"]
    if isinstance(value, int | np.integer):
        return _whole(int(value))
    if isinstance(value, float | np.floating):
        return _p_value(float(value)) if P_VALUE.fullmatch(column) else number(float(value))
    if column == "unit":
        return unit_in(str(value), words.lang)
    return words.word(str(value))


def condition_text(row: Any, words: Words) -> str:
    """One or two splits, `factor`, `above` and `threshold` and the same with `_2`, as a phrase."""
    told = [
        f"{words.word(str(row['factor' + n]))} {'>' if str(row['above' + n]) == 'True' else '≤'} "
        f"{number(float(row['threshold' + n]))}"
        for n in ("", "_2")
        if "factor" + n in row and not missing(row["factor" + n])
    ]
    return SAID[words.lang]["and"].join(told)
