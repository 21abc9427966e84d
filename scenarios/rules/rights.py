"""Rules of rights 权利属性: who may and must act."""

from __future__ import annotations

from typing import Literal

from scenarios.declare import Declared, declared
from scenarios.rules.card import RuleCard


class Rights(Declared):
    """Who may and must act (权利属性)."""

    enforcement_seat: Literal["district", "street"] = declared(
        "district", zh="执法主体", en="seat of enforcement", group="R1"
    )
    committee_admin_share: float = declared(
        0.8, zh="居委会承担行政事务比例", en="committee's share of delegated work", unit="share", ge=0, le=1, group="R2"
    )
    communities_per_station: int = declared(
        1, zh="每站服务社区数", en="communities a station", unit="communities", ge=1, le=12, group="R3"
    )
    station_functions: Literal["siloed", "integrated"] = declared(
        "siloed", zh="工作站功能", en="station's functions", group="R4"
    )
    purchase_mode: Literal["none", "posts", "projects"] = declared(
        "none", zh="购买方式", en="mode of purchase", group="R5"
    )
    purchase_share: float = declared(
        0.0, zh="照护经费购买比例", en="share of care money that is purchased", unit="share", ge=0, le=1, group="R5"
    )
    civil_affairs_integration: Literal["fragmented", "unified"] = declared(
        "fragmented", zh="民政业务", en="civil affairs' desks", group="R6"
    )
    fund_devolution: float = declared(
        0.0, zh="下放服务经费比例", en="service money decided by residents", unit="share", ge=0, le=1, group="R7"
    )
    sole_duty_enforcement: float = declared(
        0.5, zh="执法责任唯一比例", en="enforcement items with a sole owner", unit="share", ge=0, le=1, group="R8"
    )
    sole_duty_service: float = declared(
        0.5, zh="服务责任唯一比例", en="service items with a sole owner", unit="share", ge=0, le=1, group="R8"
    )
    street_allocation: float = declared(
        0.0, zh="街道调配工时比例", en="hours the street moves weekly", unit="share", ge=0, le=0.3, group="R9"
    )


RIGHTS: tuple[RuleCard, ...] = (
    RuleCard(
        "R1", ("enforcement_seat",), "执法主体下移", "Enforcement moved to the streets",
        "谁调度执法队伍；责任部门仍须会签。", "Who dispatches the teams; the liable department still signs off.",
        "rights", "district", "clarity", "将该区属有关行政执法主体下移,统一由街道属地管理",
        "A shorter chain and local knowledge", "Six teams lose pooling and surge capacity",
        ("street_cycle_days", "department_cycle_days", "retention_district",
         "team_knowledge_decay", "sign_off_hours"),
        {"enforcement_seat": ("district", "street")},
        benefit_zh="链条缩短，熟悉本地", price_zh="六支队伍失去统筹与应急能力",
    ),
    RuleCard(
        "R2", ("committee_admin_share",), "居委会归位", "The committee returns to its own work",
        "下派行政事务由居委会与工作站分担，岗位随工时转移。",
        "Delegated work is split between committee and station; posts move with the hours.",
        "rights", "community", "capacity", "促使社区居委会归位,强化居民协商自治",
        "Hours for self-governance", "The work is still there, at the station",
        ("delegated_hours", "station_admin_efficiency"), {"committee_admin_share": (0.8, 0.3)},
        benefit_zh="腾出自治工时", price_zh="事务仍在，转到工作站",
    ),
    RuleCard(
        "R3", ("communities_per_station",), "一站对多居", "One station for several communities",
        "一个工作站服务几个社区。", "How many communities of a street one station serves.",
        "rights", "street", "ties", "试行“一站对多居”的公共服务运行方式",
        "Pooled windows", "Longer ways and lost local knowledge",
        ("way_hours", "local_knowledge_decay"), {"communities_per_station": (1, 4)},
        benefit_zh="窗口共用", price_zh="路程变长，本地情况生疏",
    ),
    RuleCard(
        "R4", ("station_functions",), "三大功能", "Three functions in one station",
        "窗口分设或综合受理。", "Whether each window serves its own function or any window serves all.",
        "rights", "community", "clarity", "在社区公共服务站孕育综合服务、公共事务、社会工作三大功能",
        "Any window serves all", "Generalists are slower",
        ("generalist_overhead",), {"station_functions": ("siloed", "integrated")},
        benefit_zh="任一窗口都能办", price_zh="全科办理较慢",
    ),
    RuleCard(
        "R5", ("purchase_mode", "purchase_share",), "政府购买服务", "Purchase of services",
        "照护工作的一部分经费以岗位购买或项目运作方式交由社会组织承接。",
        "Part of the money for care work buys posts or projects from social organisations.",
        "rights", "street", "ties",
        "将专业化、精细化、个性化服务以岗位购买或项目运作等方式交由社区社会组织承接",
        "Hours are bought where the skill is",
        "Tenders, monitoring, turnover when contracts end, overhead, and rivals' bidding hours",
        (
            "organization_overhead", "organization_quality_premium", "learning_rate", "tender_bidders", "contest_stake",
            "bid_review_hours", "monitoring_hours", "contract_settling", "contract_settling_days",
        ),
        {"purchase_mode": ("none", "projects"), "purchase_share": (0.0, 0.6)},
        benefit_zh="向有专长者购买工时", price_zh="招标、监管、合同到期更替、管理费与竞标工时",
    ),
    RuleCard(
        "R6", ("civil_affairs_integration",), "民政三合一", "Civil affairs in one desk",
        "补助、登记与岗位事项由三个科室分办或由社区建设科统办。",
        "Grants, registration and posts pass three desks, or one.",
        "rights", "district", "clarity",
        "民政工作将社区建设、社会组织和社会工作三大业务合而为一,由社区建设科统领“三社”发展",
        "Fewer desks in a row", "The wider desk knows each field less well and is slower at all of its work",
        ("wider_desk_overhead",),
        {"civil_affairs_integration": ("fragmented", "unified")},
        benefit_zh="少跑科室", price_zh="统办科室对各领域生疏，办理各事都较慢",
    ),
    RuleCard(
        "R7", ("fund_devolution",), "费随事转", "Money follows the task",
        "服务经费与公共工程经费中由居民协商决定的比例，部门指导评价。",
        "The share of service and works money that residents decide on, departments guiding and evaluating.",
        "rights", "district", "voice",
        "凡涉及服务类事项,将相应经费与资源下放到社区,由居民通过协商程序自行解决,相关职能部门做好指导评价工作",
        "Money follows residents' priorities",
        "Meeting and guidance hours, choices as good as those who come, no economies of scale",
        ("consultation_hours", "consultation_turnout", "participant_hours", "guidance_hours", "consultation_noise",
         "devolution_scale_loss"),
        {"fund_devolution": (0.0, 0.7)},
        benefit_zh="经费跟随居民意愿", price_zh="会议与指导工时，选择好坏取决于到会者，失去规模效益",
    ),
    RuleCard(
        "R8", ("sole_duty_enforcement", "sole_duty_service"), "责任主体唯一", "One sole owner of a duty",
        "有唯一责任主体的事项比例；其余为空白或重叠。",
        "The share of items with one owner; others are gaps or overlaps.",
        "rights", "district", "clarity", "由各职能部门根据责任主体唯一的原则,依法行政,承担主体责任",
        "No gap and no overlap", "Keeping the list; no second owner when the sole one is overloaded or errs",
        ("gap_probability", "overlap_share", "credit_stake", "task_error", "duty_list_hours"),
        {"sole_duty_enforcement": (0.5, 0.95), "sole_duty_service": (0.5, 0.95)},
        benefit_zh="没有空白与重叠", price_zh="清单需要维护；唯一主体超负荷或出错时无人补位",
    ),
    RuleCard(
        "R9", ("street_allocation",), "资源调配", "The street allocates hours",
        "街道每周按上周排队调配工时。", "The street moves a share of hours weekly on last week's queues.",
        "rights", "street", "clarity", "提升街道对“三社联动”的资源调配和属地管理能力",
        "Hours go where the queues are", "Travel each day and lower productivity while settling",
        ("travel_hours", "settling_productivity", "settling_days"), {"street_allocation": (0.0, 0.2)},
        benefit_zh="工时投向排队之处", price_zh="每日往返，适应期内效率较低",
    ),
)  # fmt: skip
