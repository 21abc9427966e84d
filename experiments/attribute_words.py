"""An attribution in words, in English and Chinese."""

import math
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from experiments.runner import WORKING_DAYS
from experiments.statistics import SIGNIFICANT
from experiments.words import outcome_name, signed
from scenarios.words import group_in, unit_in

if TYPE_CHECKING:
    from experiments.attribute import Attribution

type Row = dict[Hashable, Any]

MOST = 5  # so many are named, the others counted
_TEXT: dict[str, dict[str, Any]] = {
    "en": {
        "what": {"rule": "rules", "group": "groups of rules"},
        "question": "Which of the {n} {what} that differ between {a} and {b} made the difference?",
        "whole": "{outcome} ({unit}): {a} {mean_a:.3g}, {b} {mean_b:.3g}, difference {value}{verdict}; "
                 "n = {n} paired seeds.",
        "no_value": "{outcome}: no value in every run of any seed, so nothing can be said.",
        "better": {"better": ", better", "worse": ", worse", "open": ""},
        "did": " Of {n} {what}, {m} made a difference that chance does not explain (p < 0.05 by Holm): {list}.",
        "did_none": " For none of the {n} {what} taken by itself was a difference found (p < 0.05 by Holm).",
        "more": ", and {m} more",
        "others": " The other {m}, for which nothing was found, add up to {value:+.3g}.",
        "one_seed": " With one seed there is no interval, so nothing is claimed of single {what}.",
        "company": "{outcome}: what a rule does depends on the company it keeps (p < 0.05 by Holm) for {list}.",
        "company_one": "{name} (alone in {a} {into}, taken out of {b} {out})",
        "company_none": "{outcome}: no rule was found that does something else alone in {a} than in company in {b}.",
        "pairs": "{outcome}: interactions found (p < 0.05 by Holm over {m} pairs): {list}.",
        "pairs_none": "{outcome}: no interaction of two was found (p < 0.05 by Holm over {m} pairs).",
        "pairs_few": "{outcome}: too few runs to tell which pairs of {what} interact: {told} of {m} pairs have an "
                     "interval. More seeds, or more permutations a seed, would tell (the two multiplied about {need}).",
        "drawn": "{p} order(s) of the {what} and their reverse at each seed",
        "all": "all combinations at each seed",
        "caption": "Which {what} made the difference from {a} to {b} ({n} paired seeds, {years:g} years each, {how}). "
                   "Left: A at zero, then what each adds (Shapley values), largest first; whiskers are 95 % intervals "
                   "over seeds (Student's t), * p < 0.05 by Holm over the {what} of an outcome; the bars sum to the "
                   "whole difference. Right: the same value (filled) beside what the rule does alone in A and what is "
                   "lost when it alone is taken out of B, each with its 95 % interval.",
        "limits": [
            "Values are those of this model with these parameters and this city; they say what a rule adds in the "
            "model, not what it would add elsewhere.",
            "A Shapley value is a mean over all orders of bringing the rules in: where a rule's effect depends on the "
            "others, no single order need have it. What it does alone in A and in the company of B stand beside it.",
            "Every rule goes the whole way from A to B; a rule that goes a larger way may do more for that alone.",
            "p is adjusted over the {what} of one outcome, not over outcomes: who looks through many outcomes finds "
            "some by chance. Nothing found does not mean no effect: it may be smaller than its interval.",
        ],
        "limits_drawn": "Orders were drawn, not all taken. Intervals cover this if there are ten seeds or more; with "
                        "fewer, a rule that matters only beside certain others can by chance have come at the like "
                        "place in every order, and its interval is then too narrow.",
        "limits_pairs": "Interactions of pairs are those of a fit by single {what} and pairs; what three do together "
                        "is put down to pairs. With many pairs the largest ones found are likely overstated.",
        "join": "; ",
    },
    "zh": {
        "what": {"rule": "项规则", "group": "组规则"},
        "question": "{a}与{b}之间有 {n} {what}不同，其中哪些造成了差异？",
        "whole": "{outcome}（{unit}）：{a} {mean_a:.3g}，{b} {mean_b:.3g}，差异 {value}{verdict}；{n} 个配对种子。",
        "no_value": "{outcome}：没有一个种子的全部运行都有值，无法判断。",
        "better": {"better": "，更优", "worse": "，更差", "open": ""},
        "did": "{n} {what}中，{m} 项的作用超出偶然（Holm p < 0.05）：{list}。",
        "did_none": "{n} {what}中，没有一项单独的作用得到确认（Holm p < 0.05）。",
        "more": "，及另外 {m} 项",
        "others": "其余 {m} 项未见作用，合计 {value:+.3g}。",
        "one_seed": "只有一个种子，没有区间，对单项规则不作结论。",
        "company": "{outcome}：以下规则的作用取决于其他规则（Holm p < 0.05）：{list}。",
        "company_one": "{name}（单独加入{a} {into}，从{b}中撤出 {out}）",
        "company_none": "{outcome}：未发现哪项规则单独加入{a}时与处于{b}之中时作用不同。",
        "pairs": "{outcome}：确认的交互作用（对 {m} 对作 Holm 校正，p < 0.05）：{list}。",
        "pairs_none": "{outcome}：未发现两两交互作用（对 {m} 对作 Holm 校正，p < 0.05）。",
        "pairs_few": "{outcome}：运行太少，无法分辨哪些规则两两交互：{m} 对中 {told} 对有区间。"
                     "需要更多种子或每个种子更多排列（两者之积约 {need}）。",
        "drawn": "每个种子 {p} 个随机引入次序及其倒序",
        "all": "每个种子运行全部组合",
        "caption": "从{a}到{b}，哪些规则造成差异（{n} 个配对种子，各 {years:g} 年，{how}）。"
                   "左：以 A 为零，由大到小为各项贡献（Shapley 值）；"
                   "须线为种子间 95% 区间（t 分布），* 为对同一结果的各项作 Holm 校正后 p < 0.05；"
                   "各条之和等于总差异。"
                   "右：同一数值（实心），以及单独加入 A 的作用与单独从 B 撤出的损失，各带 95% 区间。",
        "limits": [
            "数值属于本模型、这组参数和这座城市；说明规则在模型中的贡献，不能直接推及他处。",
            "Shapley 值是所有引入次序的平均：若规则的作用取决于其他规则，任何一种次序都未必如此；"
            "单独加入 A 与处于 B 之中的作用列在旁边。",
            "每项规则都从 A 的取值走到 B 的取值；走得更远的规则，作用可能仅因此更大。",
            "p 值在同一结果的各项之间校正，不跨结果校正：翻看许多结果，总会偶然发现一些。"
            "未发现不等于没有作用，可能小于区间。",
        ],
        "limits_drawn": "次序是抽取的，并非全部。种子不少于十个时，区间包含这一不确定性；种子更少时，"
                        "只在某些规则旁才起作用的规则，可能恰好在每个次序中处于相似位置，区间因而过窄。",
        "limits_pairs": "两两交互来自只含单项与成对项的拟合；三项共同的作用被归到成对项。"
                        "成对项很多时，最大者很可能被高估。",
        "join": "；",
    },
}  # fmt: skip


def _listed(told: list[str], words: dict[str, Any]) -> str:
    """A few of them, and how many more."""
    more = words["more"].format(m=len(told) - MOST) if len(told) > MOST else ""
    return str(words["join"].join(told[:MOST]) + more)


def _verdict(row: Row) -> str:
    """`better` or `worse` where a difference was found and one way is better, else `open`."""
    value, better = row["value"], row["better"]
    if better == "none" or value == 0.0 or not row["p_holm"] < SIGNIFICANT:
        return "open"
    return "better" if (value > 0.0) == (better == "higher") else "worse"


def _about(found: "Attribution", lang: str) -> dict[str, Any]:
    a, b = found.labels(lang)
    words = _TEXT[lang]
    how = words["all"] if found.exact else words["drawn"].format(p=found.permutations, what=words["what"][found.by])
    return {"a": a, "b": b, "what": words["what"][found.by], "years": found.days / WORKING_DAYS, "how": how}


def question(found: "Attribution", lang: str = "en") -> str:
    """What was asked."""
    return str(_TEXT[lang]["question"].format(n=len(found.players), **_about(found, lang)))


def caption(found: "Attribution", lang: str = "en") -> str:
    """What the figure shows."""
    return str(_TEXT[lang]["caption"].format(n=found.seeds, **_about(found, lang)))


def limits(found: "Attribution", lang: str = "en") -> list[str]:
    """What it cannot say."""
    words, about = _TEXT[lang], _about(found, lang)
    drawn = [] if found.exact else [words["limits_drawn"], words["limits_pairs"]]
    return [text.format(**about) for text in (*words["limits"], *drawn)]


def findings(found: "Attribution", lang: str = "en") -> list[str]:
    """For each outcome shown: the difference and who made it, who depends on company, which pairs interact."""
    told = []
    for key in found.shown:
        rows: list[Row] = found.table[found.table["outcome"] == key].to_dict("records")
        if not rows or rows[0]["n"] == 0:
            told.append(str(_TEXT[lang]["no_value"].format(outcome=outcome_name(key, lang))))
            continue
        told += [_who(found, rows[0], rows[1:], lang), *_company(found, rows[1:], lang), *_pairs(found, key, lang)]
    return told


def _largest(rows: list[Row], p: str, value: str) -> list[Row]:
    """Those that are significant by a column of p, the largest first."""
    return sorted((row for row in rows if row[p] < SIGNIFICANT), key=lambda row: -abs(row[value]))


def _who(found: "Attribution", whole: Row, each: list[Row], lang: str) -> str:
    """The whole difference of an outcome, and which players made it."""
    words, about = _TEXT[lang], _about(found, lang)
    text = words["whole"].format(
        outcome=outcome_name(whole["outcome"], lang), unit=unit_in(whole["unit"], lang), mean_a=whole["mean_a"],
        mean_b=whole["mean_b"], value=signed(whole["value"], whole["ci_low"], whole["ci_high"]),
        verdict=words["better"][_verdict(whole)], n=whole["n"], **about,
    )  # fmt: skip
    if whole["n"] < 2:
        return str(text + words["one_seed"].format(**about))
    sure = _largest(each, "p_holm", "value")
    if not sure:
        return str(text + words["did_none"].format(n=len(each), **about))
    names = {player.id: player.label(lang) for player in found.players}
    one = [
        f"{names[row['term']]} {signed(row['value'], row['ci_low'], row['ci_high'])}{words['better'][_verdict(row)]}"
        for row in sure
    ]
    text += words["did"].format(n=len(each), m=len(sure), list=_listed(one, words), **about)
    rest = [row["value"] for row in each if row not in sure]
    return str(text + (words["others"].format(m=len(rest), value=sum(rest)) if rest else ""))


def _company(found: "Attribution", each: list[Row], lang: str) -> list[str]:
    """Whose effect depends on the company it keeps."""
    words, about = _TEXT[lang], _about(found, lang)
    if len(each) < 2 or each[0]["n"] < 2:
        return []
    outcome = outcome_name(each[0]["outcome"], lang)
    sure = _largest(each, "shift_p_holm", "shift_value")
    if not sure:
        return [words["company_none"].format(outcome=outcome, **about)]
    names = {player.id: player.label(lang) for player in found.players}
    one = [
        words["company_one"].format(
            name=names[row["term"]], into=signed(row["in_value"], row["in_low"], row["in_high"]),
            out=signed(row["out_value"], row["out_low"], row["out_high"]), **about,
        )
        for row in sure
    ]  # fmt: skip
    return [words["company"].format(outcome=outcome, list=_listed(one, words))]


def _pairs(found: "Attribution", key: str, lang: str) -> list[str]:
    """Which pairs were found to interact, or that there are too few runs to tell."""
    words, about = _TEXT[lang], _about(found, lang)
    rows: list[Row] = found.interactions[found.interactions["outcome"] == key].to_dict("records")
    if not rows or rows[0]["n"] < 2:
        return []
    outcome, m = outcome_name(key, lang), len(rows)
    known = sum(row["ci_low"] == row["ci_low"] for row in rows)
    told = []
    if known < m:
        need = enough(len(found.players))
        told.append(str(words["pairs_few"].format(outcome=outcome, told=known, m=m, need=need, **about)))
    one = [
        f"{group_in(str(row['term']), lang)} {signed(row['value'], row['ci_low'], row['ci_high'])}"
        for row in _largest(rows, "p_holm", "value")
    ]
    if one:
        told.append(str(words["pairs"].format(outcome=outcome, m=known, list=_listed(one, words))))
    elif known:
        told.append(str(words["pairs_none"].format(outcome=outcome, m=known)))
    return told


def enough(players: int) -> int:
    """Pairs of orders in all from which nearly every pair of players can be told apart, one seed left out.

    Two players who meet two others are mixed up as long as both always come on one side of both of these, which an
    order has by chance 1/3; so many orders that of all such fours less than one in a hundred is expected to stay.
    """
    fours = 3 * math.comb(players, 4)
    return 2 + math.ceil(math.log(100.0 * max(fours, 1)) / math.log(3.0))
