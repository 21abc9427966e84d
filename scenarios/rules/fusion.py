"""Rules of fusion 边界融合: how easily work crosses."""

from __future__ import annotations

from typing import Literal

from scenarios.declare import Declared, declared
from scenarios.rules.card import RuleCard


class Fusion(Declared):
    """How easily work crosses (边界融合)."""

    matching: Literal["assigned", "fair"] = declared(
        "assigned", zh="对接方式", en="matching of organisations", group="F1"
    )
    crowdfunding: bool = declared(False, zh="资本众筹会", en="crowdfunding", group="F2")
    charity_pantry: bool = declared(False, zh="义仓义集", en="charity pantry", group="F3")
    street_support: float = declared(
        0.0, zh="街道支持力度", en="street's support", unit="share", ge=0, le=1, group="F4"
    )
    resident_supervision: bool = declared(False, zh="居务监督", en="supervision by residents", group="F5")
    service_complexes: float = declared(
        0.0, zh="复合空间社区比例", en="communities with a service complex", unit="share", ge=0, le=1, group="F6"
    )
    data_platform: float = declared(
        0.0, zh="平台接入比例", en="actors connected to the platform", unit="share", ge=0, le=1, group="F7"
    )


FUSION: tuple[RuleCard, ...] = (
    RuleCard(
        "F1", ("matching",), "公益相亲会", "Matchmaking fairs",
        "社会组织与社区需求由上级指派，或在公益相亲会上双向选择。",
        "Organisations are assigned to communities' needs, or both sides choose at fairs.",
        "fusion", "district", "ties",
        "通过“公益相亲会”、“资本众筹会”、义仓义集等途径,推动全区社会组织和社会工作的公益创投、能力建设、资源对接",
        "Organisations are engaged where their approach fits", "Fair days, and waiting for the next fair",
        ("fit_weight", "fair_hours", "fair_distance"),
        {"matching": ("assigned", "fair")},
        benefit_zh="供需契合", price_zh="相亲会工时与等待",
    ),
    RuleCard(
        "F2", ("crowdfunding",), "资本众筹会", "Crowdfunding",
        "居民与单位可否众筹小项目。",
        "Whether residents and resident units may fund small projects together.",
        "fusion", "district", "ties",
        "通过“公益相亲会”、“资本众筹会”、义仓义集等途径,推动全区社会组织和社会工作的公益创投、能力建设、资源对接",
        "Small popular projects are done", "Unpopular needs stay unfunded; hours of campaigns, won or lost",
        ("pledge_yuan", "unit_pledge_yuan", "crowdfunding_most_yuan", "campaign_hours", "campaign_volunteer_hours"),
        {"crowdfunding": (False, True)},
        benefit_zh="小型民心项目得以实施", price_zh="冷门需求无人出资；众筹无论成败都费工时",
    ),
    RuleCard(
        "F3", ("charity_pantry",), "义仓义集", "Charity pantry",
        "社区有无义仓义集。",
        "Whether communities keep a charity pantry.",
        "fusion", "community", "ties",
        "通过“公益相亲会”、“资本众筹会”、义仓义集等途径,推动全区社会组织和社会工作的公益创投、能力建设、资源对接",
        "Needs that the vulnerable bear in silence are met in kind", "Volunteers' hours, waste",
        ("pantry_donations", "pantry_reach", "pantry_waste", "pantry_opening_hours", "pantry_parcel_hours"),
        {"charity_pantry": (False, True)},
        benefit_zh="弱势居民未说出的需求得到实物帮助", price_zh="志愿工时与损耗",
    ),
    RuleCard(
        "F4", ("street_support",), "街道支持", "Support by the street",
        "街道工时中用于需求发掘、组织培育、项目监管与人才培养的力度。",
        "How much the street finds needs, fosters organisations, supervises projects and trains workers.",
        "fusion", "street", "voice",
        "街道层面承担居民需求发掘、社会组织培育、公益项目监管和社工人才培养等任务",
        "Unvoiced needs are found, organisations fostered, projects supervised, workers trained",
        "Street hours, so that approvals wait; hours of those who learn and answer",
        (
            "support_hours", "support_learning", "fostering_bound", "training_gain", "training_group",
            "visit_met_share", "supervision_insight", "answer_hours",
        ),
        {"street_support": (0.0, 0.6)},
        benefit_zh="发掘未表达的需求，培养监管", price_zh="街道工时，审批排队；受训与答询工时",
    ),
    RuleCard(
        "F5", ("resident_supervision",), "居务监督", "Supervision by residents",
        "居务监督委员会是否监督服务成效。",
        "Whether a residents' committee supervises how services are done.",
        "fusion", "community", "voice",
        "社区层面依托社区居委会和居务监督委员会,收集居民需求,让渡社区空间,并对社区社会组织和社会工作者的服务成效进行监督",
        "Little effort is found out: less is passed on, more care is taken",
        "Volunteers' hours, desks' hours to answer, pace lost to care",
        (
            "supervision_cases", "supervision_insight", "supervision_hours", "answer_hours", "ordered_care",
            "care_share", "pass_detection",
        ),
        {"resident_supervision": (False, True)},
        benefit_zh="发现敷衍，推诿减少，办事更细", price_zh="志愿工时，答询工时，细致减慢进度",
    ),
    RuleCard(
        "F6", ("service_complexes",), "复合空间", "Service complexes",
        "设有社区公共服务复合空间（居委会、党组织、工作站、社会组织、物业同处）的社区比例；一站对多居时工作站设在其中一个。",
        "The share of communities with a complex where committee, party, station, organisations and property company "
        "stand together. A station for several communities stands in one of them.",
        "fusion", "street", "ties",
        "通过打造 “小营红巷”生活广场、“左邻右舍”社区治理创新园、馒头山邻里中心、湖滨家园等"
        "功能设置多元、场馆布局合理、出行环境便利的社区公共服务复合空间,融合社会工作实验室、社会组织公益项目等各类社区服务",
        "Cheaper hand-overs that keep more; people meet: unvoiced needs come to light, neighbours help",
        "Capital cost in posts; upkeep hours; those who share a station travel further; neighbours' hours",
        (
            "complex_handover", "complex_retention", "complex_meeting", "complex_detour", "way_hours", "complex_yuan",
            "complex_upkeep_hours",
        ),
        {"service_complexes": (0.0, 0.5)},
        benefit_zh="交接便捷、信息保留更多；邻里相遇，隐性诉求得以显现，邻里互助",
        price_zh="建设成本折为岗位；维护工时；共用工作站的其他社区居民路远；邻里工时",
    ),
    RuleCard(
        "F7", ("data_platform",), "民情E点通", "Data platform",
        "接入数据平台的机构比例：逐个社区接入，街道与部门自始接入。",
        "The share of actors connected to the data platform: community by community; streets and departments are from "
        "the first.",
        "fusion", "district", "clarity",
        "升级“民情E点通”移动智慧服务平台,有效对接区行政服务应用系统和杭州市智慧社区平台,实现社区基础数据、便民服务、社工走访、"
        "社会组织推介、OA系统、审批事项等信息的兼容和共享",
        "Voice at any hour, at less cost and by TV; information kept; follow-up and passing on are tracked",
        "Entry work, double entry, easier voice brings load, outages, those offline gain nothing",
        (
            "completeness", "entry_hours", "double_entry_hours", "platform_cost", "platform_delay", "share_tv",
            "tracked_follow_up", "platform_detection", "outages_a_year", "outage_days",
        ),
        {"data_platform": (0.0, 0.9)},
        benefit_zh="随时表达、成本更低、电视亦可；信息保留；回访与推诿可跟踪",
        price_zh="录入与重复录入，表达更易则负荷增加，故障，未上网者无所得",
    ),
)  # fmt: skip
