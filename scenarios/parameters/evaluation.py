"""How actors are evaluated, supervised and supported: what it does to their effort, and what it costs."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Evaluation(Declared):
    """How actors are evaluated, supervised and supported: what it does to their effort, and what it costs."""

    effort_response: float = declared(
        0.5,
        zh="用力响应",
        en="response of effort to what counts η",
        unit="ratio",
        ge=0.0,
        le=2.0,
        group="evaluation",
        prior=(0.1, 1.0),
    )
    care_share: float = declared(
        0.1,
        zh="细致工时占比",
        en="share of working time that is care taken over a task",
        unit="share",
        ge=0.0,
        le=0.4,
        group="evaluation",
        prior=(0.05, 0.25),
    )
    care_elasticity: float = declared(
        1.0,
        zh="细致对差错的弹性",
        en="fall of errors with care",
        unit="exponent",
        ge=0.0,
        le=2.0,
        group="evaluation",
        prior=(0.3, 1.5),
    )
    upward_care: float = declared(
        0.0, zh="上级评价：细致权重", en="weight of care, upward", unit="share", ge=0.0, le=1.0, group="evaluation"
    )
    rating_residents: float = declared(
        0.6, zh="居民评价权重", en="weight of residents' ratings", unit="share", ge=0.0, le=1.0, group="evaluation"
    )
    rating_organizations: float = declared(
        0.2, zh="社会组织评价权重", en="weight of organisations' ratings", unit="share", ge=0.0, le=1.0,
        group="evaluation",
    )  # fmt: skip
    rating_workers: float = declared(
        0.2, zh="社工评价权重", en="weight of workers' ratings", unit="share", ge=0.0, le=1.0, group="evaluation"
    )
    felt_care: float = declared(
        0.6, zh="居民评价：细致占比", en="share of residents' ratings that is for care", unit="share",
        ge=0.0, le=1.0, group="evaluation",
    )  # fmt: skip
    popularity: float = declared(
        1.0, zh="众意偏重", en="how far the popular counts before the rest", unit="exponent", ge=0.0, le=2.0,
        group="evaluation",
    )  # fmt: skip
    survey_hours: float = declared(
        4.0, zh="满意度调查工时", en="survey at each desk", unit="hours a quarter a community", ge=0.0, le=20.0,
        group="evaluation", prior=(1.0, 12.0),
    )  # fmt: skip
    survey_resident_hours: float = declared(
        10.0, zh="居民答卷工时", en="residents' hours in surveys", unit="hours a quarter a community", ge=0.0, le=60.0,
        group="evaluation", prior=(2.0, 30.0),
    )  # fmt: skip
    survey_volunteer_hours: float = declared(
        6.0, zh="调查志愿工时", en="volunteers' hours in surveys", unit="hours a quarter a community", ge=0.0, le=40.0,
        group="evaluation", prior=(1.0, 20.0),
    )  # fmt: skip
    rewarded_posts: float = declared(
        0.01, zh="按评价调配的岗位", en="posts that follow the score", unit="share of posts", ge=0.0, le=0.1,
        group="evaluation", prior=(0.0, 0.03),
    )  # fmt: skip
    supervision_cases: int = declared(
        12, zh="监督抽查件数", en="cases looked at", unit="cases a month a community", ge=0, le=60, group="evaluation",
        prior=(4, 30),
    )  # fmt: skip
    supervision_insight: float = declared(
        0.2, zh="抽查发现概率", en="chance that a look shows low effort", unit="share", ge=0.0, le=1.0,
        group="evaluation", prior=(0.05, 0.5),
    )  # fmt: skip
    supervision_hours: float = declared(
        0.5, zh="抽查志愿工时", en="volunteers' look at a case", unit="hours", ge=0.0, le=3.0, group="evaluation",
        prior=(0.2, 1.5),
    )  # fmt: skip
    answer_hours: float = declared(
        0.3, zh="答询工时", en="answering those who look at a case", unit="hours", ge=0.0, le=2.0, group="evaluation",
        prior=(0.1, 1.0),
    )  # fmt: skip
    ordered_care: float = declared(
        0.5, zh="责令增加的细致", en="extra care of a desk that was found out", unit="share", ge=0.0, le=2.0,
        group="evaluation", prior=(0.1, 1.0),
    )  # fmt: skip
    support_hours: float = declared(
        60.0, zh="街道支持工时", en="street's support at full strength", unit="hours a week a street", ge=0.0,
        le=160.0, group="evaluation", prior=(20.0, 100.0),
    )  # fmt: skip
    support_learning: float = declared(
        0.1, zh="培育学习速度", en="what a month of full support teaches of what is left to learn", unit="share",
        ge=0.0, le=0.5, group="evaluation", prior=(0.02, 0.2),
    )  # fmt: skip
    support_turnover: float = declared(
        0.02, zh="培育流失", en="what is lost of it in a month as people leave", unit="share", ge=0.0, le=0.2,
        group="evaluation", prior=(0.01, 0.05),
    )  # fmt: skip
    fostering_bound: float = declared(
        0.1, zh="培育上限", en="most that fostering adds to organisations' skill", unit="share", ge=0.0, le=0.3,
        group="evaluation", prior=(0.02, 0.2),
    )  # fmt: skip
    training_group: float = declared(
        3.0, zh="受训工时倍数", en="trainees' hours an hour of the street's", unit="ratio", ge=0.0, le=10.0,
        group="evaluation", prior=(1.0, 6.0),
    )  # fmt: skip
