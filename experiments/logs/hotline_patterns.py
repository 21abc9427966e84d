"""What is known of Chinese city hotlines 政务服务热线, with sources, and the quantity of a run it is held against.

The model has no hotline desk: a call goes to a station, which takes it up or sends it on. A *call* here is a need
voiced by phone. So three things differ from a hotline's own books, and are told where they matter: a call to the
station itself counts as well; what a caller wants is told by the category of the need and not by how it was filed; and
a city reports what callers said when they were rung up, under a ranking of districts by what they say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from experiments.logs.history_matching import Target
from scenarios.duty_list import load_duty_list
from scenarios.words import unit_in

if TYPE_CHECKING:
    from model.governance import GovernanceModel

MATURE_DAYS = 30  # working days after which a call's fate is told
DISSATISFIED = 0.4  # of 0 to 1: the two lower of five grades, were they of one width
KINDS = {
    "consultation": ("administrative",),
    "help": ("care", "mutual_aid"),
    "complaint": ("collective", "enforcement"),
}  # 咨询、求助、投诉举报
ENQUIRIES = ("policy_enquiry", "hotline_information")  # items of the duty list that are asked and answered, no more


@dataclass(frozen=True)
class Calls:
    """The calls of a finished run.

    `frame`: rows of `model.requests` voiced by phone between the warm-up and the horizon, with `days`, working days
    from voicing to the first resolution (inf: not by the horizon), `mature`: voiced early enough to be judged, `kind`,
    and `direct`: resolved without leaving the first desk. `residents`, and the `years` that were watched.
    """

    frame: pd.DataFrame
    residents: int
    years: float

    @property
    def mature(self) -> pd.DataFrame:
        """Those of which the fate is told."""
        return self.frame[self.frame["mature"]]


def calls_of(model: "GovernanceModel", warm_up_days: int) -> Calls:
    """The calls of a run."""
    hours = model.hours
    horizon = model.day * hours
    needs = model.requests.frame()
    voiced = needs["voiced"]
    frame = needs[(needs["channel"] == "phone") & (voiced >= warm_up_days * hours) & (voiced < horizon)].copy()
    frame["days"] = ((frame["resolved"] - frame["voiced"]) / hours).fillna(np.inf)
    frame["mature"] = frame["voiced"] + MATURE_DAYS * hours <= horizon
    kind = {category: kind for kind, several in KINDS.items() for category in several}
    frame["kind"] = frame["category"].astype(str).map(kind)
    frame["direct"] = (frame["hand_overs"] == 0) & np.isfinite(frame["days"])
    return Calls(frame, len(model.residents), (model.day - warm_up_days) / 250)


def _requests(calls: Calls) -> float:
    return 1000.0 * len(calls.frame) / (calls.residents * calls.years)


def _direct(calls: Calls) -> float:
    return float(calls.mature["direct"].mean())


def _kind(kind: str) -> Callable[[Calls], float]:
    return lambda calls: float((calls.frame["kind"] == kind).mean())


def _closing(calls: Calls) -> float:
    """Mean over closed calls, as cities report it: what is open is not in it."""
    days = calls.mature["days"]
    return float(days[np.isfinite(days)].mean())


def _median(kind: str) -> Callable[[Calls], float]:
    def read(calls: Calls) -> float:
        days = calls.mature.loc[calls.mature["kind"] == kind, "days"]
        return float(np.minimum(days.median(), MATURE_DAYS)) if len(days) else float("nan")

    return read


def _resolved(calls: Calls) -> float:
    """What a caller would call resolved when rung up once the standard has ended: done by then, and without a fault."""
    sent = calls.mature[~calls.mature["direct"]]
    in_time = sent["resolved"] - sent["voiced"] <= sent["standard_hours"]
    return float((in_time & (sent["reopened"] == 0) & ~sent["defect"]).mean()) if len(sent) else float("nan")


def _dissatisfied(calls: Calls) -> float:
    judged = calls.mature["satisfaction"].dropna()
    return float((judged < DISSATISFIED).mean()) if len(judged) else float("nan")


def _enquiries(calls: Calls) -> float:
    return float(calls.frame["item"].isin(ENQUIRIES).mean())


@dataclass(frozen=True)
class Pattern:
    """One pattern: its names, unit, observed range, source, and what of a run is held against it, and how fairly.

    Attributes:
        key: Its key.
        en: Its name.
        zh: Its name in Chinese.
        unit: Its unit.
        target: What was observed, and by how much model and world are taken to differ (our judgement).
        source: Where it was observed.
        sure: How sure it is: `several` cities, `one` city, or an upper `bound`, for what is reported under a ranking.
        fitted: Whether it may refute settings, or is held out to be predicted.
        mapped_en: The quantity of the model, and what is not the same.
        mapped_zh: The same in Chinese.
        read: It, of the calls of a run.
    """

    key: str
    en: str
    zh: str
    unit: str
    target: Target
    source: str
    sure: Literal["several", "one", "bound"]
    fitted: bool
    mapped_en: str
    mapped_zh: str
    read: Callable[[Calls], float]


_MIX = "Beijing 2020; Tangshan, November 2024; Siping 2025; Huaibei, March 2021"
_STANDARDS = "published time standards of several cities' hotlines"
# fmt: off
PATTERNS: tuple[Pattern, ...] = (
    Pattern("requests", "calls", "来电诉求", "per 1,000 residents a year", Target(40.0, 200.0, 20.0),
            "Beijing 2020 (206 dispatched of 504 contacts); Taizhou, July 2018; Huaibei, March 2021",
            "several", True,
            "needs voiced by phone; calls to the station itself are among them, so the model should lie high",
            "通过电话表达的需求；含直接打给服务站的电话，故模型应偏高", _requests),
    Pattern("direct", "answered directly", "直接答复", "share", Target(0.53, 0.86, 0.05),
            _MIX, "several", False,
            "calls resolved without leaving the first desk: a least estimate, since passing a call on within a station "
            "counts as leaving it, and a hotline would not count that as sent on; so it refutes nothing",
            "未离开首个窗口即解决的来电：为下限估计，站内窗口之间转交在模型中算作移交，而热线不算转办；"
            "故不用于排除", _direct),
    Pattern("consultation", "consultations", "咨询类", "share", Target(0.47, 0.64, 0.05),
            _MIX, "several", True,
            "calls on administrative matters, which a caller can ask about and not hand in by phone",
            "行政类来电：电话中可以询问，不能递交材料", _kind("consultation")),
    Pattern("help", "calls for help", "求助类", "share", Target(0.17, 0.30, 0.05),
            _MIX, "several", True,
            "calls on care and mutual aid; a hotline files some repairs here, which the model counts as collective",
            "照护与互助类来电；热线将部分报修归入此类，模型计入公共事务", _kind("help")),
    Pattern("closing", "mean closing time", "平均办结时间", "working days", Target(2.0, 2.0, 0.5),
            "Huaibei, March 2021", "one", True,
            "from voicing to the first resolution, over closed calls; one city in one month",
            "从表达到首次解决，只计已办结来电；仅一市一月", _closing),
    Pattern("complaints", "complaints and reports", "投诉举报类", "share", Target(0.01, 0.51, 0.05),
            _MIX, "several", False,
            "calls on collective matters and enforcement; cities file these so differently that the range says little",
            "公共事务与执法类来电；各市归类差异很大，区间所含信息很少", _kind("complaint")),
    Pattern("resolved", "resolved, of those sent on", "转办件解决率", "share", Target(0.53, 0.89, 0.05),
            "Beijing 2019 to 2021, by callers' word under a ranking of districts", "bound", False,
            "calls not answered directly that were resolved within their standard and without a fault",
            "未直接答复的来电中，在规定时限内解决且无差错的比例", _resolved),
    Pattern("dissatisfied", "dissatisfied", "不满意率", "share", Target(0.05, 0.13, 0.03),
            "Ningguo, April 2022, by department", "one", False,
            "judged calls with a satisfaction below 0.4, the two lower of five equal grades: where a caller draws that "
            "line is not known",
            "评价低于 0.4 的来电（五等分的下两档）；来电人的实际界线未知", _dissatisfied),
    Pattern("median_consultation", "median of consultations", "咨询类中位办结时间", "working days", Target(0.0, 3.0),
            _STANDARDS + ": 1 to 3 working days", "bound", False,
            "half of them are closed within the upper end of the standard, or the standard means nothing",
            "至少半数在时限上限内办结，否则时限形同虚设", _median("consultation")),
    Pattern("median_help", "median of calls for help", "求助类中位办结时间", "working days", Target(0.0, 7.0),
            _STANDARDS + ": 3 to 7 working days", "bound", False,
            "the same", "同上", _median("help")),
    Pattern("median_complaint", "median of complaints", "投诉举报类中位办结时间", "working days", Target(0.0, 20.0),
            _STANDARDS + ": 15 to 20 working days", "bound", False,
            "the same", "同上", _median("complaint")),
    Pattern("enquiries", "consultations, strictly", "严格意义的咨询", "share", Target(0.47, 0.64, 0.05),
            _MIX, "several", False,
            "calls on the two items of the duty list that are asked and answered, no more; their share is declared "
            "there, and no parameter moves it",
            "责任清单中仅问答的两项的来电；其比例由清单给定，任何参数都不改变", _enquiries),
)
# fmt: on


def standards() -> pd.DataFrame:
    """Time standards of the duty list by kind of call: `least`, `median`, `most`, in working days. Takes no run."""
    kind = {category: kind for kind, several in KINDS.items() for category in several}
    rows = pd.DataFrame([{"kind": kind[item.category], "days": float(item.standard_days)} for item in load_duty_list()])
    table = rows.groupby("kind", sort=False)["days"].agg(["min", "median", "max"]).reset_index()
    return table.set_axis(["kind", "least", "median", "most"], axis=1)


_WHERE = {
    _MIX: "北京 2020 年；唐山 2024 年 11 月；四平 2025 年；淮北 2021 年 3 月",
    "Beijing 2020 (206 dispatched of 504 contacts); Taizhou, July 2018; Huaibei, March 2021":
        "北京 2020 年（504 件来电中转办 206 件）；泰州 2018 年 7 月；淮北 2021 年 3 月",
    "Huaibei, March 2021": "淮北 2021 年 3 月",
    "Beijing 2019 to 2021, by callers' word under a ranking of districts":
        "北京 2019 至 2021 年，在各区排名之下由来电人自述",
    "Ningguo, April 2022, by department": "宁国 2022 年 4 月，按部门",
    _STANDARDS + ": 1 to 3 working days": "若干城市热线公布的时限：1 至 3 个工作日",
    _STANDARDS + ": 3 to 7 working days": "若干城市热线公布的时限：3 至 7 个工作日",
    _STANDARDS + ": 15 to 20 working days": "若干城市热线公布的时限：15 至 20 个工作日",
}  # fmt: skip
"""Where each was observed, in Chinese."""
_HEADS = {
    "en": ("pattern", "observed", "differs by (sd)", "where", "held against", "in the fit"),
    "zh": ("模式", "观测", "允许偏差（标准差）", "来源", "模型中的对应量", "是否拟合"),
}
_FIT = {"en": {True: "fitted", False: "held out"}, "zh": {True: "拟合", False: "留出"}}


def as_markdown(lang: str) -> str:
    """The patterns as a table of a page; `lang` is `en` or `zh`."""
    from experiments.markdown import table

    zh = lang == "zh"
    rows = []
    for one in PATTERNS:
        low, high, sd = one.target.low, one.target.high, one.target.discrepancy
        seen = f"{low:g}" if low == high else f"{low:g}–{high:g}"
        name = one.zh if zh else one.en
        about = f"{seen} {unit_in(one.unit, lang)}"
        mapped = one.mapped_zh if zh else one.mapped_en
        where = _WHERE[one.source] if zh else one.source
        rows.append((name, about, f"{sd:g}", where, mapped, _FIT[lang][one.fitted]))
    return table(_HEADS[lang], rows)
