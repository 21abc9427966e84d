"""What a map of two regimes found, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from experiments.boxes import Limit
from experiments.factors import FACTORS, Factor
from experiments.phase import SURE
from experiments.words import outcome_name

if TYPE_CHECKING:
    from experiments.regime_map import Phase, RegimeMap

_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "and": " and ", "all": "under all conditions", "neither": "neither",
        "question": "Under which conditions is {a} ahead, under which {b}?",
        "wins": "{outcome}: {a} is ahead at {wa:.0%} of {n} draws, {b} at {wb:.0%}, neither at {wt:.0%}.",
        "everywhere": "{side} is ahead nearly everywhere, so that no box is told.",
        "nowhere": "{side} is ahead nearly nowhere.",
        "few": "There are too few draws to look for conditions of {side}.",
        "none": "No conditions were found under which {side} is ahead more often.",
        "box": "{side} is ahead where {box}: at {density:.0%} [{low:.0%}, {high:.0%}] of the {in_box} held-out "
               "draws there, "
               "against {base:.0%} of all; {coverage:.0%} of its wins lie there.",
        "fails": "A box for {side} ({box}) did not hold up on held-out draws: {hits} of {in_box} there, {base:.0%} "
                 "of all.",
        "tree": "A tree is right at {accuracy:.0%} of the held-out draws, its most frequent answer alone at "
                "{base:.0%}{holds}",
        "tree_holds": ": {leaves}.", "tree_fails": ", which is no more than by chance.",
        "leaf": "{says} where {limits}", "join": "; ",
        "phase": "Over {x} and {y}: {b} better with {sure:.0%} probability on {wb:.0%} of the plane, {a} on "
                 "{wa:.0%}, on "
                 "{open:.0%} neither is sure. The two foretell {r2:.0%} of the "
                 "variance of the difference at a draw from the other draws.",
        "flat": "Over {x} and {y} the difference is the same everywhere.",
        "no_phase": "Too few draws have a value for a phase diagram.",
        "caption": "B − A over two conditions, A = {a}, B = {b}; blue: B better, orange: A better. Line: no "
                   "difference; "
                   "dotted band: neither is better with {sure:.0%} probability (Gaussian process). Marks: who is "
                   "ahead at "
                   "a draw (▲ B, ▼ A, · neither; paired 95 % interval and smallest difference of interest). {rest}; "
                   "{seeds} paired seeds, {years:g} a.",
        "draws": "{kept} draws of {draws}, the other conditions varying",
        "grid": "A grid of {grid} × {grid} points ({points} kept), the other conditions as the scenarios have them",
        "limits": [
            "Conditions come evenly from their registered ranges: shares of draws are no probabilities of real "
            "districts.",
            "The level of load is held, and {rejected} of {draws} draws that drown a kind of actor under either "
            "regime are "
            "left out; nothing is said of such districts.",
            "Boxes and trees were chosen on two thirds of the draws; only the held-out third says how good they are.",
            "All draws run on seeds 1 to {seeds}: held-out draws try the conditions, not the seeds; what the seeds "
            "shift "
            "everywhere is in the band of the phase diagram.",
            "What is not drawn, such as the rules' other parameters, stays as the scenarios have it.",
            "A difference smaller than the smallest of interest counts as nobody's at a draw; the phase diagram "
            "tells the "
            "sign of the mean difference, however small, and no further than the draws reach.",
        ],
    },
    "zh": {
        "and": " 且 ", "all": "在所有条件下", "neither": "无胜者",
        "question": "在哪些条件下{a}占优，在哪些条件下{b}占优？",
        "wins": "{outcome}：{n} 组抽样中，{a}占优 {wa:.0%}，{b}占优 {wb:.0%}，无胜者 {wt:.0%}。",
        "everywhere": "{side}几乎处处占优，故不给出区域。",
        "nowhere": "{side}几乎无处占优。",
        "few": "抽样太少，无法寻找{side}占优的条件。",
        "none": "未发现{side}更常占优的条件。",
        "box": "{side}占优于：{box}；其中留出的 {in_box} 组抽样里占优 {density:.0%} [{low:.0%}, {high:.0%}]，"
               "全部为 {base:.0%}；其胜出的 {coverage:.0%} 在此区域。",
        "fails": "{side}的区域（{box}）在留出的抽样上不成立：其中 {in_box} 组胜 {hits} 组，全部为 {base:.0%}。",
        "tree": "决策树在留出的抽样上正确率 {accuracy:.0%}，仅用最常见答案为 {base:.0%}{holds}",
        "tree_holds": "：{leaves}。", "tree_fails": "，并不高于偶然。",
        "leaf": "{limits} 时为{says}", "join": "；",
        "phase": "在{x}与{y}的平面上：以 {sure:.0%} 概率{b}更优的占 {wb:.0%}，{a}更优的占 {wa:.0%}，"
                 "{open:.0%} 无法确定。由其他抽样可据两者预知差异方差的 {r2:.0%}。",
        "flat": "在{x}与{y}的平面上差异处处相同。",
        "no_phase": "有值的抽样太少，无法作相图。",
        "caption": "两个条件上的 B − A，A = {a}，B = {b}；蓝：B 更优，橙：A 更优。线：无差异；点状带：以 {sure:.0%} "
                   "概率"
                   "无法确定何者更优（高斯过程）。标记：该抽样中何者占优（▲ B，▼ A，· 无胜者；配对 95% "
                   "区间与最小关注差异）。"
                   "{rest}；{seeds} 个配对种子，{years:g} 年。",
        "draws": "{draws} 组抽样中保留 {kept} 组，其他条件随之变动",
        "grid": "{grid} × {grid} 网格（保留 {points} 点），其他条件取方案原值",
        "limits": [
            "条件在登记范围内均匀抽取：抽样占比不是现实城区的概率。",
            "负荷水平保持不变；{draws} 组抽样中有 {rejected} 组在任一方案下使某类主体超负荷而剔除，"
            "对此类城区不作结论。",
            "区域与决策树在三分之二的抽样上选出；其优劣只由留出的三分之一说明。",
            "所有抽样都用种子 1 至 {seeds}：留出的抽样检验条件而非种子；种子造成的整体偏移已计入相图的带宽。",
            "未抽取的内容（如规则的其他参数）取方案原值。",
            "在一组抽样上，小于最小关注差异的差别不算任何一方占优；相图只说明平均差异的符号，无论多小，"
            "且不超出抽样所及。",
        ],
    },
}  # fmt: skip


def factor_name(factor: Factor, lang: str) -> str:
    """What a condition is called."""
    return factor.zh if lang == "zh" else factor.en


def limits_told(limits: Sequence[Limit], lang: str) -> str:
    """The sides of a box or of a tree's leaf in words."""
    names = {factor.key: factor_name(factor, lang) for factor in FACTORS}
    told = [f"{names.get(one.factor, one.factor)} {'>' if one.above else '≤'} {one.value:.3g}" for one in limits]
    return str(_WORDS[lang]["and"]).join(told) or str(_WORDS[lang]["all"])


def question(found: "RegimeMap", lang: str) -> str:
    """What was asked, one sentence."""
    a, b = found.arms(lang)
    return str(_WORDS[lang]["question"].format(a=a, b=b))


def findings(found: "RegimeMap", lang: str) -> list[str]:
    """One paragraph an outcome: how often each is ahead, where, and what held up."""
    space = "" if lang == "zh" else " "
    phases = {phase.outcome: phase for phase in found.phases}
    return [space.join(outcome_told(found, key, phases.get(key), lang)) for key in found.shown]


def outcome_told(found: "RegimeMap", key: str, phase: "Phase | None", lang: str) -> list[str]:
    """The sentences of one outcome."""
    words, (a, b) = _WORDS[lang], found.arms(lang)
    shares = found.wins[found.wins["outcome"] == key]
    if shares.empty:
        return [f"{outcome_name(key, lang)}: {words['no_phase']}"]
    row = shares.iloc[0]
    told = [
        words["wins"].format(
            outcome=outcome_name(key, lang), a=a, b=b, wa=row[found.names[0]], wb=row[found.names[1]],
            wt=row["tied"] + row["unknown"], n=int(row["n"]),
        )
    ]  # fmt: skip
    called = dict(zip(found.names, (a, b), strict=True))
    boxes = found.boxes[found.boxes["outcome"] == key].to_dict("records")
    told += [_box_told(found, {str(name): value for name, value in side.items()}, called, lang) for side in boxes]
    told.append(_tree_told(found, key, called, lang))
    if phase is not None:
        told.append(_phase_told(found, phase, lang))
    return [one for one in told if one]


def _box_told(found: "RegimeMap", row: dict[str, Any], called: dict[str, str], lang: str) -> str:
    words, side = _WORDS[lang], called[str(row["side"])]
    if row["found"] != "box":
        return str(words[row["found"]].format(side=side))
    box = limits_told(found.boxes_of[str(row["outcome"]), str(row["side"])], lang)
    if not row["holds"]:
        return str(
            words["fails"].format(
                side=side, box=box, hits=int(row["in_box_cases"]), in_box=int(row["in_box"]), base=row["base"]
            )
        )
    return str(
        words["box"].format(
            side=side, box=box, density=row["density"], low=row["density_low"], high=row["density_high"],
            in_box=int(row["in_box"]), base=row["base"], coverage=row["coverage"],
        )
    )  # fmt: skip


def _tree_told(found: "RegimeMap", key: str, called: dict[str, str], lang: str) -> str:
    words = _WORDS[lang]
    mine = found.trees[found.trees["outcome"] == key]
    if len(mine) < 2:
        return ""  # it says the same everywhere, as the shares do
    holds = bool(mine["p_holm"].iloc[0] < 0.05)
    leaves = [
        words["leaf"].format(says=called.get(str(row.says), words["neither"]), limits=_leaf_told(str(row.leaf), lang))
        for row in mine.itertuples()
    ]
    end = words["tree_holds"].format(leaves=words["join"].join(leaves)) if holds else words["tree_fails"]
    return str(words["tree"].format(accuracy=mine["accuracy"].iloc[0], base=mine["base"].iloc[0], holds=end))


def _leaf_told(leaf: str, lang: str) -> str:
    """A leaf as the table has it, in English, in a language."""
    if lang == "en":
        return leaf
    told = leaf
    for factor in sorted(FACTORS, key=lambda one: -len(one.en)):
        told = told.replace(factor.en, factor.zh)
    return told.replace(str(_WORDS["en"]["and"]), str(_WORDS["zh"]["and"]))


def _phase_told(found: "RegimeMap", phase: "Phase", lang: str) -> str:
    words, (a, b) = _WORDS[lang], found.arms(lang)
    if phase.surface is None:
        return str(words["no_phase"])
    x, y = (factor_name(factor, lang) for factor in phase.over)
    if phase.surface.error.max() == 0.0:
        return str(words["flat"].format(x=x, y=y))
    low, high, open_ = phase.surface.shares
    if better_of(phase.outcome) == "lower":
        low, high = high, low
    return str(words["phase"].format(x=x, y=y, a=a, b=b, wa=low, wb=high, open=open_, sure=SURE, r2=phase.surface.r2))


def better_of(key: str) -> str:
    """The better direction of an outcome."""
    from model.outcomes import OUTCOMES

    return next(outcome.better for outcome in OUTCOMES if outcome.key == key)


def caption(found: "RegimeMap", lang: str) -> str:
    """What the figure shows."""
    words, (a, b) = _WORDS[lang], found.arms(lang)
    points = len(found.phases[0].points) if found.phases else 0
    told = {"kept": found.kept, "draws": len(found.priors.draws), "grid": found.grid, "points": points}
    rest = words["draws" if found.grid is None else "grid"].format(**told)
    return str(words["caption"].format(a=a, b=b, sure=SURE, rest=rest, seeds=found.seeds, years=found.days / 250))


def limits(found: "RegimeMap", lang: str) -> list[str]:
    """What a map cannot say."""
    told = {"rejected": len(found.priors.rejected), "draws": len(found.priors.draws), "seeds": found.seeds}
    return [str(each).format(**told) for each in _WORDS[lang]["limits"]]
