"""The boundary rules: what a district can set, each with its passage in the article, its benefit and its price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from scenarios.declare import Declared, declared


class Rules(Declared):
    """The levers, by key; the defaults are the hierarchy's pole.

    Extensions add fields (`scenarios.extensions.rules_with`); `extended_by` holds their references.
    """

    extended_by: ClassVar[tuple[str, ...]] = ()

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
    sole_duty_enforcement: float = declared(
        0.5, zh="执法责任唯一比例", en="enforcement items with a sole owner", unit="share", ge=0, le=1, group="R8"
    )
    sole_duty_service: float = declared(
        0.5, zh="服务责任唯一比例", en="service items with a sole owner", unit="share", ge=0, le=1, group="R8"
    )
    street_allocation: float = declared(
        0.0, zh="街道调配工时比例", en="hours the street moves weekly", unit="share", ge=0, le=0.3, group="R9"
    )


@dataclass(frozen=True)
class RuleCard:
    """What a rule is, says and costs; `poles` gives (hierarchy, network) by key.

    `passage` quotes the article; benefit and price without a Chinese text are told in English.
    """

    id: str
    keys: tuple[str, ...]
    zh: str
    en: str
    explanation_zh: str
    explanation_en: str
    attribute: Literal["rights", "capability", "fusion"]
    level: Literal["district", "street", "community"]
    group: Literal["clarity", "ties", "capacity", "voice"]
    passage: str
    benefit: str
    price: str
    parameters: tuple[str, ...]
    poles: dict[str, tuple[object, object]]
    benefit_zh: str = ""
    price_zh: str = ""

    def told(self, lang: str) -> tuple[str, str, str, str]:
        """(name, explanation, benefit, price) in a language, `en` or `zh`."""
        if lang == "zh":
            return self.zh, self.explanation_zh, self.benefit_zh or self.benefit, self.price_zh or self.price
        return self.en, self.explanation_en, self.benefit, self.price


RULES: tuple[RuleCard, ...] = (
    RuleCard(
        "R1", ("enforcement_seat",), "执法主体下移", "Enforcement moved to the streets",
        "谁调度执法队伍;责任部门仍须会签。", "Who dispatches the teams; the liable department still signs off.",
        "rights", "district", "clarity", "将该区属有关行政执法主体下移,统一由街道属地管理",
        "A shorter chain and local knowledge", "Six teams lose pooling and surge capacity",
        ("street_cycle_days", "department_cycle_days", "retention_district",
         "team_knowledge_decay", "sign_off_hours"),
        {"enforcement_seat": ("district", "street")},
        benefit_zh="链条缩短,熟悉本地", price_zh="六支队伍失去统筹与应急能力",
    ),
    RuleCard(
        "R2", ("committee_admin_share",), "居委会归位", "The committee returns to its own work",
        "下派行政事务由居委会与工作站分担,岗位随工时转移。",
        "Delegated work is split between committee and station; posts move with the hours.",
        "rights", "community", "capacity", "促使社区居委会归位,强化居民协商自治",
        "Hours for self-governance", "The work is still there, at the station",
        ("delegated_hours", "station_admin_efficiency"), {"committee_admin_share": (0.8, 0.3)},
        benefit_zh="腾出自治工时", price_zh="事务仍在,转到工作站",
    ),
    RuleCard(
        "R3", ("communities_per_station",), "一站对多居", "One station for several communities",
        "一个工作站服务几个社区。", "How many communities of a street one station serves.",
        "rights", "street", "ties", "试行“一站对多居”的公共服务运行方式",
        "Pooled windows", "Longer ways and lost local knowledge",
        ("way_hours", "local_knowledge_decay"), {"communities_per_station": (1, 4)},
        benefit_zh="窗口共用", price_zh="路程变长,本地情况生疏",
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
        "R8", ("sole_duty_enforcement", "sole_duty_service"), "责任主体唯一", "One sole owner of a duty",
        "有唯一责任主体的事项比例;其余为空白或重叠。",
        "The share of items with one owner; others are gaps or overlaps.",
        "rights", "district", "clarity", "由各职能部门根据责任主体唯一的原则,依法行政,承担主体责任",
        "No gap and no overlap", "Keeping the list; no second owner when the sole one is overloaded or errs",
        ("gap_probability", "overlap_share", "task_error", "duty_list_hours"),
        {"sole_duty_enforcement": (0.5, 0.95), "sole_duty_service": (0.5, 0.95)},
        benefit_zh="没有空白与重叠", price_zh="清单需要维护;唯一主体超负荷或出错时无人补位",
    ),
    RuleCard(
        "R9", ("street_allocation",), "资源调配", "The street allocates hours",
        "街道每周按上周排队调配工时。", "The street moves a share of hours weekly on last week's queues.",
        "rights", "street", "clarity", "提升街道对“三社联动”的资源调配和属地管理能力",
        "Hours go where the queues are", "Travel each day and lower productivity while settling",
        ("travel_hours", "settling_productivity", "settling_days"), {"street_allocation": (0.0, 0.2)},
        benefit_zh="工时投向排队之处", price_zh="每日往返,适应期内效率较低",
    ),
)  # fmt: skip
