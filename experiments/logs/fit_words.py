"""What a fit found, in words."""

from typing import TYPE_CHECKING, Any

from experiments.analysis import labels_of
from scenarios.words import unit_in

if TYPE_CHECKING:
    import pandas as pd

    from experiments.logs.calibration import Calibration

LEAST_EFFECTIVE = 20.0  # effective number of draws below which nothing is said of single settings
LEARNED, UNMOVED = 0.7, 0.9  # width ÷ prior width below which a setting is learned of, above which it is not
TOGETHER = 0.5  # correlation from which two settings are told to go together
_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "join": "; ", "and": ", ", "none": "none",
        "question": "Which values of {n} uncertain parameters does what was observed leave for {a}?",
        "rejection": "{draws} draws on {seeds} paired seeds ({told} told every summary); {kept:.0%} of their noisy "
                     "copies kept, {different} different draws, effective number {effective:.0f}.",
        "history": "{waves} waves of {draws} draws on {seeds} paired seeds; {left:.2%} of the prior's space is not "
                   "ruled out at a cutoff of {cutoff:g}.",
        "empty": "Nothing is left: the patterns cannot be met together with these parameters in their ranges.",
        "beyond": "Beyond all draws that were kept, noise and stated discrepancy included: {list}. Within these ranges "
                  "the model does not show this; what is left is what comes least far, and no posterior.",
        "few": "Too few draws are left to tell of single settings (effective number {effective:.0f}, wanted "
               "{least:g}): take more --draws.",
        "learned": "Learned of: {list}.", "partly": "Learned a little of: {list}.",
        "unmoved": "Not identified, at their prior: {list}.",
        "one": "{name} {low:.3g} … {high:.3g} {unit} (90 %; width {ratio:.0%} of the prior's)",
        "brief": "{name} ({ratio:.0%})",
        "pair": "{a} and {b} (r = {r:+.2f})", "pairs": "Known together better than alone: {list}.",
        "fit_in": "Fitted: {n} of {all} within the 90 % predictive interval.",
        "fit_out": "Fitted and still missed: {list}.",
        "held_in": "Held out: {n} of {all} within the 90 % predictive interval.",
        "held_out": "Held out and missed: {list}.", "held_none": "Nothing was held out.",
        "miss": "{name}: predicted {low:.3g} … {high:.3g} {unit}, observed {seen} (z = {z:+.1f})",
        "clash": "Met together by no setting within the ranges: {list}.", "clash_one": "{a} with {b}",
        "never": "Met by no setting within the ranges, even alone: {list}.",
        "caption": "Above: {n} parameters over their declared ranges; grey line the prior, bars what is left, thick "
                   "its 50 %, thin its 90 % range; width ÷ prior's in the title. Below: what was observed "
                   "(black), 90 % of the prior's draws (grey), and of runs at what is left, on fresh seeds ({colour}; "
                   "thick 50 %); open marks and italics: held out. {days} working days.",
        "colour": "blue",
        "limits": [
            "What is left rests on the parameters that were drawn, their declared ranges and the others at their "
            "defaults: another parameter might explain the same numbers.",
            "Without staffing, a log or pattern identifies shapes of delay and demand, not governance.",
            "The model's own error is what is stated as discrepancy, by judgement; a smaller one would leave less.",
            "Seeds are paired; how far one city differs from their mean was estimated at one draw.",
            "A fit is a result: no default of the model is changed by it.",
        ],
        "of_history": "What is not ruled out is not equally likely.",
        "of_rejection": "The posterior is approximate: wider than the exact one by the tolerance, and as coarse as the "
                        "effective number of draws.",
    },
    "zh": {
        "join": "；", "and": "、", "none": "无",
        "question": "对{a}而言，观测结果给 {n} 个不确定参数留下哪些取值？",
        "rejection": "{draws} 组抽样，各在 {seeds} 个配对种子上运行（其中 {told} 组给出全部统计量）；保留含噪副本的 "
                     "{kept:.0%}，来自 {different} 组不同抽样，有效数 {effective:.0f}。",
        "history": "{waves} 轮，每轮 {draws} 组抽样、{seeds} 个配对种子；以 {cutoff:g} 为界，"
                   "先验空间的 {left:.2%} 未被排除。",
        "empty": "无一取值留下：在这些参数的范围内，各项模式无法同时满足。",
        "beyond": "超出所保留的全部抽样（已含噪声与设定偏差）：{list}。在这些范围内模型不能再现；"
                  "留下的只是相距最近的取值，并非后验。",
        "few": "留下的抽样太少，不足以说明单项设定（有效数 {effective:.0f}，需 {least:g}）：请增大 --draws。",
        "learned": "有所识别：{list}。", "partly": "略有识别：{list}。",
        "unmoved": "未能识别，仍为先验：{list}。",
        "one": "{name} {low:.3g} … {high:.3g} {unit}（90%；宽度为先验的 {ratio:.0%}）",
        "brief": "{name}（{ratio:.0%}）",
        "pair": "{a}与{b}（r = {r:+.2f}）", "pairs": "联合识别优于单独识别：{list}。",
        "fit_in": "参与拟合：{all} 项中有 {n} 项落入 90% 预测区间。",
        "fit_out": "参与拟合而仍未命中：{list}。",
        "held_in": "留出检验：{all} 项中有 {n} 项落入 90% 预测区间。",
        "held_out": "留出而未命中：{list}。", "held_none": "没有留出项。",
        "miss": "{name}：预测 {low:.3g} … {high:.3g} {unit}，观测 {seen}（z = {z:+.1f}）",
        "clash": "范围内任何取值都不能同时满足：{list}。", "clash_one": "{a}与{b}",
        "never": "范围内任何取值都不能满足，单独亦然：{list}。",
        "caption": "上：{n} 个参数在其声明范围内的分布；灰线为先验，柱为留下的取值，粗线为 50%、细线为 90% 范围；"
                   "标题为其宽度与先验宽度之比。下：观测（黑）、先验抽样的 90%（灰）及在留下取值处用新种子运行的 90%"
                   "（{colour}；粗线 50%）；空心与“留出”字样为未参与拟合者。{days} 个工作日。",
        "colour": "蓝",
        "limits": [
            "留下的取值取决于所抽参数、其声明范围及其余参数取默认值；其他参数也可能解释同样的数字。",
            "没有人员配置的日志或模式只能识别时长与需求的形状，不能识别治理方式。",
            "模型自身误差按判断设定为偏差；设得更小，留下的更少。",
            "种子为配对种子；单个城市与其均值相差多少，是在一组抽样处估计的。",
            "拟合只是结果：不改变模型的任何默认值。",
        ],
        "of_history": "未被排除的取值并非等可能。",
        "of_rejection": "后验为近似：因容差而宽于精确后验，精细程度以有效抽样数为限。",
    },
}  # fmt: skip


def titles(found: "Calibration", lang: str) -> dict[str, str]:
    """What settings are called, by key."""
    return {one.key: one.zh if lang == "zh" else one.en for one in found.inputs}


def question(found: "Calibration", lang: str) -> str:
    """What was asked, one sentence."""
    return str(_WORDS[lang]["question"].format(n=len(found.inputs), a=labels_of(found, lang)[0]))


def findings(found: "Calibration", lang: str) -> list[str]:
    """How it was found, what was learned of which setting, and whether what is left shows what was observed."""
    words = _WORDS[lang]
    about = {str(key): value for key, value in found.found.about.to_dict("records")[0].items()}
    told = [str(words[found.method].format(**about))]
    if not len(found.found.left):
        return [*told, str(words["empty"]), *_clashes(found, lang)]
    if found.method == "rejection" and about["effective"] < LEAST_EFFECTIVE:
        known = [str(words["few"].format(least=LEAST_EFFECTIVE, **about))]
    else:
        known = [*_learned(found, lang), *_together(found, lang)]
    return [*told, *_beyond(found, lang), *known, *_met(found, lang), *_clashes(found, lang)]


def _beyond(found: "Calibration", lang: str) -> list[str]:
    """What was fitted and lies beyond all that the draws show."""
    words, table = _WORDS[lang], found.found.predictive
    if "beyond" not in table or not table["beyond"].any():
        return []
    names = {one.key: one.name(lang) for one in found.summaries}
    listed = words["join"].join(names[key] for key in table.loc[table["beyond"], "summary"])
    return [str(words["beyond"].format(list=listed))]


def _learned(found: "Calibration", lang: str) -> list[str]:
    words, names, rows = _WORDS[lang], titles(found, lang), found.found.parameters
    ratio = rows["width_ratio"]
    said = []
    for key, mine, line in (
        ("learned", rows[ratio < LEARNED], "one"), ("partly", rows[(ratio >= LEARNED) & (ratio < UNMOVED)], "one"),
        ("unmoved", rows[ratio >= UNMOVED], "brief"),
    ):  # fmt: skip
        if len(mine):
            listed = [
                words[line].format(
                    name=names[str(row["parameter"])], low=row["q05"], high=row["q95"], ratio=row["width_ratio"],
                    unit=unit_in(str(row["unit"]), lang),
                )
                for row in mine.sort_values("width_ratio").to_dict("records")
            ]  # fmt: skip
            said.append(str(words[key].format(list=words["join"].join(listed))))
    return said


def _together(found: "Calibration", lang: str) -> list[str]:
    words, names, rows = _WORDS[lang], titles(found, lang), found.found.correlations
    strong = rows[rows["r"].abs() >= TOGETHER]
    listed = [
        words["pair"].format(a=names[row["first"]], b=names[row["second"]], r=row["r"])
        for row in strong.to_dict("records")
    ]
    return [str(words["pairs"].format(list=words["join"].join(listed)))] if listed else []


def _met(found: "Calibration", lang: str) -> list[str]:
    """Which summaries the runs at what is left show, those fitted and those held out apart."""
    words, table = _WORDS[lang], found.found.predictive
    said = []
    for fitted, all_in, missed in ((True, "fit_in", "fit_out"), (False, "held_in", "held_out")):
        mine = table[table["fitted"] == fitted]
        if mine.empty:
            said.append(str(words["held_none"]))
            continue
        said.append(str(words[all_in].format(n=int(mine["met"].sum()), all=len(mine))))
        if not mine["met"].all():
            out = [_miss(found, row, lang) for row in mine[~mine["met"]].to_dict("records")]
            said.append(str(words[missed].format(list=words["join"].join(out))))
    return said


def _miss(found: "Calibration", row: "dict[Any, Any]", lang: str) -> str:
    one = next(each for each in found.summaries if each.key == row["summary"])
    return str(
        _WORDS[lang]["miss"].format(
            name=one.name(lang),
            low=row["q05"],
            high=row["q95"],
            unit=unit_in(one.unit, lang),
            seen=seen(row),
            z=row["z"],
        )
    )


def seen(row: "dict[Any, Any] | pd.Series[Any]") -> str:
    """What was observed: a number, or a range."""
    low, high = float(row["observed_low"]), float(row["observed_high"])
    return f"{low:.3g}" if low == high else f"{low:.3g} … {high:.3g}"


def _clashes(found: "Calibration", lang: str) -> list[str]:
    words, table = _WORDS[lang], found.found.conflicts
    if table.empty:
        return []
    names = {one.key: one.name(lang) for one in found.summaries}
    none = table[table["left"] == 0.0]
    never = set(none.loc[none["first"] == none["second"], "first"])
    said = []
    if never:
        listed = words["and"].join(name for key, name in names.items() if key in never)
        said.append(str(words["never"].format(list=listed)))
    pairs = [
        words["clash_one"].format(a=names[row["first"]], b=names[row["second"]])
        for row in none.to_dict("records")
        if not never & {row["first"], row["second"]}
    ]
    if pairs:
        said.append(str(words["clash"].format(list=words["join"].join(pairs))))
    return said


def caption(found: "Calibration", lang: str) -> str:
    """What the figure shows."""
    words = _WORDS[lang]
    return str(words["caption"].format(n=len(found.inputs), days=found.days, colour=words["colour"]))


def limits(found: "Calibration", lang: str) -> list[str]:
    """What a fit cannot say."""
    words = _WORDS[lang]
    return [str(words[f"of_{found.method}"]), *(str(each) for each in words["limits"])]
