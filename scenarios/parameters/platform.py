"""The data platform 民情E点通: what it keeps, makes easy, and costs."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Platform(Declared):
    """What the data platform keeps, makes easy, and costs (F7)."""

    completeness: float = declared(
        0.6,
        zh="平台数据完整度",
        en="share of what a hand-over loses that the platform keeps",
        unit="share",
        ge=0.0,
        le=1.0,
        group="platform",
    )
    entry_hours: float = declared(
        0.05,
        zh="录入工时",
        en="typing a case in, a hand-over",
        unit="hours",
        ge=0.0,
        le=0.1,
        group="platform",
        prior=(0.01, 0.1),
    )
    double_entry_hours: float = declared(
        0.05,
        zh="重复录入工时",
        en="more, if the case comes from one who is not connected",
        unit="hours",
        ge=0.0,
        le=0.2,
        group="platform",
        prior=(0.01, 0.2),
    )
    platform_cost: float = declared(
        0.03,
        zh="平台表达成本",
        en="cost of voicing on the platform, where that is less than online",
        unit="hours",
        ge=0.0,
        le=1.0,
        group="platform",
        prior=(0.01, 0.05),
    )
    platform_delay: float = declared(
        0.0,
        zh="平台表达延迟余量",
        en="delay until voicing that is left on the platform",
        unit="share",
        ge=0.0,
        le=1.0,
        group="platform",
        prior=(0.0, 0.5),
    )
    share_tv: float = declared(
        0.2,
        zh="数字电视频道使用比例",
        en="residents who use the community channel of digital TV",
        unit="share",
        ge=0.0,
        le=1.0,
        group="platform",
        prior=(0.05, 0.5),
    )
    tracked_follow_up: float = declared(
        0.2,
        zh="跟踪增加的回访比例",
        en="more requests followed up where they are tracked",
        unit="share",
        ge=0.0,
        le=0.4,
        group="platform",
    )
    platform_detection: float = declared(
        0.2,
        zh="留痕增加的查处概率",
        en="more chance of being found out where passing on is tracked",
        unit="share",
        ge=0.0,
        le=1.0,
        group="platform",
        prior=(0.0, 0.5),
    )
    outages_a_year: float = declared(
        2.0, zh="每年故障次数", en="outages", unit="per year", ge=0.0, le=12.0, group="platform"
    )
    outage_days: float = declared(
        1.0,
        zh="故障时长",
        en="mean length of an outage",
        unit="working days",
        ge=0.0,
        le=10.0,
        group="platform",
        prior=(0.1, 3.0),
    )
