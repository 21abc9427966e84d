"""Orders of bringing rules in, in words, in English and Chinese."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from experiments.coalitions import declared_as
from experiments.runner import WORKING_DAYS
from experiments.words import outcome_name, signed
from scenarios.words import unit_in

if TYPE_CHECKING:
    from experiments.path import ReformPath

type Row = dict[Hashable, Any]

_TEXT: dict[str, dict[str, Any]] = {
    "en": {
        "what": {"rule": "rules", "group": "groups of rules"},
        "order": {"best": "the best order found", "greedy": "the greedy order",
                  "levels": "the order of levels (district, street, community)", "worst": "the worst order found"},
        "better": {"higher": "higher is better", "lower": "lower is better"},
        "question": "In which order are the {n} {what} that differ between {a} and {b} best brought in, by {outcome} "
                    "({better}), and is a part of the reform worse than none on the way?",
        "some": "In which order are {names} best brought into {a} from {b}, by {outcome} ({better}), and is a part of "
                "them worse than none on the way?",
        "best": "The best order found for {outcome} ({unit}, {better}) from {a} to {b} is {names}: in the mean over "
                "its "
                "{k} steps {area} from {a}, on {n} fresh seeds; on the {s} seeds of the search it was {searched:+.3g}.",
        "end": "At its end {outcome} is {mean:.3g} against {mean_a:.3g} in {a}: {change}.",
        "end_some": " (only some of what differs is brought in)",
        "dip": "On {order} a part of the reform is worse than {a} at {m} of the {k} steps before the last (p < 0.05 by "
               "Holm over all steps), most at step {step}, once {name} is in: {change}.",
        "no_dip": "On {order} no step before the last was found to be worse than {a} (p < 0.05 by Holm over all "
                  "steps); the least favourable is step {step}, {name}: {change}.",
        "same": "{order} is the best one.",
        "less": "In the mean over the steps the best order differs from {order} by {change}{verdict}.",
        "sure": {True: "", False: ", which chance may explain"},
        "no_value": "{order}: no fresh seed has a value at every step.",
        "one_seed": "With one fresh seed there is no interval, so nothing is claimed of single steps.",
        "caption": "{outcome} ({unit}, {better}) as the {what} of {b} are brought into {a} one after another, in the "
                   "best "
                   "order found: mean of {n} fresh seeds that the search did not see, {years:g} years each. Whiskers "
                   "are 95 % intervals of the paired difference from A (Student's t), drawn about A's mean, ▼ a step "
                   "worse than A (p < 0.05 by Holm over the steps). Crosses: the same order on the {s} seeds of the "
                   "search. Thin lines: other orders, whose names of {what} are in the table; dashed: A and the end.",
        "limits": [
            "Each step is a district that lived under these rules from the first day, for {years:g} years: what a "
            "change itself costs, and how long people take to get used to it, is not in it. A timeline shows that.",
            "The order is the best for one outcome, by its mean over the steps; for another outcome it may be bad.",
            "What the search saw flatters the order it chose, so all numbers are of fresh seeds. Which step is the "
            "lowest was read off the same fresh seeds; p by Holm over the steps allows for that.",
        ],
        "limits_exact": "All orders were compared on the seeds of the search; on other seeds another may be best.",
        "limits_beam": "Not all orders were tried (a beam of {beam}): a better one may exist, and so may a worse one.",
        "join": ", then ",
    },
    "zh": {
        "what": {"rule": "项规则", "group": "组规则"},
        "order": {"best": "找到的最优次序", "greedy": "逐步择优次序", "levels": "按层级的次序（区、街道、社区）",
                  "worst": "找到的最差次序"},
        "better": {"higher": "越高越好", "lower": "越低越好"},
        "question": "{a}与{b}之间有 {n} {what}不同，以{outcome}（{better}）衡量，按什么次序引入最好？"
                    "途中是否有只改一部分反而不如不改的情形？",
        "some": "以{outcome}（{better}）衡量，把{b}的{names}引入{a}，"
                "按什么次序最好？途中是否有只改一部分反而不如不改的情形？",
        "best": "从{a}到{b}，以{outcome}（{unit}，{better}）衡量，找到的最优次序为：{names}；{k} 步平均与{a}相差 {area}"
                "（{n} 个新种子）；在搜索所用的 {s} 个种子上为 {searched:+.3g}。",
        "end": "到终点时，{outcome}为 {mean:.3g}，{a}为 {mean_a:.3g}：{change}。",
        "end_some": "（只引入了部分不同的规则）",
        "dip": "{order}：最后一步之前的 {k} 步中，有 {m} 步（只改一部分）不如{a}（对全部步骤作 Holm 校正后 p < 0.05），"
               "最差在第 {step} 步，引入{name}之后：{change}。",
        "no_dip": "{order}：最后一步之前，未发现哪一步不如{a}（对全部步骤作 Holm 校正后 p < 0.05）；"
                  "最不利的是第 {step} 步，{name}：{change}。",
        "same": "{order}与最优次序相同。",
        "less": "按各步平均，最优次序与{order}相差 {change}{verdict}。",
        "sure": {True: "", False: "，可能出于偶然"},
        "no_value": "{order}：没有一个新种子在每一步都有值。",
        "one_seed": "只有一个新种子，没有区间，对单步不作结论。",
        "caption": "按找到的最优次序把{b}的{what}逐一引入{a}时的{outcome}（{unit}，{better}）：搜索未用过的 {n} "
                   "个新种子的均值，"
                   "各 {years:g} 年。须线为与 A 的配对差异的 95% 区间（t 分布），画在 A 的均值上；▼ 为不如 A 的步骤"
                   "（对各步作 Holm 校正后 p < 0.05）。叉号：同一次序在搜索所用 {s} 个种子上的结果。"
                   "细线：其他次序，其规则名称见表；虚线：A 与终点。",
        "limits": [
            "每一步都是从第一天起就处于这些规则之下的城区，历时 {years:g} 年："
            "改变本身的代价和人们适应的时间不在其中，可用时间线来看。",
            "次序只对一项结果、按各步平均而言最优；对另一项结果可能很差。",
            "搜索所见会高估选出的次序，因此数字都来自新种子。最低的一步也是从这些新种子上读出的，对各步的 Holm "
            "校正已考虑这一点。",
        ],
        "limits_exact": "在搜索所用的种子上比较了全部次序；换一些种子，最优者可能不同。",
        "limits_beam": "没有试遍所有次序（束宽 {beam}）：可能存在更好的，也可能存在更差的。",
        "join": "，然后 ",
    },
}  # fmt: skip


def order_name(order: str, lang: str = "en") -> str:
    """What an order is called."""
    return str(_TEXT[lang]["order"][order])


def _about(found: "ReformPath", lang: str) -> dict[str, Any]:
    words, (a, b) = _TEXT[lang], found.labels(lang)
    unit, better = declared_as([found.outcome])[found.outcome]
    return {
        "a": a, "b": b, "what": words["what"][found.by], "outcome": outcome_name(found.outcome, lang),
        "unit": unit_in(unit, lang), "better": words["better"][better], "years": found.days / WORKING_DAYS,
        "s": found.seeds, "beam": found.beam,
    }  # fmt: skip


def _names(found: "ReformPath", order: str, lang: str) -> str:
    """The rules of an order by name."""
    return str(_TEXT[lang]["join"].join(found.players[i].label(lang) for i in found.orders[order]))


def question(found: "ReformPath", lang: str = "en") -> str:
    """What was asked."""
    words = _TEXT[lang]
    names = (", " if lang == "en" else "、").join(player.label(lang) for player in found.players)
    text = words["question"] if found.complete else words["some"]
    return str(text.format(n=len(found.players), names=names, **_about(found, lang)))


def caption(found: "ReformPath", lang: str = "en") -> str:
    """What the figure shows."""
    return str(_TEXT[lang]["caption"].format(n=found.fresh, **_about(found, lang)))


def limits(found: "ReformPath", lang: str = "en") -> list[str]:
    """What it cannot say."""
    words = _TEXT[lang]
    last = words["limits_exact"] if found.exact else words["limits_beam"]
    return [text.format(**_about(found, lang)) for text in (*words["limits"], last)]


def findings(found: "ReformPath", lang: str = "en") -> list[str]:
    """The best order found and what it gains; of every order the dip on the way; how much others are behind."""
    words, about = _TEXT[lang], _about(found, lang)
    rows: list[Row] = found.table.to_dict("records")
    best = rows[0]
    if best["n"] == 0:
        return [str(words["no_value"].format(order=order_name(best["order"], lang)))]
    steps: list[Row] = found.steps[found.steps["order"] == best["order"]].to_dict("records")
    told = [
        words["best"].format(
            names=_names(found, best["order"], lang), k=len(steps), n=best["n"], searched=best["searched_area"],
            area=signed(best["area"], best["ci_low"], best["ci_high"]), **about,
        ),
        words["end"].format(
            mean=steps[-1]["mean"], mean_a=steps[-1]["mean_a"], **about,
            change=signed(steps[-1]["change"], steps[-1]["ci_low"], steps[-1]["ci_high"]),
        ) + ("" if found.complete else words["end_some"]),
    ]  # fmt: skip
    if best["n"] < 2:
        return [*told, words["one_seed"]]
    return [*told, *(text for row in rows for text in _of_order(found, row, len(steps), lang))]


def _of_order(found: "ReformPath", row: Row, steps: int, lang: str) -> list[str]:
    """The dip on an order, and how far it is behind the best."""
    words, about = _TEXT[lang], _about(found, lang)
    order = order_name(row["order"], lang)
    if row["order"] != "best" and found.orders[row["order"]] == found.orders["best"]:
        return [words["same"].format(order=order[:1].upper() + order[1:])]
    if row["n"] == 0:
        return [words["no_value"].format(order=order)]
    names = {player.id: player.label(lang) for player in found.players}
    text = words["dip"] if row["steps_worse"] else words["no_dip"]
    told = [
        text.format(
            order=order, m=row["steps_worse"], k=steps - 1, step=row["lowest_step"], name=names[row["lowest_term"]],
            change=signed(row["lowest_change"], row["lowest_low"], row["lowest_high"]), **about,
        )
    ] if steps > 1 else []  # fmt: skip
    if row["best_minus"] == row["best_minus"]:
        change = signed(row["best_minus"], row["best_minus_low"], row["best_minus_high"])
        told.append(
            words["less"].format(order=order, change=change, verdict=words["sure"][row["best_minus_p_holm"] < 0.05])
        )
    return told
