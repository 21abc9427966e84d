"""Social workers' careers and studios, and what is applied for at civil affairs."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Workers(Declared):
    """Social workers' careers and studios, and what is applied for at civil affairs."""

    licensed_share: float = declared(
        0.3,
        zh="持证比例",
        en="social workers with a licence at the start",
        unit="share",
        ge=0.0,
        le=1.0,
        group="careers",
        tag="literature",
        source="20–50 % in 2016, low confidence",
        prior=(0.2, 0.5),
    )
    licence_premium: float = declared(
        0.05, zh="持证加成", en="licensed workers' extra skill in care", unit="share", ge=0.0, le=0.4, group="careers"
    )
    licence_pass: float = declared(
        0.1, zh="考证通过率", en="who passes the yearly exam untrained", unit="share", ge=0.0, le=0.5, group="careers"
    )
    learning_gain: float = declared(
        0.2, zh="熟练加成", en="skill that comes with tenure", unit="share", ge=0.0, le=0.5, group="careers"
    )
    learning_years: float = declared(
        2.0, zh="熟练年限", en="years of tenure that teach", unit="years", ge=0.5, le=5.0, group="careers"
    )
    training_gain: float = declared(
        0.1, zh="培训加成", en="skill that comes with training", unit="share", ge=0.0, le=0.4, group="careers"
    )
    training_hours: float = declared(
        40.0, zh="培训工时", en="hours of training that teach", unit="hours", ge=10.0, le=200.0, group="careers"
    )
    comfortable_load: float = declared(
        0.75, zh="舒适负荷", en="utilisation that tires nobody", unit="share", ge=0.5, le=0.95, group="careers"
    )
    burnout_rise: float = declared(
        0.1, zh="倦怠上升", en="rise of burnout under full load", unit="share a month", ge=0.0, le=0.5, group="careers"
    )
    burnout_recovery: float = declared(
        0.15, zh="倦怠恢复", en="recovery from burnout", unit="share a month", ge=0.0, le=0.5, group="careers"
    )
    turnover_a_year: float = declared(
        0.12,
        zh="年流动率",
        en="who quits without any burnout",
        unit="share a year",
        ge=0.0,
        le=0.6,
        group="careers",
        prior=(0.05, 0.25),
    )
    quit_burnout: float = declared(
        2.5, zh="离职倦怠系数", en="quitting: weight of burnout", unit="logit", ge=0.0, le=5.0, group="careers"
    )
    recruiting_days: float = declared(
        30.0,
        zh="招聘时间",
        en="recruiting, once the post is approved",
        unit="working days",
        ge=0.0,
        le=120.0,
        group="careers",
    )
    newcomer_days: float = declared(
        60.0, zh="新人适应期", en="settling of a newcomer", unit="working days", ge=0.0, le=120.0, group="careers"
    )
    newcomer_productivity: float = declared(
        0.8, zh="新人效率", en="skill of a newcomer in care", unit="ratio", ge=0.5, le=1.0, group="careers"
    )
    newcomer_knowledge: float = declared(
        0.9, zh="新人地方知识", en="information a newcomer takes in", unit="share", ge=0.7, le=1.0, group="careers"
    )
    studio_founding: float = declared(
        0.25,
        zh="创办工作室倾向",
        en="licensed workers who found a studio",
        unit="share a year",
        ge=0.0,
        le=0.9,
        group="studios",
    )
    studio_burnout: float = declared(
        2.0, zh="创办倦怠系数", en="founding: weight of burnout", unit="logit", ge=0.0, le=5.0, group="studios"
    )
    studio_trust: float = declared(
        2.0, zh="创办信任系数", en="founding: weight of residents' trust", unit="logit", ge=0.0, le=5.0, group="studios"
    )
    studio_most: float = declared(
        0.25,
        zh="工作室岗位上限",
        en="social-work posts in studios at most",
        unit="share of posts",
        ge=0.0,
        le=0.5,
        group="studios",
    )
    studio_overhead: float = declared(
        0.1, zh="工作室管理工时", en="hours that running a studio takes", unit="share", ge=0.0, le=0.3, group="studios"
    )
    applications_registration: float = declared(
        120.0,
        zh="登记备案申请",
        en="applications for registration",
        unit="a year per 353,200 residents",
        ge=0.0,
        le=1000.0,
        group="civil_affairs",
    )
    applications_grant: float = declared(
        80.0,
        zh="补助申请",
        en="applications for grants",
        unit="a year per 353,200 residents",
        ge=0.0,
        le=1000.0,
        group="civil_affairs",
    )
    applications_posts: float = declared(
        60.0,
        zh="岗位申请",
        en="applications about posts",
        unit="a year per 353,200 residents",
        ge=0.0,
        le=1000.0,
        group="civil_affairs",
    )
    application_hours: float = declared(
        1.5, zh="申请办理工时", en="work on an application", unit="hours", ge=0.3, le=6.0, group="civil_affairs"
    )
    wider_desk_overhead: float = declared(
        0.15,
        zh="统办附加工时",
        en="extra hours of one desk for three fields",
        unit="share",
        ge=0.0,
        le=0.5,
        group="civil_affairs",
    )
