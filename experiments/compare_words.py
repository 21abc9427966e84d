"""A comparison in words, in English and Chinese: what was asked, found, saved by pairing, and how runs settle."""

import math
from typing import TYPE_CHECKING

import numpy as np

from experiments.pairing import times_as_many
from experiments.warmup import SHORTEST, day_to_count_from
from experiments.words import VERDICTS, listed, outcome_name

if TYPE_CHECKING:
    import pandas as pd

    from experiments.compare import Comparison

SERIES = {
    "en": {"backlog": "open requests", "unvoiced": "unvoiced needs", "trust": "mean trust"},
    "zh": {"backlog": "未办结诉求", "unvoiced": "未表达需求", "trust": "平均信任"},
}
_WORDS = {
    "en": {
        "question": "What differs for the district under {others} instead of {a}, for the same residents and needs?",
        "pairing": "{b}: over seeds the two arms correlate by {r:.2f} (median over outcomes); without pairing {times} "
                   "times as many runs would tell as much (median; from {least} to {most} over outcomes).",
        "reached": "{b}, {outcome}: the 95 % interval is {width:.3g} wide, {asked:.3g} was asked for: reached with {n} "
                   "seeds.",
        "missed": "{b}, {outcome}: the 95 % interval is {width:.3g} wide, {asked:.3g} was asked for: not reached with "
                  "{n} seeds with a value, of {seeds} run (at most {most}).",
        "hopeless": "{b}, {outcome}: no seed has a value in both arms, so no seeds were added for it; {asked:.3g} was "
                    "asked for: not reached.",
        "short": "Warm-up: a run of {days} working days is too short to say whether it settles; that takes {shortest}.",
        "warmup": "Warm-up (MSER-5, working days until a series has settled, median and range over seeds): {told}.",
        "settled": "{series} {median:.0f} ({least:.0f} to {most:.0f}{few})", "few": ", in {settled} of {seeds} seeds",
        "late": "{series} not in the first half of the run (settled in {settled} of {seeds} seeds)",
        "enough": "The run of {days} working days is long enough for all of them.",
        "too_short": "For what has not settled ({what}) the run of {days} working days is too short by this rule: such "
                     "levels are of this stretch of time from an empty start, no steady state; or a late peak, as "
                     "after a closed week, hides from the rule that they have settled (see the figure).",
        "changed": "Counted over needs that arose after working day {day} alone, the verdict changes in {changed} of "
                   "{n} outcomes of {b}{list}.",
        "cannot": "Hours and money of the whole run and stocks at its end cannot be counted anew without a warm-up.",
        "caption": "Top: mean over {n} paired seeds of the week's mean, with the middle 90 % of seeds, {years:g} model "
                   "year(s). Below: difference from {a} over its standard deviation between seeds (Cohen's d_z), with "
                   "95 % intervals by Student's t. At the right what is told, Holm over all outcomes: + better, "
                   "− worse, ↑ ↓ higher or lower where neither is better, ≈ equivalent (two one-sided tests against "
                   "the smallest difference of interest), ? not known.",
    },
    "zh": {
        "question": "同样的居民、同样的诉求，由 {a} 改为 {others}，街区会有何不同？",
        "pairing": "{b}：两组在各种子间的相关系数中位数为 {r:.2f}；若不配对，需 {times} 倍的运行次数才能得到同样的精度"
                   "（各结果中位数；范围 {least} 至 {most}）。",
        "reached": "{b}，{outcome}：95% 区间宽 {width:.3g}，要求 {asked:.3g}：以 {n} 个种子达到。",
        "missed": "{b}，{outcome}：95% 区间宽 {width:.3g}，要求 {asked:.3g}：未达到（有值种子 {n} 个，"
                  "共运行 {seeds} 个，上限 {most}）。",
        "hopeless": "{b}，{outcome}：没有种子在两组均有值，未为其增加种子；要求 {asked:.3g}：未达到。",
        "short": "预热期：{days} 个工作日的运行过短，无法判断是否趋稳；至少需要 {shortest} 个工作日。",
        "warmup": "预热期（MSER-5，序列趋稳所需工作日，种子间中位数与范围）：{told}。",
        "settled": "{series} {median:.0f}（{least:.0f} 至 {most:.0f}{few}）",
        "few": "，{seeds} 个种子中的 {settled} 个",
        "late": "{series} 在前半段未趋稳（{seeds} 个种子中 {settled} 个趋稳）",
        "enough": "{days} 个工作日的运行对以上各项均足够长。",
        "too_short": "对未趋稳的项目（{what}），按此规则 {days} 个工作日的运行过短：其水平只属于自空白开始的这段时间，"
                     "并非稳态；或因后段出现高峰（如放假一周之后），规则看不出其已趋稳（见图）。",
        "changed": "若只计第 {day} 个工作日之后产生的诉求，{b} 的 {n} 项结果中有 {changed} 项判断改变{list}。",
        "cannot": "全程工时与经费以及期末存量，无法在去除预热期后重新计算。",
        "caption": "上：{n} 个配对种子的周均值之平均，阴影为中间 90% 的种子，{years:g} 个模型年。下：与 {a} 之差"
                   "除以其种子间标准差（Cohen d_z），95% 区间（t 分布）。右侧为判断（对全部结果作 Holm 校正）：+ 更好，"
                   "− 更差，↑ ↓ 无优劣方向而更高或更低，≈ 等效（以有意义的最小差异作双单侧检验），? 未知。",
    },
}  # fmt: skip
_LIMITS = {
    "en": [
        "The interval is that of the mean over seeds: it says how sure the model's own answer is, not how well the "
        "model's assumptions hold for a city; `sanshe unrig` draws those.",
        "The smallest differences of interest are the registered ones (0.01 of a share or of 0 to 1, else 2 % of the "
        "larger mean, which is itself estimated) unless others were given: equivalent means smaller than that.",
        "Every run starts from an empty district and no warm-up is cut off.",
        "Differences and equivalence are each adjusted over all outcomes of an arm (Holm), but not over several arms; "
        "the intervals are not adjusted.",
    ],
    "zh": [
        "区间是各种子均值的区间：说明模型自身答案的把握，不说明模型假设是否适用于某一城市；"
        "后者由 `sanshe unrig` 抽样考察。",
        "有意义的最小差异采用登记值（比例或 0 至 1 的量为 0.01，其余为较大均值的 2%，该均值亦为估计），除非另行指定："
        "等效即小于此值。",
        "每次运行均自空白街区开始，不去除预热期。",
        "差异与等效各自对一组的全部结果作 Holm 校正，但不跨多组校正；区间未作校正。",
    ],
}  # fmt: skip


def question(found: "Comparison", lang: str) -> str:
    """What a comparison asks."""
    labels = found.labels(lang)
    return _WORDS[lang]["question"].format(a=labels[0], others=listed(list(labels[1:]), lang))


def findings(found: "Comparison", lang: str) -> list[str]:
    """The sentences of the comparison, of pairing, of the precision, and of the warm-up."""
    return [
        *found.sentence(lang).splitlines(), *pairing_told(found, lang), *precision_told(found, lang),
        *warmup_told(found, lang),
    ]  # fmt: skip


def _times(value: float) -> str:
    return "∞" if math.isinf(value) else f"{value:.1f}" if value < 10.0 else f"{value:,.0f}"


def pairing_told(found: "Comparison", lang: str) -> list[str]:
    """One sentence an arm: how alike arms fare over seeds, and how many more runs that saves."""
    called = dict(zip(found.names, found.labels(lang), strict=True))
    told = []
    for arm in found.names[1:]:
        part = found.table[found.table["arm"] == arm]
        saved = part["variance_saved"].dropna()
        if not len(saved):
            continue
        times = sorted(times_as_many(value) for value in saved)
        told.append(
            _WORDS[lang]["pairing"].format(
                b=called[arm], r=part["correlation"].median(), times=_times(float(np.median(times))),
                least=_times(times[0]), most=_times(times[-1]),
            )
        )  # fmt: skip
    return told


def precision_told(found: "Comparison", lang: str) -> list[str]:
    """One sentence an arm and outcome for which a precision was asked."""
    labels = found.labels(lang)
    told = []
    for one in found.widths:
        key = "reached" if one.narrow else "hopeless" if one.hopeless else "missed"
        told.append(
            _WORDS[lang][key].format(
                b=labels[one.arm], outcome=outcome_name(one.outcome, lang), width=one.width, asked=one.asked, n=one.n,
                seeds=found.seeds, most=found.most_seeds,
            )
        )  # fmt: skip
    return told


def warmup_told(found: "Comparison", lang: str) -> list[str]:
    """After how long the runs have settled, whether they are long enough, and what counting from there on changes."""
    words, table = _WORDS[lang], found.warmup
    if not len(table) or found.days < SHORTEST:
        return [words["short"].format(days=found.days, shortest=SHORTEST)]
    called = dict(zip(found.names, found.labels(lang), strict=True))
    lines, late = [], []
    for arm, part in table.groupby("arm", sort=False):
        each = []
        for row in part.to_dict("records"):
            names = {**{str(key): value for key, value in row.items()}, "series": SERIES[lang][row["series"]]}
            few = "" if row["settled"] == row["seeds"] else words["few"].format(**names)
            settled = 2 * row["settled"] >= row["seeds"]
            each.append(words["settled" if settled else "late"].format(**names, few=few))
            if not settled:
                late.append(f"{called[str(arm)]} {names['series']}")
        lines.append(f"{called[str(arm)]}{'：' if lang == 'zh' else ': '}" + listed(each, lang))
    told = [words["warmup"].format(told=("；" if lang == "zh" else "; ").join(lines))]
    told.append(
        words["too_short"].format(days=found.days, what=listed(late, lang))
        if late
        else words["enough"].format(days=found.days)
    )
    return told + since_told(found, lang)


def since_told(found: "Comparison", lang: str) -> list[str]:
    """What is told otherwise of an arm if only needs count that arose once the runs have settled, as far as known."""
    words = _WORDS[lang]
    offered = sorted(set(found.later["since_day"])) if len(found.later) else []
    day = day_to_count_from(found.warmup, [int(x) for x in offered])
    if day is None:
        return []
    called = dict(zip(found.names, found.labels(lang), strict=True))
    told = []
    for arm in found.names[1:]:
        changed, n = changed_verdicts(found.since, arm, day)
        told_of = [
            f"{outcome_name(key, lang)}: {VERDICTS[lang][before]} → {VERDICTS[lang][after]}"
            for key, before, after in changed
        ]
        shown = ("（{}）" if lang == "zh" else " ({})").format(listed(told_of, lang)) if told_of else ""
        told.append(words["changed"].format(day=day, changed=len(changed), n=n, b=called[arm], list=shown))
    return [*told, words["cannot"]]


def changed_verdicts(since: "pd.DataFrame", arm: str, day: int) -> tuple[list[tuple[str, str, str]], int]:
    """(outcomes of an arm whose verdict is another from this day on, with both; how many have one); as `since`."""
    mine = since[(since["arm"] == arm) & np.isfinite(since["difference"])]
    by_day = mine.pivot(index="outcome", columns="since_day", values="verdict").dropna()
    order = [key for key in dict.fromkeys(mine["outcome"]) if key in by_day.index]
    both = [(key, str(by_day.loc[key, 0]), str(by_day.loc[key, day])) for key in order]
    return [row for row in both if row[1] != row[2]], len(both)


def caption(found: "Comparison", lang: str) -> str:
    """What the figure shows."""
    return _WORDS[lang]["caption"].format(n=found.seeds, years=found.days / 250, a=found.labels(lang)[0])


def limits(_: "Comparison", lang: str) -> list[str]:
    """What a comparison cannot say."""
    return _LIMITS[lang]
