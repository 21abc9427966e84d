"""Service complexes 复合空间: what standing together saves, and what the house costs."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Complexes(Declared):
    """What standing together in a complex saves, and what it costs (F6)."""

    complex_handover: float = declared(
        0.4,
        zh="复合空间交接工时比",
        en="hand-over hours in a complex, of those elsewhere",
        unit="ratio",
        ge=0.0,
        le=1.0,
        group="complexes",
        prior=(0.2, 0.8),
    )
    complex_retention: float = declared(
        0.5,
        zh="复合空间补留信息",
        en="share of what a hand-over loses that is kept by word in a complex",
        unit="share",
        ge=0.0,
        le=1.0,
        group="complexes",
        prior=(0.2, 0.8),
    )
    complex_meeting: float = declared(
        0.02,
        zh="复合空间日相遇比例",
        en="residents who are met at their complex",
        unit="share a day",
        ge=0.0,
        le=0.2,
        group="complexes",
        prior=(0.005, 0.1),
    )
    complex_detour: float = declared(
        0.25,
        zh="复合空间绕行",
        en="mean way to a shared station longer by its standing in one community's complex",
        unit="ratio",
        ge=0.0,
        le=0.5,
        group="complexes",
    )
    complex_yuan: float = declared(
        50_000.0,
        zh="复合空间年化成本",
        en="capital cost of a complex, annualised",
        unit="yuan a complex a year",
        ge=0.0,
        le=200_000.0,
        group="complexes",
        prior=(20_000.0, 200_000.0),
    )
    complex_upkeep_hours: float = declared(
        2.5,
        zh="复合空间维护工时",
        en="upkeep of a complex",
        unit="hours a week a complex",
        ge=0.0,
        le=20.0,
        group="complexes",
        prior=(1.0, 10.0),
    )
