"""Outcomes 结果: what regimes are compared on, each declared once with its name, unit, direction and definition.

Three kinds, declared as such: stocks (how it stands at the horizon), flows (counts, hours, yuan over the run) and
cohorts (times and shares of those who came in, censored at the horizon). Outcomes on whose better direction people do
not agree have `better` = "none" and are reported without a winner. No rule reads an outcome.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from model import observed as seen
from model.estimators import (
    gini,
    herfindahl,
    mean,
    off_diagonal_share,
    quantile_time,
    ratio,
    restricted_mean,
    shannon,
    share_by_group,
)  # fmt: skip
from model.ledger import DUTIES, ORIGINS, STATES
from model.observed import Observed
from model.tables import ACTIVITIES, Activity
from scenarios.actors import CATEGORIES, CHANNELS

__all__ = [
    "ACTIVITIES", "CATEGORIES", "CHANNELS", "DUTIES", "ORIGINS", "OUTCOMES", "PRIMARY", "STATES",
    "Observed", "Outcome", "evaluate",
]  # fmt: skip

# What an hour of an institution is for: each activity stands in one of these.
OWN_WORK = (Activity.DELEGATED, Activity.ROUTINE, Activity.VISITS)
ON_REQUESTS = (
    Activity.INTAKE, Activity.WORK, Activity.LOST_INFORMATION, Activity.DUPLICATE, Activity.REWORK, Activity.FOLLOW_UP,
)  # fmt: skip
OF_BOUNDARIES = (
    Activity.HANDOVER, Activity.REVIEW, Activity.APPROVAL, Activity.SIGN_OFF, Activity.TRAVEL, Activity.UPKEEP,
)  # fmt: skip
# Every tie and every voice costs hours: prediction B1 of docs/preregistration.md speaks of these alone.
OF_TIES = (
    Activity.MEETING, Activity.CONTEST, Activity.MONITORING, Activity.SURVEY, Activity.ENTRY, Activity.TRAINING,
    Activity.SUPPORT,
)  # fmt: skip
CO_ORDINATION = OF_BOUNDARIES + OF_TIES


@dataclass(frozen=True)
class Outcome:
    """One outcome: its names, unit, better direction, kind, definition, and how it is estimated.

    Attributes:
        key: Its key in every table.
        zh: Its name in Chinese.
        en: Its name in English.
        unit: Its unit.
        better: `higher`, `lower`, or `none` where people do not agree.
        kind: `stock` (how it stands at the horizon), `flow` (over the run) or `cohort` (of those who came in).
        definition_en: What it is, in English.
        definition_zh: What it is, in Chinese.
        estimator: The function of `Observed` that gives it.

    Examples:
        >>> from model.outcomes import OUTCOMES
        >>> one = {outcome.key: outcome for outcome in OUTCOMES}["response_time"]
        >>> one.unit, one.better, one.kind
        ('working hours', 'lower', 'cohort')
        >>> one.definition_en
        'median time from arising to the first answer, over voiced requests (Kaplan–Meier)'
    """

    key: str
    zh: str
    en: str
    unit: str
    better: Literal["higher", "lower", "none"]
    kind: Literal["stock", "flow", "cohort"]
    definition_en: str
    definition_zh: str
    estimator: Callable[[Observed], float]


# fmt: off
OUTCOMES: tuple[Outcome, ...] = (
    # voice 随时表达
    Outcome("voiced_share", "表达率", "voiced share", "share", "higher", "cohort",
            "needs voiced to an institution, of all needs that arose",
            "向机构表达的诉求占全部产生诉求的比例",
            lambda o: ratio(len(o.came), len(o.arose))),
    Outcome("time_to_voice", "表达耗时", "time to voice", "working hours", "lower", "cohort",
            "mean time from arising to voicing, at most 60 working days; what is never voiced counts as those 60 days",
            "从产生到表达的平均时间，以60个工作日为限；始终未表达者按限计",
            seen.time_to_voice),
    Outcome("unvoiced_stock", "未表达存量", "unvoiced needs", "needs per 1,000 residents", "lower", "stock",
            "needs borne in silence at the horizon", "期末默默忍受的诉求",
            lambda o: 1000.0 * ratio(len(o.borne), o.residents)),
    Outcome("unvoiced_stock_vulnerable", "弱势居民未表达存量", "unvoiced needs of the vulnerable",
            "needs per 1,000 vulnerable residents", "lower", "stock",
            "needs of vulnerable residents borne in silence at the horizon", "期末弱势居民默默忍受的诉求",
            lambda o: 1000.0 * ratio(int(o.requests["vulnerable"][o.borne].sum()), int(o.vulnerable.sum()))),
    Outcome("escalated", "越级诉求", "escalated requests", "requests per 1,000 residents a year", "lower", "flow",
            "unvoiced needs that went over everyone's head and came in by the horizon", "未表达而越级上访的诉求",
            lambda o: ratio(int((o.of_voiced("origin") == ORIGINS.index("escalated")).sum()), o.resident_years)),
    # response and resolution 快速反应 及时解决
    Outcome("response_time", "响应时间", "response time", "working hours", "lower", "cohort",
            "median time from arising to the first answer, over voiced requests (Kaplan–Meier)",
            "已表达诉求从产生到首次回应的中位时间（Kaplan–Meier）",
            lambda o: quantile_time(o.survival("responded"))),
    Outcome("resolution_time", "解决时间", "resolution time", "working hours", "lower", "cohort",
            "median time from arising to the first resolution, over voiced requests (Kaplan–Meier)",
            "已表达诉求从产生到首次解决的中位时间（Kaplan–Meier）",
            lambda o: quantile_time(o.resolution)),
    Outcome("resolution_mean", "平均解决时间", "mean resolution time", "working hours", "lower", "cohort",
            "mean time from arising to the first resolution, at most 60 working days, over voiced requests",
            "已表达诉求从产生到首次解决的平均时间，以60个工作日为限",
            lambda o: restricted_mean(o.resolution, o.limit)),
    Outcome("within_standard", "按时解决率", "resolved within the standard", "share", "higher", "cohort",
            "requests resolved within their time standard from voicing, of those whose standard ended by the horizon",
            "自表达起在规定时限内解决的比例，只计时限已到的诉求",
            lambda o: mean(o.standard.kept)),
    Outcome("resolved_share", "解决率", "resolved share", "share", "higher", "cohort",
            "requests resolved at least once by the horizon, of the voiced",
            "期末前至少解决一次的诉求占已表达诉求的比例",
            lambda o: ratio(o.number_resolved, len(o.came))),
    Outcome("backlog", "积压", "backlog", "requests per 1,000 residents", "lower", "stock",
            "voiced requests that have not been resolved once by the horizon", "期末已表达而从未解决的诉求",
            lambda o: 1000.0 * ratio(len(o.came) - o.number_resolved, o.residents)),
    Outcome("recovery_days", "冲击后恢复天数", "recovery after a shock", "working days", "lower", "stock",
            "working days from a shock's end (its start, if it stays) until open requests, as the mean of 5 days, are "
            "back within mean ± 2 sd of the 20 days before it; censored at the horizon; mean over shocks",
            "冲击结束（无期限者自开始）至未办结诉求（5日均值）回到此前20日均值±2倍标准差以内的工作日，"
            "以期末为限；多次冲击取均值",
            seen.recovery),
    # after the service 有效跟踪
    Outcome("followed_up_share", "回访率", "followed-up share", "share", "higher", "cohort",
            "requests followed up, of the resolved", "已解决诉求中得到回访的比例",
            lambda o: seen.share_of_resolved(o, "followed_up")),
    Outcome("reopened_share", "重新提出率", "reopened share", "share", "lower", "cohort",
            "requests that came back at least once, of the resolved", "已解决诉求中至少重新提出一次的比例",
            lambda o: seen.share_of_resolved(o, "reopened")),
    Outcome("satisfaction", "办事满意度", "satisfaction", "0 to 1", "higher", "cohort",
            "mean of the latest judgement of every judged request", "已评价诉求最近一次评价的均值",
            lambda o: mean(o.of_voiced("satisfaction"))),
    Outcome("resident_satisfaction", "居民满意度", "residents' satisfaction", "0 to 1", "higher", "stock",
            "mean over all residents at the horizon", "期末全体居民的均值",
            lambda o: mean(o.satisfaction)),
    Outcome("trust_committee", "对居委会的信任", "trust in the committee", "0 to 1", "higher", "stock",
            "mean over all residents at the horizon", "期末全体居民的均值", seen.trust(0)),
    Outcome("trust_station", "对服务站的信任", "trust in the station", "0 to 1", "higher", "stock",
            "mean over all residents at the horizon", "期末全体居民的均值", seen.trust(1)),
    Outcome("trust_government", "对政府的信任", "trust in the government", "0 to 1", "higher", "stock",
            "mean over all residents at the horizon", "期末全体居民的均值", seen.trust(2)),
    Outcome("trust_organization", "对社会组织的信任", "trust in organisations", "0 to 1", "higher", "stock",
            "mean over all residents at the horizon", "期末全体居民的均值", seen.trust(3)),
    # boundaries 边界
    Outcome("hand_overs", "移交次数", "hand-overs", "per request", "none", "cohort",
            "times a request changed hands, mean of the voiced", "每件已表达诉求的移交次数",
            seen.per_voiced("hand_overs")),
    Outcome("passed_on", "推诿次数", "passed on", "per request", "lower", "cohort",
            "times a request was read and passed on (buck-passing), mean of the voiced", "每件已表达诉求被推诿的次数",
            seen.per_voiced("passes")),
    Outcome("duplicated_hours", "重复劳动", "duplicated work", "hours per 1,000 requests", "lower", "flow",
            "hours of owners whose copy in an overlap came to nothing", "多头负责中落空一方的工时",
            seen.per_thousand_voiced(Activity.DUPLICATE)),
    Outcome("lost_information_hours", "信息损失工时", "lost information", "hours per 1,000 requests", "lower", "flow",
            "hours of work done again because information was lost between hands", "因移交丢失信息而重做的工时",
            seen.per_thousand_voiced(Activity.LOST_INFORMATION)),
    Outcome("rework_hours", "返工工时", "rework", "hours per 1,000 requests", "lower", "flow",
            "hours of work on requests that came back", "重新提出的诉求所用工时",
            seen.per_thousand_voiced(Activity.REWORK)),
    Outcome("verticality", "纵向度", "verticality", "share", "none", "flow",
            "realised hand-overs between different tiers of government, of all hand-overs",
            "跨层级移交占全部移交的比例",
            lambda o: off_diagonal_share(o.hand_overs, o.tier_of_kind)),
    # hours and money 成本
    Outcome("co_ordination_hours", "协调工时", "co-ordination", "hours per resolved request", "lower", "flow",
            "hours that institutions spent so that the work of several fits together, and not on that work: hand-over, "
            "review, approval, sign-off, moved posts' travel, upkeep of the duty list and of shared houses, meetings, "
            "contests, monitoring, surveys, typing into the platform, and training and the street's support, which "
            "make others fit for their part",
            "机构为使各方工作相互衔接而非用于工作本身的工时：移交、审阅、审批、会签、调配往返、责任清单与共用场所维护、"
            "会议、竞争、监督、调查、平台录入，以及使他方胜任其责的培训与街道支持",
            lambda o: ratio(o.hours_of(*CO_ORDINATION), o.number_resolved)),
    Outcome("institution_hours", "机构工时", "institutions' hours", "hours per resolved request", "lower", "flow",
            "hours that institutions spent on requests from intake to follow-up, and on co-ordination: all but "
            "delegated work, routine and home visits",
            "机构从受理到回访用于诉求的工时与协调工时之和，即行政事务、日常事务与走访以外的工时",
            lambda o: ratio(o.hours_of(*ON_REQUESTS, *CO_ORDINATION), o.number_resolved)),
    Outcome("social_hours", "社会总工时", "total social hours", "hours per 1,000 residents a year", "lower", "flow",
            "busy hours of all institutions, residents' ways and answers to surveys, and all hours that residents give "
            "(neighbours' help, meetings, works, supervision, bids)",
            "机构工时、居民往返与答复调查的时间，以及居民投入的全部工时（邻里互助、会议、出力、监督、申请）之和",
            lambda o: ratio(seen.social_hours(o), o.resident_years)),
    Outcome("cost_per_resolved", "单件成本", "cost", "yuan per resolved request", "lower", "flow",
            "all hours on duty at the wage, overhead, what complexes cost, and what organisations spend besides wages; "
            "rents of those of the start, paid or saved, are outside it",
            "每件办结诉求的单位成本：全部在岗工时按工资计，加管理经费、复合空间费用及组织工资以外的支出；原有组织的租金不论支付或节省均不计",
            lambda o: ratio(seen.cost(o), o.number_resolved)),
    Outcome("social_cost_per_resolved", "单件社会成本", "social cost", "yuan per resolved request", "lower", "flow",
            "cost, with residents' hours (as in total social hours) at the shadow price",
            "成本加按影子价格计的居民工时（口径同社会总工时）",
            lambda o: ratio(seen.social_cost(o), o.number_resolved)),
    Outcome("public_money", "公共经费", "public money", "yuan per 1,000 residents a year", "none", "flow",
            "what the treasury pays for posts, overhead and works, for the days it has paid for",
            "财政拨付的岗位、管理与公共工程经费，按已拨付的天数计",
            seen.public_money),
    Outcome("private_money", "社会资金", "private money", "yuan per 1,000 residents a year", "none", "flow",
            "what resident units, donors and residents pay in, less refunds",
            "驻地单位、捐赠人与居民投入的资金，扣除退款",
            lambda o: ratio(o.private_yuan, o.resident_years)),
    Outcome("spent_share", "支出率", "share spent", "share", "none", "flow",
            "wages and purchases, of all money paid in, the treasury's advances among it",
            "工资与采购占全部投入资金（含财政预拨）的比例",
            lambda o: ratio(o.spent_yuan, o.public_yuan + o.private_yuan + o.advanced_yuan)),
    Outcome("supplied_needs", "义仓所助", "needs met by a pantry",
            "needs per 1,000 vulnerable residents a year", "none", "flow",
            "unvoiced needs of vulnerable residents that a charity pantry met", "义仓满足的弱势居民未表达诉求",
            seen.supplied),
    Outcome("utilisation", "利用率", "utilisation", "share", "none", "flow",
            "busy hours of the hours on duty, all institutions", "全部机构忙碌工时占在岗工时的比例",
            lambda o: ratio(float(o.busy.sum()), float(o.capacity.sum()))),
    Outcome("self_governance_hours", "自治工时", "self-governance", "hours per 1,000 residents a year", "none", "flow",
            "hours of residents' committees other than delegated work", "居委会行政事务以外的工时",
            seen.self_governance),
    # social workers 社会工作者
    Outcome("worker_caseload", "社工人均在办", "workers' caseload", "cases a worker", "lower", "flow",
            "open cases (waiting or in service) at a social worker's desk for each post on duty, mean of worker-months",
            "社会工作者所在窗口每岗在办件数，按人月平均",
            lambda o: ratio(o.careers.cases, o.careers.worker_months)),
    Outcome("worker_burnout", "社工倦怠", "workers' burnout", "0 to 1", "lower", "stock",
            "mean over social workers in a post at the horizon", "期末在岗社会工作者的均值",
            lambda o: mean(o.careers.burnout)),
    Outcome("worker_turnover", "社工流动", "workers' turnover", "per post a year", "lower", "flow",
            "social workers who quit, a post and year", "每岗每年离职的社会工作者",
            lambda o: ratio(o.careers.quits, o.careers.posts * o.careers.years)),
    Outcome("application_time", "申请办理时间", "time of an application", "working hours", "lower", "cohort",
            "mean time from applying at civil affairs (registration, grant, post) to the grant, within 60 working days",
            "向民政申请登记、补助或岗位到获准的平均时间，以60个工作日为限",
            seen.application_time),
    # deliberation 协商
    Outcome("issues_decided", "议题决定数", "issues decided", "issues per 1,000 residents a year", "none", "flow",
            "collective issues that were decided", "作出决定的公共议题", seen.issues_decided),
    Outcome("decision_time", "决定耗时", "time to decision", "working hours", "lower", "flow",
            "mean time from the first request about an issue to its decision, over decided issues",
            "议题从首次提出到作出决定的平均时间，只计已决定者", seen.decision_time),
    Outcome("decision_distance", "决定与居民意愿的距离", "distance of decisions", "0 to 1", "lower", "flow",
            "mean distance of decisions from the ideals of the residents they bind",
            "决定与受其影响居民理想点的平均距离", seen.decision_distance),
    Outcome("fallout", "决定引发的诉求", "needs of fall-out", "needs per 1,000 residents a year", "lower", "flow",
            "needs that arose from objections to decisions, those apart that went over everyone's head",
            "因反对决定而产生的诉求，越级者除外",
            lambda o: ratio(int((o.requests["origin"] == ORIGINS.index("fallout")).sum()), o.resident_years)),
    Outcome("meeting_hours", "会议工时", "meetings", "hours per 1,000 residents a year", "lower", "flow",
            "hours of institutions and residents in sittings, councils, consultations, ballots, fairs, fundraising and "
            "campaigns, with their preparation",
            "机构与居民用于会议、议事会、协商、表决、对接会、筹款与众筹及其准备的工时", seen.of_both(Activity.MEETING)),
    Outcome("participation", "参与率", "participation", "share", "none", "stock",
            "residents who by the horizon sat in a council or an association, led, or lent a hand",
            "期末前曾参加议事会、协会、带头或出力的居民比例", lambda o: ratio(o.took_part, o.residents)),
    Outcome("ties_used", "居民往来", "ties used", "contacts per 1,000 residents a year", "none", "flow",
            "times a resident dealt with another over a need or a common matter: was helped by a neighbour, met at a "
            "complex, approached by a leader, or took part in a council, a sitting, a consultation or common works",
            "居民为诉求或公共事务与其他居民打交道的次数：得到邻里帮助、在复合空间相遇、由社区领袖联络，"
            "或参加议事会、协会会议、协商或共同出力",
            lambda o: ratio(o.contacts, o.resident_years)),
    Outcome("non_state_initiative", "社会主动性", "non-state initiative", "share", "none", "flow",
            "hours of social organisations (studios among them), property companies and residents, of all hours given "
            "to residents' needs and common affairs; whoever pays. Delegated work, contests and residents' ways left "
            "out; hired workers at a station's window count as the station's",
            "社会组织（含社工室）、物业公司与居民的工时占用于居民诉求和公共事务全部工时的比例，不论由谁出资；"
            "不计行政事务、竞争与居民往返；在服务站窗口的购买岗位计入服务站",
            seen.initiative),
    # evaluation and supervision 评价与监督
    Outcome("survey_hours", "调查工时", "surveys", "hours per 1,000 residents a year", "none", "flow",
            "hours that institutions spent on asking those whom they serve", "机构用于满意度调查的工时",
            lambda o: ratio(o.hours_of(Activity.SURVEY), o.resident_years)),
    Outcome("monitoring_hours", "监督工时", "monitoring", "hours per 1,000 residents a year", "none", "flow",
            "hours that institutions spent on monitoring and on answering those who monitor",
            "监督及答询所用的机构工时",
            lambda o: ratio(o.hours_of(Activity.MONITORING), o.resident_years)),
    Outcome("found_out", "监督发现", "found out", "requests per 1,000 residents a year", "none", "flow",
            "faulty requests that residents' supervision found", "居务监督发现的有瑕疵办结件",
            lambda o: ratio(o.found_out, o.resident_years)),
    Outcome("care_effort", "办件细致度", "effort on care", "ratio", "none", "stock",
            "care taken over tasks, which upward evaluation does not measure, against upward evaluation alone: what "
            "two-way evaluation (C4) and orders of residents' supervision (F5) make of it, mean over last quarter's "
            "hours of evaluated desks; 1 without these rules, and before the first quarter (60 working days) has ended",
            "上级考核不计量的办件细致度与仅由上级评价时之比，由双向评价（C4）与居务监督（F5）引起，按受评窗口上季工时平均；"
            "无此二者时或首个季度（60个工作日）结束前为1",
            lambda o: o.care_effort),
    Outcome("contest_hours", "竞争工时", "contest hours", "hours per 1,000 residents a year", "lower", "flow",
            "hours of organisations, and of residents who would found one, spent on bids and applications for money",
            "社会组织与拟创办者用于投标与申请资金的工时", seen.of_both(Activity.CONTEST)),
    # social organisations 社会组织
    Outcome("organizations_alive", "社会组织数", "organisations alive", "organisations", "none", "stock",
            "social organisations at the horizon", "期末存续的社会组织",
            lambda o: float(len(o.organization_quality))),
    Outcome("organization_quality", "社会组织质量", "quality of organisations", "ratio", "higher", "stock",
            "mean work an hour of the workers whom organisations hire, against a station worker's",
            "组织所聘人员相对于服务站社工的平均工效",
            lambda o: mean(o.organization_quality)),
    Outcome("organization_concentration", "社会组织集中度", "concentration of organisations", "0 to 1", "none", "flow",
            "Herfindahl index of organisations' hours on duty over the run", "组织在岗工时的赫芬达尔指数",
            lambda o: herfindahl(o.organization_hours)),
    Outcome("organization_diversity", "社会组织多样性", "diversity of organisations", "nats", "none", "stock",
            "Shannon entropy of the fields of organisations at the horizon", "期末组织领域的香农熵",
            lambda o: shannon(o.organization_field)),
    # equity 公平
    Outcome("community_gini", "社区间基尼系数", "inequality of communities", "0 to 1", "lower", "cohort",
            "Gini coefficient over communities of the share resolved within the standard", "各社区按时解决率的基尼系数",
            lambda o: gini(share_by_group(o.standard.kept, o.standard.community))),
    Outcome("vulnerable_gap", "弱势差距", "gap of the vulnerable", "share", "lower", "cohort",
            "share resolved within the standard of the others less that of the vulnerable",
            "其他居民与弱势居民按时解决率之差",
            seen.vulnerable_gap),
    Outcome("worst_community", "最差社区", "worst community", "share", "higher", "cohort",
            "smallest share resolved within the standard of any community", "按时解决率最低的社区之值",
            seen.worst_community),
)
# fmt: on

# Registered as primary in docs/preregistration.md, section 6; all others are secondary.
PRIMARY = (
    "voiced_share", "response_time", "resolution_mean", "within_standard", "passed_on", "duplicated_hours",
    "reopened_share", "satisfaction", "cost_per_resolved", "social_hours",
)  # fmt: skip


def evaluate(observed: Observed) -> dict[str, float]:
    """Every outcome by its key, in the order of `OUTCOMES`.

    Args:
        observed: What can be seen of a run, `model.outcomes.observed()` or `model.by_group`'s part of it.

    Examples:
        >>> import sanshe
        >>> from model.outcomes import evaluate
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> model = sanshe.GovernanceModel(sanshe.load("hierarchy").replace(city=town), rng=1)
        >>> model.run_for(10)
        >>> round(evaluate(model.outcomes.observed())["voiced_share"], 2)
        0.64
    """
    return {outcome.key: float(outcome.estimator(observed)) for outcome in OUTCOMES}
