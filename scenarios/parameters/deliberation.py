"""How collective issues are raised, deliberated and decided, and what that costs."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Deliberation(Declared):
    """How collective issues are raised, deliberated and decided, and what that costs."""

    # issues under any rules
    issue_raisers: int = declared(
        3,
        zh="联名人数",
        en="residents who bring an issue of a community on the agenda",
        unit="persons",
        ge=1,
        le=20,
        group="deliberation",
        prior=(1, 6),
    )
    issue_wait_days: float = declared(
        10.0,
        zh="议题最长等待",
        en="longest wait for more to raise an issue",
        unit="working days",
        ge=0.0,
        le=60.0,
        group="deliberation",
        prior=(5.0, 30.0),
    )
    issue_work_exponent: float = declared(
        0.8,
        zh="合并办理工时指数",
        en="growth of an issue's work with those who raise it",
        unit="exponent",
        ge=0.0,
        le=1.0,
        group="deliberation",
        prior=(0.5, 1.0),
    )
    report_hours: float = declared(
        0.5,
        zh="上报工时",
        en="committee's report to the street",
        unit="hours an issue",
        ge=0.0,
        le=3.0,
        group="deliberation",
        prior=(0.2, 2.0),
    )
    report_noise: float = declared(
        0.5,
        zh="上报失真",
        en="error of a report that lost all information",
        unit="0 to 1",
        ge=0.0,
        le=1.0,
        group="deliberation",
        prior=(0.2, 0.8),
    )
    objection_tolerance: float = declared(
        0.4,
        zh="异议容忍距离",
        en="distance from a decision that one puts up with",
        unit="0 to 1",
        ge=0.0,
        le=1.0,
        group="deliberation",
        prior=(0.2, 0.6),
    )
    objection_rate: float = declared(
        0.001,
        zh="异议成诉率",
        en="objections that become needs",
        unit="share",
        ge=0.0,
        le=0.01,
        group="deliberation",
        prior=(0.0, 0.002),
    )
    # association 社区发展协会
    sitting_days: float = declared(
        20.0,
        zh="协会会期",
        en="working days between sittings of the association",
        unit="working days",
        ge=0.0,
        le=60.0,
        group="deliberation",
        prior=(10.0, 40.0),
    )
    sitting_hours: float = declared(
        0.75,
        zh="议事工时",
        en="sitting on an issue",
        unit="hours a seat",
        ge=0.0,
        le=3.0,
        group="deliberation",
        prior=(0.3, 2.0),
    )
    preparation_hours: float = declared(
        1.5,
        zh="议题准备工时",
        en="committee's preparation of an issue",
        unit="hours an issue",
        ge=0.0,
        le=6.0,
        group="deliberation",
        prior=(0.5, 4.0),
    )
    convening_power: float = declared(
        0.8,
        zh="召集力",
        en="seats that come when the party organisation convenes",
        unit="share",
        ge=0.0,
        le=1.0,
        group="deliberation",
        prior=(0.5, 0.95),
    )
    quorum: float = declared(
        0.5, zh="法定到会比例", en="seats that must come", unit="share", ge=0.0, le=1.0, group="deliberation"
    )
    confidence: float = declared(
        0.3,
        zh="信任界限",
        en="distance within which two listen to each other",
        unit="0 to 1",
        ge=0.0,
        le=1.0,
        group="deliberation",
        prior=(0.1, 0.5),
    )
    exchanges: int = declared(
        5, zh="交流轮次", en="exchanges of each seat in a sitting", unit="times", ge=0, le=50, group="deliberation"
    )
    agreement_width: float = declared(
        0.1, zh="共识宽度", en="distance within which seats agree", unit="0 to 1", ge=0.0, le=1.0, group="deliberation"
    )
    opinion_noise: float = declared(
        0.5,
        zh="协会意见后失真",
        en="error left when the association has given its opinion",
        unit="share",
        ge=0.0,
        le=1.0,
        group="deliberation",
    )
    volunteer_share: float = declared(
        0.3,
        zh="自行执行份额",
        en="work done by residents when the association executes",
        unit="share",
        ge=0.0,
        le=0.8,
        group="deliberation",
        prior=(0.1, 0.5),
    )
    volunteer_efficiency: float = declared(
        0.7, zh="志愿效率", en="work volunteers do in an hour", unit="ratio", ge=0.3, le=1.0, group="deliberation"
    )
    inspection_share: float = declared(
        0.7, zh="监督发现率", en="defects the association finds", unit="share", ge=0.0, le=1.0, group="deliberation"
    )
    inspection_hours: float = declared(
        1.0,
        zh="监督工时",
        en="inspection by the association",
        unit="hours an issue",
        ge=0.0,
        le=5.0,
        group="deliberation",
        prior=(0.5, 3.0),
    )
    # units of self-governance 自治单元
    council_notice_days: float = declared(
        5.0,
        zh="议事会通知期",
        en="notice of a residents' council",
        unit="working days",
        ge=0.0,
        le=20.0,
        group="deliberation",
        prior=(2.0, 10.0),
    )
    council_support_hours: float = declared(
        1.0,
        zh="议事会支持工时",
        en="committee's support of a council",
        unit="hours a meeting",
        ge=0.0,
        le=4.0,
        group="deliberation",
        prior=(0.5, 3.0),
    )
    # leaders 社区领袖
    leader_pull: float = declared(
        0.5,
        zh="领袖带动",
        en="neighbours a leader brings along",
        unit="persons",
        ge=0.0,
        le=2.0,
        group="deliberation",
    )
    leader_mediation: float = declared(
        0.5,
        zh="领袖调解",
        en="wider listening of those tied to a leader",
        unit="ratio",
        ge=0.0,
        le=2.0,
        group="deliberation",
    )
    leader_weight: float = declared(
        0.2,
        zh="领袖分量",
        en="weight of leaders' own ideal",
        unit="share",
        ge=0.0,
        le=1.0,
        group="deliberation",
        prior=(0.05, 0.5),
    )
    leader_hours: float = declared(
        2.0,
        zh="领袖投入工时",
        en="a leader's time",
        unit="hours an issue",
        ge=0.0,
        le=10.0,
        group="deliberation",
        prior=(0.5, 5.0),
    )
    # assembly 两代表一委员
    assembly_noise: float = declared(
        0.7,
        zh="代表发声后失真",
        en="error left when those served have a voice",
        unit="share",
        ge=0.0,
        le=1.0,
        group="deliberation",
    )
    assembly_hours: float = declared(
        3.0,
        zh="参政议政工时",
        en="a leader's time on a cause",
        unit="hours a cause",
        ge=0.0,
        le=20.0,
        group="deliberation",
        prior=(1.0, 10.0),
    )
    cause_visible: int = declared(
        3,
        zh="根源显现件数",
        en="resolved requests that make a cause visible",
        unit="requests",
        ge=1,
        le=50,
        group="deliberation",
        prior=(2, 10),
    )
    cause_hazard: float = declared(
        0.02,
        zh="根源受理率",
        en="chance that a visible cause is taken up",
        unit="share a month",
        ge=0.0,
        le=1.0,
        group="deliberation",
        prior=(0.005, 0.1),
    )
    cause_hours: float = declared(
        10.0,
        zh="消除根源工时",
        en="department's work to remove a cause",
        unit="hours a cause",
        ge=0.0,
        le=200.0,
        group="deliberation",
        prior=(3.0, 40.0),
    )
    cause_yuan: float = declared(
        5_000.0, zh="消除根源费用", en="cost of removing a cause", unit="yuan a cause",
        ge=0.0, le=100_000.0, group="deliberation", prior=(1_000.0, 30_000.0),
    )  # fmt: skip
