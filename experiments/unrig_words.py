"""The unrigging experiment in words: what was asked, who was found to win how often and where, what cannot be said."""

from typing import TYPE_CHECKING

from experiments.runner import WORKING_DAYS
from experiments.statistics import SIGNIFICANT
from experiments.table_words import Words, condition_text
from experiments.words import listed, outcome_name

if TYPE_CHECKING:
    import pandas as pd

    from experiments.unrig import Unrigging

HALF = 0.5
_BRACKETS = {"en": " ({})", "zh": "（{}）"}
_TEXT = {
    "en": {
        "question": "Over the ranges of what is not known: in how many conditions is each of the four arms the best, "
                    "and under which?",
        "caption": "The share of {kept} drawn conditions in which an arm is the best of the four, by outcome; an arm "
                   "wins if it is ahead of each other one by more than the smallest difference of interest, with "
                   "p < 0.05 over {n} paired seeds of {years:g} years. Grey: nobody is; white: it cannot be known. "
                   "↑ ↓ the better direction. Shares are of draws, without intervals.",
        "draws": "{draws} conditions were drawn; {rejected} were left out before any run, because they drown a kind of "
                 "actor at a pole; the four arms ran at the other {kept}, on {n} paired seeds of {years:g} years.",
        "arm": "{arm} is the best of the four in at least half of the draws in {many} of {of} outcomes{names}, and "
               "in no draw in {none}.",
        "tied": "In {many} of {of} outcomes nobody is the best in at least half of the draws.",
        "pair": "Against {first} alone, {arm} is more often ahead than behind in {ahead} of {of} outcomes, more often "
                "behind in {behind}.",
        "where": "{arm} wins {outcome} more often where {where}: in {inside:.0%} of the draws there, against "
                 "{outside:.0%} elsewhere (the widest gap of its {k} conditions with p < 0.05, by permutation and "
                 "Holm).",
        "nowhere": "No condition was found under which one of these wins an outcome more often than by chance: {arms}.",
        "missing": "Without a value at any draw, and so left out: {names}.",
        "one": "With one seed no lead can be told from chance, so that nothing is won.",
        "limits": (
            "A share of draws is a share of the registered ranges, drawn evenly: it is not the probability that a "
            "district is like that.",
            "With few seeds a draw, a small lead goes to nobody; shares of wins are therefore low rather than high.",
            "Conditions were searched for in the same draws that show them; p accounts for that search (permutation), "
            "but they have not been tried on new draws.",
            "Of the conditions that were left out nothing is said.",
        ),
    },
    "zh": {
        "question": "在未知因素的范围内：四种方案各在多少条件下最优，又是在哪些条件下？",
        "caption": "各结果在 {kept} 组抽取条件中各方案为四者最优的占比；若一方案对其余各方案的领先均超过最小关注差异，"
                   "且在 {n} 个配对种子（{years:g} 年）上 p < 0.05，则为胜。灰色：无胜者；白色：无法判断。"
                   "↑ ↓ 为较优方向。占比以抽样计，不含区间。",
        "draws": "共抽取 {draws} 组条件；{rejected} 组在任何运行之前剔除，因为在某一极有一类主体超负荷；"
                 "四种方案在其余 {kept} 组上运行，每组 {n} 个配对种子，{years:g} 年。",
        "arm": "{arm}在 {of} 项结果中的 {many} 项上于至少一半抽样中为四者最优{names}，在 {none} 项上从未最优。",
        "tied": "{of} 项结果中有 {many} 项在至少一半抽样中无胜者。",
        "pair": "仅与{first}相比，{arm}在 {of} 项结果中的 {ahead} 项上领先多于落后，在 {behind} 项上落后多于领先。",
        "where": "{arm}在“{outcome}”上较多胜出的条件：{where}；其中胜率 {inside:.0%}，其外 {outside:.0%}"
                 "（其 {k} 个 p < 0.05 的条件中差距最大者，经置换检验与 Holm 校正）。",
        "nowhere": "以下方案未发现胜率高于偶然的条件：{arms}。",
        "missing": "各组抽样均无值、因而未列入：{names}。",
        "one": "只有一个种子，任何领先都无法与偶然区分，因此无胜者。",
        "limits": (
            "抽样占比是在登记范围内均匀抽取的占比，并非某地如此的概率。",
            "每组种子少时，微小领先不计胜者，因此胜出占比偏低而非偏高。",
            "条件是在同一批抽样中搜索并展示的；p 已计入搜索（置换检验），但尚未在新的抽样上检验。",
            "对剔除的条件不作任何说明。",
        ),
    },
}  # fmt: skip


def _said(found: "Unrigging") -> dict[str, object]:
    draws, rejected = len(found.priors.draws), len(found.priors.rejected)
    years = found.days / WORKING_DAYS
    return {"draws": draws, "rejected": rejected, "kept": draws - rejected, "n": found.seeds, "years": years}


def question(lang: str) -> str:
    """What was asked."""
    return str(_TEXT[lang]["question"])


def caption(found: "Unrigging", lang: str) -> str:
    """What the figure shows."""
    return str(_TEXT[lang]["caption"]).format(**_said(found))


def limits(lang: str) -> list[str]:
    """What draws from ranges cannot say."""
    return list(_TEXT[lang]["limits"])


def _often(wins: "pd.DataFrame", column: str, lang: str) -> dict[str, object]:
    """In which outcomes a column holds at least half of the draws."""
    many = [outcome_name(str(key), lang) for key in wins.loc[wins[column] >= HALF, "outcome"]]
    names = _BRACKETS[lang].format(listed(many, lang)) if many else ""
    return {"many": len(many), "of": len(wins), "names": names, "none": int((wins[column] == 0.0).sum())}


def _where(found: "Unrigging", arm: str, label: str, lang: str) -> str:
    """The condition under which an arm's share of wins rises most; nothing where there is none."""
    mine = found.conditions[(found.conditions["arm"] == arm) & (found.conditions["p_holm"] < SIGNIFICANT)]
    mine = mine[mine["won_inside"] > mine["won_outside"]]
    if mine.empty:
        return ""
    best = mine.assign(gap=mine["won_inside"] - mine["won_outside"]).sort_values("gap", kind="stable").iloc[-1]
    return str(_TEXT[lang]["where"]).format(
        arm=label, outcome=outcome_name(str(best["outcome"]), lang), where=condition_text(best, Words(lang)),
        inside=best["won_inside"], outside=best["won_outside"], k=len(mine),
    )  # fmt: skip


def findings(found: "Unrigging", lang: str) -> list[str]:
    """How many draws were kept, how often each arm is the best, against the first alone, and where it wins."""
    text = _TEXT[lang]
    labels = dict(zip(found.names, found.labels(lang), strict=True))
    told = [str(text["draws"]).format(**_said(found))]
    if found.seeds == 1:
        told.append(str(text["one"]))
    told += [str(text["arm"]).format(arm=label, **_often(found.wins, arm, lang)) for arm, label in labels.items()]
    told.append(str(text["tied"]).format(**_often(found.wins, "tied", lang)))
    first, *others = found.names
    for arm in others:
        part = found.pairs[found.pairs["arm"] == arm]
        ahead, behind = (int((part[x] > part[y]).sum()) for x, y in (("ahead", "behind"), ("behind", "ahead")))
        told.append(
            str(text["pair"]).format(
                first=labels[first], arm=labels[arm], ahead=ahead, behind=behind, of=len(part)
            )
        )  # fmt: skip
    where = {label: _where(found, arm, label, lang) for arm, label in labels.items()}
    told += [said for said in where.values() if said]
    nowhere = [label for label, said in where.items() if not said]
    if nowhere:
        told.append(str(text["nowhere"]).format(arms=listed(nowhere, lang)))
    if found.missing:
        names = listed([outcome_name(key, lang) for key in found.missing], lang)
        told.append(str(text["missing"]).format(names=names))
    return told
