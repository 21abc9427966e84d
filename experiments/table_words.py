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
    "correlation": ("correlation of A and B", "A 与 B 的相关"), "variance_saved": ("variance saved", "节省的方差"),
    "margin": ("smallest of interest", "有意义的最小差异"), "p_equivalent": ("p of equivalence", "等效 p"),
    "verdict": ("verdict", "结论"), "asked": ("width asked", "要求宽度"), "width": ("width", "宽度"),
    "reached": ("reached", "达到"), "since_day": ("from day", "起始日"), "series": ("series", "序列"),
    "median": ("median day", "中位日"), "least": ("least", "最小"), "most": ("most", "最大"),
    "settled": ("seeds settled", "已稳定种子数"), "seeds": ("seeds", "种子数"), "days": ("days", "天数"),
    "breakdown": ("by", "按"), "residents": ("residents", "居民数"), "needs": ("needs", "需求数"),
    "gap": ("gap", "差距"), "stands_a": ("under A", "A 之下"), "stands_b": ("under B", "B 之下"),
    "in_value": ("alone in A", "单独引入 A"), "out_value": ("taken out of B", "从 B 取出"),
    "shift_value": ("out − in", "取出 − 引入"), "in": ("alone in A", "单独引入 A"),
    "out": ("taken out of B", "从 B 取出"), "shift": ("out − in", "取出 − 引入"),
    "order": ("order", "次序"), "way": ("way", "路径"), "step": ("step", "步"),
    "area": ("mean over the steps", "各步均值"),
    "searched_area": ("in the search", "搜索所见"), "best_minus": ("best − this", "最优 − 本次序"),
    "lowest": ("lowest on the way", "途中最低"), "lowest_step": ("lowest at step", "最低之步"),
    "lowest_term": ("lowest after", "最低时推行"), "lowest_change": ("lowest − A", "最低 − A"),
    "steps_worse": ("steps worse than A", "劣于 A 的步数"), "change": ("change from A", "与 A 之差"),
    "worse": ("worse than A", "劣于 A"), "step_change": ("change in the step", "本步之差"),
    "searched_change": ("in the search", "搜索所见"), "blocks": ("samples", "样本数"), "sd": ("sd", "标准差"),
    "noise_share": ("share of seeds' noise", "种子噪声占比"), "width_allowed": ("width allowed", "容许宽度"),
    "rank_half": ("rank correlation, half", "半数样本秩相关"), "rank_allowed": ("allowed", "容许"),
    "change_half": ("largest change, half", "半数样本最大变化"), "converged": ("converged", "已收敛"),
    "ranked": ("ranking stable", "次序稳定"), "blocks_needed": ("samples needed", "所需样本数"),
    "mu_star": ("μ*", "μ*"), "mu": ("μ", "μ"), "sigma": ("σ", "σ"), "floor": ("floor of noise", "噪声下限"),
    "rank": ("rank", "名次"), "S1": ("S1", "S1"), "ST": ("ST", "ST"), "delta": ("δ", "δ"),
    "side": ("who is ahead", "领先者"), "found": ("found", "发现"), "box": ("box", "区域"), "cases": ("cases", "例数"),
    "in_box": ("draws there", "其中抽样数"), "in_box_cases": ("cases there", "其中例数"),
    "base": ("base rate", "基准比率"), "density": ("density", "密度"), "coverage": ("coverage", "覆盖"),
    "density_training": ("density in training", "训练密度"), "coverage_training": ("coverage in training", "训练覆盖"),
    "holds": ("holds up", "经受检验"), "x": ("over", "横轴"), "y": ("and", "纵轴"),
    "surely_below_0": ("surely below 0", "几乎必小于 0"), "surely_above_0": ("surely above 0", "几乎必大于 0"),
    "neither": ("neither", "两者皆否"), "r2": ("foretold", "可预知比例"), "noise": ("noise", "噪声"),
    "leaf": ("leaf", "叶"), "says": ("says", "判断"), "n_held_out": ("n held out", "留出 n"),
    "share_held_out": ("share held out", "留出比例"), "accuracy": ("accuracy", "准确率"),
    "design": ("design", "方案"), "origin": ("from", "来源"), "front": ("on the front", "在前沿"),
    "within": ("within the limits", "在限度内"), "stays": ("stays on fresh seeds", "新种子上仍在"),
    "dominated_by": ("dominated by", "被支配于"), "search": ("search seeds", "搜索种子"),
    "fresh": ("fresh seeds", "新种子"), "optimism": ("optimism", "乐观偏差"), "generation": ("generation", "代"),
    "designs_within": ("designs within the limits", "限度内方案数"), "hypervolume": ("hypervolume", "超体积"),
    "summary": ("summary", "统计量"), "fitted": ("fitted", "参与拟合"), "observed_low": ("observed", "观测"),
    "prior_low": ("prior, 90 %", "先验 90%"), "width_ratio": ("width ÷ prior's", "宽度 ÷ 先验"),
    "first": ("first", "其一"), "second": ("second", "其二"), "r": ("correlation", "相关系数"),
    "wave": ("wave", "轮次"), "left": ("left", "留下比例"), "foretold": ("foretold", "预知比例"),
    "z": ("z", "z"), "effective": ("effective number", "有效数"), "met": ("within 90 %", "在 90% 内"),
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
    "warmup": ("How long runs take to settle", "运行何时趋于稳定"),
    "since": ("The same, counted from later days on", "从较晚日期起计的同一比较"),
    "precision": ("Precision reached", "达到的精度"),
    "equity": ("Paired differences by group", "分群体的配对差异"),
    "gaps": ("Gaps between groups", "群体间差距"),
    "inequality": ("Inequality over communities", "社区间不均"),
    "attribution": ("What each rule adds (Shapley values)", "各规则的贡献（Shapley 值）"),
    "orders": ("Orders compared", "比较的次序"),
    "path": ("Step by step", "逐步结果"),
    "indices": ("Sensitivity indices", "敏感性指标"),
    "convergence": ("Whether they have converged", "是否收敛"),
    "boxes": ("Boxes in which a regime is ahead", "某体制领先的区域"),
    "trees": ("Trees: who is ahead, tried on held-out draws", "决策树：何者领先（留出检验）"),
    "phases": ("Phase diagrams", "相图"),
    "members": ("Designs on the front", "前沿上的方案"),
    "values": ("Their outcomes in the search and on fresh seeds", "搜索与新种子上的结果"),
    "progress": ("Progress of the search", "搜索进展"),
    "parameters": ("What is left of each parameter", "各参数留下的取值"),
    "predictive": ("What that predicts, against what was observed", "由此作出的预测与观测"),
    "correlations": ("Which parameters go together", "参数之间的相关"),
    "about": ("How it was found", "计算规模"),
    "waves": ("Waves of ruling out", "逐轮排除"),
    "conflicts": ("Share of the ranges that two patterns leave together", "两项模式共同留下的范围比例"),
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
