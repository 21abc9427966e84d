"""How a table reads for a person: names in words, numbers with four digits, intervals together; pure functions.

The tables of an analysis are tidy: one row a fact, a column a key or a number. `readable` makes of such a table what a
report and a paper print. It knows columns by their names, and every cell that is a key of something declared (an
outcome, a setting, a group of rules, a factor) is said by that thing's name; what nobody declared stays as it is.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from experiments.figures import BETTER
from experiments.words import listed, outcome_name
from scenarios.words import ACTORS, GROUPS, SHOCKS, UNITS, unit_in

NONE = "–"
_ARROWS = {better: f" {arrow}" for better, arrow in BETTER.items() if better != "none"}
WIDEST = 12  # columns that a page holds
LEAST_P = 0.001
P_VALUE = re.compile(r"p|p_value|(.*_)?p_holm")
LOW = re.compile(r"(.*_)?(ci_low|low)")
AGAINST = {"mean_a", "mean_b", "difference", "winner"}  # columns that speak of A and B
SPLIT = ("factor", "above", "threshold")  # a condition, and a second one with `_2`
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
_SAID = {
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
        if column in HEADS:
            return HEADS[column][self.lang == "zh"]
        found = LOW.fullmatch(column)
        if found and found[1]:
            return f"{self.head(found[1].rstrip('_'))}, {HEADS[found[2]][self.lang == 'zh']}"
        return self.word(column) if self.word(column) != column else column.replace("_", " ")

    def title(self, table: str) -> str:
        """What a table is called."""
        return TITLES[table][self.lang == "zh"] if table in TITLES else table.replace("_", " ")


@dataclass(frozen=True)
class Block:
    """Rows under one heading, as of one outcome; an empty title where there is none. `key` is the outcome."""

    title: str
    key: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Readable:
    """A table as it is printed; `numeric` says which columns are set to the right."""

    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


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


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA


def cell(column: str, value: Any, words: Words) -> str:
    """One value as it is printed."""
    if _missing(value):
        return NONE
    if isinstance(value, bool | np.bool_) or str(value) in ("True", "False"):
        return _SAID[words.lang]["yes" if str(value) == "True" else "no"]
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
        if "factor" + n in row and not _missing(row["factor" + n])
    ]
    return _SAID[words.lang]["and"].join(told)


def _interval(low: object, high: object, words: Words) -> str:
    return NONE if _missing(low) and _missing(high) else f"{cell('', low, words)} … {cell('', high, words)}"


def _winners(row: Any, first: str, other: str) -> str:
    """The arm that won, where it is told as A or B; a dash where none did."""
    told = {"A": first, "B": row.get("arm", other), "none": None}
    return str(told.get(row["winner"], row["winner"]) or NONE)


def _together(table: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, dict[str, bool]]:
    """The table as text: its columns by their heads, ends of an interval in one; which of them are numbers."""
    shown: dict[str, list[str]] = {}
    numeric: dict[str, bool] = {}
    gone: set[str] = set()
    for column in map(str, table.columns):
        if column in gone:
            continue
        found = LOW.fullmatch(column)
        high = column[: -len("low")] + "high"
        if found and high in table.columns:
            gone.add(high)
            pairs = zip(table[column], table[high], strict=True)
            told = [
                NONE if _missing(a) and _missing(b) else f"{cell('', a, words)} … {cell('', b, words)}"
                for a, b in pairs
            ]
        else:
            told = [cell(column, value, words) for value in table[column]]
        head = words.head(column)
        while head in shown:  # two columns of one name, as may be in somebody's own table
            head += " "
        shown[head] = told
        numeric[head] = pd.api.types.is_numeric_dtype(table[column]) and not pd.api.types.is_bool_dtype(table[column])
    return pd.DataFrame(shown, index=table.index), numeric


def _alike(text: pd.DataFrame, parts: "Sequence[pd.Index[Any]]", keep: set[str]) -> list[str]:
    """Columns that say the same in every row of each part, where some part has several rows."""
    if max((len(part) for part in parts), default=0) < 2:
        return []
    return [
        str(head) for head in text.columns
        if head not in keep and all(text.loc[part, head].nunique() == 1 for part in parts)
    ]  # fmt: skip


def _said_in_words(table: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, list[str]]:
    """The table with its winner by name and its conditions as phrases, without its better directions; notes on it."""
    work, notes = table.drop(columns=[c for c in ("better",) if c in table.columns]), []
    first, *others = words.labels or ("A",)
    if words.labels and set(work.columns) & AGAINST:
        a, *b = words.labels.values()
        notes.append(_SAID[words.lang]["ab" if len(b) == 1 else "a"].format(a=a, b=b[0] if b else ""))
    if "winner" in work.columns and set(work["winner"].dropna()) <= {"A", "B", "none"}:
        only = others[0] if len(others) == 1 else "B"
        work["winner"] = [_winners(row, first, only) for row in work.to_dict("records")]
    if set(SPLIT) <= set(work.columns):
        at = int(str(work.columns.get_loc("factor")))
        told = [condition_text(row, words) for row in work.to_dict("records")]
        work = work.drop(columns=[c for name in SPLIT for c in (name, f"{name}_2") if c in work.columns])
        work.insert(at, "condition", told)
    return work, notes


def readable(table: pd.DataFrame, words: Words, widest: int = WIDEST) -> Readable:
    """A tidy table as it is printed: a block an outcome where outcomes have several rows, else a row each.

    What is the same in every row is told in a note instead of a column, what is the same in all rows of each block in
    its title; columns beyond `widest` are counted in a note.
    """
    said = _SAID[words.lang]
    work, notes = _said_in_words(table.reset_index(drop=True), words)
    keys = table["outcome"].astype(str).reset_index(drop=True) if "outcome" in table.columns else None
    arrows = "better" in table.columns and keys is not None
    blocks = keys is not None and bool(keys.duplicated().any())
    text, numeric = _together(work, words)
    lead = pd.Series("", index=text.index)
    if keys is not None:
        lead = text[words.head("outcome")]
        if arrows:
            better = table["better"].astype(str)
            told = [f"{name}{_ARROWS.get(side, '')}" for name, side in zip(lead, better, strict=True)]
            lead = text[words.head("outcome")] = pd.Series(told, index=text.index, dtype=object)
        parts = dict(keys.groupby(keys, sort=False).groups)
    else:
        parts = {"": text.index}
    same = _alike(text, [text.index], {words.head(name) for name in ("outcome", "term", "condition")})
    if same:
        notes.insert(0, said["all"].format(told=", ".join(f"{head} = {text[head].iloc[0]}" for head in same)))
    text = text.drop(columns=same)
    if blocks:
        shared = [head for head in _alike(text, list(parts.values()), set()) if head != words.head("outcome")]
        for head in shared:
            joint = " ({})" if head == words.head("unit") else f"; {head} = {{}}"
            lead = lead + [joint.format(told) for told in text[head]]
        text = text.drop(columns=[words.head("outcome"), *shared])
    if arrows:
        notes.append(said["arrows"])
    if text.shape[1] > widest:
        notes.append(said["wide"].format(n=text.shape[1] - widest))
        text = text.iloc[:, :widest]
    heads = tuple(map(str, text.columns))
    made = tuple(_block(str(key), text.loc[rows], lead, blocks) for key, rows in parts.items())
    empty = [block for block in made if blocks and all(cell == NONE for row in block.rows for cell in row[1:])]
    if empty:
        names = listed([outcome_name(block.key, words.lang) for block in empty], words.lang)
        notes.append(said["empty"].format(names=names))
        made = tuple(block for block in made if block not in empty)
    return Readable(heads, tuple(numeric[head] for head in heads), made, tuple(notes))


def _block(key: str, text: pd.DataFrame, lead: pd.Series, titled: bool) -> Block:
    rows = tuple(tuple(map(str, row)) for row in text.itertuples(index=False, name=None))
    return Block(str(lead[text.index[0]]) if titled else "", key, rows)
