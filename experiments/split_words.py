"""A decomposition in words: what was asked, what each group of rules was found to add, what cannot be said."""

from typing import TYPE_CHECKING

import numpy as np

from experiments.decompose import GROUPS, WHOLE
from experiments.runner import WORKING_DAYS
from experiments.statistics import SIGNIFICANT
from experiments.words import listed, outcome_name
from model.outcomes import PRIMARY
from scenarios.words import group_in

if TYPE_CHECKING:
    import pandas as pd

    from experiments.decompose import Decomposition

_JOINT = {"en": " ", "zh": ""}
_TEXT = {
    "en": {
        "question": "Which group of rules makes the difference between {a} and {b}, and how much of it is whose?",
        "caption": "From {a} to {b} in the primary outcomes. Each bar is what a group of rules adds, its Shapley "
                   "value: the mean over all orders in which the groups can be brought in; the last bar is the whole "
                   "difference. n = {n} paired seeds, {years:g} years; whiskers are 95 % intervals over seeds "
                   "(Student's t); ↑ ↓ the better direction.",
        "whole": "{b} against {a}, all rules together ({n} paired seeds, {years:g} years): better in {won} of {judged} "
                 "outcomes with a better direction, worse in {lost}, not told apart in {open} (p < 0.05, Holm over the "
                 "outcomes).",
        "term": "{term} ({keys}): for the better in {won} of {judged} outcomes, for the worse in {lost}, not told "
                "from zero in {open}. Primary outcomes made better: {better}; made worse: {worse}.",
        "keys": ("{k} rule that differs", "{k} rules that differ"),
        "silent": "Without a rule that differs, and so with nothing to add: {groups}.",
        "crossed": "In {k} of {of} cases, each a pair of groups and a primary outcome, two groups change each other's "
                   "effect (p < 0.05, Holm over the outcomes of a pair).",
        "depends": "There, what a group adds depends on which others are in force.",
        "one": "There is one pair of runs only, so no difference can be told from chance.",
        "none": "Without a value in some of these runs, and so not judged: {outcomes}.",
        "limits": (
            "A group's rules are switched together; what a single rule of it does is not told apart.",
            "A share is a mean over all orders of bringing the groups in: not what the group would do alone, nor what "
            "would be lost if it alone were taken back.",
            "p values are corrected over the outcomes of each term (Holm), not over the terms as well.",
        ),
    },
    "zh": {
        "question": "{a}与{b}之间的差异由哪一组规则造成，各组各占多少？",
        "caption": "各主要结果从{a}到{b}的变化。每条为一组规则的贡献，即其 Shapley 值：各组规则所有引入次序上的平均；"
                   "最后一条为总差异。{n} 个配对种子，{years:g} 年；须线为种子间的 95% 区间（Student t）；"
                   "↑ ↓ 为较优方向。",
        "whole": "{b}与{a}相比，全部规则合计（{n} 个配对种子，{years:g} 年）：在有优劣方向的 {judged} 项结果中，"
                 "{won} 项更好，{lost} 项更差，{open} 项无法区分（p < 0.05，按结果作 Holm 校正）。",
        "term": "{term}（{keys}）：在 {judged} 项结果中，{won} 项变好，{lost} 项变差，{open} 项与零无法区分。"
                "主要结果中变好：{better}；变差：{worse}。",
        "keys": ("{k} 条规则不同", "{k} 条规则不同"),
        "silent": "没有不同规则、因而无贡献的组：{groups}。",
        "crossed": "在 {of} 个“两组规则×主要结果”组合中，{k} 个有交互作用（p < 0.05，按该对的结果作 Holm 校正）。",
        "depends": "此时一组规则的贡献取决于其他哪些组同时生效。",
        "one": "只有一对运行，无法区分差异与偶然。",
        "none": "部分运行中没有取值、因而未作判断的结果：{outcomes}。",
        "limits": (
            "同组规则一起切换，组内单条规则的作用无法分开。",
            "各组的份额是在所有引入次序上的平均，既不是该组单独的作用，也不是仅撤回该组时的损失。",
            "p 值在每一项内按结果校正（Holm），各项之间未再校正。",
        ),
    },
}  # fmt: skip


def _judged(table: "pd.DataFrame", term: str) -> tuple[list[str], list[str], list[str]]:
    """Outcomes with a better direction: those that a term makes better, worse, and those where it is not known."""
    part = table[(table["term"] == term) & (table["better"] != "none") & np.isfinite(table["value"])]
    known = (part["p_holm"] < SIGNIFICANT) & (part["value"] != 0.0)
    good = (part["value"] > 0.0) == (part["better"] == "higher")
    sides = (known & good, known & ~good, ~known)
    won, lost, open_ = ([str(key) for key in part.loc[side, "outcome"]] for side in sides)
    return won, lost, open_


def _said(found: "Decomposition", lang: str) -> dict[str, object]:
    a, b = found.labels(lang)
    return {"a": a, "b": b, "n": found.seeds, "years": found.days / WORKING_DAYS}


def question(found: "Decomposition", lang: str) -> str:
    """What was asked."""
    return str(_TEXT[lang]["question"]).format(**_said(found, lang))


def caption(found: "Decomposition", lang: str) -> str:
    """What the figure shows."""
    return str(_TEXT[lang]["caption"]).format(**_said(found, lang))


def limits(lang: str) -> list[str]:
    """What a split over groups cannot say."""
    return list(_TEXT[lang]["limits"])


def findings(found: "Decomposition", lang: str) -> list[str]:
    """The whole difference, each group's part, how far the groups depend on each other, and what was not judged."""
    text, told = _TEXT[lang], []
    if found.seeds == 1:
        told.append(str(text["one"]))
    for term in (WHOLE, *(group for group in GROUPS if found.keys.get(group))):
        won, lost, open_ = _judged(found.table, term)
        counts = {"won": len(won), "lost": len(lost), "open": len(open_), "judged": len(won) + len(lost) + len(open_)}
        if term == WHOLE:
            told.append(str(text["whole"]).format(**counts, **_said(found, lang)))
            continue
        names = {
            side: listed([outcome_name(key, lang) for key in PRIMARY if key in mine], lang)
            for side, mine in (("better", won), ("worse", lost))
        }
        k = len(found.keys[term])
        keys = str(text["keys"][k > 1]).format(k=k)
        name = group_in(term, lang)
        told.append(str(text["term"]).format(term=name[0].upper() + name[1:], keys=keys, **counts, **names))
    silent = [group_in(group, lang) for group in GROUPS if not found.keys.get(group)]
    if silent:
        told.append(str(text["silent"]).format(groups=listed(silent, lang)))
    pairs = found.interactions[found.interactions["outcome"].isin(PRIMARY) & found.interactions["p_holm"].notna()]
    if len(pairs):
        k = int(((pairs["p_holm"] < SIGNIFICANT) & (pairs["value"] != 0.0)).sum())
        crossed = str(text["crossed"]).format(k=k, of=len(pairs))
        told.append(_JOINT[lang].join([crossed, *([str(text["depends"])] if k else [])]))
    whole = found.table[found.table["term"] == WHOLE]
    without = [outcome_name(str(key), lang) for key in whole.loc[~np.isfinite(whole["value"]), "outcome"]]
    if without:
        told.append(str(text["none"]).format(outcomes=listed(without, lang)))
    return told
