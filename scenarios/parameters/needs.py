"""How often needs arise, how far they reach institutions, and how much work they are."""

from __future__ import annotations

from scenarios.declare import Declared, declared


class Needs(Declared):
    """How often needs arise, how far they reach institutions, and how much work they are."""

    needs_administrative: float = declared(
        900.0,
        zh="行政需求",
        en="administrative needs",
        unit="per 1,000 residents a year",
        ge=500.0,
        le=1500.0,
        group="needs",
    )
    needs_care: float = declared(
        120.0, zh="照护需求", en="care needs", unit="per 1,000 residents a year", ge=60.0, le=250.0, group="needs"
    )
    needs_collective: float = declared(
        25.0,
        zh="公共事务需求",
        en="collective needs",
        unit="per 1,000 residents a year",
        ge=10.0,
        le=50.0,
        group="needs",
    )
    needs_enforcement: float = declared(
        60.0, zh="执法需求", en="enforcement needs", unit="per 1,000 residents a year", ge=30.0, le=120.0, group="needs"
    )
    needs_mutual_aid: float = declared(
        400.0,
        zh="互助需求",
        en="mutual-aid needs",
        unit="per 1,000 residents a year",
        ge=150.0,
        le=800.0,
        group="needs",
    )
    reach_administrative: float = declared(
        0.95,
        zh="行政诉求到达率",
        en="administrative needs reaching institutions",
        unit="share",
        ge=0.0,
        le=1.0,
        group="needs",
    )
    reach_care: float = declared(
        0.6, zh="照护诉求到达率", en="care needs reaching institutions", unit="share", ge=0.0, le=1.0, group="needs"
    )
    reach_collective: float = declared(
        0.5,
        zh="公共诉求到达率",
        en="collective needs reaching institutions",
        unit="share",
        ge=0.0,
        le=1.0,
        group="needs",
    )
    reach_enforcement: float = declared(
        0.7,
        zh="执法诉求到达率",
        en="enforcement needs reaching institutions",
        unit="share",
        ge=0.0,
        le=1.0,
        group="needs",
    )
    reach_mutual_aid: float = declared(
        0.15,
        zh="互助诉求到达率",
        en="mutual-aid needs reaching institutions",
        unit="share",
        ge=0.0,
        le=1.0,
        group="needs",
    )
    need_elderly_care_ratio: float = declared(
        4.0,
        zh="老年照护需求倍数",
        en="care needs of those over 60 against others",
        unit="ratio",
        ge=2.0,
        le=8.0,
        group="needs",
    )
    need_vulnerable_ratio: float = declared(
        2.0,
        zh="弱势居民需求倍数",
        en="needs of the vulnerable against others",
        unit="ratio",
        ge=1.0,
        le=4.0,
        group="needs",
    )
    work_spread: float = declared(
        0.8, zh="工时离散度", en="coefficient of variation of work hours", unit="ratio", ge=0.3, le=1.5, group="needs"
    )
    work_scale: float = declared(
        0.85, zh="工时倍数", en="scale of all work hours", unit="ratio", ge=0.7, le=1.4, group="needs"
    )
