"""What a log says, in words, in English and Chinese; and what it cannot say."""

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.logs.arrivals import ALL, DAY, poisson_interval
from experiments.logs.cleaning import REASONS
from experiments.logs.columns import CATEGORY_NAMES
from experiments.logs.services import UNRECOGNISED
from experiments.words import listed

if TYPE_CHECKING:
    from experiments.logs.estimates import Estimates

FAMILY = {
    "lognormal": ("lognormal", "对数正态"), "weibull": ("Weibull", "韦布尔"), "gamma": ("gamma", "伽马"),
    "two_lognormals": ("two lognormals", "两个对数正态的混合"), "observed": ("observed", "观测"),
}  # fmt: skip
PARAMETERS = {
    "sigma": ("σ", "σ"), "scale": ("scale", "尺度"), "shape": ("shape", "形状"), "share_1": ("first", "前者占比"),
    "median_1": ("its median", "前者中位数"), "sigma_1": ("its σ", "前者 σ"),
    "median_2": ("second's median", "后者中位数"), "sigma_2": ("its σ", "后者 σ"),
}  # fmt: skip
DONE = {
    "read": ("read", "读入"), "dropped": ("dropped", "剔除"), "mended": ("mended", "修补"), "noted": ("noted", "注意"),
    "kept": ("kept", "保留"),
}  # fmt: skip
WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}
UNSTATED_ZH = "未注明"
_TEXT: dict[str, dict[str, str]] = {
    "en": {
        "window": "{kept:,} requests of {read:,} rows, {begins} to {last} ({days} days), drawn {drawn}; {open:,} "
                  "still open then{none_open}.",
        "none_open": " (or those still open are not in the file)",
        "demand": "Demand: {rate:.4g} requests a day ({low:.4g} … {high:.4g} if Poisson), over {days} whole days.",
        "cut": "Left out of the rates, since the log has it only in part: {dates}.",
        "over": "Arrivals vary {index:.3g} times as much as a Poisson process ({low:.3g} … {high:.3g}): days differ by "
                "more than chance, and the intervals of rates are too narrow by about {root:.2g} times.",
        "poisson": "Arrivals vary {index:.3g} times as much as a Poisson process ({low:.3g} … {high:.3g}).",
        "closing": "Closing time: median {q50}, 75 % {q75}, 90 % {q90}, 99 % {q99} (calendar hours, with those "
                   "still open); {once:.1%} closed within a minute.",
        "shape": "Of four shapes, {family} fits the other times best; it is off by at most {distance:.1%} of requests, "
                 "and says {said} for the 99 %, which is {seen}.",
        "no_shape": "Too few requests have closed, or at too few different times, for a shape to be fitted.",
        "tail": "Tail (generalised Pareto; shape 0: exponential, from 0.5 no variance, from 1 no mean): {told}.",
        "above": "{shape:.2f} ({low:.2f} … {high:.2f}) above {threshold:.4g} h",
        "heavy": "It is heavier than an exponential tail above every threshold.",
        "light": "It is not shown to be heavier than an exponential tail above any threshold.",
        "mixed": "Whether it is heavier than an exponential tail depends on where it begins.",
        "unsettled": "No one shape holds from one threshold to the next: do not extrapolate.",
    },
    "zh": {
        "window": "共 {read:,} 行，保留诉求 {kept:,} 件，{begins} 至 {last}（{days} 天），导出于 {drawn}，"
                  "其时未办结 {open:,} 件{none_open}。",
        "none_open": "（或文件未含未办结诉求）",
        "demand": "需求：每天 {rate:.4g} 件（若为泊松过程：{low:.4g} … {high:.4g}），按 {days} 个整日计。",
        "cut": "{dates} 在日志中不完整，未计入到达率。",
        "over": "到达的波动为泊松过程的 {index:.3g} 倍（{low:.3g} … {high:.3g}）：各日之间的差异超出随机，"
                "到达率的区间约窄了 {root:.2g} 倍。",
        "poisson": "到达的波动为泊松过程的 {index:.3g} 倍（{low:.3g} … {high:.3g}）。",
        "closing": "办结时长：中位数 {q50}，75% 为 {q75}，90% 为 {q90}，99% 为 {q99}"
                   "（自然小时，含未办结）；{once:.1%} 在一分钟内办结。",
        "shape": "四种分布中，{family}对其余时长拟合最好；最多偏离 {distance:.1%} 的诉求，"
                 "99% 分位拟合为 {said}，实际为 {seen}。",
        "no_shape": "已办结诉求过少，或办结时长的取值过少，未拟合分布。",
        "tail": "尾部（广义帕累托分布；形状 0 为指数，达到 0.5 无方差，达到 1 无均值）：{told}。",
        "above": "{threshold:.4g} 小时以上为 {shape:.2f}（{low:.2f} … {high:.2f}）",
        "heavy": "在各阈值以上均重于指数分布。",
        "light": "在各阈值以上均未见重于指数分布。",
        "mixed": "是否重于指数分布，取决于尾部从何处算起。",
        "unsettled": "各阈值之间形状不一，不宜外推。",
    },
}  # fmt: skip
_LIMITS = {
    "en": [
        "Without staffing, a log identifies the shapes of demand and of delay, not governance: the same times can come "
        "from few posts with short work or many with long work, from queues, approvals, hand-overs or appointments.",
        "It holds what was voiced and taken in; needs that nobody voiced, and those turned away, are not in it.",
        "A request closed is not one resolved: the log does not say who was helped, nor who came again as a new one.",
        "No closing is seen that came after the log was drawn: what is said of the tail holds up to there.",
        "Intervals take requests as independent, which those of one day or one team are not quite; working hours are "
        "those of the model's calendar, whose two closed weeks are not the district's holidays.",
    ],
    "zh": [
        "没有人员配置信息，日志只能识别需求与时长的形状，不能识别治理方式：同样的时长，可能出自岗位少而单件工时短，"
        "也可能出自岗位多而单件工时长，还可能出自排队、审批、交接或预约。",
        "日志只含已表达并受理的诉求；未表达的需求、被拒之门外的诉求不在其中。",
        "办结不等于解决：日志不说明谁得到了帮助，也不说明谁以新编号再次提出。",
        "导出之后的办结不可见：关于尾部的结论只适用于此前的时长。",
        "区间假定各诉求相互独立，同日或同一班组的诉求并不完全独立；工作小时按模型日历计，其两个休假周并非本地假期。",
    ],
}  # fmt: skip


def category_name(key: str, lang: str) -> str:
    """A category in a language."""
    return CATEGORY_NAMES.get(key, key) if lang == "zh" else key.replace("_", " ")


def value_name(value: str, lang: str) -> str:
    """A value of a log's column: a category or what stands for nothing in a language, else as it is written."""
    if lang == "zh" and value == "unstated":
        return UNSTATED_ZH
    return category_name(value, lang) if value in CATEGORY_NAMES else value


def reason_text(key: str, lang: str) -> str:
    """Why rows were dropped, mended or noted."""
    reason = REASONS[key]
    return (reason.zh if lang == "zh" else reason.en).format(unrecognised=category_name(UNRECOGNISED, lang))


def family_name(key: str, lang: str) -> str:
    """A shape in a language."""
    return FAMILY[key][lang == "zh"]


def parameters_text(parameters: dict[str, float], lang: str) -> str:
    """The parameters of a shape on a line."""
    told = (f"{PARAMETERS[name][lang == 'zh']} {value:.3g}" for name, value in parameters.items())
    return ("，" if lang == "zh" else ", ").join(told)


def number(value: float) -> str:
    """Hours with four significant digits; a dash where they are not known."""
    return "–" if value != value else f"{value:.4g}"


def findings(found: "Estimates", lang: str) -> list[str]:
    """What the log says, a few sentences."""
    words, log = _TEXT[lang], found.log
    counts = log.cleaning.set_index("reason")["rows"]
    over = found.dispersion.set_index("category").loc[ALL]
    (begins, ends), came = found.window, int(found.weekdays["requests"].sum())
    days = int((ends - begins).days)
    low, high = poisson_interval(pd.Series([came]), pd.Series([days]))
    still_open = int(log.frame["closed"].isna().sum())
    lines = [
        words["window"].format(
            none_open="" if still_open else words["none_open"],
            kept=counts["kept"], read=counts["read"], begins=log.begins.date(), days=log.days, drawn=log.drawn.date(),
            last=log.frame["requested"].iloc[-1].date(), open=still_open,
        ),
        words["demand"].format(rate=came / days, days=days, low=float(low[0]), high=float(high[0])),
    ]  # fmt: skip
    cut = [str(day.date()) for day in (log.begins, log.ends - DAY) if not begins <= day < ends]
    if cut:
        lines.append(words["cut"].format(dates=listed(cut, lang)))
    if over["df"]:
        told: dict[str, Any] = {"index": over["index"], "low": over["ci_low"], "high": over["ci_high"]}
        lines.append(words["over" if over["ci_low"] > 1.0 else "poisson"].format(root=over["index"] ** 0.5, **told))
    whole = found.closing[(found.closing["by"] == ALL) & (found.closing["time"] == "calendar")]
    quantiles = {
        f"q{100 * q:g}": hours_text(float(h), lang) for q, h in zip(whole["quantile"], whole["hours"], strict=True)
    }
    lines.append(words["closing"].format(once=found.at_once[0], **quantiles))
    return [*lines, _shape(found, words, lang), *_tail(found, words, lang)]


def hours_text(hours: float, lang: str) -> str:
    """So many hours; in words where fewer have closed."""
    if math.isnan(hours):
        return "尚未达到" if lang == "zh" else "not reached"
    return f"{number(hours)} 小时" if lang == "zh" else f"{number(hours)} h"


def _shape(found: "Estimates", words: dict[str, str], lang: str) -> str:
    if not found.fits:
        return words["no_shape"]
    best, seen = found.shapes.iloc[0], found.shapes.iloc[-1]
    return words["shape"].format(
        family=family_name(best["family"], lang),
        distance=best["distance"],
        said=hours_text(float(best["q99"]), lang),
        seen=hours_text(float(seen["q99"]), lang),
    )


def _tail(found: "Estimates", words: dict[str, str], lang: str) -> list[str]:
    """The shape above each threshold, whether it is above 0, and whether it is one shape."""
    known = found.tail.dropna(subset=["shape"])
    if known.empty:
        return []
    columns = ["shape", "ci_low", "ci_high", "threshold"]
    rows = known[columns].to_numpy(dtype=float).tolist()
    told = [words["above"].format(shape=at, low=low, high=high, threshold=over) for at, low, high, over in rows]
    above = [low > 0.0 for _, low, _, _ in rows]
    lines = [
        words["tail"].format(told=listed(told, lang)),
        words["heavy" if all(above) else "mixed" if any(above) else "light"],
    ]
    return [*lines, words["unsettled"]] if known["ci_low"].max() > known["ci_high"].min() else lines


def limits(lang: str) -> list[str]:
    """What such a log cannot say."""
    return list(_LIMITS[lang])
