"""Hours that institutions spend beside requests, and how far they reach."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Capacity(Declared):
    """Hours that institutions spend beside requests, and how far they reach."""

    station_admin_efficiency: float = declared(
        1.0,
        zh="工作站行政效率",
        en="station's efficiency at delegated work",
        unit="ratio",
        ge=0.8,
        le=1.3,
        group="capacity",
    )
    delegated_hours: float = declared(
        24.0,
        zh="下派事务工时",
        en="delegated work of a community of 6,541",
        unit="hours a day",
        ge=0.0,
        le=30.0,
        group="capacity",
        prior=(18.0, 30.0),
    )
    routine_hours: float = declared(
        2.5, zh="日常工时", en="routine work", unit="hours a community-day", ge=0.0, le=8.0, group="capacity"
    )
    intake_hours: float = declared(
        0.03, zh="受理工时", en="intake", unit="hours a request", ge=0.01, le=0.2, group="capacity"
    )
    hotline_hours: float = declared(
        0.65, zh="热线工时", en="hotline", unit="hours a community-day", ge=0.0, le=3.0, group="capacity"
    )
    home_visit_hours: float = declared(
        2.0, zh="入户走访工时", en="home visits", unit="hours a community-day", ge=0.0, le=6.0, group="capacity"
    )
    visit_unit_hours: float = declared(
        1.0, zh="单元走访工时", en="visiting one stairwell", unit="hours", ge=0.2, le=3.0, group="capacity"
    )
    visit_met_share: float = declared(
        0.3, zh="走访见面率", en="residents met on a visit", unit="share", ge=0.0, le=1.0, group="capacity"
    )
    visit_ceiling: float = declared(
        0.85,
        zh="走访负荷上限",
        en="utilisation above which no extra visits are made",
        unit="share",
        ge=0.5,
        le=1.0,
        group="capacity",
    )
