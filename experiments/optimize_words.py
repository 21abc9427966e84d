"""What a search over rules found, in words."""

from typing import TYPE_CHECKING, Any

from experiments.words import outcome_name
from scenarios.words import unit_in

if TYPE_CHECKING:
    from experiments.optimize import Optimization
    from experiments.rule_space import Limit

_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "join": ", ", "and": " and ", "least": "{name} at least {value:.6g} {unit}",
        "most": "{name} at most {value:.6g} {unit}",
        "question": "Which rules, of {n} that were searched from {a}, do best for {aims}{within}?",
        "within": ", with {limits}",
        "front": "{front} designs are on the front on the seeds of the search, of {tried} tried in {generations} "
                 "generations "
                 "of {population}.",
        "stays": "On {fresh} fresh seeds {stays} of the {front} are still dominated by no other and within the limits; "
                 "{out} no longer keep to the limits.",
        "stays_free": "On {fresh} fresh seeds {stays} of the {front} are still dominated by no other.",
        "optimism": "Optimism, the mean by which the search saw the front better than fresh seeds do: {list}.",
        "one": "{name} {value:.3g} {unit}",
        "grown": "Converged: the hypervolume grew by {growth:.1%} in the last third of the generations (less than "
                 "{allowed:.0%}).",
        "growing": "Not converged: the hypervolume still grew by {growth:.1%} in the last third of the generations; "
                   "more "
                   "generations would find better rules.",
        "no_growth": "With one point the hypervolume tells nothing of convergence.",
        "binds": "{n} of the {all} designs tried are beyond a limit ({ranges}).",
        "loose": "No design that was tried is beyond a limit ({ranges}): they make no difference.",
        "range": "{name} from {low:.6g} to {high:.6g} in the designs tried",
        "begun": "Of those that the search began with, {list}.",
        "beaten": "{name} is dominated by {n} of the front on fresh seeds", "out": "{name} is beyond the limits there",
        "unbeaten": "{name} is dominated by none of it",
        "caption": "Designs over {x} and {y}. Grey: all tried that keep to the limits (× those that do not), means "
                   "of {seeds} "
                   "seeds of the search; ○ the front there, ■ the same designs on {fresh} fresh seeds with 95 % "
                   "intervals "
                   "(hollow: dominated or beyond the limits there); ◆ those that the search began with, on fresh "
                   "seeds. "
                   "Middle: the front enlarged. Right: share of the box around the last front that is dominated, by "
                   "generation. {years:g} a "
                   "each.",
        "limits": [
            "A search finds what it finds: that nothing better was met does not prove that there is nothing better.",
            "Means on fresh seeds say which designs stay; where intervals overlap the order of two designs is open.",
            "Rules are judged by these outcomes alone, over {years:g} years, with the parameters at their values.",
            "Optimism holds what the search chose by luck and what fresh seeds shift for all designs alike.",
            "Limits hold for means over seeds, not for every year that may come.",
        ],
        "poles": "Rules outside the ranges searched may do better.",
    },
    "zh": {
        "join": "、", "and": "和", "least": "{name}不低于 {value:.6g} {unit}", "most": "{name}不超过 {value:.6g} "
                                                                                  "{unit}",
        "question": "从{a}出发搜索 {n} 项规则，哪些规则对{aims}最好{within}？",
        "within": "（{limits}）",
        "front": "在搜索种子上，前沿有 {front} 个方案，共试 {tried} 个（{generations} 代，每代 {population} 个）。",
        "stays": "在 {fresh} 个新种子上，{front} 个中仍有 {stays} 个不被支配且在限制内；{out} 个不再满足限制。",
        "stays_free": "在 {fresh} 个新种子上，{front} 个中仍有 {stays} 个不被支配。",
        "optimism": "乐观偏差，即搜索所见优于新种子的平均幅度：{list}。",
        "one": "{name} {value:.3g} {unit}",
        "grown": "已收敛：最后三分之一代中超体积增长 {growth:.1%}（低于 {allowed:.0%}）。",
        "growing": "未收敛：最后三分之一代中超体积仍增长 {growth:.1%}；更多代会找到更好的规则。",
        "no_growth": "只有一点，超体积无法说明是否收敛。",
        "binds": "所试 {all} 个方案中有 {n} 个超出限制（{ranges}）。",
        "loose": "所试方案均未超出限制（{ranges}）：限制未起作用。",
        "range": "所试方案的{name}为 {low:.6g} 至 {high:.6g}",
        "begun": "搜索起点中，{list}。",
        "beaten": "{name}在新种子上被前沿中 {n} 个方案支配", "out": "{name}在新种子上超出限制",
        "unbeaten": "{name}不被前沿支配",
        "caption": "方案在{x}与{y}上的位置。灰点：所有满足限制的方案（× 为不满足者），{seeds} 个搜索种子的均值；○ "
                   "该处前沿，"
                   "■ 同一方案在 {fresh} 个新种子上（95% 区间；空心：被支配或超出限制）；◆ 搜索起点在新种子上。"
                   "中：前沿放大。右：末代前沿范围内各代所支配的份额。每次 {years:g} 年。",
        "limits": [
            "搜索只给出所找到的：未遇到更好的，并不证明没有更好的。",
            "哪些方案留在前沿由新种子的均值判定；区间重叠时两方案的优劣未定。",
            "规则只按这些结果评判，为期 {years:g} 年，参数取其现值。",
            "乐观偏差既含搜索凭运气所选，也含新种子对所有方案的共同偏移。",
            "限制针对各种子的均值，而非未来的每一年。",
        ],
        "poles": "搜索范围之外的规则可能更好。",
    },
}  # fmt: skip


def sign_of(key: str) -> float:
    """1 where a lower value of an outcome is better, −1 where a higher one is, 0 where neither."""
    from model.outcomes import OUTCOMES

    better = next(outcome.better for outcome in OUTCOMES if outcome.key == key)
    return {"lower": 1.0, "higher": -1.0, "none": 0.0}[better]


def unit_of(key: str, lang: str) -> str:
    """An outcome's unit."""
    from model.outcomes import OUTCOMES

    return unit_in(next(outcome.unit for outcome in OUTCOMES if outcome.key == key), lang)


def bound_told(bound: "Limit", lang: str) -> str:
    """A limit in words."""
    words = _WORDS[lang]["least" if bound.least else "most"]
    return str(
        words.format(name=outcome_name(bound.outcome, lang), value=bound.value, unit=unit_of(bound.outcome, lang))
    )


def base_name(found: "Optimization", lang: str) -> str:
    """What the scenario is called whose rules were searched."""
    return found.scenarios[0].title_zh if lang == "zh" else found.names[0]


def origin_name(name: str, lang: str) -> str:
    """What the scenario is called whose rules a design has."""
    from scenarios.library import load, presets

    return load(name).title_zh if lang == "zh" and name in presets() else name


def question(found: "Optimization", lang: str) -> str:
    """What was asked, one sentence."""
    words = _WORDS[lang]
    aims = words["and"].join(outcome_name(key, lang) for key in found.aims)
    limits = words["join"].join(bound_told(bound, lang) for bound in found.bounds)
    within = words["within"].format(limits=limits) if limits else ""
    return str(words["question"].format(n=len(found.space), a=base_name(found, lang), aims=aims, within=within))


def findings(found: "Optimization", lang: str) -> list[str]:
    """How large the front is, what stays of it, how optimistic the search was, and whether it has converged."""
    words, members = _WORDS[lang], found.members
    front = members[members["front"]]
    told = {
        "front": len(front), "tried": len(found.tried), "generations": found.generations,
        "population": found.population, "fresh": found.fresh,
        "stays": int(front["stays"].sum()), "out": int((~front["within"]).sum()),
    }  # fmt: skip
    mine = found.values[found.values["design"].isin(front["design"])]
    optimism = mine.groupby("outcome")["optimism"].mean()
    listed = [
        words["one"].format(name=outcome_name(key, lang), value=optimism[key], unit=unit_of(key, lang))
        for key in found.aims
    ]
    if len(front) < 2:
        grown = words["no_growth"]
    elif found.growth < _allowed():
        grown = words["grown"].format(growth=found.growth, allowed=_allowed())
    else:
        grown = words["growing"].format(growth=found.growth)
    first = words["front"].format(**told) + (" " if lang == "en" else "")
    first += words["stays" if found.bounds else "stays_free"].format(**told)
    begun = [
        words["out" if not row["within"] else "beaten" if row["dominated_by"] else "unbeaten"].format(
            name=origin_name(str(row["origin"]), lang), n=row["dominated_by"]
        )
        for row in members[members["origin"] != "found"].to_dict("records")
    ]
    return [
        first, *_bound(found, lang), words["optimism"].format(list=words["join"].join(listed)), str(grown),
        *([words["begun"].format(list=words["join"].join(begun))] if begun else []),
    ]  # fmt: skip


def _bound(found: "Optimization", lang: str) -> list[str]:
    """Whether the limits make a difference at all."""
    words, out = _WORDS[lang], int((~found.tried["within"]).sum())
    ranges = [
        words["range"].format(
            name=outcome_name(bound.outcome, lang), low=found.tried[bound.outcome].min(),
            high=found.tried[bound.outcome].max(),
        )
        for bound in found.bounds
    ]  # fmt: skip
    told = words["binds" if out else "loose"].format(n=out, all=len(found.tried), ranges=words["join"].join(ranges))
    return [str(told)] if ranges else []


def _allowed() -> float:
    from experiments.optimize import GROWN

    return GROWN


def caption(found: "Optimization", lang: str) -> str:
    """What the figure shows."""
    x, y = (outcome_name(key, lang) for key in found.aims[:2])
    return str(
        _WORDS[lang]["caption"].format(x=x, y=y, seeds=found.search_seeds, fresh=found.fresh, years=found.days / 250)
    )


def limits(found: "Optimization", lang: str) -> list[str]:
    """What a search cannot say."""
    words = _WORDS[lang]
    return [str(each).format(years=found.days / 250) for each in words["limits"]] + [str(words["poles"])]
