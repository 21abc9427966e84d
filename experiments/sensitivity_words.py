"""What a sensitivity analysis found, in words."""

import math
from typing import TYPE_CHECKING, Any

from experiments.indices import MAIN, RANK, WIDTH, block_size
from experiments.words import outcome_name
from scenarios.words import unit_in

if TYPE_CHECKING:
    import pandas as pd

    from experiments.sensitivity import Sensitivity

ROUNDING = 1e-9  # of the largest measure of an outcome
NAMED = 3  # terms that a sentence names
_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "of": "outcomes of {a}", "of_two": "the difference {b} − {a} in outcomes",
        "question": "How much does each uncertain {what} move the {of}?",
        "group": "group of parameters", "parameter": "parameter", "and": "; ", "join": ", ",
        "blocks": {"morris": "trajectories", "sobol": "base samples", "delta": "draws"},
        "measure": {"morris": "mean absolute effect of crossing the range", "sobol": "total share of the variance ST",
                    "delta": "shift of the distribution δ"},
        "most": "{outcome}: moved most by {list} ({measure}, 95 % intervals).",
        "one": "{name} {value} [{low}, {high}]",
        "noise": "Of its variance over the points {share:.0%} comes from seeds.",
        "no_noise": "What comes from seeds is not known from one seed.",
        "under": {"morris": "{n} of {all} terms are not above what seeds alone would give.",
                  "delta": "{n} of {all} terms are not above what chance alone would give ({floor:.2g})."},
        "still": "{outcome}: nothing that was moved changes it.",
        "few": "{outcome}: not analysed; only {n} of {blocks} {unit} have a value everywhere.",
        "dropped": "{gone} of {blocks} {unit} are left out of it, since a value is missing there.",
        "converged": "Converged: the widest interval is {width:.2g} (at most {allowed:g}).",
        "ranked": "Not converged in value (widest interval {width:.2g}, allowed {allowed:g}), but half of the {unit} "
                  "rank the terms alike (rank correlation {rank:.2f}); values would take about {more:,} more runs.",
        "open": "Not converged: the widest interval is {width:.2g} (allowed {allowed:g}), and half of the {unit} rank "
                "the terms with a correlation of {rank} only; about {more:,} more runs would be needed.",
        "next": "The parameters within a group are told apart by naming it, such as --group {group}.",
        "caption": "{title}. Bars: {measure}, the {most} largest terms an outcome; whiskers: 95 % bootstrap intervals"
                   "{extra}. {method}, {samples} {unit}, {points} points × {seeds} paired seeds{arms}, {years:g} a "
                   "each; all points on the same seeds.",
        "extra": {"morris": "; ◆ σ, the spread of the effects (interactions, curvature); │ the value that seeds alone "
                            "would give", "sobol": "; hatched S1, the share alone",
                  "delta": "; │ the value that chance alone would give"},
        "arms": " × 2 scenarios",
        "limits": [
            "Measures hold for the declared ranges: a parameter with a wider range moves more.",
            "Ranges are moved independently and all points count, also those at which a kind of actor is offered more "
            "than it can do; `sanshe priors` says how often that is.",
            "Seeds 1 to {seeds} alone are used at every point: what other seeds would say enters by the noise share.",
        ],
        "morris": "μ* screens: it says which terms matter, not what share of the variance is theirs.",
        "sobol": "Shares of the variance tell little where an outcome's distribution is very skewed.",
        "delta": "δ is estimated from kernel densities and comes out low where draws are few; below its chance "
                 "level it cannot be told from none, and about "
                 "one idle parameter in twenty is above that level.",
        "grouped": "For a group of parameters σ and the direction of an effect are not defined.",
        "missing": "Outcomes without a value at some points are measured on the others, which may be other conditions.",
    },
    "zh": {
        "of": "{a}的结果", "of_two": "{b}与{a}的结果之差",
        "question": "每个不确定的{what}对{of}有多大影响？",
        "group": "参数组", "parameter": "参数", "and": "；", "join": "、",
        "blocks": {"morris": "条轨迹", "sobol": "个基样本", "delta": "组抽样"},
        "measure": {"morris": "跨越全程的平均绝对效应 μ*", "sobol": "总方差份额 ST", "delta": "分布位移 δ"},
        "most": "{outcome}：影响最大的是 {list}（{measure}，95% 区间）。",
        "one": "{name} {value} [{low}, {high}]",
        "noise": "各点间方差中 {share:.0%} 来自种子。",
        "no_noise": "只有一个种子，无法得知种子带来的部分。",
        "under": {"morris": "{all} 项中有 {n} 项不高于仅由种子造成的水平。",
                  "delta": "{all} 项中有 {n} 项不高于偶然水平（{floor:.2g}）。"},
        "still": "{outcome}：所变动的各项均不改变它。",
        "few": "{outcome}：未分析；{blocks} {unit}中仅 {n} 处处有值。",
        "dropped": "因缺值，{blocks} {unit}中剔除 {gone}。",
        "converged": "已收敛：最宽区间 {width:.2g}（不超过 {allowed:g}）。",
        "ranked": "数值未收敛（最宽区间 {width:.2g}，容许 {allowed:g}），但仅用一半{unit}时排序相近"
                  "（秩相关 {rank:.2f}）；数值收敛约需再运行 {more:,} 次。",
        "open": "未收敛：最宽区间 {width:.2g}（容许 {allowed:g}），仅用一半{unit}时秩相关只有 {rank}；"
                "约需再运行 {more:,} 次。",
        "next": "要区分组内参数，请指定该组，如 --group {group}。",
        "caption": "{title}。条形：{measure}，每项结果列最大的 {most} 项；须线：95% 自助区间{extra}。"
                   "{method}，{samples} {unit}，{points} 点 × {seeds} 个配对种子{arms}，每次 {years:g} 年；"
                   "各点种子相同。",
        "extra": {"morris": "；◆ σ，效应的离散程度（交互、非线性）；│ 仅由种子造成的水平",
                  "sobol": "；斜线 S1，单独份额", "delta": "；│ 偶然水平"},
        "arms": " × 2 个方案",
        "limits": [
            "指标只对所声明的范围成立：范围越宽的参数影响越大。",
            "各范围独立变动，所有点都计入，包括某类主体负荷超过能力的点；`sanshe priors` 说明其频率。",
            "各点只用种子 1 至 {seeds}：其他种子的影响由噪声份额反映。",
        ],
        "morris": "μ* 用于筛选：说明哪些项重要，不说明其方差份额。",
        "sobol": "结果分布严重偏斜时，方差份额意义有限。",
        "delta": "δ 由核密度估计，抽样少时偏低；不高于偶然水平时无法与零区分，约二十分之一的无关参数会高于该水平。",
        "grouped": "对参数组不定义 σ 与效应方向。",
        "missing": "在部分点无值的结果只在其余点上衡量，其条件可能不同。",
    },
}  # fmt: skip


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3g}"


def question(found: "Sensitivity", lang: str) -> str:
    """What was asked, one sentence."""
    words, arms = _WORDS[lang], found.arms(lang)
    of = words["of_two" if len(arms) == 2 else "of"].format(a=arms[0], b=arms[-1])
    return str(words["question"].format(what=words["group" if found.grouped else "parameter"], of=of))


def findings(found: "Sensitivity", lang: str) -> list[str]:
    """One paragraph an outcome shown, and how to go on."""
    told = [outcome_told(found, key, lang) for key in found.shown if key in set(found.convergence["outcome"])]
    if found.grouped:
        main = MAIN[found.method]
        mine = found.indices[found.indices["outcome"].isin(found.shown)]
        if mine[main].notna().any():
            first = mine.sort_values("rank", kind="stable")["term"].iloc[0]
            told.append(str(_WORDS[lang]["next"].format(group=first)))
    return told


def outcome_told(found: "Sensitivity", key: str, lang: str) -> str:
    """What moves one outcome, how much of it is noise, and whether it has converged."""
    from experiments.sensitivity import term_names

    words, main = _WORDS[lang], MAIN[found.method]
    check = found.convergence[found.convergence["outcome"] == key].iloc[0]
    name, unit = outcome_name(key, lang), words["blocks"][found.method]
    mine = found.indices[found.indices["outcome"] == key]
    if mine.empty:
        return str(words["few"].format(outcome=name, n=check["n"], blocks=check["blocks"], unit=unit))
    if not (mine[main] > 0.0).any():
        return str(words["still"].format(outcome=name))
    names = term_names(found, lang)
    moving = mine[mine[main] > ROUNDING * mine[main].max()]
    listed = [
        words["one"].format(
            name=names[str(row["term"])], value=_number(row[main]), low=_number(row[f"{main}_low"]),
            high=_number(row[f"{main}_high"]),
        )
        for row in moving.sort_values("rank", kind="stable").head(NAMED).to_dict("records")
    ]  # fmt: skip
    measure = words["measure"][found.method]
    if found.method == "morris":
        measure = f"{measure}, {unit_in(str(check['unit']), lang)}"
    told = [words["most"].format(outcome=name, list=words["join"].join(listed), measure=measure)]
    gone = int(check["blocks"]) - int(check["n"])
    if gone:
        told.append(words["dropped"].format(gone=gone, blocks=check["blocks"], unit=unit))
    told.append(_noise(found.method, check, mine, words))
    told.append(_converged(found, check, unit, words))
    return ("" if lang == "zh" else " ").join(told)


def _noise(method: str, check: "pd.Series[Any]", mine: "pd.DataFrame", words: dict[str, Any]) -> str:
    share = float(check["noise_share"])
    told = str(words["no_noise"] if math.isnan(share) else words["noise"].format(share=share))
    if method in words["under"]:
        under = int((mine[MAIN[method]] <= mine["floor"]).sum())
        if under:
            floor = float(mine["floor"].max())
            told += (" " if words["join"] == ", " else "") + words["under"][method].format(
                n=under, all=len(mine), floor=floor
            )
    return told


def _converged(found: "Sensitivity", check: "pd.Series[Any]", unit: str, words: dict[str, Any]) -> str:
    from experiments.sensitivity import runs_needed

    if check["converged"]:
        return str(words["converged"].format(width=check["width"], allowed=WIDTH))
    more, rank = runs_needed(found, float(check["blocks_needed"])), float(check["rank_half"])
    key = "ranked" if rank >= RANK else "open"
    shown = rank if key == "ranked" else _number(rank)
    return str(words[key].format(width=check["width"], allowed=WIDTH, unit=unit, rank=shown, more=more))


def caption(found: "Sensitivity", lang: str) -> str:
    """What the figure shows."""
    from experiments.sensitivity_figure import MOST

    words = _WORDS[lang]
    points = found.samples * block_size(found.method, found.labels)
    return str(
        words["caption"].format(
            title=question(found, lang).rstrip("?？"), measure=words["measure"][found.method], most=MOST,
            extra=words["extra"][found.method], method=found.method.capitalize(), samples=found.samples,
            unit=words["blocks"][found.method], points=points, seeds=found.seeds, years=found.days / 250,
            arms=words["arms"] if len(found.scenarios) == 2 else "",
        )
    )  # fmt: skip


def limits(found: "Sensitivity", lang: str) -> list[str]:
    """What the measures cannot say."""
    words = _WORDS[lang]
    told = [str(each).format(seeds=found.seeds) for each in words["limits"]] + [str(words[found.method])]
    if found.grouped:
        told.append(str(words["grouped"]))
    if (found.convergence["n"] < found.convergence["blocks"]).any():
        told.append(str(words["missing"]))
    return told
