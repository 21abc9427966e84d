"""For whom the difference is, in words, in English and Chinese."""

from typing import TYPE_CHECKING, Any

from experiments.words import listed, outcome_name

if TYPE_CHECKING:
    import pandas as pd

    from experiments.equity import Equity

GROUPS = {
    "en": {"all": "all residents", "vulnerable": "vulnerable", "others": "others", "under_18": "under 18",
           "18_to_59": "18 to 59", "over_60": "60 and more"},
    "zh": {"all": "全体居民", "vulnerable": "弱势居民", "others": "其他居民", "under_18": "18岁以下",
           "18_to_59": "18至59岁", "over_60": "60岁及以上"},
}  # fmt: skip
BREAKDOWNS = {
    "en": {"all": "all", "vulnerability": "vulnerability", "age": "age", "community": "community"},
    "zh": {"all": "全体", "vulnerability": "弱势", "age": "年龄", "community": "社区"},
}
GAPS = {
    "en": {"vulnerable": "vulnerable − others", "oldest": "60 and more − under 60",
           "worst_community": "worst community − median", "gini": "Gini over communities",
           "cv": "coefficient of variation over communities", "worst": "worst community"},
    "zh": {"vulnerable": "弱势 − 其他", "oldest": "60岁及以上 − 60岁以下", "worst_community": "最差社区 − 中位社区",
           "gini": "社区间基尼系数", "cv": "社区间变异系数", "worst": "最差社区"},
}  # fmt: skip
TOLD, OF_GAPS = ("better", "worse", "equivalent", "open"), ("closes", "widens", "turns", "open")
VERDICTS = {
    "en": {"closes": "closes", "widens": "widens", "turns": "turns", "open": "not known", "better": "better",
           "worse": "worse"},
    "zh": {"closes": "缩小", "widens": "扩大", "turns": "反转", "open": "未知", "better": "更好", "worse": "更差"},
}  # fmt: skip
_WORDS = {
    "en": {
        "question": "For whom is the difference between {a} and {others}: by vulnerability, age and community?",
        "group": "{b} against {a}, {group} ({residents:,.0f} residents): better in {better} ({better_list}); worse in "
                 "{worse} ({worse_list}); equivalent in {equivalent}; not known in {open} of {n} outcomes with a "
                 "better direction.",
        "community": "{b} against {a}, {outcome}: better in {better} of {n} communities, worse in {worse}, equivalent "
                     "in {equivalent}, not known in {open}.",
        "gap": "Gap {gap} under {b} instead of {a}: closes in {closes} ({closes_list}); widens in {widens} "
               "({widens_list}); turns in {turns} ({turns_list}); not known in {open} of {n}.",
        "unequal": "{measure} under {b} instead of {a}: smaller in {closes} ({closes_list}); larger in {widens} "
                   "({widens_list}); not known in {open} of {n}.",
        "caption": "{outcomes} by group of residents: under each arm (left), as a difference from {a} (middle), mean "
                   "and 95 % interval over {n} paired seeds, {years:g} model year(s); filled where the difference is "
                   "found, hollow where it is not (Holm over groups and outcomes of a breakdown, p < 0.05). Right: "
                   "communities in the order of their difference, those with more residents with a larger mark.",
    },
    "zh": {
        "question": "{a} 与 {others} 的差异对谁而言：按弱势、年龄与社区？",
        "group": "{b} 与 {a} 相比，{group}（{residents:,.0f} 人）：{better} 项更好（{better_list}）；{worse} 项更差"
                 "（{worse_list}）；{equivalent} 项等效；在有优劣方向的 {n} 项结果中 {open} 项未知。",
        "community": "{b} 与 {a} 相比，{outcome}：{n} 个社区中 {better} 个更好，{worse} 个更差，{equivalent} 个等效，"
                     "{open} 个未知。",
        "gap": "由 {a} 改为 {b}，差距“{gap}”：{closes} 项缩小（{closes_list}）；{widens} 项扩大（{widens_list}）；"
               "{turns} 项反转（{turns_list}）；{n} 项中 {open} 项未知。",
        "unequal": "由 {a} 改为 {b}，{measure}：{closes} 项变小（{closes_list}）；{widens} 项变大（{widens_list}）；"
                   "{n} 项中 {open} 项未知。",
        "caption": "按居民群体的{outcomes}：左为各组之值，中为与 {a} 之差，均值与 95% 区间，{n} 个配对种子，"
                   "{years:g} 个模型年；实心为已发现差异，空心为未发现（对同一划分的群体与结果作 Holm 校正）。"
                   "右：各社区按差异排序，居民多者标记较大。",
    },
}  # fmt: skip
_LIMITS = {
    "en": [
        "A group's outcome is over its own residents and requests; hours and money cannot be told apart by group.",
        "Groups differ in what they need and where they live, so a gap is no proof of unequal treatment.",
        "Chance makes small communities differ more, so the worst community, the Gini coefficient and the coefficient "
        "of variation are larger than without it, under any arm; their change is paired and less touched by that.",
        "A community's interval is over seeds: one with few requests has a wide one, and with Holm over all "
        "communities and outcomes only large differences are found there; what is not found is not shown to be absent.",
        "Mean times of a group are cut at 60 working days, and medians of small groups are coarse.",
    ],
    "zh": [
        "群体的结果只计其居民与诉求；工时与经费无法按群体区分。",
        "各群体的需求与居住地不同，差距不足以证明待遇不等。",
        "偶然性使小社区差异更大，因此最差社区、基尼系数与变异系数在任何方案下均偏大；其变化按种子配对，受此影响较小。",
        "社区的区间取自各种子：诉求少的社区区间宽，且对全部社区与结果作 Holm 校正后只能发现较大差异；"
        "未发现不等于不存在。",
        "群体的平均时间以60个工作日为限；小群体的中位数较粗。",
    ],
}  # fmt: skip


def group_name(group: str, lang: str) -> str:
    """A group of residents for a reader; a community keeps its name."""
    return GROUPS[lang].get(group, group)


def question(found: "Equity", lang: str) -> str:
    """What is asked."""
    labels = found.labels(lang)
    return _WORDS[lang]["question"].format(a=labels[0], others=listed(list(labels[1:]), lang))


def _told(part: "pd.DataFrame", verdicts: tuple[str, ...], lang: str) -> dict[str, Any]:
    """How many rows have each verdict, their outcomes as a list, and how many there are, to be filled into a text."""
    names = {
        told: [outcome_name(key, lang) for key in part.loc[part["verdict"] == told, "outcome"]] for told in verdicts
    }
    counts: dict[str, Any] = {told: len(mine) for told, mine in names.items()}
    return {**counts, **{f"{told}_list": listed(mine, lang) for told, mine in names.items()}, "n": len(part)}


def findings(found: "Equity", lang: str) -> list[str]:
    """By arm: each group of vulnerability and age, communities in the outcomes drawn, gaps, inequality."""
    words, labels = _WORDS[lang], found.labels(lang)
    told = []
    for arm, label in zip(found.names[1:], labels[1:], strict=True):
        about = {"a": labels[0], "b": label}
        mine = found.table[(found.table["arm"] == arm) & (found.table["better"] != "none") & (found.table["n"] > 0)]
        for (breakdown, group), part in mine.groupby(["breakdown", "group"], sort=False):
            if breakdown in ("vulnerability", "age"):
                name, people = group_name(str(group), lang), part["residents"].iloc[0]
                told.append(words["group"].format(**about, **_told(part, TOLD, lang), group=name, residents=people))
        for key in found.drawn:
            part = mine[(mine["breakdown"] == "community") & (mine["outcome"] == key)]
            if len(part):
                name = outcome_name(key, lang)
                told.append(words["community"].format(**about, **_told(part, TOLD, lang), outcome=name))
        told += _of_gaps(found.gaps[found.gaps["arm"] == arm], "gap", about, lang)
        told += _of_gaps(found.inequality[found.inequality["arm"] == arm], "unequal", about, lang)
    return told


def _of_gaps(gaps: "pd.DataFrame", sentence: str, about: dict[str, str], lang: str) -> list[str]:
    told = []
    for gap, part in gaps[(gaps["n"] > 0) & (gaps["gap"] != "worst")].groupby("gap", sort=False):
        name = GAPS[lang][str(gap)]
        told.append(_WORDS[lang][sentence].format(**about, **_told(part, OF_GAPS, lang), gap=name, measure=name))
    return told


def caption(found: "Equity", lang: str) -> str:
    """What the figure shows."""
    outcomes = listed([outcome_name(key, lang) for key in found.drawn], lang)
    return _WORDS[lang]["caption"].format(
        outcomes=outcomes, a=found.labels(lang)[0], n=found.seeds, years=found.days / 250
    )


def limits(_: "Equity", lang: str) -> list[str]:
    """What it cannot say."""
    return _LIMITS[lang]
