"""How duties are passed on, neglected or doubled, and how work goes wrong and is done again."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Duty(Declared):
    """How duties are passed on, neglected or doubled, and how work goes wrong and is done again."""

    pass_base: float = declared(
        -0.5, zh="推诿基数", en="passing on: constant b0", unit="logit", ge=-2.0, le=1.0, group="duty"
    )
    pass_load: float = declared(
        0.15,
        zh="推诿负荷系数",
        en="passing on: weight of load b1",
        unit="logit per waiting case a server",
        ge=0.0,
        le=0.5,
        group="duty",
    )
    pass_blame: float = declared(
        1.0, zh="推诿问责系数", en="passing on: weight of blame b2", unit="logit", ge=0.0, le=2.0, group="duty"
    )
    blame: float = declared(0.5, zh="问责风险", en="blame", unit="share", ge=0.0, le=1.0, group="duty")
    pass_detection: float = declared(
        2.0, zh="推诿查处系数", en="passing on: weight of detection b3", unit="logit", ge=0.0, le=4.0, group="duty"
    )
    detection: float = declared(
        0.2, zh="查处概率", en="chance of being found out", unit="share", ge=0.0, le=1.0, group="duty"
    )
    review_hours: float = declared(
        0.1, zh="审阅工时", en="reading a case before passing it on", unit="hours", ge=0.03, le=0.3, group="duty"
    )
    gap_probability: float = declared(
        0.5,
        zh="空白概率",
        en="chance that an unclear item is a gap",
        unit="share",
        ge=0.0,
        le=1.0,
        group="duty",
        prior=(0.2, 0.8),
    )
    overlap_share: float = declared(
        0.5,
        zh="重叠工作份额",
        en="share of the work each owner does in an overlap",
        unit="share",
        ge=0.0,
        le=1.0,
        group="duty",
        prior=(0.1, 1.0),
    )
    credit_stake: float = declared(
        0.2,
        zh="争功赌注",
        en="what the credit for an overlap's request is worth to its owners",
        unit="hours",
        ge=0.0,
        le=1.0,
        group="duty",
        prior=(0.0, 0.5),
    )
    duty_list_hours: float = declared(
        4.0,
        zh="清单维护工时",
        en="keeping the duty list at full sole duty",
        unit="hours a week a street",
        ge=0.0,
        le=10.0,
        group="duty",
        prior=(1.0, 10.0),
    )
    task_error: float = declared(
        0.05,
        zh="差错率",
        en="chance of a faulty task",
        unit="share",
        ge=0.0,
        le=0.15,
        group="duty",
        prior=(0.01, 0.15),
    )
    error_lost_information: float = declared(
        0.2,
        zh="信息损失差错",
        en="error added per unit of information lost",
        unit="ratio",
        ge=0.0,
        le=0.5,
        group="duty",
    )
    rework_share: float = declared(
        0.5, zh="返工份额", en="work repeated on reopening", unit="share", ge=0.2, le=1.0, group="duty"
    )
    reopen_delay_days: float = declared(
        5.0, zh="重新提出延迟", en="delay until reopening", unit="working days", ge=2.0, le=15.0, group="duty"
    )
    reopen_propensity: float = declared(
        0.7, zh="重新提出倾向", en="reopening after a defect", unit="share", ge=0.0, le=1.0, group="duty"
    )
    follow_up_share: float = declared(
        0.3, zh="回访比例", en="requests followed up", unit="share", ge=0.1, le=0.6, group="duty"
    )
    follow_up_delay_days: float = declared(
        5.0, zh="回访延迟", en="delay until follow-up", unit="working days", ge=1.0, le=20.0, group="duty"
    )
    follow_up_hours: float = declared(0.1, zh="回访工时", en="follow-up", unit="hours", ge=0.02, le=0.5, group="duty")
